"""Preparation: from a plan's records to resolved input rows, one per person, segment and KPI.

Whose figure counts, what is missing and what then, whose target, which weight, how many days: decided here, each value
with the record it came from. Source: "Whose figures" of the calculation reference. Weights are made final in `weights`.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.preparation.consequences import about_matrix
from incentive.engine.preparation.figures import FigureBook, subject_of
from incentive.engine.preparation.holder import Holder
from incentive.engine.preparation.kpis import KpiBook
from incentive.engine.preparation.missing import standing
from incentive.engine.preparation.precedence import MatrixBook, Ranked, TargetBook, subjects_of
from incentive.engine.preparation.prepared import Person, Prepared, ScoreRow, State
from incentive.engine.preparation.spans import Segment, clock_of, segments_of, time_of
from incentive.engine.preparation.weights import Weigher
from incentive.engine.scaling.attainment import Sign, needed, sign_of
from incentive.engine.scaling.points import CurveBook, reads
from incentive.engine.trouble import Notebook
from incentive.numbers import ONE
from incentive.periods import DAY, Period
from incentive.plan import Plan
from incentive.plan.choices import (
    Between,
    Combine,
    Level,
    MeasuredIn,
    MeasuredOver,
    PartPeriod,
    Pays,
    Rule,
    SubjectKind,
)
from incentive.plan.records import Absence, Assignment, Kpi, MatrixRow, Override, Rate, Target
from incentive.problems import Place

_FIGURES = ("threshold", "target", "maximum")
_ALL = (True, True, True)


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
        self.part_time: dict[str, list[str]] = {}
        self._sources: dict[int, tuple[int, int, int, int]] = {}
        self._months: dict[Hashable, tuple[frozenset[int], Mapping[str, frozenset[int]]]] = {}

    def all(self) -> None:
        """Resolve everyone."""
        self._note_clipped()
        for employee in self.plan.employees:
            segments = segments_of(
                employee,
                self.assignments.get(employee.id, ()),
                self.absences.get(employee.id, ()),
                self.prepared.clock,
            )
            start = len(self.prepared.segments)
            time = time_of(employee, self.prepared.clock.span)
            holder = self._holder(employee.id, employee.at, segments)
            person = Person(employee, time, holder, range(start, start + len(segments)))
            self.prepared.segments.extend(segments)
            self.prepared.owners.extend([len(self.prepared.people)] * len(segments))
            self.prepared.people.append(person)
            self._rows(person)
        for kpi, people in self.part_time.items():
            place = self.notes.place(self.kpi_of[kpi].at, "Part period")
            self.notes.say("CA038", [place], kpi=kpi, who=_listed(people))

    def _note_clipped(self) -> None:
        span = self.prepared.clock.span
        dated = [("Assignments", row.start, row.to, row.at, row.employee) for row in self.plan.assignments]
        dated += [("Absences", row.start, row.to, row.at, row.employee) for row in self.plan.absences]
        for sheet, start, to, at, employee in dated:
            if start < span.start or (to is not None and to > span.end) or start > span.end:
                column = "From" if start < span.start or start > span.end else "To"
                place = self.notes.place(at, column, start if column == "From" else to)
                about = ("setting:period", "sheet:Plan")
                self.notes.say("CA039", [place], about, sheet=sheet, employee=employee, start=span.start, end=span.end)

    def _holder(self, employee: str, at: int, segments: Sequence[Segment]) -> Holder:
        """The months of the person's own time, back to the start of the plan year, in the role held first."""
        if not segments:
            return Holder(employee, at, frozenset(), {})
        before = self._before(self.prepared.people, segments)
        times = [(segment.role, Period(segment.start, segment.end)) for segment in segments]
        if before is not None:
            times.insert(0, (segments[0].role, before))
        key = tuple((role, time.start, time.end) for role, time in times)
        if key not in self._months:
            by_role: dict[str, frozenset[int]] = {}
            for role, time in times:
                by_role[role] = by_role.get(role, frozenset()) | frozenset(time.months())
            self._months[key] = (frozenset().union(*by_role.values()), by_role)
        return Holder(employee, at, *self._months[key])

    def _before(self, people: Sequence[Person], segments: Sequence[Segment]) -> Period | None:
        """The person's days in the plan year before the span."""
        clock = self.prepared.clock
        record = self.plan.employees[len(people)]
        start = max(clock.year.start, record.start) if record.start else clock.year.start
        end = clock.span.start - DAY
        return Period(start, end) if start <= end and segments[0].start == clock.span.start else None

    def _rows(self, person: Person) -> None:
        """The person's rows, segment by segment, and then what depends on all of them: days and weights."""
        first = len(self.prepared.rows)
        number = len(self.prepared.people) - 1
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
        self._days(person, rows)
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
        cells = [self._given(name, given, row) for name in (*_FIGURES, "weight")]
        sources = self._sources.setdefault(row.at, (row.at, row.at, row.at, row.at))
        if given:
            sources = (cells[0].at, cells[1].at, cells[2].at, cells[3].at)
        figure = self.prepared.figures.figure(kpi, person.holder, segment)
        scale = self.scale_of.get(row.scale) if row.scale else None
        return ScoreRow(
            number,
            index,
            kpi,
            row,
            figure,
            figure.value,
            None,
            cells[0].value,
            cells[1].value,
            cells[2].value,
            sources,
            cells[3].value,
            None,
            row.section,
            True,
            segment.days,
            segment.days,
            State.NORMAL,
            scale,
            override=override,
            shrinks=(not cells[0].personal, not cells[1].personal, not cells[2].personal) if given else _ALL,
        )

    def _given(self, name: str, targets: Sequence[Target], row: MatrixRow) -> _Given:
        """A figure from the most specific row of Targets that has it, else from the matrix."""
        for target in targets:
            value = getattr(target, name)
            if value is not None:
                return _Given(value, target.at, target.subject.kind is SubjectKind.EMPLOYEE)
        return _Given(getattr(row, name), row.at, False)

    def _days(self, person: Person, rows: Sequence[ScoreRow]) -> None:
        """The days with each KPI (by role where a role has figures of its own), and targets that shrink with them."""
        segments = self.prepared.segments
        own_roles: list[frozenset[str]] = []
        for row in rows:
            subject = subject_of(row.kpi.level, person.employee.id, segments[row.segment])
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
                row.kpi_days = sum(other.days for other in alike)
        for row, role in zip(rows, roles, strict=True):
            if row.kpi.level is Level.PERSON and row.kpi.combine in {None, Combine.SUM}:
                self._part(person, row, role, rows, roles)

    def _part(
        self, person: Person, row: ScoreRow, role: str | None, rows: Sequence[ScoreRow], roles: Sequence[str | None]
    ) -> None:
        """`prorate` scales the figures by days with the KPI / days measured; `full` is said where it matters."""
        to_date = row.kpi.measured_over is MeasuredOver.YEAR_TO_DATE
        window = self.prepared.clock.window(to_date)
        days = row.kpi_days
        segments = self.prepared.segments
        first = segments[person.segments[0]]
        if to_date and any(
            other.kpi is row.kpi and other.segment == person.segments[0] and its == role
            for other, its in zip(rows, roles, strict=True)
        ):
            before = self._before(self.prepared.people[:-1], [first])
            days += before.days if before else 0
        if days >= window.days:
            return
        if row.kpi.part_period is PartPeriod.FULL:
            figures = (row.threshold, row.target, row.maximum)
            if any(value is not None and shrinks for value, shrinks in zip(figures, row.shrinks, strict=True)):
                people = self.part_time.setdefault(row.kpi.id, [])
                if not people or people[-1] != person.employee.id:
                    people.append(person.employee.id)
            return
        row.part = (days, window.days)
        for name, shrinks in zip(_FIGURES, row.shrinks, strict=True):
            value = getattr(row, name)
            if value is not None and shrinks:
                setattr(row, name, value * days / window.days)

    def _stand(self, person: Person, row: ScoreRow) -> None:
        """What the row's actual is or counts as, and the curve that it will be read from."""
        segment = self.prepared.segments[row.segment]
        found = standing(row, self.plan.settings.if_missing, self.notes, person.employee, segment)
        row.state, row.number, row.actual = found.state, found.number, found.actual
        self._check(person, row)

    def _check(self, person: Person, row: ScoreRow) -> None:
        """The figures that rule and scale read must be there and make sense."""
        kpi, scale = row.kpi, row.scale
        if scale is None and (row.row.pays is not Pays.SHARE or kpi.attainment is Rule.VALUE):
            self.notes.say(
                "CA026",
                [self.notes.place(row.row.at, "Scale")],
                (f"scale:{row.row.scale}", f"kpi:{kpi.id}", f"matrix:{row.row.role}", "sheet:Scales", "scale:"),
                kpi=kpi.id,
                role=row.row.role,
            )
            return
        measure = reads(kpi, scale)
        wanted = needed(kpi) if measure is MeasuredIn.ATTAINMENT else ()
        if measure is MeasuredIn.INDEX:
            wanted = ("Threshold", "Target")
        lacking = [name for name in wanted if getattr(row, name.casefold()) is None]
        for name in lacking:
            about = (f"matrix:{row.row.role}", f"targets:{kpi.id}", f"kpi:{kpi.id}")
            self.notes.say(
                "CA025",
                [self.notes.place(row.row.at, name)],
                about,
                once=(row.row.at, name),
                kpi=kpi.id,
                figure=name.casefold(),
                role=row.row.role,
                reader="scale" if measure is MeasuredIn.INDEX else "attainment rule",
                employee=person.employee.id,
            )
        if lacking:
            row.state = State.OUT if row.state is State.NORMAL else row.state
            return
        if self._indexed(row, measure) or self._inverse(row, measure):
            return
        self._zero_target(row, measure)
        if scale is not None and scale.between is not Between.FORMULA:
            figures = (row.threshold, row.target, row.maximum)
            whom = person.employee.id
            row.curve = self.prepared.curves.curve(kpi, scale, row.row.pays, figures, lambda: (row.row.at, whom))
            if row.curve is None and row.state is State.NORMAL:
                row.state = State.OUT

    def _indexed(self, row: ScoreRow, measure: MeasuredIn) -> bool:
        """An index whose base equals its norm is refused."""
        indexed = measure is MeasuredIn.INDEX or (measure is MeasuredIn.ATTAINMENT and row.kpi.attainment is Rule.INDEX)
        if (
            not indexed
            or row.threshold is None
            or row.target is None
            or sign_of(row.target - row.threshold) is not Sign.ZERO
        ):
            return False
        places = [
            self.notes.place(row.sources[0], "Threshold", row.threshold),
            self.notes.place(row.sources[1], "Target", row.target),
        ]
        self.notes.say("CA027", places, (f"kpi:{row.kpi.id}",), kpi=row.kpi.id)
        row.state = State.OUT
        return True

    def _inverse(self, row: ScoreRow, measure: MeasuredIn) -> bool:
        """The inverse rule: no negative values; an actual of 0 takes the scale's last point."""
        if row.kpi.attainment is not Rule.INVERSE or row.number is None:
            return False
        sign = sign_of(row.number)
        negative = sign is Sign.MINUS or sign_of(row.target) is Sign.MINUS
        if negative and measure is MeasuredIn.ATTAINMENT:
            places = [self._place_of_actual(row), self.notes.place(row.sources[1], "Target", row.target)]
            self.notes.say("CA028", places, kpi=row.kpi.id, employee=self._employee(row))
            row.state = State.OUT
            return True
        if sign is Sign.ZERO and row.state is State.NORMAL:
            if measure is not MeasuredIn.ATTAINMENT:
                row.state = State.LAST if row.scale and row.scale.points else row.state
                return False
            if row.scale is None or row.scale.between is Between.FORMULA or not row.scale.points:
                self.notes.say("CA029", [self._place_of_actual(row)], kpi=row.kpi.id, employee=self._employee(row))
                row.state = State.OUT
                return True
            row.state = State.LAST
        return False

    def _employee(self, row: ScoreRow) -> str:
        return self.prepared.people[row.person].employee.id

    def _place_of_actual(self, row: ScoreRow) -> Place:
        if row.figure.rows:
            return self.notes.place(row.figure.rows[0].at, "Value", row.figure.rows[0].value)
        return self.notes.place(row.row.at)

    def _zero_target(self, row: ScoreRow, measure: MeasuredIn) -> None:
        """A target of 0 (a bound of 0) leaves only met or not met; that is said."""
        if measure is not MeasuredIn.ATTAINMENT:
            return
        zero = []
        if row.kpi.attainment is Rule.RATIO and sign_of(row.target) is Sign.ZERO:
            zero = [("Target", row.sources[1])]
        elif row.kpi.attainment is Rule.BAND:
            bounds = (("Threshold", row.threshold, row.sources[0]), ("Maximum", row.maximum, row.sources[2]))
            zero = [(name, at) for name, value, at in bounds if sign_of(value) is Sign.ZERO]
        for name, at in zero:
            self.notes.say("CA030", [self.notes.place(at, name, 0)], kpi=row.kpi.id, figure=name.casefold())


def _listed(people: Sequence[str], most: int = 5) -> str:
    shown = ", ".join(people[:most])
    return shown if len(people) <= most else f"{shown} and {len(people) - most} more"
