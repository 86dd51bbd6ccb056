"""Time: the span of a plan, and each person's time in it cut into segments by dated assignments.

In come settings, an employee's row and the rows of Assignments and Absences; out come `Segment`s with their days,
their share of the span and the fields that hold in them. Source of the rules: "Time" of the calculation reference.
No money is computed here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache

from incentive.numbers import CONTEXT, ONE, ZERO
from incentive.periods import DAY, Period, days_30_360, month_of, month_period, plan_year
from incentive.plan.choices import Earnings, Proration, SalaryPer, TargetAmountPer
from incentive.plan.records import Absence, Assignment, Employee, Settings

Target = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Clock:
    """The plan's times: its period, its plan year, and the span that is calculated."""

    settings: Settings
    year: Period
    span: Period

    @property
    def period(self) -> Period:
        """The plan's own period."""
        return self.settings.period

    def annual(self, salary: Decimal) -> Decimal:
        """A salary of the workbook as a yearly one."""
        match self.settings.salary_per:
            case SalaryPer.YEAR:
                return salary
            case SalaryPer.MONTH:
                return salary * 12
            case SalaryPer.PERIOD:
                return _scaled(salary, self.fractions(self.period), reverse=True)

    def span_salary(self, salary: Decimal) -> Decimal:
        """A salary of the workbook for the whole span."""
        return _scaled(self.annual(salary), self.fractions(self.span))

    def span_amount(self, amount: Decimal) -> Decimal:
        """A target amount of the workbook for the whole span."""
        if self.settings.target_amount_per is TargetAmountPer.YEAR:
            return _scaled(amount, self.fractions(self.span))
        if self.span == self.period:
            return amount
        return _scaled(_scaled(amount, self.fractions(self.period), reverse=True), self.fractions(self.span))

    def fractions(self, part: Period) -> tuple[int, int]:
        """The part of a year: whole months and 12, else days and days of the plan year.

        Numerator and denominator, so that money is multiplied before it is divided.
        """
        months = part.whole_months
        return (months, 12) if months is not None else (part.days, self.year.days)

    def window(self, year_to_date: bool) -> Period:
        """The days whose actuals count: the span, or the plan year to the period's end."""
        return Period(self.year.start, self.span.end) if year_to_date else self.span


def _scaled(amount: Decimal, fraction: tuple[int, int], reverse: bool = False) -> Decimal:
    above, below = reversed(fraction) if reverse else fraction
    return amount if above == below else amount * above / below


def clock_of(settings: Settings) -> Clock:
    """The plan's clock; a cumulative plan's span begins with the plan year that holds the period's first day."""
    year = plan_year(settings.period.start, settings.year_starts)
    start = year.start if settings.earnings is Earnings.CUMULATIVE else settings.period.start
    return Clock(settings, year, Period(start, settings.period.end))


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of days in which nothing about a person changes.

    `share` is its share of the span before absences, `present` the part of it that absences leave. `sources` names the
    record (`at`) of each field that an assignment gave; all others come from the employee's row.
    """

    start: date
    end: date
    days: int
    role: str
    team: str
    department: str
    salary: Decimal
    fte: Decimal
    percent: Decimal | None
    amount: Decimal | None
    share: Decimal
    present: Decimal
    absences: tuple[tuple[Absence, int], ...] = ()
    sources: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A field's value over some days, and the record that says so."""

    start: date
    end: date
    value: object
    at: int


_FIELDS: tuple[tuple[str, Callable[[Assignment], object]], ...] = (
    ("role", lambda row: row.role),
    ("team", lambda row: row.team),
    ("department", lambda row: row.department),
    ("salary", lambda row: row.salary),
    ("fte", lambda row: row.fte),
    ("target", lambda row: _target(row.target_bonus_percent, row.target_bonus_amount)),
)


def _target(percent: Decimal | None, amount: Decimal | None) -> Target | None:
    return None if percent is None and amount is None else (percent, amount)


def time_of(employee: Employee, span: Period) -> Period | None:
    """The person's days within the span: Start to End, both included."""
    start = max(span.start, employee.start) if employee.start else span.start
    end = min(span.end, employee.end) if employee.end else span.end
    if (start, end) == (span.start, span.end):
        return span
    return Period(start, end) if start <= end else None


