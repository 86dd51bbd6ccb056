"""Explain: one person's way from the cells to the payout.

In come a workbook, an employee's id or name and perhaps a KPI's, out go the same explanation as text and as plain data.
The words are the reports'; the trace is the engine's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from incentive.engine.calculate import trace_of
from incentive.engine.tracing.trace import Trace
from incentive.i18n.phrases import phrase
from incentive.problems import Problem
from incentive.reports.explain import explain_data, explain_text
from incentive.reports.overruled import Changes
from incentive.runs.check import calculated, check
from incentive.runs.exits import wrong_use
from incentive.runs.given import nearest, require_employee
from incentive.runs.progress import Progress, silent
from incentive.workbook.sources.given import Given


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation, for people and for programs, and what was noticed about the workbook."""

    text: str
    data: Mapping[str, object]
    problems: tuple[Problem, ...]


def explain(
    path: Path,
    employee: str,
    kpi: str | None = None,
    progress: Progress = silent,
    given: Given | None = None,
    language: str | None = None,
) -> Explained:
    """Explain one person's payout, or one KPI of it, in a language if not in the person's own.

    Stop where the workbook has errors or lacks what is named.
    """
    checked = check(path, progress, given)
    plan, calculation = calculated(checked)
    number = require_employee(plan, employee, by_name=True)
    trace = Changes(calculation).told(trace_of(calculation, number), number)
    if kpi is not None:
        _require_kpi(trace, kpi)
    return Explained(
        text=explain_text(trace, plan, kpi, language),
        data=explain_data(trace, plan, kpi),
        problems=calculation.problems,
    )


def _require_kpi(trace: Trace, wanted: str) -> None:
    known = list(dict.fromkeys(score.kpi.id for score in trace.scores))
    if wanted in known:
        return
    near = nearest(wanted, known)
    hint = phrase("The KPIs are: {kpis}.", kpis=", ".join(known) or phrase("none"))
    if near:
        hint = phrase('Did you mean "{near}"?', near=near)
    raise wrong_use("RN015", employee=trace.employee.id, kpi=wanted, near=hint)
