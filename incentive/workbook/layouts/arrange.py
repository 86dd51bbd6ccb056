"""The whole book brought into the plan's form: which sheets stand as they are, which are in a layout, which neither.

In: the book as opened. Out: a book for the reader of tables, with a notice for each sheet that was understood so and
for each row in it that is no record. A sheet that nobody understands stays as it is, to be told so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from incentive.i18n.phrases import Listing, Named
from incentive.plan.origins import Spot, column_letters
from incentive.problems import Place
from incentive.workbook.book_forms import Book, Row, Sheet
from incentive.workbook.layouts import crosstab, drawn, form, in_one_cell, merged, ranges, teams, words
from incentive.workbook.layouts.directed import Directed, directed
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.monthly import of_period
from incentive.workbook.layouts.view import Record, Understood, canonical, extended
from incentive.workbook.reading import Reading
from incentive.workbook.schema import OWN_SHEETS, columns_by_name, sheet_named
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema_forms import SheetShape
from incentive.workbook.tables import Extra, header_of, headings_of

_MANY = "actuals"
_MOST_ROWS = 20_000
_MOST_PLACES = 250_000
_ALWAYS = frozenset({"plan", "statement", "grid"})


@dataclass(slots=True)
class _Arranged:
    """What becomes of the sheets: those that stay, by their place, and the rows of those in a layout, by sheet id."""

    stay: dict[int, Sheet] = field(default_factory=dict)
    rows: dict[str, list[Record]] = field(default_factory=dict)
    first: dict[str, tuple[int, str]] = field(default_factory=dict)
    hidden: set[tuple[str, int]] = field(default_factory=set)


def arranged(book: Book, reading: Reading) -> Book:
    """The book with every sheet in the plan's own form, as far as it is understood."""
    sheets = directed(book, reading)
    standing: dict[str, list[Sheet]] = {}
    doubtful: dict[int, Directed] = {}
    for place, each in enumerate(sheets):
        identifier = _named(each.sheet)
        if each.sheet.title in OWN_SHEETS or not any(row.cells for row in each.sheet.rows):
            continue
        if identifier and not each.layout and _stands(each.sheet, identifier, str):
            standing.setdefault(identifier, []).append(each.sheet)
        elif _surveyable(each.sheet):
            doubtful[place] = each
    wide = {place: each for place, each in enumerate(sheets) if each.sheet in standing.get(_MANY, ()) and _wide(each)}
    joined = any(each.sheet in standing.get("matrix", ()) and _in_one_cell(each) for each in sheets)
    if not doubtful and not wide and not joined:
        return Book(tuple(each.sheet for each in sheets))
    known = Known(standing)
    doubtful |= {place: each for place, each in wide.items() if not _stands(each.sheet, _MANY, known.names.headed)}
    doubtful = dict(sorted(doubtful.items()))
    made = _Arranged({place: each.sheet for place, each in enumerate(sheets)})
    _separate(standing, made, known, reading)
    of_people = [place for place, each in doubtful.items() if not _named(each.sheet) and teams.is_of_people(each.sheet)]
    for place, each in doubtful.items():
        one_of_many = len(of_people) > 1 and place in of_people and "employees" not in known.standing
        found = _understood(each, known, one_of_many or each.layout == teams.LAYOUT, reading)
        if isinstance(found, Sheet):
            made.stay[place] = found
            _say(found.title, teams.FIGURES, [_MANY], reading)
        elif found is not None:
            _take(place, each.sheet, found, known, made, reading)
    if "matrix" in made.rows:
        made.rows["matrix"], said = of_period(made.rows["matrix"], known)
        _report(said, reading)
    return _book(made, standing)


def _separate(standing: dict[str, list[Sheet]], made: _Arranged, known: Known, reading: Reading) -> None:
    """Part KPIs from the targets in their cells, on a matrix that stands otherwise."""
    for place, sheet in made.stay.items():
        if sheet not in standing.get("matrix", ()):
            continue
        found = Understood("")
        other = in_one_cell.separated(sheet, known, found)
        if other is not None:
            made.stay[place] = other
            standing["matrix"] = [other if each is sheet else each for each in standing["matrix"]]
            _report(found, reading)


def _in_one_cell(each: Directed) -> bool:
    """Whether KPIs of a matrix may have a number in their cells, which can be told once KPIs are known."""
    known = columns_by_name("matrix")
    header = header_of(each.sheet, known, None)
    at = headings_of(header, known)[0].get("kpi") if header is not None else None
    cells = (row.cells[at] for row in each.sheet.rows if at is not None and at in row.cells)
    return _surveyable(each.sheet) and any(
        isinstance(cell.value, str) and re.search(r"\s.*\d|\d.*\s", cell.value) for cell in cells
    )


