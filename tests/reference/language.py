"""The formula language, evaluated over fractions.

In: a tree and a context that knows names and the plan's own functions.  Out: a value.
Kinds never mix by themselves: number, text, truth value, date, blank (None).
Not here: what a name or ACTUAL("kpi") is worth (contexts.py).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Protocol

from .exact import HALF, ONE, ZERO, FormulaError, Problem, cut, half_away, power, seen, shown, square_root
from .syntax import Binary, Call, Name, Node, Num, Omitted, Percent, Text, Truth, Unary

Value = Fraction | str | bool | dt.date | None


class Context(Protocol):
    def name(self, name: Name) -> Value: ...

    def call(self, call: Call) -> Value: ...


class Table:
    """A context of a few names and no functions of the plan."""

    def __init__(self, values: dict[str, Value]) -> None:
        self.values = values

    def name(self, name: Name) -> Value:
        if name.key not in self.values:
            raise Problem(f"unknown name {name.text}")
        return self.values[name.key]

    def call(self, call: Call) -> Value:
        raise Problem(f"{call.function} has no meaning here")


def kind(value: Value) -> str:
    if value is None:
        return "blank"
    if isinstance(value, bool):
        return "truth value"
    if isinstance(value, Fraction):
        return "number"
    return "text" if isinstance(value, str) else "date"


def number(value: Value, where: str = "arithmetic") -> Fraction:
    if isinstance(value, bool):
        return ONE if value else ZERO
    if isinstance(value, Fraction):
        return value
    raise FormulaError(f"a {kind(value)} in {where}" + (f" ({value!r})" if value is not None else ""))


def truth(value: Value) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, Fraction):
        return seen(value) != 0
    raise FormulaError(f"a {kind(value)} where true or false belongs")


def spelled(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return shown(value) if isinstance(value, Fraction) else str(value)


def fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def equal(a: Value, b: Value) -> bool:
    if a is None or b is None:
        return (a is None or a == "") and (b is None or b == "")
    if kind(a) != kind(b):
        return False
    if isinstance(a, Fraction) and isinstance(b, Fraction):
        return seen(a) == seen(b)
    if isinstance(a, str) and isinstance(b, str):
        return fold(a) == fold(b)
    return a == b


def below(a: Value, b: Value) -> bool:
    """a < b, where the two have an order."""
    if a is None and isinstance(b, str):
        a = ""
    if b is None and isinstance(a, str):
        b = ""
    if kind(a) != kind(b) or a is None or b is None:
        raise FormulaError(f"a {kind(a)} and a {kind(b)} have no order")
    if isinstance(a, str) and isinstance(b, str):
        if not all(c.isascii() and c.isalnum() for c in a + b):
            raise FormulaError("two texts have an order only where both are plain letters and digits")
        return fold(a) < fold(b)
    if isinstance(a, dt.date) and isinstance(b, dt.date):
        return a < b
    return seen(number(a)) < seen(number(b))


def compare(sign: str, a: Value, b: Value) -> bool:
    if sign == "=":
        return equal(a, b)
    if sign == "<>":
        return not equal(a, b)
    if sign == "<":
        return below(a, b)
    if sign == ">":
        return below(b, a)
    return not below(b, a) if sign == "<=" else not below(a, b)


def divided(a: Fraction, b: Fraction) -> Fraction:
    if b == 0:
        raise FormulaError("division by zero")
    return a / b


def arithmetic(sign: str, a: Value, b: Value) -> Value:
    if isinstance(a, dt.date) and sign == "-" and isinstance(b, dt.date):
        return Fraction((a - b).days)
    if isinstance(a, dt.date) and sign in "+-" and isinstance(b, Fraction):
        return a + dt.timedelta(days=cut(b) if sign == "+" else -cut(b))
    x, y = number(a), number(b)
    if sign == "+":
        return x + y
    if sign == "-":
        return x - y
    if sign == "*":
        return x * y
    return divided(x, y) if sign == "/" else power(x, y)


def evaluate(node: Node, context: Context) -> Value:
    if isinstance(node, Num | Text | Truth):
        return node.value
    if isinstance(node, Name):
        return context.name(node)
    if isinstance(node, Unary):
        inner = number(evaluate(node.inner, context))
        return -inner if node.sign == "-" else inner
    if isinstance(node, Percent):
        return number(evaluate(node.inner, context)) / 100
    if isinstance(node, Binary):
        a, b = evaluate(node.left, context), evaluate(node.right, context)
        if node.sign == "&":
            return spelled(a) + spelled(b)
        if node.sign in ("=", "<>", "<", ">", "<=", ">="):
            return compare(node.sign, a, b)
        return arithmetic(node.sign, a, b)
    if isinstance(node, Call):
        return called(node, context)
    raise Problem("an omitted argument is allowed only as a branch")


def branch(node: Node, context: Context) -> Value:
    return ZERO if isinstance(node, Omitted) else evaluate(node, context)


def called(node: Call, context: Context) -> Value:
    lazy = LAZY.get(node.function)
    if lazy is not None:
        return lazy(node.arguments, context)
    plain = PLAIN.get(node.function)
    if plain is not None:
        return plain([evaluate(a, context) for a in node.arguments])
    return context.call(node)


def _if(arguments: Sequence[Node], context: Context) -> Value:
    if truth(evaluate(arguments[0], context)):
        return branch(arguments[1], context)
    return branch(arguments[2], context) if len(arguments) > 2 else False


def _ifs(arguments: Sequence[Node], context: Context) -> Value:
    for test, then in zip(arguments[::2], arguments[1::2], strict=True):
        if truth(evaluate(test, context)):
            return branch(then, context)
    raise FormulaError("IFS: no condition is true")


def _switch(arguments: Sequence[Node], context: Context) -> Value:
    value = evaluate(arguments[0], context)
    rest = arguments[1:]
    for case, then in zip(rest[::2], rest[1::2], strict=False):
        if equal(value, evaluate(case, context)):
            return branch(then, context)
    if len(rest) % 2:
        return branch(rest[-1], context)
    raise FormulaError("SWITCH: no case fits")


def _iferror(arguments: Sequence[Node], context: Context) -> Value:
    try:
        return branch(arguments[0], context)
    except FormulaError:
        return branch(arguments[1], context)


def _ifblank(arguments: Sequence[Node], context: Context) -> Value:
    value = evaluate(arguments[0], context)
    return evaluate(arguments[1], context) if value is None else value


def given(values: Sequence[Value], where: str) -> list[Fraction]:
    return [number(v, where) for v in values if v is not None]


def _average(values: Sequence[Value]) -> Value:
    found = given(values, "AVERAGE")
    if not found:
        raise FormulaError("AVERAGE of nothing")
    return sum(found, ZERO) / len(found)


def _digits(values: Sequence[Value]) -> tuple[Fraction, int]:
    x, digits = seen(number(values[0])), cut(number(values[1]))
    if abs(digits) > 40:
        raise FormulaError("more than 40 digits")
    return x, digits


def _round(values: Sequence[Value]) -> Value:
    return half_away(*_digits(values))


def _roundup(values: Sequence[Value]) -> Value:
    x, digits = _digits(values)
    unit = Fraction(10) ** -digits
    size = -((-abs(x) / unit).__floor__()) * unit
    return size if x >= 0 else -size


def _rounddown(values: Sequence[Value]) -> Value:
    x, digits = _digits(values)
    unit = Fraction(10) ** -digits
    return cut(x / unit) * unit


def _mround(values: Sequence[Value]) -> Value:
    x, step = seen(number(values[0])), seen(number(values[1]))
    if step == 0 or x == 0:
        return ZERO
    if (x < 0) != (step < 0):
        raise FormulaError("MROUND: number and step differ in sign")
    return (x / step + HALF).__floor__() * step


def _ceiling(values: Sequence[Value]) -> Value:
    x, step = seen(number(values[0])), seen(number(values[1]))
    if step == 0 or x == 0:
        return ZERO
    if x > 0 > step:
        raise FormulaError("CEILING: a positive number with a negative step")
    return (x / step).__ceil__() * step


def _floor(values: Sequence[Value]) -> Value:
    x, step = seen(number(values[0])), seen(number(values[1]))
    if x == 0:
        return ZERO
    if step == 0:
        raise FormulaError("FLOOR with a step of 0")
    if x > 0 > step:
        raise FormulaError("FLOOR: a positive number with a negative step")
    return (x / step).__floor__() * step


def _mod(values: Sequence[Value]) -> Value:
    x, y = seen(number(values[0])), seen(number(values[1]))
    if y == 0:
        raise FormulaError("division by zero (MOD)")
    return x - y * (x / y).__floor__()


def _truths(values: Sequence[Value]) -> list[bool]:
    return [truth(v) for v in values]


def _not(values: Sequence[Value]) -> Value:
    return not truth(values[0])


LAZY: dict[str, Callable[[Sequence[Node], Context], Value]] = {
    "IF": _if,
    "IFS": _ifs,
    "SWITCH": _switch,
    "IFERROR": _iferror,
    "IFBLANK": _ifblank,
}
PLAIN: dict[str, Callable[[Sequence[Value]], Value]] = {
    "AND": lambda v: False not in _truths(v),
    "OR": lambda v: True in _truths(v),
    "NOT": _not,
    "ISBLANK": lambda v: v[0] is None,
    "MIN": lambda v: min(given(v, "MIN"), default=ZERO),
    "MAX": lambda v: max(given(v, "MAX"), default=ZERO),
    "SUM": lambda v: sum(given(v, "SUM"), ZERO),
    "AVERAGE": _average,
    "ABS": lambda v: abs(number(v[0])),
    "INT": lambda v: Fraction(seen(number(v[0])).__floor__()),
    "ROUND": _round,
    "ROUNDUP": _roundup,
    "ROUNDDOWN": _rounddown,
    "MROUND": _mround,
    "CEILING": _ceiling,
    "FLOOR": _floor,
    "MOD": _mod,
    "POWER": lambda v: power(number(v[0]), number(v[1])),
    "SQRT": lambda v: square_root(number(v[0])),
}
