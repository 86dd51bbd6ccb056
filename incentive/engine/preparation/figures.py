"""Whose figure counts, and how several months make one: the actual of a KPI for one person and segment.

In come the rows of Actuals and the KPIs; out comes a `Figure` with its value and the rows it was made of. A figure is
looked up once per person, team, department or company and kept. Source of the rules: "Whose figures" of the
calculation reference. What a missing figure then counts as is decided in `missing`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

from incentive.engine.preparation.holder import Holder
from incentive.engine.preparation.kpis import KpiBook
from incentive.engine.preparation.spans import Clock, Segment
from incentive.engine.trouble import Notebook
from incentive.formula.tree import normalise
from incentive.i18n.phrases import Listing, Month, Named, phrase
from incentive.numbers import ONE, ZERO
from incentive.periods import month_name, month_period
from incentive.plan.choices import Combine, Level, MeasuredOver, SubjectKind
from incentive.plan.records import EVERYONE, Actual, Kpi, Subject

Figures = Mapping[Subject, Sequence[Actual]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A KPI's actual: its value (None: missing) and the rows of Actuals behind it.

    Of a KPI that combines `each` the rows are the deals and the value is their sum. `lacking` names missing months.
    """

    value: Decimal | bool | None
    rows: tuple[Actual, ...] = ()
    lacking: tuple[int, ...] = ()
    failed: bool = False
    """A formula KPI that could not be worked out; the problem is noted already."""


