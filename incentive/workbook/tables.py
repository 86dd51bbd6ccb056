"""From a book to tables: which sheet is which, where its header is, which column is which, what each cell says.

In: a `Book`. Out: the tables by sheet id, with problems and origins noted in the `Reading`. References between sheets,
figures and scale points are left to later passes; grids have no header and are only found here.
"""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from incentive.formula.nearest import nearest
from incentive.formula.parse import parse
from incentive.formula.tree import normalise
from incentive.i18n.phrases import Listing, Named, phrase
from incentive.plan.origins import pack
from incentive.plan.records import Formula
from incentive.workbook import values
from incentive.workbook.book_forms import Book, Cell, Merged, Row, Sheet
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import OWN_SHEETS, SHEETS, columns_by_name, sheet_named
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema_forms import Column, Kind, SheetShape
from incentive.workbook.strays import heading, keys_of, stray

HEADER_ROWS = 20
# A row in which no more than this stands waits for somebody to use it.
_PREPARED = {"actuals": frozenset({"month"})}
_MISSPELT = 0.8

Extra = Callable[[str], str | None]
"""Whether a heading beyond the schema's names something all the same: of wide Actuals, a KPI or an input."""

Called = Mapping[str, str]
"""What headings of another program's are called here, by their normalised names."""
NOT_CALLED: Called = {}


