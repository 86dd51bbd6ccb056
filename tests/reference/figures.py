"""Whose figures count: the actual and the targets of a person, segment and KPI, and money of other currencies.

In: a Plan.  Out: for each segment the combined actual (None where it is missing), the deals, the targets, the days.
Not here: what a figure earns (scores.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar, cast

from .exact import ONE, ZERO, FormulaError, Problem
from .language import Table, Value, evaluate, number
from .periods import DAY, Segment, Span, common, days_of, months_touched, own_time, segments
from .plan import ActualRow, Kpi, MatrixRow, Part, Plan, Whom, Worker
from .records import FIGURES

Found = TypeVar("Found")
KINDS = {"person": "employee", "team": "team", "department": "department", "company": "*"}


@dataclass(frozen=True, slots=True)
class Person:
    """A worker with the segments of the own time."""

    worker: Worker
    segments: tuple[Segment, ...]

    @property
    def id(self) -> str:
        return self.worker.id


@dataclass(frozen=True, slots=True)
class Pool:
    """The rows of Actuals that count for one segment, and in whose time they must be complete."""

    rows: tuple[ActualRow, ...]
    own_roles: frozenset[str]
    by_role: bool


class Figures:
    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.warnings: dict[str, None] = {}
        self._kept: dict[Hashable, object] = {}
        self._open: set[Hashable] = set()
        self.people: list[Person] = []
        for worker in plan.workers:
            try:
                own = segments(worker, plan.settings, plan.changes.get(worker.key, []), plan.leaves.get(worker.key, []))
            except Problem as problem:
                plan.problems.append(f"{worker.id}: {problem}")
                own = []
            self.people.append(Person(worker, tuple(own)))
        self._rows: dict[tuple[str, str, str], list[ActualRow]] = {}
        for row in plan.actuals:
            self._rows.setdefault((row.key, row.whom.kind, row.whom.name), []).append(row)
        self._check_actuals()

    def once(self, key: Hashable, find: Callable[[], Found]) -> Found:
        """Found once and kept, problems too; a circle is an error."""
        if key not in self._kept:
            if key in self._open:
                raise Problem(f"a circle through {key!r}")
            self._open.add(key)
            try:
                self._kept[key] = find()
            except Problem as problem:
                self._kept[key] = problem
            finally:
                self._open.discard(key)
        kept = self._kept[key]
        if isinstance(kept, Problem):
            raise kept
        return cast(Found, kept)

    def warn(self, text: str) -> None:
        self.warnings[text] = None

    # whom a row speaks of

    def fits(self, whom: Whom, person: Person, segment: Segment) -> bool:
        if whom.kind == "*":
            return True
        if whom.kind == "employee":
            return whom.name == person.worker.key
        return whom.name == segment.thing(whom.kind)

    def cell(self, parts: Sequence[Part], name: str, person: Person, segment: Segment, what: str) -> object:
        """The cell of the most specific row that gives it; None where none does."""
        rows = [p for p in parts if p.cells[name] is not None and self.fits(p.whom, person, segment)]
        if not rows:
            return None
        best = min(p.whom.rank for p in rows)
        rows = [p for p in rows if p.whom.rank == best]
        if len(rows) > 1:
            raise Problem(f"two rows of one rank give {what} for {person.id}")
        return rows[0].cells[name]

    # the matrix

    def matrix_rows(self, person: Person, segment: Segment) -> list[MatrixRow]:
        """The rows of a segment in the matrix's order, one a KPI."""
        best: dict[str, tuple[int, MatrixRow]] = {}
        for row in self.plan.matrix:
            if row.employee not in ("", person.worker.key) or row.role not in ("*", segment.role):
                continue
            rank = (0 if row.employee else 2) + (0 if row.role != "*" else 1)
            if row.kpi not in best or rank < best[row.kpi][0]:
                best[row.kpi] = rank, row
        return sorted((row for _, row in best.values()), key=lambda r: r.order)

    def matrix_row(self, person: Person, segment: Segment, kpi: str) -> MatrixRow | None:
        rows = self.once(("matrix", person.id, segment.place), lambda: self.matrix_rows(person, segment))
        return next((r for r in rows if r.kpi == kpi), None)

    # time

    def window(self, kpi: Kpi) -> Span:
        if kpi.to_date:
            return self.plan.settings.year[0], self.plan.settings.span[1]
        return self.plan.settings.span

    def spells(self, person: Person, window: Span) -> list[tuple[Span, Segment]]:
        """The person's time within a window; days before the span belong to the first segment."""
        found = [(common((s.start, s.end), window), s) for s in person.segments]
        own = own_time(person.worker, window)
        early = common(own, (window[0], self.plan.settings.span[0] - DAY))
        if days_of(early) and person.segments:
            found.insert(0, (early, person.segments[0]))
        return [(span, segment) for span, segment in found if days_of(span)]

    def days_with(self, person: Person, kpi: Kpi, segment: Segment, window: Span) -> int:
        """The days with the KPI; in the role, or outside the roles, that have figures of their own."""
        roles = self.own_roles(person, kpi, segment)
        total = 0
        for span, other in self.spells(person, window):
            if self.matrix_row(person, other, kpi.key) is None:
                continue
            alike = other.role == segment.role if segment.role in roles else other.role not in roles
            total += days_of(span) if alike else 0
        return total

    def own_roles(self, person: Person, kpi: Kpi, segment: Segment) -> frozenset[str]:
        """The roles that have figures of their own for the KPI (or for an input of it)."""
        found: frozenset[str] = frozenset()
        for name in kpi.inputs or (kpi.key,):
            reader = self.plan.kpis.get(name, kpi)
            if reader.inputs and reader.key != kpi.key:
                found |= self.own_roles(person, reader, segment)
            else:
                found |= self.pool(name, person, segment, reader.level, self.window(reader)).own_roles
        return found

    # actuals

    def _check_actuals(self) -> None:
        deals = {k.key for k in self.plan.kpis.values() if k.combine == "each"}
        for (name, kind, thing), rows in self._rows.items():
            if name in deals:
                continue
            identities = [(r.month, r.role) for r in rows]
            where = f"Actuals of {name} for {kind} {thing}"
            if len(set(identities)) < len(identities):
                self.plan.problems.append(f"{where}: two rows for one month")
            for role in {r.role for r in rows}:
                months = [r.month for r in rows if r.role == role]
                if None in months and len(set(months)) > 1:
                    self.plan.problems.append(f"{where}: a figure with a month beside one without")

    def months(self, name: str, window: Span) -> set[dt.date]:
        """The months of the window in which any row gives the KPI or input a figure."""
        inside = set(months_touched(window))
        return self.once(
            ("months", name, window),
            lambda: {r.month for r in self.plan.actuals if r.key == name and r.month is not None and r.month in inside},
        )

    def pool(self, name: str, person: Person, segment: Segment, level: str, window: Span) -> Pool:
        kind = KINDS[level]
        thing = {"employee": person.worker.key, "*": ""}.get(kind) if kind in ("employee", "*") else segment.thing(kind)
        inside = set(months_touched(window))
        rows = [r for r in self._rows.get((name, kind, thing or ""), []) if r.month is None or r.month in inside]
        roles = frozenset(r.role for r in rows if r.role)
        role = segment.role if segment.role in roles else ""
        return Pool(tuple(r for r in rows if r.role == role), roles, bool(roles))

    def own_months(self, person: Person, segment: Segment, pool: Pool, window: Span) -> set[dt.date]:
        found: set[dt.date] = set()
        for span, other in self.spells(person, window):
            if pool.by_role:
                mine = (
                    other.role == segment.role if segment.role in pool.own_roles else other.role not in pool.own_roles
                )
                if not mine:
                    continue
            found.update(months_touched(span))
        return found

    def figure(self, name: str, reader: Kpi, person: Person, segment: Segment) -> Fraction | None:
        """One combined figure of a KPI or an input; None where it is missing."""
        window = self.window(reader)
        pool = self.pool(name, person, segment, reader.level, window)
        rows = sorted(pool.rows, key=lambda r: r.month or dt.date.min)
        if reader.combine == "each":
            return sum((r.value for r in rows), ZERO)
        if not rows:
            return None
        if any(r.month is None for r in rows):
            return rows[0].value
        given = {r.month for r in rows}
        own = self.own_months(person, segment, pool, window)
        if any(month not in given for month in self.months(name, window) & own):
            return None
        for month in sorted(m for m in given if m is not None and m not in own):
            self.warn(f"{person.id}: the figure of {name} for {month:%Y-%m} lies outside the person's time")
        values = [r.value for r in rows]
        if len(values) > 1 and not reader.combine:
            raise Problem(f"{name} has several months and no Combine")
        return combined(reader.combine, values)

    def deals(self, kpi: Kpi, person: Person, segment: Segment) -> list[Fraction]:
        return [r.value for r in self.pool(kpi.key, person, segment, kpi.level, self.window(kpi)).rows]

    def actual(self, kpi: Kpi, person: Person, segment: Segment) -> Fraction | None:
        return self.once(("actual", kpi.key, person.id, segment.place), lambda: self._actual(kpi, person, segment))

    def _actual(self, kpi: Kpi, person: Person, segment: Segment) -> Fraction | None:
        if kpi.formula is None:
            return self.figure(kpi.key, kpi, person, segment)
        values: dict[str, Value] = {}
        for name in kpi.inputs:
            named = self.plan.kpis.get(name)
            if named is not None:
                values[name] = self.actual(named, person, segment)
            else:
                values[name] = self.figure(name, kpi, person, segment)
        if any(v is None for v in values.values()):
            return None
        try:
            return number(evaluate(kpi.formula, Table(values)))
        except FormulaError as error:
            raise Problem(f"{person.id}, KPI {kpi.id}: {error}") from error

    # targets

    def targets(self, kpi: Kpi, person: Person, segment: Segment) -> dict[str, Fraction | None]:
        """Threshold, target, maximum and weight, cell by cell, with part periods."""
        return self.once(("targets", kpi.key, person.id, segment.place), lambda: self._targets(kpi, person, segment))

    def _targets(self, kpi: Kpi, person: Person, segment: Segment) -> dict[str, Fraction | None]:
        row = self.matrix_row(person, segment, kpi.key)
        part = self.part_period(kpi, person, segment) if row is not None else ONE
        found: dict[str, Fraction | None] = {}
        for cell in (*FIGURES, "weight"):
            given, personal = self._target_cell(kpi, person, segment, cell)
            if given is None and row is not None:
                given = row.weight if cell == "weight" else row.figures[cell]
            if given is not None and cell != "weight" and kpi.prorate and not personal:
                given *= part
            found[cell] = given
        return found

    def _target_cell(self, kpi: Kpi, person: Person, segment: Segment, cell: str) -> tuple[Fraction | None, bool]:
        rows = [
            t
            for t in self.plan.targets
            if t.kpi == kpi.key
            and t.cells[cell] is not None
            and t.role in ("", segment.role)
            and self.fits(t.whom, person, segment)
        ]
        if not rows:
            return None, False
        ranked = sorted(rows, key=lambda t: (t.whom.rank, not t.role))
        first = ranked[0]
        if len(ranked) > 1 and (ranked[1].whom.rank, not ranked[1].role) == (first.whom.rank, not first.role):
            raise Problem(f"two rows of Targets of one rank give the {cell} of {kpi.id} for {person.id}")
        return first.cells[cell], first.whom.kind == "employee"

    def part_period(self, kpi: Kpi, person: Person, segment: Segment) -> Fraction:
        window = self.window(kpi)
        part = Fraction(self.days_with(person, kpi, segment, window), days_of(window))
        if part != 1 and not kpi.prorate and kpi.level == "person":
            self.warn(f"{person.id} has {kpi.id} for a part of the period; its targets are not prorated")
        return part

    # money

    def rate(self, currency: str) -> Fraction:
        """Plan currency per unit."""
        found = self.plan.rates.get(currency)
        if found is None:
            raise Problem(f"no rate of {currency}")
        return found

    def converted(self, amount: Fraction, source: str, target: str) -> Fraction:
        if source == target:
            return amount
        return amount * self.rate(source) / self.rate(target)


def combined(how: str, values: Sequence[Fraction]) -> Fraction:
    """The figures of several months, in order of months, as one."""
    if how == "average":
        return sum(values, ZERO) / len(values)
    if how == "max":
        return max(values)
    if how == "min":
        return min(values)
    return values[-1] if how == "last" else sum(values, ZERO)


def mean(values: Sequence[Fraction | None], *weights: Sequence[Fraction]) -> Fraction | None:
    """The mean of what is not blank, by the first weights that do not add up to 0; all blank is blank."""
    kept = [i for i, v in enumerate(values) if v is not None]
    if not kept:
        return None
    found = {values[i] for i in kept}
    if len(found) == 1:
        return found.pop()
    for weight in weights:
        total = sum((weight[i] for i in kept), ZERO)
        if total != 0:
            return sum((number(values[i]) * weight[i] for i in kept), ZERO) / total
    raise Problem("a mean without weights")
