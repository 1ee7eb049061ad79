#!/usr/bin/python3
"""Writes resampling.json: images turned and scaled by PyTorch, for ResamplingReferenceTests.

PyTorch's grid_sample, bilinear, zeros outside, corners aligned, in double; its own NumPy-like rot90 for the quarter turns.
Debian packages: python3, python3-torch.
"""
import json
import math
import pathlib

import torch

torch.manual_seed(7)
cases = []


def draw(image, matrix):
    """image [H, W, C]; matrix maps (x, y) of the result about the centre to (x, y) of the source."""
    height, width, _ = image.shape
    y, x = torch.meshgrid(torch.arange(height, dtype=torch.float64), torch.arange(width, dtype=torch.float64), indexing="ij")
    cx, cy = (width - 1) / 2, (height - 1) / 2
    sx = cx + matrix[0][0] * (x - cx) + matrix[0][1] * (y - cy)
    sy = cy + matrix[1][0] * (x - cx) + matrix[1][1] * (y - cy)
    grid = torch.stack([2 * sx / (width - 1) - 1, 2 * sy / (height - 1) - 1], dim=-1)[None]
    result = torch.nn.functional.grid_sample(
        image.permute(2, 0, 1)[None], grid, mode="bilinear", padding_mode="zeros", align_corners=True)
    return result[0].permute(1, 2, 0)


def case(kind, amount, image, result):
    cases.append({
        "kind": kind, "amount": amount, "shape": list(image.shape),
        "image": image.reshape(-1).tolist(), "result": result.reshape(-1).tolist(),
    })


for shape in ((6, 6, 1), (5, 8, 3), (7, 4, 2)):
    image = torch.randint(0, 256, shape).double() / 256
    for degrees in (10.0, -33.5, 57.25, 120.0, -179.0):
        # Anticlockwise with y downwards: a point right of the centre moves up.
        c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        case("turn", degrees, image, draw(image, ((c, -s), (s, c))))
    for factor in (0.35, 0.8, 1.3, 4.0):
        case("zoom", factor, image, draw(image, ((1 / factor, 0), (0, 1 / factor))))

square = torch.randint(0, 256, (5, 5, 2)).double() / 256
for quarters in (-2, -1, 1, 2):
    # rot90 turns from the first axis towards the second; from y to x, and y points down: anticlockwise.
    case("turn", 90.0 * quarters, square, torch.rot90(square, quarters, (0, 1)))

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(cases) + "\n")
