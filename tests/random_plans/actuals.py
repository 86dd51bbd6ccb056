"""What was achieved in a random plan: the sheet Actuals, in long form.

In: a draft with people, KPIs and matrix. Out: a figure of every KPI for everyone whose figure counts, by month where
months are combined, often exactly on a threshold, a target or a point of a scale; and gaps where a policy fills them.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.random_plans.form import Draft, Kpi, number, numbers
from tests.random_plans.frame import month_texts

SIZES = numbers("0 0.5 0.7 0.8 0.85 0.9 0.9 0.95 0.99 1 1 1 1.05 1.1 1.2 1.25 1.5 2 0.7999 1.0001 0.925 0.875 1.123")
DEALS = numbers("200 300 1000 1500 3000 2000 4500 8000 10000 0 -500 1000.01")
DIVISORS = numbers("10 20 50 100 8")


def add_actuals(draft: Draft) -> None:
    """A figure, or its inputs, for each KPI and each one whose figure counts."""
    for kpi in draft.kpis:
        if kpi.formula and not kpi.inputs:
            continue
        units = _units(draft, kpi)
        gaps = set(draft.sample(units, max(1, len(units) - 1))) if kpi.missing else set()
        for unit in units:
            if kpi.combine == "each":
                _deals(draft, kpi, unit)
            elif unit not in gaps:
                _figures(draft, kpi, unit)
    if "Actuals" in draft.sheets:
        draft.random.shuffle(draft.sheets["Actuals"])


def _units(draft: Draft, kpi: Kpi) -> list[str]:
    if kpi.level == "person":
        return [person.id for person in draft.people]
    if kpi.level == "team":
        return [f"team:{team}" for team in draft.teams]
    if kpi.level == "department":
        return [f"department:{name}" if name == "Sales" else name for name in draft.departments]
    return ["*"]


def _achieved(draft: Draft, kpi: Kpi) -> Decimal:
    target = kpi.target if kpi.target is not None else number(1)
    if kpi.domain == "yes":
        return draft.pick(numbers("0 1"))
    if target == 0:
        return draft.pick(numbers("-5 0 0 0.5 20"))
    size = draft.pick(SIZES)
    if target < 0:
        size = 2 - size
    if kpi.rule == "inverse" and size == 0 and not kpi.scale:
        size = number(1)
    if kpi.rule != "inverse" and draft.chance(0.03):
        size = -size
    return target * size


def _figures(draft: Draft, kpi: Kpi, unit: str) -> None:
    if kpi.rule == "met":
        value = draft.pick([True, False, 1, 0, "yes", "no"])
        draft.add("Actuals", For=unit, KPI=kpi.id, Value=value)
        return
    achieved = _achieved(draft, kpi)
    if kpi.inputs:
        _input_figures(draft, kpi, unit, achieved)
        return
    role = _split_by_role(draft, kpi, unit)
    if role is None:
        _months(draft, kpi, unit, kpi.id, achieved, None)
        return
    # A role with rows of its own, and the rest: general, or by role throughout.
    _months(draft, kpi, unit, kpi.id, achieved, role)
    others = [other for other in draft.roles if other != role]
    second = None if draft.chance(0.5) or len(others) > 1 else others[0]
    _months(draft, kpi, unit, kpi.id, _achieved(draft, kpi), second)


def _split_by_role(draft: Draft, kpi: Kpi, unit: str) -> str | None:
    if kpi.missing or kpi.rule == "inverse" or len(draft.roles) < 2:
        return None
    for person in draft.people:
        if person.id == unit:
            return draft.pick(person.roles) if person.role_changes and draft.chance(0.5) else None
    return draft.pick(draft.roles) if draft.chance(0.1) else None


def _stretch(draft: Draft, kpi: Kpi) -> list[str]:
    begin: date = draft.year_start if kpi.year_to_date else draft.span_start
    return month_texts(begin, draft.end)


def _months(draft: Draft, kpi: Kpi, unit: str, name: str, achieved: Decimal, role: str | None) -> None:
    """One figure, or one a month that together make it."""
    months = _stretch(draft, kpi)
    if not kpi.by_month:
        draft.add("Actuals", For=unit, KPI=name, Role=role, Value=achieved)
        return
    if len(months) > 6:
        months = months[-6:]
    for month, value in zip(months, _by_month(draft, kpi.combine, achieved, len(months)), strict=True):
        draft.add("Actuals", For=unit, KPI=name, Month=month, Role=role, Value=value)


def _by_month(draft: Draft, combine: str | None, achieved: Decimal, count: int) -> list[Decimal]:
    step = abs(achieved) / 10
    other = [draft.pick([number(0), step, step * 2]) for _ in range(count - 1)]
    if combine == "sum":
        parts = [achieved / 10 * draft.pick(numbers("1 2 0 3")) for _ in range(count - 1)]
        return [*parts, achieved - sum(parts)]
    if combine == "average":
        return [achieved + one for one in other] + [achieved - sum(other)]
    if combine == "max":
        values = [achieved, *(achieved - one for one in other)]
    elif combine == "min":
        values = [achieved, *(achieved + one for one in other)]
    else:
        return [*(achieved + one for one in other), achieved]
    draft.random.shuffle(values)
    return values


def _input_figures(draft: Draft, kpi: Kpi, unit: str, achieved: Decimal) -> None:
    divisor = draft.pick(DIVISORS)
    first = achieved + divisor if kpi.formula and " - " in kpi.formula else achieved * divisor
    for name, value in zip(kpi.inputs, (first, divisor), strict=True):
        months = _stretch(draft, kpi)[-6:]
        if not kpi.by_month:
            draft.add("Actuals", For=unit, KPI=name, Value=value)
            continue
        for month, part in zip(months, _by_month(draft, "sum", value, len(months)), strict=True):
            draft.add("Actuals", For=unit, KPI=name, Month=month, Value=part)


def _deals(draft: Draft, kpi: Kpi, unit: str) -> None:
    """Deal by deal: several rows, with or without a month, now and then none."""
    months = month_texts(draft.span_start, draft.end)
    changing = [person for person in draft.people if person.id == unit and person.role_changes]
    size = number(1) if kpi.domain == "money" else number("0.01")
    for _ in range(draft.pick([0, 1, 2, 3, 4])):
        month = draft.pick(months) if draft.chance(0.3) else None
        role = draft.pick(changing[0].roles) if changing and draft.chance(0.5) else None
        draft.add("Actuals", For=unit, KPI=kpi.id, Month=month, Role=role, Value=draft.pick(DEALS) * size)
