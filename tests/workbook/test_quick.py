"""Sheets that are written plainly are read quickly, and whichever way a sheet is read, its cells are the same."""

from datetime import date
from pathlib import Path
from random import Random

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from incentive.numbers import exact
from incentive.workbook import cells as cells_of_files
from incentive.workbook.book_forms import Book
from incentive.workbook.cells import open_book
from incentive.workbook.stored import exact_of
from tests.fuzz.sources import plans, strangers
from tests.workbook.test_files import SHEET, packed, parts


def everything(_title: str) -> bool:
    return True


def both(path: Path) -> tuple[Book | None, list[str]]:
    """The book, which is the same whichever way it is read."""
    (quick, problems), (slow, others) = (open_book(path, everything, quickly) for quickly in (True, False))
    assert quick == slow
    codes = [problem.code for problem in problems]
    assert codes == [problem.code for problem in others]
    return quick, codes


def test_plans_read_the_same_both_ways(tmp_path: Path) -> None:
    for name, content in plans().items():
        (tmp_path / "plan.xlsx").write_bytes(content)
        assert both(tmp_path / "plan.xlsx")[0] is not None, name


@pytest.mark.skipif(not strangers(), reason="no workbooks of others (see test_corpus)")
def test_workbooks_of_others_read_the_same_both_ways(tmp_path: Path) -> None:
    opened = 0
    for content in strangers().values():
        (tmp_path / "plan.xlsx").write_bytes(content)
        opened += both(tmp_path / "plan.xlsx")[0] is not None
    assert opened > 60


def never(*_: object) -> None:
    raise AssertionError("the sheet is read by the parser")


@pytest.fixture
def quick_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_of_files, "_SheetCells", never)


