"""The door into the engine: a plan in, a calculation out.

Wires preparation, results, gates, formulas and steps to one ledger, asks it for every column, and hands the four tables
on. Problems travel in the calculation; where they hold an error its values are not to be used.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

from incentive.engine.evaluating.depth import room_for
from incentive.engine.evaluating.evaluator import Evaluator
from incentive.engine.evaluating.ledger import Circle, Ledger
from incentive.engine.evaluating.names import CHAIN, Names
from incentive.engine.evaluating.scopes import Library, PersonScope, SegmentScope
from incentive.engine.evaluating.units import Units
from incentive.engine.evaluating.wide import Wide
from incentive.engine.large import note_large
from incentive.engine.paying.chain import Steps, chains_of
from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.dropped import note_dropped
from incentive.engine.paying.engine import Engine
from incentive.engine.paying.expressions import Expressions
from incentive.engine.paying.gates import GateBook
from incentive.engine.paying.idle import note_idle
from incentive.engine.paying.overruling import Overruling
from incentive.engine.paying.passages import PayoutGates
from incentive.engine.paying.payouts import Defaults
from incentive.engine.paying.personal import Personal
from incentive.engine.paying.results import Results
from incentive.engine.preparation.consequences import doubtful
from incentive.engine.preparation.prepared import Prepared
from incentive.engine.preparation.resolve import prepare
from incentive.engine.scoring.amounts import amounts_of
from incentive.engine.scoring.blocks import score_columns
from incentive.engine.scoring.deals import deal_rows
from incentive.engine.tables import Calculation
from incentive.engine.tabulate import assignments_table, deals_table, payouts_table, scores_table, spans
from incentive.engine.tracing.assemble import traced
from incentive.engine.tracing.trace import Trace
from incentive.formula.operations import no_number
from incentive.formula.scope import FormulaError, FormulaFault, PerRow
from incentive.formula.tree import Call, normalise
from incentive.i18n.phrases import ARROW, Amount, Listing, phrase
from incentive.numbers import ZERO, RoundingMode, exact_arithmetic, look, plain, round_to
from incentive.plan import Plan
from incentive.plan.choices import Between, BudgetCovers

Pay = Callable[[Decimal], Decimal]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Nothing here makes rings of objects, and looking for them over and over costs more the more people there are."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@uninterrupted()
def calculate(plan: Plan) -> Calculation:
    """The calculation of a plan; where its problems hold an error its values are not to be used."""
    with exact_arithmetic(), room_for(plan):
        return calculation_of(compute(prepare(plan)))


@uninterrupted()
def calculation_of(engine: Engine) -> Calculation:
    """The four tables of a computed engine."""
    with exact_arithmetic():
        scores, payouts = scores_table(engine), payouts_table(engine)
        note_large(engine, scores, payouts)
        return Calculation(
            engine.prepared.plan,
            deals_table(engine),
            scores,
            assignments_table(engine),
            payouts,
            spans(engine),
            engine.prepared.notes.problems,
            engine,
        )


def trace_of(calculation: Calculation, number: int) -> Trace:
    """One person's whole way; `number` counts the rows of Employees from 0. ValueError for a hand-made calculation."""
    if calculation.engine is None:
        raise ValueError("only a calculation of the engine can be traced")
    with exact_arithmetic(), room_for(calculation.plan):
        return traced(calculation.engine, number)


@uninterrupted()
def compute(prepared: Prepared) -> Engine:
    """All columns right of the frontier, from resolved rows."""
    plan, notes = prepared.plan, prepared.notes
    columns = score_columns(prepared)
    deals = deal_rows(prepared, columns)
    amounts = amounts_of(prepared)
    ledger = Ledger(notes, doubtful=doubtful(prepared))
    evaluator = Evaluator(prepared, ledger)
    names = Names.of(plan, notes)
    units = Units.of(plan, names)
    library = Library(plan, lambda scale: _plain_pay(prepared, scale))
    chains = chains_of(prepared, names)
    inner: list[Wide] = []

    def wide(call: Call, scope: PersonScope) -> PerRow | FormulaError:
        return inner[0].meaning(call, scope)

    scopes = [PersonScope(names, library, wide, chain.number) for chain in chains]
    built_in = [PersonScope(names, library, wide, chain.number, built_in=True) for chain in chains]
    inside = [(scopes[chain.number], chain.people) for chain in chains if not chain.outside]
    inner.append(Wide(prepared, evaluator, inside, units.is_money))
    segment_scope = SegmentScope(names, library, wide, prepared.owners)
    conditions = Conditions(prepared, GateBook.of(plan.gates, notes), evaluator, segment_scope, scopes.__getitem__)
    results = Results(prepared, ledger, columns, amounts, conditions)
    personal = Personal(prepared, ledger, columns, amounts, results, conditions)
    segment_scope.section_of = personal.section_of_segment
    for scope in (*scopes, *built_in):
        scope.section_of = personal.section_of_person
    gates = PayoutGates(prepared, personal, conditions)
    overruling = Overruling(prepared, personal, conditions)
    expressions = Expressions(
        plan.settings, names, [factor for factor, multiplies in personal.multiplies.items() if multiplies]
    )
    defaults = Defaults(
        prepared,
        ledger,
        evaluator,
        built_in,
        personal,
        results,
        amounts,
        gates,
        expressions,
        lambda: _overall(prepared),
    )
    steps = Steps(prepared, ledger, evaluator, chains, scopes, defaults=defaults, overruling=overruling)
    engine = Engine(
        prepared,
        names,
        units,
        ledger,
        columns,
        amounts,
        deals,
        results,
        conditions,
        personal,
        gates,
        overruling,
        defaults,
        chains,
        steps,
        scopes,
    )
    _ask_for_everything(engine)
    note_dropped(plan, names, chains, notes)
    note_idle(engine)
    _check_budget(engine)
    return engine


