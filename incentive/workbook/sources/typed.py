"""Separated text as a program writes it, turned into the cells that a person would have typed: numbers and dates.

In: a sheet of texts, and which of its columns hold what. Out: the sheet with numbers, percentages and days in their
places, all other texts as they were, and how the numbers were written. Ids stay texts, with their zeros. What can be
read in two ways, and is settled by nothing in the file, is an error with both readings.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.numbers import plain
from incentive.plan.origins import pack
from incentive.problems import Place
from incentive.workbook.book_forms import DAY, LITERAL, PERCENT, Cell, Row, Sheet
from incentive.workbook.reading import Reading
from incentive.workbook.schema import columns_by_name
from incentive.workbook.schema_forms import Kind, SheetShape
from incentive.workbook.sources.marks import DAY_FIRST, POINT, Evidence, Figure, days, figure, shared
from incentive.workbook.tables import Called, Extra, header_of, headings_of

_NUMBERS = {Kind.NUMBER, Kind.WHOLE, Kind.MONEY, Kind.PERCENT, Kind.WEIGHT, Kind.FIGURE}
_PERCENTS = {Kind.PERCENT, Kind.WEIGHT}
_DAYS = {Kind.DATE, Kind.MONTH}
_KEPT = 100_000  # different texts of a column

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is known of a sheet before it is read: its shape, its headings' names here, the columns beyond the shape.

    `own` gives the kind of the company's own columns by their normalised headings; `mark` is the decimal mark where it
    was stated; `currency` are the signs that may stand beside an amount.
    """

    shape: SheetShape
    called: Called
    beyond: Extra | None = None
    own: Mapping[str, Kind] = field(default_factory=dict)
    mark: str | None = None
    currency: tuple[str, ...] = ()

    def header(self, sheet: Sheet) -> Row | None:
        """The header of a sheet."""
        return header_of(sheet, columns_by_name(self.shape.id), self.beyond, self.called)

    def columns(self, header: Row) -> Mapping[str, int]:
        """The numbers of the schema's columns by their ids."""
        return headings_of(header, columns_by_name(self.shape.id), self.called)[0]

    def kinds(self, header: Row) -> dict[int, tuple[str, Kind]]:
        """The heading and the kind of each column that is known."""
        columns, others, _ = headings_of(header, columns_by_name(self.shape.id), self.called)
        known = {column.id: column for column in self.shape.columns}
        found = {number: (known[identifier].name, known[identifier].kind) for identifier, number in columns.items()}
        for number, name in others.items():
            if normalise(name) in self.own:
                found[number] = (name, self.own[normalise(name)])
            elif self.beyond is not None and self.beyond(name) is not None:
                found[number] = (name, Kind.FIGURE)
        return found


def typed(sheet: Sheet, meaning: Meaning, reading: Reading) -> tuple[Sheet, str | None]:
    """The sheet with typed cells, and the decimal mark that its numbers were read by, if any shows one."""
    header = meaning.header(sheet)
    if header is None:
        return sheet, None
    below = [row for row in sheet.rows if row.number > header.number]
    work = _Work(sheet, meaning, reading, meaning.kinds(header), below)
    return work.done()


