"""The only door for numbers: exact reading, the decimal context, named roundings, parts that add up.

Everything that is money, a percentage or a figure is a `Decimal` of at most 34 digits. What comes in is text or a
`Decimal`; what goes out is a `Decimal` or its plain text. Binary fractions never come here: a reader of files turns
them into the text of their 15 significant digits first. Sources of the rules: "Exactness" and "Rounding" of the
calculation reference.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from decimal import (
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from enum import StrEnum

ZERO = Decimal(0)
ONE = Decimal(1)

CONTEXT = Context(prec=34, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow])

# Sums of recurring fractions end in noise at the 33rd digit; cut to 30 first, a tie that is one is seen as one.
_WITHOUT_NOISE = Context(prec=30, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]).plus
_TWELVE = Decimal("1E-12")
_THOUSAND = Decimal(1000)
_POWERS = {decimals: Decimal((0, (1,), -decimals)) for decimals in range(-40, 13)}


class RoundingMode(StrEnum):
    """How a number between two steps is rounded; each acts on the size of the number, not on its sign."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    UP = "up"
    DOWN = "down"


_MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.UP: ROUND_UP,
    RoundingMode.DOWN: ROUND_DOWN,
}


@contextmanager
def exact_arithmetic() -> Iterator[Context]:
    """Enter the project's decimal context; contexts do not travel to threads and workers, so each entry point does."""
    with localcontext(CONTEXT) as context:
        yield context


def exact(text: str) -> Decimal:
    """The decimal that a plain number text (`12.50`, `-3E2`) says; ValueError where it says none or is not finite."""
    try:
        value = Decimal(text)
    except InvalidOperation as reason:
        raise ValueError(f"not a number: {text!r}") from reason
    if not value.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    return value


def look(value: Decimal) -> Decimal:
    """The value as comparisons, look-ups and roundings see it.

    Half away from zero to 12 decimals, or to 15 significant digits where those are fewer.
    """
    value = _WITHOUT_NOISE(value)
    if -_THOUSAND < value < _THOUSAND:
        return value.quantize(_TWELVE, ROUND_HALF_UP, CONTEXT)
    decimals = 14 - value.adjusted()
    power = _POWERS.get(decimals)
    if power is None:
        power = Decimal((0, (1,), -decimals))
    return value.quantize(power, ROUND_HALF_UP, CONTEXT)


def same(left: Decimal, right: Decimal) -> bool:
    """Whether two numbers are equal as comparisons see them."""
    return left == right or look(left) == look(right)


def round_to(value: Decimal, step: Decimal, mode: RoundingMode) -> Decimal:
    """The multiple of `step` (above 0) that the mode chooses for the value as `look` sees it."""
    count = CONTEXT.divide(look(value), step).to_integral_value(_MODES[mode], CONTEXT)
    return CONTEXT.multiply(count, step) + ZERO


def floor_to(value: Decimal, step: Decimal) -> Decimal:
    """The largest multiple of `step` not above the value as `look` sees it."""
    count = CONTEXT.divide(look(value), step).to_integral_value(ROUND_FLOOR, CONTEXT)
    return CONTEXT.multiply(count, step) + ZERO


def foot(
    total: Decimal,
    parts: Sequence[Decimal],
    step: Decimal,
    tie: Callable[[int], object] = lambda position: position,
) -> list[Decimal]:
    """The parts rounded to `step` so that they add up to `total`, by largest remainder of each part above its floor.

    `total` is a multiple of `step` within one step per part of the parts' own sum; otherwise ValueError. Beyond 15
    digits, where roundings no longer see every step, what is missing is spread over all parts.
    """
    floors = [floor_to(part, step) for part in parts]
    missing = CONTEXT.divide(total - sum(floors, ZERO), step).quantize(ONE, ROUND_HALF_EVEN, CONTEXT)
    each, count = divmod(int(missing), len(parts)) if parts else (0, int(missing))
    # As many as there are parts is one for each.
    if not (each == 0 or (each, count) == (1, 0)) and not same(total, sum(parts, ZERO)):
        raise ValueError(f"parts of {total} do not add up to it: {', '.join(map(str, parts))}")
    if not parts and count:
        raise ValueError(f"no parts of {total}")
    remainders = [look(look(part) - floor) for part, floor in zip(parts, floors, strict=True)]
    order = sorted(range(len(parts)), key=lambda position: (-remainders[position], tie(position)))
    rounded = [floor + each * step for floor in floors]
    for position in order[:count]:
        rounded[position] += step
    return rounded


def plain(value: Decimal) -> str:
    """The number without exponent and without needless zeros: `1200`, `0.5`, `-3.25`."""
    if value == value.to_integral_value():
        return format(value, "f").partition(".")[0] if value else "0"
    return format(value.normalize(Context(prec=60)), "f")
