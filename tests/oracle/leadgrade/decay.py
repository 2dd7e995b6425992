"""How points fade (DESIGN 5)."""

from decimal import Decimal, localcontext

from .instants import parse_duration

NONE = "none"


def _constants():
    """C[i] = round(2^62 * 2^(-2^-(i+1))), worked out with 60 digits."""
    with localcontext() as context:
        context.prec = 60
        half = Decimal("0.5")
        constants = []
        root = half
        for _ in range(32):
            root = root.sqrt()
            constants.append(int((Decimal(2**62) * root).to_integral_value()))
    return constants


C = _constants()


def signed(points, magnitude):
    return -magnitude if points < 0 else magnitude


def half_life(points, age, h):
    q = (age << 32) // h
    n, f = q >> 32, q & (2**32 - 1)
    if n >= 63:
        return 0
    r = 2**62
    for i in range(32):
        if f >> (31 - i) & 1:
            r = (r * C[i] + 2**61) >> 62
    return signed(points, (abs(points) * r + 2 ** (61 + n)) >> (62 + n))


def linear(points, age, d):
    if age >= d:
        return 0
    return signed(points, (2 * abs(points) * (d - age) + d) // (2 * d))


def step(points, age, d, keep):
    r = 2**62
    for _ in range(age // d):
        kept = (r * keep + 50) // 100
        if kept == r:
            break
        r = kept
    return signed(points, (abs(points) * r + 2**61) >> 62)


def decayed(decay, points, age):
    """Points of an age under the `decay` of a signal or of the axis, as authored."""
    if decay == NONE:
        return points
    if isinstance(decay, str):
        return half_life(points, age, parse_duration(decay))
    if "linear" in decay:
        return linear(points, age, parse_duration(decay["linear"]))
    return step(points, age, parse_duration(decay["step"]), int(decay["keep"].double))
