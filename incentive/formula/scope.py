"""What names and special calls mean: told by the caller, never known here.

A caller brings a `Scope`; for each name and each function of the engine's own (`ACTUAL`, `SCALE`, `RANK`, ...) it
answers with a value per row (`Slot`), a function of other values (`Link`) or of the row (`PerRow`), or what is wrong.
`FormulaError` is that "what is wrong" as a value, `FormulaFault` the exception that carries one through a calculation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from incentive.formula.tree import Call, Name, Node, Value
from incentive.problems import CATALOGUE


class Kind(StrEnum):
    """What a value is, as far as it is known before any row is looked at."""

    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth value"
    DATE = "date"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FormulaError:
    """A code of the catalogue, the place in the text (characters before it, None where unknown), and its words."""

    code: str
    position: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> dict[str, str]:
        """The words for the catalogue's sentences, `position` (counted from 1) among them."""
        return {"position": str((self.position or 0) + 1), **self.values}

    @property
    def message(self) -> str:
        """What is wrong, in words."""
        return CATALOGUE[self.code].message.format_map(self.words)

    @property
    def hint(self) -> str:
        """How to mend it, in words."""
        return CATALOGUE[self.code].hint.format_map(self.words)

    def placed(self, position: int) -> "FormulaError":
        """The same, with this place where it had none."""
        return self if self.position is not None else replace(self, position=position)


class FormulaFault(Exception):
    """Carries an error out of a calculation; IFERROR catches it."""

    def __init__(self, error: FormulaError) -> None:
        super().__init__(error.code)
        self.error = error


@dataclass(frozen=True, slots=True)
class Slot:
    """One value per row: an input, or an earlier column of this key. `blank`: it may hold None."""

    key: str
    kind: Kind = Kind.ANY
    blank: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A function of the caller, called with the values of these trees, all of them evaluated first."""

    function: Callable[..., Value]
    arguments: tuple[Node, ...]
    kind: Kind = Kind.ANY
    blank: bool = True


@dataclass(frozen=True, slots=True)
class PerRow:
    """A function of the caller, called with the row's number: values over all people, computed on first need."""

    function: Callable[[int], Value]
    kind: Kind = Kind.ANY
    blank: bool = True


Meaning = Slot | Link | PerRow


class Scope(Protocol):
    """What a formula's names and the engine's functions mean."""

    def name(self, node: Name) -> Meaning | FormulaError:
        """The meaning of a name."""
        ...

    def call(self, node: Call) -> Meaning | FormulaError:
        """The meaning of a call whose function is the engine's."""
        ...
