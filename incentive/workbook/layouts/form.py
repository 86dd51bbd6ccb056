"""The form for one person, a sheet each: labels such as name and position at the top, KPIs down below them.

The header may stand in any of the first rows and begin in any column. Out: the person's rows of Matrix and of Actuals
and, where Employees does not have the person, a row of Employees from the labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from incentive.i18n.phrases import phrase
from incentive.workbook.book_forms import Cell, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.labels import MONTH, labels
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.tables import HEADER_ROWS

LAYOUT = "form"
_WORDS = phrase("a form for one person")
_FIRST_KPI = ("kpi", "id", "name")


@dataclass(frozen=True, slots=True)
class _Person:
    """Whose form it is: id, role and month as the labels say them, and all the labels."""

    id: Placed
    role: Placed
    month: Placed | None
    labels: Mapping[str, Placed]


def form(sheet: Sheet, known: Known, wanted: frozenset[str]) -> Understood | None:
    """The sheet as a person's form; `wanted` are the sheets that it may give rows of."""
    view = View(sheet)
    for row in view.rows:
        if row > HEADER_ROWS:
            return None
        columns = _columns(view, row, known)
        if columns is None:
            continue
        person = _person(view, row, known)
        if person is None:
            return None
        found = Understood(_WORDS)
        _rows(view, row, columns, person, known, found)
        if not found.records:
            return None
        found.records = {sheet: rows for sheet, rows in found.records.items() if sheet in wanted}
        if known.person(person.id.cell.shown) is None and found.records:
            found.add("employees", _employee(person))
        return found
    return None


def _columns(view: View, row: int, known: Known) -> dict[str, int] | None:
    """The columns of a form's header: the KPI's and two kinds of figures at least; none where people have a column."""
    found: dict[str, int] = {}
    for column, placed in view.row(row):
        if words.column("actuals", placed.text) == "subject" or known.span(placed.cell.shown) is not None:
            return None
        measure = words.measure(placed.text) if placed.text else None
        if measure is not None:
            found.setdefault(measure, column)
        elif placed.text and words.column("matrix", placed.text) in {"kpi", "section"}:
            found.setdefault(str(words.column("matrix", placed.text)), column)
        elif placed.text and words.column("kpis", placed.text) in _FIRST_KPI:
            found.setdefault("other kpi", column)
    if "kpi" not in found and "other kpi" in found:
        found["kpi"] = found["other kpi"]
    found.pop("other kpi", None)
    figures = set(found) & {"weight", words.ACTUAL, *words.FIGURES}
    return found if "kpi" in found and len(figures) >= 2 else None


def _person(view: View, header: int, known: Known) -> _Person | None:
    said = labels(view, header)
    named = said.get("id") or said.get("name")
    if named is None and known.person(view.title) is not None:
        named = Placed(Cell(view.title), (view.title, 0, 0))
    if named is None:
        return None
    # A label `Employee` may hold the name as well as the id.
    identifier = known.person(named.cell.shown)
    if identifier is None and "name" in said:
        identifier = known.person(said["name"].cell.shown)
    whom = named.saying(identifier) if identifier is not None else named
    role = said.get("role") or named.saying(known.role_of(whom.cell.shown) or None)
    return _Person(whom, role, said.get(MONTH), said)


def _employee(person: _Person) -> Record:
    """A row of Employees from the labels; without a name the id is the name."""
    record = {words.name("employees", label): placed for label, placed in person.labels.items() if label != MONTH}
    return record | {"Employee": person.id, "Name": person.labels.get("name", person.id), "Role": person.role}


def _rows(
    view: View, header: int, columns: Mapping[str, int], person: _Person, known: Known, found: Understood
) -> None:
    section: Placed | None = None
    measures = {measure: column for measure, column in columns.items() if measure not in {"kpi", "section"}}
    for row in (each for each in view.rows if each > header):
        kpi = view.at(row, columns["kpi"])
        cells = {measure: view.own(row, column) for measure, column in measures.items()}
        given = {measure for measure, cell in cells.items() if not cell.blank and measure != words.DIFFERENCE}
        first = next((cell for _, cell in view.row(row) if words.is_sum(cell.text)), None)
        if first is not None and (kpi is None or known.figure(kpi.cell.shown) is None):
            found.passed.append((first.at, phrase('"{cell}" is a row of totals', cell=first.text)))
        elif not given or (kpi is not None and _is_note(kpi, [cells[measure] for measure in given], known)):
            if kpi is not None and kpi.text and known.figure(kpi.text) is None:
                found.passed.append((kpi.at, phrase('"{cell}" is a heading or a note', cell=kpi.text)))
                section = kpi if not given and "sections" not in known.standing else None
        else:
            own = view.at(row, columns["section"]) if "section" in columns else None
            name = kpi if kpi is not None else view.own(row, columns["kpi"])
            _kpi(name, cells, own or section, person, known, found)


def _is_note(kpi: Placed, given: Iterable[Placed], known: Known) -> bool:
    """Whether a row has words where its figures would be and names no KPI: a place to sign, a remark."""
    if known.figure(kpi.cell.shown) is not None or known.nearly(kpi.cell.shown):
        return False
    return all(cell.text and not any(sign.isdigit() for sign in cell.text) for cell in given)


def _kpi(
    kpi: Placed, cells: Mapping[str, Placed], section: Placed | None, person: _Person, known: Known, found: Understood
) -> None:
    """The rows that one KPI of a form gives."""
    named = kpi.saying(known.figure(kpi.cell.shown) or kpi.cell.shown) if not kpi.cell.blank else kpi
    row: Record = {"KPI": named, "Role": person.role, "Employee": person.id}
    if section is not None:
        row["Section"] = section
    for measure, cell in cells.items():
        if measure not in {words.ACTUAL, words.DIFFERENCE} and not cell.blank:
            row[words.name("matrix", measure)] = cell
    if len(row.keys() & {"Weight", "Threshold", "Target", "Maximum"}):
        found.add("matrix", row)
    if words.ACTUAL in cells:
        actual = cells[words.ACTUAL]
        value = Placed(Cell(None), actual.at) if actual.blank else actual
        figure: Record = {"Value": value, "For": person.id, "KPI": named}
        span = known.span(person.month.cell.shown) if person.month is not None else None
        if person.month is not None and span is not None and span.whole_months == 1 and known.months != span.months():
            figure["Month"] = person.month
        found.add("actuals", figure)
