"""Fifty steps of every schedule from torch.optim.lr_scheduler, in double precision: schedules.json.

Needs (Debian): python3-torch 1.13, python3-numpy, python3-mpmath.       Run: python3 schedules.py

The base rate and all factors are representable in single precision. PyTorch's schedulers count calls of step(): epochs or steps alike.
It also writes cos(pi x), from mpmath.
"""
import json
import mpmath
import numpy
import torch
from torch.optim import lr_scheduler as S

LENGTH = 50


def single(x):
    return float(numpy.float32(x))


BASE, MINIMUM = single(0.05), single(1e-5)


def run(make, length=LENGTH):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE)
    scheduler = make(optimizer)
    out = []
    for _ in range(length):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return out


def chain(*parts):
    """Each part from its own fresh scheduler: SequentialLR in 1.13 starts its first part with the wrong rate."""
    return [rate for make, length in parts for rate in run(make, length)]


def warmup(length):
    return lambda o: S.LinearLR(o, start_factor=1 / length, total_iters=length - 1)


def cosine(length, minimum=0.0):
    return lambda o: S.CosineAnnealingLR(o, T_max=length, eta_min=minimum)


constant = lambda o: S.ConstantLR(o, factor=1.0)

half, gamma = 0.5, single(0.9)
schedules = {
    "constant": run(lambda o: S.ConstantLR(o, factor=0.25, total_iters=1000)),
    "step": run(lambda o: S.StepLR(o, step_size=7, gamma=half)),
    "exponential": run(lambda o: S.ExponentialLR(o, gamma=gamma)),
    "cosine": run(cosine(LENGTH, MINIMUM)),
    # Beyond T_max PyTorch's closed form rises again; ours stays at the minimum, so this is followed by a constant.
    "cosine30": run(cosine(30, MINIMUM), 30) + [MINIMUM] * 20,
    "warmup": run(warmup(20)),
    "warmup from zero": run(lambda o: S.LambdaLR(o, lambda t: min(t / 20, 1))),
    "warmup then cosine": chain((warmup(20), 20), (cosine(30, MINIMUM), 30)),
    "warmup then step": chain((warmup(5), 5), (lambda o: S.StepLR(o, step_size=10, gamma=half), 45)),
    "constant then exponential then cosine": chain((constant, 10), (lambda o: S.ExponentialLR(o, gamma=gamma), 15), (cosine(25), 25)),
}
cosines = [[x, float(mpmath.cos(mpmath.pi * mpmath.mpf(x)))] for x in (numpy.arange(0, 201) / 200).tolist() + [1e-9, 1 / 3, 0.4999999, 0.5000001]]

with open("schedules.json", "w") as f:
    json.dump({"base": BASE, "schedules": schedules, "cosines": cosines}, f, separators=(",", ":"))
    f.write("\n")
