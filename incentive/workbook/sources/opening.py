"""Opening a source: the sheets of a file that are read as what it is given for, each as a table with its own places.

In: a `Source`, and what is known of the columns wanted. Out: tables in the `Reading`, whose places name the file; the
file's hash, taken before it is read; and notices of how a text was understood and which sheets were left.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.problems import Place, Problem
from incentive.workbook.book_forms import Row, Sheet
from incentive.workbook.cells import open_book, uncollected
from incentive.workbook.reading import Reading, Table
from incentive.workbook.schema import columns_by_name, sheet_named
from incentive.workbook.sources.delimited import MOST_BYTES, Delimited, read_delimited
from incentive.workbook.sources.given import Source
from incentive.workbook.sources.typed import Meaning, typed
from incentive.workbook.tables import HEADER_ROWS, read_table

_PACKED = (b"PK", bytes.fromhex("D0CF11E0A1B11AE1"))
_NO_TEXT = (b"%PDF", b"{\\rtf", b"<", b"\xef\xbb\xbf<", b"\x1f\x8b", b"\x89PNG")
_TEXT_ENDINGS = {".csv", ".txt", ".tsv", ".tab"}
_SHOWN = 12
_PLACES = 50
_KEY = {"actuals": "subject", "employees": "id"}


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file that was read: where it lies, what places call it, and the SHA-256 of its bytes before it was read."""

    path: Path
    name: str
    sha256: str


