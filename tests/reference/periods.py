"""Days: a person's segments, shares of the span, and assignment target bonuses.

In: the plan's settings, a worker, dated changes and absences.  Out: one Segment per assignment.
Not here: figures, scores.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from .cells import ident, month_end
from .exact import ONE, ZERO, Problem
from .language import Value, number
from .plan import Change, Leave, Settings, Worker

DAY = dt.timedelta(days=1)
FIELDS = ("role", "salary", "bonus", "fte", "team", "department")
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Segment:
    place: int
    start: dt.date
    end: dt.date
    fields: dict[str, Value]
    share: Fraction
    salary: Fraction
    bonus: Fraction

    @property
    def days(self) -> int:
        return days_of((self.start, self.end))

    @property
    def role(self) -> str:
        return ident(self.fields["role"])

    def thing(self, kind: str) -> str:
        return ident(self.fields[kind])


def days_of(span: Span) -> int:
    return max((span[1] - span[0]).days + 1, 0)


def common(a: Span, b: Span) -> Span:
    return max(a[0], b[0]), min(a[1], b[1])


def whole_months(span: Span) -> int | None:
    first, last = span
    if first.day != 1 or last != month_end(last):
        return None
    return (last.year - first.year) * 12 + last.month - first.month + 1


def months_touched(span: Span) -> list[dt.date]:
    found = []
    month = span[0].replace(day=1)
    while month <= span[1]:
        found.append(month)
        month = month_end(month) + DAY
    return found


def of_year(settings: Settings, span: Span) -> Fraction:
    """The part of a year that a span is, as salary counts it."""
    months = whole_months(span)
    return Fraction(months, 12) if months is not None else Fraction(days_of(span), days_of(settings.year))


def own_time(worker: Worker, span: Span) -> Span:
    return common(span, (worker.start or span[0], worker.end or span[1]))


def days_30e(span: Span) -> int:
    a, b = span[0], span[1] + DAY
    return (b.year - a.year) * 360 + (b.month - a.month) * 30 + min(b.day, 30) - min(a.day, 30)


def counted_months(worker: Worker, settings: Settings) -> list[dt.date]:
    """Whole months: the months of the span that count for a person, by the cut-offs."""
    span = settings.span
    start_cut, end_cut = settings.number["startcutoff"], settings.number["endcutoff"]
    first, last = span[0].replace(day=1), span[1].replace(day=1)
    if worker.start is not None and span[0] <= worker.start <= span[1]:
        first = worker.start.replace(day=1)
        if worker.start.day > (9 if start_cut is None else start_cut):
            first = month_end(first) + DAY
    if worker.end is not None and span[0] <= worker.end <= span[1]:
        last = worker.end.replace(day=1)
        if worker.end.day < (20 if end_cut is None else end_cut):
            last = (last - DAY).replace(day=1)
    return months_touched((first, last)) if first <= last else []


def shares(worker: Worker, settings: Settings, spans: list[Span]) -> list[Fraction]:
    """Each segment's share of the span, before absences."""
    rule, span = settings.choice["proration"], settings.span
    own = own_time(worker, span)
    if rule == "wholemonths":
        counts = [0] * len(spans)
        for month in counted_months(worker, settings):
            whole = (month, month_end(month))
            most = max(range(len(spans)), key=lambda i: (days_of(common(spans[i], whole)), i))
            counts[most] += 1
        return [Fraction(n, len(months_touched(span))) for n in counts]
    if rule == "30/360":
        total = Fraction(days_30e(own), days_30e(span))
    else:
        total = ONE if rule == "none" else Fraction(days_of(own), days_of(span))
    return [total * days_of(s) / days_of(own) for s in spans]


def present(leaves: list[Leave], span: Span) -> Fraction:
    """The part of a segment's share that absences leave."""
    lost = sum((1 - x.counts) * days_of(common(span, (x.start, x.end))) for x in leaves)
    return 1 - lost / Fraction(days_of(span))


def values_of(field: str, fields: dict[str, Value]) -> dict[str, Value]:
    """What a row says of a field; target % and target amount are one field."""
    names = ("targetbonuspercent", "targetbonusamount") if field == "bonus" else (field,)
    found = {n: fields.get(n) for n in names}
    return found if any(v is not None for v in found.values()) else {}


def timeline(field: str, changes: list[Change]) -> list[tuple[Span, dict[str, Value]]]:
    """The spells of one field, as its rows give it."""
    rows = sorted((c for c in changes if values_of(field, c.fields)), key=lambda c: c.start)
    found = []
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        end = row.end or dt.date.max
        if following is not None:
            if row.start == following.start or (row.end is not None and row.end >= following.start):
                raise Problem(f"overlapping assignments of {field}")
            end = min(end, following.start - DAY)
        found.append(((row.start, end), values_of(field, row.fields)))
    return found


def spells(worker: Worker, own: Span, changes: list[Change]) -> list[tuple[Span, dict[str, Value]]]:
    """The own time cut where a row of Assignments begins or ends, with the fields that hold in each part."""
    lines = {field: timeline(field, changes) for field in FIELDS}
    cuts = {own[0]}
    for line in lines.values():
        for (start, end), _ in line:
            cuts.update(d for d in (start, end + DAY if end < dt.date.max else start) if own[0] < d <= own[1])
    begins = sorted(cuts)
    found = []
    for begin, following in zip(begins, [*begins[1:], own[1] + DAY], strict=True):
        fields = dict(worker.fields)
        for line in lines.values():
            for (start, end), values in line:
                if start <= begin <= end:
                    fields.update(values)
        found.append(((begin, following - DAY), fields))
    return found


def bonus_of(settings: Settings, fields: dict[str, Value], salary: Fraction, share: Fraction) -> Fraction:
    percent, amount = fields["targetbonuspercent"], fields["targetbonusamount"]
    if amount is not None:
        per_year = settings.choice["targetamountisper"] == "year"
        times = of_year(settings, settings.span)
        if not per_year:
            times /= of_year(settings, settings.period)
        return number(amount) * times * share
    if percent is None:
        return ZERO
    if fields["salary"] is None:
        raise Problem("a target bonus in percent of a blank salary")
    return salary * number(percent) * share


def salary_of(settings: Settings, fields: dict[str, Value]) -> Fraction:
    """Salary for the span, times FTE unless the salary is the actual one."""
    if fields["salary"] is None:
        return ZERO
    annual = number(fields["salary"])
    if settings.choice["salaryisper"] == "month":
        annual *= 12
    elif settings.choice["salaryisper"] == "period":
        annual /= of_year(settings, settings.period)
    fte = ONE if settings.choice["salaryis"] == "actual" else number(fields["fte"])
    return annual * of_year(settings, settings.span) * fte


def segments(worker: Worker, settings: Settings, changes: list[Change], leaves: list[Leave]) -> list[Segment]:
    own = own_time(worker, settings.span)
    if days_of(own) == 0:
        return []
    cut = spells(worker, own, changes)
    parts = shares(worker, settings, [span for span, _ in cut])
    found = []
    for place, ((span, fields), part) in enumerate(zip(cut, parts, strict=True)):
        share = part * present(leaves, span)
        salary = salary_of(settings, fields)
        found.append(
            Segment(place, span[0], span[1], fields, share, salary * share, bonus_of(settings, fields, salary, share))
        )
    return found
