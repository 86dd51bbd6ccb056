"""The KPIs of a random plan: rule, target, level, months, missing figures; each with its scale.

In: a draft with people. Out: rows of the sheet KPIs and `Kpi` records. Weights and the matrix are in `matrix`, what was
achieved in `actuals`.
"""

from __future__ import annotations

from decimal import Decimal

from tests.random_plans.form import Draft, Kpi, number, numbers
from tests.random_plans.scales import add_plain_scale, add_scale

TARGETS = {
    "percent": numbers("0.8 0.9 0.95 1 0.5"),
    "count": numbers("10 20 40 50 100"),
    "money": numbers("10000 50000 100000 20000"),
    "score": numbers("3 4 4.5"),
}
UNITS = {"percent": "%", "count": "count", "money": None, "score": "score", "yes": None}
RULES = {
    "higher": ["ratio"] * 6 + ["index"] * 2 + ["value"] * 2 + ["formula"] * 2,
    "lower": ["ratio"] * 3 + ["inverse"] * 3 + ["index"] * 2 + ["value"] * 2 + ["formula"] * 2,
    "closest": ["ratio"] * 3 + ["band"] * 4 + ["index"] * 3 + ["value"] * 3 + ["formula"] * 3,
    "yes": ["met"] * 2 + ["met with target"] * 2 + ["index"] * 2 + ["value"] * 2 + ["formula"] * 2,
}
OWN_RULES = {
    "higher": ["Actual / Target", "MIN(1.2, Actual / Target)", "IF(Actual >= Target, 1.1, 0.5)"],
    "lower": ["2 - Actual / Target", "IF(Actual <= Target, 1, 0.6)"],
    "closest": ["MAX(0, 1 - 2 * ABS(Actual - Target) / ABS(Target))"],
    "yes": ["IF(Actual >= 1, 1.2, 0.4)"],
}


def add_kpis(draft: Draft) -> None:
    """One to five KPIs and the scales that the plan as a whole uses."""
    draft.policy = draft.pick(["stop"] * 5 + ["zero", "target", "leave out"])
    if draft.policy != "stop" or draft.chance(0.05):
        draft.setting("If actual is missing", draft.policy)
    for place in range(draft.pick([1, 2, 2, 3, 3, 4, 5])):
        draft.kpis.append(_kpi(draft, f"K{place + 1}"))
    if not any(not kpi.money for kpi in draft.kpis) and draft.chance(0.8):
        draft.kpis.append(_share_kpi(draft, "K9"))
    for kpi in draft.kpis:
        _combination(draft, kpi)
        _missing(draft, kpi)
        add_scale(draft, kpi)
        _own_columns(draft, kpi)
    if draft.chance(0.14):
        draft.setting("Overall scale", "Overall")
        add_plain_scale(draft, "Overall", payouts=True)
    if draft.chance(0.2):
        draft.plain_scales.append("Extra scale")
        add_plain_scale(draft, "Extra scale", payouts=False)
    for kpi in draft.kpis:
        _inputs(draft, kpi)
    for kpi in draft.kpis:
        _row(draft, kpi)


def _share_kpi(draft: Draft, id: str) -> Kpi:
    return Kpi(id, "percent", "higher", "ratio", target=draft.pick(TARGETS["percent"]))


def _kpi(draft: Draft, id: str) -> Kpi:
    better = draft.pick(["higher"] * 10 + ["lower"] * 5 + ["closest"] * 3 + ["yes"] * 3)
    rule = draft.pick(RULES[better])
    domain = (
        "yes"
        if better == "yes"
        else draft.pick(
            ["percent", "percent", "count", "count", "money", "score", *(["money"] * 2 * len(draft.currencies))]
        )
    )
    kpi = Kpi(id, domain, better, rule)
    if domain == "yes":
        kpi.target = number(1) if rule != "met" else None
    else:
        kpi.target = draft.pick(TARGETS[domain])
        if domain in ("count", "money") and rule in ("ratio", "index", "value") and draft.chance(0.08):
            kpi.target = -kpi.target
        if rule == "ratio" and draft.chance(0.05):
            kpi.target = number(0)
    if better == "higher" and domain in ("count", "money") and kpi.target and kpi.target > 0:
        kpi.pays = draft.pick(["share"] * 3 + ["amount"] * 2 + ["rate"] * 4)
    elif better != "yes" and draft.chance(0.1) and kpi.target:
        kpi.pays = "amount"
    return kpi


def _combination(draft: Draft, kpi: Kpi) -> None:
    kpi.level = draft.pick(["person"] * 12 + ["team"] * 3 + ["department"] * 2 + ["company"] * 2)
    if kpi.money and kpi.better == "higher" and kpi.pays == "rate" and draft.chance(0.35):
        kpi.combine = "each"
        kpi.level = draft.pick(["person"] * 5 + ["team"])
        return
    if kpi.pays == "amount" and kpi.better == "higher" and draft.chance(0.15):
        kpi.combine, kpi.level = "each", "person"
        return
    if kpi.better == "yes":
        if kpi.rule != "met" and draft.chance(0.3):
            kpi.combine, kpi.by_month = draft.pick(["max", "min", "last"]), True
        return
    if draft.chance(0.5):
        kpi.by_month = draft.chance(0.85)
        kpi.combine = draft.pick(["sum", "sum", "average", "last", "max", "min"])
        kpi.year_to_date = kpi.by_month and not draft.cumulative and draft.chance(0.3)
    if kpi.level == "person" and kpi.combine in (None, "sum") and kpi.target and draft.chance(0.4):
        kpi.prorate = True


