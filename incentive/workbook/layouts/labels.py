"""Labels above a table: `Name`, `Position` or `Month` with what they say beside them or behind a colon.

In: a view and the row of the header. Out: what the labels say, by the id of the column of Employees that they name, and
`month` for the month or period; each with its place.
"""

import re

from incentive.workbook.book_forms import Cell
from incentive.workbook.layouts import words
from incentive.workbook.layouts.view import Placed, View

MONTH = "month"
_NEXT = re.compile(r"\s*[,;|/\n]\s*(?=[^,;|:]+:)")


def labels(view: View, above: int) -> dict[str, Placed]:
    """What the labels above a row say; the first of two of one kind stands."""
    found: dict[str, Placed] = {}
    for row in (each for each in view.rows if each < above):
        cells = [part for cell in view.row(row) for part in _parts(cell)]
        for place, (_, cell) in enumerate(cells):
            text, colon, rest = cell.text.partition(":")
            label = _label(text)
            if label is None or label in found:
                continue
            if rest.strip():
                found[label] = Placed(Cell(rest.strip()), cell.at)
            elif place + 1 < len(cells) and (colon or not _heads(cells[place + 1][1].text)):
                found[label] = cells[place + 1][1]
    return found


def _parts(cell: tuple[int, Placed]) -> list[tuple[int, Placed]]:
    """A cell with several labels in it, as if each stood in a cell of its own."""
    column, placed = cell
    parts = _NEXT.split(placed.text)
    if len(parts) < 2 or any(_label(part.partition(":")[0]) is None for part in parts):
        return [cell]
    return [(column, placed.saying(part.strip())) for part in parts]


def _heads(text: str) -> bool:
    """Whether a text is itself a label or a heading, and so no answer to one."""
    text = text.partition(":")[0]
    return _label(text) is not None or words.measure(text) is not None or words.column("matrix", text) is not None


def _label(text: str) -> str | None:
    """The column of Employees, or the month, that a label names."""
    text = text.strip()
    if not text:
        return None
    identifier = words.column("employees", text)
    if identifier is not None:
        return identifier
    return MONTH if words.column("actuals", text) == MONTH else None