def segments_of(
    employee: Employee, assignments: Sequence[Assignment], absences: Sequence[Absence], clock: Clock
) -> tuple[Segment, ...]:
    """The person's segments in order of time; none where the person has no day in the span."""
    time = time_of(employee, clock.span)
    if time is None:
        return ()
    runs = {name: _runs(assignments, give) for name, give in _FIELDS} if assignments else {}
    pieces = list(_pieces(time, [run for field in runs.values() for run in field]))
    shares = _shares(employee, time, pieces, clock)
    return tuple(_segment(employee, piece, share, runs, absences) for piece, share in zip(pieces, shares, strict=True))


def _runs(rows: Sequence[Assignment], give: Callable[[Assignment], object]) -> list[_Run]:
    """How long each row's field holds: until its own To, or the day before the field's next row."""
    given = sorted((row for row in rows if give(row) is not None), key=lambda row: row.start)
    runs = []
    for position, row in enumerate(given):
        end = row.to or date.max
        if position + 1 < len(given):
            end = min(end, given[position + 1].start - DAY)
        runs.append(_Run(row.start, end, give(row), row.at))
    return runs


def _pieces(time: Period, runs: Sequence[_Run]) -> Iterator[Period]:
    """The time cut wherever a run begins or has ended."""
    cuts = {run.start for run in runs} | {run.end + DAY for run in runs if run.end < date.max}
    starts = sorted({time.start} | {cut for cut in cuts if time.start < cut <= time.end})
    for start, after in zip(starts, [*starts[1:], time.end + DAY], strict=True):
        yield Period(start, after - DAY)


def _segment(
    employee: Employee,
    piece: Period,
    share: Decimal,
    runs: dict[str, list[_Run]],
    absences: Sequence[Absence],
) -> Segment:
    holding = {
        name: run for name, field in runs.items() for run in field if run.start <= piece.start and piece.end <= run.end
    }

    def text(name: str, own: str) -> str:
        return str(holding[name].value) if name in holding else own

    def number(name: str, own: Decimal) -> Decimal:
        value = holding[name].value if name in holding else own
        return value if isinstance(value, Decimal) else own

    target: Target = (employee.target_bonus_percent, employee.target_bonus_amount)
    if "target" in holding and isinstance(holding["target"].value, tuple):
        target = holding["target"].value
    absent = [(row, common.days) for row in absences if (common := Period(row.start, row.to).overlap(piece))]
    lost = sum(((ONE - row.counts_as) * days for row, days in absent), ZERO)
    present = ONE - lost / piece.days if absent else ONE
    return Segment(
        piece.start,
        piece.end,
        piece.days,
        text("role", employee.role),
        text("team", employee.team),
        text("department", employee.department),
        number("salary", employee.salary),
        number("fte", employee.fte),
        target[0],
        target[1],
        share,
        present,
        tuple(absent),
        tuple((name, run.at) for name, run in holding.items()),
    )


def _shares(employee: Employee, time: Period, pieces: Sequence[Period], clock: Clock) -> list[Decimal]:
    """Each piece's share of the span before absences."""
    counted, of = time.days, clock.span.days
    proration = clock.settings.proration
    if proration is Proration.WHOLE_MONTHS:
        return _month_shares(employee, time, pieces, clock)
    if proration is Proration.THIRTY_360:
        counted = days_30_360(time.start, time.end + DAY)
        of = days_30_360(clock.span.start, clock.span.end + DAY)
    elif proration is Proration.NONE:
        counted, of = 1, 1
    return [_part(counted * piece.days, of * time.days) for piece in pieces]


@cache
def in_days(count: int) -> Decimal:
    """A number of days as a figure, the same object wherever it stands."""
    return Decimal(count)


@lru_cache(maxsize=1 << 12)
def _part(counted: int, of: int) -> Decimal:
    """A share of the span; most people's is the same, and is then the same object."""
    return CONTEXT.divide(Decimal(counted), Decimal(of)) if of else ZERO


def _month_shares(employee: Employee, time: Period, pieces: Sequence[Period], clock: Clock) -> list[Decimal]:
    """Whole months: each month that counts goes to the piece that holds most of it, the later on a tie."""
    settings, span = clock.settings, clock.span
    first, last = month_of(time.start), month_of(time.end)
    if employee.start and employee.start in span and employee.start.day > settings.start_cutoff:
        first += 1
    if employee.end and employee.end in span and employee.end.day < settings.end_cutoff:
        last -= 1
    counts = [0] * len(pieces)
    for month in range(first, last + 1):
        held = [common.days if (common := month_period(month).overlap(piece)) else 0 for piece in pieces]
        most = max(held)
        counts[max(position for position, days in enumerate(held) if days == most)] += 1
    return [Decimal(count) / len(span.months()) for count in counts]
