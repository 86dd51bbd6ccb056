"""`check --annotate`: a copy beside the workbook, with what is wrong; mended by what it says, the marks go."""

import json
from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import load_workbook

from incentive.cli import main
from incentive.i18n.speech import Speech
from incentive.runs.annotate import annotate
from incentive.runs.check import check
from incentive.workbook.examples import write_example
from incentive.workbook.schema import CHECK_SHEET


def incentive(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_the_copy_has_every_problem_and_reads_as_the_original(tmp_path: Path) -> None:
    book, copy = tmp_path / "broken.xlsx", tmp_path / "copy.xlsx"
    write_example("broken", book)
    before = book.read_bytes()
    checked = check(book)
    assert annotate(checked, copy, Speech())
    assert book.read_bytes() == before
    again = check(copy)
    assert [problem.places for problem in again.problems] == [problem.places for problem in checked.problems]
    workbook = load_workbook(copy)
    rows = list(workbook[CHECK_SHEET].iter_rows(min_row=5, values_only=True))
    assert [row[6] for row in rows] == [problem.code for problem in checked.problems]
    for problem in checked.problems:
        for place in problem.places:
            if place.file is None and place.sheet and place.cell and not place.cell.isdigit():
                comment = workbook[place.sheet][place.cell].comment
                assert comment is not None
                assert problem.message in comment.text


def test_from_the_command_line(tmp_path: Path) -> None:
    book, copy = tmp_path / "broken.xlsx", tmp_path / "copy.xlsx"
    write_example("broken", book)
    done = incentive("check", str(book), "--annotate", str(copy), "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["annotated"] == str(copy)
    assert copy.exists()
    assert incentive("check", str(book), "--annotate", str(copy)).exit_code == 2
    assert incentive("check", str(book), "--annotate", str(copy), "--force").exit_code == 1
    same = incentive("check", str(book), "--annotate", str(book), "--force", "--json")
    assert (same.exit_code, json.loads(same.stdout)["problems"][0]["code"]) == (2, "RN020")


def test_no_copy_where_nothing_is_known(tmp_path: Path) -> None:
    book, copy = tmp_path / "text.xlsx", tmp_path / "copy.xlsx"
    book.write_bytes(b"no workbook")
    done = incentive("check", str(book), "--annotate", str(copy), "--json")
    assert (done.exit_code, json.loads(done.stdout)["annotated"]) == (1, None)
    assert not copy.exists()
