"""The lines of a person's row in Payouts: every step with its formula, its operands and the cells it rests on.

In comes an engine and a person, out go lines in order of calculation; splits apart.
"""

from decimal import Decimal

from incentive.engine.evaluating.names import CHAIN
from incentive.engine.paying.engine import Engine
from incentive.engine.paying.steps import step_label, step_order
from incentive.engine.scaling.attainment import expression
from incentive.engine.tracing.operands import known, money, operands_of
from incentive.engine.tracing.target import target_line
from incentive.engine.tracing.trace import Line, Operand
from incentive.formula.tree import Binary, Call, Name, Node, Text
from incentive.i18n.phrases import Day, Listing, phrase, phrases
from incentive.numbers import ZERO
from incentive.plan.choices import Pays, Unit
from incentive.problems import Place


def step_lines(engine: Engine, person: int) -> tuple[Line, ...]:
    """The steps that hold for a person, splits apart, in order of calculation."""
    chain = engine.chain_of[person]
    names = [name for name in step_order(engine) if name in CHAIN or name in chain.steps]
    lines = []
    for name in names:
        row = chain.steps.get(name)
        if row is None or not row.split:
            lines.append(step_line(engine, person, name))
    return tuple(lines)


def split_lines(engine: Engine, person: int) -> tuple[Line, ...]:
    """The steps after Payout that foot to it, in the sheet's order."""
    chain = engine.chain_of[person]
    rows = [row for row in engine.prepared.plan.steps if row.split]
    names = {id(row): name for name, row in chain.steps.items()}
    return tuple(step_line(engine, person, names[id(row)]) for row in rows if id(row) in names)


def step_line(engine: Engine, person: int, name: str) -> Line:
    """One step of one person."""
    chain = engine.chain_of[person]
    value = engine.ledger.get(f"chainstep:{chain.number}:{name}")[person]
    unit, label = str(engine.units.unit(name)), step_label(engine, name)
    row = chain.steps.get(name)
    if row is not None:
        place = engine.prepared.notes.place(row.formula.at, "Formula", row.formula.text)
        tree = row.formula.tree
        return Line(name, label, unit, value, tree, operands_of(engine, person, tree), (place,))
    if chain.outside:
        return Line(name, label, unit, value, words=phrase("no day in the plan"))
    special = _SPECIAL.get(name)
    if special is not None:
        found = special(engine, person)
        return Line(name, label, unit, value, found.tree, found.operands, found.places, found.words)
    default = engine.defaults.expressions.of(name)
    operands = operands_of(engine, person, default) if default is not None else {}
    return Line(name, label, unit, value, default, operands, _places(engine, name))


def _places(engine: Engine, name: str) -> tuple[Place, ...]:
    """The settings and rows that a default step rests on."""
    settings, notes = engine.prepared.plan.settings, engine.prepared.notes
    fields = {"Capped": ("cap",), "Payout": ("rounding", "rounding_mode"), "Due": ("earnings", "if_overpaid")}
    return tuple(notes.place(settings.at[field]) for field in fields.get(name, ()) if field in settings.at)


def _target_bonus(engine: Engine, person: int) -> Line:
    """One assignment: its own formula; several: the sum of them."""
    segments = engine.prepared.people[person].segments
    if len(segments) == 1:
        return target_line(engine, segments[0])
    operands: dict[str, Operand] = {}
    tree: Node | None = None
    for place, index in enumerate(segments):
        segment = engine.prepared.segments[index]
        label = phrase("from {day}", day=Day(segment.start))
        name = f"Part{place + 1}"
        operands |= known(**{name: money(label, engine.amounts.target_bonus[index])})
        tree = Name(name) if tree is None else Binary("+", tree, Name(name))
    words = phrases("{n} assignment", "{n} assignments", len(segments))
    return Line("TargetBonus", "", Unit.MONEY, None, tree, operands, (), words)


