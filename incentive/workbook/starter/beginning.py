"""What a starter holds from the beginning: two scales that many plans need, and KPIs from the library.

In: the indicators that were asked for, language, currency and layout. Out: rows by sheet, column id to value; what the
person is to complete (the role, the weight, the target) is left blank.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from incentive.formula.parse import parse
from incentive.formula.tree import Name, walk
from incentive.plan.choices import AboveLast, BelowFirst, Between, MeasuredIn, NamedPoint
from incentive.workbook.kpi_library import CURRENCY, Indicator
from incentive.workbook.notation import Value
from incentive.workbook.starter.wording import Wording

Rows = Mapping[str, Sequence[Mapping[str, Value]]]
"""Rows to begin with, by id of the sheet: column id to value."""

STANDARD, INDEX = "STANDARD", "INDEX"

_NOTHING, _WHOLE, _MORE = Decimal(0), Decimal(1), Decimal("1.5")


def beginning(indicators: Sequence[Indicator], wording: Wording, currency: str) -> Rows:
    """The rows of each sheet that has some."""
    return {
        "scales": [*_standard(wording), *_index(wording)],
        "kpis": [_kpi(one, wording, currency) for one in indicators],
        "matrix": [{"kpi": one.id, "scale": STANDARD} for one in indicators],
    }


def figures(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """What Actuals is to supply for these: the inputs of their formulas, and each KPI without one."""
    ids = {one.id for one in indicators}
    found: dict[str, None] = {}
    for one in indicators:
        found.update(dict.fromkeys(name for name in _named(one) if name not in ids or name == one.id))
    return tuple(found)


def inputs(indicators: Sequence[Indicator]) -> tuple[str, ...]:
    """The figures that are no KPI themselves."""
    ids = {one.id for one in indicators}
    return tuple(name for name in figures(indicators) if name not in ids)


def _named(one: Indicator) -> Sequence[str]:
    if not one.formula:
        return (one.id,)
    tree = parse(one.formula).tree
    return [node.name for node in walk(tree) if isinstance(node, Name)] if tree is not None else ()


def _kpi(one: Indicator, wording: Wording, currency: str) -> Mapping[str, Value]:
    return {
        "id": one.id,
        "name": one.named(wording.language),
        "category": wording.choice(one.category),
        "unit": (currency or None) if one.unit == CURRENCY else one.unit,
        "decimals": Decimal(one.decimals),
        "better": wording.choice(one.better),
        "formula": one.formula or None,
        "combine": wording.choice(one.combine),
        "level": wording.choice(one.level),
        "source": wording.speech(one.source, "help"),
        "description": wording.speech(one.definition, "help"),
    }


def _standard(wording: Wording) -> Sequence[Mapping[str, Value]]:
    """A line from nothing at 80 % over all at 100 % to half as much again at 120 %, which is also the most."""
    points = ((Decimal("0.8"), _NOTHING), (_WHOLE, _WHOLE), (Decimal("1.2"), _MORE))
    return _scale(STANDARD, MeasuredIn.ATTAINMENT, points, wording)


def _index(wording: Wording) -> Sequence[Mapping[str, Value]]:
    """Nothing at the threshold, all at the target, half as much again at the maximum and beyond."""
    points = zip((wording.choice(point) for point in NamedPoint), (_NOTHING, _WHOLE, _MORE), strict=True)
    return _scale(INDEX, MeasuredIn.INDEX, list(points), wording)


def _scale(
    name: str, measured: MeasuredIn, points: Sequence[tuple[Value, Decimal]], wording: Wording
) -> Sequence[Mapping[str, Value]]:
    rows: list[dict[str, Value]] = [{"id": name, "x": at, "pays": pays} for at, pays in points]
    rows[0] |= {
        "measured_in": wording.choice(measured),
        "between": wording.choice(Between.LINE),
        "below_first": wording.choice(BelowFirst.ZERO),
        "above_last": wording.choice(AboveLast.HOLD),
    }
    return rows
