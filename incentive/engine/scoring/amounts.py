"""Money of assignments: target bonuses, period salaries, KPI target bonuses, and amounts between currencies.

In come prepared rows, out come flat lists over segments and rows. Source: "Time" (assignment target bonus) and
"Scale" (money of amount and rate KPIs) in the calculation reference.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.preparation.prepared import Prepared, ScoreRow, makes_money
from incentive.engine.preparation.spans import Segment
from incentive.numbers import ONE, ZERO, exact_arithmetic
from incentive.plan.choices import Pays, SalaryIs


@dataclass(slots=True)
class Amounts:
    """Per segment: salary for the span, FTE used, share, target bonus. Per row: KPI target bonus."""

    span_salary: list[Decimal]
    fte: list[Decimal]
    share: list[Decimal]
    target_bonus: list[Decimal]
    kpi_target_bonus: list[Decimal | None]


def amounts_of(prepared: Prepared) -> Amounts:
    """All amounts that depend on time and weights alone."""
    clock = prepared.clock
    actual = prepared.plan.settings.salary_is is SalaryIs.ACTUAL
    with exact_arithmetic():
        segments = prepared.segments
        salaries = [clock.span_salary(segment.salary) for segment in segments]
        fte = [ONE if actual else segment.fte for segment in segments]
        shares = [segment.share if segment.present is ONE else segment.share * segment.present for segment in segments]
        targets = [
            _target_bonus(segment, salary if each == ONE else salary * each, clock.span_amount, share)
            for segment, salary, each, share in zip(segments, salaries, fte, shares, strict=True)
        ]
        parts = list(_parts(prepared.rows, targets))
    return Amounts(salaries, fte, shares, targets, parts)


def _parts(rows: Sequence[ScoreRow], targets: Sequence[Decimal]) -> Iterator[Decimal | None]:
    """The KPI target bonus of each row; neighbours of one weight in one segment share the amount."""
    part: Decimal | None = None
    segment, weight = -1, None
    for row in rows:
        if row.segment != segment or row.weight != weight:
            segment, weight = row.segment, row.weight
            part = None if weight is None else weight * targets[segment]
        yield part


def _target_bonus(
    segment: Segment, salary: Decimal, span_amount: Callable[[Decimal], Decimal], share: Decimal
) -> Decimal:
    if segment.percent is not None:
        whole = salary * segment.percent
    elif segment.amount is not None:
        whole = span_amount(segment.amount)
    else:
        return ZERO
    return whole if share == ONE else whole * share


def exchange(prepared: Prepared, row: ScoreRow) -> Decimal:
    """What a unit of the KPI's money is in the person's currency."""
    own = prepared.people[row.person].employee.currency
    unit = row.kpi.unit.upper()
    source = unit if unit in prepared.plan.steps_of else prepared.plan.settings.currency
    if source == own:
        return ONE
    return prepared.rates.get(source, ONE) / prepared.rates.get(own, ONE)


def direct_money(prepared: Prepared, row: ScoreRow, result: Decimal | None) -> Decimal:
    """The money of an amount or rate KPI in the person's currency, for the row's part of the time."""
    if result is None:
        return ZERO
    money = result
    if not makes_money(row):
        money = result * (row.number or ZERO)
    days = prepared.segments[row.segment].days
    if row.row.pays is Pays.AMOUNT:
        money = money * days / prepared.clock.span.days
    elif days != row.kpi_days:
        money = money * days / row.kpi_days
    rate = exchange(prepared, row)
    return money if rate == ONE else money * rate
