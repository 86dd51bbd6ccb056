"""The header of a person's form: which column holds the KPIs, their sections, and each kind of figure.

In: a view and a row. Out: a `Header`, of one row or of two; None where the row heads no form. Two columns that say the
same and cannot be told apart are kept as such, to be reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.workbook.layouts import words
from incentive.workbook.layouts.heading import Heading, headings
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.nested import SECTION_WEIGHT
from incentive.workbook.layouts.view import Placed, View

_FIRST_KPI = ("kpi", "id", "name")
_OF_PERIODS = frozenset({words.ACTUAL, *words.FIGURES})
_FIGURES = _OF_PERIODS | {"weight"}
# Beside a column of actuals these say what was made of them.
_RESULTS = frozenset(
    normalise(word)
    for word in (
        *("result", "value", "figure", "risultato", "valore", "ergebnis", "wert", "résultat", "valeur"),
        *("resultado", "valor", "результат", "значение"),
    )
)


@dataclass(frozen=True, slots=True)
class Header:
    """The rows of a header, its columns by what they hold, and whether periods stand across."""

    first: int
    last: int
    columns: Mapping[str, int]
    across: bool
    twice: tuple[str, Placed, Placed] | None = None
    """Two columns for one kind of figure, and which."""
    left: tuple[Placed, ...] = field(default=())
    """Headings of results, which are not read."""


def header_at(view: View, row: int, known: Known) -> Header | None:
    """The header that begins in a row: the KPI's column and two kinds of figures; none where people have a column."""
    keys = _keys(view, row)
    if "kpi" not in keys or any(words.column("actuals", cell.text) == "subject" for _, cell in view.row(row)):
        return None
    last = _second(view, row, keys["kpi"], known)
    headed = headings(view, row, last, keys, known)
    if any(heading.kpi is not None for heading in headed.values()):
        return None
    across = any(heading.span is not None for heading in headed.values())
    # Beside periods, what stands under something that is none is a sum of them or another's.
    plain = {
        column: heading
        for column, heading in headed.items()
        if heading.span is None and not (across and heading.measure in _OF_PERIODS and heading.other is not None)
    }
    columns, twice, left = _measured(view, last, row, plain, keys.get("section"))
    kinds = columns.keys() & _FIGURES
    if len(kinds) + across < 2 or (across and "weight" not in columns):
        return None
    return Header(row, last, keys | columns, across, twice, tuple(left))


def _keys(view: View, row: int) -> dict[str, int]:
    """The columns of KPI and section. A KPI's own heading goes before that of its name."""
    found: dict[str, int] = {}
    for column, placed in view.row(row):
        if not placed.text or words.measure(placed.text) is not None:
            continue
        identifier = words.column("matrix", placed.text)
        if identifier in {"kpi", "section"}:
            found.setdefault(str(identifier), column)
        elif words.heads_kpis(placed.text):
            found.setdefault("kpi", column)
        elif words.heads_sections(placed.text):
            found.setdefault("section", column)
        elif words.column("kpis", placed.text) in _FIRST_KPI:
            found.setdefault("other kpi", column)
    other = found.pop("other kpi", None)
    if other is not None:
        found.setdefault("kpi", other)
    return found


def _second(view: View, row: int, kpi: int, known: Known) -> int:
    """The last row of the header: the next one, where it heads figures and names no KPI; else the row itself."""
    after = next((each for each in view.rows if each > row), row)
    here, above = view.at(after, kpi), view.at(row, kpi)
    if here is not None and (above is None or here.at != above.at):
        return row
    cells = [cell for _, cell in view.row(after)]
    if any(isinstance(cell.cell.value, Decimal) for cell in cells):
        return row
    heads = [words.measure(cell.text) or known.span(cell.cell.shown) for cell in cells if cell.text]
    return after if sum(each is not None for each in heads) >= 2 else row


def _measured(
    view: View, last: int, first: int, headed: Mapping[int, Heading], section: int | None
) -> tuple[dict[str, int], tuple[str, Placed, Placed] | None, list[Placed]]:
    """Columns by kind of figure; the two that say the same; headings of results."""
    of_kind: dict[str, list[int]] = {}
    for column, heading in headed.items():
        text = view.text(last, column) or view.text(first, column)
        if words.is_section_weight(text):
            of_kind.setdefault(SECTION_WEIGHT, []).append(column)
        elif heading.measure is not None and heading.measure != words.DIFFERENCE:
            of_kind.setdefault(heading.measure, []).append(column)
    weights = of_kind.get("weight", [])
    if section is not None and len(weights) > 1 and section + 1 in weights and SECTION_WEIGHT not in of_kind:
        of_kind[SECTION_WEIGHT] = [section + 1]
        of_kind["weight"] = [column for column in weights if column != section + 1]
    twice, left = None, []
    found = {}
    for kind, columns in of_kind.items():
        chosen = _chosen(view, last, columns, headed)
        left += [cell for column in columns if column not in chosen and (cell := view.at(last, column)) is not None]
        found[kind] = chosen[0]
        cells = [_heading(view, first, last, column) for column in chosen]
        if len({cell.at for cell in cells}) > 1:
            twice = (kind, cells[0], cells[1])
    return found, twice, left


def _chosen(view: View, last: int, columns: list[int], headed: Mapping[int, Heading]) -> list[int]:
    """Those of several columns of one kind that are really of it."""
    sure = [column for column in columns if headed[column].other is None] or columns
    said = [column for column in sure if normalise(view.text(last, column)) not in _RESULTS]
    return said or sure


def _heading(view: View, first: int, last: int, column: int) -> Placed:
    return view.at(last, column) or view.own(first, column)
