"""Mistakes beside each other: the odd one of many is the one that is named, and one wrong cell hides no other."""

from decimal import Decimal
from typing import Any

import pytest

from incentive.problems import Severity
from incentive.workbook.book_forms import Cell
from tests.workbook.plans import Sheets, plain, read
from tests.workbook.test_reading import percent_kpi


@pytest.mark.parametrize(
    ("many", "odd", "code", "shown", "words"),
    [
        ([Cell(Decimal(number).scaleb(-2)) for number in range(5, 14)], Cell(Decimal(80)), "WB122", "80", "write 0.8."),
        ([Cell(Decimal(number)) for number in range(70, 79)], Cell(Decimal("0.8")), "WB104", "0.8", "write 80."),
        ([Cell(Decimal(number)) for number in range(70, 79)], Cell("80 %"), "WB035", "80 %", "all as bare numbers."),
        ([Cell(f"{number} %") for number in range(70, 79)], Cell(Decimal(80)), "WB035", "80", "all as bare numbers."),
    ],
)
def test_the_odd_one_is_named(many: list[Cell], odd: Cell, code: str, shown: str, words: str) -> None:
    sheets = percent_kpi(many[0], many[1])
    cells = [*many[1:4], odd, *many[4:]]
    person = sheets["Employees"][0]
    sheets["Employees"] = [person | {"Employee": f"{number}"} for number, _ in enumerate(cells)]
    sheets["Actuals"] = [{"For": f"{number}", "KPI": "REV", "Value": cell} for number, cell in enumerate(cells)]
    _, problems = read(sheets)
    assert [problem.code for problem in problems] == [code]
    assert (str(problems[0].places[0]), problems[0].places[0].value) == ("Actuals!C5", shown)
    assert words in problems[0].hint


def rows_of_one_role(*weights: Decimal | Cell, scale: str | None = "S", **changes: Any) -> Sheets:
    """A matrix of one role, its first row with a scale; the scale S alone is there."""
    names = [f"K{number}" for number, _ in enumerate(weights)]
    sheets = plain(
        KPIs=[{"KPI": name, "Better": "higher"} for name in names],
        Matrix=[
            {"Role": "Rep", "KPI": name, "Weight": weight, "Target": Decimal(100), "Scale": None}
            for name, weight in zip(names, weights, strict=True)
        ],
        Scales=[
            {"Scale": "S", "At": Decimal(0), "Pays": Decimal(0)},
            {"Scale": "S", "At": Decimal(1), "Pays": Decimal(1)},
        ],
        Actuals=[{"For": "00417", "KPI": name, "Value": Decimal(1)} for name in names],
    )
    sheets["Matrix"][0] |= {"Scale": scale} | changes
    return sheets


@pytest.mark.parametrize(
    ("sheets", "said"),
    [
        (rows_of_one_role(Decimal("0.5"), Decimal("0.4"), scale="T"), ["CA033", "WB054"]),
        (rows_of_one_role(Decimal("0.5"), Decimal("0.5"), scale="T"), ["WB054"]),
        (rows_of_one_role(Cell(Decimal(90)), scale="T"), ["CA033", "WB054"]),
        (rows_of_one_role(Cell(Decimal(100)), scale="T"), ["WB054"]),
        (rows_of_one_role(Cell(Decimal(50)), Cell(Decimal(40)), scale="T"), ["WB054", "WB079"]),
        (rows_of_one_role(Decimal("0.5"), Decimal("0.4"), scale="T", Weight="half"), ["WB022", "WB054"]),
        (rows_of_one_role(Decimal("0.5"), Decimal("0.4"), scale="T", KPI="K9"), ["WB053", "WB054"]),
    ],
)
def test_weights_are_judged_where_another_cell_of_a_row_is_wrong(sheets: Sheets, said: list[str]) -> None:
    _, problems = read(sheets)
    assert sorted(problem.code for problem in problems if problem.severity is Severity.ERROR) == said
    for problem in problems:
        if problem.code == "CA033":
            assert "90%" in problem.message
            assert "raise one of them by 10 points" in problem.hint
            assert str(problem.places[0]) == "Matrix!C2"
