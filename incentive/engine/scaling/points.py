"""The points of a KPI's own scale: named figures put through what the scale measures, slices turned into values.

In come a KPI, its scale and its three figures; out comes the `Curve` that pays, or what stands in the way. Curves are
kept by figures, since most rows of a KPI share theirs. Source: "Scale" in the calculation reference.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.scaling.attainment import INDEX, Sign, attainment_tree, expression, numeric, sign_of
from incentive.engine.scaling.scales import Curve, Pay, curve_of
from incentive.engine.trouble import Notebook
from incentive.formula.evaluate import Compiled, compile_columns
from incentive.formula.nearest import unknown_name
from incentive.formula.scope import FormulaError, Kind, Link, Slot
from incentive.formula.tree import Call, Name, Node, normalise
from incentive.i18n.phrases import Named, phrase
from incentive.numbers import ONE, ZERO, exact_arithmetic
from incentive.plan.choices import Better, Between, MeasuredIn, NamedPoint, Pays, Rule
from incentive.plan.records import Kpi, Scale

Figures3 = tuple[Decimal | None, Decimal | None, Decimal | None]
"""Threshold, target and maximum of a row."""


class RowScope:
    """The names of a Scores row's own expressions: the four figures of an attainment, or the `x` of a scale."""

    def __init__(self, names: tuple[str, ...] = ("Actual", "Threshold", "Target", "Maximum")) -> None:
        self._names = {normalise(name): name for name in names}

    def name(self, node: Name) -> Slot | FormulaError:
        """A figure of the row."""
        if node.key in self._names:
            return Slot(self._names[node.key], Kind.NUMBER, blank=False)
        return unknown_name(node, self._names.values())

    def call(self, node: Call) -> Slot | Link | FormulaError:
        """Nothing that reads other rows has a meaning here."""
        return FormulaError("CA010", node.at, {"function": node.function})


def reads(kpi: Kpi, scale: Scale | None) -> MeasuredIn:
    """What the KPI's scale reads: with the rule `value` the actual itself, unless the scale says index."""
    if scale is None:
        return MeasuredIn.ATTAINMENT
    if kpi.attainment is Rule.VALUE and scale.measured_in is not MeasuredIn.INDEX:
        return MeasuredIn.VALUE
    return scale.measured_in


