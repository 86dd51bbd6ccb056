"""What the standard functions over numbers mean: MIN to SQRT.

Values and the call's place come in; a value goes out, or `FormulaFault` where Excel would show an error. INT, FLOOR,
CEILING, MROUND, MOD and the ROUND family see their numbers as `numbers.look` does. Runs inside the decimal context.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from types import MappingProxyType

from incentive.formula.operations import fault, number, power, shown
from incentive.formula.tree import Value
from incentive.i18n.phrases import Written
from incentive.numbers import CONTEXT, ONE, ZERO, look

MOST_DIGITS = 300


def total(at: int, *values: Value) -> Decimal:
    """SUM: blanks are skipped."""
    result = ZERO
    try:
        for value in values:
            if value is not None:
                result += number(value, at)
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason
    return result


def average(at: int, *values: Value) -> Decimal:
    """AVERAGE: the mean of what is not blank."""
    found = [value for value in values if value is not None]
    if not found:
        raise fault("FX039", at)
    return total(at, *found) / len(found)


def _extreme(at: int, values: tuple[Value, ...], choose: Callable[..., Decimal | date]) -> Value:
    """The least or greatest of what is not blank: numbers, or dates alone; 0 where all are blank."""
    found = [value for value in values if value is not None]
    dates = [value for value in found if isinstance(value, date)]
    if dates and len(dates) == len(found):
        return choose(dates)
    return choose([number(value, at) for value in found], default=ZERO)


def least(at: int, *values: Value) -> Value:
    """MIN."""
    return _extreme(at, values, min)


def greatest(at: int, *values: Value) -> Value:
    """MAX."""
    return _extreme(at, values, max)


def size(at: int, value: Value) -> Decimal:
    """ABS."""
    return abs(number(value, at))


def _last_place(value: Decimal) -> int:
    """The power of ten of the last digit; every value here is finite."""
    return int(value.as_tuple().exponent)


def _to_whole(value: Decimal, rounding: str) -> Decimal:
    """A whole number; one of 15 digits that is larger than that is whole already."""
    return value if _last_place(value) >= 0 else value.quantize(ONE, rounding, CONTEXT)


def whole(at: int, value: Value) -> Decimal:
    """INT: toward minus infinity."""
    return _to_whole(look(number(value, at)), ROUND_FLOOR)


def _rounded(at: int, value: Value, digits: Value, name: str, rounding: str) -> Decimal:
    """The number at so many decimals; digits are cut toward zero."""
    places = look(number(digits, at)).to_integral_value(ROUND_DOWN)
    if not -MOST_DIGITS <= places <= MOST_DIGITS:
        raise fault("FX048", at, function=name, digits=shown(places))
    seen = look(number(value, at))
    if _last_place(seen) >= -places:
        return seen
    return seen.quantize(Decimal((0, (1,), -int(places))), rounding, CONTEXT) + ZERO


def rounded(at: int, value: Value, digits: Value) -> Decimal:
    """ROUND: a half away from zero."""
    return _rounded(at, value, digits, "ROUND", ROUND_HALF_UP)


def rounded_up(at: int, value: Value, digits: Value) -> Decimal:
    """ROUNDUP: away from zero."""
    return _rounded(at, value, digits, "ROUNDUP", ROUND_UP)


def rounded_down(at: int, value: Value, digits: Value) -> Decimal:
    """ROUNDDOWN: toward zero."""
    return _rounded(at, value, digits, "ROUNDDOWN", ROUND_DOWN)


def _multiple(at: int, value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """The multiple of the step that the rounding of the quotient gives."""
    try:
        return _to_whole(value / step, rounding) * step + ZERO
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def _stepped(at: int, value: Value, step: Value, name: str, rounding: str) -> Decimal:
    seen, by = look(number(value, at)), look(number(step, at))
    if not seen:
        return ZERO
    if not by:
        if name == "FLOOR":
            raise fault("FX045", at, value=shown(seen))
        return ZERO
    if by < 0 < seen or (name == "MROUND" and seen < 0 < by):
        raise fault("FX044", at, function=name, value=shown(seen), step=shown(by))
    return _multiple(at, seen, by, rounding)


def nearest_multiple(at: int, value: Value, step: Value) -> Decimal:
    """MROUND: the nearest multiple, a half away from zero."""
    return _stepped(at, value, step, "MROUND", ROUND_HALF_UP)


def multiple_above(at: int, value: Value, step: Value) -> Decimal:
    """CEILING: with a negative step, away from zero."""
    return _stepped(at, value, step, "CEILING", ROUND_CEILING)


def multiple_below(at: int, value: Value, step: Value) -> Decimal:
    """FLOOR: with a negative step, toward zero."""
    return _stepped(at, value, step, "FLOOR", ROUND_FLOOR)


def remainder(at: int, value: Value, divisor: Value) -> Decimal:
    """MOD: with the divisor's sign."""
    seen, by = look(number(value, at)), look(number(divisor, at))
    if not by:
        raise fault("FX030", at)
    return seen - _multiple(at, seen, by, ROUND_FLOOR) + ZERO


def to_power(at: int, base: Value, exponent: Value) -> Decimal:
    """POWER."""
    return power(base, exponent, at)


def root(at: int, value: Value) -> Decimal:
    """SQRT, to all digits."""
    base = number(value, at)
    if base < 0:
        raise fault("FX041", at, value=shown(base), exponent=Written("0.5"))
    return CONTEXT.sqrt(base)


MEANINGS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "SUM": total,
        "AVERAGE": average,
        "MIN": least,
        "MAX": greatest,
        "ABS": size,
        "INT": whole,
        "ROUND": rounded,
        "ROUNDUP": rounded_up,
        "ROUNDDOWN": rounded_down,
        "MROUND": nearest_multiple,
        "CEILING": multiple_above,
        "FLOOR": multiple_below,
        "MOD": remainder,
        "POWER": to_power,
        "SQRT": root,
    }
)
"""The functions of the kind NUMBER by name, called with the call's place and the values."""
