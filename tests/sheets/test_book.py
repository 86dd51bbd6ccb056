"""Books as they are written: text stays text, the same bytes each time, filters and frozen headers on each table."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from incentive.sheets import Block, Cell, Properties, SheetColumn, SheetContent, Tone, workbook

COLUMNS = (
    SheetColumn("Employee", "Id", tone=Tone.INPUT),
    SheetColumn("Payout", "To be paid", "money"),
    SheetColumn("Share", "", "percent"),
    SheetColumn("Day", "", "date"),
    SheetColumn("Actual", "", "kpi"),
)
ROWS = (
    ("=cmd|' /C calc'!A0", Decimal("-12.5"), Decimal("0.125"), date(2026, 7, 1), Cell(Decimal("0.04"), "percent")),
    ("00417", None, None, date(1850, 1, 1), True),
    ("http://x.example\x01", 3, None, None, "+1"),
)


def book(*, rows: Any = ROWS) -> Any:
    content = SheetContent("Payouts", (Block(COLUMNS, rows, (("Total", Decimal("-9.5"), None, None, None),)),))
    return workbook([content], Properties("A & B", foot="A & B · run 1"))


def test_the_same_content_gives_the_same_bytes() -> None:
    assert book() == book()
    assert book() != book(rows=ROWS[:1])


def test_text_of_users_is_text() -> None:
    page = load_workbook(io.BytesIO(book()))["Payouts"]
    for row, text in ((3, "=cmd|' /C calc'!A0"), (4, "00417"), (5, "http://x.example_x0001_")):
        cell = page.cell(row, 1)
        assert cell.data_type == "s"
        assert cell.value in {text, "http://x.example\x01"}
        assert cell.hyperlink is None


def test_header_filter_panes_and_print_are_set() -> None:
    page = load_workbook(io.BytesIO(book()))["Payouts"]
    assert [cell.value for cell in page[2]] == ["Employee", "Payout", "Share", "Day", "Actual"]
    assert page.cell(1, 2).value == "To be paid, row's currency"
    assert page.auto_filter.ref == "A2:E5"
    assert page.freeze_panes == "B3"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.paperSize == 9
    assert page.print_title_rows == "$1:$2"
    assert not page.merged_cells.ranges


def test_units_decide_the_number_format() -> None:
    page = load_workbook(io.BytesIO(book()))["Payouts"]
    assert page["B3"].value == -12.5
    assert page["B3"].number_format == "#,##0.00;[Red]-#,##0.00"
    assert page["C3"].number_format == page["E3"].number_format == "0.00%;[Red]-0.00%"
    assert page["D3"].is_date
    assert page["D4"].value == "1850-01-01"
    assert page["E4"].value is True
    assert page["B6"].font.bold


def test_a_text_longer_than_a_cell_is_cut() -> None:
    page = load_workbook(io.BytesIO(book(rows=(("x" * 40_000, None, None, None, None),))))["Payouts"]
    assert len(page["A3"].value) == 32_767


VALUES: tuple[Any, ...] = (
    None,
    Decimal("1234567.891"),
    Decimal("1.133333333333333333333333333333"),
    Decimal("1E+300"),
    Decimal("-0.00000012345678901234567"),
    0,
    True,
    date(2026, 2, 28),
    "plain",
    " led by a space",
    "a & b < c > d",
    "line\nbreak",
    "\x07 bell",
    "_x0041_ is no A",
    "\ufffe",
    "ends with one ",
    "é ß 漢 😀",
)


def test_cells_read_back_as_they_were_given() -> None:
    column = SheetColumn("A", unit="money", decimals=2)
    content = SheetContent("S", (Block((column,), [(value,) for value in VALUES]),))
    page = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]
    for row, value in enumerate(VALUES, 3):
        found = page.cell(row, 1).value
        match value:
            case bool() | None:
                assert found is value
            case Decimal() | int():
                assert found == pytest.approx(float(value), rel=1e-15)
            case date():
                assert isinstance(found, datetime)
                assert found.date() == value
            case _:
                assert str(found).strip() != ""


def test_a_number_beyond_all_cells_is_text() -> None:
    page = load_workbook(io.BytesIO(book(rows=(("x", Decimal("1E+400"), None, None, None),))))["Payouts"]
    assert page["B3"].value == "1E+400"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("5", "#,##0"),
        ("1.5", "#,##0.00"),
        ("1.2345", "#,##0.0000"),
        ("2.33333333333", "#,##0.0000"),
        ("0.000012", "#,##0.000000"),
    ],
)
def test_plain_numbers_show_no_more_decimals_than_they_need(value: str, shown: str) -> None:
    content = SheetContent("S", (Block((SheetColumn("N", unit="number"),), [(Decimal(value),)]),))
    cell = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]["A3"]
    assert cell.number_format == f"{shown};[Red]-{shown}"
    assert cell.value == float(value)


def test_blank_cells_are_not_written_but_a_total_s_line_runs_through() -> None:
    text = zipfile.ZipFile(io.BytesIO(book())).read("xl/worksheets/sheet1.xml").decode()
    assert 'r="B4"' not in text
    assert 'r="D6"' in text


def test_a_wide_sheet_goes_over_several_pages_with_its_keys() -> None:
    columns = tuple(SheetColumn(f"Column{number}", width=20) for number in range(20))
    content = SheetContent("S", (Block(columns, [tuple("x" * 20)]),), frozen=2)
    page = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]
    assert int(page.page_setup.fitToWidth or 1) > 1
    assert page.print_title_cols == "$A:$B"


def test_tables_one_below_the_other_have_headings_and_no_filter() -> None:
    blocks = (
        Block((SheetColumn("A"),), [("1",), ("2",)], heading="First"),
        Block((SheetColumn("B", unit="percent"),), [(Decimal("0.5"),)], heading="Second"),
    )
    page = load_workbook(io.BytesIO(workbook([SheetContent("S", blocks, title="Both")], Properties(""))))["S"]
    column = [page.cell(row, 1).value for row in range(1, page.max_row + 1)]
    assert column == ["Both", None, "First", "A", "1", "2", None, "Second", "percent", "B", 0.5]
    assert page.auto_filter.ref is None


def test_a_long_text_makes_its_row_higher_and_goes_on_in_it() -> None:
    columns = (SheetColumn("A"), SheetColumn("B"))
    long = "word " * 40
    rows = [("short", "short"), (long, "short"), ("short", long), ("short", "x" * 20)]
    content = SheetContent("S", (Block(columns, rows),))
    page = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]
    heights = [page.row_dimensions[row].height for row in range(3, 7)]
    assert heights == [None, 54, 54, None]
    assert page["A4"].alignment.wrap_text
    assert page["B5"].alignment.wrap_text
    assert not page["A5"].alignment.wrap_text


def test_truth_values_say_so_in_every_program() -> None:
    content = SheetContent("S", (Block((SheetColumn("A", unit="kpi"),), [(True,)]),))
    cell = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]["A3"]
    assert cell.value is True
    assert cell.number_format == '"TRUE";"TRUE";"FALSE"'
    assert cell.alignment.horizontal == "right"


@pytest.mark.parametrize(
    ("label", "unit", "shown"),
    [
        ("Days in the plan", "days", "Days in the plan"),
        ("Target bonus %", "percent", "Target bonus %"),
        ("Score", "percent", "Score, percent"),
        ("Money", "money", "Money, row's currency"),
    ],
)
def test_a_label_says_its_unit_once(label: str, unit: str, shown: str) -> None:
    content = SheetContent("S", (Block((SheetColumn("A", label, unit),), [(Decimal(1),)]),))
    page = load_workbook(io.BytesIO(workbook([content], Properties(""))))["S"]
    assert page["A1"].value == shown


def test_tables_one_below_the_other_are_not_torn_apart() -> None:
    columns = tuple(SheetColumn(f"Column{number}", width=11) for number in range(20))
    blocks = (Block(columns, [tuple("x" * 20)], heading="One"), Block((SheetColumn("B"),), [("1",)], heading="Two"))
    page = load_workbook(io.BytesIO(workbook([SheetContent("S", blocks)], Properties(""))))["S"]
    assert page.page_setup.fitToHeight == 0
    assert page.page_setup.fitToWidth in {None, 1}
    wide = tuple(SheetColumn(f"Column{number}", width=30) for number in range(20))
    blocks = (Block(wide, [tuple("x" * 20)], heading="One"), Block((SheetColumn("B"),), [("1",)], heading="Two"))
    page = load_workbook(io.BytesIO(workbook([SheetContent("S", blocks)], Properties(""))))["S"]
    assert int(page.page_setup.fitToWidth or 1) > 1
    assert not page.print_title_cols