@dataclass(slots=True)
class CurveBook:
    """The curves of a plan's KPIs, and the scales without a KPI (overall scale, SCALE)."""

    scales: dict[str, Scale]
    notes: Notebook
    _kept: dict[object, Curve | None] = field(default_factory=dict)
    _compiled: dict[object, Compiled] = field(default_factory=dict)
    _plain: dict[str, Pay | None] = field(default_factory=dict)

    def curve(
        self, kpi: Kpi, scale: Scale, pays: Pays, figures: Figures3, place: Callable[[], tuple[int, str]]
    ) -> Curve | None:
        """The curve of a row; None, with the problem noted, where its points make no sense.

        `place` gives the record and the person's words for a problem about the figures.
        """
        values = pays is not Pays.SHARE and scale.between is Between.SLICES
        named = any(isinstance(point.x, NamedPoint) for point in scale.points)
        needs_figures = named or (values and reads(kpi, scale) is not MeasuredIn.VALUE)
        key = (scale.id, kpi.id, values, figures if needs_figures else None)
        if key not in self._kept:
            with exact_arithmetic():
                self._kept[key] = self._made(kpi, scale, values, figures, place)
        return self._kept[key]

    def _made(
        self, kpi: Kpi, scale: Scale, values: bool, figures: Figures3, place: Callable[[], tuple[int, str]]
    ) -> Curve | None:
        measure = reads(kpi, scale)
        points: list[tuple[Decimal, Decimal]] = []
        for point in scale.points:
            if isinstance(point.x, NamedPoint):
                figure = figures[list(NamedPoint).index(point.x)]
                if figure is None:
                    at, whom = place()
                    places = [self.notes.place(at, point.x.capitalize()), self.notes.place(point.at, "At", point.x)]
                    self.notes.say(
                        "CA021", places, (f"kpi:{kpi.id}",), kpi=kpi.id, scale=scale.id, point=_said(point.x), whom=whom
                    )
                    return None
                x = figure if values else self.measured(kpi, measure, figure, figures)
            else:
                x = self._as_value(kpi, measure, point.x, figures) if values else point.x
            if x is None:
                at, whom = place()
                places = [self.notes.place(point.at, "At", point.x), self.notes.place(at)]
                code = "CA022" if values and not isinstance(point.x, NamedPoint) else "CA023"
                self.notes.say(
                    code, places, (f"kpi:{kpi.id}",), kpi=kpi.id, scale=scale.id, point=_said(point.x), whom=whom
                )
                return None
            points.append((x, point.pays))
        sign = self._sign(kpi, measure, values, figures)
        curve = curve_of(scale, points, sign)
        if curve is None:
            at, whom = place()
            places = [self.notes.place(scale.points[0].at, "At"), self.notes.place(at)]
            self.notes.say("CA024", places, (f"scale:{scale.id}",), kpi=kpi.id, scale=scale.id, whom=whom)
        return curve

    def measured(self, kpi: Kpi, measure: MeasuredIn, figure: Decimal, figures: Figures3) -> Decimal | None:
        """A figure of the KPI as its scale measures it; None where it cannot be."""
        if measure is MeasuredIn.VALUE:
            return figure
        if measure is MeasuredIn.INDEX:
            return self._worked_out("index", expression(INDEX), figure, figures)
        tree = attainment_tree(kpi, sign_of(figures[1]))
        return None if tree is None else self._worked_out((kpi.id, sign_of(figures[1])), tree, figure, figures)

    def _worked_out(self, key: object, tree: Node, figure: Decimal, figures: Figures3) -> Decimal | None:
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = compile_columns([("measured", tree)], RowScope())
        if compiled.errors:
            return None
        values = dict(zip(("Threshold", "Target", "Maximum"), figures, strict=True)) | {"Actual": figure}
        if any(values[name] is None for name in compiled.inputs):
            return None
        computed = compiled.run({name: [values[name]] for name in compiled.inputs}, 1)
        found = computed.columns["measured"][0]
        return found if isinstance(found, Decimal) else None

    def _as_value(self, kpi: Kpi, measure: MeasuredIn, x: Decimal, figures: Figures3) -> Decimal | None:
        """The value of the KPI at which its attainment (or index) is x; None where the rule has no way back."""
        threshold, target, _ = figures
        if measure is MeasuredIn.VALUE:
            return x
        if measure is MeasuredIn.INDEX or kpi.attainment is Rule.INDEX:
            if threshold is None or target is None or threshold == target:
                return None
            return threshold + x * (target - threshold)
        if target is None or sign_of(target) is Sign.ZERO:
            return None
        if kpi.attainment is Rule.RATIO and kpi.better is Better.HIGHER:
            return target + (x - ONE) * abs(target)
        if kpi.attainment is Rule.RATIO and kpi.better is Better.LOWER:
            return target - (x - ONE) * abs(target)
        if kpi.attainment is Rule.INVERSE and x != ZERO:
            return target / x
        return None

    def _sign(self, kpi: Kpi, measure: MeasuredIn, values: bool, figures: Figures3) -> int:
        """-1 where the scale is read from high to low: values of a lower-is-better KPI."""
        if values and (
            measure is MeasuredIn.INDEX or (measure is MeasuredIn.ATTAINMENT and kpi.attainment is Rule.INDEX)
        ):
            threshold, target, _ = figures
            return -1 if threshold is not None and target is not None and target < threshold else 1
        return -1 if kpi.better is Better.LOWER and (values or measure is MeasuredIn.VALUE) else 1

    def formula(self, scale: Scale) -> Compiled | None:
        """The compiled formula of a scale over x; None, with the problem noted, where it has errors."""
        if scale.formula is None:
            return None
        compiled = self._compiled.get(("formula", scale.id))
        if compiled is None:
            compiled = compile_columns([("pays", numeric(scale.formula.tree))], RowScope(("x",)))
            self._compiled["formula", scale.id] = compiled
            for _, error in compiled.errors:
                place = self.notes.place(scale.formula.at or scale.at, "Formula", scale.formula.text)
                self.notes.formula(error, phrase("scale {scale}", scale=scale.id), [place], (f"scale:{scale.id}",))
        return None if compiled.errors else compiled

    def plain(self, scale: Scale) -> Pay | None:
        """The scale as it is, without a KPI; None where it has named points."""
        if scale.id not in self._plain:
            numbers = [(point.x, point.pays) for point in scale.points if isinstance(point.x, Decimal)]
            pay: Pay | None = None
            if len(numbers) == len(scale.points) and numbers:
                sign = -1 if numbers[0][0] > numbers[-1][0] else 1
                curve = curve_of(scale, numbers, sign)
                pay = curve.pay if curve else None
            self._plain[scale.id] = pay
        return self._plain[scale.id]


def _said(point: Decimal | NamedPoint) -> str:
    """A point as a scale writes it."""
    return Named(point, f"NamedPoint.{point}") if isinstance(point, NamedPoint) else str(point)