def _wide(each: Directed) -> bool:
    """Whether a sheet of figures that may stand has a column for each KPI, which can be told once KPIs are known."""
    header = header_of(each.sheet, columns_by_name(_MANY), str)
    columns = headings_of(header, columns_by_name(_MANY))[0] if header is not None else {}
    return not columns.keys() & {"kpi", "value"} and _surveyable(each.sheet)


def _surveyable(sheet: Sheet) -> bool:
    """Whether a sheet is small enough to have been drawn by a person: larger ones are read as they stand."""
    if len(sheet.rows) > _MOST_ROWS:
        return False
    columns = {column for row in sheet.rows for column in row.cells}
    return len(columns) * len(sheet.rows) <= _MOST_PLACES


def _named(sheet: Sheet) -> str:
    """The id of the sheet that a title or Sources names."""
    if sheet.read_as:
        return sheet.read_as
    named = sheet_named(sheet.title)
    return named[0].id if named is not None else ""


def _stands(sheet: Sheet, identifier: str, extra: Extra) -> bool:
    """Whether a sheet can be read as it stands: its header is there, with all that is required, and means one row."""
    shape = sheet_shape(identifier)
    if identifier in _ALWAYS or not shape.columns:
        return True
    header = header_of(sheet, columns_by_name(identifier), extra if identifier == _MANY else None)
    if header is None:
        return False
    columns, others, _ = headings_of(header, columns_by_name(identifier))
    across = any(
        each.last_column > each.column and each.first <= header.number <= each.last and each.column in header.cells
        for each in sheet.merged
    )
    if identifier == _MANY and (across or _under(sheet, header)):
        return False
    if (_surveyable(sheet) and merged.applies(sheet, identifier)) or (identifier == "scales" and ranges.applies(sheet)):
        return False
    return _required(shape, set(columns), bool(others)) <= set(columns)


def _under(sheet: Sheet, header: Row) -> bool:
    """Whether the row below the header says target and actual under its headings."""
    after = next((row for row in sheet.rows if row.number > header.number), None)
    cells = after.cells.values() if after is not None else ()
    return sum(isinstance(cell.value, str) and words.measure(cell.shown) is not None for cell in cells) > 1


def _required(shape: SheetShape, columns: set[str], others: bool) -> set[str]:
    needed = {column.id for column in shape.columns if column.required}
    if shape.id == _MANY and not columns & {"kpi", "value"}:
        return {"subject"} if others else needed
    if shape.id == "matrix" and "pays" in columns:
        return needed - {"weight"}
    return {"id"} if shape.id == "scales" else needed


def _understood(each: Directed, known: Known, of_people: bool, reading: Reading) -> Understood | Sheet | None:
    """What a sheet holds, by the first layout that it is in; the sheet itself where it is to be read as it stands."""
    sheet, identifier = each.sheet, _named(each.sheet)
    if identifier == _MANY and not each.layout and _stands(sheet, identifier, known.names.headed):
        return None
    free = frozenset({"matrix", "actuals", "targets", "sections"}) - known.standing
    wanted = free | {identifier} if not each.said else frozenset({"matrix", "actuals", "targets", "sections"})
    of_figures = {"actuals"} if not identifier else {"actuals", "targets"}
    tries: Mapping[str, Callable[[], Any]] = {
        "ranges": lambda: ranges.in_ranges(sheet) if identifier == "scales" else None,
        merged.LAYOUT: lambda: merged.merged_down(sheet, identifier),
        form.LAYOUT: lambda: form.form(sheet, known, wanted) if wanted & {"matrix", "actuals"} else None,
        drawn.LAYOUT: lambda: drawn.drawn(sheet, known, identifier == "matrix", wanted) if "matrix" in wanted else None,
        crosstab.LAYOUT: lambda: crosstab.crosstab(sheet, known, identifier) if wanted & of_figures else None,
        teams.LAYOUT: lambda: _team(sheet, known, of_people, wanted) if not identifier else None,
    }
    for layout, attempt in tries.items():
        if each.layout in {"", layout} and _suits(layout, identifier):
            found: Understood | Sheet | None = attempt()
            if found is not None:
                return found
    if each.layout:
        reading.report("WB119", (_place(reading, (sheet.title, 0, 0)),), sheet=sheet.title, layout=each.layout)
    return None


