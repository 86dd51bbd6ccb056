"""A formula checked before it is evaluated: names, functions, numbers of arguments, and whether it is money.

In: a tree and the names that it may use.  Out: problems in words; True where an expression is money.
Not here: evaluation (language.py).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from .syntax import Binary, Call, Name, Node, Omitted, Percent, Text, Unary, norm

MANY = 255
ARITY: dict[str, tuple[int, int]] = {
    "IF": (2, 3),
    "IFS": (2, MANY),
    "SWITCH": (3, MANY),
    "AND": (1, MANY),
    "OR": (1, MANY),
    "NOT": (1, 1),
    "IFERROR": (2, 2),
    "ISBLANK": (1, 1),
    "IFBLANK": (2, 2),
    "MIN": (1, MANY),
    "MAX": (1, MANY),
    "SUM": (1, MANY),
    "AVERAGE": (1, MANY),
    "ABS": (1, 1),
    "INT": (1, 1),
    "ROUND": (2, 2),
    "ROUNDUP": (2, 2),
    "ROUNDDOWN": (2, 2),
    "MROUND": (2, 2),
    "CEILING": (2, 2),
    "FLOOR": (2, 2),
    "MOD": (2, 2),
    "POWER": (2, 2),
    "SQRT": (1, 1),
}
KPI_FUNCTIONS = ("ACTUAL", "TARGET", "ATTAINMENT", "RESULT", "WEIGHT", "EARNED")
PEOPLE: dict[str, int] = {"TOTAL": 1, "COUNT": 1, "RANK": 1, "PERCENTRANK": 1, "ALLOCATE": 2}
LOOKUPS: dict[str, int] = {"SECTION": 1, "FACTOR": 1, "SCALE": 2, "GRID": 3}


@dataclass(frozen=True, slots=True)
class Scope:
    """What a formula may speak of; ``known`` maps a function to the things that its text may name."""

    names: Collection[str]
    known: dict[str, Collection[str]] = field(default_factory=dict)


def problems(node: Node, scope: Scope) -> Iterator[str]:
    if isinstance(node, Omitted):
        yield f"position {node.place + 1}: an argument is missing"
    elif isinstance(node, Name):
        if node.key not in scope.names:
            near = difflib.get_close_matches(node.key, list(scope.names), 1)
            yield f"position {node.place + 1}: unknown name {node.text}" + (f"; perhaps {near[0]}" if near else "")
    elif isinstance(node, Unary | Percent):
        yield from problems(node.inner, scope)
    elif isinstance(node, Binary):
        yield from problems(node.left, scope)
        yield from problems(node.right, scope)
    elif isinstance(node, Call):
        yield from _call(node, scope)


def _call(node: Call, scope: Scope) -> Iterator[str]:
    name, arguments = node.function, node.arguments
    if name in ARITY:
        yield from _plain(node, scope)
    elif name in KPI_FUNCTIONS or name in LOOKUPS:
        count = LOOKUPS.get(name, 1)
        which = "KPI" if name in KPI_FUNCTIONS else name
        if which not in scope.known:
            yield f"position {node.place + 1}: {name} has no meaning here"
        elif len(arguments) != count or not isinstance(arguments[0], Text):
            yield f"position {node.place + 1}: {name} takes a name in quotes and {count - 1} values"
        else:
            if norm(arguments[0].value) not in scope.known[which]:
                yield f"position {node.place + 1}: {name} of the unknown {arguments[0].value!r}"
            for argument in arguments[1:]:
                yield from problems(argument, scope)
    elif name in PEOPLE:
        yield from _people(node, scope)
    else:
        yield f"position {node.place + 1}: unknown function {name}"


def _plain(node: Call, scope: Scope) -> Iterator[str]:
    name, arguments = node.function, node.arguments
    least, most = ARITY[name]
    if not least <= len(arguments) <= most or (name == "IFS" and len(arguments) % 2):
        yield f"position {node.place + 1}: {name} does not take {len(arguments)} arguments"
    for index, argument in enumerate(arguments):
        if isinstance(argument, Omitted) and _is_branch(name, index, len(arguments)):
            continue
        yield from problems(argument, scope)


def _is_branch(name: str, index: int, count: int) -> bool:
    if name == "IF":
        return index > 0
    if name == "IFS":
        return index % 2 == 1
    if name == "SWITCH":
        return index > 0 and (index % 2 == 0 or index == count - 1)
    return name == "IFERROR"


def _people(node: Call, scope: Scope) -> Iterator[str]:
    if "KPI" not in scope.known:
        yield f"position {node.place + 1}: {node.function} has no meaning here"
        return
    plain, group = split_group(node)
    if len(plain) != PEOPLE[node.function]:
        yield f"position {node.place + 1}: {node.function} takes {PEOPLE[node.function]} arguments and GROUP(column)"
    for argument in plain:
        yield from problems(argument, scope)
    if group is not None:
        if len(group.arguments) != 1:
            yield f"position {group.place + 1}: GROUP takes one column"
        for argument in group.arguments:
            yield from problems(argument, scope)


def split_group(node: Call) -> tuple[tuple[Node, ...], Call | None]:
    last = node.arguments[-1] if node.arguments else None
    if isinstance(last, Call) and last.function == "GROUP":
        return node.arguments[:-1], last
    return node.arguments, None


def is_money(node: Node, named: Callable[[str], bool]) -> bool:
    """Whether an expression is built from money; ``named`` tells it of a name."""
    if isinstance(node, Name):
        return named(node.key)
    if isinstance(node, Unary | Percent):
        return is_money(node.inner, named)
    if isinstance(node, Binary):
        left, right = is_money(node.left, named), is_money(node.right, named)
        if node.sign == "/":
            return left and not right
        return node.sign in ("+", "-", "*") and (left or right)
    if isinstance(node, Call):
        return _call_is_money(node, named)
    return False


def _call_is_money(node: Call, named: Callable[[str], bool]) -> bool:
    name, arguments = node.function, node.arguments
    if name in ("EARNED", "ALLOCATE"):
        return True
    if name in ("MIN", "MAX", "SUM", "AVERAGE", "IFERROR", "IFBLANK"):
        return any(is_money(a, named) for a in arguments)
    if name == "IF":
        return any(is_money(a, named) for a in arguments[1:])
    if name == "IFS":
        return any(is_money(a, named) for a in arguments[1::2])
    if name == "SWITCH":
        return any(is_money(a, named) for i, a in enumerate(arguments) if _is_branch(name, i, len(arguments)))
    if name in ("ABS", "INT", "ROUND", "ROUNDUP", "ROUNDDOWN", "MROUND", "CEILING", "FLOOR", "MOD", "TOTAL"):
        return is_money(arguments[0], named)
    return False
