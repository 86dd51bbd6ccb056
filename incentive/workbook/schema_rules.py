"""The sheets that say what is rewarded: Plan, KPIs, Goals, Matrix, Targets, Sections, Scales, Grid.

Pure data; see `schema_sheets`.
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
    PartPeriod,
    Pays,
    Rule,
)
from incentive.workbook.schema_forms import Column, Kind, SheetShape, Thing

_NONE = Decimal(0)
_MOST_DECIMALS = Decimal(10)

PLAN = SheetShape(
    "plan",
    "Plan",
    "The plan's settings, one a row.",
    (
        Column("setting", "Setting", Kind.TEXT, "The setting's name.", required=True),
        Column("value", "Value", Kind.TEXT, "Its value."),
        Column("note", "Note", Kind.UNREAD, "What the setting means, for the person who fills it in."),
    ),
    required=True,
)

KPIS = SheetShape(
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

GOALS = SheetShape(
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

MATRIX = SheetShape(
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

TARGETS = SheetShape(
    "targets",
    "Targets",
    "Personal or team targets that override the matrix; a blank cell leaves the matrix's figure.",
    (
        Column("subject", "For", Kind.SUBJECT, "Employee, team, department or `*`.", required=True),
        Column("kpi", "KPI", Kind.ID, "The KPI's id.", required=True, refers=Thing.KPI),
        Column("role", "Role", Kind.ID, "Only for time in this role.", refers=Thing.ROLE, everyone=True),
        Column("threshold", "Threshold", Kind.FIGURE, "As in Matrix."),
        Column("target", "Target", Kind.FIGURE, "As in Matrix."),
        Column("maximum", "Maximum", Kind.FIGURE, "As in Matrix."),
        Column("weight", "Weight", Kind.WEIGHT, "As in Matrix.", least=_NONE),
        Column("reason", "Reason", Kind.TEXT, "Why it differs."),
    ),
)

SECTIONS = SheetShape(
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
        Column("role", "Role", Kind.ID, "Only for this role.", refers=Thing.ROLE, everyone=True),
    ),
    thing=Thing.SECTION,
)

SCALES = SheetShape(
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

GRID = SheetShape(
    "grid",
    "Grid",
    "A two-way table, on a sheet named `Grid NAME`: the first row and the first column are its axes.",
    (),
    many=True,
    titled=True,
)
