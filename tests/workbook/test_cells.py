"""Cells of real files: exact numbers, dates of both calendars, ids, percentages, formulas and their stored values."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from incentive.workbook import book_of, plan_of, read_plan
from incentive.workbook.book_forms import Cell
from incentive.workbook.cells import open_book
from tests.random_plans.generator import generate
from tests.random_plans.xlsx import write_xlsx
from tests.workbook.test_files import MAIN, SHEET, packed, parts


def cells(path: Path) -> dict[str, Cell]:
    """The cells of the first sheet by place."""
    book, problems = open_book(path)
    assert problems == []
    assert book is not None
    return {
        f"{'ABCDEFGH'[column - 1]}{row.number}": cell
        for row in book.sheets[0].rows
        for column, cell in row.cells.items()
    }


def written(path: Path, *values: Any, number_format: str = "General", calendar_1904: bool = False) -> dict[str, Cell]:
    """The cells of a sheet Plan with these values in its first column, as openpyxl writes them."""
    book = Workbook()
    if calendar_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "Plan"
    for row, value in enumerate(values, 1):
        sheet.cell(row, 1, value).number_format = number_format
    book.save(path)
    return cells(path)


def raw(path: Path, content: str, **others: str) -> dict[str, Cell]:
    """The cells of a sheet written as XML."""
    path.write_bytes(packed(parts(SHEET.format(content)) | others))
    return cells(path)


@pytest.mark.parametrize(
    ("number", "exact"),
    [
        (0.1 + 0.2, "0.3"),
        (1.005, "1.005"),
        (33.33, "33.33"),
        (1234567890.12345, "1234567890.12345"),
        (2 / 3, "0.666666666666667"),
        (-1e-7, "-1E-7"),
        (48000, "48000"),
    ],
)
def test_a_number_is_the_decimal_of_its_15_digits(number: float, exact: str, tmp_path: Path) -> None:
    assert written(tmp_path / "x.xlsx", number)["A1"].value == Decimal(exact)


def test_numbers_that_are_none_are_errors(tmp_path: Path) -> None:
    found = raw(tmp_path / "x.xlsx", "<row><c><v>INF</v></c><c><v>1e999</v></c><c><v>12a</v></c></row>")
    assert [cell.error for cell in found.values()] == ["#NUM!"] * 3


@pytest.mark.parametrize("calendar_1904", [False, True])
def test_dates_of_both_calendars(calendar_1904: bool, tmp_path: Path) -> None:
    found = written(
        tmp_path / "x.xlsx",
        date(2026, 7, 1),
        datetime.fromisoformat("2026-07-01T13:30"),
        number_format="dd.mm.yyyy",
        calendar_1904=calendar_1904,
    )
    assert [cell.value for cell in found.values()] == [date(2026, 7, 1)] * 2


def test_a_number_that_no_calendar_has_stays_a_number(tmp_path: Path) -> None:
    found = written(tmp_path / "x.xlsx", -5, 0.5, 99999999, number_format="yyyy-mm-dd")
    assert [cell.value for cell in found.values()] == [Decimal(-5), Decimal("0.5"), Decimal(99999999)]


def test_iso_dates_and_truth_values(tmp_path: Path) -> None:
    content = '<row><c t="d"><v>2026-07-01T00:00:00</v></c><c t="d"><v>23:44:51</v></c><c t="b"><v>1</v></c></row>'
    assert [cell.value for cell in raw(tmp_path / "x.xlsx", content).values()] == [date(2026, 7, 1), "23:44:51", True]


def test_what_displays_a_percentage(tmp_path: Path) -> None:
    for number_format, percent in (
        ("0%", True),
        ("0.00%;[Red]-0.00%", True),
        ('0"%"', False),
        ("0\\%", False),
        ("0", False),
    ):
        assert written(tmp_path / "x.xlsx", 0.8, number_format=number_format)["A1"].percent is percent


def test_ids_keep_their_zeros(tmp_path: Path) -> None:
    assert written(tmp_path / "x.xlsx", 417, number_format="00000")["A1"].shown == "00417"
    assert written(tmp_path / "x.xlsx", "00417")["A1"].shown == "00417"


def test_formulas_come_with_their_stored_values(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_formula(0, 0, "=1+1", value=2)
        sheet.write_formula(2, 0, "=1/0", value="#DIV/0!")
        sheet.write_formula(3, 0, '="a"&"b"', value="ab")
    found = cells(path)
    assert found["A1"] == Cell(Decimal(2), formula="=1+1")
    assert (found["A3"].error, found["A3"].formula) == ("#DIV/0!", "=1/0")
    assert found["A4"].value == "ab"


def test_a_formula_never_calculated_is_told_from_an_empty_text(tmp_path: Path) -> None:
    found = written(tmp_path / "x.xlsx", "=1+1")
    assert found["A1"].uncalculated
    shared = '<c><f t="shared" si="0">Salary*2</f></c><c><f t="shared" si="0"/></c>'
    content = f'<row><c t="str"><f>A2</f><v></v></c>{shared}</row>'
    found = raw(tmp_path / "x.xlsx", content)
    assert "A1" not in found
    assert [cell.formula for cell in found.values()] == ["=Salary*2", "=Salary*2"]


def test_text_that_looks_like_something_else_stays_text(tmp_path: Path) -> None:
    content = (
        '<row><c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r><rPh><t>hint</t></rPh></is></c>'
        '<c t="str"><v>_x0041__x0007_</v></c></row>'
    )
    assert [cell.value for cell in raw(tmp_path / "x.xlsx", content).values()] == ["a b", "A"]


def test_rows_and_cells_without_their_place_follow_each_other(tmp_path: Path) -> None:
    content = '<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>'
    assert list(raw(tmp_path / "x.xlsx", content)) == ["A3", "D3", "E3", "A4"]


def test_the_strict_variant_reads_alike(tmp_path: Path) -> None:
    found = {
        name: text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
        for name, text in parts(SHEET.format("<row><c><v>1</v></c></row>")).items()
    }
    (tmp_path / "x.xlsx").write_bytes(packed(found))
    assert cells(tmp_path / "x.xlsx")["A1"].value == 1


@pytest.mark.parametrize("seed", range(12))
def test_a_file_and_its_rows_make_the_same_plan(seed: int, tmp_path: Path) -> None:
    sheets = generate(Random(seed)).sheets
    write_xlsx(sheets, tmp_path / "plan.xlsx")
    from_file, from_rows = read_plan(tmp_path / "plan.xlsx"), plan_of(book_of(sheets))
    assert from_file == from_rows
    plan, problems = from_file
    assert plan is not None
    assert {problem.severity for problem in problems} <= {"notice", "warning"}
