"""Where segments differ: one value for the person from those of the segments.

Numbers are weighted means, blanks stay out, a text or a date is the last one. Source: "Precedence" and "Formula
language" in the calculation reference.
"""

from collections.abc import Sequence
from decimal import Decimal

from incentive.formula.tree import Value
from incentive.numbers import ONE, ZERO


def mean(values: Sequence[Value], *weightings: Sequence[Decimal]) -> Value:
    """The mean by the first weighting that does not add up to 0 over the values there are; None where all are blank."""
    given = [number for number, value in enumerate(values) if value is not None]
    if not given:
        return None
    last = values[given[-1]]
    if all(_alike(values[number], last) for number in given):
        return last
    numbers = [_number(values[number]) for number in given]
    if any(number is None for number in numbers):
        return last
    for weights in weightings:
        total = sum((weights[number] for number in given), ZERO)
        if total != ZERO:
            pairs = zip(given, numbers, strict=True)
            return sum((weights[number] * value for number, value in pairs if value is not None), ZERO) / total
    return last


def _alike(left: Value, right: Value) -> bool:
    return type(left) is type(right) and left == right


def _number(value: Value) -> Decimal | None:
    if isinstance(value, bool):
        return ONE if value else ZERO
    return value if isinstance(value, Decimal) else None
