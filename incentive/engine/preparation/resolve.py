"""Preparation: from a plan's records to resolved input rows, one per person, segment and KPI.

Whose target, which weight and which override a row has is decided here, each with the record it came from; whose figure
counts in `figures`, what a missing one counts as in `missing`, days in `days`, final weights in `weights`, what makes a
row impossible in `soundness`. Source: "Whose figures" of the calculation reference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from incentive.engine.preparation.consequences import about_matrix
from incentive.engine.preparation.days import Days
from incentive.engine.preparation.expected import Expected
from incentive.engine.preparation.figures import FigureBook
from incentive.engine.preparation.holder import Holders
from incentive.engine.preparation.kpis import KpiBook
from incentive.engine.preparation.missing import standing
from incentive.engine.preparation.precedence import MatrixBook, Ranked, TargetBook, subjects_of
from incentive.engine.preparation.prepared import Person, Prepared, ScoreRow, Terms
from incentive.engine.preparation.soundness import check
from incentive.engine.preparation.spans import Segment, clock_of, segments_of, time_of
from incentive.engine.preparation.weights import Weigher
from incentive.engine.scaling.points import CurveBook
from incentive.engine.trouble import Notebook
from incentive.i18n.phrases import Named
from incentive.numbers import ONE
from incentive.periods import Period
from incentive.plan import Plan
from incentive.plan.choices import SubjectKind
from incentive.plan.records import Absence, Assignment, Kpi, MatrixRow, Override, Rate, Target

_FIGURES = ("threshold", "target", "maximum", "weight")


def prepare(plan: Plan) -> Prepared:
    """All resolved rows of a plan. Problems are in the notebook; rows that make no sense are left out with one."""
    notes = Notebook(plan.origins)
    clock = clock_of(plan.settings)
    kpis = KpiBook(plan.kpis, notes)
    figures = FigureBook(kpis, clock, notes)
    figures.collect(plan.actuals)
    curves = CurveBook({scale.id: scale for scale in plan.scales}, notes)
    targets = TargetBook.of(plan.targets, notes)
    prepared = Prepared(
        plan,
        clock,
        notes,
        kpis,
        figures,
        curves,
        targets,
        rates_of(plan.rates, plan.settings.currency, plan.settings.period),
    )
    _Resolver(prepared).all()
    return prepared


def rates_of(rates: Iterable[Rate], own: str, period: Period) -> dict[str, Decimal]:
    """For each currency the latest rate dated on or before the period's end; an undated one is the oldest."""
    found: dict[str, Rate] = {}
    for rate in rates:
        if rate.day is not None and rate.day > period.end:
            continue
        other = found.get(rate.currency)
        if other is None or other.day is None or (rate.day is not None and rate.day >= other.day):
            found[rate.currency] = rate
    return {currency: rate.rate for currency, rate in found.items()} | {own: ONE}


@dataclass(slots=True)
class _Given:
    """A figure of a row, the record that gave it, and whether it was given for the person alone."""

    value: Decimal | None
    at: int
    personal: bool


