"""How records of a plan stand on a sheet: for each sheet of the workbook the fields of its records as columns.

Pure data. A column is named as on the sheet (tested against the workbook's shape); its unit is how its values look.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """A sheet: the plan's field with its records, its name, and its columns as field, name and unit."""

    records: str
    sheet: str
    columns: tuple[tuple[str, str, str], ...]


_FOR, _KPI, _ROLE = ("subject", "For", "text"), ("kpi", "KPI", "text"), ("role", "Role", "text")
_EMPLOYEE, _FROM, _TO = ("employee", "Employee", "text"), ("start", "From", "date"), ("to", "To", "date")
_REASON, _APPROVED = ("reason", "Reason", "text"), ("approved_by", "Approved by", "text")
_FIGURES = (("threshold", "Threshold", "kpi"), ("target", "Target", "kpi"), ("maximum", "Maximum", "kpi"))
_BONUS = (
    ("salary", "Salary", "number"),
    ("target_bonus_percent", "Target bonus %", "percent"),
    ("target_bonus_amount", "Target bonus amount", "number"),
)
_PLACED = (("team", "Team", "text"), ("department", "Department", "text"))

INPUTS = (
    Shape(
        "employees",
        "Employees",
        (
            ("id", "Employee", "text"),
            ("name", "Name", "text"),
            _ROLE,
            *_BONUS,
            ("email", "Email", "text"),
            *_PLACED,
            ("manager", "Manager", "text"),
            ("fte", "FTE", "percent"),
            ("start", "Start", "date"),
            ("end", "End", "date"),
            ("currency", "Currency", "text"),
            ("language", "Language", "text"),
            ("statement", "Statement", "text"),
        ),
    ),
    Shape("assignments", "Assignments", (_EMPLOYEE, _FROM, _TO, _ROLE, *_BONUS, ("fte", "FTE", "percent"), *_PLACED)),
    Shape("absences", "Absences", (_EMPLOYEE, _FROM, _TO, ("counts_as", "Counts as", "percent"))),
    Shape("actuals", "Actuals", (_FOR, _KPI, ("month", "Month", "text"), _ROLE, ("value", "Value", "kpi"))),
    Shape("targets", "Targets", (_FOR, _KPI, _ROLE, *_FIGURES, ("weight", "Weight", "percent"), _REASON)),
    Shape(
        "factors",
        "Factors",
        (("id", "Factor", "text"), _FOR, ("value", "Value", "number"), ("use", "Use", "text"), _REASON),
    ),
    Shape(
        "gates",
        "Gates",
        (
            ("id", "Gate", "text"),
            _FOR,
            ("condition", "Condition", "text"),
            ("multiply_by", "Multiply by", "percent"),
            ("limit_to", "Limit to", "percent"),
            ("acts_on", "Acts on", "text"),
        ),
    ),
    Shape("overrides", "Overrides", (_FOR, ("what", "What", "text"), ("value", "Value", "number"), _REASON, _APPROVED)),
    Shape(
        "adjustments",
        "Adjustments",
        (_EMPLOYEE, ("amount", "Amount", "number"), _REASON, _APPROVED, ("day", "Date", "date")),
    ),
    Shape(
        "paid",
        "Paid",
        (_EMPLOYEE, ("period", "Period", "text"), ("amount", "Amount", "number"), ("kind", "Kind", "text")),
    ),
)

