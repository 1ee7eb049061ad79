"""The weights of the textbook's two-layer example, from NumPy's legacy generator seeded with 0: worked_example.json.

Needs (Debian): python3-numpy.       Run: python3 worked_example.py
"""
import json
import pathlib
import numpy

numpy.random.seed(0)
W1 = 0.5 * numpy.random.randn(4, 3)  # [units, inputs], as the textbook has it
w2 = 0.5 * numpy.random.randn(4)

out = {"W1": W1.tolist(), "w2": w2.tolist()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, indent=1) + "\n")
