"""The person for whom figures are looked up, as far as figures ask: who it is, and which months are the own time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from incentive.engine.preparation.spans import Clock, Segment
from incentive.periods import DAY, Period
from incentive.plan.choices import SubjectKind
from incentive.plan.records import Employee, Subject

Months = tuple[frozenset[int], Mapping[str, frozenset[int]]]
"""The months of the own time, and those of each role's."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The person for whom a figure is looked up: who it is, the months of the own time, and those of each role's."""

    subject: Subject
    at: int
    months: frozenset[int]
    role_months: Mapping[str, frozenset[int]]


@dataclass(slots=True)
class Holders:
    """Makes the holders of one plan; people with the same time in the same roles share its months."""

    clock: Clock
    _months: dict[tuple[tuple[str, Period], ...], Months] = field(default_factory=dict)

    def of(self, employee: Employee, segments: Sequence[Segment]) -> Holder:
        """With the months of the person's own time, back to the start of the plan year, in the role held first."""
        subject = Subject(SubjectKind.EMPLOYEE, employee.id)
        if not segments:
            return Holder(subject, employee.at, frozenset(), {})
        before = time_before(employee, self.clock)
        times = [(segment.role, Period(segment.start, segment.end)) for segment in segments]
        if before is not None:
            times.insert(0, (segments[0].role, before))
        key = tuple(times)
        if key not in self._months:
            by_role: dict[str, frozenset[int]] = {}
            for role, time in times:
                by_role[role] = by_role.get(role, frozenset()) | frozenset(time.months())
            self._months[key] = (frozenset().union(*by_role.values()), by_role)
        return Holder(subject, employee.at, *self._months[key])


def time_before(employee: Employee, clock: Clock) -> Period | None:
    """The person's days in the plan year before the span; none for who starts within it."""
    start = max(clock.year.start, employee.start) if employee.start else clock.year.start
    end = clock.span.start - DAY
    return Period(start, end) if start <= end else None
