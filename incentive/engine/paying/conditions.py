"""Which gates hold where, and whether their conditions are met: for segments or for people, each asked once.

A condition is only worked out for those whom its gate concerns. Source: `Gates` in the workbook reference, and
"KPI and section gates read their row … all other conditions read the person" in the calculation reference.
"""

from collections.abc import Callable, Iterable, Sequence

from incentive.engine.evaluating.evaluator import Evaluator, Source
from incentive.engine.evaluating.scopes import PersonScope, SegmentScope
from incentive.engine.paying.gates import GateBook, Holding
from incentive.engine.preparation.precedence import subjects_of
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.operations import shown
from incentive.formula.tree import Value
from incentive.i18n.phrases import phrase
from incentive.plan.records import Subject


class Conditions:
    """The gates of each segment, and their conditions' answers."""

    def __init__(
        self,
        prepared: Prepared,
        gates: GateBook,
        evaluator: Evaluator,
        segment_scope: SegmentScope,
        scope_of: Callable[[int], PersonScope],
    ) -> None:
        self.prepared = prepared
        self.gates = gates
        self.evaluator = evaluator
        self._segment_scope = segment_scope
        self._scope_of = scope_of
        self._subjects: dict[int, tuple[Subject, ...]] = {}
        self._of_segment: dict[int, list[Holding]] = {}
        self._by_segment: dict[int, dict[int, bool | None]] = {}
        self._by_person: dict[int, dict[int, bool | None]] = {}

    def subjects(self, segment: int) -> tuple[Subject, ...]:
        """What a `For` may say to mean this segment's person in it."""
        found = self._subjects.get(segment)
        if found is None:
            person = self.prepared.people[self.prepared.owners[segment]].employee
            found = self._subjects[segment] = subjects_of(person.id, self.prepared.segments[segment])
        return found

    def of_segment(self, segment: int) -> list[Holding]:
        """The gates that hold in a segment, in the sheet's order."""
        found = self._of_segment.get(segment)
        if found is None:
            found = self._of_segment[segment] = self.gates.holding(self.subjects(segment))
        return found

    def met_by_segment(self, gate: Holding, segments: Iterable[int]) -> dict[int, bool | None]:
        """Whether the condition is met in each segment, reading the assignment; None where it cannot be said."""
        known = self._by_segment.setdefault(id(gate), {})
        fresh = sorted({segment for segment in segments if segment not in known})
        if fresh:
            values = self._answers(gate, self._segment_scope, fresh)
            known.update(zip(fresh, self._truths(gate, values, fresh, self._segment_scope), strict=True))
        return known

    def met_by_person(self, gate: Holding, people: Iterable[int], chain: int) -> dict[int, bool | None]:
        """Whether the condition is met for each person; None where it cannot be said."""
        known = self._by_person.setdefault(id(gate), {})
        fresh = sorted({person for person in people if person not in known})
        if fresh:
            scope = self._scope_of(chain)
            values = self._answers(gate, scope, fresh)
            known.update(zip(fresh, self._truths(gate, values, fresh, scope), strict=True))
        return known

    def _answers(self, gate: Holding, scope: PersonScope, rows: Sequence[int]) -> list[Value]:
        source = Source(phrase("gate {gate}", gate=gate.id), gate.condition, "Condition")
        return self.evaluator.run(gate.condition.tree, scope, rows, source)

    def _truths(
        self, gate: Holding, values: Sequence[Value], rows: Sequence[int], scope: PersonScope
    ) -> list[bool | None]:
        """A condition gives true or false; anything else is a problem."""
        found: list[bool | None] = []
        notes = self.prepared.notes
        for value, row in zip(values, rows, strict=True):
            if isinstance(value, bool):
                found.append(value)
                continue
            found.append(None)
            person = scope.owner(row)
            ledger = self.evaluator.ledger
            if person not in ledger.dead and person not in ledger.doubtful:
                place = notes.place(gate.condition.at, "Condition", gate.condition.text)
                employee = self.prepared.people[person].employee
                places = [place, notes.place(employee.at, "Employee", employee.id)]
                notes.say("CA053", places, once=id(gate), gate=gate.id, value=shown(value), employee=employee.id)
        return found