def _suits(layout: str, identifier: str) -> bool:
    """Whether a sheet of this title can be in this layout."""
    if not identifier:
        return layout != merged.LAYOUT
    suited = {
        drawn.LAYOUT: {"matrix"},
        crosstab.LAYOUT: {"actuals", "targets"},
        form.LAYOUT: {"matrix", "actuals", "employees", "kpis"},
        teams.LAYOUT: {"employees"},
    }
    return identifier in suited.get(layout, {identifier})


def _team(sheet: Sheet, known: Known, of_people: bool, wanted: frozenset[str]) -> Understood | Sheet | None:
    if of_people and teams.is_of_people(sheet):
        return teams.people(sheet)
    if "actuals" not in wanted:
        return None
    if known.whom(sheet.title) is not None and _stands(sheet, _MANY, known.names.headed):
        return Sheet(sheet.title, sheet.rows, sheet.merged, sheet.hidden, _MANY, sheet.places)
    return teams.figures(sheet, known)


def _take(place: int, sheet: Sheet, found: Understood, known: Known, made: _Arranged, reading: Reading) -> None:
    """Put the rows of a sheet in a layout beside those of the others, and say what it was read as."""
    made.hidden |= {(sheet.title, row) for row in sheet.hidden}
    del made.stay[place]
    rows = {identifier: rows for identifier, rows in found.records.items() if rows}
    if "sections" in known.standing:
        rows.pop("sections", None)
    for identifier, records in rows.items():
        made.first.setdefault(identifier, (place, sheet.title))
        if identifier == _MANY:
            made.stay[place] = canonical(_MANY, sheet.title, records, made.hidden)
        else:
            made.rows.setdefault(identifier, []).extend(records)
    if rows:
        _say(sheet.title, found.layout, list(rows), reading)
    for (title, row, column), what in found.passed:
        reading.report("WB111", (_place(reading, (title, row, column)),), sheet=title, what=what)
    _report(found, reading)


def _report(found: Understood, reading: Reading) -> None:
    reading.broken |= found.broken
    for code, cells, values in found.said:
        reading.report(code, tuple(_place(reading, cell.at, cell.cell.shown) for cell in cells), **values)


def _say(title: str, layout: str, identifiers: list[str], reading: Reading) -> None:
    names = Listing(Named(sheet_shape(identifier).name, f"sheet.{identifier}") for identifier in identifiers)
    reading.report("WB110", (_place(reading, (title, 0, 0)),), sheet=title, layout=layout, sheets=names)


def _place(reading: Reading, spot: Spot, shown: str | None = None) -> Place:
    title, row, column = spot
    cell = f"{column_letters(column)}{row}" if row and column else f"{row}" if row else None
    return Place(reading.file, title, cell, shown)


def _book(made: _Arranged, standing: Mapping[str, list[Sheet]]) -> Book:
    """The sheets that stay and those made of rows, each where the first of its sheets was."""
    sheets = dict(made.stay)
    added: list[tuple[float, Sheet]] = []
    for identifier, records in made.rows.items():
        present = next(iter(standing.get(identifier, ())), None)
        place, title = made.first[identifier]
        if present is None:
            titles = {placed.at[0] for record in records for placed in record.values()}
            several = sheet_shape(identifier).name if len(titles) > 1 else title
            added.append((place, canonical(identifier, several, _once(identifier, records), made.hidden)))
            continue
        at = next(number for number, sheet in sheets.items() if sheet is present)
        sheets[at] = extended(present, identifier, _once(identifier, records))
    ordered = [*((place, 0, sheet) for place, sheet in sheets.items()), *((place, 1, sheet) for place, sheet in added)]
    return Book(tuple(sheet for _, _, sheet in sorted(ordered, key=lambda each: each[:2])))


def _once(identifier: str, records: list[Record]) -> list[Record]:
    """The records; of sections that several say alike, and of people that several forms are about, the first."""
    if identifier == "sections":
        alike: dict[tuple[tuple[str, object], ...], Record] = {}
        for record in records:
            alike.setdefault(tuple(sorted((name, str(cell.cell.value)) for name, cell in record.items())), record)
        return list(alike.values())
    if identifier != "employees":
        return records
    seen: set[str] = set()
    found = []
    for record in records:
        name = record["Employee"].cell.shown if "Employee" in record else ""
        if not name or name not in seen or "Salary" in record:
            found.append(record)
        seen.add(name)
    return found
