"""The matrix as people draw it: roles down and KPIs across, weights in the cells; or the other way round.

Under a KPI's heading there may be several columns (weight, base, norm, goal, scale, cap); rows named base, norm or goal
give the figures of a KPI for all roles. Out: a row of Matrix for each role and KPI that has something.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from incentive.i18n.phrases import phrase
from incentive.workbook import values
from incentive.workbook.book_forms import Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.nested import SECTION_WEIGHT, nest
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.tables import HEADER_ROWS

LAYOUT = "drawn matrix"
_WORDS = phrase("a matrix drawn with roles and KPIs as its two sides")
_KEYS = ("role", "employee", "section")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """Where all is: the header's first and last row, key columns, of each column of figures its KPI and measure."""

    top: int
    header: int
    keys: Mapping[str, int]
    kpis: Mapping[int, Placed]
    measures: Mapping[int, str]
    others: tuple[Placed, ...]
    """Headings that are no KPI's."""

    def count(self, known: Known) -> int:
        """How many KPIs it has."""
        return len({known.figure(heading.text) for heading in self.kpis.values()})


def drawn(sheet: Sheet, known: Known, named: bool) -> Understood | None:
    """The sheet as a drawn matrix. `named`: its title says that it is the matrix, so that fewer signs will do."""
    view = View(sheet)
    drawings = [(each, drawing) for each in (view, view.turned()) if (drawing := _drawing(each, known, named))]
    # The side that has more KPIs is the one that they stand on.
    for each, drawing in sorted(drawings, key=lambda pair: -pair[1].count(known)):
        found = _read(each, drawing, known)
        if _is_matrix(found) and ((named and not each.across) or _has_role(found, known)):
            return found
    return None


def _is_matrix(found: Understood) -> bool:
    """Whether most of what would be weights are numbers: else the names are those of a table of another kind."""
    weights = [record["Weight"].cell for record in found.records.get("matrix", ()) if "Weight" in record]
    numbers = sum(isinstance(values.number(cell), Decimal) for cell in weights)
    return bool(found.records.get("matrix")) and numbers * 2 >= len(weights)


def _has_role(found: Understood, known: Known) -> bool:
    return any(known.role(record["Role"].text) for record in found.records["matrix"] if "Role" in record)


def _drawing(view: View, known: Known, named: bool) -> _Drawing | None:
    for row in view.rows:
        if row > HEADER_ROWS:
            return None
        headings = {column: view.text(row, column) for column in view.columns}
        kpis = {column: text for column, text in headings.items() if text and known.figure(text) is not None}
        if len({known.figure(text) for text in kpis.values()}) >= (1 if named else 2):
            return _at(view, row, kpis, known)
    return None


def _at(view: View, row: int, kpis: Mapping[int, str], known: Known) -> _Drawing | None:
    """The drawing whose KPIs stand in this row."""
    first = min(kpis)
    under = view.rows[view.rows.index(row) + 1] if row != view.rows[-1] else row
    measures = {column: said for column in view.columns if (said := words.measure(view.text(under, column)))}
    inner = {column for column in measures if column >= first}
    header = under if inner else row
    keys = _key_columns(view, [row, header], first, known)
    if keys is None:
        return None
    found: dict[int, Placed] = {}
    others: list[Placed] = []
    last: Placed | None = None
    for column in (each for each in view.columns if each >= first and each not in keys.values()):
        heading = view.at(row, column) or (last if column in inner else None)
        if heading is not None and heading.text and (known.figure(heading.text) or known.nearly(heading.text)):
            found[column] = last = heading
        else:
            others.extend([heading] if heading is not None else [])
            last = None
    if not set(kpis) <= {*found, *keys.values()}:
        return None
    measured = {column: measures.get(column, "weight") for column in found}
    return _Drawing(row, header, keys, found, measured, tuple(dict.fromkeys(others)))


def _key_columns(view: View, rows: list[int], first: int, known: Known) -> dict[str, int] | None:
    """The columns of role, employee and section; without headings, the one before the KPIs is the role's."""
    keys: dict[str, int] = {}
    free = [column for column in view.columns if column < first]
    for row in rows:
        for column in view.columns:
            identifier = words.column("matrix", view.text(row, column))
            if identifier in _KEYS and column not in keys.values():
                keys.setdefault(str(identifier), column)
    if "role" in keys:
        return keys
    below = [column for column in free if column not in keys.values() and _texts_below(view, rows[-1], column)]
    if not below:
        return None
    roles = [column for column in below if any(known.role(text) for text in _texts_below(view, rows[-1], column))]
    keys["role"] = (roles or below)[-1 if not roles else 0]
    return keys


