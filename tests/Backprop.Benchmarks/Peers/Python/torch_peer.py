#!/usr/bin/python3
"""PyTorch, at its best: eager and traced, Adam over lists of tensors. Needs Debian's python3-torch (1.13 here).

usage: torch_peer.py W1|W2|W3|W4|W5|W6 SECONDS THREADS     prints a line of JSON per case and variant
The caller sets OMP_NUM_THREADS and lets the allocator keep freed memory (MALLOC_MMAP_THRESHOLD_, MALLOC_TRIM_THRESHOLD_, MALLOC_TOP_PAD_).
"""
import sys
import warnings

import torch
from torch import nn

from meter import report

warnings.filterwarnings("ignore")
workload, seconds, threads = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
torch.set_num_threads(threads)
torch.manual_seed(0)


def mlp(*sizes):
    layers = []
    for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
        layers += [nn.Linear(fan_in, fan_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(256, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def groups(model, decay):
    """Coupled weight decay on the weights only."""
    if decay == 0:
        return model.parameters()
    return [
        {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": decay},
        {"params": [p for p in model.parameters() if p.dim() == 1]}]


class Loss(nn.Module):
    """Network and loss in one module, to be traced together."""

    def __init__(self, model, loss):
        super().__init__()
        self.model, self.loss = model, loss

    def forward(self, x, y):
        return self.loss(self.model(x), y)


def train(case, create, shape, classes, rate, decay=0.0, channels_last=False):
    x, y = torch.randn(*shape), torch.randint(0, classes, (shape[0],))
    for traced in (False, True):
        model, loss = create(), nn.CrossEntropyLoss()
        if channels_last:
            model, x = model.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
        optimizer = torch.optim.Adam(groups(model, decay), lr=rate, foreach=True)
        both = Loss(model, loss)
        forward = torch.jit.trace(both, (x, y)) if traced else both

        def step():
            optimizer.zero_grad(set_to_none=True)
            forward(x, y).backward()
            optimizer.step()

        variant = ("traced" if traced else "eager") + (", channels last" if channels_last else "")
        report(case, variant, step, seconds)


def predict(case, model, x):
    model.eval()
    with torch.inference_mode():
        report(case, "eager", lambda: model(x), seconds)
    with torch.no_grad():
        frozen = torch.jit.freeze(torch.jit.trace(model, (x,)))
        for _ in range(20):
            frozen(x)
        report(case, "frozen", lambda: frozen(x), seconds)


if workload == "W1":
    train("W1", lambda: mlp(2, 128, 3), (64, 2), 3, 5e-3, 1e-4)
elif workload == "W2":
    for batch in (64, 32):
        train(f"W2/{batch}", lambda: mlp(784, 128, 10), (batch, 784), 10, 1e-3)
elif workload == "W3":
    train("W3/128", lambda: mlp(784, 512, 512, 10), (128, 784), 10, 1e-3)
elif workload == "W4":
    for batch in (128, 32):
        for last in (False, True):
            train(f"W4/{batch}", lenet, (batch, 1, 28, 28), 10, 3e-4, channels_last=last)
elif workload == "W5":
    predict("W5/spiral", mlp(2, 128, 3), torch.randn(1, 2))
    predict("W5/digits", mlp(784, 128, 10), torch.randn(1, 784))
    predict("W5/lenet", lenet(), torch.randn(1, 1, 28, 28))
elif workload == "W6":
    predict("W6/digits", mlp(784, 128, 10), torch.randn(256, 784))
    predict("W6/lenet", lenet(), torch.randn(256, 1, 28, 28))
else:
    sys.exit(__doc__)
