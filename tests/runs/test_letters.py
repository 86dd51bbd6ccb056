"""A run warns of every statement that shows boxes in the place of letters, and makes it all the same."""

from pathlib import Path

import pytest

from incentive.problems import Severity
from incentive.runs.exits import Exit
from incentive.runs.run import Options, run
from tests.runs.books import edit, example


@pytest.mark.parametrize("workers", [1, 2])
def test_names_without_a_font_are_warned_of(tmp_path: Path, workers: int) -> None:
    names = {"0031": "李小龙", "0047": "አበበ ቢቂላ የአትሌቲክስ ጀግና ማራቶን", "0058": "Ольга Łukaszewicz-Ðorđević"}
    book = edit(example(tmp_path / "plan.xlsx"), *(("Employees", id, "Name", name) for id, name in names.items()))
    outcome = run(book, tmp_path / "out", Options(workers=workers))
    assert (outcome.exit, outcome.statements) == (Exit.DONE, 6)
    found = [problem for problem in outcome.problems if problem.code == "RN033"]
    assert [problem.severity for problem in found] == [Severity.WARNING] * 2
    assert {str(problem.values["id"]): str(problem.values["letters"]) for problem in found} == {
        "0031": "李 小 龙",
        "0047": "አ በ ቢ ቂ ላ የ ት ሌ ቲ ክ ስ ጀ and 6 more",
    }
    assert "The statement of 李小龙 (0031) shows a box for each of: 李 小 龙." in [one.message for one in found]
    assert (tmp_path / "out" / "statements" / "0031.pdf").read_bytes().startswith(b"%PDF")
