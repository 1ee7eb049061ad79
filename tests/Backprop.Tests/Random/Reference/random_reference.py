#!/usr/bin/python3
"""Numbers of Backprop.CounterRandom from an independent Philox4x32-10 and mpmath's inverse error function.

Needs Debian's python3-mpmath. Writes random.json beside itself. The Philox below is checked here against the known-answer vectors of
Random123 1.14 (tests/kat_vectors, "philox4x32 10"), D. E. Shaw Research; the C# tests hold the same three vectors.
"""
import json
import os

from mpmath import erfinv, mp, mpf, sqrt

mp.dps = 50
MASK = 0xFFFFFFFF


def philox(counter, key):
    c, k = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [(b >> 32) ^ c[1] ^ k[0], b & MASK, (a >> 32) ^ c[3] ^ k[1], a & MASK]
        k = [(k[0] + 0x9E3779B9) & MASK, (k[1] + 0xBB67AE85) & MASK]
    return c


def words(text):
    return [int(w, 16) for w in text.split()]


assert philox([0] * 4, [0] * 2) == words("6627e8d5 e169c58d bc57ac4c 9b00dbd8")
assert philox([MASK] * 4, [MASK] * 2) == words("408f276d 41c83b0e a20bc7c6 6d5451fd")
assert philox(words("243f6a88 85a308d3 13198a2e 03707344"), words("a4093822 299f31d0")) == words("d16cfe09 94fdcceb 5001e420 24126ea1")


def bits(seed, stream, index):
    seed, stream, index = (v & (2**64 - 1) for v in (seed, stream, index))
    block = index >> 1
    r = philox([block & MASK, block >> 32, stream & MASK, stream >> 32], [seed & MASK, seed >> 32])
    return r[0] | r[1] << 32 if index % 2 == 0 else r[2] | r[3] << 32


def normal(seed, stream, index):
    p = (mpf(bits(seed, stream, index) >> 12) + mpf(1) / 2) / 2**52
    return float(sqrt(2) * erfinv(2 * p - 1))


def shuffle(seed, stream, count, first):
    items = list(range(count))
    for last in range(count - 1, 0, -1):
        chosen = bits(seed, stream, first + last) * (last + 1) >> 64
        items[last], items[chosen] = items[chosen], items[last]
    return items


PLACES = [(s, t, i) for s in (0, 42, -1, 2**40 + 7) for t in (0, 3, 2**33 + 1) for i in (0, 1, 2, 1001, 2**34 + 5, -3)]
result = {
    "draws": [
        {
            "seed": s, "stream": t, "index": i,
            "bits": f"{bits(s, t, i):016x}",
            "uniform": (bits(s, t, i) >> 11) / 2**53,
            "normal": normal(s, t, i),
            "below1000": bits(s, t, i) * 1000 >> 64,
        }
        for s, t, i in PLACES
    ],
    "shuffle": shuffle(7, 2**32, 20, 100),
    # The quantile by itself, into the tails: p is k / 2^53 or 2^-k.
    "quantile": [
        {"p": float(p), "x": float(sqrt(2) * erfinv(2 * mpf(p) - 1))}
        for p in [mpf(k) / 2**53 for k in range(2**46, 2**53, 2**46 * 3 + 1)] + [mpf(2) ** -k for k in range(2, 54)] + [1 - mpf(2) ** -k for k in range(2, 53)]
    ],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "random.json"), "w", newline="\n") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