def _missing(draft: Draft, kpi: Kpi) -> None:
    kpi.policy = draft.policy
    if draft.chance(0.3):
        kpi.policy = draft.pick(["stop", "zero", "zero", "target", "leave out", "leave out"])
    if kpi.combine == "each" or kpi.policy == "stop" or not draft.chance(0.65):
        return
    if kpi.policy == "leave out":
        # One at most, and never the only one: where all are missing nothing is left to weigh.
        if kpi.money or any(other.missing for other in draft.kpis):
            return
        if sum(not other.money for other in draft.kpis) < 2:
            return
    if kpi.policy == "target" and (not kpi.target or kpi.rule == "met"):
        return
    kpi.missing = True


def _own_columns(draft: Draft, kpi: Kpi) -> None:
    """Threshold and maximum around the target, on the side that `Better` says."""
    needs = set(kpi.needs)
    if kpi.rule == "index" or kpi.measured == "index":
        needs |= {"threshold", "target"}
    if kpi.rule == "band":
        needs |= {"threshold", "maximum"}
    if kpi.rule in ("ratio", "inverse", "met with target") or (kpi.policy == "target" and kpi.missing):
        needs.add("target")
    if kpi.rule == "formula" and kpi.target is not None:
        needs.add("target")
    if kpi.money and kpi.between == "slices" and kpi.measured == "attainment":
        needs.add("target")
    kpi.reads = frozenset(needs)
    if kpi.target is not None and kpi.domain != "yes":
        needs |= {name for name in ("threshold", "maximum", "target") if draft.chance(0.25)}
    kpi.needs = frozenset(needs)
    if kpi.target is None:
        return
    worse = -1 if kpi.better != "lower" else 1
    step = abs(kpi.target) if kpi.target else number(10)
    kpi.threshold = kpi.target + worse * step * draft.pick(numbers("0.2 0.25 0.5 0.2"))
    kpi.maximum = kpi.target - worse * step * draft.pick(numbers("0.2 0.25 0.5"))
    if kpi.domain == "yes":
        kpi.threshold = number(0)


def _inputs(draft: Draft, kpi: Kpi) -> None:
    """Some KPIs are formulas over inputs, or over another KPI."""
    plain = kpi.domain in ("percent", "count") and kpi.better != "yes" and kpi.combine in (None, "sum")
    if not plain or kpi.year_to_date or not draft.chance(0.4):
        return
    others = [other for other in draft.kpis if other.id < kpi.id and other.level == kpi.level and _readable(other)]
    if others and not kpi.missing and kpi.rule != "inverse" and draft.chance(0.8):
        other = draft.pick(others)
        if other.target and kpi.target:
            # By the ratio of the two targets, so that the outcome lies where the scale is.
            ratio = kpi.target / other.target
            kpi.formula = draft.pick([f"{other.id} * {ratio:f}", f"MAX(0, {other.id}) * {ratio:f}"])
            if len(f"{ratio:f}") > 12:
                kpi.formula = f"{other.id} * {kpi.target} / {abs(other.target)}"
            kpi.combine, kpi.by_month, kpi.prorate = None, False, False
            return
    first, second = f"In{kpi.id}a", f"In{kpi.id}b"
    kpi.inputs = [first, second]
    kpi.formula = draft.pick([f"{first} / {second}", f"{first} - {second}", f"ROUND({first} / {second}, 4)"])
    kpi.prorate = kpi.prorate and kpi.formula.endswith(f"- {second}")


def _readable(kpi: Kpi) -> bool:
    """Whether another KPI's formula may name this one: one figure for everyone, over the same days."""
    plain = kpi.domain in ("percent", "count") and not kpi.formula and kpi.combine != "each"
    return plain and not (kpi.missing or kpi.year_to_date or kpi.prorate)


def _row(draft: Draft, kpi: Kpi) -> None:
    rule: str | None = kpi.rule
    defaults = {"higher": "ratio", "lower": "ratio", "closest": "ratio", "yes": "met"}
    if rule == "met with target":
        rule = "met"
    if rule == defaults[kpi.better] and draft.chance(0.5):
        rule = None
    if rule == "formula":
        rule = draft.pick(OWN_RULES[kpi.better])
    unit = UNITS[kpi.domain]
    if kpi.money and kpi.domain == "money":
        unit = draft.pick([draft.currency, *draft.currencies, *draft.currencies, None])
    policy = kpi.policy if kpi.policy != draft.policy else None
    draft.add(
        "KPIs",
        KPI=kpi.id,
        Name=f"KPI {kpi.id}",
        Unit=unit,
        Better=kpi.better,
        Attainment=rule,
        Formula=kpi.formula,
        Combine=kpi.combine,
        Part_period="prorate" if kpi.prorate else draft.pick([None, None, "full"]),
        Measured_over="year to date" if kpi.year_to_date else None,
        Level=kpi.level if kpi.level != "person" or draft.chance(0.2) else None,
        If_missing=policy,
    )


def own_cells(kpi: Kpi, size: Decimal) -> dict[str, object]:
    """Threshold, target and maximum of a matrix row, all three times `size`."""
    cells: dict[str, object] = {}
    for name in ("threshold", "target", "maximum"):
        figure: Decimal | None = getattr(kpi, name)
        if name in kpi.needs and figure is not None:
            cells[name.capitalize()] = figure * size
    return cells
