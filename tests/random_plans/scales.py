"""The bonus scales of a random plan: what a KPI's attainment, index or value pays.

In: a KPI whose rule, domain and target are drawn. Out: rows of the sheet Scales (or none), and on the KPI what its
scale reads. Every scale fits its KPI: points run as `Better` does, rates are rates, money is money.
"""

from __future__ import annotations

from decimal import Decimal

from tests.random_plans.form import Draft, Kpi, number, numbers

ATTAINMENTS = numbers("0 0.5 0.7 0.8 0.85 0.9 0.95 1 1.05 1.1 1.2 1.25 1.5")
INDICES = numbers("-0.5 0 0.2 0.5 0.8 1 1.2 1.5 2")
SHARES = numbers("0 0.1 0.3 0.4 0.5 0.6 0.75 0.8 0.9 1 1 1.1 1.2 1.25 1.5 2")
RATES = numbers("0.005 0.01 0.02 0.03 0.05")
PIECE_RATES = numbers("0.5 1 2.5 5 7.25")
MONEY = numbers("0 100 250.5 300 500 750 1000 33.33")
FORMULAS = ["IF(x >= 1, x^2, x/2)", "IF(x >= 1, MAX(x, 0)^1.35, MAX(x, 0)^1.9)", "MIN(1.5, MAX(0, 2*x - 1))"]


def add_scale(draft: Draft, kpi: Kpi) -> None:
    """Give a KPI its scale: one of its own, so that the points lie where its figures do."""
    if not kpi.money and kpi.rule != "value" and draft.chance(0.15):
        return  # a KPI without a scale pays its attainment
    kpi.measured = _measured(draft, kpi)
    choices = ["line"] * 4 + ["step"] * 3 + ["formula"]
    if _sliceable(kpi):
        choices += ["slices"] * (6 if kpi.money else 2)
    if kpi.rule == "inverse":
        choices = ["line", "step"]
    kpi.between = draft.pick(choices)
    kpi.scale = f"S-{kpi.id}"
    if kpi.between == "formula":
        _formula(draft, kpi)
        return
    points = _named(draft, kpi) or _points(draft, kpi)
    pays = _pays(draft, kpi, len(points))
    _rows(draft, kpi, points, pays)


def _measured(draft: Draft, kpi: Kpi) -> str:
    if kpi.rule == "value":
        return "value"
    fitting = ["attainment"] * 4
    if kpi.better in ("higher", "lower") and kpi.domain != "yes" and kpi.target:
        fitting += ["value", "value", "index"]
    if kpi.rule in ("index", "inverse", "band", "met", "formula"):
        fitting = ["attainment"] * 6 + fitting[-1:] * (kpi.rule == "inverse")
    return draft.pick(fitting)


def _sliceable(kpi: Kpi) -> bool:
    # A descending measure has no slices with one reading, and points become values only by way of a positive target.
    if kpi.better != "higher" or not kpi.target or kpi.target <= 0:
        return kpi.rule == "value" and kpi.better == "higher"
    return kpi.rule in ("ratio", "index", "value")


def _formula(draft: Draft, kpi: Kpi) -> None:
    text = draft.pick(FORMULAS)
    if kpi.measured == "value":
        size = kpi.target or number(1)
        text = draft.pick([f"IF(x >= {size}, 1.2, 0.5)", f"MIN(1.5, MAX(0, x / {abs(size) or 1}))"])
    if kpi.pays == "amount":
        text = f"100 * ({text})"
    if kpi.pays == "rate":
        text = f"({text}) / 50"
    draft.add("Scales", Scale=kpi.scale, Measured_in=_cell(draft, kpi), Between="formula", Formula=text)


def _cell(draft: Draft, kpi: Kpi) -> str | None:
    # Under the rule `value` a scale reads the actual itself, whether it says so or not.
    free = kpi.measured == "attainment" or kpi.rule == "value"
    return None if free and draft.chance(0.7) else kpi.measured


