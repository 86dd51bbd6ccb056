"""What the operators mean for values whose kind is known only when they are there.

Each function takes values and the operator's place, and gives a value or raises `FormulaFault`. Blank in arithmetic
is a fault, text is never a number, TRUE and FALSE count 1 and 0, dates move by whole days, and only like kinds have an
order. Runs inside the project's decimal context.
"""

import unicodedata
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import NoReturn

from incentive.formula.scope import FormulaError, FormulaFault
from incentive.formula.tree import Value
from incentive.i18n.phrases import Day, Written, phrase
from incentive.numbers import CONTEXT, ONE, ZERO, look, plain

LARGEST_POWER = 400

_PRECISE = Context(prec=60, Emax=10**6, Emin=-(10**6), traps=[InvalidOperation, DivisionByZero, Overflow])
_THOUSAND = Decimal(1000)
_RESIDUE = Decimal("1E-20")
_NEAR = Decimal("2E-12")


def fault(code: str, at: int | None, **values: str) -> FormulaFault:
    """An error of one row, ready to be raised."""
    return FormulaFault(FormulaError(code, at, values))


def shown(value: Value) -> str:
    """A value for a sentence, shortened."""
    match value:
        case None:
            return phrase("blank")
        case bool():
            return "TRUE" if value else "FALSE"
        case Decimal():
            return Written(plain(value) if not value or abs(value.adjusted()) < 30 else value)
        case date():
            return Day(value)
    return f'"{value[:40]}"'


def kind_of(value: Value) -> str:
    """What kind of value it is, for a problem."""
    match value:
        case bool():
            return phrase("a truth value")
        case date():
            return phrase("a date")
        case str():
            return phrase("a text")
    return phrase("a number")


def wrong_kind(value: Value, needed: str, at: int) -> NoReturn:
    """Refuse a value that is blank or of another kind than needed."""
    if value is None:
        raise fault("FX031", at, needed=needed)
    raise fault("FX032", at, value=shown(value), kind=kind_of(value), needed=needed)


def no_number(value: Value) -> FormulaError:
    """What to say of a formula whose outcome must be a number."""
    try:
        wrong_kind(value, phrase("a number"), 0)
    except FormulaFault as fault:
        return fault.error


def number(value: Value, at: int) -> Decimal:
    """The value as arithmetic takes it."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return ONE if value else ZERO
    return wrong_kind(value, phrase("a number"), at)


def truth(value: Value, at: int) -> bool:
    """The value as a condition: a number holds where it is not 0."""
    if isinstance(value, bool):
        return value
    if isinstance(value, Decimal):
        return holds(value)
    return wrong_kind(value, phrase("a condition"), at)


def holds(value: Decimal) -> bool:
    """Whether a number, taken as a condition, holds."""
    return bool(look(value))


def text(value: Value, at: int) -> str:
    """The value as `&` joins it: numbers to 15 digits, dates as ISO text, blank as nothing."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case date():
            return value.isoformat()
    if value and abs(value.adjusted()) > LARGEST_POWER:
        raise fault("FX040", at)
    return plain(Context(prec=15, rounding=ROUND_HALF_UP).plus(value))


def join(left: Value, right: Value, at: int) -> str:
    """`left & right`."""
    return text(left, at) + text(right, at)


def add(left: Value, right: Value, at: int) -> Value:
    """`left + right`; a date and a number give a date."""
    if isinstance(left, date):
        return moved(left, number(right, at), at)
    if isinstance(right, date):
        return moved(right, number(left, at), at)
    try:
        return number(left, at) + number(right, at)
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def subtract(left: Value, right: Value, at: int) -> Value:
    """`left - right`; two dates give the days between them."""
    if isinstance(left, date):
        if isinstance(right, date):
            return Decimal(left.toordinal() - right.toordinal())
        return moved(left, -number(right, at), at)
    try:
        return number(left, at) - number(right, at)
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def moved(start: date, days: Decimal, at: int) -> date:
    """The day so many whole days later."""
    count = look(days)
    try:
        if count == count.to_integral_value():
            return start + timedelta(days=int(count))
    except (ArithmeticError, OverflowError) as reason:
        raise fault("FX049", at, days=shown(days), date=Day(start)) from reason
    raise fault("FX049", at, days=shown(days), date=Day(start))


