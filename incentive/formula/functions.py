"""The standard functions: one table, from which parser, evaluator, writers and the reference page are fed.

Each row says how a function is called and what it gives. What the `LOGIC` and `NUMBER` functions mean is in `standard`
and `emit`; the others look at KPIs, tables or other people, and the engine's scope says what they mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from incentive.formula.scope import Kind

MOST_ARGUMENTS = 254


class FunctionKind(StrEnum):
    """What a function is about."""

    LOGIC = "logic and blanks"
    NUMBER = "numbers"
    KPI = "figures of the person"
    TABLE = "scales, grids and factors"
    PEOPLE = "over all people"
    GROUP = "limit to people alike"


@dataclass(frozen=True, slots=True)
class Function:
    """How a function is called (`least` to `most` arguments), what it gives, and its words for the reference.

    `lazy`: only the branch taken is evaluated. `text`: the first argument is a text in quotes, known beforehand.
    """

    name: str
    least: int
    most: int
    kind: FunctionKind
    lazy: bool
    signature: str
    help: str
    example: str
    gives: Kind = Kind.NUMBER

    @property
    def text(self) -> bool:
        """Whether the first argument must be a text in quotes."""
        return self.kind in {FunctionKind.KPI, FunctionKind.TABLE}

    @property
    def standard(self) -> bool:
        """Whether the meaning is the language's own; of the others the scope tells it."""
        return self.kind in {FunctionKind.LOGIC, FunctionKind.NUMBER}


def _logic(
    name: str, arguments: tuple[int, int], signature: str, text: str, example: str, gives: Kind = Kind.ANY
) -> Function:
    lazy = gives is Kind.ANY
    return Function(name, *arguments, FunctionKind.LOGIC, lazy, f"{name}({signature})", text, example, gives)


def _number(name: str, arguments: tuple[int, int], signature: str, text: str, example: str) -> Function:
    return Function(name, *arguments, FunctionKind.NUMBER, False, f"{name}({signature})", text, example)


def _kpi(name: str, signature: str, text: str, example: str) -> Function:
    return Function(name, 1, 1, FunctionKind.KPI, False, f"{name}({signature})", text, example)


def _table(name: str, arguments: int, signature: str, text: str, example: str, gives: Kind = Kind.NUMBER) -> Function:
    return Function(name, arguments, arguments, FunctionKind.TABLE, False, f"{name}({signature})", text, example, gives)


def _people(name: str, arguments: tuple[int, int], signature: str, text: str, example: str) -> Function:
    return Function(name, *arguments, FunctionKind.PEOPLE, False, f"{name}({signature})", text, example)


_ROUNDED = "The number is first seen at 12 decimals."

_LOGIC = (
    _logic(
        "IF",
        (2, 3),
        "condition, value, otherwise",
        "The value where the condition holds, else the other; FALSE where no other is given. Only the branch taken is "
        "looked at.",
        "IF(Score >= 80%, Score, 0)",
    ),
    _logic(
        "IFS",
        (2, MOST_ARGUMENTS),
        "condition, value, condition, value, …",
        "The value of the first condition that holds; a problem where none does. End with `TRUE, value`.",
        'IFS(Rating = "A", 1.2, Rating = "B", 1, TRUE, 0)',
    ),
    _logic(
        "SWITCH",
        (3, MOST_ARGUMENTS),
        "what, case, value, case, value, …, otherwise",
        "The value of the first case equal to `what`, else the last one; a problem where nothing fits.",
        'SWITCH(Rating, "A", 1.2, "B", 1, 0)',
    ),
    _logic(
        "IFERROR",
        (2, 2),
        "value, otherwise",
        "The value, or the other where working out the value is a problem.",
        "IFERROR(Clicks / Impressions, 0)",
    ),
    _logic(
        "IFBLANK",
        (2, 2),
        "value, otherwise",
        "The value, or the other where the value is blank.",
        "IFBLANK(Rating, 1)",
    ),
    _logic("ISBLANK", (1, 1), "value", "Whether the value is blank.", "ISBLANK(Rating)", Kind.TRUTH),
    _logic(
        "AND",
        (1, MOST_ARGUMENTS),
        "condition, condition, …",
        "Whether all conditions hold. Every one is looked at.",
        "AND(Score >= 1, FTE = 1)",
        Kind.TRUTH,
    ),
    _logic(
        "OR",
        (1, MOST_ARGUMENTS),
        "condition, condition, …",
        "Whether one of the conditions holds. Every one is looked at.",
        'OR(Team = "North", Team = "South")',
        Kind.TRUTH,
    ),
    _logic(
        "NOT",
        (1, 1),
        "condition",
        "TRUE for FALSE, and FALSE for TRUE.",
        'NOT(Role = "Trainee")',
        Kind.TRUTH,
    ),
)