class _Resolver:
    """Walks the people of a plan in the sheet's order."""

    def __init__(self, prepared: Prepared) -> None:
        plan = prepared.plan
        self.prepared = prepared
        self.plan = plan
        self.notes = prepared.notes
        self.kpi_of = {kpi.id: kpi for kpi in plan.kpis}
        self.scale_of = prepared.curves.scales
        self.matrix = MatrixBook.of(plan.matrix)
        self.assignments: dict[str, list[Assignment]] = {}
        self.absences: dict[str, list[Absence]] = {}
        for assignment in plan.assignments:
            self.assignments.setdefault(assignment.employee, []).append(assignment)
        for absence in plan.absences:
            self.absences.setdefault(absence.employee, []).append(absence)
        by_kpi = [row for row in plan.overrides if row.what.kind == "kpi"]
        self.overrides: Ranked[Override] = Ranked.of(by_kpi, lambda row: row.what.name, "Overrides", self.notes)
        self.weigher = Weigher(plan, self.notes)
        self.holders = Holders(prepared.clock)
        self.days = Days(prepared)
        self.expected = Expected.of(plan, prepared.figures, prepared.notes)
        self._terms: dict[int, Terms] = {}

    def all(self) -> None:
        """Resolve everyone."""
        self._note_clipped()
        for number, employee in enumerate(self.plan.employees):
            segments = segments_of(
                employee,
                self.assignments.get(employee.id, ()),
                self.absences.get(employee.id, ()),
                self.prepared.clock,
            )
            start = len(self.prepared.segments)
            time = time_of(employee, self.prepared.clock.span)
            holder = self.holders.of(employee, segments)
            person = Person(employee, time, holder, range(start, start + len(segments)))
            self.prepared.segments.extend(segments)
            self.prepared.owners.extend([number] * len(segments))
            self.prepared.people.append(person)
            self._rows(number, person)
        self.days.say_who_is_held_to_full()
        self.expected.report()

    def _note_clipped(self) -> None:
        span = self.prepared.clock.span
        dated = [("Assignments", row.start, row.to, row.at, row.employee) for row in self.plan.assignments]
        dated += [("Absences", row.start, row.to, row.at, row.employee) for row in self.plan.absences]
        for sheet, start, to, at, employee in dated:
            if start < span.start or (to is not None and to > span.end) or start > span.end:
                column = "From" if start < span.start or start > span.end else "To"
                place = self.notes.place(at, column, start if column == "From" else to)
                about = ("setting:period", "sheet:Plan")
                self.notes.say(
                    "CA039",
                    [place],
                    about,
                    sheet=Named(sheet, f"sheet.{sheet.casefold()}"),
                    employee=employee,
                    start=span.start,
                    end=span.end,
                )

    def _rows(self, number: int, person: Person) -> None:
        """The person's rows, segment by segment, and then what depends on all of them: days and weights."""
        first = len(self.prepared.rows)
        for index in person.segments:
            segment = self.prepared.segments[index]
            matrix = self.matrix.rows(person.employee.id, segment.role)
            if not matrix:
                place = self.notes.place(person.employee.at, "Role", segment.role)
                about = about_matrix(self.plan, segment.role, person.employee.id)
                self.notes.say(
                    "CA040", [place], about, once=segment.role, role=segment.role, employee=person.employee.id
                )
            for line in matrix:
                kpi = self.kpi_of.get(line.kpi)
                if kpi is not None:
                    self.prepared.rows.append(self._row(number, index, person, segment, kpi, line))
        person.rows = range(first, len(self.prepared.rows))
        rows = self.prepared.rows[first:]
        self.days.count(person, rows)
        for row in rows:
            self._stand(person, row)
        for index in person.segments:
            of_segment = [row for row in rows if row.segment == index]
            self.weigher.weigh(person.employee, self.prepared.segments[index], of_segment)

    def _row(self, number: int, index: int, person: Person, segment: Segment, kpi: Kpi, row: MatrixRow) -> ScoreRow:
        given: Sequence[Target] = ()
        override: Override | None = None
        if self.plan.targets or self.overrides.by_topic:
            subjects = subjects_of(person.employee.id, segment)
            given = self.prepared.targets.matching(kpi.id, subjects, segment.role)
            override = self.overrides.first(kpi.id, subjects)
        terms = self._with_targets(kpi, row, given) if given else self._own_terms(kpi, row)
        figure = self.prepared.figures.figure(kpi, person.holder, segment)
        return ScoreRow(number, index, terms, figure, figure.value, segment.days, override=override)

    def _own_terms(self, kpi: Kpi, row: MatrixRow) -> Terms:
        """A line of the matrix as it stands there, the same for everyone."""
        found = self._terms.get(id(row))
        if found is None:
            scale = self.scale_of.get(row.scale) if row.scale else None
            figures = (row.threshold, row.target, row.maximum, row.weight)
            found = self._terms[id(row)] = Terms(kpi, row, scale, *figures, (row.at, row.at, row.at, row.at))
        return found

    def _with_targets(self, kpi: Kpi, row: MatrixRow, given: Sequence[Target]) -> Terms:
        """A line of the matrix with each figure from the most specific row of Targets that has it."""
        threshold, target, maximum, weight = (self._given(name, given, row) for name in _FIGURES)
        return replace(
            self._own_terms(kpi, row),
            threshold=threshold.value,
            target=target.value,
            maximum=maximum.value,
            weight=weight.value,
            sources=(threshold.at, target.at, maximum.at, weight.at),
            shrinks=(not threshold.personal, not target.personal, not maximum.personal),
        )

    def _given(self, name: str, targets: Sequence[Target], row: MatrixRow) -> _Given:
        """A figure from the most specific row of Targets that has it, else from the matrix."""
        for target in targets:
            value = getattr(target, name)
            if value is not None:
                return _Given(value, target.at, target.subject.kind is SubjectKind.EMPLOYEE)
        return _Given(getattr(row, name), row.at, False)

    def _stand(self, person: Person, row: ScoreRow) -> None:
        """What the row's actual is or counts as, and the curve that it will be read from."""
        segment = self.prepared.segments[row.segment]
        found = standing(row, self.plan.settings.if_missing, self.expected, person.employee, segment)
        row.state, row.number, row.actual = found.state, found.number, found.actual
        check(self.prepared, row)
