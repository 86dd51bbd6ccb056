"""Files that are none of ours to trust: each gives one clear line, at once and in bounded memory."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from incentive.i18n.speech import Speech
from incentive.problems import Severity
from incentive.workbook import cells as cells_of_files
from incentive.workbook import read_plan, safe
from incentive.workbook.editing.annotate import annotate

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
CODES_OF_FILES = {
    "WB001",
    "WB002",
    "WB003",
    "WB004",
    "WB005",
    "WB006",
    "WB007",
    "WB008",
    "WB009",
    "WB010",
    "WB107",
    "WB102",
    "WB103",
}

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'


def parts(sheet: str, title: str = "Plan") -> dict[str, str]:
    """The least that a workbook file of one sheet consists of."""
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return {
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="{title}" sheetId="1" '
        'r:id="b"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="b" '
        f'Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
    }


def packed(found: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in found.items():
            archive.writestr(name, text)
    return content.getvalue()


def workbook(*titles: str) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in titles:
        book.create_sheet(title).append(["Setting", "Value"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_part(content: bytes, name: str, text: str | bytes) -> bytes:
    changed = io.BytesIO(content)
    with zipfile.ZipFile(changed, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return changed.getvalue()


def encrypted_entry(content: bytes) -> bytes:
    """The archive with its first part marked as encrypted, in both headers."""
    marked = bytearray(content)
    marked[6] |= 1
    marked[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(marked)


def ole(*streams: str) -> bytes:
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le") + bytes(64) for name in streams)


FILES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "empty": ("WB002", "an empty file", lambda: b""),
    "text": ("WB002", "a text file", lambda: b"Setting;Value\nPlan name;x\n"),
    "page": ("WB002", "an XML or HTML file", lambda: b"<html><table></table></html>"),
    "pdf": ("WB002", "a PDF document", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "picture": ("WB002", "a picture", lambda: b"\x89PNG\r\n\x1a\n\0\0\0"),
    "noise": ("WB002", "a file of another kind", lambda: bytes(range(256))),
    "old workbook": ("WB002", "an old Office file (.xls)", lambda: ole("Workbook")),
    "older workbook": ("WB002", "an old Excel file (.xls)", lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00"),
    "OpenDocument": ("WB002", "OpenDocument", lambda: packed({"mimetype": "x", "content.xml": "<x/>"})),
    "binary workbook": ("WB002", ".xlsb", lambda: packed({"xl/workbook.bin": b"\0"})),
    "Word document": ("WB002", "Word", lambda: packed({"word/document.xml": "<x/>"})),
    "presentation": ("WB002", "PowerPoint", lambda: packed({"ppt/presentation.xml": "<x/>"})),
    "archive": ("WB002", "a zip archive without a workbook", lambda: packed({"a.txt": "x"})),
    "password": ("WB003", "password", lambda: ole("EncryptionInfo", "EncryptedPackage")),
    "encrypted archive": ("WB003", "password", lambda: encrypted_entry(workbook("Plan"))),
    "macros": ("WB004", "macros", lambda: with_part(workbook("Plan"), "xl/vbaProject.bin", b"x")),
    "declared macros": (
        "WB004",
        "macros",
        lambda: packed(
            parts(SHEET.format(""))
            | {
                "[Content_Types].xml": '<Types><Override PartName="/xl/workbook.xml" '
                'ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
            }
        ),
    ),
    "cut short": ("WB005", "cut short", lambda: workbook("Plan")[:-300]),
    "only its head": ("WB005", "cut short", lambda: workbook("Plan")[:600]),
    "broken part": ("WB005", "damaged", lambda: packed(parts("<worksheet><sheetData>"))),
    "no text of that number": (
        "WB005",
        "damaged",
        lambda: packed(parts(SHEET.format('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'))),
    ),
    "bomb": (
        "WB006",
        "unpacks to 60 MB",
        lambda: with_part(workbook("Plan"), "xl/worksheets/sheet9.xml", bytes(60_000_000)),
    ),
    "many parts": ("WB006", "parts", lambda: packed({f"{number}.xml": "" for number in range(safe.MOST_PARTS + 1)})),
    "entities": (
        "WB007",
        "entities",
        lambda: packed(parts(f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{SHEET.format("&b;")}')),
    ),
    "outside entity": (
        "WB007",
        "entities",
        lambda: packed(parts(f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SHEET.format("&a;")}')),
    ),
    "no row of that number": ("WB008", "cells", lambda: packed(parts(SHEET.format('<row r="99999999"></row>')))),
    "no column of that name": (
        "WB008",
        "cells",
        lambda: packed(parts(SHEET.format('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'))),
    ),
    "other sheets": ("WB010", "it has: Sheet1, Notes", lambda: workbook("Sheet1", "Notes")),
}


@pytest.mark.parametrize("name", FILES)
def test_it_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    code, words, content = FILES[name]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content())
    tracemalloc.start()
    plan, problems = read_plan(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert plan is None
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message
    assert "\n" not in problems[0].message + problems[0].hint
    assert problems[0].severity is Severity.ERROR
    assert peak < 20_000_000


def test_what_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    for path in (tmp_path / "none.xlsx", tmp_path):
        plan, problems = read_plan(path)
        assert plan is None
        assert [problem.code for problem in problems] == ["WB001"]


def test_a_file_is_known_by_what_it_is_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.xls"
    path.write_bytes(workbook("Plan", "Employees"))
    plan, problems = read_plan(path)
    assert plan is not None
    assert {problem.code for problem in problems} == {"WB043", "WB015"}


def test_real_bytes_are_counted_whatever_the_file_says_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe, "MOST_EXPANDED", 100_000)
    row = '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(SHEET.format(row * 10_000))))
    plan, problems = read_plan(tmp_path / "plan.xlsx")
    assert (plan, [problem.code for problem in problems]) == (None, ["WB006"])


def test_cells_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_of_files, "MOST_CELLS", 100)
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(SHEET.format("<row><c><v>1</v></c></row>" * 101))))
    plan, problems = read_plan(tmp_path / "plan.xlsx")
    assert (plan, [problem.code for problem in problems]) == (None, ["WB008"])


def test_a_lone_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    content = '<row r="1"><c r="A1" t="str"><v>Setting</v></c><c r="B1" t="str"><v>Value</v></c></row>'
    content += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(SHEET.format(content))))
    tracemalloc.start()
    plan, problems = read_plan(tmp_path / "plan.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert plan is not None
    assert "Plan!XFD1048576" in [str(problem.places[0]) for problem in problems if problem.code == "WB020"]
    assert peak < 5_000_000


def test_elements_that_mean_nothing_take_no_memory(tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(SHEET.format("<x/>" * 1_000_000))))
    tracemalloc.start()
    read_plan(tmp_path / "plan.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_sheet_that_is_named_but_not_there_is_damage(tmp_path: Path) -> None:
    found = parts(SHEET.format(""), "Adjustments")
    del found["xl/worksheets/sheet1.xml"]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(packed(found))
    plan, problems = read_plan(path)
    assert plan is None
    assert [problem.code for problem in problems] == ["WB005"]
    assert '"Adjustments"' in problems[0].message


def test_what_no_sheet_needs_may_be_damaged_and_then_no_copy_is_made(tmp_path: Path) -> None:
    path, out = tmp_path / "plan.xlsx", tmp_path / "copy.xlsx"
    content = bytearray(with_part(workbook("Plan", "Employees"), "xl/media/picture.png", bytes(range(256)) * 8))
    at = content.index(b"xl/media/picture.png") + len("xl/media/picture.png")
    content[at : at + 4] = b"\xff" * 4
    path.write_bytes(content)
    plan, problems = read_plan(path)
    assert plan is not None
    refused = annotate(path, problems, out, Speech())
    assert refused is not None
    assert refused.code == "WB009"
    assert "xl/media/picture.png" in refused.message


def test_cells_merged_down_the_whole_sheet_cost_nothing(tmp_path: Path) -> None:
    sheet = SHEET.format('<row r="1"><c r="A1" t="str"><v>Setting</v></c><c r="B1" t="str"><v>Value</v></c></row>')
    merged = '</sheetData><mergeCells><mergeCell ref="A1:A9999999"/></mergeCells>'
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(sheet.replace("</sheetData>", merged))))
    tracemalloc.start()
    read_plan(tmp_path / "plan.xlsx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


HEADER = '<row r="1"><c r="A1" t="str"><v>Setting</v></c><c r="B1" t="str"><v>Value</v></c></row>'


@pytest.mark.parametrize("row", ['<row r="{}" s="1" customFormat="1"/>', '<row r="{0}"><c r="A{0}" s="1"/></row>'])
def test_a_million_empty_formatted_rows_are_nothing(row: str, tmp_path: Path) -> None:
    rows = "".join(row.format(number) for number in range(2, 1_048_577))
    (tmp_path / "plan.xlsx").write_bytes(packed(parts(SHEET.format(HEADER + rows))))
    tracemalloc.start()
    start = time.process_time()
    book, _ = cells_of_files.open_book(tmp_path / "plan.xlsx")
    seconds, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert book is not None
    assert [each.number for each in book.sheets[0].rows] == [1]
    assert seconds < 40
    assert peak < 10_000_000


def test_links_to_outside_are_not_followed(tmp_path: Path) -> None:
    """The value that is stored counts, whether or not there is something at the other end."""
    cell = '<row r="2"><c r="A2" t="str"><v>Plan name</v></c><c r="B2" t="str"><f>[1]Plan!B2</f><v>Far</v></c></row>'
    found = parts(SHEET.format(HEADER + cell)) | {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"><externalBook/></externalLink>',
        "xl/externalLinks/_rels/externalLink1.xml.rels": '<Relationships><Relationship Id="rId1" '
        'Type="x/externalLinkPath" Target="file:///nowhere/other.xlsx" TargetMode="External"/></Relationships>',
    }
    outside = f'<Relationship Id="c" Type="{RELATIONS}/worksheet" Target="http://x.invalid/s" TargetMode="External"/>'
    name = "xl/_rels/workbook.xml.rels"
    found[name] = found[name].replace("</Relationships>", f"{outside}</Relationships>")
    (tmp_path / "plan.xlsx").write_bytes(packed(found))
    plan, _ = read_plan(tmp_path / "plan.xlsx")
    assert plan is not None
    assert plan.settings.plan_name == "Far"


@pytest.mark.parametrize("name", ["plan.csv", "plan.pdf", "plan", "plan.xlsm", "plan.ods"])
def test_a_workbook_under_any_name_is_a_workbook(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(workbook("Plan"))
    assert read_plan(tmp_path / name)[0] is not None
