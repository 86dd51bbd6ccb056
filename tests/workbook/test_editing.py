"""A user's own file, changed part by part: what is not marked keeps every byte, and what was put in goes again."""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from incentive.i18n.catalogue import texts_in
from incentive.i18n.speech import Speech, speech
from incentive.problems import Place, Problem
from incentive.workbook.cells import open_book
from incentive.workbook.editing import annotate as annotating
from incentive.workbook.editing import marks as marking
from incentive.workbook.editing import sheet as sheet_editing
from incentive.workbook.editing.annotate import annotate
from incentive.workbook.editing.changed import write_changed
from incentive.workbook.editing.comments import AUTHOR
from incentive.workbook.editing.listing import Listing
from incentive.workbook.editing.sheet import Value
from incentive.workbook.editing.splices import Element, Splices, as_utf8, elements, escaped
from incentive.workbook.examples import EXAMPLES, write_example
from incentive.workbook.schema import CHECK_SHEET

SAY = Speech()


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments_part(path: Path) -> str:
    return next(name for name in parts(path) if name.startswith("xl/comments"))


def cells(path: Path) -> object:
    book, problems = open_book(path, wanted=lambda _title: True)
    assert book is not None, problems
    return [(sheet.title, sheet.rows) for sheet in book.sheets if sheet.title != CHECK_SHEET]


def blank(sheet: str, *spots: str) -> Problem:
    values = {"column": "Name", "sheet": sheet, "advice": "Fill it in."}
    return Problem("WB021", tuple(Place(None, sheet, spot) for spot in spots), values)


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """A workbook with a chart, comments, rules, lists, names of one sheet, formulas: what people put into theirs."""
    workbook = Workbook()
    first = workbook.worksheets[0]
    first.title = "Employees"
    first.append(["Employee", "Name", "Role", "Salary"])
    first.append(["001", "Ada", "Rep", 48000])
    first["B2"].comment = Comment("Married name from May.", "Jo")
    first["D3"] = "=D2*2"
    first["C9"].fill = PatternFill("solid", fgColor="FFFF00")
    chart = BarChart()
    chart.add_data(Reference(first, min_col=4, min_row=1, max_row=2), titles_from_data=True)
    first.add_chart(chart, "G2")
    first.conditional_formatting.add("D2:D9", Rule("cellIs", operator="lessThan", formula=["0"], priority=3))
    rule = DataValidation(type="list", formula1='"Rep,Lead"')
    first.add_data_validation(rule)
    rule.add("C2:C9")
    other = workbook.create_sheet("Own notes")
    other["A1"] = "Ours alone"
    other.defined_names["Local"] = DefinedName("Local", attr_text="'Own notes'!$A$1")
    workbook.active = 1
    path = tmp_path / "rich.xlsx"
    workbook.save(path)
    return path


