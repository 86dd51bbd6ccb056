"""What decisions did to the bonus where no column says it: results that only a formula of the plan reads.

A calculation comes in; each such override is left out of the plan by itself and the bonus calculated anew. Out go
amounts, and traces whose notes have them. The other amounts are the engine's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from incentive.engine.calculate import calculate
from incentive.engine.tables import Calculation
from incentive.engine.tracing.trace import Note, Trace
from incentive.formula.tree import Value
from incentive.plan.records import Override
from incentive.problems import Place, Severity
from incentive.reports.columns import column

_MOST_RECALCULATED = 20_000
_ROW = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

RowOfSheet = tuple[str | None, str | None, str | None]
"""File, sheet and row."""


@dataclass(slots=True)
class Changes:
    """The amounts of a calculation's overrides; calculated when first asked for.

    So many people times overrides that this would keep the reader waiting are left blank: the later ones on the sheet,
    so that every report leaves out the same.
    """

    calculation: Calculation
    _without: dict[int, Sequence[Value] | None] = field(default_factory=dict)

    def of(self, one: Override, number: int) -> Decimal | None:
        """A person's bonus as it is less the bonus without the override; None where there would be none."""
        before = self._bonuses(one)
        now = column(self.calculation.payouts, "BonusEarned")[number]
        was = before[number] if before is not None else None
        return now - was if isinstance(now, Decimal) and isinstance(was, Decimal) else None

    def told(self, trace: Trace, number: int) -> Trace:
        """A person's trace, in which the notes of overrides have their amounts."""
        if all(note.amount is not None or note.code != "override" for note in trace.notes):
            return trace
        origins = self.calculation.plan.origins
        overrides = {row_of(origins.place(one.at)): one for one in self.calculation.plan.overrides}

        def told(note: Note) -> Note:
            one = overrides.get(row_of(note.places[0])) if note.code == "override" and note.places else None
            return note if one is None or note.amount is not None else replace(note, amount=self.of(one, number))

        return replace(trace, notes=tuple(told(note) for note in trace.notes))

    def _bonuses(self, one: Override) -> Sequence[Value] | None:
        """Everyone's bonus without the override; None where the plan does not stand without it."""
        plan = self.calculation.plan
        if one.at not in self._without:
            most = _MOST_RECALCULATED // max(1, len(plan.employees))
            anew = None
            if any(other is one for other in plan.overrides[:most]):
                rest = tuple(other for other in plan.overrides if other is not one)
                anew = calculate(replace(plan, overrides=rest))
            sound = anew is not None and not any(problem.severity is Severity.ERROR for problem in anew.problems)
            self._without[one.at] = column(anew.payouts, "BonusEarned") if anew is not None and sound else None
        return self._without[one.at]


def row_of(place: Place) -> RowOfSheet:
    """File, sheet and row of a place."""
    return (place.file, place.sheet, place.cell.lstrip(_ROW) if place.cell else None)
