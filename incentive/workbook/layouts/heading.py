"""What the headings of a column say: a KPI, a period, target or actual, in one cell or in several above each other.

In: a view and the rows of its header. Out: a `Heading` for each column that is no key; what nobody knows is kept apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from incentive.periods import Period, month_name, month_of
from incentive.workbook.book_forms import Cell
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.view import Placed, View

_BESIDE = " ,;:-–—."
_PREPOSITIONS = frozenset({"for", "of", "in", "per", "für", "im", "di", "de", "en", "за", "на", "в"})


@dataclass(slots=True)
class Heading:
    """What the headings of a column say."""

    kpi: Placed | None = None
    period: Placed | None = None
    span: Period | None = None
    measure: str | None = None
    other: Placed | None = None

    @property
    def says(self) -> bool:
        """Whether this is a column of figures."""
        return self.kpi is not None or self.span is not None or self.measure is not None


def headings(view: View, first: int, last: int, keys: Mapping[str, int], known: Known) -> dict[int, Heading]:
    """What each column's headings say; a heading without a merge holds until the next one of its row."""
    found: dict[int, Heading] = {}
    rows = [row for row in view.rows if first <= row <= last]
    carried: dict[int, Placed | None] = {}
    for column in view.columns:
        if column in keys.values():
            continue
        heading = Heading()
        bottom = view.at(rows[-1], column)
        for row in rows:
            placed = view.at(row, column)
            if row != rows[-1] and placed is not None:
                carried[row] = placed
            elif placed is None and row != rows[-1] and bottom is not None:
                placed = carried.get(row)
            if placed is not None:
                hear(heading, placed, known)
        if heading.kpi is None and heading.other is not None and known.nearly(heading.other.text):
            # It is told as an unknown KPI, with the name that was meant.
            heading.kpi = heading.other
        found[column] = heading
    return found


def hear(heading: Heading, placed: Placed, known: Known) -> None:
    """Take in what one cell of a header says."""
    parts = [placed] if _is_one(placed, known) else _two(placed, known)
    for part in parts:
        span = span_of(part.cell, known)
        measure = words.measure(part.text) if part.text else None
        if part.text and known.figure(part.text) is not None:
            heading.kpi = heading.kpi or part
        elif span is not None:
            heading.span, heading.period = span, part
        elif measure is not None:
            heading.measure = measure
        else:
            heading.other = heading.other or part


def _is_one(placed: Placed, known: Known) -> bool:
    """Whether a heading says one thing, which is known: a KPI, a period, or what a figure is."""
    if not placed.text:
        return True
    behind = words.behind(placed.text)
    if behind and known.span(behind) is not None:
        return False
    return known.figure(placed.text) is not None or bool(span_of(placed.cell, known) or words.measure(placed.text))


def _two(placed: Placed, known: Known) -> list[Placed]:
    """A heading that says two things, such as `Plan Jul` or `Revenue, actual`, as both; else as it is."""
    parts = placed.text.replace("(", " ").replace(")", " ").split()
    for place in range(1, len(parts)):
        halves = [" ".join(each).strip(_BESIDE) for each in (parts[:place], parts[place:])]
        if halves[1].partition(" ")[0].casefold() in _PREPOSITIONS:
            halves[1] = halves[1].partition(" ")[2]
        kinds = {_kind(half, known) for half in halves}
        if None not in kinds and len(kinds) == len(halves):
            return [placed.saying(half) for half in halves]
    return [placed]


def _kind(text: str, known: Known) -> str | None:
    if known.figure(text) is not None:
        return "kpi"
    if words.measure(text) is not None:
        return "measure"
    return "period" if known.span(text) is not None else None


def span_of(cell: Cell, known: Known) -> Period | None:
    """The period that a cell names."""
    if isinstance(cell.value, date):
        return known.span(month_name(month_of(cell.value)))
    return known.span(cell.value) if isinstance(cell.value, str) else None
