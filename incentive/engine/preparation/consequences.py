"""What follows only from something that is already reported, and therefore stays unsaid.

In come the plan, with what the reader names as broken, and the resolved rows; out come the subjects that a problem is
`about`, and the people for whom a blank is no news. What is reported is mended first; what then still stands is said in
the next pass.
"""

from incentive.engine.preparation.prepared import Prepared, ScoreRow, State
from incentive.formula.scope import FormulaError
from incentive.formula.tree import Name, normalise, walk
from incentive.plan import Plan
from incentive.plan.choices import IfMissing
from incentive.plan.records import Kpi

OF_BLANKS = frozenset({"FX031", "CA052", "CA053"})
"""Faults of formulas that a value which is missing elsewhere brings about."""

_READ_BY_ALL = ("factor:", "grid:", "section:", "sheet:", "step:", "setting:overall_scale")


def about_matrix(plan: Plan, role: str, employee: str | None = None) -> tuple[str, ...]:
    """What a role's rows of the matrix rest on; with an employee, that person's in this role."""
    rows = [row for row in plan.matrix if row.role in {role, "*"} and row.employee in {None, employee}]
    known = {kpi.id for kpi in plan.kpis}
    parts = [f"kpi:{row.kpi}" for row in rows if row.kpi not in known]
    own = () if employee is None else (f"employee:{employee}", *(f"target:{row.kpi}" for row in rows))
    sheets = ("sheet:KPIs", "sheet:Matrix", "sheet:Sections", "kpi:")
    return ("matrix:", "matrix:*", f"matrix:{role}", f"role:{role}", *sheets, *parts, *own)


def about_figures(kpi: Kpi) -> tuple[str, ...]:
    """What the figures of a KPI rest on; a figure whose KPI cannot be read may be one of them."""
    names = [node.name for node in walk(kpi.formula.tree) if isinstance(node, Name)] if kpi.formula else []
    inputs = [f"{kind}:{name}" for name in names for kind in ("kpi", "actual")]
    return (f"kpi:{kpi.id}", f"actual:{kpi.id}", *inputs, "actual:", "sheet:Actuals", "setting:period")


def about_name(plan: Plan, error: FormulaError) -> tuple[str, ...]:
    """What is broken and may bear the name that a formula does not find, or may be what it looked for."""
    name = normalise(error.words.get("name", ""))
    if not name:
        return ()
    kind = normalise(error.words.get("what", ""))
    kinds = {kind} if kind else {"step", "factor", "sheet"}
    sheets = {f"sheet:{kind.capitalize()}s", "sheet:KPIs" if kind == "kpi" else "", "sheet:Matrix"} if kind else set()

    def fits(subject: str) -> bool:
        of, _, rest = subject.partition(":")
        return subject in sheets or (normalise(of) in kinds and (of == "sheet" or normalise(rest) in {"", name}))

    return tuple(sorted(subject for subject in plan.broken if fits(subject)))


def doubtful(prepared: Prepared) -> set[int]:
    """The people who lack a value that is reported already: a blank in their formulas says nothing new."""
    broken = prepared.plan.broken
    if any(prepared.curves.formula(scale) is None for scale in prepared.plan.scales if scale.formula is not None):
        return set(range(len(prepared.people)))
    overall = f"scale:{prepared.plan.settings.overall_scale}"
    if overall in broken or any(subject.startswith(_READ_BY_ALL) for subject in broken):
        return set(range(len(prepared.people)))
    found = {row.person for row in prepared.rows if row.state is State.OUT and not left_out(prepared.plan, row)}
    if any(not broken.isdisjoint(about_figures(kpi)) for kpi in prepared.plan.kpis):
        return set(range(len(prepared.people)))
    if broken:
        special = {row.employee for row in prepared.plan.matrix} | {row.subject.name for row in prepared.plan.targets}
        known: dict[tuple[str, str | None], bool] = {}
        for number, segment in zip(prepared.owners, prepared.segments, strict=True):
            employee = prepared.people[number].employee.id
            key = (segment.role, employee if employee in special or f"employee:{employee}" in broken else None)
            if key not in known:
                known[key] = not broken.isdisjoint(about_matrix(prepared.plan, *key))
            if known[key]:
                found.add(number)
    return found


def left_out(plan: Plan, row: ScoreRow) -> bool:
    """Whether a row is out because the plan leaves out what has no figure."""
    policy = row.kpi.if_missing or plan.settings.if_missing
    return row.figure.value is None and not row.figure.failed and policy is IfMissing.LEAVE_OUT