PARAMETERS = (
    Shape(
        "kpis",
        "KPIs",
        (
            ("id", "KPI", "text"),
            ("name", "Name", "text"),
            ("category", "Category", "text"),
            ("unit", "Unit", "text"),
            ("decimals", "Decimals", "count"),
            ("better", "Better", "text"),
            ("attainment", "Attainment", "text"),
            ("formula", "Formula", "text"),
            ("combine", "Combine", "text"),
            ("part_period", "Part period", "text"),
            ("measured_over", "Measured over", "text"),
            ("level", "Level", "text"),
            ("if_missing", "If missing", "text"),
            ("goals", "Goal", "text"),
            ("source", "Source", "text"),
            ("description", "Description", "text"),
        ),
    ),
    Shape(
        "goals",
        "Goals",
        (("id", "Goal", "text"), ("name", "Name", "text"), ("owner", "Owner", "text"), ("measure", "Measure", "text")),
    ),
    Shape(
        "matrix",
        "Matrix",
        (
            _ROLE,
            _EMPLOYEE,
            _KPI,
            ("section", "Section", "text"),
            ("weight", "Weight", "percent"),
            *_FIGURES,
            ("scale", "Scale", "text"),
            ("cap", "Cap", "percent"),
            ("pays", "Pays", "text"),
        ),
    ),
    Shape("sections", "Sections", (("id", "Section", "text"), ("weight", "Weight", "percent"), _ROLE)),
    Shape(
        "rates",
        "Rates",
        (
            ("currency", "Currency", "text"),
            ("rate", "Rate", "number"),
            ("day", "Date", "date"),
            ("source", "Source", "text"),
        ),
    ),
    Shape(
        "steps",
        "Formulas",
        (
            ("name", "Step", "text"),
            ("formula", "Formula", "text"),
            ("label", "Label", "text"),
            ("unit", "Unit", "text"),
            _ROLE,
            ("split", "Split", "text"),
        ),
    ),
    Shape(
        "scenarios",
        "Scenarios",
        (
            ("scenario", "Scenario", "text"),
            ("sheet", "Sheet", "text"),
            ("row", "Row", "text"),
            ("column", "Column", "text"),
            ("change", "Set", "text"),
            ("description", "Description", "text"),
        ),
    ),
    Shape(
        "sources",
        "Sources",
        (
            ("file", "File", "text"),
            ("sheet", "Sheet", "text"),
            ("read_as", "Read as", "text"),
            ("their_name", "Their name", "text"),
            ("our_name", "Our name", "text"),
            ("decimal_mark", "Decimal mark", "text"),
        ),
    ),
)

# A row a point: the scale's own fields, but for the two that are the point's.
SCALE = (
    ("measured_in", "Measured in"),
    ("between", "Between"),
    ("below_first", "Below first"),
    ("above_last", "Above last"),
    ("boundary", "Boundary"),
    ("formula", "Formula"),
)

# Settings by field and name; the third is the setting without which it decides nothing, as field and value (None: any).
SETTINGS: tuple[tuple[str, str, tuple[str, str | None] | None], ...] = (
    ("plan_name", "Plan name", None),
    ("organisation", "Organisation", None),
    ("period", "Period", None),
    ("currency", "Currency", None),
    ("language", "Language", None),
    ("salary_per", "Salary is per", None),
    ("salary_is", "Salary is", None),
    ("target_amount_per", "Target amount is per", None),
    ("year_starts", "Year starts", None),
    ("rounding", "Rounding", None),
    ("rounding_mode", "Rounding mode", None),
    ("proration", "Proration", None),
    ("start_cutoff", "Start cut-off", ("proration", "whole months")),
    ("end_cutoff", "End cut-off", ("proration", "whole months")),
    ("minimum_service", "Minimum service", None),
    ("paid_on", "Paid on", None),
    ("questions_until", "Questions until", None),
    ("contact", "Contact", None),
    ("weights", "Weights", None),
    ("round_results", "Round results", None),
    ("round_score", "Round score", None),
    ("if_missing", "If actual is missing", None),
    ("overall_scale", "Overall scale", None),
    ("cap", "Cap", None),
    ("cap_covers", "Cap covers", ("cap", None)),
    ("negative_payout", "Negative payout", None),
    ("earnings", "Earnings", None),
    ("if_overpaid", "If overpaid", ("earnings", "cumulative")),
    ("budget", "Budget", None),
    ("budget_covers", "Budget covers", ("budget", None)),
    ("if_over_budget", "If over budget", ("budget", None)),
)

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
