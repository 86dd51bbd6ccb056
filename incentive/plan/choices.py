"""The choices a plan can make, as enumerations whose values are the workbook's own English words.

The first member of each is its default. The engine's tables are keyed by them, the schema offers them, and the words
of other languages are kept in `i18n` under the same values.
"""

from enum import StrEnum

from incentive.numbers import RoundingMode

__all__ = ["RoundingMode"]


class SalaryPer(StrEnum):
    """What a salary in the workbook is for."""

    YEAR = "year"
    MONTH = "month"
    PERIOD = "period"


class SalaryIs(StrEnum):
    """Whether FTE multiplies the salary."""

    FULL_TIME = "full-time"
    ACTUAL = "actual"


class TargetAmountPer(StrEnum):
    """What a target bonus amount is for."""

    PERIOD = "period"
    YEAR = "year"


class Proration(StrEnum):
    """How a part of the span becomes a share of it."""

    CALENDAR_DAYS = "calendar days"
    THIRTY_360 = "30/360"
    WHOLE_MONTHS = "whole months"
    NONE = "none"


class Weighting(StrEnum):
    """What a role's weights must add up to."""

    TOTAL_100 = "total 100%"
    RELATIVE = "relative"
    AS_GIVEN = "as given"


class IfMissing(StrEnum):
    """What a KPI without an actual counts as."""

    STOP = "stop"
    ZERO = "zero"
    TARGET = "target"
    LEAVE_OUT = "leave out"


class CapCovers(StrEnum):
    """Whether the cap holds the bonus alone or direct money too."""

    BONUS = "bonus"
    ALL = "all"


class NegativePayout(StrEnum):
    """What a negative payout becomes."""

    ZERO = "zero"
    ALLOW = "allow"


class Earnings(StrEnum):
    """Whether the span is the period or the plan year to date."""

    DISCRETE = "discrete"
    CUMULATIVE = "cumulative"


class IfOverpaid(StrEnum):
    """Cumulative plans: what happens when more was paid than is earned."""

    CARRY = "carry"
    RECLAIM = "reclaim"
    FORGIVE = "forgive"


class BudgetCovers(StrEnum):
    """What is held against the budget."""

    BONUS = "bonus"
    ALL = "all"


class IfOverBudget(StrEnum):
    """What happens when the budget is exceeded."""

    REPORT = "report"
    SCALE = "scale"


class Category(StrEnum):
    """The kind of indicator."""

    RESULT = "result"
    COST = "cost"
    PRODUCTIVITY = "productivity"
    EFFICIENCY = "efficiency"


class Better(StrEnum):
    """Which way a KPI is good."""

    HIGHER = "higher"
    LOWER = "lower"
    CLOSEST = "closest"
    YES = "yes"


class Rule(StrEnum):
    """How an actual is measured against its target; FORMULA is any expression instead of one of these words."""

    RATIO = "ratio"
    INVERSE = "inverse"
    INDEX = "index"
    BAND = "band"
    MET = "met"
    VALUE = "value"
    FORMULA = "formula"


class Combine(StrEnum):
    """How several months make one figure; EACH: every row is a deal of its own."""

    SUM = "sum"
    AVERAGE = "average"
    LAST = "last"
    MAX = "max"
    MIN = "min"
    EACH = "each"


class PartPeriod(StrEnum):
    """Whether a joiner's target shrinks."""

    FULL = "full"
    PRORATE = "prorate"


class MeasuredOver(StrEnum):
    """The months whose actuals count."""

    PERIOD = "period"
    YEAR_TO_DATE = "year to date"


class Level(StrEnum):
    """Whose actual counts."""

    PERSON = "person"
    TEAM = "team"
    DEPARTMENT = "department"
    COMPANY = "company"


class Pays(StrEnum):
    """What a KPI's result is."""

    SHARE = "share"
    AMOUNT = "amount"
    RATE = "rate"


class MeasuredIn(StrEnum):
    """What a scale reads."""

    ATTAINMENT = "attainment"
    VALUE = "value"
    INDEX = "index"


class Between(StrEnum):
    """What a scale pays between its points."""

    LINE = "line"
    STEP = "step"
    SLICES = "slices"
    FORMULA = "formula"


class BelowFirst(StrEnum):
    """What a scale pays below its first point."""

    ZERO = "zero"
    HOLD = "hold"


class AboveLast(StrEnum):
    """What a scale pays above its last point."""

    HOLD = "hold"
    CONTINUE = "continue"


class Boundary(StrEnum):
    """To which row a value exactly on a boundary belongs."""

    FROM = "from"
    TO = "to"


class NamedPoint(StrEnum):
    """A scale point that is the KPI's own figure."""

    THRESHOLD = "threshold"
    TARGET = "target"
    MAXIMUM = "maximum"


class Use(StrEnum):
    """Whether a factor multiplies the bonus or is only there for formulas."""

    MULTIPLY = "multiply"
    VALUE = "value"


class PaidKind(StrEnum):
    """Whether a row of Paid is money that went out or a debt that was forgiven."""

    PAID = "paid"
    FORGIVEN = "forgiven"


class SubjectKind(StrEnum):
    """What a `For` names; from the most to the least specific."""

    EMPLOYEE = "employee"
    ROLE = "role"
    TEAM = "team"
    DEPARTMENT = "department"
    EVERYONE = "*"


class Unit(StrEnum):
    """What a step's number is; a currency code is a unit of its own and kept as text."""

    MONEY = "money"
    PERCENT = "percent"
    NUMBER = "number"
