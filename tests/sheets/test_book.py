"""Books as they are written: text stays text, the same bytes each time, filters and frozen headers on each table."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

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
    assert page.cell(1, 2).value == "To be paid, money"
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
