"""What a starter shows while it is filled in, as LibreOffice works it out: what drop-downs offer, what is marked.

Each conditional format's formula is written, as it stands for one cell, into a free cell of the same sheet, and each
list's length and items into cells of the first sheet; all workbooks are calculated in one call.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from incentive.plan.choices import Pays, SubjectKind, Weighting
from incentive.workbook.schema import GUIDE_SHEET, PLAN_SETTINGS, sheet
from incentive.workbook.starter import FIRST_SHEETS, Wanted, starter
from incentive.workbook.starter.arrangement import FIRST, HEADER
from incentive.workbook.starter.wording import Wording
from tests.oracle import Cells, recalculate
from tests.workbook.filling import fill

pytestmark = pytest.mark.libreoffice

_FREE = 60  # a column beyond every table's
_LISTS = ("roles", "kpis", "scales", "people", "teams", "departments", "whom", "goals")
_ITEMS = 14
_SHEETS = (*FIRST_SHEETS, "goals", "targets")


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Cells]:
    folder = tmp_path_factory.mktemp("starters")
    paths = [_filled(folder, language) for language in ("en", "de")]
    paths += [_spoilt(folder), _in_points(folder), _for_everyone(folder), _untouched(folder)]
    for path in paths:
        book = load_workbook(path)
        _probe(book)
        book.save(path)
    return {path.stem: cells for path, cells in recalculate(paths, folder).items()}


def _filled(folder: Path, language: str) -> Path:
    path = folder / f"{language}.xlsx"
    path.write_bytes(starter(Wanted(_SHEETS, language)))
    return fill(path, language)


def _untouched(folder: Path) -> Path:
    path = folder / "untouched.xlsx"
    path.write_bytes(starter(Wanted(_SHEETS)))
    return path


def _spoilt(folder: Path) -> Path:
    """The English one with mistakes: weights, blanks, names that nothing bears; and a blank row in between."""
    path = folder / "spoilt.xlsx"
    path.write_bytes(starter(Wanted(_SHEETS)))
    book = load_workbook(fill(path, "en"))
    matrix, people, figures = book["Matrix"], book["Employees"], book["Actuals"]
    matrix["E5"], matrix["C8"], matrix["I9"] = 0.5, "REVENUE", "STANDRAD"
    # Money beside the weights counts in no total, and needs no weight.
    matrix["A11"], matrix["C11"], matrix["K11"] = "Sales rep", "AUDIT", str(Pays.AMOUNT)
    people["C6"], people["E7"], people["B8"] = "Sales reps", None, None
    figures["A5"], figures["B6"], figures["C7"] = "North", "Ordered", "2026-07"
    figures["A8"], figures["A9"], figures["A10"] = "009", "*", "role:Nobody"
    book["Plan"]["B6"] = None
    book.save(path)
    return path


def _in_points(folder: Path) -> Path:
    """The English one with weights as points, and one role's weights as given."""
    path = folder / "points.xlsx"
    path.write_bytes(starter(Wanted(_SHEETS)))
    book = load_workbook(fill(path, "en"))
    for row in range(5, 11):
        book["Matrix"][f"E{row}"] = round(book["Matrix"][f"E{row}"].value * 100)
    book["Matrix"]["E7"] = 60
    names = {str(book["Plan"].cell(row, 1).value): row for row in range(FIRST, 60)}
    book["Plan"].cell(names[next(one.name for one in PLAN_SETTINGS if one.id == "weights")], 2).value = str(
        Weighting.AS_GIVEN
    )
    book.save(path)
    return path


def _for_everyone(folder: Path) -> Path:
    """The English one where a row for everyone completes two roles; the third has its own row for that KPI."""
    path = folder / "everyone.xlsx"
    path.write_bytes(starter(Wanted(_SHEETS)))
    book = load_workbook(fill(path, "en"))
    matrix = book["Matrix"]
    matrix["E5"], matrix["E7"] = 0.4, 0.5
    matrix["A12"], matrix["C12"], matrix["E12"] = "*", "AUDIT", 0.2
    book.save(path)
    return path


def _probe(book: Workbook) -> None:
    guide = book[GUIDE_SHEET]
    for number, name in enumerate(_LISTS):
        guide.cell(1, _FREE + number).value = f"=ROWS(list_{name})"
        for item in range(1, _ITEMS):
            formula = f'=IF({item}>ROWS(list_{name}),"",INDEX(list_{name},{item})&"")'
            guide.cell(1 + item, _FREE + number).value = formula
    for each in book.worksheets:
        for number, (cell, formula) in enumerate(_marks(each), start=1):
            each.cell(number, _FREE).value = cell
            each.cell(number, _FREE + 1).value = formula


