"""Plans in their smallest form, at which engine and reference once differed, or one once refused what the pages allow.

Each is a plan as Sheets and the amounts worked out by hand from the pages. They are kept as plans, not as seeds of the
generator: what a seed means changes with the generator.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.reference import Sheets

D = Decimal
Row = dict[str, object]


@dataclass(frozen=True)
class Found:
    """A plan, what each person gets (none: both refuse it), and whether the reference is known to see it otherwise."""

    sheets: Sheets
    payouts: dict[str, Decimal] = field(default_factory=dict)
    known_to_differ: bool = False


def plan(**sheets: list[Any]) -> Sheets:
    """One person with 48,000 a year, 10 % and the third quarter of 2026: a target bonus of 1,200; REV at its target."""
    rows = {name.replace("_", " "): found for name, found in sheets.items()}
    settings: list[Row] = [
        {"Setting": "Plan name", "Value": "Found"},
        {"Setting": "Period", "Value": "2026-Q3"},
        {"Setting": "Currency", "Value": "EUR"},
    ]
    return {
        "KPIs": [{"KPI": "REV", "Better": "higher"}],
        "Matrix": [matrix()],
        "Employees": [person("1")],
        "Actuals": [actual("1", 100)],
        **rows,
        "Plan": [*settings, *rows.get("Plan", [])],
    }


def settings(**values: object) -> list[Row]:
    return [{"Setting": name.replace("_", " "), "Value": value} for name, value in values.items()]


def person(identifier: str, **more: object) -> Row:
    given: Row = {"Employee": identifier, "Name": f"P {identifier}", "Role": "Rep", "Salary": D(48000)}
    return given | {"Target bonus %": D("0.1")} | more


def matrix(**more: object) -> Row:
    return {"Role": "Rep", "KPI": "REV", "Weight": D(1), "Target": D(100)} | more


def actual(whom: str, value: object, kpi: str = "REV", **more: object) -> Row:
    return {"For": whom, "KPI": kpi, "Value": D(value) if isinstance(value, int) else value} | more


def step(name: str, formula: str, **more: object) -> Row:
    return {"Step": name, "Formula": formula} | more


SLICES: list[Row] = [{"Scale": "S", "At": D(0), "Pays": D("0.01"), "Measured in": "value", "Between": "slices"}]
SPIFF: list[Row] = [
    {"Scale": "S", "At": D(0), "Pays": D(0), "Measured in": "attainment", "Between": "step"},
    {"Scale": "S", "At": D(1), "Pays": D(50)},
]
LINE: list[Row] = [
    {"Scale": "S", "At": D("0.8"), "Pays": D("0.5"), "Measured in": "attainment", "Between": "step"},
    {"Scale": "S", "At": D(1), "Pays": D(1)},
]
INVERSE: list[Row] = [
    {"Scale": "S", "At": D(0), "Pays": D(0)},
    {"Scale": "S", "At": D(1), "Pays": D(100)},
    {"Scale": "S", "At": D(2), "Pays": D(900)},
]
QUOTIENT: list[Row] = [{"Scale": "S", "Between": "formula", "Measured in": "value", "Formula": "600 / (100 - x)"}]
VALUES: list[Row] = [
    {"Scale": "S", "At": D(0), "Pays": D(0), "Measured in": "value"},
    {"Scale": "S", "At": D(100), "Pays": D(1)},
]
HAIR = (("REV", 1), ("NPS", 4), ("CRM", 4))
PAID: Row = {"Employee": "1", "Period": "2026-Q2", "Amount": D(-100)}
OWN = {"Currency": "USD"}


def team_money() -> Sheets:
    """A rate on the team's figure, of a person who was in North for July and in South for August and September."""
    return plan(
        KPIs=[{"KPI": "REV", "Better": "higher", "Level": "team"}],
        Matrix=[matrix(Weight=None, Target=None, Scale="S", Pays="rate")],
        Scales=SLICES,
        Employees=[person("1", Team="South")],
        Assignments=[{"Employee": "1", "From": date(2026, 7, 1), "To": date(2026, 7, 31), "Team": "North"}],
        Actuals=[actual("team:North", 92000), actual("team:South", 46000)],
    )


