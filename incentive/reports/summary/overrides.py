"""The sheet of overrides: each result set by decision, with reason, approval and the cells it was read from.

A calculation comes in, a sheet goes out.
"""

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.plan.records import Override
from incentive.reports.summary.records import PLACES, place_cells, subject_text
from incentive.sheets import Block, Cell, SheetColumn, SheetContent, Tone


def overrides_sheet(calculation: Calculation) -> SheetContent | None:
    """One line an override; None where there is none."""
    plan = calculation.plan
    if not plan.overrides:
        return None
    names = {employee.id: employee.name for employee in plan.employees}
    rows: list[tuple[Value | Cell, ...]] = [
        (
            subject_text(one.subject),
            names.get(one.subject.name),
            f"{one.what.kind}:{one.what.name}" if one.what.name else one.what.kind,
            _value(one, calculation),
            one.reason,
            one.approved_by,
            *place_cells(plan, one.at),
        )
        for one in plan.overrides
    ]
    columns = (
        SheetColumn("For", tone=Tone.INPUT),
        SheetColumn("Name", tone=Tone.INPUT),
        SheetColumn("What", tone=Tone.INPUT),
        SheetColumn("Value", "The result that stands", "percent", Tone.INPUT),
        SheetColumn("Reason", tone=Tone.INPUT),
        SheetColumn("ApprovedBy", "Approved by", tone=Tone.INPUT),
        *PLACES,
    )
    return SheetContent("Overrides", (Block(columns, rows),))


def _value(one: Override, calculation: Calculation) -> Value | Cell:
    """A share, or money where the KPI pays money."""
    if one.what.kind == "kpi":
        rows = [row for row in calculation.plan.matrix if row.kpi == one.what.name]
        if rows and all(row.pays.value == "amount" for row in rows):
            return Cell(one.value, "money")
    return one.value