def _marks(each: Worksheet) -> Iterator[tuple[str, str]]:
    """Each conditional format as it stands for the cells of the first rows: `total E7` and its formula."""
    shows = {"00FFE08A": "blank", "00F8CBC6": "unknown", "00FBD5A8": "total"}
    for area in each.conditional_formatting:
        for rule in area.rules:
            (found,) = area.cells.ranges
            first = each.cell(found.min_row, found.min_col).coordinate
            kind = shows[rule.dxf.fill.bgColor.rgb]
            for row in range(found.min_row, min(found.max_row, FIRST + 12) + 1):
                cell = each.cell(row, found.min_col).coordinate
                yield f"{kind} {cell}", Translator(f"={rule.formula[0]}", first).translate_formula(cell)


def marked(cells: Cells, title: str) -> set[str]:
    found = cells[title]
    columns = {address: value for address, value in found.items() if address.startswith("BH")}
    values = {address: found[f"BI{address[2:]}"] for address in columns if columns[address] is not None}
    wrong = {address: value for address, value in values.items() if value not in {True, False}}
    assert not wrong
    return {str(columns[address]) for address, value in values.items() if value}


def listed(cells: Cells, name: str) -> list[str]:
    guide = cells[GUIDE_SHEET]
    letter = get_column_letter(_FREE + _LISTS.index(name))
    count = guide[f"{letter}1"]
    assert isinstance(count, int | float)
    return [str(guide[f"{letter}{1 + item}"] or "") for item in range(1, min(int(count), _ITEMS - 1) + 1)]


@pytest.mark.parametrize("language", ["en", "de"])
def test_drop_downs_offer_what_has_been_typed(calculated: Mapping[str, Cells], language: str) -> None:
    cells = calculated[language]
    assert listed(cells, "roles") == ["Sales lead", "Sales rep", "Support"]
    assert listed(cells, "kpis") == ["REV", "CONV", "DAYS", "AUDIT"]
    assert listed(cells, "scales") == ["STANDARD", "INDEX"]
    people = ["001", "002", "003", "004", "005", "006", "007", "00417"]
    assert listed(cells, "people") == people
    assert listed(cells, "teams") == ["North", "South", "Desk"]
    team = Wording(language).kind(SubjectKind.TEAM)
    assert listed(cells, "whom") == ["*", f"{team}:North", f"{team}:South", f"{team}:Desk", *people]
    # Of nothing there is one blank.
    assert listed(cells, "departments") == listed(cells, "goals") == [""]


@pytest.mark.parametrize("name", ["en", "de", "untouched"])
def test_nothing_is_marked_where_nothing_is_wrong(calculated: Mapping[str, Cells], name: str) -> None:
    cells, wording = calculated[name], Wording("de" if name == "de" else "en")
    found = {wanted: marked(cells, wording.title(sheet(wanted))) for wanted in _SHEETS}
    assert found.pop("plan") == ({"blank B5", "blank B6", "blank B7"} if name == "untouched" else set())
    assert not any(found.values()), found


def test_mistakes_are_marked_where_they_are(calculated: Mapping[str, Cells]) -> None:
    cells = calculated["spoilt"]
    assert marked(cells, "Plan") == {"blank B6"}
    assert marked(cells, "Matrix") == {"total A5", "total E5", "total A6", "total E6", "unknown C8", "unknown I9"}
    assert marked(cells, "Employees") == {"unknown C6", "blank E7", "blank F7", "blank B8"}
    assert marked(cells, "Actuals") == {"unknown A8", "unknown B6"}


@pytest.mark.parametrize("name", ["points", "everyone"])
def test_weights_may_be_points_as_given_or_completed_by_everyone_s(calculated: Mapping[str, Cells], name: str) -> None:
    assert marked(calculated[name], "Matrix") == set()


def test_the_first_sheet_counts_along(calculated: Mapping[str, Cells]) -> None:
    guide = calculated["en"][GUIDE_SHEET]
    counts = {str(guide[f"B{row}"]): guide[f"D{row}"] for row in range(HEADER + 1, HEADER + 9)}
    assert counts == {
        **{"Plan": None, "KPIs": 4, "Goals": 0, "Matrix": 6, "Targets": 0, "Scales": 6, "Employees": 8},
        "Actuals": 21,
    }
    row = next(row for row in range(10, 40) if guide[f"B{row}"] == "Weights by role")
    assert [(guide[f"B{row + at}"], guide[f"C{row + at}"]) for at in (1, 2, 3)] == [
        ("Sales lead", 1),
        ("Sales rep", 1),
        ("Support", 1),
    ]
