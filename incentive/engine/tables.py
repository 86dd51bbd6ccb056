"""The four tables of a calculation: Deals, Scores, Assignments and Payouts, each a list of named columns.

A `Column` is compiled once per plan (key, label, unit, expression tree); a row is one person's values. Values are exact
decimals, texts, dates or None for what does not exist. Rows stand in the order of the sheet Employees, within a person
by assignment, within an assignment in the order of the matrix. Reports read these tables and calculate nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

from incentive.engine.paying.engine import Engine
from incentive.formula.tree import Node, Value
from incentive.plan import Plan
from incentive.problems import Problem

Row = TypeVar("Row")
Given_co = TypeVar("Given_co", covariant=True)


@dataclass(frozen=True, slots=True, eq=False)
class Drawn(Sequence[Given_co], Generic[Row, Given_co]):
    """A column of what rows hold already, taken from them whenever it is read: a second copy would only take memory."""

    rows: Sequence[Row]
    give: Callable[[Row], Given_co]

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, place: int, /) -> Given_co: ...

    @overload
    def __getitem__(self, place: slice, /) -> Sequence[Given_co]: ...

    def __getitem__(self, place: int | slice, /) -> Given_co | Sequence[Given_co]:
        if isinstance(place, slice):
            return Drawn(self.rows[place], self.give)
        return self.give(self.rows[place])

    def __iter__(self) -> Iterator[Given_co]:
        return map(self.give, self.rows)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, Drawn | list | tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(len(self.rows))


@dataclass(frozen=True, slots=True)
class Column:
    """A named step: `unit` is money, percent, number, days, text, date, `kpi` (the KPI's own unit) or a currency code.

    `tree` is None for what preparation resolved (left of the frontier) and for columns whose expression differs by
    row: the trace gives the expression of one row. A column of Payouts with the unit `factor` or `input` is what a step
    reads, not a step.
    """

    key: str
    label: str
    unit: str = ""
    tree: Node | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Columns in order of calculation and their values by key, all of `count` rows."""

    name: str
    columns: tuple[Column, ...]
    values: Mapping[str, Sequence[Value]]
    count: int

    def row(self, number: int) -> dict[str, Value]:
        """One row as key to value."""
        return {column.key: self.values[column.key][number] for column in self.columns}


@dataclass(frozen=True, slots=True)
class Span:
    """The rows of one person in each table, as half-open ranges; the person's row of Payouts is its number."""

    assignments: tuple[int, int]
    scores: tuple[int, int]
    deals: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Calculation:
    """What the engine hands on: the plan, the four tables, the rows of each person, and what was noticed on the way.

    `spans` and the rows of `payouts` are in the order of `plan.employees`. Where `problems` holds an error the values
    are not to be used.
    """

    plan: Plan
    deals: Table
    scores: Table
    assignments: Table
    payouts: Table
    spans: Sequence[Span]
    problems: tuple[Problem, ...]
    engine: Engine | None = None
    """What the trace reads besides the tables; None where a calculation was put together by hand."""
