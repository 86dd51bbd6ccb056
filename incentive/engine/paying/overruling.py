"""What stands over a step of the payout whatever its formula: an override of score or payout percent, minimum service.

In come a step's values, however they were made; out come those that hold. What a value was before is kept for the
trace. Source: "Columns of Payouts, the default chain" and "Time" of the calculation reference.
"""

from collections.abc import Sequence

from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.personal import Personal
from incentive.engine.preparation.precedence import Ranked
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.tree import Value
from incentive.i18n.phrases import phrases
from incentive.numbers import ZERO
from incentive.plan.records import Override


class Overruling:
    """Overrides and minimum service of one plan. `own` is what a step was before them, by step and person."""

    def __init__(self, prepared: Prepared, personal: Personal, conditions: Conditions) -> None:
        self.prepared = prepared
        self.personal = personal
        self.conditions = conditions
        self.own: dict[tuple[str, int], Value] = {}
        rows = [row for row in prepared.plan.overrides if row.what.kind in {"score", "payout %"}]
        self._overrides: Ranked[Override] = Ranked.of(rows, lambda row: row.what.kind, "Overrides", prepared.notes)

    def over(self, name: str, values: list[Value], people: Sequence[int]) -> list[Value]:
        """What acts on a step whatever its formula: an override of score or payout %, minimum service."""
        if name == "Score":
            return self._overridden(name, "score", values, people)
        if name == "Gated":
            return self._overridden(name, "payout %", values, people)
        if name == "BonusEarned" and self.prepared.plan.settings.minimum_service:
            return self._served(values, people)
        return values

    def _overridden(self, name: str, kind: str, values: list[Value], people: Sequence[int]) -> list[Value]:
        """Segments in which an override holds take it, the others the person's own value; then the mean."""
        if kind not in self._overrides.by_topic:
            return values
        found = list(values)
        for position, person in enumerate(people):
            own = values[position]
            rows = [self.override(kind, segment) for segment in self.prepared.people[person].segments]
            if any(row is not None for row in rows):
                self.own[name, person] = own
                found[position] = self.personal.over(person, [own if row is None else row.value for row in rows])
        return found

    def override(self, kind: str, segment: int) -> Override | None:
        """The override of score or payout % that holds in a segment."""
        return self._overrides.first(kind, self.conditions.subjects(segment))

    def of_person(self, kind: str, person: int) -> Override | None:
        """The override of score or payout % that holds for a person, in the first assignment that has one."""
        rows = (self.override(kind, segment) for segment in self.prepared.people[person].segments)
        return next((row for row in rows if row is not None), None)

    def _served(self, values: list[Value], people: Sequence[int]) -> list[Value]:
        """Below the minimum service nothing of the bonus is paid, whatever its formula."""
        least = self.prepared.plan.settings.minimum_service
        found = list(values)
        for position, person in enumerate(people):
            time = self.prepared.people[person].time
            if time is not None and time.days < least:
                self.own["BonusEarned", person] = values[position]
                found[position] = ZERO
                employee = self.prepared.people[person].employee
                places = [self.prepared.notes.place(employee.at, "Start", employee.start)]
                days = phrases("{n} day", "{n} days", time.days)
                self.prepared.notes.say("CA066", places, employee=employee.id, days=days, least=least)
        return found
