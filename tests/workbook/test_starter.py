"""Workbooks ready to fill in: made from the schema whole, in every language, and clean once they are filled in."""

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from incentive.engine.calculate import calculate
from incentive.formula.tree import normalise
from incentive.i18n.vocabulary import LANGUAGES
from incentive.i18n.words import has_catalogue
from incentive.periods import parse_period
from incentive.plan import Plan
from incentive.plan.choices import NamedPoint
from incentive.workbook import read_plan
from incentive.workbook.examples import EXAMPLES, example_bytes
from incentive.workbook.kpi_library import FUNCTIONS, library, search
from incentive.workbook.schema import (
    GUIDE_SHEET,
    LISTS_SHEET,
    SHEETS,
    choice_named,
    columns_by_name,
    settings_by_name,
    sheet,
    sheet_named,
)
from incentive.workbook.schema_forms import Column, Kind, SheetShape, Thing
from incentive.workbook.starter import Layout, Wanted, starter, texts
from incentive.workbook.starter.arrangement import FIRST, HEADER
from incentive.workbook.starter.wording import SETTINGS, Wording
from tests.workbook.filling import fill, fill_settings, fill_table, plan_rows

EVERYTHING = tuple(shape.id for shape in SHEETS)
NO_LANGUAGE = "WB096"
_FUNCTION = re.compile(r"([A-Z][A-Z0-9.]+)\(")
# Those that Excel 2016 and LibreOffice both have, and that neither calculates anew at each keystroke.
PORTABLE = {
    *("ABS", "AND", "COUNTA", "COUNTIFS", "FIND", "IF", "IFERROR", "INDEX", "ISNUMBER", "LEN", "MATCH", "MAX", "MIN"),
    *("OR", "ROW", "ROWS", "SEARCH", "SUM", "SUMPRODUCT"),
}


@cache
def everything(language: str) -> bytes:
    return starter(Wanted(EVERYTHING, language))


@cache
def usual(language: str) -> bytes:
    return starter(Wanted(language=language))


