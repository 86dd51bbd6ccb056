"""What is known of a tree before any row: its kind of value, and whether it may be blank.

The same rules serve the evaluator, which drops checks where nothing can be wrong, and the Excel writer, which must know
what to round. The meaning of names and of the engine's calls is asked from the caller.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from incentive.formula.functions import FUNCTIONS
from incentive.formula.scope import Kind
from incentive.formula.tree import Binary, Call, Name, Node, Number, Omitted, Text, Truth, Unary
from incentive.numbers import CONTEXT

Item = TypeVar("Item")
HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind, and whether the value may be blank."""

    kind: Kind
    blank: bool = False

    @property
    def number(self) -> bool:
        """Whether it is a number for certain."""
        return self.kind is Kind.NUMBER and not self.blank


NUMBER = Shape(Kind.NUMBER)
TEXT = Shape(Kind.TEXT)
TRUTH = Shape(Kind.TRUTH)
_ARITHMETIC = {Kind.NUMBER, Kind.TRUTH, Kind.TEXT}
"""Kinds whose sums and differences cannot be dates."""


def shape(node: Node, meaning: Callable[[Name | Call], Shape]) -> Shape:
    """The shape of a tree's value; `meaning` tells it for names and for the engine's calls."""
    match node:
        case Number() | Unary() | Omitted():
            return NUMBER
        case Text():
            return TEXT
        case Truth():
            return TRUTH
        case Name():
            return meaning(node)
        case Binary():
            return binary(node.operator, shape(node.left, meaning), shape(node.right, meaning))
        case Call():
            if not is_standard(node):
                return meaning(node)
            return call(node.function, [shape(argument, meaning) for argument in node.arguments])


def binary(operator: str, left: Shape, right: Shape) -> Shape:
    """The shape of an operator's result."""
    match operator:
        case "&":
            return TEXT
        case "+":
            return _sum(left.kind, right.kind)
        case "-":
            return _difference(left.kind, right.kind)
        case "*" | "/" | "^":
            return NUMBER
    return TRUTH


def _sum(left: Kind, right: Kind) -> Shape:
    if left in _ARITHMETIC and right in _ARITHMETIC:
        return NUMBER
    return Shape(Kind.DATE if Kind.DATE in {left, right} else Kind.ANY)


def _difference(left: Kind, right: Kind) -> Shape:
    if left in _ARITHMETIC or (left is Kind.DATE and right is Kind.DATE):
        return NUMBER
    if left is Kind.DATE and right in _ARITHMETIC:
        return Shape(Kind.DATE)
    return Shape(Kind.ANY)


def call(name: str, arguments: Sequence[Shape]) -> Shape:
    """The shape of a standard function's result."""
    match name:
        case "IF":
            return either([*arguments[1:], *([] if len(arguments) > 2 else [TRUTH])])
        case "IFS":
            return either(arguments[1::2])
        case "SWITCH":
            return either(results(arguments))
        case "IFERROR":
            return either(arguments)
        case "IFBLANK":
            return either([Shape(arguments[0].kind), arguments[1]])
        case "MIN" | "MAX":
            kinds = {argument.kind for argument in arguments}
            return NUMBER if kinds <= _ARITHMETIC else Shape(Kind.ANY)
    return Shape(FUNCTIONS[name].gives)


def results(arguments: Sequence[Item]) -> list[Item]:
    """The results among the arguments of SWITCH."""
    return [*arguments[2::2], *([arguments[-1]] if len(arguments) % 2 == 0 else [])]


def either(shapes: Sequence[Shape]) -> Shape:
    """The shape of one of these, whichever it is."""
    kinds = {each.kind for each in shapes}
    return Shape(kinds.pop() if len(kinds) == 1 else Kind.ANY, any(each.blank for each in shapes))


def constant(node: Node) -> Decimal | None:
    """The number that a tree is whatever the row: one as written, with its signs."""
    if isinstance(node, Number):
        return node.value
    inner = constant(node.operand) if isinstance(node, Unary) else None
    return None if inner is None or not isinstance(node, Unary) else folded(node.operator, inner)


def folded(operator: str, value: Decimal) -> Decimal:
    """`-`, `+` or `%` of a constant."""
    match operator:
        case "-":
            return CONTEXT.minus(value)
        case "%":
            return CONTEXT.multiply(value, HUNDREDTH)
    return value


def is_standard(node: Call) -> bool:
    """Whether the call's meaning is the language's own."""
    function = FUNCTIONS.get(node.function)
    return function is not None and function.standard
