"""The matrix as people draw it: roles down and KPIs across, weights in the cells; or the other way round.

Under a KPI's heading there may be several columns (weight, base, norm, goal, scale, cap); rows named base, norm or goal
give the figures of a KPI for all roles. Out: a row of Matrix for each role and KPI that has something.
"""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from incentive.i18n.phrases import Share, phrase
from incentive.workbook import values
from incentive.workbook.book_forms import Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.drawn_header import Drawing, drawing_of, kpi_of
from incentive.workbook.layouts.in_one_cell import joined
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.nested import SECTION_WEIGHT, nest
from incentive.workbook.layouts.view import Placed, Record, Understood, View

LAYOUT = "drawn matrix"
_WORDS = phrase("a matrix drawn with roles and KPIs as its two sides")


def drawn(sheet: Sheet, known: Known, named: bool, wanted: Collection[str] = ("matrix",)) -> Understood | None:
    """The sheet as a drawn matrix. `named`: its title says that it is the matrix, so that fewer signs will do.

    Actuals beside the targets of people count where they are `wanted`.
    """
    view = View(sheet)
    drawings = [(each, drawing) for each in (view, view.turned()) if (drawing := drawing_of(each, known, named))]
    # The side that has more KPIs is the one that they stand on.
    for each, drawing in sorted(drawings, key=lambda pair: -pair[1].count(known)):
        found = _read(each, drawing, known)
        if "actuals" not in wanted and found.records.pop("actuals", []):
            found.passed.append((drawing.first.at, phrase("actuals stand on a sheet of their own")))
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


def _read(view: View, drawing: Drawing, known: Known) -> Understood:
    found = Understood(_WORDS)
    common: dict[int, list[tuple[str, Placed]]] = {}
    for row in view.rows:
        heading = next((text for column in view.columns if (text := view.text(row, column))), "")
        column = _of_all(heading) if row != drawing.top and not known.role(heading) else None
        if column is not None:
            for place in drawing.kpis:
                if (cell := view.at(row, place)) is not None and not cell.blank:
                    common.setdefault(place, []).append((column, cell))
    for kpi in dict.fromkeys(drawing.kpis.values()):
        both = joined(kpi.text, known)
        if both is not None:
            found.say("WB169", kpi, cell=kpi.text, kpi=both.kpi, weight=Share(both.number))
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
    drawing: Drawing,
    common: Mapping[int, list[tuple[str, Placed]]],
    found: Understood,
    known: Known,
) -> None:
    role = view.at(row, drawing.keys.get("role", drawing.keys.get("employee", 0)))
    given = [column for column in drawing.kpis if not view.own(row, column).blank]
    first = next((cell for _, cell in view.row(row)), role)
    for cell in (role, first):
        if cell is not None and words.is_sum(cell.text):
            found.passed.append((cell.at, phrase('"{cell}" is a row of totals', cell=cell.text)))
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
    for sheet, record in _records(view, row, drawing, common, given, known):
        found.add(sheet, record)


def _alone(view: View, row: int) -> bool:
    return sum(1 for _ in view.row(row)) == 1


def _records(
    view: View,
    row: int,
    drawing: Drawing,
    common: Mapping[int, list[tuple[str, Placed]]],
    given: list[int],
    known: Known,
) -> Iterator[tuple[str, Record]]:
    """A record for each KPI that has something in this row, and one of Actuals where that says what was achieved."""
    person = _person(view, row, drawing, known)
    for kpi in dict.fromkeys(kpi_of(heading.text, known) or heading.text for heading in drawing.kpis.values()):
        of_kpi = [
            each for each, heading in drawing.kpis.items() if (kpi_of(heading.text, known) or heading.text) == kpi
        ]
        columns = [column for column in of_kpi if column in given]
        figures = {drawing.measures[column]: view.own(row, column) for column in columns}
        figures.pop(words.DIFFERENCE, None)
        actual = figures.pop(words.ACTUAL, None)
        if actual is not None and person is not None:
            yield "actuals", {"Value": actual, "For": person, "KPI": drawing.kpis[of_kpi[0]].saying(kpi)}
        if not figures or (set(figures) == {"weight"} and figures["weight"].cell.value == 0):
            # Nothing, or a weight of nothing: the KPI is not of this role.
            continue
        record: Record = {words.name("matrix", measure): cell for measure, cell in figures.items()}
        for identifier, column in drawing.keys.items():
            cell = view.at(row, column)
            record[words.name("matrix", identifier)] = cell if cell is not None else view.own(row, column)
        if person is not None:
            record["Employee"] = person
            if "role" not in drawing.keys:
                record["Role"] = person.saying(known.role_of(person.cell.shown) or None)
        record["KPI"] = drawing.kpis[columns[0]].saying(kpi)
        for column in drawing.kpis:
            if column in of_kpi:
                record |= {name: cell for name, cell in common.get(column, ()) if name not in record}
                record |= {name: cell for name, cell in drawing.given.get(column, {}).items() if name not in record}
        yield "matrix", record


def _person(view: View, row: int, drawing: Drawing, known: Known) -> Placed | None:
    """The person whose row it is, by id, where the drawing has people."""
    cell = view.at(row, drawing.keys["employee"]) if "employee" in drawing.keys else None
    return cell.saying(known.person(cell.cell.shown) or cell.cell.shown) if cell is not None else None
