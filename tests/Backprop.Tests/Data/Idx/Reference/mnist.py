#!/usr/bin/python3
"""Writes mnist.json: what Python finds in the test files of MNIST, for MnistFilesTests.

Usage: mnist.py FOLDER, with t10k-images-idx3-ubyte.gz and t10k-labels-idx1-ubyte.gz in it.
Debian packages: python3, python3-numpy.
"""
import gzip
import json
import pathlib
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
images = np.frombuffer(gzip.open(folder / "t10k-images-idx3-ubyte.gz").read(), np.uint8, offset=16).reshape(-1, 28, 28)
labels = np.frombuffer(gzip.open(folder / "t10k-labels-idx1-ubyte.gz").read(), np.uint8, offset=8)
weights = np.arange(1, images[0].size + 1)
reference = {
    "count": len(images),
    "pixelSum": int(images.astype(np.int64).sum()),
    "countPerLabel": np.bincount(labels).tolist(),
    "firstLabels": labels[:10].tolist(),
    "lastLabels": labels[-10:].tolist(),
    # Σ pixel · (its number from 1), which no two pixels may change places in.
    "weightedSums": {str(i): int((images[i].reshape(-1) * weights).sum()) for i in (0, 1, 4999, 9999)},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(reference, indent=2) + "\n")
