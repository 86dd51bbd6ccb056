"""The example workbooks: what lies in example_workbooks is what their texts say, byte for byte."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from incentive.workbook import book_of, plan_of, read_plan
from incentive.workbook.examples import EXAMPLES, write_example
from incentive.workbook.notation import read_cell, read_document, sheets_of

WRITTEN = Path(__file__).parents[2] / "example_workbooks"
_CELLS = {"at", "origins", "blanks"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_file_is_what_the_text_says(name: str, tmp_path: Path) -> None:
    write_example(name, tmp_path / "example.xlsx")
    same = (tmp_path / "example.xlsx").read_bytes() == (WRITTEN / f"{name}.xlsx").read_bytes()
    assert same, f"{name}.xlsx is not what its text says; script/examples writes it anew"


def test_no_workbook_is_left_over() -> None:
    assert {path.stem for path in WRITTEN.glob("*.xlsx")} == set(EXAMPLES)


def test_an_unknown_example_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_example("no_such_example", tmp_path / "example.xlsx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", EXAMPLES)
def test_excel_shows_the_values_of_the_text(name: str) -> None:
    book = load_workbook(WRITTEN / f"{name}.xlsx")
    for form in EXAMPLES[name].forms:
        first = len(form.notes) + 2 if form.notes else 1
        shown = [[cell.value for cell in row] for row in book[form.name].iter_rows(min_row=first)]
        meant = [[cell.value for cell in row] for row in (form.header, *form.rows)]
        for shown_row, meant_row in zip(shown, meant, strict=True):
            for seen, value in zip(shown_row, meant_row, strict=True):
                assert _plain(seen) == value


def _plain(seen: object) -> object:
    """What a reader makes of a cell: the day of a moment, the digits of a binary fraction."""
    if isinstance(seen, datetime):
        return seen.date()
    return Decimal(repr(seen)) if isinstance(seen, float) else seen


def test_cells_are_read_as_excel_would() -> None:
    typed = ["80%", "48,000.00", "−5", "'00417", "2026-07-01", "2026-Q3", "TRUE", "yes", ""]
    cells = [read_cell(text) for text in typed]
    shown = [f"{cell.value}|{cell.number_format}" for cell in cells]
    assert shown == [
        "0.80|0%",
        "48000.00|#,##0.00",
        "-5|General",
        "00417|@",
        "2026-07-01|yyyy-mm-dd",
        "2026-Q3|General",
        "True|General",
        "yes|General",
        "None|General",
    ]


def test_figures_of_wide_sheets_become_rows() -> None:
    text = "# T\n\n## Actuals a\n\n| For | Month | A | B |\n|---|---|---|---|\n| X | '2026-07 | 1 | |\n| Y | | | 2 |\n"
    assert sheets_of(read_document(text).forms) == {
        "Actuals": [{"For": "X", "Month": "2026-07", "KPI": "A", "Value": 1}, {"For": "Y", "KPI": "B", "Value": 2}]
    }


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="Plan: 1 cells in a table of 2"):
        read_document("# T\n\n## Plan\n\n| A | B |\n|---|---|\n| 1 |\n")


def test_mistakes_stand_where_they_are_said_to_be() -> None:
    example = EXAMPLES["broken"]
    book = load_workbook(WRITTEN / "broken.xlsx")
    wrong = [
        f"{mistake.sheet}!{mistake.cell}: {book[mistake.sheet][mistake.cell].value!r}, not {mistake.value!r}"
        for mistake in example.mistakes
        if mistake.cell is not None and _plain(book[mistake.sheet][mistake.cell].value) != mistake.value
    ]
    assert not wrong
    assert len({(mistake.sheet, mistake.cell) for mistake in example.mistakes}) >= 30
    assert {mistake.sheet for mistake in example.mistakes if mistake.cell is None} <= set(book.sheetnames)


def test_only_the_broken_one_is_broken_on_purpose() -> None:
    assert [name for name in EXAMPLES if EXAMPLES[name].mistakes] == ["broken"]


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "broken"])
def test_the_file_and_its_rows_make_the_same_plan(name: str) -> None:
    from_file, problems_of_file = read_plan(WRITTEN / f"{name}.xlsx")
    from_rows, problems_of_rows = plan_of(book_of(EXAMPLES[name].sheets))
    assert (problems_of_file, problems_of_rows) == ((), ())
    assert from_file is not None
    assert _without_cells(from_file) == _without_cells(from_rows)


def _without_cells(value: object) -> object:
    """A record as plain data, but for the cells that it came from."""
    if is_dataclass(value):
        return [(one.name, _without_cells(getattr(value, one.name))) for one in fields(value) if one.name not in _CELLS]
    if isinstance(value, tuple):
        return [_without_cells(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _without_cells(one) for key, one in value.items()}
    return value
