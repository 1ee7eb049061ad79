"""Writes the files that the networks of Shipped.cs take their weights from: numbers drawn by NumPy, in a container written by hand.

python3 weights.py
"""
import json
import os
import struct

import numpy

TENSORS = [
    ("dense1.weight", (6, 20), 0.5), ("dense1.bias", (20,), 0.1), ("batchNorm1.weight", (20,), 0.3), ("batchNorm1.bias", (20,), 0.2),
    ("body[0].dense1.weight", (20, 20), 0.3), ("body[0].dense1.bias", (20,), 0.1), ("body[1].dense1.weight", (20, 20), 0.3), ("body[1].dense1.bias", (20,), 0.1),
    ("dense2.weight", (20, 5), 0.4), ("dense2.bias", (5,), 0.1),
    ("batchNorm1.runningMean", (20,), 0.2), ("batchNorm1.runningVariance", (20,), None),
]


def draw(generator, shape, deviation):
    return generator.uniform(0.5, 2, shape) if deviation is None else generator.normal(0, deviation, shape)


def write(path, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for name, dtype, array in tensors:
        raw = array if isinstance(array, bytes) else array.tobytes()
        header[name] = {"dtype": dtype[0], "shape": list(dtype[1]), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def bfloat16(array):
    bits = array.astype("<f4").view("<u4")
    return (bits >> 16).astype("<u2").tobytes()  # cut, not rounded: the test only needs numbers that BF16 holds


generator = numpy.random.default_rng(7)
values = [(name, shape, draw(generator, shape, deviation)) for name, shape, deviation in TENSORS]
os.makedirs("embedded", exist_ok=True)
for folder in [".", "embedded"]:
    write(f"{folder}/single.safetensors", [(name, ("F32", shape), array.astype("<f4")) for name, shape, array in values])
    write(f"{folder}/double.safetensors", [(name, ("F64", shape), array.astype("<f8")) for name, shape, array in values])

# The same numbers in another order, and each tensor in another type.
mixed = []
for place, (name, shape, array) in enumerate(reversed(values)):
    kind = ["F64", "F16", "BF16"][place % 3]
    mixed.append((name, (kind, shape), {"F64": array.astype("<f8"), "F16": array.astype("<f2"), "BF16": bfloat16(array)}[kind]))
write("mixed.safetensors", mixed)