_NUMBER = (
    _number("MIN", (1, MOST_ARGUMENTS), "value, value, …", "The least; blanks are skipped.", "MIN(Score, 150%)"),
    _number("MAX", (1, MOST_ARGUMENTS), "value, value, …", "The greatest; blanks are skipped.", "MAX(Score, 0)"),
    _number("SUM", (1, MOST_ARGUMENTS), "value, value, …", "The sum; blanks are skipped.", "SUM(Capped, Direct)"),
    _number(
        "AVERAGE",
        (1, MOST_ARGUMENTS),
        "value, value, …",
        "The mean; blanks are skipped, and all blank is a problem.",
        'AVERAGE(RESULT("sales"), RESULT("quality"))',
    ),
    _number("ABS", (1, 1), "number", "The number without its sign.", "ABS(Score - 1)"),
    _number("INT", (1, 1), "number", f"The whole number at or below. {_ROUNDED}", "INT(DaysInPlan / 30)"),
    _number(
        "ROUND",
        (2, 2),
        "number, digits",
        f"Rounded to so many decimals, a half away from zero. {_ROUNDED}",
        "ROUND(Score, 3)",
    ),
    _number("ROUNDUP", (2, 2), "number, digits", f"Rounded away from zero. {_ROUNDED}", "ROUNDUP(BonusEarned, 0)"),
    _number("ROUNDDOWN", (2, 2), "number, digits", f"Rounded toward zero. {_ROUNDED}", "ROUNDDOWN(BonusEarned, -2)"),
    _number(
        "MROUND",
        (2, 2),
        "number, step",
        f"The nearest multiple of the step, a half away from zero; both need the same sign. {_ROUNDED}",
        "MROUND(BonusEarned, 50)",
    ),
    _number("CEILING", (2, 2), "number, step", f"Up to a multiple of the step. {_ROUNDED}", "CEILING(BonusEarned, 5)"),
    _number("FLOOR", (2, 2), "number, step", f"Down to a multiple of the step. {_ROUNDED}", "FLOOR(Score, 5%)"),
    _number(
        "MOD",
        (2, 2),
        "number, divisor",
        f"What is left of a division, with the divisor's sign. {_ROUNDED}",
        "MOD(DaysInPlan, 30)",
    ),
    _number("POWER", (2, 2), "base, exponent", "The same as `base ^ exponent`.", "POWER(Score, 1.35)"),
    _number("SQRT", (1, 1), "number", "The square root.", "SQRT(Score)"),
)

_KPI = (
    _kpi("ACTUAL", '"kpi"', "The person's actual of the KPI.", 'ACTUAL("sales")'),
    _kpi("TARGET", '"kpi"', "The person's target of the KPI.", 'TARGET("sales")'),
    _kpi("ATTAINMENT", '"kpi"', "The person's attainment of the KPI.", 'ATTAINMENT("sales") >= 80%'),
    _kpi("RESULT", '"kpi"', "What the KPI scored, after scale, cap, gates and overrides.", 'RESULT("sales")'),
    _kpi("WEIGHT", '"kpi"', "The KPI's weight for the person, its section's included.", 'WEIGHT("sales")'),
    _kpi("EARNED", '"kpi"', "The money that the KPI earned the person.", 'EARNED("sales")'),
    _kpi(
        "SECTION",
        '"section"',
        "The score of a section: earned by its share KPIs as part of their target bonus.",
        'SECTION("Company") * SECTION("Personal")',
    ),
)

_TABLE = (
    _table(
        "SCALE",
        2,
        '"scale", x',
        "What the scale pays at x.",
        'SCALE("overall", Score)',
    ),
    _table(
        "GRID",
        3,
        '"grid", x, y',
        "The cell of the sheet `Grid NAME`: x finds the row, y the column.",
        'GRID("merit", RESULT("sales"), FACTOR("rating"))',
    ),
    _table(
        "FACTOR",
        1,
        '"factor"',
        "The person's value of the factor.",
        'FACTOR("rating")',
        Kind.ANY,
    ),
)

_PEOPLE = (
    _people("TOTAL", (1, 2), "x, GROUP(column)", "The sum of x over all people.", "TOTAL(Capped)"),
    _people(
        "COUNT",
        (1, 2),
        "x, GROUP(column)",
        "How many people have an x: numbers, texts and TRUE count.",
        "COUNT(Score >= 1, GROUP(Team))",
    ),
    _people(
        "RANK",
        (1, 2),
        "x, GROUP(column)",
        "The person's place by x: 1 is the highest, and those alike share the better place.",
        "RANK(Score, GROUP(Department))",
    ),
    _people(
        "PERCENTRANK",
        (1, 2),
        "x, GROUP(column)",
        "The share of the others who have less x; 1 for a person alone.",
        "PERCENTRANK(Score)",
    ),
    _people(
        "ALLOCATE",
        (2, 3),
        "pool, x, GROUP(column)",
        "The person's part of the pool, in proportion to x; the parts add up to the pool.",
        "ALLOCATE(50000, Score * Salary)",
    ),
    Function(
        "GROUP",
        1,
        1,
        FunctionKind.GROUP,
        False,
        "GROUP(column)",
        "As the last argument of a function over all people: only those alike in this column.",
        "RANK(Score, GROUP(Team))",
        Kind.ANY,
    ),
)

FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {function.name: function for function in (*_LOGIC, *_NUMBER, *_KPI, *_TABLE, *_PEOPLE)}
)
"""Every function by its name."""