@dataclass(slots=True)
class FigureBook:
    """All figures of a plan, by KPI or input and by whom they are for."""

    kpis: KpiBook
    clock: Clock
    notes: Notebook
    rows: dict[str, dict[SubjectKind, dict[str, tuple[Actual, ...]]]] = field(default_factory=dict)
    """By KPI or input, then by kind and name of the subject."""
    roles: dict[tuple[str, Subject], frozenset[str]] = field(default_factory=dict)
    _counting: dict[str, range | None] = field(default_factory=dict)
    _months: dict[tuple[str, bool], frozenset[int]] = field(default_factory=dict)
    _kept: dict[object, Figure] = field(default_factory=dict)

    def is_outside(self, row: Actual) -> bool:
        """Whether a figure is of a month that no KPI reading it counts."""
        if row.month is None:
            return False
        if row.kpi not in self._counting:
            readers = self.kpis.readers.get(normalise(row.kpi), ())
            window = self.clock.window(any(map(self._to_date, readers))).months() if readers else None
            self._counting[row.kpi] = window
        months = self._counting[row.kpi]
        return months is not None and row.month not in months

    def collect(self, actuals: Iterable[Actual]) -> None:
        """Take in the rows, refusing those that no KPI of their level can read."""
        taken: dict[str, dict[SubjectKind, dict[str, list[Actual]]]] = {}
        for row in actuals:
            key = normalise(row.kpi)
            levels = self.kpis.levels.get(key)
            kpi = self.kpis.by_key.get(key)
            about = (f"kpi:{row.kpi}",)
            if kpi is not None and kpi.formula is not None:
                cells = [self.notes.place(row.at, "Value", row.value), self.notes.place(kpi.at, "Formula")]
                self.notes.say("CA001", cells, about, kpi=kpi.id)
            elif levels is not None and level_of(row.subject) not in levels:
                expected = Listing([Named(level, f"Level.{level}") for level in sorted(levels)], "or")
                cells = [self.notes.place(row.at, "For", row.subject.name or "*")]
                self.notes.say("CA002", cells, about, kpi=row.kpi, expected=expected, given=_said(row.subject))
            else:
                by_name = taken.setdefault(key, {}).setdefault(row.subject.kind, {})
                by_name.setdefault(row.subject.name, []).append(row)
        self.rows = {
            key: {kind: {name: tuple(rows) for name, rows in by_name.items()} for kind, by_name in by_kind.items()}
            for key, by_kind in taken.items()
        }
        for key in self.rows:
            one_a_month = any(reader.combine is not Combine.EACH for reader in self.kpis.readers.get(key, ()))
            for rows in self._by_subject(key):
                named = frozenset(row.role for row in rows if row.role is not None)
                if named:
                    self.roles[key, rows[0].subject] = named
                if one_a_month and len(rows) > 1:
                    for role in (None, *sorted(named)):
                        self._refuse_twice([row for row in rows if row.role == role])
        self._check_months()

    def _by_subject(self, key: str) -> Iterator[tuple[Actual, ...]]:
        """The rows of a KPI or input, one subject after the other."""
        return chain.from_iterable(by_name.values() for by_name in self.rows.get(key, {}).values())

    def of(self, key: str, subject: Subject) -> tuple[Actual, ...]:
        """The rows of a KPI or input for one subject."""
        return self.rows.get(key, {}).get(subject.kind, {}).get(subject.name, ())

    def everyones(self) -> Iterator[Actual]:
        """All rows that were taken in."""
        return (row for key in self.rows for rows in self._by_subject(key) for row in rows)

    def own_roles(self, kpi: Kpi, subject: Subject) -> frozenset[str]:
        """The roles for which the KPI, or an input of it, has figures of their own for this subject."""
        if not self.roles:
            return frozenset()
        named: frozenset[str] = frozenset()
        for key in self.kpis.leaves(kpi):
            named |= self.roles.get((key, subject), frozenset())
        return named

    def figure(self, kpi: Kpi, holder: Holder, segment: Segment) -> Figure:
        """The person's figure of the KPI in a segment."""
        subject = subject_of(kpi.level, holder.subject, segment)
        if subject is None:
            return Figure(None)
        role = segment.role if segment.role in self.own_roles(kpi, subject) else None
        personal = kpi.level is Level.PERSON
        mixed = kpi.formula is not None and self.kpis.mixed_levels(kpi)
        where = (holder.subject, segment.team, segment.department, segment.role) if mixed else None
        asked_again = not personal or segment.days < self.clock.span.days or self.kpis.is_part(kpi)
        key = (kpi.id, subject, role, where)
        found = self._kept.get(key) if asked_again else None
        if found is None:
            months = self._own_months(kpi, holder, subject, role) if personal else None
            found = self._made(kpi, holder, segment, subject, months)
            if asked_again:
                self._kept[key] = found
        return found

    def _own_months(self, kpi: Kpi, holder: Holder, subject: Subject, role: str | None) -> frozenset[int]:
        """The months in which the person should have figures: of the role's time where the role has rows of its own."""
        own = self.own_roles(kpi, subject)
        if role is not None:
            return holder.role_months.get(role, frozenset())
        if not own:
            return holder.months
        outside = [months for name, months in holder.role_months.items() if name not in own]
        return frozenset().union(*outside)

    def _made(
        self, kpi: Kpi, holder: Holder, segment: Segment, subject: Subject, months: frozenset[int] | None
    ) -> Figure:
        if kpi.formula is None:
            return self._combined(normalise(kpi.id), kpi, subject, segment.role, months)
        parts: dict[str, Figure] = {}
        for key in self.kpis.inputs(kpi):
            other = self.kpis.by_key.get(key)
            if other is not None:
                parts[key] = self.figure(other, holder, segment)
            else:
                parts[key] = self._combined(key, kpi, subject, segment.role, months)
        rows = tuple({id(row): row for part in parts.values() for row in part.rows}.values())
        lacking = tuple(sorted({month for part in parts.values() for month in part.lacking}))
        if any(part.value is None for part in parts.values()) and not self.kpis.handles_blanks(kpi):
            return Figure(None, rows, lacking=lacking)
        value = self.kpis.worked_out(kpi, {key: part.value for key, part in parts.items()}, holder, rows)
        return Figure(value, rows, lacking=lacking, failed=value is None)

    def _combined(self, key: str, kpi: Kpi, subject: Subject, role: str, months: frozenset[int] | None) -> Figure:
        """The figure of one KPI or input: the rows of the role where it has its own, their months made one."""
        rows = self.of(key, subject)
        if (key, subject) in self.roles:
            own = role if role in self.roles[key, subject] else None
            rows = tuple(row for row in rows if row.role == own)
        window = self.clock.window(self._to_date(kpi)).months()
        dated = rows
        if any(row.month is not None and row.month not in window for row in rows):
            dated = tuple(row for row in rows if row.month is None or row.month in window)
        if kpi.combine is Combine.EACH:
            self._warn_outside(kpi, dated, months)
            total = sum((_number(row.value) for row in dated), ZERO)
            return Figure(total if dated else None, dated)
        if not dated or dated[0].month is None:
            return Figure(dated[0].value if dated else None, dated)
        wanted = self.months(key, kpi)
        if months is not None:
            wanted &= months
            self._warn_outside(kpi, dated, months)
        lacking = tuple(sorted(wanted - {row.month for row in dated if row.month is not None}))
        if lacking:
            return Figure(None, dated, lacking=lacking)
        dated = tuple(sorted(dated, key=lambda row: row.month or 0))
        return Figure(_combine(kpi.combine, [row.value for row in dated]), dated)

    def months(self, key: str, kpi: Kpi) -> frozenset[int]:
        """The months of the KPI's window in which any row gives this KPI or input a figure."""
        to_date = self._to_date(kpi)
        found = self._months.get((key, to_date))
        if found is None:
            window = self.clock.window(to_date).months()
            rows = chain.from_iterable(self._by_subject(key))
            found = frozenset(row.month for row in rows if row.month is not None and row.month in window)
            self._months[key, to_date] = found
        return found

    def _to_date(self, kpi: Kpi) -> bool:
        return kpi.measured_over is MeasuredOver.YEAR_TO_DATE

    def _refuse_twice(self, rows: Sequence[Actual]) -> None:
        """Two figures for one month, or one with a month beside one without."""
        seen: dict[int | None, Actual] = {}
        for row in rows:
            if row.month in seen:
                places = tuple(self.notes.place(item.at, "Value", item.value) for item in (seen[row.month], row))
                month = said_month(row.month) if row.month is not None else phrase("the period")
                self.notes.say(
                    "CA003", places, (f"actual:{row.kpi}",), kpi=row.kpi, whom=_said(row.subject), month=month
                )
            seen.setdefault(row.month, row)
        if None in seen and len(seen) > 1:
            other = next(row for row in rows if row.month is not None)
            places = tuple(self.notes.place(item.at, "Month") for item in (seen[None], other))
            self.notes.say("CA004", places, (f"actual:{other.kpi}",), kpi=other.kpi, whom=_said(other.subject))

    def _warn_outside(self, kpi: Kpi, dated: Sequence[Actual], months: frozenset[int] | None) -> None:
        for row in dated:
            if months is not None and row.month is not None and row.month not in months:
                places = (self.notes.place(row.at, "Month", month_name(row.month)),)
                self.notes.say("CA005", places, kpi=kpi.id, whom=_said(row.subject), month=said_month(row.month))

    def _check_months(self) -> None:
        """Months that no row fills, and several months without a way to combine them."""
        for key in self.rows:
            readers = self.kpis.readers.get(key, ())
            for kpi in readers:
                months = self.months(key, kpi)
                if len(months) > 1 and kpi.combine is None:
                    place = self.notes.place(kpi.at, "Combine")
                    self.notes.say("CA006", (place,), (f"kpi:{kpi.id}",), kpi=kpi.id, count=len(months))
                empty = sorted(set(self.clock.window(self._to_date(kpi)).months()) - months)
                if months and empty and kpi.combine is not Combine.EACH:
                    names = Listing(said_month(month) for month in empty)
                    self.notes.say(
                        "CA007", (self.notes.place(kpi.at),), kpi=kpi.id, what=self.kpis.called(key), months=names
                    )


