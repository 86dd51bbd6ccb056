"""What contradicts what among people: overlapping assignments and absences, roles, currencies without a rate.

In: the plan's records. Out: problems in the `Reading`, each naming its cells, and what they break. A gap between two
assignments is filled from Employees, with a notice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from incentive.formula.nearest import nearest
from incentive.i18n.currencies import minor_units
from incentive.i18n.phrases import Day, phrase
from incentive.i18n.words import catalogues, has_catalogue
from incentive.numbers import ONE
from incentive.periods import DAY
from incentive.plan import Plan
from incentive.plan.choices import Pays
from incentive.plan.records import Absence, Assignment
from incentive.workbook.book_forms import shown_number
from incentive.workbook.names import EVERY
from incentive.workbook.reading import Reading
from incentive.workbook.schema import sheet

# What an assignment can change; target bonus % and amount are one field.
_FIELDS: Mapping[str, Callable[[Assignment], bool]] = {
    "Role": lambda row: row.role is not None,
    "Salary": lambda row: row.salary is not None,
    "Target bonus %": lambda row: row.target_bonus_percent is not None,
    "Target bonus amount": lambda row: row.target_bonus_amount is not None,
    "FTE": lambda row: row.fte is not None,
    "Team": lambda row: row.team is not None,
    "Department": lambda row: row.department is not None,
}
_NAMES = {column.name: column.name for column in sheet("assignments").columns}
_ONE_FIELD = {"Target bonus amount": "Target bonus %"}


def check_people(plan: Plan, reading: Reading) -> None:
    """Report each contradiction."""
    _assignments(plan, reading)
    _absences(plan, reading)
    _roles(plan, reading)
    _currencies(plan, reading)
    _languages(plan, reading)
    for employee in plan.employees:
        if employee.fte > ONE:
            place = reading.origins.place(employee.at, "FTE", shown_number(employee.fte))
            reading.report("WB069", (place,), employee=employee.id, value=shown_number(employee.fte))


def _languages(plan: Plan, reading: Reading) -> None:
    """A language without a catalogue is said once, at its first cell."""
    found = {plan.settings.language: reading.origins.place(plan.settings.at.get("language", 0))}
    for employee in plan.employees:
        found.setdefault(employee.language, reading.origins.place(employee.at, "Language", employee.language))
    for language, place in found.items():
        if not has_catalogue(language):
            reading.report("WB096", (place,), language=language, known=", ".join(catalogues()))


def _assignments(plan: Plan, reading: Reading) -> None:
    rows: dict[tuple[str, str], list[tuple[Assignment, str]]] = {}
    for row in plan.assignments:
        for column, given in _FIELDS.items():
            if given(row):
                rows.setdefault((row.employee, _ONE_FIELD.get(column, column)), []).append((row, column))
    for (employee, field), found in rows.items():
        ordered = sorted(found, key=lambda each: each[0].start)
        for (before, column), (after, later) in pairwise(ordered):
            places = (reading.origins.place(after.at, later), reading.origins.place(before.at, column))
            last = before.to
            if before.start == after.start or (last is not None and last >= after.start):
                end = min(day for day in (last, after.to, after.start if last is None else last) if day is not None)
                days = _days(after.start, max(end, after.start))
                reading.report("WB065", places, employee=employee, field=_NAMES[field], days=days)
                reading.broken.add(f"employee:{employee}")
            elif last is not None and last + DAY < after.start:
                days = _days(last + DAY, after.start - DAY)
                reading.report("WB066", places, employee=employee, field=_NAMES[field], days=days)


def _days(first: date, last: date) -> str:
    return Day(first) if first == last else phrase("{first} to {last}", first=Day(first), last=Day(last))


def _absences(plan: Plan, reading: Reading) -> None:
    people: dict[str, list[Absence]] = {}
    for row in plan.absences:
        people.setdefault(row.employee, []).append(row)
    for employee, rows in people.items():
        ordered = sorted(rows, key=lambda row: row.start)
        for before, after in pairwise(ordered):
            if before.to >= after.start:
                places = (
                    reading.origins.place(after.at, "From", str(after.start)),
                    reading.origins.place(before.at, "To", str(before.to)),
                )
                days = _days(after.start, min(before.to, after.to))
                reading.report("WB067", places, employee=employee, days=days)
                reading.broken.add(f"employee:{employee}")


def _roles(plan: Plan, reading: Reading) -> None:
    """Each person's role has KPIs, unless the matrix is for everyone or for the person; the converse is a notice."""
    if not plan.matrix or "sheet:Matrix" in reading.broken:
        return
    roles = dict.fromkeys(row.role for row in plan.matrix)
    left_out = {subject.partition(":")[2] for subject in reading.broken if subject.startswith("matrix:")}
    own = {row.employee for row in plan.matrix if row.employee is not None}
    held: set[str] = set()
    for employee, role, at in _held(plan):
        held.add(role)
        if role not in roles and role not in left_out and EVERY not in roles and employee not in own:
            near = nearest(role, roles)
            advice = phrase("Add rows for the role to Matrix, or correct it here.")
            if near:
                advice = phrase("Did you mean {near}?", near=near)
            place = reading.origins.place(at, "Role", role)
            reading.report("WB068", (place,), employee=employee, role=role, advice=advice)
            reading.broken.add(f"employee:{employee}")
    if any(subject.startswith("employee:") or subject == "sheet:Employees" for subject in reading.broken):
        return
    for role in roles:
        if role not in held and role != EVERY:
            first = next(row for row in plan.matrix if row.role == role)
            reading.report("WB093", (reading.origins.place(first.at, "Role", role),), role=role)


def _held(plan: Plan) -> Iterator[tuple[str, str, int]]:
    for employee in plan.employees:
        yield employee.id, employee.role, employee.at
    for row in plan.assignments:
        if row.role is not None:
            yield row.employee, row.role, row.at


def _currencies(plan: Plan, reading: Reading) -> None:
    """Every currency in which something is counted, but the plan's, has a rate that is known by the period's end."""
    own, end = plan.settings.currency, plan.settings.period.end
    undated = "setting:period" in reading.broken
    if "setting:currency" in reading.broken:
        return
    known = {own, *(rate.currency for rate in plan.rates if undated or rate.day is None or rate.day <= end)}
    known |= {subject.partition(":")[2] for subject in reading.broken if subject.startswith("rate:")}
    for currency, at, column in _used(plan):
        if currency not in known:
            known.add(currency)
            place = reading.origins.place(at, column, currency)
            later = [rate for rate in plan.rates if rate.currency == currency]
            places = (place, *(reading.origins.place(rate.at, "Date", str(rate.day)) for rate in later[:1]))
            reading.report("WB091", places, currency=currency, plan=own, end=Day(end))
            reading.broken.add(f"rate:{currency}")


def _used(plan: Plan) -> Sequence[tuple[str, int, str]]:
    direct = {row.kpi for row in plan.matrix if row.pays is not Pays.SHARE}
    used = [(employee.currency, employee.at, "Currency") for employee in plan.employees]
    used += [(kpi.unit.upper(), kpi.at, "Unit") for kpi in plan.kpis if kpi.id in direct]
    used += [(step.unit, step.at, "Unit") for step in plan.steps]
    return [each for each in used if minor_units(each[0]) is not None]