@dataclass(slots=True)
class Found:
    """The sheets of a book by the schema's id; `grids` are the two-way tables by name, `unknown` the rest."""

    sheets: dict[str, list[Sheet]] = field(default_factory=dict)
    grids: list[tuple[str, Sheet]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def find_sheets(book: Book, reading: Reading) -> Found:
    """Which sheet is which. Unknown ones are a notice, or a warning where the name is nearly a known one."""
    found = Found()
    for sheet in book.sheets:
        named = (sheet_shape(sheet.read_as), "") if sheet.read_as else sheet_named(sheet.title)
        if sheet.title in OWN_SHEETS:
            continue
        if named is None:
            found.unknown.append(sheet.title)
            _unknown_sheet(sheet.title, reading)
        elif named[0].titled:
            found.grids.append((named[1], sheet))
        elif named[0].id in found.sheets and not named[0].many:
            first = found.sheets[named[0].id][0].title
            places = (reading.place(_sheet_at(sheet.title, reading)), reading.place(_sheet_at(first, reading)))
            reading.report("WB014", places, first=first, second=sheet.title, sheet=named[0].name)
            reading.broken.add(f"sheet:{named[0].name}")
        else:
            found.sheets.setdefault(named[0].id, []).append(sheet)
    return found


def _sheet_at(title: str, reading: Reading) -> int:
    return pack(reading.add_sheet(title, {}), 0)


def _unknown_sheet(title: str, reading: Reading) -> None:
    near = near_miss(title, [shape.name for shape in SHEETS])
    place = (reading.place(_sheet_at(title, reading)),)
    if near is not None:
        reading.report("WB013", place, sheet=title, nearest=near)
    else:
        reading.report("WB012", place, sheet=title)


def near_miss(name: str, known: list[str]) -> str | None:
    """The known name of which this is likely a misspelling, letter for letter; `Notes` is none of `Rates`."""
    near = nearest(name, known)
    if near is None or SequenceMatcher(None, normalise(name), normalise(near)).ratio() < _MISSPELT:
        return None
    return near


def read_table(
    shape: SheetShape,
    sheet: Sheet,
    reading: Reading,
    extra: Extra | None = None,
    headings: Sequence[str] = (),
    called: Called = NOT_CALLED,
) -> Table | None:
    """The sheet as a table; None, with a problem, where no header is found. An empty sheet is none, and no problem.

    `extra` knows further columns, by the names in `headings`: a KPI's own on Actuals. `called` gives headings of
    another program's the names that they have here.
    """
    known = columns_by_name(shape.id)
    header = header_of(sheet, known, extra, called)
    if header is None:
        if any(not cell.blank for row in sheet.rows for cell in row.cells.values()):
            names = Listing(column.name for column in shape.columns if column.required)
            reading.report("WB015", (reading.place(_sheet_at(sheet.title, reading)),), sheet=sheet.title, columns=names)
            reading.broken.add(f"sheet:{shape.name}")
        return None
    table = _columns(shape, sheet, header, known, reading, called)
    _unknown_columns(table, header, reading, extra, headings)
    _lines(table, sheet, reading)
    return table


def header_of(
    sheet: Sheet, known: Mapping[str, Column], extra: Extra | None, called: Called = NOT_CALLED
) -> Row | None:
    """The first row, among the first twenty, that holds at least two known columns."""
    for row in sheet.rows:
        if row.number > HEADER_ROWS:
            return None
        names = {_called(cell.shown, called) for cell in row.cells.values() if isinstance(cell.value, str)}
        columns = {known[normalise(name)].id for name in names if normalise(name) in known}
        others = {extra(name) for name in names if normalise(name) not in known} - {None} if extra else set()
        if len(columns) + len(others) >= 2:
            return row
    return None


def _called(name: str, called: Called) -> str:
    return called.get(normalise(name), name) if called else name


def _columns(
    shape: SheetShape, sheet: Sheet, header: Row, known: Mapping[str, Column], reading: Reading, called: Called
) -> Table:
    columns, others, twice = headings_of(header, known, called)
    names = {column.name: columns[column.id] for column in shape.columns if column.id in columns}
    sheet_number = reading.add_sheet(
        sheet.title, names | {name: number for number, name in others.items()}, sheet.places, header.number
    )
    unread = frozenset(number for _, number in twice)
    table = Table(shape, sheet.title, sheet_number, header.number, columns, others, unread, places=sheet.places)
    for column, number in twice:
        first = columns[column.id]
        places = [
            reading.place(pack(sheet_number, header.number, at), header.cells[at].shown) for at in (number, first)
        ]
        reading.report("WB019", tuple(places), column=column.name, sheet=sheet.title)
    return table


def headings_of(
    header: Row, known: Mapping[str, Column], called: Called = NOT_CALLED
) -> tuple[dict[str, int], dict[int, str], list[tuple[Column, int]]]:
    """Which columns the schema knows, which it does not, and which two headings both name.

    A column's own name goes before its synonyms: beside `Start`, a `Hired` is one of the company's own.
    """
    columns: dict[str, int] = {}
    others: dict[int, str] = {}
    twice: list[tuple[Column, int]] = []
    cells = [(number, _called(cell.shown, called)) for number, cell in sorted(header.cells.items()) if not cell.blank]
    own = {number for number, name in cells if (found := known.get(normalise(name))) and _is_own(found, name)}
    named = {known[normalise(name)].id for number, name in cells if number in own}
    for number, name in sorted(cells, key=lambda each: each[0] not in own):
        column = known.get(normalise(name))
        if column is None or (column.id in named and number not in own):
            others[number] = name
        elif column.id in columns:
            twice.append((column, number))
        else:
            columns[column.id] = number
    return columns, others, twice


def _is_own(column: Column, name: str) -> bool:
    return normalise(column.name) == normalise(name)


def _unknown_columns(table: Table, header: Row, reading: Reading, extra: Extra | None, headings: Sequence[str]) -> None:
    missing = [column.name for column in table.shape.columns if column.id not in table.columns]
    for number, name in table.others.items():
        if extra is not None and extra(name) is not None:
            continue
        # Only a column that is not there yet can have been meant.
        near = near_miss(name, missing)
        place = (reading.place(pack(table.number, header.number, number), name),)
        figure = near_miss(name, list(headings))
        if near is None and figure is not None:
            reading.report("WB100", place, column=name, nearest=figure, sheet=table.title)
            reading.broken.add(f"actual:{figure}")
        elif near is not None:
            reading.report("WB018", place, column=name, nearest=near, sheet=table.title)
        elif not table.shape.own_columns:
            reading.report("WB017", place, column=name, sheet=table.title)


def missing_columns(table: Table, reading: Reading, without: frozenset[str] = frozenset()) -> None:
    """Report each required column that the table lacks."""
    for column in table.shape.columns:
        if column.required and column.id not in table.columns and column.id not in without:
            meant = next((at for at, name in table.others.items() if near_miss(name, [column.name])), 0)
            place = (reading.place(pack(table.number, table.header, meant), table.others.get(meant)),)
            advice = _rename(column, table.others.get(meant))
            reading.report("WB016", place, column=column.name, sheet=table.title, advice=advice)
            reading.broken.add(f"sheet:{table.shape.name}")


def _rename(column: Column, meant: str | None) -> str:
    if meant is None:
        return phrase('Add a column "{column}", or rename the one that holds it.', column=column.name)
    return phrase('Rename the column "{meant}": it is to be "{column}".', meant=meant, column=column.name)


def _lines(table: Table, sheet: Sheet, reading: Reading) -> None:
    """Read every row below the header that holds something in a column with a heading."""
    by_number = {number: identifier for identifier, number in table.columns.items()}
    columns = {column.id: column for column in table.shape.columns}
    kept = table.others if table.shape.own_columns or table.shape.many else {}
    unread = {number for number, identifier in by_number.items() if columns[identifier].kind is Kind.UNREAD}
    unread |= table.unread
    headless: dict[int, int] = {}
    keys = keys_of(table)
    across: dict[int, list[Merged]] = {}
    for each in sheet.merged:
        if each.last_column > each.column and each.first > table.header:
            across.setdefault(each.first, []).append(each)
    for row in sheet.rows:
        if row.number <= table.header:
            continue
        line = Line(table, row.number, {})
        cells = line.cells = {}
        for number, cell in row.cells.items():
            if cell.blank or number in unread:
                continue
            if number in by_number:
                cells[by_number[number]] = cell
            elif number in kept:
                cells[own_key(number)] = cell
            elif number not in table.others:
                headless.setdefault(number, row.number)
        if cells:
            _add_line(table, line, keys, columns, across.get(row.number, ()), reading)
    _hidden(table, sheet, reading)
    _merged(table, sheet, reading)
    for number, row_number in headless.items():
        reading.report("WB020", (reading.place(pack(table.number, row_number, number)),), sheet=table.title)


def _add_line(
    table: Table,
    line: Line,
    keys: list[Column],
    columns: Mapping[str, Column],
    merged: Sequence[Merged],
    reading: Reading,
) -> None:
    """Read the cells of a line, unless it is no record at all."""
    if line.cells.keys() <= _PREPARED.get(table.shape.id, frozenset()):
        return
    found = heading(line, merged) or stray(line, keys, reading)
    if found is not None and found.sure:
        place = (reading.place(line.at(found.column), line.shown(found.column or "")),)
        reading.report("WB111", place, sheet=table.title, what=found.why)
        return
    if found is not None:
        shown = line.shown(found.column) if found.column is not None else None
        words = {"sheet": table.title, "row": str(line.number), "why": found.why, "advice": found.advice}
        reading.report("WB101", (reading.place(line.at(found.column), shown),), **words)
        return
    for identifier, cell in line.cells.items():
        if identifier in columns:
            read_cell(line, columns[identifier], cell, reading)
    table.lines.append(line)


def _hidden(table: Table, sheet: Sheet, reading: Reading) -> None:
    """Say once that hidden rows are read: a filter may be meant to leave them out."""
    hidden = [line for line in table.lines if line.number in sheet.hidden]
    if hidden:
        places = tuple(reading.place(line.at()) for line in hidden)
        reading.report("WB103", places, sheet=table.title, count=str(len(hidden)))


def _merged(table: Table, sheet: Sheet, reading: Reading) -> None:
    """Warn of cells merged down a column: all rows but the first lack the value."""
    table.merged = tuple(each for each in sheet.merged if each.last > max(each.first, table.header))
    known = {*table.columns.values(), *table.others}
    numbers = [line.number for line in table.lines]
    for each in table.merged:
        # Lines come in the order of their rows; a range may reach down the whole sheet.
        below = bisect_right(numbers, each.first)
        if each.column in known and below < len(numbers) and numbers[below] <= each.last:
            place = reading.place(pack(table.number, each.first, each.column))
            reading.report("WB102", (place,), range=each.name)


def own_key(number: int) -> str:
    """The key of a cell in a column that the schema does not know."""
    return f"#{number}"


def own_cells(line: Line) -> Mapping[int, Cell]:
    """The cells of a line in columns that the schema does not know, by column number."""
    return {int(key[1:]): cell for key, cell in line.cells.items() if key.startswith("#")}


def read_cell(line: Line, column: Column, cell: Cell, reading: Reading) -> None:
    """Put what a cell says into its line, or a problem into the reading."""
    formula = column.kind in {Kind.FORMULA, Kind.RULE}
    if not (formula and cell.formula is not None):
        refused = unreadable(cell)
        if refused is not None:
            refuse(line, column, refused, reading)
            return
    if values.no_limit(cell, column):
        place = (reading.place(line.at(column.id), cell.shown),)
        reading.report("WB116", place, column=Named(column.name, f"{line.table.shape.id}.cap"), value=cell.shown)
        return
    answer = values.month(cell, reading.months) if column.kind is Kind.MONTH else values.read(cell, column)
    if isinstance(answer, values.Refusal):
        refuse(line, column, answer, reading)
    elif column.kind is Kind.FORMULA and isinstance(answer, str):
        formula_of(line, column, answer, reading)
    elif answer != ():
        line.values[column.id] = answer


def unreadable(cell: Cell) -> values.Refusal | None:
    """The refusal of an error value and of a formula never calculated."""
    if cell.error is not None:
        return values.Refusal("WB030", {"error": cell.error})
    if cell.uncalculated:
        return values.Refusal("WB031", {"formula": cell.formula or ""})
    return None


def refuse(line: Line, column: Column, refusal: values.Refusal, reading: Reading) -> None:
    """Report a cell that is not read."""
    words: dict[str, str] = {"column": column.name, "value": line.shown(column.id) or "", **refusal.values}
    reading.report(refusal.code, (reading.place(line.at(column.id), line.shown(column.id)),), **words)
    line.refused.add(column.id)
    line.values.pop(column.id, None)


def formula_of(line: Line, column: Column, text: str, reading: Reading) -> None:
    """Parse a formula into its line, or report each of its errors."""
    parsed = parse(text)
    if parsed.tree is not None:
        line.values[column.id] = Formula(text, parsed.tree, line.at(column.id))
        return
    line.refused.add(column.id)
    for error in parsed.errors:
        reading.report(error.code, (reading.place(line.at(column.id), text),), **error.words)


def require(line: Line, column: Column, reading: Reading, about: tuple[str, ...] = ()) -> None:
    """Report a required cell that is blank, where its column is there at all."""
    if column.id in line.refused or column.id not in line.table.columns or column.id in line.values:
        return
    place = reading.place(line.at(column.id))
    merged = next((each for each in line.table.merged if each.holds(line.number, line.table.columns[column.id])), None)
    advice = phrase("Fill it in, or empty the whole row.")
    if merged:
        advice = phrase("Unmerge {range} and fill in each row: only the first cell holds the value.", range=merged.name)
    reading.report("WB021", (place,), about, column=column.name, sheet=line.table.title, advice=advice)
    line.refused.add(column.id)


def sound(line: Line, subject: str, reading: Reading, optional: frozenset[str] = frozenset()) -> bool:
    """Whether a line can become a record: required cells there, none refused. Else its subject is broken."""
    whole = True
    for column in line.table.shape.columns:
        if column.required and column.id not in optional:
            require(line, column, reading)
            whole = whole and column.id in line.values
    if whole and not line.refused:
        return True
    reading.broken.add(subject)
    return False
