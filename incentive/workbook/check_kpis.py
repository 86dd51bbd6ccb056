"""What contradicts what among KPIs, matrix and scales: rules, ways to combine, caps, sections, orders of points.

In: the plan's records. Out: problems in the `Reading`, each naming its cells, and what they break. Nothing is mended.
"""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from incentive.i18n.phrases import Listing, Named, phrase
from incentive.numbers import same
from incentive.plan import Plan
from incentive.plan.choices import (
    AboveLast,
    Better,
    Between,
    Combine,
    Level,
    MeasuredIn,
    NamedPoint,
    PartPeriod,
    Pays,
    Rule,
)
from incentive.plan.records import Kpi, MatrixRow, Point, Scale
from incentive.problems import Place
from incentive.workbook.book_forms import shown_number
from incentive.workbook.reading import Reading

_ANY = (Rule.INDEX, Rule.VALUE, Rule.FORMULA)
_RULES: Mapping[Better, tuple[Rule, ...]] = {
    Better.HIGHER: (Rule.RATIO, *_ANY),
    Better.LOWER: (Rule.RATIO, Rule.INVERSE, *_ANY),
    Better.CLOSEST: (Rule.RATIO, Rule.BAND, *_ANY),
    Better.YES: (Rule.MET, *_ANY),
}
_NAMED = (NamedPoint.THRESHOLD, NamedPoint.TARGET, NamedPoint.MAXIMUM)


def check_kpis(plan: Plan, reading: Reading) -> None:
    """Report each contradiction."""
    kpis = {kpi.id: kpi for kpi in plan.kpis}
    scales = {scale.id: scale for scale in plan.scales}
    for kpi in plan.kpis:
        _rule(kpi, reading)
        _part_period(kpi, reading)
        if kpi.combine is Combine.EACH and kpi.formula is not None:
            places = (_cell(reading, kpi.at, "Combine", kpi.combine), _cell(reading, kpi.at, "Formula"))
            reading.report("WB097", places, kpi=kpi.id)
            reading.broken.add(f"kpi:{kpi.id}")
    for row in plan.matrix:
        _row(row, plan, reading)
        if (known := kpis.get(row.kpi)) is not None:
            _kpi_in_row(row, known, scales, reading)
    for scale in plan.scales:
        users = [kpis[row.kpi] for row in plan.matrix if row.scale == scale.id and row.kpi in kpis]
        _order(scale, users, reading)


def _cell(reading: Reading, at: int, column: str, shown: object = None) -> Place:
    return reading.origins.place(at, column, None if shown is None else str(shown))


def _named(choice: StrEnum) -> Named:
    return Named(choice, f"{type(choice).__name__}.{choice}")


def _rule(kpi: Kpi, reading: Reading) -> None:
    if kpi.attainment in _RULES[kpi.better]:
        return
    rules = Listing([_named(rule) for rule in _RULES[kpi.better] if rule is not Rule.FORMULA])
    places = (_cell(reading, kpi.at, "Attainment", kpi.attainment), _cell(reading, kpi.at, "Better", kpi.better))
    reading.report("WB070", places, kpi=kpi.id, rule=_named(kpi.attainment), better=_named(kpi.better), rules=rules)
    reading.broken.add(f"kpi:{kpi.id}")


def _part_period(kpi: Kpi, reading: Reading) -> None:
    if kpi.part_period is not PartPeriod.PRORATE:
        return
    if kpi.level is not Level.PERSON:
        column, shown, reason = "Level", str(kpi.level), phrase("its Level is {level}", level=_named(kpi.level))
    elif kpi.combine not in {None, Combine.SUM}:
        column, shown, reason = (
            "Combine",
            str(kpi.combine),
            phrase("its months are combined by {rule}", rule=_named(kpi.combine)),
        )
    else:
        return
    places = (_cell(reading, kpi.at, "Part period", kpi.part_period), _cell(reading, kpi.at, column, shown))
    reading.report("WB072", places, kpi=kpi.id, reason=reason)
    reading.broken.add(f"kpi:{kpi.id}")