class _Work:
    """The columns of one sheet, and what is found of how they are written."""

    def __init__(
        self,
        sheet: Sheet,
        meaning: Meaning,
        reading: Reading,
        kinds: Mapping[int, tuple[str, Kind]],
        below: Sequence[Row],
    ) -> None:
        self.sheet = sheet
        self.meaning = meaning
        self.reading = reading
        self.kinds = kinds
        self.below = below
        self.number = reading.add_sheet(sheet.title, {})

    def done(self) -> tuple[Sheet, str | None]:
        """The sheet with typed cells, and the decimal mark."""
        figures = self._evidence(_NUMBERS, self._values)
        days_of = self._evidence(_DAYS, lambda cell, _: days(cell))
        marks = self._settled(figures, ("WB133", "WB134"), self.meaning.mark)
        orders = self._settled(days_of, ("WB135", "WB136"), None, quiet=self._months())
        rows = list(self.sheet.rows)
        first = len(rows) - len(self.below)
        made: dict[int, dict[Cell, Cell]] = {at: {} for at in (*figures, *days_of)}
        for place, row in enumerate(self.below, first):
            cells = dict(row.cells)
            for at in made.keys() & cells.keys():
                cell = cells[at]
                known = made[at].get(cell)
                if known is None:
                    known = self._cell(at, cell, marks, orders)
                    if len(made[at]) < _KEPT:
                        made[at][cell] = known
                cells[at] = known
            rows[place] = Row(row.number, cells)
        used = {marks[at] for at, found in figures.items() if at in marks and (found.proofs or found.open)}
        return Sheet(self.sheet.title, tuple(rows)), used.pop() if len(used) == 1 else None

    def _months(self) -> set[int]:
        """Columns of months: one that two months fit is judged where the period is known."""
        return {number for number, (_, kind) in self.kinds.items() if kind is Kind.MONTH}

    def _values(self, text: str, kind: Kind) -> Mapping[str, Decimal]:
        found = self._figure(text, kind)
        return found.values if found is not None else {}

    def _figure(self, text: str, kind: Kind) -> Figure | None:
        found = figure(text, () if kind in _PERCENTS or kind is Kind.WHOLE else self.meaning.currency)
        if found is not None and found.percent and kind not in {*_PERCENTS, Kind.FIGURE}:
            return None
        return found

    def _evidence(
        self, wanted: set[Kind], read: Callable[[str, Kind], Mapping[str, Value]]
    ) -> dict[int, Evidence[Value]]:
        found: dict[int, Evidence[Value]] = {
            number: Evidence() for number, (_, kind) in self.kinds.items() if kind in wanted
        }
        seen: dict[int, set[str]] = {number: set() for number in found}
        for row in self.below:
            for number, evidence in found.items():
                cell = row.cells.get(number)
                if cell is None or not isinstance(cell.value, str) or cell.value in seen[number]:
                    continue
                if len(seen[number]) < _KEPT:
                    seen[number].add(cell.value)
                evidence.note(row.number, read(cell.value, self.kinds[number][1]))
        return found

    def _settled(
        self,
        columns: Mapping[int, Evidence[Value]],
        codes: tuple[str, str],
        stated: str | None,
        quiet: Collection[int] = (),
    ) -> dict[int, str]:
        """The convention of each column that needs one. What none settles is reported, unless it is kept quiet."""
        of_file = shared(columns.values())
        found: dict[int, str] = {}
        for number, evidence in columns.items():
            chosen = stated or evidence.settled
            if chosen is None and len(evidence.proofs) > 1:
                if number not in quiet:
                    self._contradict(number, evidence, codes[1])
                continue
            if chosen is None and evidence.open is not None:
                chosen = of_file
                if chosen is None and number not in quiet:
                    self._ambiguous(number, evidence, codes[0])
            if chosen is not None:
                found[number] = chosen
        return found

    def _contradict(self, number: int, evidence: Evidence[Value], code: str) -> None:
        """Two rows of one column, of which each fits another convention alone."""
        (one, first), (other, second) = list(evidence.proofs.items())[:2]
        places = tuple(self._place(row, number) for row in (second, first))
        words = {"column": self.kinds[number][0], "one": _said(other), "other": _said(one)}
        self.reading.report(code, places, **words)

    def _ambiguous(self, number: int, evidence: Evidence[Value], code: str) -> None:
        """A text that two conventions fit, in a file that shows neither."""
        row, values = evidence.open or (0, {})
        one, other = (str(value) for value in list(values.values())[:2])
        place = self._place(row, number)
        words = {"column": self.kinds[number][0], "value": place.value or "", "one": one, "other": other}
        self.reading.report(code, (place,), **words)

    def _place(self, row: int, number: int) -> Place:
        shown = next(each.cells[number].shown for each in self.below if each.number == row)
        return self.reading.place(pack(self.number, row, number), shown)

    def _cell(self, number: int, cell: Cell, marks: Mapping[int, str], orders: Mapping[int, str]) -> Cell:
        """What a cell says, typed; a text that is none of what its column holds stays as it is, to be refused there."""
        kind = self.kinds[number][1] if number in self.kinds else Kind.TEXT
        if not isinstance(cell.value, str):
            return cell
        if kind in _DAYS:
            day = _chosen(days(cell.value), orders.get(number), None if kind is Kind.MONTH else DAY_FIRST)
            return Cell(day, DAY) if day is not None else cell
        found = self._figure(cell.value, kind) if kind in _NUMBERS else None
        if found is None:
            return cell
        value = _chosen(found.values, marks.get(number), POINT)
        if value is None:
            # It does not fit the decimal mark that was stated or shown: no other may be tried.
            return Cell(cell.value, LITERAL)
        if not found.percent:
            return Cell(value)
        # Whether a KPI's figure may be a percentage depends on its unit, and is known later.
        return Cell(value.scaleb(-2), PERCENT) if kind in _PERCENTS else Cell(f"{plain(value)}%")


def _chosen(values: Mapping[str, Value], convention: str | None, otherwise: str | None) -> Value | None:
    """The value under a convention; where the column has none, the only one there is.

    Of two values of a column that is reported already, `otherwise` stands, so that nothing else is said of it.
    """
    if convention is not None:
        return values.get(convention)
    if len(set(values.values())) == 1:
        return next(iter(values.values()))
    return values.get(otherwise) if otherwise is not None else None


def _said(convention: str) -> str:
    if len(convention) == 1:
        return f'"{convention}"'
    return phrase("day first") if convention == DAY_FIRST else phrase("month first")
