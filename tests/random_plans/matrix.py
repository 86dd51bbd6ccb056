"""The KPI matrix of a random plan: who carries which KPI at which weight, sections, and targets that override it.

In: a draft with people and KPIs. Out: rows of Matrix, Sections and Targets, whose weights total 100 % for every person
in every role wherever the plan asks for it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.random_plans.form import Draft, Kpi, Person, number, numbers
from tests.random_plans.kpis import own_cells

PARTS = {
    1: ["1"],
    2: ["0.5 0.5", "0.6 0.4", "0.7 0.3", "0.25 0.75"],
    3: ["0.4 0.3 0.3", "0.5 0.25 0.25", "0.2 0.3 0.5"],
    4: ["0.4 0.3 0.2 0.1", "0.25 0.25 0.25 0.25"],
    5: ["0.2 0.2 0.2 0.2 0.2", "0.3 0.3 0.2 0.1 0.1"],
    6: ["0.3 0.2 0.2 0.1 0.1 0.1"],
}


def add_matrix(draft: Draft) -> None:
    """The matrix, in one of three manners: rows for everyone, rows by role, or a mixture."""
    draft.weights = draft.pick(["total 100%"] * 4 + ["relative", "as given"])
    if draft.weights != "total 100%" or draft.chance(0.1):
        draft.setting("Weights", draft.weights)
    _sections(draft)
    manner = draft.pick(["everyone", "role", "role", "mixed"])
    shares = [kpi for kpi in draft.kpis if not kpi.money]
    if manner == "mixed" and not draft.nested and len(shares) >= 2:
        _mixed(draft, shares)
    elif manner == "everyone":
        _rows(draft, "*", draft.kpis)
        draft.role_kpis = {role: [kpi.id for kpi in draft.kpis] for role in draft.roles}
    else:
        for role in draft.roles:
            kpis = draft.kpis if draft.nested or draft.chance(0.6) else draft.sample(draft.kpis, 4)
            if any(kpi.missing and kpi.policy == "leave out" for kpi in kpis):
                kpis = draft.kpis
            _rows(draft, role, kpis)
            draft.role_kpis[role] = [kpi.id for kpi in kpis]
    if draft.chance(0.25):
        _employee_rows(draft, manner)
    if draft.chance(0.45):
        _targets(draft)


def _sections(draft: Draft) -> None:
    """Labels in many plans; in some of these also the sheet, so that weights are nested."""
    shares = [kpi for kpi in draft.kpis if not kpi.money]
    names = ["Results", "Conduct"]
    if not shares or draft.chance(0.4):
        return
    for place, kpi in enumerate(shares):
        kpi.section = names[place % 2]
    draft.sections = names[: len(shares)]
    for kpi in draft.kpis:
        if kpi.money and draft.chance(0.15):
            kpi.section = names[0]
    if draft.chance(0.5):
        _nest(draft, shares, names)


def _nest(draft: Draft, shares: list[Kpi], names: list[str]) -> None:
    draft.nested = True
    for kpi in draft.kpis:
        if kpi.money:
            kpi.section = None
    # Where a figure may be left out, something that counts must be left to weigh.
    gap = any(kpi.missing and kpi.policy == "leave out" for kpi in shares)
    if len(shares) >= 3 and not gap and draft.chance(0.4):
        shares[-1].section = draft.blank_section = "Modifiers"
    elif len(shares) == 2 and not gap and draft.chance(0.3):
        draft.sections = names[:1]
        draft.blank_section = names[1]
    held = {kpi.section for kpi in shares} - {draft.blank_section}
    draft.sections = [name for name in names if name in held]
    special = draft.pick(draft.roles) if len(draft.roles) > 1 and draft.chance(0.5) else None
    for role in (None, special) if special else (None,):
        for name, weight in zip(draft.sections, _parts(draft, len(draft.sections)), strict=True):
            draft.add("Sections", Section=name, Weight=weight, Role=role)
    if draft.blank_section:
        draft.add("Sections", Section=draft.blank_section)


def _parts(draft: Draft, count: int, total: Decimal = number(1)) -> list[Decimal]:
    """Weights that total `total`, unless the plan leaves them free."""
    parts = numbers(draft.pick(PARTS[count]))
    if draft.weights == "relative":
        return [draft.pick(numbers("0.2 0.3 0.5 1 0.4")) for _ in parts]
    if draft.weights == "as given":
        return [draft.pick(numbers("0.1 0.05 0.2 0.5 1")) for _ in parts]
    return [part * total for part in parts]


def _weights(draft: Draft, kpis: list[Kpi], total: Decimal = number(1)) -> dict[str, Decimal]:
    """A weight for each share KPI; within its section where sections carry weights."""
    weights: dict[str, Decimal] = {}
    groups = [*draft.sections, draft.blank_section] if draft.nested else [None]
    for group in groups:
        members = [kpi for kpi in kpis if not kpi.money and (not draft.nested or kpi.section == group)]
        if members:
            weights.update(zip((kpi.id for kpi in members), _parts(draft, len(members), total), strict=True))
    return weights


def _rows(draft: Draft, role: str, kpis: list[Kpi], total: Decimal = number(1)) -> None:
    weights = _weights(draft, kpis, total)
    for kpi in kpis:
        fixed = kpi.measured == "value" or kpi.domain in ("yes", "percent")
        size = number(1) if fixed else draft.pick(numbers("1 1 1 1.1"))
        _row(draft, role, None, kpi, weights.get(kpi.id), size)


def _row(draft: Draft, role: str, employee: str | None, kpi: Kpi, weight: Decimal | None, size: Decimal) -> None:
    cap = draft.pick(numbers("1 1.2 0.9 1.1")) if not kpi.money and draft.chance(0.18) else None
    cells = own_cells(kpi, size)
    pays = kpi.pays if kpi.money or draft.chance(0.1) else None
    draft.add(
        "Matrix",
        Role=role,
        Employee=employee,
        KPI=kpi.id,
        Section=kpi.section,
        Weight=weight,
        Scale=kpi.scale,
        Cap=cap,
        Pays=pays,
        **cells,
    )


def _mixed(draft: Draft, shares: list[Kpi]) -> None:
    """One KPI for everyone at a fixed weight, the rest by role; a role may have its own row for the common one."""
    common, rest = shares[0], [kpi for kpi in draft.kpis if kpi is not shares[0]]
    weight = draft.pick(numbers("0.4 0.5 0.2"))
    _row(draft, "*", None, common, weight, number(1))
    keep = any(kpi.missing and kpi.policy == "leave out" for kpi in draft.kpis)
    for role in draft.roles:
        kpis = draft.sample(rest, 4)
        if keep or all(kpi.money for kpi in kpis):
            kpis = rest
        _rows(draft, role, kpis, 1 - weight)
        draft.role_kpis[role] = [common.id, *(kpi.id for kpi in kpis)]
        if draft.chance(0.5):
            size = number(1) if common.measured == "value" or common.domain == "yes" else number("1.05")
            _row(draft, role, None, common, weight, size)


def _employee_rows(draft: Draft, manner: str) -> None:
    """Rows for one person: another target, cap or scale at the weight that the role's row has."""
    for person in draft.sample(draft.people, 2):
        role = draft.pick(["*", person.roles[0]])
        if role == "*" and person.role_changes and manner != "everyone":
            role = person.roles[0]
        ids = draft.role_kpis[person.roles[0]]
        kpi = draft.kpi(draft.pick(ids))
        base = _base(draft, kpi, person.roles[0])
        size = number("1.05") if kpi.measured != "value" and kpi.domain != "yes" else number(1)
        weight = base.get("Weight")
        if draft.weights != "total 100%" and weight is not None:
            weight = number("0.3")
        _row(draft, role, person.id, kpi, weight, size)


