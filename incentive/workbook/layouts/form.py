"""The form for one person, a sheet each: labels such as name and position at the top, KPIs down below them.

The header may stand in any of the first rows, in one row or two, and begin in any column; months may stand across, in a
sheet each or one below the other. Out: the person's rows of Matrix and of Actuals, rows of Sections where sections bear
weights and, where Employees does not have the person, a row of Employees from the labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.i18n.phrases import phrase
from incentive.workbook import values
from incentive.workbook.book_forms import PERCENT, Cell, Sheet
from incentive.workbook.layouts import in_one_cell, words
from incentive.workbook.layouts.crosstab import of_person
from incentive.workbook.layouts.form_header import Header, header_at
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.labels import MONTH, labels
from incentive.workbook.layouts.monthly import MONTH_OF, month_above, month_in_title, one_month
from incentive.workbook.layouts.nested import SECTION_WEIGHT, nest
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.tables import HEADER_ROWS

LAYOUT = "form"
_WORDS = phrase("a form for one person")
_FIGURES = frozenset({"Weight", "Threshold", "Target", "Maximum"})


@dataclass(frozen=True, slots=True)
class _Person:
    """Whose form it is: id and role as the labels say them, and all the labels."""

    id: Placed
    role: Placed
    labels: Mapping[str, Placed]


@dataclass(slots=True)
class _Reading:
    """Where the reading of a form stands: the section and the month that rows belong to, if any."""

    header: Header
    person: _Person
    known: Known
    found: Understood
    month: Placed | None = None
    section: Placed | None = None
    weight: Placed | None = None
    kpis: list[Placed] = field(default_factory=list)


def form(sheet: Sheet, known: Known, wanted: frozenset[str]) -> Understood | None:
    """The sheet as a person's form; `wanted` are the sheets that it may give rows of."""
    view = View(sheet)
    for row in view.rows:
        if row > HEADER_ROWS:
            return None
        header = header_at(view, row, known)
        if header is None:
            continue
        person = _person(view, row, known)
        if person is None:
            return None
        found = Understood(_WORDS)
        if header.twice is not None:
            _, first, second = header.twice
            found.say("WB166", first, second, sheet=view.title, measure=first.cell.shown)
            found.broken |= {"sheet:Matrix", "sheet:Actuals"}
            return found
        reading = _Reading(header, person, known, found, _month(view, header, person, known, found))
        _rows(view, reading)
        if header.across:
            _across(view, reading)
        nest(found, by_role=True)
        if not found.records:
            return None
        for cell in header.left:
            found.passed.append((cell.at, phrase('"{cell}" is made of the others', cell=cell.cell.shown)))
        found.records = {sheet: rows for sheet, rows in found.records.items() if sheet in wanted}
        if known.person(person.id.cell.shown) is None and found.records:
            found.add("employees", _employee(person))
        return found
    return None


def _person(view: View, header: int, known: Known) -> _Person | None:
    said = labels(view, header)
    named = said.get("id") or said.get("name")
    if named is None:
        whose = known.person(view.title) or known.person(month_in_title(view.title, "", known)[1])
        named = Placed(Cell(whose), (view.title, 0, 0)) if whose is not None else None
    if named is None:
        return None
    # A label `Employee` may hold the name as well as the id.
    identifier = known.person(named.cell.shown)
    if identifier is None and "name" in said:
        identifier = known.person(said["name"].cell.shown)
    whom = named.saying(identifier) if identifier is not None else named
    role = said.get("role") or named.saying(known.role_of(whom.cell.shown) or None)
    return _Person(whom, role, said)


def _month(view: View, header: Header, person: _Person, known: Known, found: Understood) -> Placed | None:
    """The month of the whole form: a label's, a title's above the table, or the sheet's own."""
    label = person.labels.get(MONTH)
    if label is not None:
        if known.span(label.cell.shown) is None and one_month(label, known) is None:
            found.say("WB167", label, month=label.cell.shown)
        return one_month(label, known)
    above = month_above(view, header.first, known)
    if above is not None:
        return above
    names = [person.labels[label].cell.shown for label in ("name", "id") if label in person.labels]
    month, _ = month_in_title(view.title, " ".join(names), known)
    return Placed(Cell(month), (view.title, 0, 0)) if month else None


def _employee(person: _Person) -> Record:
    """A row of Employees from the labels; without a name the id is the name."""
    record = {words.name("employees", label): placed for label, placed in person.labels.items() if label != MONTH}
    return record | {"Employee": person.id, "Name": person.labels.get("name", person.id), "Role": person.role}


