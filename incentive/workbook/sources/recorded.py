"""What a command gave, as rows of the sheet Sources: so that next time the workbook alone says how it is read.

In: the sources of a plan as read, and the folder in which the workbook will lie. Out: rows by column of the sheet, and
the files that would not be found from there.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from incentive.formula.tree import normalise
from incentive.workbook.schema import sheet
from incentive.workbook.sources.given import ACTUALS, EMPLOYEES
from incentive.workbook.sources.merging import Sources

Row = Mapping[str, str]
"""By id of the column of Sources."""


def recorded(sources: Sources, folder: Path) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """The rows for the files that the command gave, and the names of those outside the folder."""
    rows: list[Row] = []
    outside: list[str] = []
    given = sources.given
    for role, files in ((ACTUALS, given.actuals), (EMPLOYEES, given.people)):
        for path in files:
            name = _within(path, folder)
            if name is None:
                outside.append(path.name)
            rows += _rows(sources, path, name or path.name, sheet(role).name)
    return tuple(rows), tuple(outside)


def _within(path: Path, folder: Path) -> str | None:
    """The file's name as seen from the folder; None where it lies elsewhere."""
    there, here = path.resolve(), folder.resolve()
    return there.relative_to(here).as_posix() if there.is_relative_to(here) else None


def _rows(sources: Sources, path: Path, name: str, read_as: str) -> Iterator[Row]:
    """A row for each column that was given a name, and at least one for the file."""
    titles = sources.desk.titles.get(path, [])
    packed = path.suffix.casefold() == ".xlsx"
    first = {
        "file": name,
        "sheet": titles[0] if packed and len(titles) == 1 else "",
        "read_as": read_as,
        "decimal_mark": (sources.given.decimal_mark or "") if not packed else "",
    }
    met = sources.desk.headings.get(path, set())
    names = [(theirs, ours) for theirs, ours in sources.given.names.items() if normalise(theirs) in met]
    if not names:
        yield first
    for theirs, ours in names:
        yield {**first, "their_name": theirs, "our_name": ours}
