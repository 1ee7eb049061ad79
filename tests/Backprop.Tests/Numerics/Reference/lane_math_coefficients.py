#!/usr/bin/python3
"""The coefficients of Backprop.Numerics.LaneMath: Chebyshev fits in 60-digit arithmetic, rounded to the element type.

Needs Debian's python3-mpmath. Prints, for each polynomial, the coefficients (constant first, as C# literals) and the largest error
of the fit before rounding. LaneMath holds what this prints; nothing reads the output automatically.
"""
import struct

from mpmath import chebyfit, erf, erfc, exp, expm1, inf, log, mp, mpf, nstr, pi, sqrt, taylor

mp.dps = 60


def to_float(x):
    return struct.unpack("<f", struct.pack("<f", float(x)))[0]


def show(name, coefficients, error, single):
    print(f"{name}: {len(coefficients)} terms, error {nstr(error, 3)}")
    for i, c in enumerate(coefficients):
        print(f"    c{i} = {repr(to_float(c)) if single else repr(float(c))}")


def fit(name, f, interval, terms, single):
    coefficients, error = chebyfit(f, interval, terms, error=True)
    show(name, list(reversed(coefficients)), error, single)


def split(name, value, bits, convert):
    """value = high + low; high has so few bits that its product with an exponent is exact."""
    scale = mpf(2) ** bits
    high = mp.floor(value * scale) / scale
    print(f"{name}: high {convert(high)!r}, low {convert(value - high)!r}")


split("ln 2, float", log(2), 16, to_float)
split("ln 2, double", log(2), 41, float)


def exp_tail(r):
    """(e^r - 1 - r) / r^2"""
    if abs(r) < mpf("1e-10"):
        return mpf(1) / 2 + r / 6 + r * r / 24
    return (expm1(r) - r) / (r * r)


half = log(2) / 2 * mpf("1.0001")
fit("exp, float", exp_tail, [-half, half], 6, True)
fit("exp, double", exp_tail, [-half, half], 11, False)


def log_tail(z):
    """(2 atanh(s) - 2 s) / s^3 with z = s^2; ln(1 + f) = 2 atanh(f / (2 + f))"""
    if z < mpf("1e-12"):
        return mpf(2) / 3 + 2 * z / 5 + 2 * z * z / 7
    s = sqrt(z)
    return (log((1 + s) / (1 - s)) - 2 * s) / (s * z)


widest = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2 * mpf("1.0001")
fit("log, float", log_tail, [0, widest], 3, True)
fit("log, double", log_tail, [0, widest], 7, False)


def erf_small(u):
    """erf(x) / x - 1 with u = x^2"""
    if u < mpf("1e-20"):
        return 2 / sqrt(pi) * (1 - u / 3) - 1
    x = sqrt(u)
    return erf(x) / x - 1


def erfcx(t):
    """e^(x^2) erfc(x) with t = 1 / (1 + x / 2)"""
    x = 2 / t - 2
    return exp(x * x) * erfc(x)


fit("erf below 1, float", erf_small, [0, 1], 7, True)
fit("erf below 1, double", erf_small, [0, 1], 12, False)
fit("erf above 1, float", erfcx, [mpf(1) / 3, mpf(2) / 3], 7, True)
fit("erf above 1, double", erfcx, [mpf(1) / 4, mpf(2) / 3], 15, False)
