"""The days of a row's KPI, and figures that shrink with them.

In come a person's rows, whose figures are given for the whole window; out come the days with each KPI (by role where a
role has figures of its own in Actuals) and, with `Part period = prorate`, threshold, target and maximum for those days.
Source: "Whose figures" of the calculation reference.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from incentive.engine.preparation.figures import subject_of
from incentive.engine.preparation.holder import time_before
from incentive.engine.preparation.prepared import Person, Prepared, ScoreRow
from incentive.i18n.phrases import phrase
from incentive.plan.choices import Combine, Level, MeasuredOver, PartPeriod
from incentive.plan.records import Kpi


@dataclass(slots=True)
class Days:
    """The days of a plan's rows, person by person, and whose figures for a part of the window are held to the whole."""

    prepared: Prepared
    _in_full: dict[str, tuple[Kpi, list[str]]] = field(default_factory=dict)

    def count(self, person: Person, rows: Sequence[ScoreRow]) -> None:
        """The days with each KPI of one person, and targets that shrink with them."""
        roles = self._with_kpi(person, rows)
        for row, role in zip(rows, roles, strict=True):
            if row.kpi.level is Level.PERSON and row.kpi.combine in {None, Combine.SUM}:
                to_date = row.kpi.measured_over is MeasuredOver.YEAR_TO_DATE
                from_first = to_date and any(
                    other.kpi is row.kpi and other.segment == person.segments[0] and its == role
                    for other, its in zip(rows, roles, strict=True)
                )
                self._part(person, row, to_date, from_first)

    def _with_kpi(self, person: Person, rows: Sequence[ScoreRow]) -> list[str | None]:
        """Sets `kpi_days`; gives the role whose own figures each row reads, None where it reads those without one."""
        segments = self.prepared.segments
        own_roles: list[frozenset[str]] = []
        for row in rows:
            subject = subject_of(row.kpi.level, person.holder.subject, segments[row.segment])
            own_roles.append(self.prepared.figures.own_roles(row.kpi, subject) if subject else frozenset())
        roles: list[str | None] = []
        for row, own in zip(rows, own_roles, strict=True):
            held = segments[row.segment].role
            roles.append(held if held in own else None)
            if len(person.segments) > 1:
                alike = [other for other in rows if other.kpi is row.kpi]
                if held in own:
                    alike = [other for other in alike if segments[other.segment].role == held]
                elif own:
                    alike = [other for other in alike if segments[other.segment].role not in own]
                row.kpi_days = sum(segments[other.segment].days for other in alike)
        return roles

    def _part(self, person: Person, row: ScoreRow, to_date: bool, from_first: bool) -> None:
        """`prorate` scales the figures by days with the KPI / days measured; `full` is said where it matters.

        Measured to date, the days before the span count for what the person's first segment has (`from_first`).
        """
        clock = self.prepared.clock
        window = clock.window(to_date)
        days = row.kpi_days
        if from_first:
            before = time_before(person.employee, clock)
            days += before.days if before else 0
        if days >= window.days:
            return
        if row.kpi.part_period is PartPeriod.FULL:
            self._hold_to_full(person, row)
            return
        threshold, target, maximum = (
            value * days / window.days if value is not None and shrinks else value for value, shrinks in _figures(row)
        )
        part = (days, window.days)
        row.terms = replace(row.terms, threshold=threshold, target=target, maximum=maximum, part=part)

    def _hold_to_full(self, person: Person, row: ScoreRow) -> None:
        if any(value is not None and shrinks for value, shrinks in _figures(row)):
            _, people = self._in_full.setdefault(row.kpi.id, (row.kpi, []))
            if not people or people[-1] != person.employee.id:
                people.append(person.employee.id)

    def say_who_is_held_to_full(self) -> None:
        """Note, for each KPI, the people with a part of the window only and the figures of the whole."""
        for kpi, people in self._in_full.values():
            place = self.prepared.notes.place(kpi.at, "Part period")
            self.prepared.notes.say("CA038", [place], kpi=kpi.id, who=_listed(people))


def _figures(row: ScoreRow) -> Iterator[tuple[Decimal | None, bool]]:
    """Threshold, target and maximum of a row, each with whether days shrink it."""
    return zip((row.threshold, row.target, row.maximum), row.terms.shrinks, strict=True)


def _listed(people: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(people[:most])
    return shown if len(people) <= most else phrase("{names} and {n} more", names=shown, n=str(len(people) - most))