def book_of(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def written(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def codes(path: Path) -> list[str]:
    _, problems = read_plan(path)
    return [problem.code for problem in problems for _ in range(problem.times)]


def payouts(path: Path) -> list[object]:
    plan, problems = read_plan(path)
    assert plan is not None
    assert [problem for problem in problems if problem.code != NO_LANGUAGE] == []
    calculation = calculate(plan)
    assert calculation.problems == ()
    return list(calculation.payouts.values["Payout"])


_KNOWN: dict[str, tuple[object, ...]] = {}


def in_english(name: str, folder: Path) -> tuple[object, ...]:
    """What an example pays in English, worked out once."""
    if name not in _KNOWN:
        _KNOWN[name] = tuple(payouts(written(example_bytes(name), folder / "english.xlsx")))
    return _KNOWN[name]


def filled_in_english(folder: Path) -> tuple[object, ...]:
    """What the starter pays in English once it is filled in, worked out once."""
    if "" not in _KNOWN:
        _KNOWN[""] = tuple(payouts(fill(written(usual("en"), folder / "english.xlsx"), "en")))
    return _KNOWN[""]


def tables(book: Workbook) -> Iterator[tuple[SheetShape, Worksheet]]:
    """The sheets of a starter that are tables of the schema."""
    for each in book.worksheets:
        named = sheet_named(each.title)
        if named is not None and named[0].columns:
            yield named[0], each


def headed(each: Worksheet, shape: SheetShape) -> dict[str, str]:
    """The letter of each column of a sheet, by its id."""
    known = columns_by_name(shape.id)
    return {known[normalise(str(cell.value))].id: cell.column_letter for cell in each[HEADER] if cell.value is not None}


def offered(each: Worksheet, address: str) -> list[str]:
    """The formulas of the drop-downs of a cell."""
    found = each.data_validations.dataValidation
    return [str(one.formula1) for one in found if address in one.sqref]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_workbook_lacks_what_is_to_be_filled_in_and_nothing_else(language: str, tmp_path: Path) -> None:
    path = written(usual(language), tmp_path / "new.xlsx")
    plan, problems = read_plan(path)
    missing = [problem.values["setting"] for problem in problems if problem.code == "WB043"]
    assert sorted(missing) == ["Currency", "Period", "Plan name"]
    others = set() if has_catalogue(language) else {NO_LANGUAGE}
    assert {problem.code for problem in problems} - others == {"WB043", "WB092"}
    # Each is asked for in the cell where it is to be written.
    assert {str(problem.places[0]).rpartition("!")[2] for problem in problems if problem.code == "WB043"} == {
        "B5",
        "B6",
        "B7",
    }
    assert plan is not None
    assert plan.settings.language == language


@pytest.mark.parametrize("layout", Layout)
def test_prepared_rows_are_no_people_and_no_figures(layout: Layout, tmp_path: Path) -> None:
    wanted = Wanted(EVERYTHING, layout=layout, period=parse_period("2026-Q3"))
    plan, _ = read_plan(written(starter(wanted), tmp_path / "new.xlsx"))
    assert plan is not None
    empty: dict[str, object] = {
        name: getattr(plan, name)
        for name in ("employees", "kpis", "matrix", "actuals", "blanks", "targets", "sections", "factors", "gates")
    }
    assert not any(empty.values())
    assert [scale.id for scale in plan.scales] == ["STANDARD", "INDEX"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_it_is_clean_and_pays_the_same_in_every_language(language: str, tmp_path: Path) -> None:
    path = fill(written(usual(language), tmp_path / "plan.xlsx"), language)
    assert codes(path) == ([] if has_catalogue(language) else [NO_LANGUAGE])
    assert tuple(payouts(path)) == filled_in_english(tmp_path)
    plan, _ = read_plan(path)
    assert plan is not None
    assert [employee.id for employee in plan.employees][-1] == "00417"
    assert all(value for value in payouts(path))


def test_sheets_that_stay_empty_change_nothing(tmp_path: Path) -> None:
    wanted = Wanted(tuple(identifier for identifier in EVERYTHING if identifier != "grid"))
    path = fill(written(starter(wanted), tmp_path / "plan.xlsx"), "en")
    assert codes(path) == []
    assert tuple(payouts(path)) == filled_in_english(tmp_path)


def test_one_workbook_may_mix_languages(tmp_path: Path) -> None:
    languages = dict(zip(("plan", "kpis", "matrix", "employees", "actuals"), LANGUAGES[1:], strict=True))
    book = book_of(usual("en"))
    for name in list(book.defined_names):
        del book.defined_names[name]
    for identifier, language in languages.items():
        wording, each = Wording(language), book[sheet(identifier).name]
        for cell in each[HEADER]:
            cell.value = wording.heading(identifier, columns_by_name(identifier)[normalise(str(cell.value))])
        if identifier == "plan":
            for row in range(FIRST, each.max_row + 1):
                setting = settings_by_name("plan")[normalise(str(each.cell(row, 1).value))]
                each.cell(row, 1).value = wording.heading("plan", setting)
            fill_settings(each, wording)
        else:
            fill_table(each, identifier, plan_rows(wording)[identifier], wording)
        each.title = wording.title(sheet(identifier))
    book.save(tmp_path / "mixed.xlsx")
    assert codes(tmp_path / "mixed.xlsx") == []
    assert tuple(payouts(tmp_path / "mixed.xlsx")) == filled_in_english(tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_its_heading_a_hint_and_what_it_offers(language: str) -> None:
    book, wording = book_of(everything(language)), Wording(language)
    seen = []
    for shape, each in tables(book):
        letters = headed(each, shape)
        seen.append(shape.id)
        assert list(letters) == [column.id for column in shape.columns]
        for column in shape.columns:
            cell = each[f"{letters[column.id]}{HEADER}"]
            assert cell.value == wording.heading(shape.id, column)
            assert wording.help(shape.id, column) in cell.comment.text
            assert (cell.fill.fgColor.rgb == "001F5C7A") == column.required
            if column.choices is not None:
                wide = each.column_dimensions[letters[column.id]].width
                assert wide > max(len(choice) for choice in wording.choices(column.choices)) + 2
            if (column.refers is not None or column.choices is not None) and shape.id not in SETTINGS:
                formulas = offered(each, f"{letters[column.id]}{FIRST}")
                assert len(formulas) == 1, (shape.name, column.name)
                understood(column, formulas[0], book)
    assert seen == [shape.id for shape in SHEETS if shape.columns]


def understood(column: Column, formula: str, book: Workbook) -> None:
    """What a drop-down offers is known: a list that the workbook defines, or choices that the reader knows."""
    if column.choices is None:
        assert formula in book.defined_names
        return
    words = formula.strip('"').split(",")
    assert [choice_named(column.choices, word) for word in words] == [str(member) for member in column.choices]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_setting_has_a_row_with_a_note_and_what_it_offers(language: str) -> None:
    book, wording = book_of(everything(language)), Wording(language)
    for identifier, settings in SETTINGS.items():
        each = book[wording.title(sheet(identifier))]
        rows = {str(each.cell(row, 1).value): row for row in range(FIRST, each.max_row + 1)}
        assert sorted(rows) == sorted(wording.heading(identifier, setting) for setting in settings)
        for setting in settings:
            row = rows[wording.heading(identifier, setting)]
            assert wording.help(identifier, setting) in str(each.cell(row, 3).value)
            formulas = offered(each, f"B{row}")
            if setting.choices is not None:
                understood(setting, formulas[0], book)
            if setting.refers is Thing.SCALE:
                assert formulas == ["list_scales"]


def test_what_is_typed_keeps_its_form() -> None:
    book = book_of(everything("en"))
    formats = {
        (shape.id, column.id): each[f"{headed(each, shape)[column.id]}{FIRST}"].number_format
        for shape, each in tables(book)
        for column in shape.columns
        if shape.id not in SETTINGS
    }
    kinds = {(shape.id, column.id): column.kind for shape in SHEETS for column in shape.columns}
    kept = {Kind.ID, Kind.SUBJECT, Kind.MONTH, Kind.PERIOD, Kind.FORMULA, Kind.CHOICE, Kind.RULE, Kind.UNIT}
    assert {shown for key, shown in formats.items() if kinds[key] in kept} == {"@"}
    assert {shown for key, shown in formats.items() if kinds[key] in {Kind.PERCENT, Kind.WEIGHT}} == {"0.0%"}
    assert {shown for key, shown in formats.items() if kinds[key] is Kind.MONEY} == {"#,##0.00"}
    assert {shown for key, shown in formats.items() if kinds[key] is Kind.DATE} == {"yyyy-mm-dd"}
    rows = {str(book["Plan"].cell(row, 1).value): row for row in range(FIRST, 40)}
    assert book["Plan"].cell(rows["Period"], 2).number_format == "@"


def test_formulas_are_portable_and_marks_look_at_no_other_sheet() -> None:
    for language in ("en", "ru"):
        book = book_of(everything(language))
        marks = [
            formula
            for each in book.worksheets
            for rules in each.conditional_formatting
            for rule in rules.rules
            for formula in rule.formula
        ]
        assert len(marks) > 80
        assert not [formula for formula in marks if "!" in formula]
        cells = [
            cell.value
            for title in (LISTS_SHEET, GUIDE_SHEET)
            for row in book[title].iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        names = [name.attr_text for name in book.defined_names.values()]
        used = {name for formula in (*marks, *cells, *names) for name in _FUNCTION.findall(str(formula))}
        assert used <= PORTABLE
        known = {f'"{point}"' for point in NamedPoint} | set(book.defined_names)
        named = {word for formula in marks for word in re.findall(r"\b(?:known|list|weights)_\w+", formula)}
        assert named <= known


def test_the_first_sheet_leads_to_every_other_and_all_can_be_printed() -> None:
    book = book_of(everything("de"))
    assert book.sheetnames[0] == GUIDE_SHEET
    assert book[LISTS_SHEET].sheet_state == "hidden"
    shown = [title for title in book.sheetnames if title not in {GUIDE_SHEET, LISTS_SHEET}]
    links = [cell.hyperlink.location for row in book[GUIDE_SHEET].iter_rows() for cell in row if cell.hyperlink]
    assert [str(link).partition("!")[0].strip("'") for link in links] == shown
    for title in shown:
        each = book[title]
        assert each.print_area
        assert each.print_title_rows == f"${HEADER}:${HEADER}"
        assert each.freeze_panes is not None
        assert each.freeze_panes.endswith(str(FIRST))
    assert sum(1 for row in book_of(usual("en"))[GUIDE_SHEET].iter_rows() if row[2].value or row[1].value) < 40


def test_the_same_wishes_make_the_same_bytes() -> None:
    wanted = Wanted(EVERYTHING, "fr", Layout.WIDE, search(functions=("sales",)))
    content = starter(wanted)
    assert content == starter(wanted)
    assert len(content) < 250_000


@pytest.mark.parametrize(("function", "language"), list(zip(FUNCTIONS, cycle(LANGUAGES), strict=False)))
def test_kpis_of_the_library_come_with_inputs_and_rows_to_complete(
    function: str, language: str, tmp_path: Path
) -> None:
    indicators = search(functions=(function,))
    wanted = Wanted(language=language, layout=Layout.WIDE, indicators=indicators, currency="EUR")
    path = written(starter(wanted), tmp_path / "new.xlsx")
    assert set(codes(path)) - {NO_LANGUAGE} == {"WB021", "WB043", "WB092"}
    plan, _ = read_plan(path)
    assert plan is not None
    assert [kpi.id for kpi in plan.kpis] == [one.id for one in indicators]
    assert [kpi.name for kpi in plan.kpis] == [one.named(language) for one in indicators]
    assert [kpi.better for kpi in plan.kpis] == [one.better for one in indicators]
    wording = Wording(language)
    book = load_workbook(path)
    headings = [cell.value for cell in book[wording.title(sheet("actuals"))][HEADER]][2:]
    for row, one in enumerate(indicators, start=FIRST):
        said = book[wording.title(sheet("kpis"))].cell(row, 1).comment
        assert said is not None
        assert all(name in said.text for name in one.balance)
    needed = {name for one in indicators for name in (one.inputs or {one.id: ""}) if name not in library()}
    assert needed <= set(headings)


def test_a_plan_from_the_library_is_completed_and_runs(tmp_path: Path) -> None:
    indicators = tuple(library()[name] for name in ("CTR", "CR"))
    wanted = Wanted(layout=Layout.WIDE, indicators=indicators, period=parse_period("2026-Q3"), currency="EUR")
    path = written(starter(wanted), tmp_path / "plan.xlsx")
    book = load_workbook(path)
    wording = Wording()
    fill_settings(book["Plan"], wording)
    matrix = [{"role": "Marketer", "weight": 0.5, "target": target} for target in (0.02, 0.03)]
    fill_table(book["Matrix"], "matrix", matrix, wording)
    person = {"id": "1", "name": "Ada", "role": "Marketer", "salary": 40000, "target_bonus_percent": 0.1, "team": "Web"}
    fill_table(book["Employees"], "employees", [person], wording)
    figures = {name: float(figure) for one in indicators for name, figure in one.example.items()}
    fill_table(book["Actuals"], "actuals", [{"subject": "team:Web", **figures}], wording)
    book.save(path)
    plan = clean(path)
    assert {actual.kpi for actual in plan.actuals} == set(figures)
    assert payouts(path)[0]


def clean(path: Path) -> Plan:
    plan, problems = read_plan(path)
    assert problems == ()
    assert plan is not None
    return plan


def test_a_column_takes_the_figures_that_its_heading_names(tmp_path: Path) -> None:
    path = fill(written(usual("en"), tmp_path / "long.xlsx"), "en")
    wide = load_workbook(fill_but_figures(written(starter(Wanted(layout=Layout.WIDE)), tmp_path / "plan.xlsx")))
    rows: dict[str, dict[str, object]] = {}
    for row in plan_rows(Wording())["actuals"]:
        rows.setdefault(row["subject"], {"subject": row["subject"]})[row["kpi"]] = row["value"]
    for number, name in enumerate(("REV", "Orders", "Visits", "DAYS", "AUDIT"), start=3):
        assert wide["Actuals"].cell(HEADER, number).value is None
        assert offered(wide["Actuals"], wide["Actuals"].cell(HEADER, number).coordinate) == ["list_kpis"]
        wide["Actuals"].cell(HEADER, number).value = name
    fill_table(wide["Actuals"], "actuals", list(rows.values()), Wording())
    wide.save(tmp_path / "plan.xlsx")
    assert payouts(tmp_path / "plan.xlsx") == payouts(path)


def fill_but_figures(path: Path) -> Path:
    """Fill in all but Actuals."""
    book = load_workbook(path)
    fill_settings(book["Plan"], Wording())
    for identifier, rows in plan_rows(Wording()).items():
        if identifier != "actuals":
            fill_table(book[sheet(identifier).name], identifier, rows, Wording())
    book.save(path)
    return path


def test_figures_month_by_month(tmp_path: Path) -> None:
    period = parse_period("2026-Q3")
    wanted = Wanted(layout=Layout.MONTHS, indicators=(library()["REVENUE"],), period=period, currency="EUR")
    book = book_of(starter(wanted))
    column = [book["Actuals"].cell(row, 2).value for row in range(FIRST, book["Actuals"].max_row + 1)]
    assert [column.count(month) for month in ("2026-07", "2026-08", "2026-09")] == [100, 100, 100]
    fill_settings(book["Plan"], Wording())
    person = {"id": "1", "name": "Ada", "role": "Rep", "salary": 40000, "target_bonus_percent": 0.1}
    fill_table(book["Employees"], "employees", [person], Wording())
    fill_table(book["Matrix"], "matrix", [{"role": "Rep", "weight": 1, "target": 3000}], Wording())
    heading = book["Actuals"].cell(HEADER, 3).value
    level = headed(book["KPIs"], sheet("kpis"))["level"]
    book["KPIs"][f"{level}{FIRST}"].value = "person"
    for row, figure in ((FIRST, 900), (FIRST + 100, 1000), (FIRST + 200, 1100)):
        book["Actuals"].cell(row, 1).value = "1"
        book["Actuals"].cell(row, 3).value = figure
    book.save(tmp_path / "plan.xlsx")
    plan = clean(tmp_path / "plan.xlsx")
    assert [(actual.kpi, actual.value) for actual in plan.actuals] == [(heading, 900), (heading, 1000), (heading, 1100)]


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "broken"])
def test_an_example_in_another_language_is_the_same_plan(name: str, language: str, tmp_path: Path) -> None:
    path = tmp_path / "example.xlsx"
    path.write_bytes(example_bytes(name, language))
    plan, problems = read_plan(path)
    assert plan is not None
    assert [problem for problem in problems if problem.code != NO_LANGUAGE] == []
    assert plan.settings.language == language
    assert tuple(payouts(path)) == in_english(name, tmp_path)
    titles = load_workbook(path, read_only=True).sheetnames
    wording = Wording(language)
    named = [found[0] for title in titles if (found := sheet_named(title)) is not None]
    assert len(named) == len(titles)
    assert all(title.startswith(wording.title(shape)) for title, shape in zip(titles, named, strict=True))


def test_every_sentence_of_a_starter_is_listed_for_translation() -> None:
    said = {text for text in texts() if "{" not in text}
    book = book_of(everything("en"))
    shown = {cell.value for row in book[GUIDE_SHEET].iter_rows() for cell in row if cell.data_type == "s"}
    known = {shape.name for shape in SHEETS} | {shape.help for shape in SHEETS} | {"Grid 1"}
    quoted = {text.replace("`", "") for text in known}
    assert {text for text in shown if str(text).replace("“", "").replace("”", "") not in quoted} <= said
