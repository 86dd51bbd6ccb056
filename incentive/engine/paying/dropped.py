"""What a plan's own steps leave without effect: a gate, factor, adjustment or setting that stops acting is warned of.

In come the plan's own steps and what they read; out come warnings with both cells. A default step stops acting where it
is replaced, and where nothing on the way to Payout reads it any more. Source: "A replaced step drops what its default
does" in the calculation reference.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from incentive.engine.evaluating.names import CHAIN, Names
from incentive.engine.paying.chain import Chain
from incentive.engine.trouble import Notebook
from incentive.formula.tree import Call, Name, Node, Text, normalise, walk
from incentive.i18n.phrases import Named, phrase
from incentive.plan import Plan
from incentive.plan.choices import BudgetCovers, CapCovers, Earnings, IfOverBudget, Pays, Use
from incentive.problems import Place

Dropped = Iterator[tuple[str, Place]]

_BEFORE: Mapping[str, tuple[str, ...]] = {
    "Payout": ("Due",),
    "Due": ("Adjusted",),
    "Adjusted": ("Capped", "Direct"),
    "Capped": ("BonusEarned", "TargetBonus", "Direct"),
    "BonusEarned": ("TargetBonus", "Gated"),
    "Gated": ("PayoutPercent",),
    "PayoutPercent": ("Score",),
}
"""What each default step reads."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the formulas of one chain read: names and texts, normalised, and the steps on the way to Payout."""

    plan: Plan
    notes: Notebook
    read: set[str]
    reached: set[str]
    own: Mapping[str, object]
    people: set[str]

    def by_default(self, step: str) -> bool:
        """Whether the default of a step has a part in the payout."""
        return step in self.reached and step not in self.own


def note_dropped(plan: Plan, names: Names, chains: Sequence[Chain], notes: Notebook) -> None:
    """Warn of all that replaced steps leave without effect."""
    for chain in chains:
        replaced = [name for name in reversed(CHAIN) if name in chain.steps]
        if not replaced or chain.outside:
            continue
        people = {plan.employees[number].id for number in chain.people}
        reading = _Reading(plan, notes, _names_read(chain), _reached(plan, names, chain), chain.steps, people)
        for name in CHAIN:
            if reading.by_default(name):
                continue
            row = chain.steps[_to_blame(name, replaced, reading)]
            looks = _LOOKS.get(name, ()) if name in reading.reached else (*_LOOKS.get(name, ()), *_STAND.get(name, ()))
            for what, place in (found for look in looks for found in look(reading)):
                step = notes.place(row.at, "Formula", row.formula.text)
                notes.say("CA068", [step, place], once=(row.at, what), step=row.name, what=what)


def _to_blame(name: str, replaced: Sequence[str], reading: _Reading) -> str:
    """The replaced step that keeps a default from acting: itself, or the first after it that no longer reads it."""
    if name in replaced:
        return name
    after = [step for step in replaced if step in reading.reached and CHAIN.index(step) > CHAIN.index(name)]
    return after[-1] if after else replaced[0]


def _reached(plan: Plan, names: Names, chain: Chain) -> set[str]:
    """All steps that Payout rests on."""
    found: set[str] = set()
    waiting = ["Payout"]
    while waiting:
        step = waiting.pop()
        if step in found:
            continue
        found.add(step)
        row = chain.steps.get(step)
        if row is not None:
            waiting += _steps_in(row.formula.tree, names)
            continue
        waiting += _BEFORE.get(step, ())
        if step in {"Gated", "Score", "Direct"}:
            waiting += [name for gate in plan.gates for name in _steps_in(gate.condition.tree, names)]
    return found


def _steps_in(tree: Node, names: Names) -> list[str]:
    return [names.steps[node.key] for node in walk(tree) if isinstance(node, Name) and node.key in names.steps]


def _names_read(chain: Chain) -> set[str]:
    """All names and names in quotes that the chain's own formulas read, normalised."""
    found: set[str] = set()
    for row in chain.steps.values():
        for node in walk(row.formula.tree):
            if isinstance(node, Name):
                found.add(node.key)
            elif isinstance(node, Call):
                found |= {normalise(part.value) for part in node.arguments if isinstance(part, Text)}
    return found


def _settings(reading: _Reading, *fields: str) -> Dropped:
    settings = reading.plan.settings
    for field in fields:
        if getattr(settings, field) is not None and field in settings.at:
            name = Named(field.replace("_", " ").capitalize(), f"plan.{field}")
            words = phrase("the setting {setting}", setting=name)
            yield words, reading.notes.place(settings.at[field])


def _score(reading: _Reading) -> Dropped:
    yield from _settings(reading, "round_score")
    yield from _own_gates(reading, Pays.SHARE)