def _named(draft: Draft, kpi: Kpi) -> list[object]:
    """Points named after the KPI's own columns, where these lie in order under what the scale measures."""
    fits = kpi.better in ("higher", "lower") and kpi.target and kpi.rule in ("ratio", "inverse", "index", "value")
    if not fits or kpi.between == "slices" or not draft.chance(0.3):
        return []
    names: list[object] = draft.pick(
        [["threshold", "target", "maximum"], ["threshold", "target"], ["target", "maximum"], ["threshold", "maximum"]]
    )
    kpi.needs = kpi.needs | {str(name) for name in names}
    return list(names)


def _points(draft: Draft, kpi: Kpi) -> list[object]:
    base = INDICES if kpi.measured == "index" or kpi.rule == "index" else ATTAINMENTS
    chosen = sorted(draft.random.sample(base, draft.pick([2, 3, 3, 4])))
    if kpi.between == "slices":
        chosen[0] = number(0)
        chosen = sorted(set(chosen))
    if kpi.measured == "value":
        size = abs(kpi.target) if kpi.target else number(10)
        shift = (kpi.target or size) - size
        chosen = [point * size + shift for point in chosen]
        if kpi.better == "lower":
            chosen.reverse()
    points: list[object] = list(chosen)
    if kpi.between == "line" and len(points) > 1 and draft.chance(0.3):
        place = draft.random.randrange(len(points))
        points.insert(place, points[place])
    return points


def _pays(draft: Draft, kpi: Kpi, count: int) -> list[Decimal]:
    of = SHARES
    if kpi.pays == "amount":
        of = MONEY
    if kpi.pays == "rate" or (kpi.money and kpi.between == "slices"):
        of = RATES if kpi.domain == "money" else PIECE_RATES
    pays = [draft.pick(of) for _ in range(count)]
    if kpi.between != "slices" or draft.chance(0.8):
        pays.sort()
    if not kpi.money and kpi.between == "slices":
        pays = [min(pay, number(1)) for pay in pays]
    if not kpi.money and not any(pays):
        pays[-1] = number(1)
    return pays


def _rows(draft: Draft, kpi: Kpi, points: list[object], pays: list[Decimal]) -> None:
    jump_last = len(points) > 1 and points[-1] == points[-2]
    continues = kpi.between == "line" and len(points) > 1 and not jump_last and kpi.rule != "inverse"
    if kpi.between == "slices":
        below = above = None
    else:
        below = draft.pick([None, None, "zero", "hold", "hold"])
        above = draft.pick([None, "hold", "continue", "continue"] if continues else [None, "hold"])
    first: dict[str, object] = {
        "Measured in": _cell(draft, kpi),
        "Between": None if kpi.between == "line" and draft.chance(0.7) else kpi.between,
        "Below first": below,
        "Above last": above,
        "Boundary": draft.pick([None, "from", "to"]) if kpi.between != "slices" else None,
    }
    for point, pay in zip(points, pays, strict=True):
        draft.row("Scales", {"Scale": kpi.scale, "At": point, "Pays": pay, **first})
        first = {}


def add_plain_scale(draft: Draft, id: str, payouts: bool) -> None:
    """A scale of no KPI: the overall scale, or one that formulas look up; shares of attainments alone."""
    between = draft.pick(["line", "line", "step", "slices", "formula"])
    if between == "formula":
        draft.add("Scales", Scale=id, Between="formula", Formula=draft.pick(FORMULAS))
        return
    points = sorted(draft.random.sample(ATTAINMENTS[:11], 3))
    pays = sorted(draft.pick(SHARES[2:] if payouts else SHARES) for _ in points)
    if between == "slices":
        points[0] = number(0)
        pays = [min(pay, number(1)) for pay in pays]
    edge = between != "slices"
    first: dict[str, object] = {
        "Between": between,
        "Below first": draft.pick([None, "hold"]) if edge else None,
        "Above last": draft.pick([None, "continue"]) if between == "line" else None,
        "Boundary": draft.pick([None, "to"]) if edge else None,
    }
    for point, pay in zip(points, pays, strict=True):
        draft.row("Scales", {"Scale": id, "At": point, "Pays": pay, **first})
        first = {}
