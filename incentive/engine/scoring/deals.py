"""Deal by deal: every Actuals row of a KPI that combines `each`, put through the scale by itself.

In come prepared rows; out comes one `DealRow` per segment, KPI and row of Actuals with its figure and its money, and
the sums that stand as the rows' results. Source: `Combine = each` in the calculation reference.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from incentive.engine.preparation.figures import Figure
from incentive.engine.preparation.prepared import Prepared, ScoreRow, State, makes_money
from incentive.engine.preparation.soundness import refuses_inverse
from incentive.engine.scoring.blocks import ScoreColumns, Scorer, blocks_of, note_faults
from incentive.numbers import ONE, ZERO, exact_arithmetic
from incentive.plan.choices import Between, Combine
from incentive.plan.records import Actual


@dataclass(frozen=True, slots=True)
class DealRow:
    """One deal: the row of Scores it belongs to, its record, what its scale gave and the money in the KPI's unit."""

    row: int
    actual: Actual
    number: Decimal
    attainment: Decimal | None
    scaled: Decimal | None
    money: Decimal


def deal_rows(prepared: Prepared, columns: ScoreColumns) -> list[DealRow]:
    """All deals in order; the rows' results become the sums of their deals' money."""
    parts: list[tuple[int, Actual, ScoreRow]] = []
    totals: dict[int, Decimal] = {}
    for number, row in enumerate(prepared.rows):
        if row.kpi.combine is not Combine.EACH or row.state is not State.NORMAL:
            continue
        totals[number] = ZERO
        for actual in row.figure.rows:
            part = _part(row, actual)
            if refuses_inverse(prepared, part, part.number):
                row.state = State.OUT
            else:
                parts.append((number, actual, part))
    if not totals:
        return []
    found = ScoreColumns.blank(len(parts))
    scorer = Scorer(prepared.curves, None, deals=True)
    scorer.run(blocks_of([part for _, _, part in parts]), found)
    deals = []
    with exact_arithmetic():
        for position, (number, actual, part) in enumerate(parts):
            scaled = found.scaled[position]
            figure = part.number or ZERO
            money = ZERO if scaled is None else scaled if _is_money(part) else scaled * figure
            totals[number] += money
            deals.append(DealRow(number, actual, figure, found.attainment[position], scaled, money))
    for number, total in totals.items():
        columns.scaled[number] = columns.capped[number] = total
    note_faults(prepared, scorer)
    return deals


def _part(row: ScoreRow, actual: Actual) -> ScoreRow:
    """A row of Scores that has one deal for its figure."""
    number = ONE if actual.value is True else ZERO if actual.value is False else actual.value
    return replace(row, number=number, actual=actual.value, figure=Figure(actual.value, (actual,)))


def _is_money(row: ScoreRow) -> bool:
    """Whether what the scale gives for one deal is money, not a rate on it."""
    sliced = row.scale is not None and row.scale.between is Between.SLICES
    return sliced or (makes_money(row) and row.row.pays.value == "amount")