@dataclass(slots=True)
class Desk:
    """Where sources are opened: which files were taken, and which of their words were met in a header."""

    reading: Reading
    taken: dict[Path, TakenFile] = field(default_factory=dict)
    met: set[tuple[int, str]] = field(default_factory=set)
    """Headings that were given a name of ours, by the row of Sources (0: of the command) and the normalised heading."""
    titles: dict[Path, list[str]] = field(default_factory=dict)
    """The sheets of each file that were read, as its own titles."""
    headings: dict[Path, set[str]] = field(default_factory=dict)
    """The normalised headings of each file that were met."""

    def tables(self, source: Source, meaning: Meaning, headings: Sequence[str] = ()) -> list[Table]:
        """The tables of a source; none, with a problem, where the file cannot be read as what it is given for."""
        before = self.reading.file
        self.reading.file = source.name
        try:
            return self._tables(source, meaning, headings)
        finally:
            self.reading.file = before

    def _tables(self, source: Source, meaning: Meaning, headings: Sequence[str]) -> list[Table]:
        found = []
        sheets = self._sheets(source, meaning)
        if not sheets:
            # That figures or people are missing then says nothing new.
            self.reading.broken.add(f"sheet:{meaning.shape.name}")
        for sheet in sheets:
            table = read_table(meaning.shape, sheet, self.reading, meaning.beyond, headings, meaning.called)
            if table is not None:
                found.append(table)
        return found

    def _sheets(self, source: Source, meaning: Meaning) -> list[Sheet]:
        """The sheets of a file that are wanted, with typed cells."""
        start = self._take(source)
        if start is None:
            return []
        packed = start.startswith(_PACKED)
        text = source.path.suffix.casefold() in _TEXT_ENDINGS or not start.startswith(_NO_TEXT)
        sheets = self._of_text(source, meaning) if text and not packed else self._of_workbook(source, meaning)
        for sheet in sheets:
            self._note(source, sheet, meaning)
        return sheets

    def _take(self, source: Source) -> bytes | None:
        """The first bytes of a file, once its hash is known."""
        try:
            with source.path.open("rb") as file:
                start = file.read(16)
                if source.path not in self.taken:
                    file.seek(0)
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                    self.taken[source.path] = TakenFile(source.path, source.name, digest)
                return start
        except OSError as reason:
            words = {"file": source.name, "reason": (reason.strerror or str(reason)).lower()}
            self.reading.report("WB001", (Place(source.name),), **words)
            return None

    def _of_text(self, source: Source, meaning: Meaning) -> list[Sheet]:
        """A separated text as its one sheet, called as a spreadsheet calls it: by the file's name, without ending."""
        known = columns_by_name(meaning.shape.id)

        def is_known(heading: str) -> bool:
            name = meaning.called.get(normalise(heading), heading)
            return normalise(name) in known or (meaning.beyond is not None and meaning.beyond(name) is not None)

        with source.path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        read = read_delimited(data, source.name, PurePath(source.name).stem, is_known)
        if isinstance(read, Problem):
            self.reading.problems.append(read)
            return []
        header = meaning.header(read.sheet)
        if header is None or not self._fits(read.sheet, meaning):
            self._no_table(source, [read.sheet], meaning)
            return []
        self._too_wide(source, read, header)
        with uncollected():
            sheet, mark = typed(read.sheet, meaning, self.reading)
        words = {"file": source.name, "encoding": read.encoding, "separator": read.separator, "numbers": _numbers(mark)}
        self.reading.report("WB130", (Place(source.name),), **words)
        return [sheet]

    def _of_workbook(self, source: Source, meaning: Meaning) -> list[Sheet]:
        """The sheets of a workbook that are wanted: the one named, else those titled so, else those that fit."""
        book, problems = open_book(source.path, lambda _: True)
        for problem in problems:
            places = tuple(Place(source.name, each.sheet, each.cell, each.value) for each in problem.places)
            self.reading.problems.append(Problem(problem.code, places, {**problem.values, "file": source.name}))
        if book is None:
            return []
        sheets = [sheet for sheet in book.sheets if normalise(sheet.title) not in source.ignored]
        if source.sheet:
            wanted = [sheet for sheet in sheets if normalise(sheet.title) == normalise(source.sheet)]
            if not wanted:
                self._no_sheet(source, sheets)
                return []
        else:
            wanted = [sheet for sheet in sheets if _titled(sheet, meaning)]
        fitting = [sheet for sheet in wanted or sheets if self._fits(sheet, meaning)]
        if not fitting:
            self._no_table(source, wanted or sheets, meaning)
        others = [sheet.title for sheet in sheets if sheet.rows and sheet not in fitting]
        if fitting and others and not source.sheet:
            words = {"file": source.name, "read": _some([sheet.title for sheet in fitting]), "others": _some(others)}
            self.reading.report("WB147", (Place(source.name),), **words)
        return fitting

    def _too_wide(self, source: Source, read: Delimited, header: Row) -> None:
        """Report rows with more cells than there are headings, once for all that have as many."""
        by_count: dict[int, list[int]] = {}
        for row, count in read.too_wide(header):
            by_count.setdefault(count, []).append(row)
        for count, rows in by_count.items():
            places = tuple(Place(source.name, read.sheet.title, str(row)) for row in rows[:_PLACES])
            words = {"file": source.name, "count": str(count), "headings": str(read.widths[header.number])}
            self.reading.report("WB149", places, rows=str(len(rows)), **words)

    def _fits(self, sheet: Sheet, meaning: Meaning) -> bool:
        """Whether a sheet has a header with the column that says whose each row is."""
        header = meaning.header(sheet)
        return header is not None and _KEY[meaning.shape.id] in meaning.columns(header)

    def _note(self, source: Source, sheet: Sheet, meaning: Meaning) -> None:
        header = meaning.header(sheet)
        names = {normalise(cell.shown) for cell in header.cells.values()} if header is not None else set()
        self.headings.setdefault(source.path, set()).update(names)
        self.titles.setdefault(source.path, []).append(sheet.title)

    def _no_table(self, source: Source, sheets: Sequence[Sheet], meaning: Meaning) -> None:
        """Say that no header was found, and which row may have been meant as one."""
        rows = [(len(row.cells), sheet, row) for sheet in sheets for row in sheet.rows if row.number <= HEADER_ROWS]
        found: str = phrase("nothing")
        place = Place(source.name)
        if rows:
            _, sheet, row = max(rows, key=lambda each: each[0])
            found = _some([cell.shown for _, cell in sorted(row.cells.items())])
            place = Place(source.name, sheet.title, str(row.number))
        key = next(column.name for column in meaning.shape.columns if column.id == _KEY[meaning.shape.id])
        words = {"file": source.name, "sheet": meaning.shape.name, "key": key, "found": found}
        self.reading.report("WB146", (place,), **words)

    def _no_sheet(self, source: Source, sheets: Sequence[Sheet]) -> None:
        reason = phrase('it has no sheet "{sheet}"', sheet=source.sheet)
        advice = phrase("Its sheets are: {sheets}.", sheets=_some([sheet.title for sheet in sheets]))
        place = self.reading.origins.place(source.at, "Sheet", source.sheet)
        self.reading.report("WB145", (place,), file=source.name, reason=reason, advice=advice)


def _titled(sheet: Sheet, meaning: Meaning) -> bool:
    named = sheet_named(sheet.title)
    return named is not None and named[0].id == meaning.shape.id


def _numbers(mark: str | None) -> str:
    if mark is None:
        return phrase("no number shows a decimal mark")
    return phrase('numbers have "{mark}" as their decimal mark', mark=mark)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_SHOWN])
    return f"{shown}, …" if len(names) > _SHOWN else shown
