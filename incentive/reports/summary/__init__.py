"""The summary workbook: the whole calculation for someone with ten minutes who signs it.

A calculation and its run come in, the bytes of an `.xlsx` go out, the same for the same input. Sheets stand in reading
order, from the answer to the inputs; those without rows are left out, but Problems. Nothing here calculates a payout.
"""

from incentive.engine.tables import Calculation
from incentive.numbers import exact_arithmetic
from incentive.reports.legible import legible
from incentive.reports.manifest import Run
from incentive.reports.summary.adjustments import adjustments_sheet
from incentive.reports.summary.closing import about_sheet, problems_sheet
from incentive.reports.summary.kpis import kpi_map_sheet, kpis_sheet
from incentive.reports.summary.overrides import overrides_sheet
from incentive.reports.summary.records import inputs_sheet, parameters_sheet, records_sheet
from incentive.reports.summary.tables import table_sheet
from incentive.reports.summary.texts import without_blank
from incentive.reports.summary.totals import bands_sheet, departments_sheet, summary_sheet
from incentive.sheets import Properties, SheetContent, workbook

__all__ = ["SHEETS", "summary_sheets", "summary_xlsx"]

SHEETS = (
    "Summary",
    "Payouts",
    "Assignments",
    "Scores",
    "Deals",
    "Departments",
    "KPIs",
    "KPI map",
    "Bands",
    "Overrides",
    "Adjustments",
    "Inputs",
    "Records",
    "Parameters",
    "Problems",
    "About",
)


def summary_xlsx(calculation: Calculation, run: Run) -> bytes:
    """The summary workbook of a run."""
    settings = calculation.plan.settings
    plan = legible(settings.plan_name)
    foot = f"{plan} · run {run.id} · confidential"
    with exact_arithmetic():
        return workbook(summary_sheets(calculation, run), Properties(f"{plan}: summary", settings.period.name, foot))


def summary_sheets(calculation: Calculation, run: Run) -> list[SheetContent]:
    """The sheets as plain data, in reading order."""
    made = [
        summary_sheet(calculation, run),
        table_sheet(calculation, calculation.payouts),
        table_sheet(calculation, calculation.assignments),
        table_sheet(calculation, calculation.scores),
        table_sheet(calculation, calculation.deals),
        departments_sheet(calculation),
        kpis_sheet(calculation),
        kpi_map_sheet(calculation),
        bands_sheet(calculation),
        without_blank(overrides_sheet(calculation), "File"),
        without_blank(adjustments_sheet(calculation), "File"),
        inputs_sheet(calculation),
        records_sheet(calculation),
        parameters_sheet(calculation),
        problems_sheet(calculation),
    ]
    sheets = [sheet for sheet in made if sheet is not None]
    return [*sheets, about_sheet(calculation, run, (*(sheet.name for sheet in sheets), "About"))]
