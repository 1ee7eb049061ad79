"""Losses, predictions and gradients of whole networks from PyTorch, in double precision: networks.json.

Needs (Debian): python3-torch 1.13, python3-numpy.       Run: python3 networks.py

All numbers that go in (parameters, inputs, targets) are representable in single precision, so that a single-precision network
computes the same problem. Everything stays clear of the kinks, where single precision might fall on the other side; the script
sees to that. Weights are [in, out] here and in the file; PyTorch's are their transposes.
"""
import json
import pathlib
import numpy
import torch
import torch.nn.functional as F

MARGIN = 2e-3

ACTIVATIONS = {
    "Linear": lambda x, slope: x,
    "ReLU": lambda x, slope: F.relu(x),
    "LeakyReLU": lambda x, slope: F.leaky_relu(x, slope),
    "ELU": lambda x, slope: F.elu(x),
    "SELU": lambda x, slope: F.selu(x),
    "GELU": lambda x, slope: F.gelu(x),
    "GELUTanh": lambda x, slope: F.gelu(x, approximate="tanh"),
    "SiLU": lambda x, slope: F.silu(x),
    "Mish": lambda x, slope: F.mish(x),
    "Softplus": lambda x, slope: F.softplus(x, threshold=1000),
    "Softsign": lambda x, slope: F.softsign(x),
    "HardSigmoid": lambda x, slope: F.relu6(x + 3) / 6,  # F.hardsigmoid's backward multiplies by the float 1/6 even in double precision
    "HardSwish": lambda x, slope: F.hardswish(x),
    "Sigmoid": lambda x, slope: torch.sigmoid(x),
    "Tanh": lambda x, slope: torch.tanh(x),
    "Softmax": lambda x, slope: F.softmax(x, dim=1),
}

KINKS = {"ReLU": [0], "LeakyReLU": [0], "ELU": [0], "SELU": [0], "HardSigmoid": [-3, 3], "HardSwish": [-3, 3]}

LOSSES = {
    "MeanSquaredError": lambda z, t, n: F.mse_loss(z, t),
    "MeanAbsoluteError": lambda z, t, n: F.l1_loss(z, t),
    "Huber": lambda z, t, n: F.huber_loss(z, t, delta=1.0 if n is None else n),
    "BinaryCrossEntropy": lambda z, t, n: F.binary_cross_entropy_with_logits(z, t),
    "SoftmaxCrossEntropy": lambda z, t, n: F.cross_entropy(z, t, label_smoothing=n or 0.0),
    None: lambda z, t, n: (z * t).sum(),
}

PREDICTIONS = {"BinaryCrossEntropy": torch.sigmoid, "SoftmaxCrossEntropy": lambda z: F.softmax(z, dim=1)}


def dense(units, activation="Linear", bias=True, slope=0.01):
    return {"units": units, "activation": activation, "bias": bias, "slope": slope}


def alone(activation, slope=0.01):
    return {"units": None, "activation": activation, "bias": False, "slope": slope}


# name, inputs, rows, layers, loss, its number, form of the targets
NETWORKS = [
    ("classifier", 5, 13, [dense(17, "ReLU"), dense(16, "LeakyReLU"), dense(4)], "SoftmaxCrossEntropy", None, "labels"),
    ("smoothed", 7, 9, [dense(18, "ELU"), dense(9, "SELU", bias=False), dense(17)], "SoftmaxCrossEntropy", 0.1, "labels"),
    ("distilled", 4, 17, [dense(15, "GELU"), dense(6)], "SoftmaxCrossEntropy", None, "probabilities"),
    ("distilled and smoothed", 3, 5, [dense(20, "SiLU"), dense(19)], "SoftmaxCrossEntropy", 0.25, "probabilities"),
    ("regression", 16, 6, [dense(8, "GELUTanh"), dense(12, "Mish"), alone("Softsign"), dense(1)], "MeanSquaredError", None, "values"),
    ("medians", 2, 11, [dense(16, "Softplus"), dense(3, "Tanh", bias=False)], "MeanAbsoluteError", None, "values"),
    ("robust", 6, 19, [dense(9, "HardSigmoid"), dense(16, "HardSwish"), dense(2)], "Huber", None, "values"),
    ("more robust", 1, 24, [dense(33, "LeakyReLU", slope=-0.5), dense(5, "Linear", bias=False)], "Huber", 0.25, "values"),
    ("tags", 9, 8, [dense(7, "Sigmoid"), dense(17)], "BinaryCrossEntropy", None, "values"),
    ("mixture", 8, 7, [dense(10, "LeakyReLU", slope=0.0), dense(5, "Softmax")], None, None, "gradient"),
    ("probabilities", 8, 7, [dense(10, "Tanh"), dense(18), alone("Softmax")], "MeanSquaredError", None, "values"),
    ("deep", 10, 21, [dense(16, "Tanh"), dense(15, "SiLU"), dense(17, "GELU", bias=False), dense(16, "Softplus"), dense(11, "ELU"), dense(3)], "SoftmaxCrossEntropy", None, "labels"),
]


