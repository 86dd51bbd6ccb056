"""Questions about roles and what they are measured by: weights, numbers of KPIs, inputs, KPIs and goals left over.

In: a plan. Out: warnings.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from incentive.formula.tree import Name, normalise, walk
from incentive.i18n.phrases import Listing
from incentive.numbers import plain
from incentive.plan import Plan
from incentive.plan.choices import Pays
from incentive.plan.records import Kpi, MatrixRow
from incentive.problems import Place, Problem

SMALL = Decimal("0.05")
"""A smaller share of a bonus moves nobody, and still has to be measured."""
MANY = 7
"""More KPIs than this nobody keeps in mind."""


def by_role(plan: Plan) -> Mapping[str, list[MatrixRow]]:
    """The rows of the matrix by role as it is written first, those for everyone and for single people among them."""
    rows: dict[str, list[MatrixRow]] = {}
    names: dict[str, str] = {}
    for row in plan.matrix:
        role = names.setdefault(normalise(row.role), row.role)
        rows.setdefault(role, []).append(row)
    return rows


def small_weights(plan: Plan) -> Iterator[Problem]:
    """Weights under 5 % of a role's total."""
    for role, rows in by_role(plan).items():
        shares = [row for row in rows if row.pays is Pays.SHARE and row.employee is None and row.section is None]
        total = sum((row.weight or Decimal(0) for row in shares), Decimal(0))
        small = [row for row in shares if row.weight and total and row.weight / total < SMALL]
        if small:
            names = ", ".join(row.kpi for row in small)
            yield Problem("PL001", _cells(plan, small, "Weight"), {"role": role, "kpis": names})


def many_kpis(plan: Plan) -> Iterator[Problem]:
    """Roles with more than seven KPIs."""
    for role, rows in by_role(plan).items():
        kpis = {row.kpi for row in rows if row.employee is None}
        if len(kpis) > MANY:
            places = _cells(plan, [row for row in rows if row.employee is None], "KPI")
            yield Problem("PL002", places, {"role": role, "count": str(len(kpis)), "most": str(MANY)})


def inputs_twice(plan: Plan) -> Iterator[Problem]:
    """One input that two KPIs of a role reward."""
    kpis = {kpi.id: kpi for kpi in plan.kpis}
    for role, rows in by_role(plan).items():
        readers: dict[str, list[MatrixRow]] = {}
        for row in rows:
            if row.employee is None and row.kpi in kpis:
                for name in _inputs(kpis[row.kpi]):
                    readers.setdefault(name, []).append(row)
        for name, reading in readers.items():
            both = list(dict.fromkeys(row.kpi for row in reading))
            if len(both) > 1:
                values = {"role": role, "input": name, "kpis": Listing(both, "and")}
                yield Problem("PL003", _cells(plan, reading, "KPI"), values)


def unused_kpis(plan: Plan) -> Iterator[Problem]:
    """KPIs that no role has and no formula reads."""
    used = {normalise(row.kpi) for row in plan.matrix}
    for kpi in plan.kpis:
        used |= {normalise(name) for name in _inputs(kpi)}
    formulas = [*(gate.condition for gate in plan.gates), *(step.formula for step in plan.steps)]
    read = " ".join(formula.text for formula in formulas)
    for kpi in plan.kpis:
        if normalise(kpi.id) not in used and kpi.id.casefold() not in read.casefold():
            yield Problem("PL004", (plan.origins.place(kpi.at, "KPI", kpi.id),), {"kpi": kpi.id})


def goals(plan: Plan) -> Iterator[Problem]:
    """KPIs that serve no goal, and goals that no KPI serves; only where the company has named goals."""
    if not plan.goals:
        return
    served = {normalise(name) for kpi in plan.kpis for name in kpi.goals}
    aimless = [kpi for kpi in plan.kpis if not kpi.goals]
    if aimless:
        places = tuple(plan.origins.place(kpi.at, "KPI", kpi.id) for kpi in aimless)
        yield Problem("PL005", places, {"kpis": ", ".join(kpi.id for kpi in aimless)})
    for goal in plan.goals:
        if normalise(goal.id) not in served:
            yield Problem("PL006", (plan.origins.place(goal.at, "Goal", goal.id),), {"goal": goal.name or goal.id})


def _inputs(kpi: Kpi) -> list[str]:
    """The names that a KPI's formula reads."""
    if kpi.formula is None:
        return []
    return list(dict.fromkeys(node.name for node in walk(kpi.formula.tree) if isinstance(node, Name)))


def _cells(plan: Plan, rows: list[MatrixRow], column: str) -> tuple[Place, ...]:
    def shown(row: MatrixRow) -> str:
        return row.kpi if column == "KPI" else f"{plain((row.weight or Decimal(0)) * 100)}%"

    return tuple(plan.origins.place(row.at, column, shown(row)) for row in rows)