def _texts_below(view: View, row: int, column: int) -> list[str]:
    return [text for each in view.rows if each > row and (text := view.text(each, column))]


def _read(view: View, drawing: _Drawing, known: Known) -> Understood:
    found = Understood(_WORDS)
    common: dict[int, list[tuple[str, Placed]]] = {}
    for row in view.rows:
        heading = next((text for column in view.columns if (text := view.text(row, column))), "")
        column = _of_all(heading) if row != drawing.top and not known.role(heading) else None
        if column is not None:
            for place in drawing.kpis:
                if (cell := view.at(row, place)) is not None and not cell.blank:
                    common.setdefault(place, []).append((column, cell))
    for other in drawing.others:
        name = other.cell.shown
        what = phrase('"{cell}" is a column of sums', cell=name) if words.is_sum(name) else None
        found.passed.append((other.at, what or phrase('"{cell}" is no KPI', cell=name)))
    for row in (each for each in view.rows if each > drawing.header):
        _row(view, row, drawing, common, found, known)
    nest(found)
    return found


def _of_all(heading: str) -> str | None:
    """The column of Matrix that a row called so gives for every role: base, norm, goal, scale, section."""
    if words.is_section_weight(heading):
        return SECTION_WEIGHT
    identifier = words.measure(heading) or words.column("matrix", heading)
    if identifier in {None, words.DIFFERENCE, words.ACTUAL, "weight", "role", "employee", "kpi"}:
        return None
    return words.name("matrix", str(identifier))


def _row(
    view: View,
    row: int,
    drawing: _Drawing,
    common: Mapping[int, list[tuple[str, Placed]]],
    found: Understood,
    known: Known,
) -> None:
    role = view.at(row, drawing.keys["role"])
    given = [column for column in drawing.kpis if not view.own(row, column).blank]
    if role is not None and words.is_sum(role.text):
        found.passed.append((role.at, phrase('"{cell}" is a row of totals', cell=role.text)))
        return
    if role is not None and not known.role(role.text):
        if _of_all(role.text) is not None:
            return
        if words.column("kpis", role.text) is not None or words.measure(role.text) is not None:
            found.passed.append((role.at, phrase('"{cell}" is no role', cell=role.text)))
            return
    if not given:
        if role is not None and role.text and not known.role(role.text) and _alone(view, row):
            found.passed.append((role.at, phrase('"{cell}" has no figures beside it', cell=role.text)))
        return
    for record in _records(view, row, drawing, common, given, known):
        found.add("matrix", record)


def _alone(view: View, row: int) -> bool:
    return sum(1 for _ in view.row(row)) == 1


def _records(
    view: View,
    row: int,
    drawing: _Drawing,
    common: Mapping[int, list[tuple[str, Placed]]],
    given: list[int],
    known: Known,
) -> Iterator[Record]:
    """A record for each KPI that has something in this row."""
    for kpi in dict.fromkeys(known.figure(heading.text) or heading.text for heading in drawing.kpis.values()):
        columns = [
            column
            for column, heading in drawing.kpis.items()
            if (known.figure(heading.text) or heading.text) == kpi and column in given
        ]
        figures = {drawing.measures[column]: view.own(row, column) for column in columns}
        figures.pop(words.DIFFERENCE, None)
        figures.pop(words.ACTUAL, None)
        if not figures or (set(figures) == {"weight"} and figures["weight"].cell.value == 0):
            # Nothing, or a weight of nothing: the KPI is not of this role.
            continue
        record: Record = {words.name("matrix", measure): cell for measure, cell in figures.items()}
        for identifier, column in drawing.keys.items():
            cell = view.at(row, column)
            record[words.name("matrix", identifier)] = cell if cell is not None else view.own(row, column)
        record["KPI"] = drawing.kpis[columns[0]].saying(kpi)
        for column in drawing.kpis:
            if (known.figure(drawing.kpis[column].text) or drawing.kpis[column].text) == kpi:
                record |= {name: cell for name, cell in common.get(column, ()) if name not in record}
        yield record