def _payout_percent(reading: _Reading) -> Dropped:
    yield from _settings(reading, "overall_scale")


def _own_gates(reading: _Reading, pays: Pays) -> Dropped:
    """Gates on KPIs and sections whose results nothing reads any more."""
    for gate in reading.plan.gates:
        acts_on = gate.acts_on
        if acts_on is None or acts_on.kind not in {"kpi", "section"}:
            continue
        rows = [
            row for row in reading.plan.matrix if acts_on.name == (row.kpi if acts_on.kind == "kpi" else row.section)
        ]
        named = {normalise(name) for row in rows for name in (row.kpi, row.section or "")} | {normalise(acts_on.name)}
        by_default = {row.pays for row in rows if reading.by_default("Score" if row.pays is Pays.SHARE else "Direct")}
        if any(row.pays is pays for row in rows) and not by_default and not named & reading.read:
            yield phrase("the gate {gate}", gate=gate.id), reading.notes.place(gate.at, "Gate", gate.id)


def _gated(reading: _Reading) -> Dropped:
    for gate in reading.plan.gates:
        if gate.acts_on is None or gate.acts_on.kind in {"bonus", "all"}:
            yield phrase("the gate {gate}", gate=gate.id), reading.notes.place(gate.at, "Gate", gate.id)


def _direct(reading: _Reading) -> Dropped:
    settings = reading.plan.settings
    if any(row.pays is not Pays.SHARE for row in reading.plan.matrix):
        for gate in reading.plan.gates:
            if gate.acts_on is not None and gate.acts_on.kind == "all":
                yield (
                    phrase("the gate {gate} on direct money", gate=gate.id),
                    reading.notes.place(gate.at, "Gate", gate.id),
                )
    yield from _own_gates(reading, Pays.AMOUNT)
    yield from _own_gates(reading, Pays.RATE)
    if settings.cap is not None and settings.cap_covers is CapCovers.ALL and "cap" not in reading.read:
        yield from _settings(reading, "cap_covers")


def _bonus_earned(reading: _Reading) -> Dropped:
    for factor in reading.plan.factors:
        if factor.use is Use.MULTIPLY and normalise(factor.id) not in reading.read:
            yield phrase("the factor {factor}", factor=factor.id), reading.notes.place(factor.at, "Factor", factor.id)


def _capped(reading: _Reading) -> Dropped:
    if "cap" not in reading.read:
        yield from _settings(reading, "cap")


def _adjusted(reading: _Reading) -> Dropped:
    rows = [row for row in reading.plan.adjustments if row.employee in reading.people]
    if rows and "adjustments" not in reading.read:
        yield phrase("the sheet Adjustments"), reading.notes.place(rows[0].at, "Amount", rows[0].amount)


def _due(reading: _Reading) -> Dropped:
    plan = reading.plan
    if plan.settings.earnings is Earnings.CUMULATIVE:
        rows = [row for row in plan.paid if row.employee in reading.people]
        if rows and "paid" not in reading.read:
            yield phrase("the sheet Paid"), reading.notes.place(rows[0].at, "Amount", rows[0].amount)
        yield from _settings(reading, "if_overpaid")


def _overrides(kind: str) -> Callable[[_Reading], Dropped]:
    def found(reading: _Reading) -> Dropped:
        for row in reading.plan.overrides:
            if row.what.kind == kind:
                yield phrase("the override of {kind}", kind=kind), reading.notes.place(row.at, "Value", row.value)

    return found


def _service(reading: _Reading) -> Dropped:
    if reading.plan.settings.minimum_service:
        yield from _settings(reading, "minimum_service")


def _budget(covers: BudgetCovers) -> Callable[[_Reading], Dropped]:
    def found(reading: _Reading) -> Dropped:
        settings = reading.plan.settings
        if settings.if_over_budget is IfOverBudget.SCALE and settings.budget_covers is covers:
            yield from _settings(reading, "budget")

    return found


_LOOKS: Mapping[str, tuple[Callable[[_Reading], Dropped], ...]] = {
    "Score": (_score,),
    "PayoutPercent": (_payout_percent,),
    "Gated": (_gated,),
    "BonusEarned": (_bonus_earned,),
    "Direct": (_direct,),
    "Capped": (_capped,),
    "Adjusted": (_adjusted,),
    "Due": (_due,),
}
"""What the default of a step does."""

_STAND: Mapping[str, tuple[Callable[[_Reading], Dropped], ...]] = {
    "Score": (_overrides("score"),),
    "Gated": (_overrides("payout %"),),
    "BonusEarned": (_service,),
    "Capped": (_budget(BudgetCovers.BONUS),),
    "Adjusted": (_budget(BudgetCovers.ALL),),
}
"""What stands over a step even where it is replaced, but not where nothing reads it."""