@pytest.mark.usefixtures("quick_alone")
def test_what_the_usual_programs_write_is_read_quickly(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.merge_range(0, 0, 0, 2, "title")
        sheet.write_row(1, 0, ("a & b", " x", 1.5, "", True))
        sheet.write_formula(2, 0, "=1<2", value="#N/A")
        sheet.write_datetime(3, 1, date(2026, 7, 1), book.add_format({"num_format": "yyyy-mm"}))
        sheet.set_row(3, None, None, {"hidden": True})
    read, _ = open_book(path)
    assert read is not None
    assert [(row.number, [cell.shown for cell in row.cells.values()]) for row in read.sheets[0].rows] == [
        (1, ["title"]),
        (2, ["a & b", "x", "1.5", "TRUE"]),
        (3, ["#N/A"]),
        (4, ["2026-07-01"]),
    ]
    assert [each.name for each in read.sheets[0].merged] == ["A1:C1"]
    assert read.sheets[0].hidden == {4}
    for content in plans().values():
        path.write_bytes(content)
        assert open_book(path, everything)[0] is not None
    written = Workbook(write_only=True)
    written.create_sheet("Plan").append(["text", 1, "=A1", None, date(2026, 7, 1)])
    written.save(path)
    assert open_book(path, everything)[0] is not None


def test_a_large_sheet_is_read_quickly_whatever_stands_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows alike and unlike, errors, formulas never calculated and ids as displayed among them, over many pieces."""
    random = Random(3)
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Actuals")
        padded = book.add_format({"num_format": "00000"})
        for row in range(20_000):
            sheet.write_number(row, 0, row % 700, padded)
            sheet.write_string(row, 1, random.choice(("CTR", "CR", "NPS")))
            sheet.write_number(row, 3, random.choice((1e-7, 0, 7, 120, 1 / 3, 123456.78, 1e300)))
            if random.random() < 0.01:
                sheet.write_formula(row, 3, "=A1/0", None, random.choice(("#DIV/0!", "", 5)))
            if random.random() < 0.01:
                sheet.write_string(row, random.randrange(6), " ")
    whole, _ = both(path)
    assert whole is not None
    found = load_workbook(path).worksheets[0]
    assert [len(row.cells) for row in whole.sheets[0].rows] == [
        sum(cell.value is not None and cell.value != " " for cell in row) for row in found.iter_rows()
    ]
    assert whole.sheets[0].rows[0].cells[1].shown == "00000"
    monkeypatch.setattr(cells_of_files, "_SheetCells", never)
    assert open_book(path, everything)[0] == whole


ODD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>',
    '<row r="1"><c r="A1" t="str"><v>a&amp;b&#x41;&#66;&lt;</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v>a\r\nb\rc</v></c></row>',
    '<row r="1"><c r="A1" t="str"><v><![CDATA[<c r="B1"/>]]></v></c></row>',
    '<row r="1"><!-- <c r="A1"><v>1</v></c> --><c r="B1"><v>2</v></c></row>',
    '<row r="1"><c r="A1" t="e"><v></v></c><c r="B1" t="e"/><c r="C1" t="e"><v/></c></row>',
    ('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>'
    '<row r="2"><c r="B2"><v>3</v></c></row>'),
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c><c r="A1" t="str"><v> </v></c></row>',
    '<row r="1"/><row r="2" hidden="1"/><row r="3" hidden="true"><c r="A3"><v>1</v></c></row><row r="4" hidden="0"/>',
    '<row><c><v>1</v></c></row>',
    '<row r="1"><c r="A1" s="1" t="inlineStr"><v>1_000</v></c><c r="B1"><v>2</v></c></row>',
    '<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>',
    '<row r="1">text<c r="A1"><v>1</v></c></row>',
    "<row r='1'><c r='A1'><v>1</v></c></row>",
    '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="a1"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="b"><v> 1 </v></c><c r="B1"><v> 5 </v></c></row>',
    '<row r="1"><c r="C1"><v>1e5</v></c><c r="D1"><v>-0</v></c></row>',
    ('<row r="1"><c r="A1"><f t="shared" si="0" ref="A1:A2">B1</f><v>1</v></c></row>'
    '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'),
    '<row r="1"><c r="A1"><f/><v>1</v></c><c r="B1"><f></f></c><c r="C1" t="str"><f>"&lt;"</f><v/></c></row>',
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="1048577"><c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="XFE1"/></row>',
    '<row r="1"><c r="A1" s="99999999"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>3</v></c></row>',
    '<x:row xmlns:x="urn:x" r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>',
    '</sheetData><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    ('<row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    '<mergeCells><mergeCell ref="A1:B2"/><mergeCell  ref="x"/></mergeCells><sheetData>'),
    "\n  <row r=\"1\">\n    <c r=\"A1\">\n      <v>1</v>\n    </c>\n  </row>\n",
)  # fmt: skip


@pytest.mark.parametrize("content", ODD)
def test_however_a_sheet_is_written_it_reads_the_same_both_ways(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(packed(parts(SHEET.format(content))))
    both(tmp_path / "x.xlsx")
    before = '<row r="7"><c r="A7"><v>1</v></c></row><row r="8"><c r="A8"><v>2</v></c></row>'
    (tmp_path / "x.xlsx").write_bytes(packed(parts(SHEET.format(before + content))))
    both(tmp_path / "x.xlsx")


def test_another_encoding_is_left_to_the_parser(tmp_path: Path) -> None:
    for encoding in ("utf-16", "latin-1"):
        sheet = SHEET.format('<row r="1"><c r="A1" t="str"><v>é</v></c></row>')
        found: dict[str, str | bytes] = {
            **parts(""),
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0" encoding="{encoding}"?>{sheet}'.encode(encoding),
        }
        (tmp_path / "x.xlsx").write_bytes(packed(found))
        book, _ = both(tmp_path / "x.xlsx")
        assert book is not None
        assert book.sheets[0].rows[0].cells[1].value == "é"


@given(st.floats(-1e300, 1e300), st.integers(1, 17))
@example(100.0, 15)
@example(0.1, 1)
@example(123456789012345.0, 15)
def test_few_digits_are_what_they_are(number: float, digits: int) -> None:
    stored = f"{number:.{digits}g}"
    expected = exact(f"{float(stored):.15g}")
    assert exact_of(stored).as_tuple() == expected.as_tuple()