def single(x):
    return torch.tensor(numpy.asarray(x, dtype=numpy.float32).astype(numpy.float64))


def make(rng, inputs, rows, layers, loss, form):
    parameters, width = [], inputs
    for layer in layers:
        if layer["units"] is not None:
            parameters.append(single(rng.normal(size=(width, layer["units"])) * 1.5 / width ** 0.5))
            width = layer["units"]
            if layer["bias"]:
                parameters.append(single(rng.normal(size=width) * 0.5))
    x = single(rng.normal(size=(rows, inputs)) * 1.5)
    if form == "labels":
        target = torch.tensor(rng.integers(0, width, rows))
    elif form == "probabilities":
        target = single(rng.dirichlet(numpy.ones(width), rows))
    elif loss == "BinaryCrossEntropy":
        target = single(rng.uniform(size=(rows, width)))
    else:
        target = single(rng.normal(size=(rows, width)))
    return parameters, x, target


def run(parameters, x, target, layers, loss, number):
    for tensor in parameters + [x]:
        tensor.requires_grad_(True)
    rest, y, distance = list(parameters), x, numpy.inf
    for layer in layers:
        if layer["units"] is not None:
            y = y @ rest.pop(0)
            if layer["bias"]:
                y = y + rest.pop(0)
        for kink in KINKS.get(layer["activation"], []):
            distance = min(distance, (y - kink).abs().min().item())
        y = ACTIVATIONS[layer["activation"]](y, layer["slope"])
    if loss == "MeanAbsoluteError":
        distance = min(distance, (y - target).abs().min().item())
    if loss == "Huber":
        distance = min(distance, ((y - target).abs() - (number or 1.0)).abs().min().item())
    value = LOSSES[loss](y, target, number)
    value.backward()
    return y, value, distance


def flat(tensors):
    return [number for tensor in tensors for number in tensor.detach().reshape(-1).tolist()]


out = []
for index, (name, inputs, rows, layers, loss, number, form) in enumerate(NETWORKS):
    for attempt in range(1000):
        rng = numpy.random.default_rng([2024, index, attempt])
        parameters, x, target = make(rng, inputs, rows, layers, loss, form)
        y, value, distance = run(parameters, x, target, layers, loss, number)
        if distance > MARGIN:
            break
    else:
        raise SystemExit(f"{name}: always near a kink")
    prediction = PREDICTIONS.get(loss, lambda z: z)(y)
    out.append({
        "name": name, "inputs": inputs, "rows": rows, "layers": layers, "loss": loss, "number": number,
        "parameters": flat(parameters), "x": flat([x]),
        "labels": target.tolist() if form == "labels" else None,
        "values": None if form == "labels" else flat([target]),
        "outputs": flat([y]), "prediction": flat([prediction]), "value": value.item(),
        "gradients": flat([parameter.grad for parameter in parameters]), "inputGradient": flat([x.grad]),
    })

path = pathlib.Path(__file__).with_suffix(".json")
path.write_text("[\n" + ",\n".join(json.dumps(network) for network in out) + "\n]\n")
