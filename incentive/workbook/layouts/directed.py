"""What the sheet Sources says of the workbook's own sheets: what each is read as, and its headings' names here.

In: the book. Out: the sheets with that said of them; those to be ignored are left out. Rows that name a file are of
`sources`. What cannot be followed is reported at its cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from incentive.formula.tree import normalise
from incentive.plan.records import SourceRow
from incentive.workbook.book_forms import Book, Cell, Row, Sheet
from incentive.workbook.build_rules import sources_of
from incentive.workbook.layouts import crosstab, drawn, form, teams
from incentive.workbook.reading import Reading
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema import sheet_named
from incentive.workbook.tables import HEADER_ROWS, read_table

LAYOUTS = (drawn.LAYOUT, form.LAYOUT, crosstab.LAYOUT, teams.LAYOUT)
IGNORE = "ignore"
_IGNORE = ("ignore", "ignora", "ignorieren", "nicht lesen", "ignorer", "ignorar", "игнорировать", "не читать")


@dataclass(frozen=True, slots=True)
class Directed:
    """A sheet and what Sources says of it: the layout, if one is named there. `said`: whether it says anything."""

    sheet: Sheet
    layout: str = ""
    said: bool = False


@dataclass(slots=True)
class _Direction:
    read_as: str = ""
    names: dict[str, SourceRow] = field(default_factory=dict)
    at: int = 0


def directed(book: Book, reading: Reading) -> list[Directed]:
    """The sheets of a book that are to be read, with what Sources says of them."""
    wanted = _directions(book, reading)
    if not wanted:
        return [Directed(sheet) for sheet in book.sheets]
    found = []
    for sheet in book.sheets:
        direction = wanted.get(normalise(sheet.title))
        if direction is None:
            found.append(Directed(sheet))
            continue
        if direction.read_as == IGNORE:
            reading.report("WB114", (reading.place(direction.at, sheet.title),), sheet=sheet.title)
            continue
        renamed = _renamed(sheet, direction, reading) if direction.names else sheet
        if direction.read_as in LAYOUTS or not direction.read_as:
            found.append(Directed(renamed, direction.read_as, bool(direction.read_as)))
        else:
            found.append(Directed(replace(renamed, read_as=direction.read_as), said=True))
    return found


def _directions(book: Book, reading: Reading) -> dict[str, _Direction]:
    """What Sources says, by the normalised title of the sheet."""
    titles = {normalise(sheet.title) for sheet in book.sheets}
    found: dict[str, _Direction] = {}
    for row in _rows(book, reading):
        if row.file or not row.sheet:
            continue
        if normalise(row.sheet) not in titles:
            place = (reading.origins.place(row.at, "Sheet", row.sheet),)
            reading.report("WB113", place, sheet=row.sheet, titles=_some([sheet.title for sheet in book.sheets]))
            continue
        direction = found.setdefault(normalise(row.sheet), _Direction(at=row.at))
        if row.read_as:
            read_as = _read_as(row.read_as)
            if read_as is None:
                choices = ", ".join((*LAYOUTS, IGNORE))
                place = (reading.origins.place(row.at, "Read as", row.read_as),)
                reading.report("WB112", place, value=row.read_as, choices=choices)
            else:
                direction.read_as = read_as
        if row.their_name and row.our_name:
            direction.names[normalise(row.their_name)] = row
    return found


def _rows(book: Book, reading: Reading) -> list[SourceRow]:
    """The rows of Sources; what is wrong with the sheet itself is said when it is read with the others."""
    scratch = Reading(reading.file)
    found: list[SourceRow] = []
    for sheet in book.sheets:
        named = sheet_named(sheet.title)
        if named is not None and named[0].id == "sources":
            table = read_table(sheet_shape("sources"), sheet, scratch)
            if table is not None:
                number = reading.add_sheet(table.title, scratch.sheets[table.number].columns)
                table.number = number
                found += sources_of(table, scratch)
    return found


def ignores(text: str) -> bool:
    """Whether a word under `Read as` says that a sheet is not to be read."""
    return normalise(text) in {normalise(word) for word in _IGNORE}


def _read_as(text: str) -> str | None:
    """The id of a sheet, a layout or `ignore`; None for anything else."""
    if ignores(text):
        return IGNORE
    for layout in LAYOUTS:
        if normalise(layout) == normalise(text):
            return layout
    named = sheet_named(text)
    return named[0].id if named is not None and not named[0].titled else None


def _renamed(sheet: Sheet, direction: _Direction, reading: Reading) -> Sheet:
    """The sheet with headings of the company's own called as they are here."""
    left = dict(direction.names)
    rows = []
    for row in sheet.rows:
        if row.number <= HEADER_ROWS and left:
            rows.append(Row(row.number, _called(row.cells, direction.names, left)))
        else:
            rows.append(row)
    for source in left.values():
        place = (reading.origins.place(source.at, "Their name", source.their_name),)
        reading.report("WB115", place, sheet=sheet.title, name=source.their_name)
    return replace(sheet, rows=tuple(rows))


def _called(cells: Mapping[int, Cell], names: Mapping[str, SourceRow], left: dict[str, SourceRow]) -> dict[int, Cell]:
    found = {}
    for column, cell in cells.items():
        source = names.get(normalise(cell.shown)) if isinstance(cell.value, str) else None
        found[column] = replace(cell, value=source.our_name) if source is not None else cell
        if source is not None:
            left.pop(normalise(cell.shown), None)
    return found


def _some(titles: list[str]) -> str:
    return ", ".join(titles[:8]) + (", …" if len(titles) > 8 else "")
