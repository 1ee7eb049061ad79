#!/usr/bin/python3
"""True values of the functions in Backprop.Numerics.LaneMath, from mpmath at 400 digits.

Needs Debian's python3-mpmath. Writes lane_math_float.json and lane_math_double.json beside itself: per function a list of
"input output" pairs, each number the hexadecimal of its bits. Inputs are exact in their type; outputs are the true value rounded to
double. Roundings of the true value cost at most half a unit in the last place of a double, which the tests allow for.
"""
import json
import os
import random
import struct

from mpmath import erf, exp, expm1, log, mp, mpf

mp.dps = 400  # 1e-200 beside 1 needs this many before anything cancels
COUNT = 2000

FUNCTIONS = {
    "Exp": exp,
    "Expm1": expm1,
    "Log": log,
    "Log1p": lambda x: log(1 + x),
    "Tanh": lambda x: expm1(2 * x) / (expm1(2 * x) + 2),
    "Sigmoid": lambda x: 1 / (1 + exp(-x)),
    "Softplus": lambda x: max(x, 0) + log(1 + exp(-abs(x))),
    "Erf": erf,
}


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def inputs(name, is_single, rng):
    """Uniform over the range where the function bends, and log-uniform towards 0 and the far ends."""
    top = 88.7 if is_single else 709.7
    tiny = 1e-30 if is_single else 1e-200
    huge = 1e38 if is_single else 1e308
    floor = -86.6 if is_single else -707.7

    def log_uniform(low, high):
        return mp.exp(rng.uniform(float(mp.log(low)), float(mp.log(high))))

    def sign(x):
        return x if rng.random() < 0.5 else -x

    for i in range(COUNT):
        third = i % 3
        if name == "Log":
            x = [rng.uniform(0.4, 2.5), log_uniform(tiny, huge), 1 + sign(log_uniform(1e-12, 0.5))][third]
            if i % 100 == 50:
                x = log_uniform(1e-44, 1.1e-38) if is_single else log_uniform("1e-322", "2e-308")
        elif name == "Log1p":
            x = [rng.uniform(-0.999, 3), log_uniform(1e-3, huge), sign(log_uniform(tiny, 0.5))][third]
        elif name in ("Exp", "Expm1"):
            x = [rng.uniform(-2, 2), rng.uniform(floor, top), sign(log_uniform(tiny, 1))][third]
        elif name in ("Sigmoid", "Softplus"):
            x = [rng.uniform(-4, 4), rng.uniform(floor, top), sign(log_uniform(tiny, 40))][third]
        else:
            x = [rng.uniform(-2, 2), rng.uniform(-10, 10) if is_single else rng.uniform(-22, 22), sign(log_uniform(tiny, 1))][third]
        yield single(float(x)) if is_single else float(x)


def bits(x, is_single):
    return struct.pack(">f" if is_single else ">d", x).hex()


def write(is_single):
    result = {}
    for name, function in FUNCTIONS.items():
        rng = random.Random(f"{name} {is_single}")
        result[name] = [f"{bits(x, is_single)} {bits(float(function(mpf(x))), False)}" for x in inputs(name, is_single, rng)]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), f"lane_math_{'float' if is_single else 'double'}.json")
    with open(path, "w", newline="\n") as file:
        json.dump(result, file, indent=0)
        file.write("\n")


write(True)
write(False)