def _plain_pay(prepared: Prepared, scale_id: str) -> Pay | FormulaError:
    """A scale without a KPI: named points have no figure there."""
    scale = prepared.curves.scales[scale_id]
    if scale.between is not Between.FORMULA:
        return prepared.curves.plain(scale) or FormulaError("CA055", None, {"scale": scale_id})
    compiled = prepared.curves.formula(scale)

    def by_formula(x: Decimal) -> Decimal:
        if compiled is None:
            # What is wrong with the formula is noted, and everyone is in doubt.
            raise FormulaFault(no_number(None))
        computed = compiled.run({name: [x] for name in compiled.inputs}, 1)
        value = computed.columns["pays"][0]
        if isinstance(value, Decimal):
            return value
        error = computed.faults[0].error if computed.faults else no_number(value)
        raise FormulaFault(FormulaError(error.code, None, error.values))

    return by_formula


def _overall(prepared: Prepared) -> Pay | None:
    """The overall scale, or None with the problem noted."""
    name = prepared.plan.settings.overall_scale
    if name is None or name not in prepared.curves.scales:
        return None
    pay = _plain_pay(prepared, name)
    if isinstance(pay, FormulaError):
        place = prepared.notes.place(prepared.plan.settings.at.get("overall_scale", 0), None, name)
        prepared.notes.say(pay.code, [place], (f"scale:{name}",), **{**pay.words, "scale": name})
        return None
    return pay


def _ask_for_everything(engine: Engine) -> None:
    """Every column of every table; circles are noted and the rest goes on."""
    names = [*CHAIN, *(name for name in engine.names.steps.values() if name not in CHAIN)]
    keys = [f"earned:{kpi.id}" for kpi in engine.prepared.plan.kpis]
    keys += [f"chainstep:{chain.number}:{name}" for chain in engine.chains for name in names]
    keys += [f"factor:{factor}" for factor in engine.personal.multiplies]
    broken: list[str] = []
    for key in keys:
        try:
            engine.ledger.get(key)
        except Circle as circle:
            _note_circle(engine, circle)
            broken += [key, *circle.path]
    if broken:
        engine.ledger.leave_blank(broken, max(len(engine.prepared.people), len(engine.prepared.rows)))
        for order in engine.steps.order:
            order += [name for name in names if name not in order]


def _note_circle(engine: Engine, circle: Circle) -> None:
    """Name the way round, step by step, with the cells of its formulas."""
    words = [_called(key) for key in circle.path]
    shown = [word for place, word in enumerate(words) if word and (place == 0 or word != words[place - 1])]
    notes, plan = engine.prepared.notes, engine.prepared.plan
    steps = {normalise(word.removeprefix("step ")) for word in shown if word.startswith("step ")}
    places = [notes.place(row.at, "Formula", row.formula.text) for row in plan.steps if normalise(row.name) in steps]
    if not places or len(steps) < len(set(shown)):
        places += [notes.place(gate.condition.at, "Condition", gate.condition.text) for gate in plan.gates]
    notes.say("CA062", places, once=frozenset(shown), path=Listing(shown if len(shown) > 1 else 2 * shown, ARROW))


def _called(key: str) -> str:
    """A key as a person would call it; empty for what is only in between."""
    family, _, rest = key.partition(":")
    match family:
        case "chainstep" | "rawstep":
            return phrase("step {step}", step=rest.partition(":")[2])
        case "step" | "before" | "budget":
            return phrase("step {step}", step=rest)
        case "result" | "raw" | "earned":
            return phrase("result of KPI {kpi}", kpi=rest)
        case "sectioned" | "section":
            return phrase("section {section}", section=rest)
        case _:
            return ""


def _check_budget(engine: Engine) -> None:
    """A budget that is exceeded is said, whether it scales or only reports."""
    settings = engine.prepared.plan.settings
    if settings.budget is None or engine.prepared.notes.failed:
        return
    name = "Adjusted" if settings.budget_covers is BudgetCovers.ALL else "Capped"
    column = engine.ledger.kept.get(f"before:{name}")
    if column is None:
        column = engine.steps.merged(name)
    with exact_arithmetic():
        total = sum(engine.steps.in_plan_currency(column).values(), ZERO)
        if look(total) > look(settings.budget):
            place = engine.prepared.notes.place(settings.at.get("budget", 0), None, settings.budget)
            code = "CA067" if engine.steps.budgeted else "CA061"
            engine.prepared.notes.say(
                code,
                [place],
                total=_paid(total, engine.prepared.plan),
                budget=_paid(settings.budget, engine.prepared.plan),
                currency=settings.currency,
                over=_paid(total - settings.budget, engine.prepared.plan),
            )


def _paid(amount: Decimal, plan: Plan) -> str:
    """An amount as the plan's currency is paid; one that is too small for that with all its digits."""
    step = plan.steps_of[plan.settings.currency]
    rounded = round_to(amount, step, RoundingMode.HALF_UP)
    exponent = step.normalize().as_tuple().exponent
    return Amount(rounded, max(0, -int(exponent))) if rounded or not amount else plain(look(amount))
