"""The settings of the sheets Plan and Statement, in the order of the reference page.

Pure data: one `Column` a setting, whose id is the field of `Settings`. What a setting does is calculation, not here.
"""

from decimal import Decimal

from incentive.plan.choices import (
    BudgetCovers,
    CapCovers,
    Earnings,
    IfMissing,
    IfOverBudget,
    IfOverpaid,
    NegativePayout,
    Proration,
    RoundingMode,
    SalaryIs,
    SalaryPer,
    TargetAmountPer,
    Weighting,
)
from incentive.workbook.schema_forms import Column, Kind, Thing, named

_NONE = Decimal(0)
_FIRST_DAY, _LAST_DAY = Decimal(1), Decimal(31)
_MOST_DAYS = Decimal(3660)

_PLAN: tuple[Column, ...] = (
    Column("plan_name", "Plan name", Kind.TEXT, "Printed on everything.", required=True),
    Column("organisation", "Organisation", Kind.TEXT, "Printed on everything."),
    Column(
        "period",
        "Period",
        Kind.PERIOD,
        "`2026-Q3`, `2026-07`, `2026-H1` or `2026`. Instead of it: `Period start` and `Period end`.",
        required=True,
    ),
    Column("period_start", "Period start", Kind.DATE, "First day, where the period is none of the calendar's."),
    Column("period_end", "Period end", Kind.DATE, "Last day, where the period is none of the calendar's."),
    Column("currency", "Currency", Kind.CURRENCY, "The plan's currency, three letters such as `EUR`.", required=True),
    Column("language", "Language", Kind.LANGUAGE, "Language of what is written; a person's own wins.", default="en"),
    Column("salary_per", "Salary is per", Kind.CHOICE, "What a salary is for.", choices=SalaryPer, default="year"),
    Column(
        "salary_is",
        "Salary is",
        Kind.CHOICE,
        "`full-time`: FTE multiplies it; `actual`: it is what the person is paid already.",
        choices=SalaryIs,
        default="full-time",
    ),
    Column(
        "target_amount_per",
        "Target amount is per",
        Kind.CHOICE,
        "What a target bonus amount is for.",
        choices=TargetAmountPer,
        default="period",
    ),
    Column(
        "year_starts",
        "Year starts",
        Kind.YEAR_START,
        "First day of the plan year, such as `1 April`: for year-to-date figures and cumulative earnings.",
        default="1 January",
    ),
    Column(
        "rounding",
        "Rounding",
        Kind.NUMBER,
        "The step to which a payout is rounded, such as 0.01, 1 or 10.",
        default="minor unit",
        above=_NONE,
    ),
    Column(
        "rounding_mode",
        "Rounding mode",
        Kind.CHOICE,
        "How a payout between two steps is rounded.",
        choices=RoundingMode,
        default="half up",
    ),
    Column(
        "proration",
        "Proration",
        Kind.CHOICE,
        "How part of a period becomes a share of it.",
        choices=Proration,
        default="calendar days",
    ),
    Column(
        "start_cutoff",
        "Start cut-off",
        Kind.WHOLE,
        "With `whole months`: a start on or before this day counts from the 1st, else from the next month.",
        default="9",
        least=_FIRST_DAY,
        most=_LAST_DAY,
    ),
    Column(
        "end_cutoff",
        "End cut-off",
        Kind.WHOLE,
        "With `whole months`: an end on or after this day counts to the month's end.",
        default="20",
        least=_FIRST_DAY,
        most=_LAST_DAY,
    ),
    Column(
        "minimum_service",
        "Minimum service",
        Kind.WHOLE,
        "Days in the plan below which no bonus is paid.",
        default="0",
        least=_NONE,
        most=_MOST_DAYS,
    ),
    Column("paid_on", "Paid on", Kind.TEXT, "Printed on statements: when the payout is paid."),
    Column("questions_until", "Questions until", Kind.TEXT, "Printed on statements: until when to ask."),
    Column("contact", "Contact", Kind.TEXT, "Printed on statements: whom to ask."),
    Column(
        "weights",
        "Weights",
        Kind.CHOICE,
        "`total 100%`; `relative`: any positive numbers, normalised; `as given`: e.g. shares of salary.",
        choices=Weighting,
        default="total 100%",
    ),
    Column(
        "round_results",
        "Round results",
        Kind.NUMBER,
        "A step such as 0.001 where the plan itself rounds each KPI's result.",
        default="no",
        above=_NONE,
    ),
    Column(
        "round_score",
        "Round score",
        Kind.NUMBER,
        "A step such as 0.001 where the plan itself rounds the score.",
        default="no",
        above=_NONE,
    ),
    Column(
        "if_missing",
        "If actual is missing",
        Kind.CHOICE,
        "`stop`; `zero`; `target`: counts as 100 %; `leave out`: the rest is re-weighted.",
        choices=IfMissing,
        default="stop",
    ),
    Column("overall_scale", "Overall scale", Kind.ID, "A scale applied to the whole score.", refers=Thing.SCALE),
    Column("cap", "Cap", Kind.PERCENT, "Most of the bonus a person may earn, as % of target bonus.", least=_NONE),
    Column(
        "cap_covers",
        "Cap covers",
        Kind.CHOICE,
        "Whether the cap holds the bonus alone or direct money too.",
        choices=CapCovers,
        default="bonus",
    ),
    Column(
        "negative_payout",
        "Negative payout",
        Kind.CHOICE,
        "What a negative payout becomes.",
        choices=NegativePayout,
        default="zero",
    ),
    Column(
        "earnings",
        "Earnings",
        Kind.CHOICE,
        "`cumulative`: earned year to date, less what `Paid` says was paid.",
        choices=Earnings,
        default="discrete",
    ),
    Column(
        "if_overpaid",
        "If overpaid",
        Kind.CHOICE,
        "Cumulative only: `carry` pays 0 and keeps the debt, `reclaim` makes it negative, `forgive` drops it.",
        choices=IfOverpaid,
        default="carry",
    ),
    Column("budget", "Budget", Kind.MONEY, "The pool for the plan, in its currency.", least=_NONE),
    Column(
        "budget_covers",
        "Budget covers",
        Kind.CHOICE,
        "What is held against the budget.",
        choices=BudgetCovers,
        default="bonus",
    ),
    Column(
        "if_over_budget",
        "If over budget",
        Kind.CHOICE,
        "`report`, or `scale` to fit.",
        choices=IfOverBudget,
        default="report",
    ),
)

_STATEMENT: tuple[Column, ...] = (
    Column("logo", "Logo", Kind.TEXT, "An image file, beside the workbook."),
    Column("colour", "Colour", Kind.TEXT, "The accent colour, such as `#1F4E79`."),
    Column("greeting", "Greeting", Kind.TEXT, "A line above the answer."),
    Column("introduction", "Introduction", Kind.TEXT, "A text under the answer."),
    Column("closing", "Closing", Kind.TEXT, "A text at the end."),
    Column("footer", "Footer", Kind.TEXT, "A line at the foot of each page."),
    Column("signature_1", "Signature 1", Kind.TEXT, "Name under the first signature line."),
    Column("signature_2", "Signature 2", Kind.TEXT, "Name under the second signature line."),
    Column("signature_3", "Signature 3", Kind.TEXT, "Name under the third signature line."),
)

PLAN_SETTINGS = named("plan", _PLAN)
STATEMENT_SETTINGS = named("statement", _STATEMENT)
