"""The people of a random plan: Employees, Assignments, Absences, Rates, Adjustments and Paid.

In: a draft with its dates. Out: rows for two to six people, with dates that often fall on a cut-off or a month's end.
A person never has two rows for the same field that overlap, nor two absences that do.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from tests.random_plans.form import Draft, Person, number, numbers
from tests.random_plans.frame import month_end, month_texts

SALARIES = numbers("12000 24000 36000 48000 60000 36500 30000.30 48000 100000")


def add_people(draft: Draft) -> None:
    """Everybody, and what is dated about them."""
    random = draft.random
    draft.roles = ["rep", "lead", "clerk"][: draft.pick([1, 1, 2, 2, 3])]
    draft.teams = ["North", "South"][: draft.pick([1, 2, 2])]
    draft.departments = ["Sales", "Ops"][: draft.pick([1, 2])]
    draft.columns = [name for name in ("Points", "Grade", "Base points") if draft.chance(0.4)]
    ids = random.sample(["007", "E1", "E2", "9", "10", "A-3", "42"], draft.pick([2, 2, 3, 3, 4, 5, 6]))
    per = draft.pick(["year"] * 6 + ["month", "period"])
    if per != "year" or draft.chance(0.1):
        draft.setting("Salary is per", per)
    amount_per = draft.pick(["period", "period", "year"])
    if amount_per == "year" or draft.chance(0.2):
        draft.setting("Target amount is per", amount_per)
    foreign = draft.pick(["USD", "GBP", "CHF", "JPY"]) if draft.chance(0.27) else None
    if foreign == draft.currency:
        foreign = None
    for id in ids:
        _employee(draft, id, ids, per, foreign)
    moving = draft.chance(0.5)
    for person in draft.people:
        if moving and person.present and draft.chance(0.6):
            _assignments(draft, person, per)
    # Only what somebody bears is known; a row for another team or role would be a reference to nothing.
    draft.roles = [name for name in draft.roles if any(name in person.roles for person in draft.people)]
    draft.teams = [name for name in draft.teams if any(name in person.teams for person in draft.people)]
    draft.departments = [
        name for name in draft.departments if any(name in person.departments for person in draft.people)
    ]
    if draft.chance(0.25):
        for person in draft.people:
            if person.present and draft.chance(0.6):
                _absences(draft, person)
    _money(draft, foreign)


def _days(draft: Draft) -> list[date]:
    """Days within the span on which something may begin or end: cut-offs, month ends, the middle."""
    days: set[date] = set()
    for text in month_texts(draft.span_start, draft.end):
        year, month = int(text[:4]), int(text[5:])
        days.update(date(year, month, day) for day in (1, 2, 9, 10, 15, 16, 19, 20, 28))
        days.update((month_end(year, month), month_end(year, month) - timedelta(1)))
    return sorted(day for day in days if draft.span_start < day < draft.end)


def _salary(draft: Draft, per: str) -> Decimal:
    salary = draft.pick(SALARIES)
    return salary if per == "year" else draft.pick(numbers("1000 2000 3000 4000 2500.50 5000"))


def _bonus(draft: Draft) -> dict[str, Decimal]:
    if draft.chance(0.7):
        return {"Target bonus %": draft.pick(numbers("0.05 0.1 0.1 0.12 0.2 0.25 0.075 1"))}
    return {"Target bonus amount": draft.pick(numbers("1000 3000 600 1234.5 2000 500.01"))}


def _employee(draft: Draft, id: str, ids: list[str], per: str, foreign: str | None) -> None:
    start, end = draft.span_start, draft.end
    begun = ended = None
    days = _days(draft)
    if draft.chance(0.4 if draft.cut_offs else 0.22):
        near = [day for day in days if day.day in (9, 10, 15, 16)] if draft.cut_offs else days
        start = begun = draft.pick(near or days)
    elif draft.chance(0.1):
        begun = draft.span_start - timedelta(draft.pick([0, 1, 100, 700]))
    if draft.chance(0.3 if draft.cut_offs else 0.16):
        later = [day for day in days if day >= start]
        end = ended = draft.pick(later) if later else draft.end
    present = True
    if draft.chance(0.02):
        begun, ended, present = draft.end + timedelta(1), None, False
    salary, bonus = _salary(draft, per), _bonus(draft)
    if draft.chance(0.03):
        bonus = {name: number(0) for name in bonus}
    person = Person(
        id=id,
        roles=[draft.pick(draft.roles)],
        teams=[draft.pick(draft.teams)],
        departments=[draft.pick(draft.departments)],
        start=start,
        end=end,
        present=present,
        currency=foreign if foreign and draft.chance(0.5) else draft.currency,
        bonus=number(0),
    )
    yearly = salary * {"year": 1, "month": 12, "period": 4}[per]
    share = number((draft.end - draft.span_start).days + 1) / 365
    person.bonus = bonus.get("Target bonus amount", yearly * share * bonus.get("Target bonus %", number(0)))
    own: dict[str, object] = {}
    if "Points" in draft.columns:
        own["Points"] = draft.pick(numbers("0 1 5 10 10 2.5"))
    if "Grade" in draft.columns:
        own["Grade"] = draft.pick(["A", "B"])
    if "Base points" in draft.columns:
        own["Base points"] = draft.pick(numbers("1 2 3 4"))
    draft.people.append(person)
    draft.row(
        "Employees",
        {
            "Employee": id,
            "Name": f"Person {id}",
            "Role": person.roles[0],
            "Salary": salary,
            **bonus,
            "Team": person.teams[0],
            "Department": person.departments[0],
            "Manager": draft.pick([None, ids[0]]),
            "FTE": draft.pick(numbers("0.5 0.8 0.75 1")) if draft.chance(0.3) else None,
            "Start": begun,
            "End": ended,
            "Currency": person.currency if person.currency != draft.currency or draft.chance(0.05) else None,
            **own,
        },
    )


def _assignments(draft: Draft, person: Person, per: str) -> None:
    """One to three fields that change, each once or twice."""
    days = [day for day in _days(draft) if person.start < day <= person.end]
    fields = ["Role", "Salary", "Bonus", "FTE", "Team", "Department"]
    chosen = draft.random.sample(fields, draft.pick([1, 1, 2, 3]))
    if len(draft.roles) > 1 and "Role" not in chosen and draft.chance(0.35):
        chosen.append("Role")
    for place, field in enumerate(chosen):
        if not days:
            return
        if place and draft.chance(0.3):
            _beside(draft, person, per, field)
            continue
        begin = draft.pick(days)
        after = [day for day in days if day >= begin]
        stop = draft.pick(after) if draft.chance(0.35) else None
        _assignment(draft, person, per, field, begin, stop)
        later = [day for day in days if day > (stop or begin)]
        if later and draft.chance(0.25):
            _assignment(draft, person, per, field, draft.pick(later), None)


def _beside(draft: Draft, person: Person, per: str, field: str) -> None:
    """A further field that changes in the row written last."""
    draft.sheets["Assignments"][-1].update(_changed(draft, person, per, field))


def _assignment(draft: Draft, person: Person, per: str, field: str, begin: date, stop: date | None) -> None:
    cells = _changed(draft, person, per, field)
    draft.row("Assignments", {"Employee": person.id, "From": begin, "To": stop, **cells})


def _changed(draft: Draft, person: Person, per: str, field: str) -> dict[str, object]:
    cells: dict[str, object] = {}
    if field == "Role":
        role = draft.pick(draft.roles)
        cells["Role"] = role
        person.roles.append(role)
        person.role_changes = True
    elif field == "Team":
        cells["Team"] = draft.pick(draft.teams)
        person.teams.append(str(cells["Team"]))
    elif field == "Department":
        cells["Department"] = draft.pick(draft.departments)
        person.departments.append(str(cells["Department"]))
    elif field == "Salary":
        cells["Salary"] = _salary(draft, per)
    elif field == "FTE":
        cells["FTE"] = draft.pick(numbers("0.5 0.8 0.6 1"))
    else:
        cells.update(_bonus(draft))
    return cells


def _absences(draft: Draft, person: Person) -> None:
    days = [day for day in _days(draft) if person.start <= day <= person.end]
    previous: date | None = None
    for _ in range(draft.pick([1, 1, 2])):
        open_days = [day for day in days if previous is None or day > previous]
        if not open_days:
            return
        begin = draft.pick(open_days)
        length = draft.pick([1, 5, 10, 15, 31])
        stop = begin + timedelta(length - 1)
        previous = stop
        counts = draft.pick([None, None, *numbers("0.5 0.25 1 0.8")])
        draft.row("Absences", {"Employee": person.id, "From": begin, "To": stop, "Counts as": counts})


def _money(draft: Draft, foreign: str | None) -> None:
    if foreign:
        draft.currencies.append(foreign)
        rate = draft.pick(numbers("0.5 1.25 2 0.01 0.95 1.1234"))
        dated = draft.chance(0.4)
        before = draft.end - timedelta(draft.pick([0, 1, 40]))
        draft.add("Rates", Currency=foreign, Rate=rate, Date=before if dated else None)
        if dated and draft.chance(0.7):
            draft.add("Rates", Currency=foreign, Rate=rate * 2, Date=before - timedelta(draft.pick([1, 31])))
            draft.add("Rates", Currency=foreign, Rate=rate * 3, Date=draft.end + timedelta(1))
        if dated and draft.chance(0.3):
            draft.add("Rates", Currency=foreign, Rate=rate * 5)
    everyone = draft.chance(0.15)
    if everyone or draft.chance(0.25):
        for person in draft.people:
            if everyone or draft.chance(0.4):
                amounts = "50 100 -500 -50 0.005 0.015 100.005 -5000 5 0.5 -0.005 25 -100.015"
                for _ in range(draft.pick([1, 1, 1, 2])):
                    amount = draft.pick(numbers(amounts))
                    draft.add("Adjustments", Employee=person.id, Amount=amount, Reason="Agreed", Approved_by="Board")
    if draft.chance(0.85 if draft.cumulative else 0.03):
        _paid(draft)


def _paid(draft: Draft) -> None:
    months = [text for text in month_texts(draft.year_start, draft.end) if text < f"{draft.start:%Y-%m}"]
    before = f"{draft.year_start.year - 1}-{draft.year_start.month:02d}"
    for person in draft.people:
        periods = draft.random.sample(months, min(len(months), draft.pick([1, 2])))
        if draft.chance(0.1):
            periods.append(before)
        for period in periods:
            amount = draft.pick(numbers("100 200 50.005 500 5000 1000"))
            kind = draft.pick([None, "paid", "paid", "forgiven"])
            draft.add("Paid", Employee=person.id, Period=period, Amount=amount, Kind=kind)
