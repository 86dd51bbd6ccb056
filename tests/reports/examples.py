"""The example workbooks as tests of reports use them: read, calculated and traced once."""

from functools import cache
from pathlib import Path

from incentive.engine.calculate import calculate, trace_of
from incentive.engine.tables import Calculation
from incentive.engine.tracing.trace import Trace
from incentive.reports.manifest import InputFile, Run
from incentive.workbook import read_plan

FOLDER = Path(__file__).parents[2] / "example_workbooks"
NAMES = ("kpi_matrix", "sales_quarter", "marketing_quarter", "executive_annual", "commission")
RUN = Run("7f3a9c21", (InputFile("plan.xlsx", "ab" * 32),), {}, {"incentive": "0"})


@cache
def calculation(name: str) -> Calculation:
    plan, _ = read_plan(FOLDER / f"{name}.xlsx")
    assert plan is not None
    return calculate(plan)


@cache
def traces(name: str) -> tuple[Trace, ...]:
    whole = calculation(name)
    return tuple(trace_of(whole, number) for number in range(len(whole.plan.employees)))
