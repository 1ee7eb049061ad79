"""Clipped gradients from torch.nn.utils, in double precision: clipping.json.

Needs (Debian): python3-torch 1.13, python3-numpy.       Run: python3 clipping.py
"""
import json
import numpy
import torch

rng = numpy.random.default_rng(7)
cases = []
for size, scale in ((1, 1.0), (16, 0.01), (37, 1.0), (37, 1e30), (100, 1e-25)):
    gradients = (rng.normal(size=size) * scale).astype(numpy.float32).astype(numpy.float64)
    for kind in ("norm", "value"):
        for limit in (0.25, 1.0):
            w = torch.zeros(size, dtype=torch.float64, requires_grad=True)
            w.grad = torch.tensor(gradients)
            norm = float(torch.linalg.vector_norm(w.grad))
            if kind == "norm":
                returned = float(torch.nn.utils.clip_grad_norm_([w], limit))
                assert abs(returned - norm) <= 1e-12 * norm
            else:
                torch.nn.utils.clip_grad_value_([w], limit)
            cases.append({"kind": kind, "limit": limit, "norm": norm, "gradients": gradients.tolist(), "clipped": w.grad.tolist()})

with open("clipping.json", "w") as f:
    json.dump(cases, f, separators=(",", ":"))
    f.write("\n")
