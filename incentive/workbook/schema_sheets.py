"""The sheets of the workbook and their columns, in the order of the reference page.

Pure data: one `SheetShape` a sheet, one `Column` a column, whose id is the field of the record that it fills. What a
column does is calculation, not here; its help is for the person who fills it in.
"""

from decimal import Decimal

from incentive.plan.choices import (
    AboveLast,
    BelowFirst,
    Better,
    Between,
    Boundary,
    Category,
    Combine,
    IfMissing,
    Level,
    MeasuredIn,
    MeasuredOver,
    PaidKind,
    PartPeriod,
    Pays,
    Rule,
    Use,
)
from incentive.workbook.schema_forms import Column, Kind, SheetShape, Thing

_NONE = Decimal(0)
_ALL = Decimal(1)
_MOST_DECIMALS = Decimal(10)

_PLAN = SheetShape(
    "plan",
    "Plan",
    "The plan's settings, one a row.",
    (
        Column("setting", "Setting", Kind.TEXT, "The setting's name.", required=True),
        Column("value", "Value", Kind.TEXT, "Its value."),
    ),
    required=True,
)

_KPIS = SheetShape(
    "kpis",
    "KPIs",
    "The indicators, one a row.",
    (
        Column("id", "KPI", Kind.ID, "A short id, used on every other sheet and in formulas.", required=True),
        Column("name", "Name", Kind.TEXT, "Its name as statements print it."),
        Column("category", "Category", Kind.CHOICE, "The kind of indicator.", choices=Category),
        Column("unit", "Unit", Kind.UNIT, "`%`, `count`, `days`, `score`, a currency such as `EUR`, or any word."),
        Column(
            "decimals",
            "Decimals",
            Kind.WHOLE,
            "Decimals to show; nothing is rounded by it.",
            least=_NONE,
            most=_MOST_DECIMALS,
        ),
        Column("better", "Better", Kind.CHOICE, "Which way it is good.", required=True, choices=Better),
        Column(
            "attainment",
            "Attainment",
            Kind.RULE,
            "How the actual is measured against the target: a rule, or a formula over `Actual`, `Target`, "
            "`Threshold`, `Maximum`.",
            choices=Rule,
            default="ratio; met where Better is yes",
        ),
        Column("formula", "Formula", Kind.FORMULA, "Over inputs and other KPIs, such as `Clicks / Impressions`."),
        Column(
            "combine",
            "Combine",
            Kind.CHOICE,
            "How several months make one figure; `each`: deal by deal.",
            choices=Combine,
        ),
        Column(
            "part_period",
            "Part period",
            Kind.CHOICE,
            "Whether a joiner's target shrinks.",
            choices=PartPeriod,
            default="full",
        ),
        Column(
            "measured_over",
            "Measured over",
            Kind.CHOICE,
            "The months whose figures count.",
            choices=MeasuredOver,
            default="period",
        ),
        Column("level", "Level", Kind.CHOICE, "Whose actual counts.", choices=Level, default="person"),
        Column(
            "if_missing",
            "If missing",
            Kind.CHOICE,
            "What the KPI counts as without an actual.",
            choices=IfMissing,
            default="the setting `If actual is missing`",
        ),
        Column("goals", "Goal", Kind.LIST, "The company goals that it serves, `;` between them.", refers=Thing.GOAL),
        Column("source", "Source", Kind.TEXT, "Who or what supplies the figure."),
        Column("description", "Description", Kind.TEXT, "What it measures, in a sentence."),
    ),
    thing=Thing.KPI,
)

_GOALS = SheetShape(
    "goals",
    "Goals",
    "What the company wants, the top of the KPI matrix. No amount depends on it.",
    (
        Column("id", "Goal", Kind.ID, "A short id.", required=True),
        Column("name", "Name", Kind.TEXT, "The goal in words."),
        Column("owner", "Owner", Kind.TEXT, "Who answers for it."),
        Column(
            "measure",
            "Measure",
            Kind.ID,
            "The KPI or input whose figure shows whether it is reached.",
            refers=Thing.FIGURE,
        ),
    ),
    thing=Thing.GOAL,
)