def multiply(left: Value, right: Value, at: int) -> Decimal:
    """`left * right`."""
    try:
        return number(left, at) * number(right, at)
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def divide(left: Value, right: Value, at: int) -> Decimal:
    """`left / right`."""
    above, below = number(left, at), number(right, at)
    if not below:
        raise fault("FX030", at)
    try:
        return above / below
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def power(left: Value, right: Value, at: int) -> Decimal:
    """`left ^ right`, to all digits; bounded, and only where there is one real result."""
    base, exponent = number(left, at), number(right, at)
    if not base:
        if exponent <= 0:
            raise fault("FX042", at, exponent=shown(exponent))
        return ZERO
    if base < 0:
        # What is whole but for the residue of a division (1 / 3 * 3) counts as whole, as it does in a sheet.
        whole = exponent.to_integral_value()
        if abs(exponent - whole) > _RESIDUE:
            raise fault("FX041", at, value=shown(base), exponent=shown(exponent))
        exponent = whole
    if base == ONE:
        return ONE
    try:
        size = abs(base)
        digits = CONTEXT.multiply(CONTEXT.log10(size), exponent)
        if digits < -LARGEST_POWER:
            # As in a sheet, what is too small to matter is 0.
            return ZERO
        if digits > LARGEST_POWER:
            raise fault("FX040", at)
        return CONTEXT.plus(_PRECISE.power(base, exponent))
    except ArithmeticError as reason:
        raise fault("FX040", at) from reason


def order(left: Decimal, right: Decimal) -> int:
    """-1, 0 or 1: the order of two numbers as comparisons see them, at 12 decimals or 15 digits."""
    if left == right:
        return 0
    if -_THOUSAND < left < _THOUSAND and -_THOUSAND < right < _THOUSAND:
        # Each number is seen within half of 1E-12: further apart than that, and seeing them changes nothing.
        difference = left - right
        if difference > _NEAR:
            return 1
        if difference < -_NEAR:
            return -1
    seen, other = look(left), look(right)
    return (seen > other) - (seen < other)


def equal(left: Value, right: Value) -> bool:
    """`left = right`: text without case, blank like an empty text, values of different kinds never."""
    if left is None or right is None:
        return left in {None, ""} and right in {None, ""}
    if isinstance(left, Decimal):
        return isinstance(right, Decimal) and order(left, right) == 0
    if isinstance(left, str):
        return isinstance(right, str) and (left == right or _folded(left) == _folded(right))
    if isinstance(left, bool):
        return isinstance(right, bool) and left == right
    return isinstance(right, date) and left == right


def _folded(value: str) -> str:
    return unicodedata.normalize("NFC", value).casefold()


def compare(left: Value, right: Value, at: int) -> int:
    """-1, 0 or 1: the order of two values of one kind."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return order(left, right)
    if left is None or right is None:
        if not (isinstance(left, str) or isinstance(right, str)):
            raise fault("FX031", at, needed=phrase("a value to compare"))
        left, right = left or "", right or ""
    if isinstance(left, bool) and isinstance(right, bool):
        return left - right
    if isinstance(left, str) and isinstance(right, str) and _plain_text(left) and _plain_text(right):
        first, second = left.lower(), right.lower()
        return (first > second) - (first < second)
    if isinstance(left, date) and isinstance(right, date):
        return (left > right) - (left < right)
    raise fault("FX034", at, left=shown(left), right=shown(right))


def _plain_text(value: str) -> bool:
    """Letters and digits whose order is the same in every language of a spreadsheet."""
    return value.isascii() and (value.isalnum() or not value)
