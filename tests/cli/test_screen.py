"""The terminal form of problems: place, words, how to mend it, code; a screenful."""

import pytest

from incentive.cli.screen import Screen, tally
from incentive.problems import Place, Problem


def unknown(id: str, *cells: str) -> Problem:
    return Problem(
        "RN014", tuple(Place(None, "Matrix", cell, "x") for cell in cells), {"id": id, "near": "see the ids"}
    )


def notice(id: str) -> Problem:
    return Problem("RN032", values={"id": id})


def lines_of(capsys: pytest.CaptureFixture[str], problems: list[Problem], verbose: bool = False) -> list[str]:
    Screen(verbose).problems(problems)
    out, err = capsys.readouterr()
    assert out == ""
    return err.splitlines()


def test_a_problem_has_its_place_words_hint_and_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(capsys, [unknown("7", "E7", "E8")]) == [
        '  error    Matrix!E7  There is no employee "7" in the workbook.',
        "                      with Matrix!E8",
        "                      see the ids   RN014",
    ]


def test_text_of_users_is_neither_markup_nor_a_command_to_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    text = "\n".join(lines_of(capsys, [unknown("[red]\x1b[2J[/red]", "A1")]))
    assert "[red]\\x1b[2J[/red]" in text
    assert "\x1b" not in text


def test_a_name_longer_than_its_column_stands_on_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    far = Problem("RN014", (Place("a file with a long name.xlsx", "Actuals of July", "C19"),), {"id": "7", "near": "n"})
    lines = lines_of(capsys, [unknown("7", "E7"), far])
    assert lines[2] == "  error    a file with a long name.xlsx: Actuals of July!C19"
    assert lines[3] == '                      There is no employee "7" in the workbook.'


def test_many_of_one_kind_are_counted_unless_all_are_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    many = [unknown(str(number), f"E{number}") for number in range(1, 101)] + [notice("8") for _ in range(9)]
    lines = lines_of(capsys, many)
    assert lines[-2:] == [
        "  … and 88 more of RN014",
        "  9 notices on how the workbook was understood; --verbose shows all",
    ]
    assert sum(" error " in line for line in lines) == 12
    assert sum(" error " in line for line in lines_of(capsys, many, verbose=True)) == 100


def test_a_problem_without_cells_begins_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(capsys, [notice("8")])[0].startswith("  notice   Employee 8 gets no statement")


def test_tally() -> None:
    assert tally([]) == "No problems."
    assert tally([unknown("7")]) == "1 error."
    assert tally([unknown("7"), notice("8"), notice("9")]) == "3 problems: 1 error and 2 notices."
