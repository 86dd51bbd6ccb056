"""Gates as they hold for a person in a segment: the rows of one gate merged cell by cell.

In come the rows of Gates; out comes, for each gate in the sheet's order and each segment, what holds there. Whether a
condition is met is decided in `results` and `payouts`. Source: `Gates` in the workbook reference, "Precedence".
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.preparation.precedence import Ranked
from incentive.engine.trouble import Notebook
from incentive.formula.tree import normalise
from incentive.numbers import ONE, ZERO
from incentive.plan.records import ActsOn, Formula, Gate, Subject


@dataclass(frozen=True, slots=True)
class Holding:
    """A gate as it holds: if its condition is not met, multiply by `multiply_by`, then limit to `limit_to`."""

    id: str
    condition: Formula
    multiply_by: Decimal
    limit_to: Decimal | None
    acts_on: ActsOn
    at: int
    order: int
    """The gate's place in the sheet's order of gates."""

    def apply(self, value: Decimal, limits: bool) -> Decimal:
        """What the gate leaves of a value when its condition is not met; a limit never acts on money."""
        value = value * self.multiply_by
        return self.limit_to if limits and self.limit_to is not None and value > self.limit_to else value


@dataclass(slots=True)
class GateBook:
    """All gates of a plan in the sheet's order."""

    ranked: Ranked[Gate]
    _kept: dict[tuple[int, ...], Holding] = field(default_factory=dict)

    @classmethod
    def of(cls, gates: Sequence[Gate], notes: Notebook) -> "GateBook":
        """Index the rows of Gates."""
        return cls(Ranked.of(gates, lambda gate: normalise(gate.id), "Gates", notes))

    def holding(self, subjects: Sequence[Subject]) -> list[Holding]:
        """The gates that hold for these subjects, in the sheet's order."""
        found = []
        for order, topic in enumerate(self.ranked.topics):
            rows = list(self.ranked.matching(topic, subjects))
            if rows:
                key = tuple(id(row) for row in rows)
                if key not in self._kept:
                    self._kept[key] = _merged(rows, order)
                found.append(self._kept[key])
        return found


def _merged(rows: Sequence[Gate], order: int) -> Holding:
    multiply = next((row.multiply_by for row in rows if row.multiply_by is not None), None)
    limit = next((row.limit_to for row in rows if row.limit_to is not None), None)
    acts_on = next((row.acts_on for row in rows if row.acts_on is not None), ActsOn("bonus"))
    if multiply is None:
        multiply = ZERO if limit is None else ONE
    return Holding(rows[0].id, rows[0].condition, multiply, limit, acts_on, rows[0].at, order)
