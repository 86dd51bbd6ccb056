"""The sheets that say for whom and what came of it: people, their time, figures, adjustments, payments, rates.

Pure data; see `schema_sheets`.
"""

from decimal import Decimal

from incentive.plan.choices import PaidKind
from incentive.workbook.schema_forms import Column, Kind, SheetShape, Thing

_NONE = Decimal(0)
_ALL = Decimal(1)

EMPLOYEES = SheetShape(
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
        Column(
            "fte",
            "FTE",
            Kind.PERCENT,
            "Share of full time. It lowers the target bonus, never a KPI's target: set a part-timer's in `Targets`.",
            default="1",
            least=_NONE,
        ),
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

ASSIGNMENTS = SheetShape(
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

ABSENCES = SheetShape(
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

ACTUALS = SheetShape(
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
        Column("role", "Role", Kind.ID, "Only for time in this role.", refers=Thing.ROLE, everyone=True),
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

ADJUSTMENTS = SheetShape(
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

PAID = SheetShape(
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

RATES = SheetShape(
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
