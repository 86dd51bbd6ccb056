"""Attainment of a row of Scores: which policy acts, the actual, and what its scale pays.

In: figures.  Out: the rows of each assignment, their attainment, what the scale pays at an actual.
Not here: caps, gates, weights, money (scores.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .exact import ONE, ZERO, Problem
from .figures import Figures, Person
from .periods import Segment
from .plan import Kpi, MatrixRow, Plan
from .scales import INFINITE, Curve, Scale, attainment, index, need, turned


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A row of Scores; ``matrix`` is None for a KPI outside the person's matrix, which only formulas read."""

    person: Person
    segment: Segment
    kpi: Kpi
    matrix: MatrixRow | None

    @property
    def pays(self) -> str:
        return self.matrix.pays if self.matrix is not None else "share"

    @property
    def section(self) -> str:
        return self.matrix.section if self.matrix is not None else ""


class Attained(Figures):
    def __init__(self, plan: Plan) -> None:
        super().__init__(plan)
        self._of: dict[tuple[str, int], list[Row]] = {}

    # rows

    def rows(self, person: Person, segment: Segment) -> list[Row]:
        place = person.worker.key, segment.place
        if place not in self._of:
            self._of[place] = [
                Row(person, segment, self.plan.kpis[m.kpi], m) for m in self.matrix_rows(person, segment)
            ]
        return self._of[place]

    def row(self, person: Person, segment: Segment, kpi: str) -> Row | None:
        return next((r for r in self.rows(person, segment) if r.kpi.key == kpi), None)

    def all_rows(self, person: Person) -> Iterator[Row]:
        for segment in person.segments:
            yield from self.rows(person, segment)

    # from actual to attainment

    def override(self, what: str, person: Person, segment: Segment) -> Fraction | None:
        found = self.cell(self.plan.overrides.get(what, ()), "value", person, segment, f"the override of {what}")
        assert found is None or isinstance(found, Fraction)
        return found

    def policy(self, row: Row) -> str:
        """Which policy of missing actuals acts on the row: none, override, stop, zero, target, leave out."""
        if row.kpi.combine == "each" or self.actual(row.kpi, row.person, row.segment) is not None:
            return ""
        if row.matrix is not None and self.override(f"kpi:{row.kpi.key}", row.person, row.segment) is not None:
            return "override"
        return row.kpi.if_missing

    def row_actual(self, row: Row) -> Fraction | None:
        """ACTUAL of the row: the figure, or the target where the policy says so."""
        policy = self.policy(row)
        if not policy:
            return self.actual(row.kpi, row.person, row.segment)
        if policy == "stop":
            raise Problem(f"{row.person.id}, KPI {row.kpi.id}: the actual is missing")
        if policy == "target":
            return self.targets(row.kpi, row.person, row.segment)["target"]
        return None

    def row_attainment(self, row: Row) -> Fraction | None:
        """ATTAINMENT of the row; blank where nothing needs it and its figures are blank."""
        return self.once(("attainment", row.person.id, row.segment.place, row.kpi.key), lambda: self._shown(row))

    def _shown(self, row: Row) -> Fraction | None:
        policy = self.policy(row)
        if policy == "zero":
            return ZERO
        actual = self.row_actual(row)
        if policy == "target" and row.kpi.rule in ("band", "met", "index"):
            return ONE
        if actual is None:
            return None
        if self.blank_figures(row) and not self.reads_attainment(row):
            return None
        if row.kpi.combine == "each" and self.counts_only(row):
            return None
        found = self.attained(row, actual)
        if found != INFINITE:
            assert not isinstance(found, str)
            return found
        scale = self.scale(row)
        return self.curve(row, scale).points[-1][0] if scale is not None and scale.points else None

    def counts_only(self, row: Row) -> bool:
        """Whether the sum of deals says only how many were met."""
        return row.kpi.rule == "met" and self.targets(row.kpi, row.person, row.segment)["target"] is None

    def blank_figures(self, row: Row) -> bool:
        figures = self.targets(row.kpi, row.person, row.segment)
        read = {"ratio": ("target",), "inverse": ("target",), "index": ("threshold", "target")}.get(row.kpi.rule, ())
        if row.kpi.rule == "band":
            read = ("threshold", "maximum")
        return any(figures[f] is None for f in read)

    def reads_attainment(self, row: Row) -> bool:
        scale = self.scale(row)
        return row.matrix is not None and (scale is None or scale.measured == "attainment")

    def attained(self, row: Row, actual: Fraction) -> Fraction | str | None:
        kpi = row.kpi
        figures = self.targets(kpi, row.person, row.segment)
        where = f"{row.person.id}, KPI {kpi.id}"
        if kpi.rule == "ratio" and figures["target"] == 0:
            self.warn(f"{where}: the target is 0")
        try:
            plain = {name: figures[name] for name in ("threshold", "target", "maximum")}
            return attainment(kpi.better, kpi.rule, kpi.rule_formula, actual, plain)
        except Problem as problem:
            raise Problem(f"{where}: {problem}") from problem

    # the scale

    def scale(self, row: Row) -> Scale | None:
        if row.matrix is None or not row.matrix.scale:
            return None
        found = self.plan.scales[row.matrix.scale]
        assert isinstance(found, Scale)
        return found

    def measure(self, row: Row, scale: Scale) -> str:
        return "value" if row.kpi.rule == "value" and scale.measured == "attainment" else scale.measured

    def measured(self, row: Row, how: str, actual: Fraction) -> Fraction | str:
        """A value of the KPI put through what the scale measures."""
        if how == "value":
            return actual
        if how == "index":
            return index(actual, self.targets(row.kpi, row.person, row.segment))
        found = self.attained(row, actual)
        assert found is not None
        return found

    def in_values(self, row: Row, scale: Scale) -> bool:
        """Slices of rate and amount are summed in values of the KPI."""
        return scale.between == "slices" and row.pays != "share"

    def curve(self, row: Row, scale: Scale) -> Curve:
        """The scale with the row's own figures in place of named points."""
        figures = self.targets(row.kpi, row.person, row.segment)
        how = self.measure(row, scale)
        if self.in_values(row, scale) and how != "value":
            rule = "index" if how == "index" else row.kpi.rule
            points = tuple(
                (need(figures, at) if isinstance(at, str) else turned(row.kpi.better, rule, at, figures), pays)
                for at, pays in scale.points
            )
            return scale.over(points, len(points) > 1 and points[0][0] > points[-1][0])

        def put(name: str) -> Fraction:
            found = self.measured(row, how, need(figures, name))
            if isinstance(found, str):
                raise Problem(f"the {name} of 0 has no attainment by inverse")
            return found

        return scale.curve(put, how == "value" and row.kpi.better == "lower")

    def paid_at(self, row: Row, actual: Fraction, forced: Fraction | None = None) -> Fraction:
        """What the scale pays at an actual; ``forced`` is an attainment that a policy sets."""
        scale = self.scale(row)
        if scale is None:
            found = forced if forced is not None else self.attained(row, actual)
            if found is None:
                raise Problem(f"KPI {row.kpi.id} by value needs a scale")
            if isinstance(found, str):
                raise Problem(f"{row.person.id}, KPI {row.kpi.id}: inverse of an actual of 0 without a scale")
            return max(found, ZERO)
        curve = self.curve(row, scale)
        how = self.measure(row, scale)
        if self.in_values(row, scale):
            if how == "attainment" and self.attained(row, actual) == INFINITE:
                return curve.pays(curve.points[-1][0])
            return curve.pays(actual)
        x = self.measured(row, how, actual) if forced is None or how == "value" else forced
        if isinstance(x, str):
            if not scale.points:
                raise Problem(f"{row.person.id}, KPI {row.kpi.id}: inverse of an actual of 0 has no last point")
            x = curve.points[-1][0]
        return curve.pays(x)