def _row(row: MatrixRow, plan: Plan, reading: Reading) -> None:
    if row.pays is not Pays.SHARE:
        if row.cap is not None:
            place = _cell(reading, row.at, "Cap", shown_number(row.cap, "0%"))
            reading.report(
                "WB073",
                (place,),
                kpi=row.kpi,
                pays=phrase("an amount") if row.pays is Pays.AMOUNT else phrase("a rate"),
            )
            reading.broken.add(f"matrix:{row.role}")
    elif plan.sections is not None and row.section is None:
        sections = ", ".join(dict.fromkeys(section.id for section in plan.sections)) or phrase("none so far")
        place = _cell(reading, row.at, "Section")
        reading.report("WB090", (place,), kpi=row.kpi, role=row.role, sections=sections)
        reading.broken.add(f"matrix:{row.role}")


def _kpi_in_row(row: MatrixRow, kpi: Kpi, scales: Mapping[str, Scale], reading: Reading) -> None:
    scale = scales.get(row.scale) if row.scale is not None else None
    if row.pays is Pays.SHARE and kpi.combine is Combine.EACH:
        places = (_cell(reading, row.at, "Pays", row.pays), _cell(reading, kpi.at, "Combine", kpi.combine))
        reading.report("WB071", places, kpi=kpi.id)
    elif kpi.attainment is Rule.INVERSE and scale is not None and scale.above_last is AboveLast.CONTINUE:
        places = (_cell(reading, scale.at, "Above last", scale.above_last), _cell(reading, kpi.at, "Attainment"))
        reading.report("WB074", places, kpi=kpi.id, scale=scale.id)
    elif kpi.attainment is Rule.VALUE and row.scale is None:
        places = (_cell(reading, row.at, "Scale"), _cell(reading, kpi.at, "Attainment", kpi.attainment))
        reading.report("WB089", places, kpi=kpi.id)
    else:
        return
    reading.broken.add(f"kpi:{kpi.id}")


def _order(scale: Scale, users: list[Kpi], reading: Reading) -> None:
    """Points rise; measured in value they run from worst to best of the KPIs that use the scale.

    A scale that no KPI uses may do either: a formula can read it as it stands.
    """
    if scale.between is Between.FORMULA:
        return
    by_value = not users or any(kpi.attainment is Rule.VALUE for kpi in users)
    in_value = scale.measured_in is MeasuredIn.VALUE or by_value
    falls = in_value and any(_step(before, after) < 0 for before, after in pairwise(scale.points))
    rises = any(_step(before, after) > 0 for before, after in pairwise(scale.points))
    lower = [kpi for kpi in users if kpi.better is Better.LOWER]
    other = [kpi for kpi in users if kpi.better is not Better.LOWER]
    if falls and not rises and not other:
        return
    if in_value and rises != falls:
        for kpi in (lower if rises else other)[:1]:
            places = (_cell(reading, scale.at, "At"), _cell(reading, kpi.at, "Better", kpi.better))
            direction = phrase("upwards") if rises else phrase("downwards")
            reading.report("WB081", places, scale=scale.id, kpi=kpi.id, direction=direction, better=_named(kpi.better))
            reading.broken.add(f"scale:{scale.id}")
        return
    _first_fall(scale, reading)


def _first_fall(scale: Scale, reading: Reading) -> None:
    for before, after in pairwise(scale.points):
        if _step(before, after) < 0:
            shown = [_shown(point, scale) for point in (after, before)]
            places = tuple(
                _cell(reading, point.at, "At", word) for point, word in zip((after, before), shown, strict=True)
            )
            reading.report("WB080", places, scale=scale.id, value=shown[0], before=shown[1])
            reading.broken.add(f"scale:{scale.id}")
            return


def _shown(point: Point, scale: Scale) -> str:
    if isinstance(point.x, NamedPoint):
        return str(point.x)
    return shown_number(point.x, "0" if scale.measured_in is MeasuredIn.VALUE else "0%")


def _step(before: Point, after: Point) -> Decimal:
    """How far one point lies above another; 0 between a number and a named point, whose order only the KPI tells."""
    if isinstance(before.x, NamedPoint) and isinstance(after.x, NamedPoint):
        # From worst to best whichever way is good, so that it says nothing about the direction of numbers.
        return Decimal(min(_NAMED.index(after.x) - _NAMED.index(before.x), 0))
    if isinstance(before.x, NamedPoint) or isinstance(after.x, NamedPoint) or same(before.x, after.x):
        return Decimal(0)
    return after.x - before.x
