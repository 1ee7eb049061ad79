#!/usr/bin/python3
"""NumPy, written plainly, in single precision. Needs Debian's python3-numpy; its products are those of the installed BLAS.

usage: numpy_peer.py W1|W2|W3 SECONDS THREADS     prints a line of JSON per case. The caller sets OPENBLAS_NUM_THREADS.
"""
import sys

import numpy as np

from meter import report


class Network:
    """A multi-layer perceptron with ReLU, softmax cross-entropy and Adam (Kingma and Ba, 2015)."""

    def __init__(self, sizes, rate, decay=0.0):
        random = np.random.default_rng(0)
        pairs = list(zip(sizes[:-1], sizes[1:]))
        self.weights = [(random.standard_normal(pair) * np.sqrt(2 / pair[0])).astype(np.float32) for pair in pairs]
        self.biases = [np.zeros((1, pair[1]), np.float32) for pair in pairs]
        self.rate, self.decay, self.steps = rate, decay, 0
        self.means = [np.zeros_like(p) for p in self.weights + self.biases]
        self.squares = [np.zeros_like(p) for p in self.weights + self.biases]

    def forward(self, x):
        self.values = [x]
        for i, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            x = x @ weight + bias
            if i < len(self.weights) - 1:
                x = np.maximum(0, x)
            self.values.append(x)
        return x

    def backward(self, z, y):
        rows = len(y)
        powers = np.exp(z - z.max(axis=1, keepdims=True))
        delta = powers / powers.sum(axis=1, keepdims=True)
        loss = -np.log(delta[np.arange(rows), y]).mean()
        delta[np.arange(rows), y] -= 1
        delta /= rows
        weights, biases = [], []
        for i in reversed(range(len(self.weights))):
            gradient = self.values[i].T @ delta
            weights.insert(0, gradient + self.decay * self.weights[i] if self.decay else gradient)
            biases.insert(0, delta.sum(axis=0, keepdims=True))
            if i:
                delta = delta @ self.weights[i].T
                delta[self.values[i] <= 0] = 0
        return loss, weights + biases

    def step(self, x, y):
        loss, gradients = self.backward(self.forward(x), y)
        self.steps += 1
        first, second = 1 - 0.9 ** self.steps, 1 - 0.999 ** self.steps
        for k, (parameter, g) in enumerate(zip(self.weights + self.biases, gradients)):
            self.means[k] = 0.9 * self.means[k] + 0.1 * g
            self.squares[k] = 0.999 * self.squares[k] + 0.001 * g * g
            parameter -= self.rate * (self.means[k] / first) / (np.sqrt(self.squares[k] / second) + 1e-8)
        return loss


CASES = {
    "W1": [("W1", (2, 128, 3), 64, 5e-3, 1e-4)],
    "W2": [("W2/64", (784, 128, 10), 64, 1e-3, 0.0), ("W2/32", (784, 128, 10), 32, 1e-3, 0.0)],
    "W3": [("W3/128", (784, 512, 512, 10), 128, 1e-3, 0.0)],
}

if len(sys.argv) < 3 or sys.argv[1] not in CASES:
    sys.exit(__doc__)
for case, sizes, batch, rate, decay in CASES[sys.argv[1]]:
    random = np.random.default_rng(1)
    x = random.standard_normal((batch, sizes[0])).astype(np.float32)
    y = random.integers(0, sizes[-1], batch)
    network = Network(sizes, rate, decay)
    report(case, "single precision", lambda: network.step(x, y), float(sys.argv[2]))