_MATRIX = SheetShape(
    "matrix",
    "Matrix",
    "The KPI matrix: one row per role and KPI.",
    (
        Column("role", "Role", Kind.ID, "The role; `*` for everyone.", required=True, refers=Thing.ROLE, everyone=True),
        Column(
            "employee",
            "Employee",
            Kind.ID,
            "One person's id: the row then wins over the role's row for that KPI.",
            refers=Thing.EMPLOYEE,
        ),
        Column("kpi", "KPI", Kind.ID, "The KPI's id.", required=True, refers=Thing.KPI),
        Column("section", "Section", Kind.ID, "A group of KPIs.", refers=Thing.SECTION),
        Column(
            "weight",
            "Weight",
            Kind.WEIGHT,
            "The KPI's share of the target bonus; blank only where it pays an amount or a rate.",
            required=True,
            least=_NONE,
        ),
        Column("threshold", "Threshold", Kind.FIGURE, "The least that counts (base)."),
        Column("target", "Target", Kind.FIGURE, "What is expected (norm)."),
        Column("maximum", "Maximum", Kind.FIGURE, "The most that counts (goal)."),
        Column("scale", "Scale", Kind.ID, "The scale that turns attainment into pay.", refers=Thing.SCALE),
        Column("cap", "Cap", Kind.PERCENT, "Most the KPI can score.", least=_NONE),
        Column("pays", "Pays", Kind.CHOICE, "What the KPI's result is.", choices=Pays, default="share"),
    ),
)

_TARGETS = SheetShape(
    "targets",
    "Targets",
    "Personal or team targets that override the matrix; a blank cell leaves the matrix's figure.",
    (
        Column("subject", "For", Kind.SUBJECT, "Employee, team, department or `*`.", required=True),
        Column("kpi", "KPI", Kind.ID, "The KPI's id.", required=True, refers=Thing.KPI),
        Column("role", "Role", Kind.ID, "Only for time in this role.", refers=Thing.ROLE),
        Column("threshold", "Threshold", Kind.FIGURE, "As in Matrix."),
        Column("target", "Target", Kind.FIGURE, "As in Matrix."),
        Column("maximum", "Maximum", Kind.FIGURE, "As in Matrix."),
        Column("weight", "Weight", Kind.WEIGHT, "As in Matrix.", least=_NONE),
        Column("reason", "Reason", Kind.TEXT, "Why it differs."),
    ),
)

_SECTIONS = SheetShape(
    "sections",
    "Sections",
    "Only where weights are nested: the matrix's weights then total 100 % within a section.",
    (
        Column("id", "Section", Kind.ID, "The section's name, as in Matrix.", required=True),
        Column(
            "weight",
            "Weight",
            Kind.WEIGHT,
            "The section's share of the target bonus; blank: only formulas read it.",
            required=True,
            least=_NONE,
        ),
        Column("role", "Role", Kind.ID, "Only for this role.", refers=Thing.ROLE),
    ),
    thing=Thing.SECTION,
)

_SCALES = SheetShape(
    "scales",
    "Scales",
    "The bonus scales, one point a row; the settings of a scale stand on its first row.",
    (
        Column("id", "Scale", Kind.ID, "The scale's id, on each of its rows.", required=True),
        Column(
            "x",
            "At",
            Kind.POINT,
            "Where the row begins: a number or percent, or `threshold`, `target`, `maximum`.",
            required=True,
        ),
        Column("pays", "Pays", Kind.POINT, "What it pays there: percent, rate or amount.", required=True),
        Column(
            "measured_in",
            "Measured in",
            Kind.CHOICE,
            "What `At` is.",
            choices=MeasuredIn,
            default="attainment",
            first_row=True,
        ),
        Column(
            "between",
            "Between",
            Kind.CHOICE,
            "What is paid between two rows.",
            choices=Between,
            default="line",
            first_row=True,
        ),
        Column(
            "below_first",
            "Below first",
            Kind.CHOICE,
            "What is paid below the first row.",
            choices=BelowFirst,
            default="zero",
            first_row=True,
        ),
        Column(
            "above_last",
            "Above last",
            Kind.CHOICE,
            "What is paid above the last row.",
            choices=AboveLast,
            default="hold",
            first_row=True,
        ),
        Column(
            "boundary",
            "Boundary",
            Kind.CHOICE,
            "A value exactly on a boundary belongs to the row that starts there (`from`) or ends there (`to`).",
            choices=Boundary,
            default="from",
            first_row=True,
        ),
        Column("formula", "Formula", Kind.FORMULA, "With `Between` = `formula`: an expression of `x`.", first_row=True),
    ),
    thing=Thing.SCALE,
)

_GRID = SheetShape(
    "grid",
    "Grid",
    "A two-way table, on a sheet named `Grid NAME`: the first row and the first column are its axes.",
    (),
    many=True,
    titled=True,
)