_LEVELS = {
    SubjectKind.EMPLOYEE: Level.PERSON,
    SubjectKind.TEAM: Level.TEAM,
    SubjectKind.DEPARTMENT: Level.DEPARTMENT,
    SubjectKind.EVERYONE: Level.COMPANY,
}


def level_of(subject: Subject) -> Level | None:
    """The level whose figures a `For` can give."""
    return _LEVELS.get(subject.kind)


def subject_of(level: Level, person: Subject, segment: Segment) -> Subject | None:
    """Whose rows count for a person in a segment; None where the segment has no team or department."""
    match level:
        case Level.PERSON:
            return person
        case Level.TEAM:
            return Subject(SubjectKind.TEAM, segment.team) if segment.team else None
        case Level.DEPARTMENT:
            return Subject(SubjectKind.DEPARTMENT, segment.department) if segment.department else None
        case Level.COMPANY:
            return EVERYONE


def said_month(month: int) -> Month:
    """A month, which travels as one whole number, as problems and explanations say it."""
    return Month(month_period(month).start)


def _said(subject: Subject) -> str:
    if subject.kind is SubjectKind.EVERYONE:
        return phrase("everyone (*)")
    match subject.kind:
        case SubjectKind.TEAM:
            return phrase("team {name}", name=subject.name)
        case SubjectKind.DEPARTMENT:
            return phrase("department {name}", name=subject.name)
        case SubjectKind.ROLE:
            return phrase("role {name}", name=subject.name)
    return subject.name


def _number(value: Decimal | bool) -> Decimal:
    if isinstance(value, bool):
        return ONE if value else ZERO
    return value


def _combine(how: Combine | None, values: Sequence[Decimal | bool]) -> Decimal | bool:
    """Several months as one figure, the values in order of time."""
    if len(values) == 1 or how is None or how is Combine.LAST:
        return values[-1]
    numbers = [_number(value) for value in values]
    match how:
        case Combine.AVERAGE:
            return sum(numbers, ZERO) / len(numbers)
        case Combine.MAX:
            return max(numbers)
        case Combine.MIN:
            return min(numbers)
        case _:
            return sum(numbers, ZERO)
