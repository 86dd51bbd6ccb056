"""The small tree that every formula is: numbers, texts, names, operators and calls, each with its place in the text.

The parser makes it from text, the engine makes it for its built-in columns; `evaluate`, `excel` and `text` write it.
Nodes are plain immutable values. Nothing here knows what a name means.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

Value = Decimal | str | bool | date | None
"""What a formula can give. None is a blank: neither zero nor an empty text."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, percent signs apart."""

    value: Decimal
    at: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text in double quotes, without them."""

    value: str
    at: int = 0


@dataclass(frozen=True, slots=True)
class Truth:
    """TRUE or FALSE."""

    value: bool
    at: int = 0


@dataclass(frozen=True, slots=True)
class Omitted:
    """An argument left out: allowed only as a branch of IF, IFS, SWITCH and IFERROR, where it is 0."""

    at: int = 0


@dataclass(frozen=True, slots=True)
class Name:
    """A column, step, setting or factor by name, as written (without brackets)."""

    name: str
    at: int = 0

    @property
    def key(self) -> str:
        """The name as the one normaliser sees it."""
        return normalise(self.name)


@dataclass(frozen=True, slots=True)
class Unary:
    """`-x`, `+x` or `x%`."""

    operator: str
    operand: "Node"
    at: int = 0


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and one of `+ - * / ^ & = <> < <= > >=`; `at` is the operator's place."""

    operator: str
    left: "Node"
    right: "Node"
    at: int = 0


@dataclass(frozen=True, slots=True)
class Call:
    """A function, by its canonical upper-case name, and its arguments."""

    function: str
    arguments: tuple["Node", ...]
    at: int = 0


Node = Number | Text | Truth | Omitted | Name | Unary | Binary | Call

_SEPARATORS = re.compile(r"[\s_\-]+")


@lru_cache(maxsize=1 << 15)
def normalise(name: str) -> str:
    """The one normaliser of names: case, spaces, `_`, `-` and accents do not count."""
    plain = unicodedata.normalize("NFKD", name.strip())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _SEPARATORS.sub("", plain).casefold()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first, left to right."""
    yield node
    match node:
        case Unary():
            yield from walk(node.operand)
        case Binary():
            yield from walk(node.left)
            yield from walk(node.right)
        case Call():
            for argument in node.arguments:
                yield from walk(argument)
        case _:
            return