def _base(draft: Draft, kpi: Kpi, role: str) -> dict[str, Any]:
    """The matrix row that a role has for a KPI."""
    own: list[dict[str, Any]] = [
        row for row in draft.sheets["Matrix"] if row["KPI"] == kpi.id and "Employee" not in row
    ]
    return next((row for row in own if row["Role"] == role), None) or next(row for row in own if row["Role"] == "*")


def _targets(draft: Draft) -> None:
    """Personal, team, department and general targets; at most one row for a person, KPI and role."""
    seen: set[tuple[object, str, object]] = set()
    chosen = draft.sample(draft.kpis, 3)
    # A maximum is read by few rules; where one is, it is worth a target of its own.
    chosen += [kpi for kpi in draft.kpis if "maximum" in kpi.reads and kpi not in chosen and draft.chance(0.8)]
    for kpi in chosen:
        if kpi.target is None or kpi.domain == "yes" or not kpi.needs:
            continue
        for _ in range(draft.pick([1, 1, 2, 3])):
            whose, role = _whose(draft)
            if (whose, kpi.id, role) in seen:
                continue
            seen.add((whose, kpi.id, role))
            _target(draft, kpi, whose, role)
    if draft.weights == "total 100%" and not draft.nested and draft.chance(0.5):
        _swap_weights(draft)


