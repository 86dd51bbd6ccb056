"""One sheet a team: people or figures in the plan's own columns, on sheets named by teams, departments or anything.

Several sheets of people, or figures on sheets that bear a team's name, are taken for what their headings say. Out: rows
of Employees, with the sheet's title as the team where no column says it; or rows of Actuals for the whole team.
"""

from incentive.i18n.phrases import phrase
from incentive.workbook.book_forms import Cell, Row, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.schema import columns_by_name
from incentive.workbook.tables import header_of, headings_of

LAYOUT = "team sheet"
_PEOPLE = phrase("the people of one team")
FIGURES = phrase("the figures of one team")
_REQUIRED = {"id", "name", "role", "salary"}


def is_of_people(sheet: Sheet) -> bool:
    """Whether a sheet has all the columns that Employees needs."""
    known = columns_by_name("employees")
    header = header_of(sheet, known, None)
    return header is not None and set(headings_of(header, known)[0]) >= _REQUIRED


def people(sheet: Sheet) -> Understood | None:
    """The people of one team."""
    header = header_of(sheet, columns_by_name("employees"), None)
    if header is None or not is_of_people(sheet):
        return None
    found = _table(sheet, "employees", header, _PEOPLE)
    for record in found.records.get("employees", ()):
        record.setdefault("Team", Placed(Cell(sheet.title), next(iter(record.values())).at))
    return found


def figures(sheet: Sheet, known: Known) -> Understood | None:
    """The figures on a sheet that bears the name of a team, a department or a person; else None."""
    whom = known.whom(sheet.title)
    columns = columns_by_name("actuals")
    header = header_of(sheet, columns, known.names.headed)
    if whom is None or header is None:
        return None
    ours, others, _ = headings_of(header, columns)
    wide = [number for number, text in others.items() if known.figure(text) is not None]
    if "subject" in ours or not ({"kpi", "value"} <= set(ours) or wide):
        return None
    found = _table(sheet, "actuals", header, FIGURES)
    for record in found.records.get("actuals", ()):
        record["For"] = Placed(Cell(whom), next(iter(record.values())).at)
    return found


def _table(sheet: Sheet, identifier: str, header: Row, layout: str) -> Understood:
    """The rows under the header, each cell under the name of its column."""
    columns, others, _ = headings_of(header, columns_by_name(identifier))
    names = {number: words.name(identifier, each) for each, number in columns.items()} | others
    view = View(sheet)
    found = Understood(layout)
    for row in (each for each in view.rows if each > header.number):
        record: Record = {
            name: view.own(row, column) for column, name in names.items() if view.at(row, column) is not None
        }
        if not record:
            continue
        first = next(iter(record.values()))
        if words.is_sum(first.text):
            found.passed.append((first.at, phrase('"{cell}" is a row of totals', cell=first.text)))
        else:
            found.add(identifier, record)
    return found
