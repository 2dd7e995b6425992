"""Points are whole milli-points (DESIGN 1)."""

from decimal import Decimal


def milli(number):
    """The milli-points of a number as written in a model."""
    scaled = Decimal(number.text) * 1000
    assert scaled == scaled.to_integral_value(), f"more than three decimals: {number.text}"
    return int(scaled)


def write_points(points):
    whole, rest = divmod(abs(points), 1000)
    fraction = f".{rest:03d}".rstrip("0").rstrip(".")
    return ("-" if points < 0 else "") + str(whole) + fraction
