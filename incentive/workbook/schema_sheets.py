"""The sheets of the workbook in the order of the reference page.

Pure data: one `SheetShape` a sheet, one `Column` a column, whose id is the field of the record that it fills. What a
column does is calculation, not here; its help is for the person who fills it in.
"""

from incentive.workbook.schema_forms import SheetShape
from incentive.workbook.schema_people import ABSENCES, ACTUALS, ADJUSTMENTS, ASSIGNMENTS, EMPLOYEES, PAID, RATES
from incentive.workbook.schema_rules import GOALS, GRID, KPIS, MATRIX, PLAN, SCALES, SECTIONS, TARGETS
from incentive.workbook.schema_steps import EXPORTS, FACTORS, FORMULAS, GATES, OVERRIDES, SCENARIOS, SOURCES, STATEMENT

SHEETS: tuple[SheetShape, ...] = (
    PLAN,
    KPIS,
    GOALS,
    MATRIX,
    TARGETS,
    SECTIONS,
    SCALES,
    GRID,
    EMPLOYEES,
    ASSIGNMENTS,
    ABSENCES,
    ACTUALS,
    FACTORS,
    GATES,
    OVERRIDES,
    ADJUSTMENTS,
    PAID,
    RATES,
    FORMULAS,
    SOURCES,
    EXPORTS,
    STATEMENT,
    SCENARIOS,
)
