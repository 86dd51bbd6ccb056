"""Rows of a plan that change nothing: gates and overrides on what nobody has, payments and figures that do not count.

In comes a computed engine; out go warnings. They are no errors: a plan may foresee what does not happen this time.
"""

from collections.abc import Iterator

from incentive.engine.paying.engine import Engine
from incentive.formula.tree import Name, walk
from incentive.i18n.phrases import Day, phrase
from incentive.numbers import ONE
from incentive.periods import Period
from incentive.plan.choices import Earnings, SubjectKind
from incentive.plan.records import ActsOn, Gate

_OWN = ("kpi", "section")


def note_idle(engine: Engine) -> None:
    """Warn of all that changes nothing, where nothing worse is to be said."""
    if not (engine.prepared.notes.failed or engine.prepared.plan.broken):
        _gates(engine)
        _overrides(engine)
        _paid(engine)
        _figures(engine)


def _gates(engine: Engine) -> None:
    """Gates on a KPI or a section that none of the gate's people has, or has only as money where it merely limits."""
    plan, notes = engine.prepared.plan, engine.prepared.notes
    acting = engine.results.acting
    for gate in plan.gates:
        if gate.acts_on is None or gate.acts_on.kind not in _OWN or gate.id in acting:
            continue
        what = gate.acts_on.name
        if _only_limits(gate):
            what = phrase("{name} as a share of the target bonus, and a limit never acts on money", name=what)
        notes.say(
            "CA071",
            [notes.place(gate.at, "Gate", gate.id)],
            once=gate.id,
            rule=phrase("gate {gate}", gate=gate.id),
            what=what,
        )


def _only_limits(gate: Gate) -> bool:
    return gate.limit_to is not None and gate.multiply_by in {None, ONE}


def _overrides(engine: Engine) -> None:
    """Overrides of a KPI or a section that none of the override's people has."""
    plan, notes = engine.prepared.plan, engine.prepared.notes
    used = {row.override.at for row in engine.prepared.rows if row.override is not None}
    used |= {row.at for row in engine.results.section_overrides.values()}
    for row in plan.overrides:
        if row.what.kind in _OWN and row.at not in used:
            place = notes.place(row.at, "What", _said(row.what))
            notes.say("CA071", [place], rule=phrase("override of {what}", what=_said(row.what)), what=row.what.name)


def _said(what: ActsOn) -> str:
    return f"{what.kind}:{what.name}"


def _paid(engine: Engine) -> None:
    """Payments in a plan that deducts none, and those whose period begins before the span that they reach into."""
    prepared = engine.prepared
    plan, notes, span = prepared.plan, prepared.notes, prepared.clock.span
    if not plan.paid or "paid" in _names(engine):
        return
    for row in plan.paid:
        place = notes.place(row.at, "Period", row.period.name)
        words = {"employee": row.employee, "period": row.period.name}
        if plan.settings.earnings is Earnings.DISCRETE:
            why = phrase("Earnings is discrete, which deducts nothing")
            notes.say("CA070", [place], once="discrete", why=why, **words)
        elif row.period.start < span.start and row.period.overlap(Period(span.start, span.end)):
            why = phrase("it begins before {day}, where the plan year begins", day=Day(span.start))
            notes.say("CA070", [place], why=why, **words)


def _figures(engine: Engine) -> None:
    """A person's figures for a role that the person holds at no time."""
    notes = engine.prepared.notes
    named = [
        row for row in engine.prepared.plan.actuals if row.role is not None and row.subject.kind is SubjectKind.EMPLOYEE
    ]
    if not named:
        return
    held = {person.employee.id: person.holder.role_months for person in engine.prepared.people if person.segments}
    for row in named:
        if row.subject.name in held and row.role not in held[row.subject.name]:
            place = notes.place(row.at, "Role", row.role)
            once = (row.subject, row.role, row.kpi)
            notes.say("CA072", [place], once=once, kpi=row.kpi, employee=row.subject.name, role=row.role)


def _names(engine: Engine) -> Iterator[str]:
    trees = [step.formula.tree for step in engine.prepared.plan.steps]
    trees += [gate.condition.tree for gate in engine.prepared.plan.gates]
    return (node.key for tree in trees for node in walk(tree) if isinstance(node, Name))