_EMPLOYEES = SheetShape(
    "employees",
    "Employees",
    "The people, one a row. Columns of the company's own may be added: formulas can read them.",
    (
        Column("id", "Employee", Kind.ID, "The person's id; leading zeros survive.", required=True),
        Column("name", "Name", Kind.TEXT, "The person's name.", required=True),
        Column("role", "Role", Kind.ID, "The role, as in Matrix.", required=True, refers=Thing.ROLE),
        Column("salary", "Salary", Kind.MONEY, "What `Salary is per` and `Salary is` say.", required=True, least=_NONE),
        Column(
            "target_bonus_percent",
            "Target bonus %",
            Kind.PERCENT,
            "The bonus at 100 %, of salary. This or `Target bonus amount`.",
            least=_NONE,
            bare=1,
        ),
        Column(
            "target_bonus_amount",
            "Target bonus amount",
            Kind.MONEY,
            "The bonus at 100 %, as money. This or `Target bonus %`.",
            least=_NONE,
        ),
        Column("email", "Email", Kind.TEXT, "Where a statement may be sent."),
        Column("team", "Team", Kind.ID, "The team.", refers=Thing.TEAM),
        Column("department", "Department", Kind.ID, "The department.", refers=Thing.DEPARTMENT),
        Column("manager", "Manager", Kind.ID, "The manager's id or name."),
        Column("fte", "FTE", Kind.PERCENT, "Share of full time.", default="1", least=_NONE),
        Column("start", "Start", Kind.DATE, "First day in the plan."),
        Column("end", "End", Kind.DATE, "Last day in the plan."),
        Column(
            "currency",
            "Currency",
            Kind.CURRENCY,
            "Of salary, target amount, adjustments and paid.",
            default="the plan's",
        ),
        Column("language", "Language", Kind.LANGUAGE, "Language of the statement.", default="the plan's"),
        Column("statement", "Statement", Kind.YES_NO, "Whether a statement is written.", default="yes"),
        Column(
            "password", "Password", Kind.UNREAD, "For the statement's file; kept apart from the plan and every log."
        ),
    ),
    required=True,
    own_columns=True,
    thing=Thing.EMPLOYEE,
)

_ASSIGNMENTS = SheetShape(
    "assignments",
    "Assignments",
    "Dated changes within the period; Employees fills the gaps.",
    (
        Column("employee", "Employee", Kind.ID, "The person's id.", required=True, refers=Thing.EMPLOYEE),
        Column("start", "From", Kind.DATE, "First day.", required=True),
        Column("to", "To", Kind.DATE, "Last day; blank: until the field's next row.", default="until further notice"),
        Column("role", "Role", Kind.ID, "As in Employees.", refers=Thing.ROLE),
        Column("salary", "Salary", Kind.MONEY, "As in Employees.", least=_NONE),
        Column("target_bonus_percent", "Target bonus %", Kind.PERCENT, "As in Employees.", least=_NONE, bare=1),
        Column("target_bonus_amount", "Target bonus amount", Kind.MONEY, "As in Employees.", least=_NONE),
        Column("fte", "FTE", Kind.PERCENT, "As in Employees.", least=_NONE),
        Column("team", "Team", Kind.ID, "As in Employees.", refers=Thing.TEAM),
        Column("department", "Department", Kind.ID, "As in Employees.", refers=Thing.DEPARTMENT),
    ),
)

_ABSENCES = SheetShape(
    "absences",
    "Absences",
    "Time away that lowers the bonus base.",
    (
        Column("employee", "Employee", Kind.ID, "The person's id.", required=True, refers=Thing.EMPLOYEE),
        Column("start", "From", Kind.DATE, "First day away.", required=True),
        Column("to", "To", Kind.DATE, "Last day away.", required=True),
        Column(
            "counts_as",
            "Counts as",
            Kind.PERCENT,
            "Share of pay kept in the bonus base.",
            default="0%",
            least=_NONE,
            most=_ALL,
        ),
    ),
)