def _whose(draft: Draft) -> tuple[str, str | None]:
    person: Person = draft.pick(draft.people)
    role = draft.pick(person.roles) if draft.chance(0.4) else None
    team, department = person.teams[0], person.departments[0]
    whose = [person.id, person.id, person.id, team, f"team:{team}", f"department:{department}", department, "*"]
    choice = draft.pick(whose)
    if choice in (team, department):
        # The bare word and the prefixed one are the same team: one of the two forms for each.
        choice = f"team:{team}" if choice == team else f"department:{department}"
    return choice, role


def _target(draft: Draft, kpi: Kpi, whose: str, role: str | None) -> None:
    if kpi.target is None or kpi.threshold is None or kpi.maximum is None:
        return
    step = abs(kpi.target) if kpi.target else number(10)
    worse = -1 if kpi.better != "lower" else 1
    cells: dict[str, object] = {}
    names = [name for name in ("threshold", "target", "maximum") if name in kpi.needs]
    # A personal target is not prorated: beside figures that are, only a whole set keeps the order of named points.
    personal = kpi.prorate and ":" not in whose and whose != "*"
    # What a rule or scale reads comes before what is only written beside it.
    read = [name for name in names if name in kpi.reads] or names
    for name in names if personal else draft.sample(draft.pick([read, read, names]), 3):
        if name == "target":
            cells["Target"] = kpi.target - worse * step * draft.pick(numbers("0.05 -0.05 0.05 0.08"))
        elif name == "threshold":
            cells["Threshold"] = kpi.threshold + worse * step * draft.pick(numbers("0.1 0.05"))
        else:
            cells["Maximum"] = kpi.maximum - worse * step * draft.pick(numbers("0.1 0.05"))
    weight = None
    if draft.weights != "total 100%" and not kpi.money and draft.chance(0.5):
        weight = draft.pick(numbers("0.1 0.4 0.6"))
    draft.add("Targets", For=whose, KPI=kpi.id, Role=role, Weight=weight, Reason="Agreed", **cells)


def _swap_weights(draft: Draft) -> None:
    """Other weights for one person in one role, with the same total over two KPIs."""
    person = draft.pick(draft.people)
    taken = {(row["For"], row["KPI"]) for row in draft.sheets.get("Targets", [])}
    for role in set(person.roles[:1]):
        shares = [draft.kpi(id) for id in draft.role_kpis[role] if not draft.kpi(id).money]
        free = [kpi for kpi in shares if (person.id, kpi.id) not in taken]
        if len(free) < 2 or person.role_changes or any("Employee" in row for row in draft.sheets["Matrix"]):
            return
        first, second = free[:2]
        total = number(0)
        for kpi in (first, second):
            total += _base(draft, kpi, role)["Weight"]
        for kpi, part in ((first, number("0.9")), (second, number("0.1"))):
            draft.add("Targets", For=person.id, KPI=kpi.id, Weight=total * part, Reason="Focus")