def _rows(view: View, reading: _Reading) -> None:
    columns, known, found = reading.header.columns, reading.known, reading.found
    for row in (each for each in view.rows if each > reading.header.last):
        kpi = view.at(row, columns["kpi"])
        cells = {
            measure: cell
            for measure, column in columns.items()
            if measure not in {"kpi", "section", SECTION_WEIGHT}
            and ((cell := view.own(row, column)).blank or kpi is None or cell.at != kpi.at)
        }
        given = {measure for measure, cell in cells.items() if not cell.blank}
        first = next((cell for _, cell in view.row(row) if words.is_sum(cell.text)), None)
        if first is not None and (kpi is None or known.figure(kpi.cell.shown) is None):
            found.passed.append((first.at, phrase('"{cell}" is a row of totals', cell=first.text)))
        elif _begins_month(view, row, reading) or _repeats(view, row, reading.header):
            continue
        elif not given and reading.header.across and kpi is not None and known.figure(kpi.cell.shown) is not None:
            reading.kpis.append(kpi)
        elif not given or (kpi is not None and _is_note(kpi, [cells[measure] for measure in given], known)):
            if kpi is not None and kpi.text and known.figure(kpi.text) is None:
                _heading(kpi, given, reading)
        elif kpi is not None and given == {"weight"} and _is_section(view, row, kpi, reading):
            reading.section, reading.weight = kpi, cells["weight"]
        else:
            own = view.at(row, columns["section"]) if "section" in columns else None
            weight = view.at(row, columns[SECTION_WEIGHT]) if SECTION_WEIGHT in columns else None
            if own is not None or weight is not None:
                reading.section, reading.weight = own or reading.section, weight or reading.weight
            _kpi(kpi if kpi is not None else view.own(row, columns["kpi"]), cells, reading)


def _begins_month(view: View, row: int, reading: _Reading) -> bool:
    """Whether a row holds the month alone that the rows below it are of."""
    cells = [cell for _, cell in view.row(row)]
    month = one_month(cells[0], reading.known) if len(cells) == 1 else None
    if month is None:
        return False
    reading.month, reading.section, reading.weight = month, None, None
    return True


def _repeats(view: View, row: int, header: Header) -> bool:
    """Whether a row says the header again."""
    pairs = [(view.at(row, column), view.at(header.first, column)) for column in header.columns.values()]
    return all(here is not None and above is not None and here.cell == above.cell for here, above in pairs)


def _heading(kpi: Placed, given: set[str], reading: _Reading) -> None:
    """Take in a row with words alone: a section, perhaps with its weight in the same cell, or a note."""
    share = in_one_cell.SHARE.fullmatch(kpi.text)
    reading.section = reading.weight = None
    if share is not None and not given and "sections" not in reading.known.standing:
        number = values.number(Cell(f"{share['share']}%"))
        if isinstance(number, Decimal):
            reading.section, reading.weight = kpi.saying(share["name"]), Placed(Cell(number, PERCENT), kpi.at)
            return
    reading.found.passed.append((kpi.at, phrase('"{cell}" is a heading or a note', cell=kpi.text)))
    if not given and "sections" not in reading.known.standing:
        reading.section = kpi


def _is_section(view: View, row: int, kpi: Placed, reading: _Reading) -> bool:
    """Whether a row with nothing but a weight is a section's: it names no KPI, and the next row does."""
    known, column = reading.known, reading.header.columns["kpi"]
    if known.figure(kpi.cell.shown) is not None or known.nearly(kpi.cell.shown):
        return False
    after = next((cell for each in view.rows if each > row and (cell := view.at(each, column)) is not None), None)
    return after is not None and known.figure(after.cell.shown) is not None


def _is_note(kpi: Placed, given: Iterable[Placed], known: Known) -> bool:
    """Whether a row has words where its figures would be and names no KPI: a place to sign, a remark."""
    if known.figure(kpi.cell.shown) is not None or known.nearly(kpi.cell.shown):
        return False
    return all(cell.text and not any(sign.isdigit() for sign in cell.text) for cell in given)


def _kpi(kpi: Placed, cells: Mapping[str, Placed], reading: _Reading) -> None:
    """The rows that one KPI of a form gives."""
    known, person, found = reading.known, reading.person, reading.found
    both = in_one_cell.target_of(kpi, known, found) if cells.get("target", _NOTHING).blank else None
    named = both[0] if both is not None else kpi
    if both is None and not kpi.cell.blank:
        named = kpi.saying(known.figure(kpi.cell.shown) or kpi.cell.shown)
    reading.kpis.append(kpi)
    row: Record = {"KPI": named, "Role": person.role, "Employee": person.id}
    if reading.section is not None:
        row["Section"] = reading.section
    if reading.weight is not None and reading.section is not None:
        row[SECTION_WEIGHT] = reading.weight
    for measure, cell in cells.items():
        if measure != words.ACTUAL and not cell.blank:
            row[words.name("matrix", measure)] = cell
    if both is not None:
        row["Target"] = both[1]
    if reading.month is not None:
        row[MONTH_OF] = reading.month
    if row.keys() & _FIGURES:
        found.add("matrix", row)
    if words.ACTUAL in cells:
        actual = cells[words.ACTUAL]
        value = Placed(Cell(None), actual.at) if actual.blank else actual
        figure: Record = {"Value": value, "For": person.id, "KPI": named}
        if reading.month is not None:
            figure["Month"] = reading.month
        found.add("actuals", figure)


_NOTHING = Placed(Cell(None), ("", 0, 0))


def _across(view: View, reading: _Reading) -> None:
    """The figures of a form with months across, and its targets beside the weights."""
    found, here = reading.found, {kpi.at for kpi in reading.kpis}
    figures = of_person(view, reading.header.first, reading.known, reading.person.id)
    for record in figures.records.get("actuals", ()):
        if record["KPI"].at in here:
            found.add("actuals", record)
    targets = {record["KPI"].cell.shown: record for record in figures.records.get("targets", ())}
    for record in found.records.get("matrix", ()):
        target = targets.get(record["KPI"].cell.shown, {})
        record |= {name: cell for name, cell in target.items() if name in _FIGURES}
    found.passed += [each for each in figures.passed if each not in found.passed]
    found.said += figures.said
