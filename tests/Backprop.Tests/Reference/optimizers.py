"""Ten-step trajectories of the seven optimizers, in double precision: optimizers.json.

Needs (Debian): python3-torch 1.13, python3-numpy.       Run: python3 optimizers.py

All inputs (parameters, gradients, hyperparameters) are representable in single precision, so that only the arithmetic differs.
PyTorch makes all of them but two: RMSProp with epsilon inside the root, and Lion, which it does not have; these follow
their formulas in NumPy. Parameters stay away from zero, so that relative errors mean something; the script checks that.
"""
import json
import numpy
import torch

SIZE, STEPS = 21, 10
rng = numpy.random.default_rng(2024)


def single(x):
    return float(numpy.float32(x))


def singles(x):
    return numpy.asarray(x, dtype=numpy.float32).astype(numpy.float64)


parameters = singles(rng.choice([-1, 1], SIZE) * rng.uniform(0.8, 2.5, SIZE))
# Gradients of very different sizes; one parameter never gets any, one only in the first step.
gradients = singles(rng.normal(size=(STEPS, SIZE)) * 10.0 ** rng.uniform(-3, 0.3, SIZE))
gradients[:, 5] = 0
gradients[1:, 9] = 0


def torch_run(make):
    w = torch.tensor(parameters, dtype=torch.float64, requires_grad=True)
    optimizer = make([w])
    out = []
    for g in gradients:
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        out.append(w.detach().numpy().copy())
    return out


def rmsprop_inside(rate, rho, epsilon, decay):
    w, s, out = parameters.copy(), numpy.zeros(SIZE), []
    for g in gradients:
        g = g + decay * w
        s = rho * s + (1 - rho) * g ** 2
        w = w - rate * g / numpy.sqrt(s + epsilon)
        out.append(w.copy())
    return out


def lion(rate, beta1, beta2, decay):
    """Chen et al. 2023, algorithm 2."""
    w, m, out = parameters.copy(), numpy.zeros(SIZE), []
    for g in gradients:
        c = beta1 * m + (1 - beta1) * g
        # A direction that rounding could turn would make the comparison meaningless.
        assert all((abs(c) > 1e-4 * (abs(beta1 * m) + abs((1 - beta1) * g))) | (c == 0))
        w = w - rate * (numpy.sign(c) + decay * w)
        m = beta2 * m + (1 - beta2) * g
        out.append(w.copy())
    return out


cases = []


def case(name, settings, trajectory):
    assert min(abs(w).min() for w in trajectory) > 0.3, name
    cases.append({"optimizer": name, "settings": settings, "trajectory": [[float("%.12g" % x) for x in w] for w in trajectory]})


O = torch.optim
for decay in (0, single(0.1)):
    rate = single(0.01)
    case("Sgd", {"LearningRate": rate, "WeightDecay": decay}, torch_run(lambda p: O.SGD(p, rate, weight_decay=decay)))
    for beta in (single(0.9), 0.5):
        s = {"LearningRate": rate, "Beta": beta, "WeightDecay": decay}
        case("Momentum", s, torch_run(lambda p: O.SGD(p, rate, momentum=beta, weight_decay=decay)))
        case("Nesterov", s, torch_run(lambda p: O.SGD(p, rate, momentum=beta, nesterov=True, weight_decay=decay)))
    for rho, epsilon in ((single(0.99), single(1e-8)), (single(0.9), single(1e-3))):
        s = {"LearningRate": rate, "Rho": rho, "Epsilon": epsilon, "WeightDecay": decay}
        case("RmsProp", s, torch_run(lambda p: O.RMSprop(p, rate, alpha=rho, eps=epsilon, weight_decay=decay)))
        case("RmsPropInsideRoot", s, rmsprop_inside(rate, rho, epsilon, decay))
    for b1, b2, epsilon in ((single(0.9), single(0.999), single(1e-8)), (0.5, single(0.95), single(1e-4))):
        s = {"LearningRate": rate, "Beta1": b1, "Beta2": b2, "Epsilon": epsilon, "WeightDecay": decay}
        case("Adam", s, torch_run(lambda p: O.Adam(p, rate, betas=(b1, b2), eps=epsilon, weight_decay=decay)))
        case("AdamW", s, torch_run(lambda p: O.AdamW(p, rate, betas=(b1, b2), eps=epsilon, weight_decay=decay)))
    for b1, b2 in ((single(0.9), single(0.99)), (single(0.95), single(0.98))):
        s = {"LearningRate": rate, "Beta1": b1, "Beta2": b2, "WeightDecay": decay}
        case("Lion", s, lion(rate, b1, b2, decay))

with open("optimizers.json", "w") as f:
    json.dump({"parameters": parameters.tolist(), "gradients": gradients.tolist(), "cases": cases}, f, separators=(",", ":"))
    f.write("\n")
