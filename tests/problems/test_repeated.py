"""Many of one mistake are one problem, with every cell; few stay apart."""

import time

import pytest

from incentive.cli.answers import problem_data
from incentive.problems import Place, Problem, gathered
from incentive.problems.repeated import SAME_KIND, SAME_WORDS
from incentive.runs.check import ordered


def unknown(row: int, name: str = "REVV", column: str = "B", sheet: str = "Actuals") -> Problem:
    words = {"kind": "KPI", "name": name, "advice": "Did you mean REV?"}
    return Problem("WB053", (Place(None, sheet, f"{column}{row}", name),), words, (f"row:{row}",))


def text(row: int) -> Problem:
    words = {"column": "Value", "value": f"x{row}", "found": "a text", "advice": "Type it."}
    return Problem("WB022", (Place(None, "Actuals", f"C{row}", f"x{row}"),), words)


def missing(row: int, kpi: str) -> Problem:
    words = {"kpi": kpi, "whom": str(row), "what": ""}
    return Problem("CA043", (Place(None, "Employees", f"A{row}"), Place(None, "Matrix", "B2")), words)


def test_the_same_words_in_one_column() -> None:
    found = gathered(unknown(row) for row in range(10, 1, -1))
    assert len(found) == 1
    assert found[0].times == 9
    assert [place.cell for place in found[0].places] == [f"B{row}" for row in range(2, 11)]
    assert found[0].message == 'There is no KPI "REVV". The same goes for 8 more.'
    assert set(found[0].about) == {f"row:{row}" for row in range(2, 11)}


def test_few_stay_apart() -> None:
    few = [unknown(row) for row in range(2, 2 + SAME_WORDS - 1)]
    assert gathered(few) == few
    kinds = [text(row) for row in range(2, 2 + SAME_KIND - 1)]
    assert gathered(kinds) == kinds


@pytest.mark.parametrize("other", [unknown(99, column="D"), unknown(99, sheet="Targets"), unknown(99, "CRM")])
def test_other_columns_sheets_and_names_are_not_the_same(other: Problem) -> None:
    found = gathered([*(unknown(row) for row in range(2, 9)), other])
    assert [problem.times for problem in found] == [7, 1]


def test_a_whole_column_of_one_kind() -> None:
    found = gathered(text(row) for row in range(2, 502))
    assert len(found) == 1
    assert len(found[0].places) == 500
    assert found[0].message.endswith('"x2" is a text. The same goes for 499 more.')


def test_words_then_kind_count_together() -> None:
    rows = [
        unknown(row, name) for name, first in (("REVV", 2), ("CRMM", 20), ("X", 40)) for row in range(first, first + 9)
    ]
    found = gathered(rows)
    assert [problem.times for problem in found] == [27]
    assert [place.cell for place in found[0].places] == [f"B{at + row}" for at in (2, 20, 40) for row in range(9)]


def test_each_kpi_is_a_cause_of_its_own() -> None:
    found = gathered(missing(row, kpi) for row in range(2, 102) for kpi in ("REV", "NPS"))
    assert [(problem.values["kpi"], problem.times) for problem in found] == [("REV", 100), ("NPS", 100)]
    assert str(found[0].places[-1]) == "Matrix!B2"


def test_a_formula_that_fails_for_everyone_is_one_and_two_formulas_are_two() -> None:
    def failed(cell: str, person: int) -> Problem:
        context = f"step Extra, for {person}"
        return Problem("FX040", (Place(None, "Formulas", cell),), {"position": "3", "context": context})

    found = gathered(failed(cell, person) for person in range(50) for cell in ("B2", "B3"))
    assert [(str(problem.places[0]), problem.times, len(problem.places)) for problem in found] == [
        ("Formulas!B2", 50, 1),
        ("Formulas!B3", 50, 1),
    ]


def test_the_first_place_stands_at_the_top_of_the_answer() -> None:
    data = problem_data(ordered([unknown(row) for row in range(2, 52)])[0])
    assert (data["sheet"], data["cell"]) == ("Actuals", "B2")
    places = data["places"]
    assert isinstance(places, list)
    assert [place["cell"] for place in places] == [f"B{row}" for row in range(2, 52)]


def waiting(row: int, kpi: str, sheet: str = "Actuals") -> Problem:
    words = {"kpi": kpi, "whom": str(row), "what": "", "waiting": "2"}
    cells = tuple(Place(None, sheet, f"{column}{row}") for column in "CD")
    return Problem("CA043", (*cells, Place(None, "Employees", f"A{row}")), words, (f"employee:{row}",))


def test_figures_that_are_waited_for_are_one_problem_a_sheet() -> None:
    blanks = Problem("WB094", (Place(None, "Actuals", "C2"),), {"sheet": "Actuals", "count": "9"})
    rows = [waiting(row, kpi) for row in (10, 9, 8) for kpi in ("REV", "NPS")]
    found = gathered([*rows, waiting(2, "CRM", "Others"), missing(2, "OWN"), blanks])
    assert sorted(problem.code for problem in found) == ["CA043", "CA043", "CA075"]
    one = next(problem for problem in found if problem.code == "CA075")
    assert [place.cell for place in one.places] == ["C8", "D8", "C9", "D9", "C10", "D10"]
    assert one.message == 'The sheet "Actuals" has blank cells that wait for figures (in all: 6), of REV, NPS.'
    assert set(one.about) == {f"employee:{row}" for row in (8, 9, 10)}


def test_few_figures_that_are_waited_for_stay_apart() -> None:
    rows = [waiting(row, "REV") for row in range(2, 6)]
    assert gathered(rows) == rows


def test_very_many_are_gathered_in_no_time() -> None:
    rows = [waiting(row, "REV") for row in range(2, 20_002)]
    began = time.process_time()
    (one,) = gathered(rows)
    assert time.process_time() - began < 10
    assert len(one.places) == 40_000
