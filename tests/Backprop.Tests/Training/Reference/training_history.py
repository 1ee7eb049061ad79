"""Training histories of a softmax regression and a linear regression, in order, with a partial last batch.

Needs Debian's python3-torch. Writes training_history.json beside itself.
Everything is float64, so that the numbers are those of the algorithm and not of one library's rounding.
"""
import json
import pathlib

import torch

torch.manual_seed(20)
F = torch.nn.functional


def rounded(tensor):
    """The nearest float32 values, as a list: both sides must start from the same numbers."""
    return tensor.to(torch.float32).to(torch.float64)


def fit(loss_of, accuracy_of, weight, bias, train, validation, rate, batch, epochs):
    weight, bias = weight.clone().requires_grad_(), bias.clone().requires_grad_()
    optimizer = torch.optim.SGD([weight, bias], lr=rate)
    history = []
    for _ in range(epochs):
        loss_sum = correct = 0.0
        rows = len(train[0])
        for start in range(0, rows, batch):
            x, y = train[0][start:start + batch], train[1][start:start + batch]
            optimizer.zero_grad()
            z = x @ weight + bias
            loss = loss_of(z, y)
            loss.backward()
            loss_sum += loss.item() * len(x)
            correct += accuracy_of(z, y)
            optimizer.step()
        with torch.no_grad():
            z = validation[0] @ weight + bias
            history.append({
                "training_loss": loss_sum / rows,
                "training_accuracy": correct / rows,
                "validation_loss": loss_of(z, validation[1]).item(),
                "validation_accuracy": accuracy_of(z, validation[1]) / len(z),
            })
    return {"history": history, "parameters": torch.cat([weight.flatten(), bias]).tolist()}


def case(name, outputs, make_targets, loss_of, accuracy_of, rate):
    x = rounded(torch.randn(17, 2))
    y = make_targets(x)
    weight, bias = rounded(torch.randn(2, outputs) * 0.5), rounded(torch.randn(outputs) * 0.5)
    result = fit(loss_of, accuracy_of, weight, bias, (x[:11], y[:11]), (x[11:], y[11:]), rate, 4, 5)
    return name, {
        "inputs": x.flatten().tolist(),
        "targets": y.flatten().tolist(),
        "start": torch.cat([weight.flatten(), bias]).tolist(),
        "rate": rate,
    } | result


def right(z, labels):
    return float((z.argmax(1) == labels).sum())


def right_rows(z, rows):
    return right(z, rows.argmax(1))


cases = dict([
    case("labels", 3, lambda x: torch.randint(0, 3, (len(x),)), F.cross_entropy, right, 0.5),
    case("probabilities", 3, lambda x: rounded(torch.randn(len(x), 3).softmax(1)), F.cross_entropy, right_rows, 0.25),
    case("values", 2, lambda x: rounded(torch.randn(len(x), 2)), F.mse_loss, lambda z, y: 0.0, 0.125),
])
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, indent=1) + "\n")
