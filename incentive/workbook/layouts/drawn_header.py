"""Where all is in a drawn matrix: the row of its KPIs, the columns under each, what stands above them for all roles.

In: a view. Out: a `Drawing`; None where no row names KPIs. What the rows below say is read by `drawn`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from incentive.workbook import values
from incentive.workbook.book_forms import PERCENT, Cell
from incentive.workbook.layouts import words
from incentive.workbook.layouts.in_one_cell import SHARE, joined
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.nested import SECTION_WEIGHT
from incentive.workbook.layouts.view import Placed, View
from incentive.workbook.tables import HEADER_ROWS

_KEYS = ("role", "employee", "section")


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where all is: the header's first and last row, key columns, of each column of figures its KPI and measure."""

    top: int
    header: int
    keys: Mapping[str, int]
    kpis: Mapping[int, Placed]
    measures: Mapping[int, str]
    others: tuple[Placed, ...]
    """Headings that are no KPI's."""
    given: Mapping[int, Mapping[str, Placed]]
    """What stands above the columns for all roles: sections and weights."""

    def count(self, known: Known) -> int:
        """How many KPIs it has."""
        return len({kpi_of(heading.text, known) for heading in self.kpis.values()})

    @property
    def first(self) -> Placed:
        """The first KPI's heading."""
        return self.kpis[min(self.kpis)]


def drawing_of(view: View, known: Known, named: bool) -> Drawing | None:
    """The drawing of a sheet, by the first row that names KPIs."""
    for row in view.rows:
        if row > HEADER_ROWS:
            return None
        headings = {column: view.text(row, column) for column in view.columns}
        kpis = {column: found for column, text in headings.items() if text and (found := kpi_of(text, known))}
        if len(set(kpis.values())) >= (1 if named else 2):
            return _at(view, row, kpis, known)
    return None


def kpi_of(text: str, known: Known) -> str | None:
    """The KPI that a heading names, alone or with its weight: `Revenue (60%)`."""
    both = joined(text, known)
    return known.figure(text) or (both.kpi if both is not None and both.percent and both.said != "target" else None)


def _at(view: View, row: int, kpis: Mapping[int, str], known: Known) -> Drawing | None:
    """The drawing whose KPIs stand in this row."""
    first = min(kpis)
    below = [each for each in view.rows if each > row]
    weighed = below.pop(0) if below and _is_of_weights(view, below[0], kpis) else None
    under = below[0] if below else row
    measures = {column: said for column in view.columns if (said := words.measure(view.text(under, column)))}
    inner = {column for column in measures if column >= first}
    header = under if inner else weighed or row
    keys = _key_columns(view, [row, header], first, known)
    if keys is None:
        return None
    found: dict[int, Placed] = {}
    others: list[Placed] = []
    last: Placed | None = None
    for column in (each for each in view.columns if each >= first and each not in keys.values()):
        heading = view.at(row, column) or (last if column in inner else None)
        name = heading.text if heading is not None else ""
        if inner and column not in inner and heading is not None and view.text(under, column):
            others.append(view.own(under, column))
        elif heading is not None and name and (kpi_of(name, known) or known.nearly(name)):
            found[column] = last = heading
        else:
            others.extend([heading] if heading is not None else [])
            last = None
    if not set(kpis) <= {*found, *keys.values()}:
        return None
    measured = _measured(view, under, measures, found)
    given = _given(view, weighed, measured, found, known)
    if given is None:
        return None
    for column, section in _sections(view, row, found).items():
        given.setdefault(column, {}).update(section)
    return Drawing(row, header, keys, found, measured, tuple(dict.fromkeys(others)), given)


def _measured(view: View, under: int, measures: Mapping[int, str], kpis: Mapping[int, Placed]) -> dict[int, str]:
    """What each column of a KPI holds: without a word its weight."""
    measured = {column: measures.get(column, "weight") for column in kpis}
    for column, heading in kpis.items():
        # A bare % is the weight where nothing else is; beside one it is what was reached.
        alike = {measured[other] for other, beside in kpis.items() if beside.at == heading.at}
        if view.text(under, column) == "%" and "weight" not in alike:
            measured[column] = "weight"
    return measured


def _given(
    view: View, weighed: int | None, measured: Mapping[int, str], kpis: Mapping[int, Placed], known: Known
) -> dict[int, dict[str, Placed]] | None:
    """Weights above the columns, in headings or a row; None where a column under such a heading is one of weights."""
    given: dict[int, dict[str, Placed]] = {}
    for column, heading in kpis.items():
        alike = {measured[other] for other, beside in kpis.items() if beside.at == heading.at}
        both = joined(heading.text, known)
        if both is not None:
            if "weight" in alike:
                return None
            given[column] = {"Weight": Placed(Cell(both.number, PERCENT, "=weight"), heading.at)}
        elif weighed is not None and "weight" not in alike and view.at(weighed, column) is not None:
            given[column] = {"Weight": view.own(weighed, column)}
    return given


def _is_of_weights(view: View, row: int, kpis: Mapping[int, str]) -> bool:
    """Whether a row holds the weights of KPIs, for all roles."""
    first = next((cell for _, cell in view.row(row)), None)
    if first is None or words.measure(first.text) != "weight":
        return False
    return all(isinstance(values.number(view.own(row, column).cell), Decimal) for column in kpis)


def _sections(view: View, row: int, kpis: Mapping[int, Placed]) -> dict[int, dict[str, Placed]]:
    """The sections that stand in the row above the KPIs, each over those behind it, perhaps with its weight."""
    above = next((each for each in reversed(view.rows) if each < row), None)
    found: dict[int, dict[str, Placed]] = {}
    last: Placed | None = None
    for column in sorted(kpis) if above is not None else ():
        cell = view.at(above or row, column) or last
        if cell is None or not cell.text:
            return {}
        _, down, along = cell.at
        if (down if view.across else along) < min(kpis):
            return {}
        last = cell
        share = SHARE.fullmatch(cell.text)
        found[column] = {"Section": cell.saying(share["name"]) if share is not None else cell}
        number = values.number(Cell(f"{share['share']}%")) if share is not None else None
        if isinstance(number, Decimal):
            found[column][SECTION_WEIGHT] = Placed(Cell(number, PERCENT), cell.at)
    return found if len({each["Section"].at for each in found.values()}) > 1 else {}


def _key_columns(view: View, rows: list[int], first: int, known: Known) -> dict[str, int] | None:
    """The columns of role, employee and section; without headings, the one before the KPIs is the role's."""
    keys: dict[str, int] = {}
    free = [column for column in view.columns if column < first]
    for row in rows:
        for column in view.columns:
            identifier = words.column("matrix", view.text(row, column))
            if identifier in _KEYS and column not in keys.values():
                keys.setdefault(str(identifier), column)
    if "employee" not in keys:
        named = [
            column
            for column in free
            if any(words.column("employees", view.text(row, column)) in {"id", "name"} for row in rows)
            and any(known.person(text) for text in _texts_below(view, rows[-1], column))
        ]
        if named:
            keys["employee"] = named[0]
    if "role" in keys or "employee" in keys:
        return keys
    below = [column for column in free if column not in keys.values() and _texts_below(view, rows[-1], column)]
    if not below:
        return None
    roles = [column for column in below if any(known.role(text) for text in _texts_below(view, rows[-1], column))]
    keys["role"] = (roles or below)[-1 if not roles else 0]
    return keys


def _texts_below(view: View, row: int, column: int) -> list[str]:
    return [text for each in view.rows if each > row and (text := view.text(each, column))]