def _score(engine: Engine, person: int) -> Line:
    """What the KPIs earned of their target bonuses."""
    rows = engine.prepared.rows
    numbers = [number for number in engine.prepared.people[person].rows if rows[number].row.pays is Pays.SHARE]
    numbers = [number for number in numbers if rows[number].counted]
    earned = sum((engine.results.earned[number] or ZERO for number in numbers), ZERO)
    whole = sum((engine.amounts.kpi_target_bonus[number] or ZERO for number in numbers), ZERO)
    if whole == ZERO:
        return Line("Score", "", Unit.PERCENT, None, words=phrase("mean of the results by weight and days"))
    operands = known(
        Earned=money(phrase("earned by KPIs"), earned), KpiTargetBonus=money(phrase("their target bonuses"), whole)
    )
    return Line("Score", "", Unit.PERCENT, None, expression("Earned / KpiTargetBonus"), operands)


def _payout_percent(engine: Engine, person: int) -> Line:
    scale = engine.prepared.plan.settings.overall_scale
    chain = engine.chain_of[person]
    score = Operand(phrase("Score"), engine.ledger.get(f"chainstep:{chain.number}:Score")[person], Unit.PERCENT)
    if scale is None:
        return Line("PayoutPercent", "", Unit.PERCENT, None, expression("Score"), known(Score=score))
    place = engine.prepared.notes.place(engine.prepared.plan.settings.at.get("overall_scale", 0), None, scale)
    tree = Call("SCALE", (Text(scale), Name("Score")))
    words = phrase("overall scale {scale}", scale=scale)
    return Line("PayoutPercent", "", Unit.PERCENT, None, tree, known(Score=score), (place,), words)


def _gated(engine: Engine, person: int) -> Line:
    """Which gates acted, with their cells."""
    notes = engine.prepared.notes
    unmet = {}
    for index in engine.prepared.people[person].segments:
        for passage in engine.gates.passages.get(index, ()):
            if not passage.met:
                unmet[passage.gate.id] = notes.place(
                    passage.gate.condition.at, "Condition", passage.gate.condition.text
                )
    chain = engine.chain_of[person]
    percent = engine.ledger.get(f"chainstep:{chain.number}:PayoutPercent")[person]
    operands = known(PayoutPercent=Operand(phrase("Payout percent"), percent, Unit.PERCENT))
    if not unmet and ("Gated", person) not in engine.overruling.own:
        return Line("Gated", "", Unit.PERCENT, None, expression("PayoutPercent"), operands)
    words = phrase("not met: {gates}", gates=Listing(unmet)) if unmet else phrase("override")
    return Line("Gated", "", Unit.PERCENT, None, None, operands, tuple(unmet.values()), words)


def _direct(engine: Engine, person: int) -> Line:
    rows = engine.prepared.rows
    numbers = [number for number in engine.prepared.people[person].rows if rows[number].row.pays is not Pays.SHARE]
    operands: dict[str, Operand] = {}
    tree: Node | None = None
    for place, number in enumerate(numbers):
        value: Decimal = engine.results.earned[number] or ZERO
        name = f"Part{place + 1}"
        operands |= known(**{name: money(rows[number].kpi.name or rows[number].kpi.id, value)})
        tree = Name(name) if tree is None else Binary("+", tree, Name(name))
    if tree is None or person not in engine.defaults.uncapped:
        return Line("Direct", "", Unit.MONEY, None, tree, operands)
    cap = Binary("*", Name("Cap"), Name("TargetBonus"))
    operands |= operands_of(engine, person, cap)
    return Line("Direct", "", Unit.MONEY, None, Call("MIN", (tree, cap)), operands, _places(engine, "Capped"))


_SPECIAL = {
    "TargetBonus": _target_bonus,
    "Score": _score,
    "PayoutPercent": _payout_percent,
    "Gated": _gated,
    "Direct": _direct,
}