def team_money_of_roles() -> Sheets:
    """The same, as Rep in North and Lead in South; only North has a figure of its own for the role Rep.

    In North the days with the KPI are those as Rep, 31; in South, where no role has a figure of its own, all 92.
    """
    sheets = team_money()
    sheets["Employees"] = [person("1", Team="South", Role="Lead")]
    sheets["Assignments"][0]["Role"] = "Rep"
    sheets["Matrix"].append({**sheets["Matrix"][0], "Role": "Lead"})
    sheets["Actuals"] = [actual("team:North", 92000, Role="Rep"), actual("team:South", 46000)]
    return sheets


def deals(scale: list[Row], *figures: int, **more: object) -> Sheets:
    """A premium for each deal, the target of each being 100."""
    return plan(
        KPIs=[{"KPI": "REV", "Better": "higher", "Combine": "each"} | more],
        Matrix=[matrix(Weight=None, Scale="S", Pays="amount")],
        Scales=scale,
        Actuals=[actual("1", figure) for figure in figures],
    )


def few(*figures: int, scale: list[Row] = INVERSE) -> Sheets:
    """The same where less is better: what is twice as good as the target, or better, pays 900."""
    return deals(scale, *figures, Better="lower", Attainment="inverse")


FOUND: dict[str, Found] = {
    # Whose figures count, and what stands in for them.
    "a formula says what a missing input is": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "higher", "Formula": "Sold - IFBLANK(Returned, 0)"}],
            Actuals=[actual("1", 50, "Sold")],
        ),
        {"1": D(600)},
        # The formula itself says what a blank counts as; to the reference an input that is missing is missing.
        known_to_differ=True,
    ),
    "a formula that does not say it": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "higher", "Formula": "Sold - Returned"}],
            Actuals=[actual("1", 50, "Sold")],
        ),
    ),
    "money of a team, by days": Found(team_money(), {"1": D(310) + D(305)}),
    "money of a team where a role has a figure of its own": Found(team_money_of_roles(), {"1": D(920) + D(305)}),
    "a star as Role is everyone's": Found(plan(Actuals=[actual("1", 50, Role="*")]), {"1": D(600)}),
    # Deals of a yes-or-no KPI.
    "a premium for each yes": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "yes", "Attainment": "met", "Combine": "each"}],
            Matrix=[matrix(Weight=None, Target=None, Scale="S", Pays="amount")],
            Scales=SPIFF,
            Actuals=[actual("1", True), actual("1", False), actual("1", 1)],
        ),
        {"1": D(100)},
    ),
    "a deal that is neither yes nor no": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "yes", "Attainment": "met", "Combine": "each"}],
            Matrix=[matrix(Weight=None, Target=None, Scale="S", Pays="amount")],
            Scales=SPIFF,
            Actuals=[actual("1", True), actual("1", 2)],
        ),
    ),
    # Deals whose rule divides by them: each by itself, whatever they add up to.
    "no deals, inverse": Found(few(), {"1": D(0)}),
    "a deal of nothing beside another, inverse": Found(few(0, 100), {"1": D(1000)}),
    "deals that are nothing in all, inverse": Found(few(50, -50)),
    "a negative deal in a positive sum, inverse": Found(few(50, -20)),
    "no deals, inverse, and a scale without points": Found(
        few(scale=[{"Scale": "S", "Between": "formula", "Formula": "x * 10"}]), {"1": D(0)}
    ),
    "a sum of deals that the scale has no answer for": Found(deals(QUOTIENT, 40, 60), {"1": D(25)}),
    # Scales.
    # 1 / (Score - 1): in fractions the score is 1 and the quotient an error; in 34 digits it is 1 by a hair, and the
    # engine refuses the quotient as beyond all bounds rather than pay it.
    "a divisor that is nothing but for a hair": Found(
        plan(
            KPIs=[{"KPI": name, "Better": "higher"} for name, _ in HAIR],
            Matrix=[matrix(KPI=name, Target=D(3)) for name, _ in HAIR],
            Actuals=[actual("1", value, name) for name, value in HAIR],
            Employees=[person("1", Salary=D(31415))],
            Plan=settings(Weights="relative"),
            Formulas=[step("Extra", "IFERROR(1 / (Score - 1), 1.05)"), step("Payout", "TargetBonus * Extra")],
        ),
        known_to_differ=True,
    ),
    "an index without a distance beside a scale of values": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "higher", "Attainment": "index"}],
            Matrix=[matrix(Threshold=D(100), Scale="S")],
            Scales=VALUES,
        )
    ),
    "an inverse of a negative figure beside a scale of values": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "lower", "Attainment": "inverse"}],
            Matrix=[matrix(Scale="S")],
            Scales=[VALUES[0], {"Scale": "S", "At": D(-100), "Pays": D(1)}],
            Actuals=[actual("1", -100)],
        )
    ),
    "a boundary that a score exactly reaches": Found(
        plan(Matrix=[matrix(Target=D(3), Scale="S")], Scales=LINE, Actuals=[actual("1", D("2.4"))]), {"1": D(600)}
    ),
    # Weights.
    "sections that all weigh nothing": Found(
        plan(
            Plan=settings(Weights="relative"),
            Matrix=[matrix(Section="A")],
            Sections=[{"Section": "A", "Weight": D(0)}],
        )
    ),
    # Pools and budgets.
    "parts of a pool go by the pool before its rounding": Found(
        plan(
            Plan=settings(Rounding=D(1)),
            Employees=[person("1"), person("2"), person("3")],
            Actuals=[actual(each, 100) for each in "123"],
            Formulas=[step("Payout", 'ALLOCATE(100.5, IF(Employee = "1", 1, 2))')],
        ),
        {"1": D(20), "2": D(41), "3": D(40)},
    ),
    "a negative part of a pool counts as nothing": Found(
        plan(
            Employees=[person("1"), person("2")],
            Actuals=[actual("1", 100), actual("2", 100)],
            Formulas=[step("Payout", 'ALLOCATE(100, IF(Employee = "1", -1, 2))')],
        ),
        {"1": D(0), "2": D(100)},
    ),
    "a split none of whose parts is a number": Found(plan(Formulas=[step("Cash", '"later"', Split="how")])),
    # What was paid, and in which currency.
    # Both kinds of Paid are written positive: the engine refuses what the reference would add up.
    "a negative amount paid": Found(plan(Plan=settings(Earnings="cumulative"), Paid=[PAID]), known_to_differ=True),
    "a rate after the period does not hold": Found(
        plan(
            Employees=[person("1", **OWN)],
            Rates=[
                {"Currency": "USD", "Rate": D("0.8"), "Date": date(2026, 9, 30)},
                {"Currency": "USD", "Rate": D("0.5"), "Date": date(2026, 10, 1)},
            ],
            Formulas=[step("Payout", "TOTAL(TargetBonus)")],
            Matrix=[matrix(Role="*")],
        ),
        {"1": D(1200)},
    ),
    "a rate after the period is none": Found(
        plan(Employees=[person("1", **OWN)], Rates=[{"Currency": "USD", "Rate": D("0.5"), "Date": date(2026, 10, 1)}]),
        # The engine wants a rate for every currency in use; the reference only where an amount is converted.
        known_to_differ=True,
    ),
    "money of the plan's currency at the rate that holds": Found(
        plan(
            KPIs=[{"KPI": "REV", "Better": "higher", "Unit": "EUR"}],
            Matrix=[matrix(Weight=None, Target=None, Scale="S", Pays="rate")],
            Scales=SLICES,
            Employees=[person("1", **OWN)],
            Actuals=[actual("1", 80000)],
            Rates=[
                {"Currency": "USD", "Rate": D("0.8"), "Date": date(2026, 9, 30)},
                {"Currency": "USD", "Rate": D("0.5"), "Date": date(2026, 10, 1)},
            ],
        ),
        {"1": D(1000)},
    ),
}
