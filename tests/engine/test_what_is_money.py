"""Whether a step without a Unit is money, told from its formula alone."""

import pytest

from incentive.engine.evaluating.money import is_money
from incentive.formula.parse import parse
from incentive.formula.tree import Name
from tests.engine.plans import calculated, person, plan, step


def told(text: str) -> bool:
    """`Salary` and `Due` are money, every other name is a number."""
    tree = parse(text).tree
    assert tree is not None

    def named(name: Name) -> bool:
        return name.key in {"salary", "due"}

    return is_money(tree, named)


@pytest.mark.parametrize(
    "text",
    [
        "Salary",
        "-Salary",
        "Salary * 2",
        "2 * Salary",
        "Salary + 5",
        "5 - Salary",
        "Salary / 12",
        "Salary ^ 1",
        'EARNED("A")',
        "ALLOCATE(1000, Score)",
        "ROUND(Salary, 2)",
        "TOTAL(Salary, GROUP(Team))",
        "MAX(0, Salary)",
        "IFERROR(Salary, 0)",
        "IF(Score > 1, 0, Due)",
        "IF(Score > 1, Due)",
        "IFS(Score > 1, 0, Score > 2, Due)",
        "IFS(Score > 1, Due, TRUE, 0)",
        'SWITCH(Team, "N", Due, 0)',
        'SWITCH(Team, "N", 0, Due)',
        'SWITCH(Team, "N", 0, "S", Due)',
        'SWITCH(Team, "N", 0, "S", Due, 0)',
    ],
)
def test_what_is_built_from_money_is_money(text: str) -> None:
    assert told(text)


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "Score",
        "Salary%",
        "Salary / Due",
        "5 / Salary",
        "2 ^ Salary",
        "Salary > 5",
        'Salary & ""',
        "ROUND(Score, Salary)",
        "MAX(0, Score)",
        "TOTAL(Score, GROUP(Salary))",
        "COUNT(Salary)",
        "RANK(Salary)",
        "IF(Salary > 5, 1, 2)",
        "IFS(Salary > 5, 1, Due > 5, 2)",
        'SWITCH(Salary, Due, 1, Due, "x")',
        "SWITCH(Salary, Due, 1, 2)",
        "ISBLANK(Salary)",
    ],
)
def test_a_share_of_money_or_a_question_about_it_is_none(text: str) -> None:
    assert not told(text)


def units(**formulas: str) -> dict[str, str]:
    sheets = plan(
        Employees=[person(Team="North", Start_bonus=500, FTE=1)],
        Formulas=[step(name, text) for name, text in formulas.items()],
    )
    calculation, _ = calculated(sheets)
    return {column.key: column.unit for column in calculation.payouts.columns if column.key in formulas}


def test_names_that_are_money() -> None:
    found = units(
        Monthly="Salary / 12",
        Period="PeriodSalary",
        Given="TargetBonusAmount",
        Extra="Adjustments",
        Rest="Due - Payout",
        Again="Monthly * 12",
        Group="TOTAL(TargetBonus)",
    )
    assert set(found.values()) == {"money"}
    assert len(found) == 7


def test_names_that_are_numbers() -> None:
    found = units(
        Half="Score / 2",
        Percent="TargetBonusPercent",
        Part="FTE * 100",
        Start="[Start bonus] * 2",
        Level="Budget / Budget",
        Again="Half * 2",
    )
    assert set(found.values()) == {"number"}
    assert len(found) == 6