_ACTUALS = SheetShape(
    "actuals",
    "Actuals",
    "What was achieved: a row a figure, or `For`, `Month` and a column per KPI or input. Several sheets may begin with "
    "this name.",
    (
        Column("subject", "For", Kind.SUBJECT, "Employee, team, department or `*`.", required=True),
        Column(
            "kpi",
            "KPI",
            Kind.ID,
            "A KPI, or an input named in a KPI's formula. Left out where each has a column.",
            required=True,
            refers=Thing.FIGURE,
        ),
        Column("month", "Month", Kind.MONTH, "The month, where figures come by month."),
        Column("role", "Role", Kind.ID, "Only for time in this role.", refers=Thing.ROLE),
        Column(
            "value",
            "Value",
            Kind.FIGURE,
            "The figure; blank: not known yet. Left out where each KPI has a column.",
            required=True,
        ),
    ),
    many=True,
)

_FACTORS = SheetShape(
    "factors",
    "Factors",
    "Multipliers of the bonus, and values that only formulas read.",
    (
        Column("id", "Factor", Kind.ID, "A name, usable in formulas.", required=True),
        Column(
            "subject",
            "For",
            Kind.SUBJECT,
            "Employee, `role:X`, `team:X`, `department:X` or `*`; the most specific row wins.",
            required=True,
        ),
        Column(
            "value", "Value", Kind.RATING, "The multiplier; or a number or text that a formula reads.", required=True
        ),
        Column("use", "Use", Kind.CHOICE, "Whether it multiplies the bonus.", choices=Use, default="multiply"),
        Column("reason", "Reason", Kind.TEXT, "Why."),
    ),
)

_GATES = SheetShape(
    "gates",
    "Gates",
    "Conditions that lower or block a result where they are not met.",
    (
        Column("id", "Gate", Kind.ID, "A name.", required=True),
        Column("subject", "For", Kind.SUBJECT, "As in Factors.", default="*"),
        Column("condition", "Condition", Kind.FORMULA, "A formula that gives true or false.", required=True),
        Column(
            "multiply_by",
            "Multiply by",
            Kind.PERCENT,
            "What the result is multiplied by if not met.",
            default="0%, or 100% where Limit to is given",
            least=_NONE,
        ),
        Column("limit_to", "Limit to", Kind.PERCENT, "Most the result may be if not met.", least=_NONE),
        Column(
            "acts_on",
            "Acts on",
            Kind.TARGET,
            "`bonus`; `all`: direct money too; `section:X`; `kpi:X`.",
            default="bonus",
        ),
    ),
)

_OVERRIDES = SheetShape(
    "overrides",
    "Overrides",
    "Discretion, on the record: the result that stands instead. Statement and summary show both.",
    (
        Column("subject", "For", Kind.SUBJECT, "As in Factors.", required=True),
        Column("what", "What", Kind.TARGET, "`kpi:X`, `section:X`, `score` or `payout %`.", required=True),
        Column("value", "Value", Kind.POINT, "The result that stands instead.", required=True),
        Column("reason", "Reason", Kind.TEXT, "Why.", required=True),
        Column("approved_by", "Approved by", Kind.TEXT, "Who approved it.", required=True),
    ),
)

_ADJUSTMENTS = SheetShape(
    "adjustments",
    "Adjustments",
    "Amounts added or taken, in the person's currency.",
    (
        Column("employee", "Employee", Kind.ID, "The person's id.", required=True, refers=Thing.EMPLOYEE),
        Column("amount", "Amount", Kind.MONEY, "What is added; negative: taken.", required=True),
        Column("reason", "Reason", Kind.TEXT, "Why.", required=True),
        Column("approved_by", "Approved by", Kind.TEXT, "Who approved it.", required=True),
        Column("day", "Date", Kind.DATE, "When it was decided."),
    ),
)

_PAID = SheetShape(
    "paid",
    "Paid",
    "What earlier periods paid, for cumulative plans.",
    (
        Column("employee", "Employee", Kind.ID, "The person's id.", required=True, refers=Thing.EMPLOYEE),
        Column("period", "Period", Kind.PERIOD, "The period that it was for, such as `2026-Q1`.", required=True),
        Column(
            "amount", "Amount", Kind.MONEY, "Written positive, in the person's currency.", required=True, least=_NONE
        ),
        Column(
            "kind", "Kind", Kind.CHOICE, "Money that went out, or a debt forgiven.", choices=PaidKind, default="paid"
        ),
    ),
)

_RATES = SheetShape(
    "rates",
    "Rates",
    "Exchange rates; the latest dated on or before the period's end counts.",
    (
        Column("currency", "Currency", Kind.CURRENCY, "Three letters.", required=True),
        Column("rate", "Rate", Kind.NUMBER, "Plan currency per one unit of it.", required=True, above=_NONE),
        Column("day", "Date", Kind.DATE, "From when it holds; blank: the oldest."),
        Column("source", "Source", Kind.TEXT, "Where it comes from."),
    ),
)

