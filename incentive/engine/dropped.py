"""What a replaced step no longer does: each gate, factor, adjustment or setting that stops acting is warned of.

In come the plan's own steps and what they read; out come warnings with both cells. Source: "A replaced step drops what
its default does" in the calculation reference.
"""

from collections.abc import Callable, Iterator, Sequence

from incentive.engine.chain import Chain
from incentive.engine.names import CHAIN
from incentive.engine.trouble import Notebook
from incentive.formula.tree import Call, Name, Text, normalise, walk
from incentive.plan import Plan
from incentive.plan.choices import Earnings, Use
from incentive.problems import Place

Dropped = Iterator[tuple[str, Place]]


def note_dropped(plan: Plan, chains: Sequence[Chain], notes: Notebook) -> None:
    """Warn of all that replaced steps leave without effect."""
    for chain in chains:
        read = _names_read(chain)
        for name, row in chain.steps.items():
            if name in CHAIN and name in _LOOKS:
                for what, place in _LOOKS[name](plan, notes, read):
                    step = notes.place(row.at, "Formula", row.formula.text)
                    notes.say("CA068", [step, place], once=(row.at, what), step=name, what=what)


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


def _settings(plan: Plan, notes: Notebook, fields: Sequence[str]) -> Dropped:
    for field in fields:
        if getattr(plan.settings, field) is not None:
            words = f"the setting {field.replace('_', ' ').capitalize()}"
            yield words, notes.place(plan.settings.at.get(field, 0))


def _score(plan: Plan, notes: Notebook, _read: set[str]) -> Dropped:
    yield from _settings(plan, notes, ("round_score",))


def _payout_percent(plan: Plan, notes: Notebook, _read: set[str]) -> Dropped:
    yield from _settings(plan, notes, ("overall_scale",))


def _gates(plan: Plan, notes: Notebook, kinds: set[str]) -> Dropped:
    for gate in plan.gates:
        kind = gate.acts_on.kind if gate.acts_on else "bonus"
        if kind in kinds:
            yield f"the gate {gate.id}", notes.place(gate.at, "Gate", gate.id)


def _gated(plan: Plan, notes: Notebook, _read: set[str]) -> Dropped:
    yield from _gates(plan, notes, {"bonus", "all"})


def _direct(plan: Plan, notes: Notebook, _read: set[str]) -> Dropped:
    yield from _gates(plan, notes, {"all"})


def _bonus_earned(plan: Plan, notes: Notebook, read: set[str]) -> Dropped:
    for factor in plan.factors:
        if factor.use is Use.MULTIPLY and normalise(factor.id) not in read:
            yield f"the factor {factor.id}", notes.place(factor.at, "Factor", factor.id)


def _capped(plan: Plan, notes: Notebook, read: set[str]) -> Dropped:
    if "cap" not in read:
        yield from _settings(plan, notes, ("cap",))


def _adjusted(plan: Plan, notes: Notebook, read: set[str]) -> Dropped:
    if plan.adjustments and "adjustments" not in read:
        yield "the sheet Adjustments", notes.place(plan.adjustments[0].at, "Amount", plan.adjustments[0].amount)


def _due(plan: Plan, notes: Notebook, read: set[str]) -> Dropped:
    if plan.paid and plan.settings.earnings is Earnings.CUMULATIVE and "paid" not in read:
        yield "the sheet Paid", notes.place(plan.paid[0].at, "Amount", plan.paid[0].amount)


_LOOKS: dict[str, Callable[[Plan, Notebook, set[str]], Dropped]] = {
    "Score": _score,
    "PayoutPercent": _payout_percent,
    "Gated": _gated,
    "BonusEarned": _bonus_earned,
    "Direct": _direct,
    "Capped": _capped,
    "Adjusted": _adjusted,
    "Due": _due,
}
