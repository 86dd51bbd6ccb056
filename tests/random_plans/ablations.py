"""The table of features: for each its name and the change that takes it out of a plan's sheets, in place.

Each change returns whether the plan had the feature. Settings, columns and choices are here; what no single cell
holds is in `ablations_of_sheets`, the formula language in `ablations_of_formulas`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.random_plans.ablations_of_formulas import FORMULA_ABLATIONS
from tests.random_plans.ablations_of_sheets import SHEET_ABLATIONS
from tests.random_plans.form import Sheets

Ablation = Callable[[Sheets], bool]
Test = Callable[[dict[str, Any]], bool]


def setting(name: str, value: object = None, instead: object = None) -> Ablation:
    """A setting falls to its default, or to the choice `instead`; with `value`, where it has that value."""

    def change(sheets: Sheets) -> bool:
        rows = sheets["Plan"]
        for row in rows:
            if row["Setting"] == name and (value is None or row["Value"] == value):
                if instead is None:
                    rows.remove(row)
                else:
                    row["Value"] = instead
                return True
        return False

    return change


def default_setting(name: str, value: str, instead: object, beside: str | None = None) -> Ablation:
    """A setting at its default, written or not, takes another choice; only where the setting `beside` is given."""

    def change(sheets: Sheets) -> bool:
        rows = {row["Setting"]: row for row in sheets["Plan"]}
        if (name in rows and rows[name]["Value"] != value) or (beside and beside not in rows):
            return False
        if name in rows:
            rows[name]["Value"] = instead
        else:
            sheets["Plan"].append({"Setting": name, "Value": instead})
        return True

    return change


def cells(sheet: str, column: str, value: object = None, instead: object = None, where: Test | None = None) -> Ablation:
    """The cells of a column, or those that hold `value`, are blanked or become `instead`, in the rows `where`."""

    def change(sheets: Sheets) -> bool:
        found = False
        for row in sheets.get(sheet, []):
            held = row.get(column)
            if held is None or (value is not None and held != value) or (where and not where(row)):
                continue
            found = True
            if instead is None:
                del row[column]
            else:
                row[column] = instead
        return found

    return change


def blanks(sheet: str, column: str, instead: object, where: Test | None = None) -> Ablation:
    """Blank cells of a column, which mean its default, take another choice."""

    def change(sheets: Sheets) -> bool:
        found = False
        for row in sheets.get(sheet, []):
            if row.get(column) is None and (where is None or where(row)):
                row[column] = instead
                found = True
        return found

    return change


def times(sheet: str, column: str, factor: str, where: Test | None = None) -> Ablation:
    """The numbers of a column times a factor."""

    def change(sheets: Sheets) -> bool:
        found = False
        for row in sheets.get(sheet, []):
            if isinstance(row.get(column), Decimal) and row[column] != 0 and (where is None or where(row)):
                row[column] *= Decimal(factor)
                found = True
        return found

    return change


def removed(sheet: str, where: Test | None = None) -> Ablation:
    """A sheet, or its rows `where`, is removed."""

    def change(sheets: Sheets) -> bool:
        rows = sheets.get(sheet, [])
        kept = [row for row in rows if where and not where(row)]
        if len(kept) == len(rows):
            return False
        if kept:
            sheets[sheet] = kept
        else:
            del sheets[sheet]
        return True

    return change


def is_for(kind: str) -> Test:
    """Rows for an employee, everyone, or a kind of thing named by its prefix."""

    def test(row: dict[str, Any]) -> bool:
        whose = str(row.get("For", "*"))
        if kind == "employee":
            return whose != "*" and ":" not in whose
        return whose == kind or whose.startswith(kind + ":")

    return test


def better(direction: str) -> Test:
    """Rows of the sheet KPIs with this `Better`."""
    return lambda row: row["Better"] == direction


def own_rule(direction: str) -> Test:
    """Rows of the sheet KPIs with this `Better` whose attainment is a formula."""
    rules = {"ratio", "inverse", "index", "band", "met", "value"}
    return lambda row: row["Better"] == direction and row.get("Attainment", "ratio") not in rules


def both(first: Ablation, second: Ablation) -> Ablation:
    """Either of two changes, both made."""

    def change(sheets: Sheets) -> bool:
        made = first(sheets)
        return second(sheets) or made

    return change


SETTINGS: dict[str, Ablation] = {
    "Salary is per = year": default_setting("Salary is per", "year", "month"),
    "Salary is per = month": setting("Salary is per", "month"),
    "Salary is per = period": setting("Salary is per", "period"),
    "Salary is = full-time": default_setting("Salary is", "full-time", "actual"),
    "Salary is = actual": setting("Salary is", "actual"),
    "Target amount is per = period": default_setting("Target amount is per", "period", "year"),
    "Target amount is per = year": setting("Target amount is per", "year"),
    "Year starts": setting("Year starts"),
    "Rounding": setting("Rounding"),
    "Rounding mode = half up": default_setting("Rounding mode", "half up", "down"),
    "Rounding mode = half even": setting("Rounding mode", "half even"),
    "Rounding mode = up": setting("Rounding mode", "up"),
    "Rounding mode = down": setting("Rounding mode", "down"),
    "Proration = calendar days": default_setting("Proration", "calendar days", "none"),
    "Proration = 30/360": setting("Proration", "30/360"),
    "Proration = whole months": setting("Proration", "whole months"),
    "Proration = none": setting("Proration", "none"),
    "Start cut-off": setting("Start cut-off"),
    "End cut-off": setting("End cut-off"),
    "Minimum service": setting("Minimum service"),
    "Weights = relative": setting("Weights", "relative", "as given"),
    "Weights = as given": setting("Weights", "as given", "relative"),
    "Round results": setting("Round results"),
    "Round score": setting("Round score"),
    "If actual is missing = zero": setting("If actual is missing", "zero", "target"),
    "If actual is missing = target": setting("If actual is missing", "target", "zero"),
    "If actual is missing = leave out": setting("If actual is missing", "leave out", "zero"),
    "Overall scale": setting("Overall scale"),
    "Cap": setting("Cap"),
    "Cap covers = bonus": default_setting("Cap covers", "bonus", "all", "Cap"),
    "Cap covers = all": setting("Cap covers", "all"),
    "Negative payout = zero": default_setting("Negative payout", "zero", "allow"),
    "Negative payout = allow": setting("Negative payout", "allow"),
    "Earnings = discrete": default_setting("Earnings", "discrete", "cumulative"),
    "Earnings = cumulative": setting("Earnings", "cumulative"),
    "If overpaid = carry": default_setting("If overpaid", "carry", "reclaim"),
    "If overpaid = reclaim": setting("If overpaid", "reclaim"),
    "Budget": setting("Budget"),
    "Budget covers = bonus": default_setting("Budget covers", "bonus", "all", "Budget"),
    "Budget covers = all": setting("Budget covers", "all"),
    "If over budget = report": default_setting("If over budget", "report", "scale", "Budget"),
    "If over budget = scale": setting("If over budget", "scale"),
}

KPIS: dict[str, Ablation] = {
    f"Attainment = {rule} ({direction})": cells("KPIs", "Attainment", rule, instead, better(direction))
    for direction, rule, instead in (
        ("higher", "index", "1"), ("higher", "value", "1"), ("lower", "inverse", None), ("lower", "index", "1"),
        ("lower", "value", "1"), ("closest", "band", "1"), ("closest", "index", "1"), ("closest", "value", "1"),
        ("yes", "index", "1"), ("yes", "value", "1"),
    )
}  # fmt: skip
for _direction in ("higher", "lower", "closest"):
    KPIS[f"Attainment = ratio ({_direction})"] = both(
        cells("KPIs", "Attainment", "ratio", "1", better(_direction)),
        blanks("KPIs", "Attainment", "1", better(_direction)),
    )
for _direction in ("higher", "lower", "closest", "yes"):
    KPIS[f"Attainment = formula ({_direction})"] = cells("KPIs", "Attainment", None, "1", own_rule(_direction))
KPIS["Attainment = met (yes)"] = both(
    cells("KPIs", "Attainment", "met", "1", better("yes")), blanks("KPIs", "Attainment", "1", better("yes"))
)
for _held, _other in (
    ("sum", "average"), ("average", "sum"), ("last", "sum"), ("max", "min"), ("min", "max"),
):  # fmt: skip
    KPIS[f"Combine = {_held}"] = cells("KPIs", "Combine", _held, _other)
KPIS |= {
    "Part period = prorate": cells("KPIs", "Part period", "prorate"),
    "Measured over = year to date": cells("KPIs", "Measured over", "year to date"),
    "If missing = zero": cells("KPIs", "If missing", "zero", "target"),
    "If missing = target": cells("KPIs", "If missing", "target", "zero"),
    "If missing = leave out": cells("KPIs", "If missing", "leave out", "zero"),
}

COLUMNS: dict[str, Ablation] = {
    "Matrix.Employee": removed("Matrix", lambda row: "Employee" in row),
    "Matrix.Employee in any role": removed("Matrix", lambda row: "Employee" in row and row["Role"] == "*"),
    "Matrix.Threshold": times("Matrix", "Threshold", "0.95"),
    "Matrix.Target": times("Matrix", "Target", "0.97"),
    "Matrix.Maximum": times("Matrix", "Maximum", "1.02"),
    "Matrix.Cap": cells("Matrix", "Cap"),
    "Pays = share": cells("Matrix", "Pays", "share", "amount"),
    "Pays = amount": cells("Matrix", "Pays", "amount", "rate"),
    "Pays = rate": cells("Matrix", "Pays", "rate", "amount"),
    "Targets.Threshold": cells("Targets", "Threshold"),
    "Targets.Target": cells("Targets", "Target"),
    "Targets.Maximum": cells("Targets", "Maximum"),
    "Targets.Weight": cells("Targets", "Weight"),
    "Targets.Role": cells("Targets", "Role"),
    "Targets for an employee": removed("Targets", is_for("employee")),
    "Targets by team": removed("Targets", is_for("team")),
    "Targets by department": removed("Targets", is_for("department")),
    "Targets for everyone": removed("Targets", is_for("*")),
    "sheet Targets": removed("Targets"),
    "Employees.Salary": times("Employees", "Salary", "2"),
    "Employees.Target bonus %": times("Employees", "Target bonus %", "0.5"),
    "Employees.Target bonus amount": times("Employees", "Target bonus amount", "0.5"),
    "Employees.Role": cells("Employees", "Role", "rep", "lead"),
    "Employees.Team": cells("Employees", "Team"),
    "Employees.Department": cells("Employees", "Department"),
    "Employees.Manager, in a condition": cells("Employees", "Manager"),
    "Employees.FTE": cells("Employees", "FTE"),
    "Employees.Start": cells("Employees", "Start"),
    "Employees.End": cells("Employees", "End"),
    "Employees.Currency": cells("Employees", "Currency"),
    "own column of Employees": times("Employees", "Points", "0.5"),
    "own column with a space": times("Employees", "Base points", "0.5"),
    "own column of text": cells("Employees", "Grade", None, "C"),
    "sheet Assignments": removed("Assignments"),
    "Assignments.To": cells("Assignments", "To"),
    "Assignments.Role": cells("Assignments", "Role"),
    "Assignments.Salary": cells("Assignments", "Salary"),
    "Assignments.Target bonus %": cells("Assignments", "Target bonus %"),
    "Assignments.Target bonus amount": cells("Assignments", "Target bonus amount"),
    "Assignments.FTE": cells("Assignments", "FTE"),
    "Assignments.Team": cells("Assignments", "Team"),
    "Assignments.Department": cells("Assignments", "Department"),
    "sheet Absences": removed("Absences"),
    "Absences.Counts as": cells("Absences", "Counts as"),
    "Actuals.Role": removed("Actuals", lambda row: "Role" in row),
    "sheet Factors": removed("Factors"),
    "Factors.Use = multiply": removed("Factors", lambda row: row.get("Use") != "value"),
    "Factors.Use = value": times("Factors", "Value", "0.5", lambda row: row.get("Use") == "value"),
    "Factors for an employee": removed("Factors", is_for("employee")),
    "Factors for a role": removed("Factors", is_for("role")),
    "Factors for a team": removed("Factors", is_for("team")),
    "Factors for a department": removed("Factors", is_for("department")),
    "Factors for everyone": removed("Factors", is_for("*")),
    "sheet Gates": removed("Gates"),
    "Gates.Multiply by": cells("Gates", "Multiply by"),
    "Gates.Limit to": cells("Gates", "Limit to"),
    "Gates.Limit to beside Multiply by": cells(
        "Gates", "Limit to", where=lambda row: row.get("Multiply by") is not None
    ),
    "Gates.For": cells("Gates", "For"),
    "Acts on = bonus": removed("Gates", lambda row: row.get("Acts on", "bonus") == "bonus"),
    "Acts on = all": removed("Gates", lambda row: row.get("Acts on") == "all"),
    "Acts on = kpi:": removed("Gates", lambda row: str(row.get("Acts on")).startswith("kpi:")),
    "Acts on = section:": removed("Gates", lambda row: str(row.get("Acts on")).startswith("section:")),
    "sheet Overrides": removed("Overrides"),
    "Overrides kpi:": removed("Overrides", lambda row: row["What"].startswith("kpi:")),
    "Overrides kpi: without a figure": times("Overrides", "Value", "0.5", lambda row: row["Reason"] == "No figure"),
    "Overrides section:": removed("Overrides", lambda row: row["What"].startswith("section:")),
    "Overrides score": removed("Overrides", lambda row: row["What"] == "score"),
    "Overrides payout %": removed("Overrides", lambda row: row["What"] == "payout %"),
    "Overrides for an employee": removed("Overrides", is_for("employee")),
    "Overrides for a role": removed("Overrides", is_for("role")),
    "Overrides for a team": removed("Overrides", is_for("team")),
    "Overrides for a department": removed("Overrides", is_for("department")),
    "Overrides for everyone": removed("Overrides", is_for("*")),
    "Adjustments": removed("Adjustments"),
    "Paid": removed("Paid"),
    "Paid.Kind = forgiven": cells("Paid", "Kind", "forgiven"),
    "Rates": times("Rates", "Rate", "2"),
}

SCALES: dict[str, Ablation] = {
    "Measured in = value": cells("Scales", "Measured in", "value", "attainment"),
    "Measured in = index": cells("Scales", "Measured in", "index"),
    "Between = step": cells("Scales", "Between", "step"),
    "Between = slices": cells("Scales", "Between", "slices", "step"),
    "Between = formula": cells("Scales", "Formula", None, "0.5"),
    "Below first = hold": cells("Scales", "Below first", "hold"),
    "Above last = continue": cells("Scales", "Above last", "continue"),
    "Boundary = to": cells("Scales", "Boundary", "to"),
    "named point threshold": cells("Scales", "At", "threshold", Decimal("0.6")),
    "named point target": cells("Scales", "At", "target", Decimal("1.01")),
    "named point maximum": cells("Scales", "At", "maximum", Decimal("1.3")),
}

ABLATIONS: dict[str, Ablation] = {**SETTINGS, **KPIS, **COLUMNS, **SCALES, **SHEET_ABLATIONS, **FORMULA_ABLATIONS}
