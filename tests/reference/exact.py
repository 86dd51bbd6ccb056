"""Exact numbers of the reference: fractions, and the one rounding that comparisons and look-ups see.

In: fractions.  Out: fractions.  Powers that are not whole and square roots go through Decimal with 60 digits.
Not here: money, currencies, plans.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

ZERO = Fraction(0)
ONE = Fraction(1)
HALF = Fraction(1, 2)
WIDE = Context(prec=80)
NARROW = Context(prec=60)


class Problem(Exception):
    """An error that refuses the plan."""


class FormulaError(Problem):
    """An error of one evaluation, which IFERROR may catch."""


def magnitude(x: Fraction) -> int:
    """INT(LOG10(ABS(x))) of a number that is not 0."""
    n, d = abs(x.numerator), x.denominator
    guess = int((n.bit_length() - d.bit_length()) * 0.30103) - 2
    while True:
        following = guess + 1
        reaches = n >= d * 10**following if following >= 0 else n * 10**-following >= d
        if not reaches:
            return guess
        guess = following


def half_away(x: Fraction, decimals: int) -> Fraction:
    """Half away from zero to so many decimals (negative: tens, hundreds)."""
    unit = Fraction(10) ** -decimals
    whole = (abs(x) / unit + HALF).__floor__()
    return whole * unit if x >= 0 else -whole * unit


@lru_cache(maxsize=65536)
def seen(x: Fraction) -> Fraction:
    """The number as comparisons, look-ups and roundings see it: 12 decimals or 15 significant digits."""
    if x == 0:
        return ZERO
    return half_away(x, min(12, 14 - magnitude(x)))


def cut(x: Fraction) -> int:
    """Toward zero."""
    return int(x)


def to_step(x: Fraction, step: Fraction, mode: str) -> Fraction:
    """Rounded to a step; modes act on the size of the number."""
    value = seen(x)
    size = abs(value) / step
    whole = size.__floor__()
    rest = size - whole
    if mode == "halfup":
        more = rest >= HALF
    elif mode == "halfeven":
        more = rest > HALF or (rest == HALF and whole % 2 == 1)
    elif mode == "up":
        more = rest > 0
    elif mode == "down":
        more = False
    else:
        raise Problem(f"unknown rounding mode {mode}")
    result = (whole + (1 if more else 0)) * step
    return result if value >= 0 else -result


def floor_step(x: Fraction, step: Fraction) -> Fraction:
    return (seen(x) / step).__floor__() * step


def largest_remainder(
    total: Fraction, parts: Sequence[Fraction], step: Fraction, order: Sequence[object]
) -> list[Fraction]:
    """Multiples of the step that add up to the total, nearest to the parts; ties by ``order``."""
    if total < 0:
        return [-x for x in largest_remainder(-total, [-p for p in parts], step, order)]
    wholes = [(seen(p) / step).__floor__() for p in parts]
    rests = [seen(seen(p) / step - w) for p, w in zip(parts, wholes, strict=True)]
    left = total / step - sum(wholes)
    if left.denominator != 1 or left < 0:
        raise Problem(f"{total} is no sum of such parts in steps of {step}")
    ranked = sorted(range(len(parts)), key=lambda i: (-rests[i], order[i]))
    result = list(wholes)
    for turn in range(int(left)):
        result[ranked[turn % len(ranked)]] += 1
    return [w * step for w in result]


def as_decimal(x: Fraction, context: Context = WIDE) -> Decimal:
    return context.divide(Decimal(x.numerator), Decimal(x.denominator))


def power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator == 1:
        if abs(exponent) > 10000:
            raise FormulaError("an exponent above 10,000")
        if base == 0 and exponent == 0:
            raise FormulaError("0^0 has no value")
        if base == 0 and exponent < 0:
            raise FormulaError("division by zero (0 to a negative power)")
        return base ** int(exponent)
    if base < 0:
        raise FormulaError("a negative base takes whole exponents only")
    if base == 0:
        if exponent < 0:
            raise FormulaError("division by zero (0 to a negative power)")
        return ZERO
    if abs(exponent) > 10000:
        raise FormulaError("an exponent above 10,000")
    found = WIDE.power(as_decimal(base), as_decimal(exponent))
    return Fraction(NARROW.plus(found))


def square_root(x: Fraction) -> Fraction:
    if x < 0:
        raise FormulaError("the square root of a negative number")
    return Fraction(NARROW.plus(WIDE.sqrt(as_decimal(x))))


def shown(x: Fraction) -> str:
    """A number inside a text: at most 15 significant digits, plain."""
    rounded = Context(prec=15).plus(as_decimal(x))
    text = format(rounded, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