_FORMULAS = SheetShape(
    "formulas",
    "Formulas",
    "The payout step by step: a known name replaces a step of the default chain, a new name is a new step.",
    (
        Column("name", "Step", Kind.ID, "The step's name.", required=True),
        Column("formula", "Formula", Kind.FORMULA, "Its formula.", required=True),
        Column("label", "Label", Kind.TEXT, "What statements call it."),
        Column("unit", "Unit", Kind.UNIT, "`money`, `percent`, `number` or a currency."),
        Column("role", "Role", Kind.ID, "Only for this role.", refers=Thing.ROLE),
        Column("split", "Split", Kind.TEXT, "A group of steps after `Payout` that foot to it."),
    ),
)

_SOURCES = SheetShape(
    "sources",
    "Sources",
    "How other sheets and files are to be read, where that is not seen by itself.",
    (
        Column("file", "File", Kind.TEXT, "The file."),
        Column("sheet", "Sheet", Kind.TEXT, "The sheet's name there."),
        Column("read_as", "Read as", Kind.TEXT, "A sheet of this page, a layout, or `ignore`."),
        Column("their_name", "Their name", Kind.TEXT, "A column's name there."),
        Column("our_name", "Our name", Kind.TEXT, "The column of this page that it is."),
    ),
)

_EXPORTS = SheetShape(
    "exports",
    "Exports",
    "Files for payroll: one row a column; the file's settings stand on the export's first row.",
    (
        Column("export", "Export", Kind.ID, "The export's name, on each of its rows.", required=True),
        Column("column", "Column", Kind.TEXT, "The column's heading.", required=True),
        Column("value", "Value", Kind.TEXT, "A step, a field, or text in double quotes.", required=True),
        Column("format", "Format", Kind.TEXT, "How the value is written."),
        Column("file", "File", Kind.TEXT, "The file's name.", first_row=True),
        Column("rows", "Rows", Kind.TEXT, "`people` or `splits`.", default="people", first_row=True),
        Column("encoding", "Encoding", Kind.TEXT, "Such as `utf-8`.", first_row=True),
        Column("separator", "Separator", Kind.TEXT, "Between columns.", first_row=True),
        Column("decimal_mark", "Decimal mark", Kind.TEXT, "`.` or `,`.", first_row=True),
        Column("date_format", "Date format", Kind.TEXT, "Such as `yyyy-mm-dd`.", first_row=True),
        Column("zero_rows", "Zero rows", Kind.TEXT, "What becomes of rows with nothing to pay.", first_row=True),
        Column("negative_rows", "Negative rows", Kind.TEXT, "What becomes of rows below zero.", first_row=True),
        Column("header", "Header", Kind.TEXT, "A first line.", first_row=True),
        Column("trailer", "Trailer", Kind.TEXT, "A last line.", first_row=True),
    ),
)

_STATEMENT = SheetShape(
    "statement",
    "Statement",
    "How statements look and what they say besides the figures.",
    (
        Column("setting", "Setting", Kind.TEXT, "The setting's name.", required=True),
        Column("value", "Value", Kind.TEXT, "Its value."),
    ),
)

_SCENARIOS = SheetShape(
    "scenarios",
    "Scenarios",
    "What-if changes to the workbook's cells.",
    (
        Column("scenario", "Scenario", Kind.ID, "The scenario's name.", required=True),
        Column("sheet", "Sheet", Kind.TEXT, "The sheet that it changes.", required=True),
        Column("row", "Row", Kind.TEXT, "The key of the row."),
        Column("column", "Column", Kind.TEXT, "The column.", required=True),
        Column("change", "Set", Kind.TEXT, "A value, `+5%` or `×0.9`.", required=True),
        Column("description", "Description", Kind.TEXT, "What it asks."),
    ),
)

SHEETS: tuple[SheetShape, ...] = (
    _PLAN,
    _KPIS,
    _GOALS,
    _MATRIX,
    _TARGETS,
    _SECTIONS,
    _SCALES,
    _GRID,
    _EMPLOYEES,
    _ASSIGNMENTS,
    _ABSENCES,
    _ACTUALS,
    _FACTORS,
    _GATES,
    _OVERRIDES,
    _ADJUSTMENTS,
    _PAID,
    _RATES,
    _FORMULAS,
    _SOURCES,
    _EXPORTS,
    _STATEMENT,
    _SCENARIOS,
)