def test_only_the_parts_concerned_change(rich: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    assert annotate(rich, [blank("Employees", "B2", "B7")], out, SAY) is None
    before, after = parts(rich), parts(out)
    changed = {name for name in before if before[name] != after[name]}
    allowed = ("[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/", "xl/worksheets/sheet1.xml")
    others = ("xl/worksheets/_rels/sheet1", "xl/comments", "xl/drawings/")
    assert all(name.startswith((*allowed, *others)) and "chart" not in name for name in changed), changed
    assert {name for name in before if "chart" in name or "drawing1.xml" in name or "sheet2" in name}
    assert cells(out) == cells(rich)


def test_a_comment_of_the_users_own_comes_first_and_stays(rich: Path, tmp_path: Path) -> None:
    marked, mended = tmp_path / "marked.xlsx", tmp_path / "mended.xlsx"
    annotate(rich, [blank("Employees", "B2", "B7")], marked, SAY)
    sheet = load_workbook(marked)["Employees"]
    own = sheet["B2"].comment
    ours = sheet["B7"].comment
    assert own is not None
    assert ours is not None
    assert own.text.startswith("Married name from May.")
    assert "Fill it in." in own.text
    assert ours.author == AUTHOR
    assert ours.text.startswith("Error WB021")
    annotate(marked, [], mended, SAY)
    sheet = load_workbook(mended)["Employees"]
    comment = sheet["B2"].comment
    assert comment is not None
    assert comment.text == "Married name from May."
    assert sheet["B7"].comment is None


def test_comments_go_though_libreoffice_has_forgotten_whose_they_are(rich: Path, tmp_path: Path) -> None:
    marked, mended = tmp_path / "marked.xlsx", tmp_path / "mended.xlsx"
    annotate(rich, [blank("Employees", "B2", "B7", "C4")], marked, speech("ru"))
    rewritten(marked, comments_part(marked), lambda part: re.sub(rb"<author>.*?</author>", b"<author> </author>", part))
    annotate(marked, [blank("Employees", "C4")], mended, SAY)
    sheet = load_workbook(mended)["Employees"]
    said = {cell: sheet[cell].comment for cell in ("B2", "B7", "C4")}
    assert said["B2"] is not None
    assert said["B2"].text == "Married name from May."
    assert said["B7"] is None
    assert said["C4"] is not None
    assert said["C4"].text.count("WB021") == 1


@pytest.mark.parametrize("own", ["See WB021", "Error WB021 was mended by me", "Error ZZ999\nmine"])
def test_what_only_resembles_ours_stays(own: str, rich: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    rewritten(rich, comments_part(rich), lambda part: part.replace(b"Married name from May.", own.encode()))
    annotate(rich, [], out, SAY)
    comment = load_workbook(out)["Employees"]["B2"].comment
    assert comment is not None
    assert comment.text == own


def test_a_comment_names_the_other_cells(rich: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    elsewhere = Place("crm.csv", "crm", "E2")
    many = [Place(None, "Employees", f"C{row}") for row in range(2, 11)]
    problems = [replace(blank("Employees", "B7", "D2"), places=(Place(None, "Employees", "B7"), elsewhere))]
    problems += [replace(blank("Employees"), places=(Place(None, "Employees", "D2"), *many))]
    annotate(rich, problems, out, speech("de"))
    workbook = load_workbook(out)
    lines = [workbook["Employees"][cell].comment.text.split("\n")[2] for cell in ("B7", "D2", "C2")]
    assert lines[0] == "mit crm.csv: crm!E2"
    first = "mit Employees!C2, Employees!C3, Employees!C4, Employees!C5, Employees!C6, Employees!C7 und 3 weiteren"
    assert lines[1] == first
    assert lines[2].startswith("mit Employees!D2, Employees!C3,")
    assert [workbook[CHECK_SHEET][f"E{row}"].value.split("\n")[1] for row in (5, 6)] == ["mit crm.csv: crm!E2", first]


def test_each_kind_of_problem_has_its_colour_and_a_cell_that_of_the_gravest(rich: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    spots = {"CA007": ("B2", "C4"), "WB013": ("D2", None), "WB021": ("C4", "D3")}
    values = dict.fromkeys(("what", "months", "sheet", "nearest", "advice", "column"), "x")
    problems = [
        Problem(code, tuple(Place(None, "Employees", cell) for cell in cells), values) for code, cells in spots.items()
    ]
    assert annotate(rich, problems, out, SAY) is None
    sheet = load_workbook(out)["Employees"]
    rules = {
        str(ours.sqref): ours.rules[0] for ours in sheet.conditional_formatting if ours.rules[0].type == "expression"
    }
    grounds = {cells: rule.dxf.fill.bgColor.rgb for cells, rule in rules.items()}
    assert {frozenset(cells.split()) for cells in grounds} == {
        frozenset({"C4", "D3"}),
        frozenset({"D2", "A1"}),
        frozenset({"B2"}),
    }
    assert len(set(grounds.values())) == len({rule.priority for rule in rules.values()}) == 3
    assert sheet["A1"].comment.text.startswith("Warning WB013")


def test_the_headings_of_the_list_are_there_to_be_translated(rich: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    file = Problem("WB130", (Place("crm.csv"),), dict.fromkeys(("file", "encoding", "separator", "numbers"), "x"))
    annotate(rich, [file], out, SAY)
    headings, row = load_workbook(out)[CHECK_SHEET].iter_rows(min_row=4, max_row=5, values_only=True)
    source = Path(annotating.__file__).read_text(encoding="utf-8")
    assert set(headings) <= {text.text for text in texts_in(source, "here") if text.context == "command"}
    assert row[1] == "crm.csv"


def test_names_and_the_open_sheet_move_with_the_list(rich: Path, tmp_path: Path) -> None:
    marked, mended = tmp_path / "marked.xlsx", tmp_path / "mended.xlsx"
    annotate(rich, [blank("Employees", "B2")], marked, SAY)
    workbook = load_workbook(marked)
    assert workbook.sheetnames == [CHECK_SHEET, "Employees", "Own notes"]
    assert "Local" in workbook["Own notes"].defined_names
    assert workbook.active is not None
    assert workbook.active.title == "Own notes"
    link = workbook[CHECK_SHEET]["C5"].hyperlink
    assert link is not None
    assert link.location == "'Employees'!B2"
    annotate(marked, [], mended, SAY)
    workbook = load_workbook(mended)
    assert workbook.sheetnames == ["Employees", "Own notes"]
    assert "Local" in workbook["Own notes"].defined_names


def test_marks_leave_no_trace(tmp_path: Path) -> None:
    original, marked, mended = (tmp_path / f"{name}.xlsx" for name in ("original", "marked", "mended"))
    write_example("sales_quarter", original)
    annotate(original, [blank("Matrix", "B6", "7"), blank("Plan", "B5")], marked, SAY)
    rules = load_workbook(marked)["Matrix"].conditional_formatting
    assert [set(str(rule.sqref).split()) for rule in rules] == [{"B6", "A7"}]
    annotate(marked, [], mended, SAY)
    before, after = parts(original), parts(mended)
    # What remains is a look in the list of styles that nothing uses, and, where comments were, their empty part.
    sheets = [name for name in before if name.startswith("xl/worksheets/sheet")]
    assert [name for name in sheets if b"legacyDrawing" not in after[name] and before[name] != after[name]] == []
    assert cells(mended) == cells(original)


def test_the_same_marks_twice_are_the_same_marks(tmp_path: Path) -> None:
    original, once, twice = (tmp_path / f"{name}.xlsx" for name in ("original", "once", "twice"))
    write_example("broken", original)
    problems = [blank("Matrix", "B6"), blank("Employees", "C4")]
    annotate(original, problems, once, SAY)
    annotate(once, problems, twice, SAY)
    assert parts(once) == parts(twice)


@pytest.mark.parametrize("name", list(EXAMPLES))
def test_other_programs_read_the_copy(name: str, tmp_path: Path) -> None:
    original, marked = tmp_path / "original.xlsx", tmp_path / "marked.xlsx"
    write_example(name, original)
    annotate(original, [blank(form.name, "A1", "XFD7") for form in EXAMPLES[name].forms], marked, SAY)
    workbook = load_workbook(marked)
    assert workbook.sheetnames[0] == CHECK_SHEET
    for sheet in workbook.worksheets[1:]:
        assert sheet["XFD7"].comment is not None


def test_cells_get_other_values(tmp_path: Path) -> None:
    original, out = tmp_path / "original.xlsx", tmp_path / "out.xlsx"
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Actuals"
    sheet.append(["For", "KPI", "Value"])
    sheet["C2"] = "=A9*2"
    sheet["D2"] = date(2026, 7, 1)
    workbook.save(original)
    values = {"A2": "00417", "B2": "=cmd|'/c calc'!A1", "C2": None, "D2": date(2026, 10, 1), "B7": Decimal("0.125")}
    write_changed(original, {"Actuals": values}, Listing("T", "n", ("h",), (9,), ()), "incentive next cycle", out)
    sheet = load_workbook(out)["Actuals"]
    assert [sheet[cell].value for cell in ("A2", "B2", "C2", "B7")] == ["00417", "=cmd|'/c calc'!A1", None, 0.125]
    assert sheet["B2"].data_type == "s"
    assert sheet["D2"].value.date() == date(2026, 10, 1)


def test_a_formula_that_others_share_is_written_out_for_them(tmp_path: Path) -> None:
    path, out = tmp_path / "shared.xlsx", tmp_path / "out.xlsx"
    workbook = Workbook()
    workbook.worksheets[0].append([1, 2, 3])
    workbook.save(path)
    shared = (
        b'<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:D1" si="0">A1*2&amp;""</f><v>2</v></c>'
        b'<c r="C1"><f t="shared" si="0"/><v>4</v></c><c r="D1"><f t="shared" si="0"/><v>8</v></c></row>'
    )
    rewritten(
        path,
        "xl/worksheets/sheet1.xml",
        lambda part: part[: part.index(b"<row")] + shared + part[part.index(b"</sheetData") :],
    )
    write_changed(path, {"Sheet": {"B1": None}}, Listing("T", "n", ("h",), (9,), ()), "incentive next cycle", out)
    sheet = load_workbook(out)["Sheet"]
    assert [sheet[cell].value for cell in ("B1", "C1", "D1")] == [None, '=B1*2&""', '=C1*2&""']
    assert load_workbook(out, data_only=True)["Sheet"]["D1"].value == 8


def test_prefixes_and_other_encodings_are_kept_up_with(tmp_path: Path) -> None:
    path, out = tmp_path / "prefixed.xlsx", tmp_path / "out.xlsx"
    workbook = Workbook()
    workbook.worksheets[0]["B2"] = 7
    workbook.save(path)

    def prefixed(part: bytes) -> bytes:
        text = part.decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
        return text.replace("xmlns=", "xmlns:x=").encode("utf-16")

    rewritten(path, "xl/worksheets/sheet1.xml", prefixed)
    annotate(path, [blank("Sheet", "B2", "C1")], out, SAY)
    assert cells(out) == cells(path)
    with zipfile.ZipFile(out) as archive:
        assert b"<x:conditionalFormatting" in archive.read("xl/worksheets/sheet1.xml")


def test_offsets_of_elements() -> None:
    part = as_utf8("<a q='>'><b/><b r=\"2\">é&amp;<c/></b></a>".encode("utf-16"))
    found = elements(part, lambda _path, _attributes: True)
    assert [part[one.start : one.end].decode() for one in found[1:]] == ["<b/>", '<b r="2">é&amp;<c/></b>', "<c/>"]
    splices = Splices(part)
    splices.fill(found[1], "1")
    splices.attribute(found[2], "r", '"3"')
    splices.append(found[2], escaped("<\x00>"))
    splices.insert(found[0].close, "<d/>")
    assert splices.result().decode() == "<a q='>'><b>1</b><b r=\"&quot;3&quot;\">é&amp;<c/>&lt;&gt;</b><d/></a>"


def test_overlapping_splices_are_refused() -> None:
    splices = Splices(b"<a>text</a>")
    splices.replace(3, 6, "x")
    splices.replace(5, 7, "y")
    with pytest.raises(ValueError, match="overlap"):
        splices.result()


def test_a_sheet_without_cells_can_be_given_some(tmp_path: Path) -> None:
    path, out = tmp_path / "empty.xlsx", tmp_path / "out.xlsx"
    Workbook().save(path)
    values: dict[str, Value] = {"B2": "text", "A1": Decimal(1)}
    write_changed(path, {"Sheet": values}, Listing("T", "n", ("h",), (9,), ()), "incentive next cycle", out)
    sheet = load_workbook(out)["Sheet"]
    assert (sheet["A1"].value, sheet["B2"].value) == (1, "text")


def rewritten(path: Path, name: str, change: object) -> None:
    assert callable(change)
    kept = dict(parts(path))
    kept[name] = change(kept[name])
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in kept.items():
            archive.writestr(part, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_part_is_the_same_in_every_encoding(encoding: str) -> None:
    assert as_utf8("<a>é</a>".encode(encoding)).decode() == "<a>é</a>"


def test_each_sheet_is_looked_through_once(rich: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bytes] = []

    def counted(part: bytes, wanted: Callable[[tuple[str, ...], Mapping[str, str]], bool]) -> list[Element]:
        if b"<sheetData" in part:
            looked.append(part)
        return elements(part, wanted)

    for room in (sheet_editing, marking):
        monkeypatch.setattr(room, "elements", counted, raising=False)
    before = parts(rich)
    sheets = sum(b"<sheetData" in part for part in before.values())
    assert annotate(rich, [blank("Employees", "A1")], tmp_path / "copy.xlsx", SAY) is None
    assert len(looked) == sheets


def test_a_problem_of_very_many_cells_names_but_a_few_of_them(rich: Path, tmp_path: Path) -> None:
    spots = [f"A{row}" for row in range(1, 3_001)]
    assert annotate(rich, [blank("Employees", *spots)], tmp_path / "copy.xlsx", SAY) is None
    written = parts(tmp_path / "copy.xlsx")
    said = "".join(part.decode() for part in written.values() if b"</commentList>" in part)
    others = [f"Employees!A{row}" for row in range(1, 8)]
    assert f"with {', '.join(others[1:])} and 2,993 more" in said
    assert f"with {', '.join(others[:6])} and 2,993 more" in said
    assert "Employees!A9," not in said
