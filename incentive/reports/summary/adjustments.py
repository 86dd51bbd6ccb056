"""The sheet of adjustments: amounts beside the plan, with reason, approval and cells.

A calculation comes in, a sheet goes out.
"""

from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.reports.summary.tables import currencies, decimals_of, total
from incentive.reports.summary.texts import PLACES, place_cells
from incentive.sheets import Block, SheetColumn, SheetContent, Tone


def adjustments_sheet(calculation: Calculation) -> SheetContent | None:
    """One line an adjustment, totals by currency; None where there is no adjustment."""
    plan = calculation.plan
    if not plan.adjustments:
        return None
    names = {employee.id: employee for employee in plan.employees}
    rows = []
    sums: dict[str, list[Decimal]] = {currency: [] for currency in currencies(plan)}
    for one in plan.adjustments:
        employee = names.get(one.employee)
        currency = employee.currency if employee else plan.settings.currency
        sums.setdefault(currency, []).append(one.amount)
        name = employee.name if employee else None
        rows.append(
            (one.employee, name, one.amount, currency, one.reason, one.approved_by, one.day, *place_cells(plan, one.at))
        )
    columns = (
        SheetColumn("Employee", tone=Tone.INPUT),
        SheetColumn("Name", tone=Tone.INPUT),
        SheetColumn("Amount", "", "money", Tone.INPUT, decimals_of(plan)),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("Reason", tone=Tone.INPUT),
        SheetColumn("ApprovedBy", "Approved by", tone=Tone.INPUT),
        SheetColumn("Date", "", "date", Tone.INPUT),
        *PLACES,
    )
    lines = tuple(
        (f"Total {currency}", None, total(iter(amounts)), currency, *(None,) * 6)
        for currency, amounts in sums.items()
        if amounts
    )
    return SheetContent("Adjustments", (Block(columns, rows, lines),), frozen=2)
