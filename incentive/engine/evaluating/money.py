"""Whether an expression is money: built from salaries, target amounts, earned amounts, or steps that are money.

Only the tree is looked at, never a value. Source: "Money is what is built from …" in the calculation reference.
"""

from collections.abc import Callable

from incentive.formula.tree import Binary, Call, Name, Node, Unary

_FIRST = {"ROUND", "ROUNDUP", "ROUNDDOWN", "MROUND", "CEILING", "FLOOR", "MOD", "POWER", "ABS", "INT", "SQRT", "TOTAL"}
_ALL = {"MIN", "MAX", "SUM", "AVERAGE", "IFERROR", "IFBLANK"}


def is_money(tree: Node, named: Callable[[Name], bool]) -> bool:
    """Whether the expression's value is money; `named` says it of a name."""
    match tree:
        case Name():
            return named(tree)
        case Unary():
            return tree.operator != "%" and is_money(tree.operand, named)
        case Binary():
            return _binary(tree, named)
        case Call():
            return _call(tree, named)
        case _:
            return False


def _binary(tree: Binary, named: Callable[[Name], bool]) -> bool:
    left, right = is_money(tree.left, named), is_money(tree.right, named)
    match tree.operator:
        case "+" | "-" | "*":
            return left or right
        case "/":
            return left and not right
        case "^":
            return left
        case _:
            return False


def _call(tree: Call, named: Callable[[Name], bool]) -> bool:
    arguments = tree.arguments
    match tree.function:
        case "EARNED" | "ALLOCATE":
            return True
        case name if name in _FIRST:
            return is_money(arguments[0], named)
        case name if name in _ALL:
            return any(is_money(argument, named) for argument in arguments)
        case "IF":
            return any(is_money(argument, named) for argument in arguments[1:])
        case "IFS":
            return any(is_money(argument, named) for argument in arguments[1::2])
        case "SWITCH":
            branches = arguments[2::2] if len(arguments) % 2 else (*arguments[2::2], arguments[-1])
            return any(is_money(argument, named) for argument in branches)
        case _:
            return False
