"""The notes of a statement: everything unusual about one person, each with what it did in money.

In come an engine and a person, out go notes with their words and cells. Amounts are differences of columns that were
computed; where a thing changed no amount of its own, there is none. Source: "Notes" of the statement's design.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise

from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.prepared import ScoreRow, State
from incentive.engine.preparation.spans import Segment
from incentive.engine.scoring.amounts import direct_money
from incentive.engine.tracing.ladder import override_words
from incentive.engine.tracing.operands import actual_places
from incentive.engine.tracing.trace import Note
from incentive.formula.tree import Value
from incentive.numbers import ONE, ZERO, look
from incentive.plan.choices import Combine, Earnings, IfOverpaid, Pays


def notes_of(engine: Engine, person: int) -> tuple[Note, ...]:
    """All notes of one person, in the order in which the calculation meets them."""
    return tuple(note for look_for in _LOOKS for note in look_for(engine, person))


def _time(engine: Engine, person: int) -> Iterator[Note]:
    """Joined, left, or not in the plan at all."""
    held = engine.prepared.people[person]
    employee, span = held.employee, engine.prepared.clock.span
    notes = engine.prepared.notes
    if held.time is None:
        yield Note("out of plan", None, {}, (notes.place(employee.at, "Start", employee.start),))
        return
    lost: Decimal | None = _lost_to_time(engine, person)
    if held.time.start > span.start:
        place = notes.place(employee.at, "Start", employee.start)
        yield Note("joined", lost, {"day": held.time.start}, (place,))
        lost = None
    if held.time.end < span.end:
        place = notes.place(employee.at, "End", employee.end)
        yield Note("left", lost, {"day": held.time.end}, (place,))


def _lost_to_time(engine: Engine, person: int) -> Decimal:
    """The target bonus less what it would have been over the whole span in the same proportions."""
    held = engine.prepared.people[person]
    now = whole = ZERO
    for index in held.segments:
        segment = engine.prepared.segments[index]
        now += engine.amounts.target_bonus[index]
        if held.time is not None:
            whole += _full(engine, index) * segment.present * segment.days / held.time.days
    return now - whole


def _full(engine: Engine, index: int) -> Decimal:
    """A segment's target bonus for the whole span, without absences."""
    segment = engine.prepared.segments[index]
    if segment.percent is not None:
        return engine.amounts.span_salary[index] * engine.amounts.fte[index] * segment.percent
    return ZERO if segment.amount is None else engine.prepared.clock.span_amount(segment.amount)


def _absences(engine: Engine, person: int) -> Iterator[Note]:
    found: dict[int, list[tuple[int, Segment, int]]] = {}
    rows = {}
    for index in engine.prepared.people[person].segments:
        segment = engine.prepared.segments[index]
        for row, days in segment.absences:
            found.setdefault(row.at, []).append((index, segment, days))
            rows[row.at] = row
    for at, parts in found.items():
        row = rows[at]
        lost = sum(
            (
                _full(engine, index) * part.share * (ONE - row.counts_as) * days / part.days
                for index, part, days in parts
            ),
            ZERO,
        )
        values: dict[str, Value] = {
            "from": row.start,
            "to": row.to,
            "absent": Decimal(sum(days for _, _, days in parts)),
            "counts_as": row.counts_as,
        }
        yield Note("absent", -lost, values, (engine.prepared.notes.place(at, "From", row.start),))


def _changes(engine: Engine, person: int) -> Iterator[Note]:
    """What an assignment changed within the span."""
    segments = [engine.prepared.segments[index] for index in engine.prepared.people[person].segments]
    for before, after in pairwise(segments):
        texts = [name for name in ("role", "team", "department") if getattr(before, name) != getattr(after, name)]
        terms = [name for name in ("salary", "fte") if getattr(before, name) != getattr(after, name)]
        if (before.percent, before.amount) != (after.percent, after.amount):
            terms.append("target bonus")
        if not texts and not terms:
            continue
        first = texts[0] if texts else ""
        values: dict[str, Value] = {"day": after.start, "what": ", ".join([*texts, *terms])}
        if first:
            values |= {"before": getattr(before, first), "after": getattr(after, first)}
        ats = dict.fromkeys(at for _, at in after.sources)
        yield Note("changed", None, values, tuple(engine.prepared.notes.place(at, "From") for at in ats))


def _rows(engine: Engine, person: int) -> Iterator[Note]:
    """Figures missing, results set, gates and targets of zero, KPI by KPI."""
    for number in engine.prepared.people[person].rows:
        row = engine.prepared.rows[number]
        if row.override is not None:
            yield _kpi_override(engine, number, row)
        if row.figure.value is None and row.state is not State.STOOD_IN and not _without_deals(row):
            values: dict[str, Value] = {"kpi": row.kpi.name or row.kpi.id, "choice": str(row.state)}
            yield Note("missing", None, values, actual_places(engine, row))
        for gate in engine.results.unmet.get(number, ()):
            before = engine.columns.capped[number] or ZERO
            after = engine.results.section_gate[number] or ZERO
            amount = _difference(engine, number, before, after)
            place = engine.prepared.notes.place(gate.condition.at, "Condition", gate.condition.text)
            yield Note("gate", amount, {"gate": gate.id, "kpi": row.kpi.name or row.kpi.id}, (place,))


def _without_deals(row: ScoreRow) -> bool:
    """Whether the KPI is paid deal by deal and there was none: nothing is missing."""
    return row.state is State.NORMAL and row.kpi.combine is Combine.EACH


def _difference(engine: Engine, number: int, before: Decimal, after: Decimal) -> Decimal | None:
    """What another result did to the money of a row; None where only formulas read it."""
    row = engine.prepared.rows[number]
    if row.row.pays is Pays.SHARE and not row.counted:
        return None
    change = _money(engine, number, row, after) - _money(engine, number, row, before)
    return change * _onward(engine, row.person, "Score") if row.row.pays is Pays.SHARE else change


def _onward(engine: Engine, person: int, step: str) -> Decimal:
    """What gates and factors make of a step's money on its way to the bonus; 1 where something else acts on it."""
    chain = engine.chain_of[person]
    limited = any(
        not passage.met and passage.gate.limit_to is not None
        for index in engine.prepared.people[person].segments
        for passage in engine.gates.passages.get(index, ())
    )
    scaled = engine.prepared.plan.settings.overall_scale is not None
    base = _step(engine, person, "TargetBonus") * _step(engine, person, step)
    own = {"PayoutPercent", "Gated", "BonusEarned"} & set(chain.steps)
    if own or base == ZERO or (step == "Score" and (limited or scaled)):
        return ONE
    return _step(engine, person, "BonusEarned") / base


def _money(engine: Engine, number: int, row: ScoreRow, result: Decimal) -> Decimal:
    """What a result of a row would have earned."""
    if row.row.pays is Pays.SHARE:
        return (engine.amounts.kpi_target_bonus[number] or ZERO) * result
    return direct_money(engine.prepared, row, result)


def _kpi_override(engine: Engine, number: int, row: ScoreRow) -> Note:
    override = row.override
    own = engine.results.section_gate[number]
    words = override_words(override) if override is not None else {}
    values: dict[str, Value] = {**words, "kpi": row.kpi.name or row.kpi.id, "own": own}
    amount = None
    if own is not None and override is not None:
        amount = _difference(engine, number, own, override.value)
    at = override.at if override is not None else 0
    return Note("override", amount, values, (engine.prepared.notes.place(at, "Value"),))


def _overrides(engine: Engine, person: int) -> Iterator[Note]:
    """Overrides of sections, the score and the payout percent."""
    target = _step(engine, person, "TargetBonus")
    for step, kind in (("Score", "score"), ("Gated", "payout %")):
        own = engine.overruling.own.get((step, person))
        row = engine.overruling.of_person(kind, person)
        if isinstance(own, Decimal) and row is not None:
            values: dict[str, Value] = {**override_words(row), "what": kind, "own": own}
            amount = target * (_step(engine, person, step) - own) * _onward(engine, person, step)
            yield Note("override", amount, values, (engine.prepared.notes.place(row.at, "Value", row.value),))
    seen = set()
    for number in engine.prepared.people[person].rows:
        override = engine.results.section_overrides.get(number)
        if override is None or override.at in seen:
            continue
        seen.add(override.at)
        numbers = [
            n for n in engine.prepared.people[person].rows if engine.results.section_overrides.get(n) is override
        ]
        amount = sum(
            ((engine.results.earned[n] or ZERO) - (engine.results.raw_earned[n] or ZERO) for n in numbers), ZERO
        )
        amount *= _onward(engine, person, "Score")
        values = {**override_words(override), "what": override.what.name}
        yield Note("override", amount, values, (engine.prepared.notes.place(override.at, "Value", override.value),))


def _step(engine: Engine, person: int, name: str) -> Decimal:
    chain = engine.chain_of[person]
    value = engine.ledger.get(f"chainstep:{chain.number}:{name}")[person]
    return value if isinstance(value, Decimal) else ZERO


def _gates(engine: Engine, person: int) -> Iterator[Note]:
    """Payout gates whose condition was not met."""
    target = _step(engine, person, "TargetBonus")
    segments = engine.prepared.people[person].segments
    found: dict[str, tuple[Decimal, Note]] = {}
    for index in segments:
        for passage in engine.gates.passages.get(index, ()):
            if not passage.met:
                place = engine.prepared.notes.place(passage.gate.condition.at, "Condition", passage.gate.condition.text)
                amount = target * (passage.after - passage.before) if len(segments) == 1 else None
                note = Note("gate", amount, {"gate": passage.gate.id}, (place,))
                found.setdefault(passage.gate.id, (ZERO, note))
    for _, note in found.values():
        yield note


def _limits(engine: Engine, person: int) -> Iterator[Note]:
    """Minimum service, cap and budget."""
    settings, notes = engine.prepared.plan.settings, engine.prepared.notes
    held = engine.prepared.people[person]
    earned = engine.overruling.own.get(("BonusEarned", person))
    if isinstance(earned, Decimal) and held.time is not None:
        values: dict[str, Value] = {"served": Decimal(held.time.days), "least": Decimal(settings.minimum_service)}
        place = notes.place(settings.at.get("minimum_service", 0))
        yield Note("minimum service", -earned, values, (place,))
    chain = engine.chain_of[person]
    for name in ("Capped", "Adjusted"):
        after = _step(engine, person, name)
        before = after
        if name in engine.steps.budgeted:
            given = engine.ledger.get(f"before:{name}")[person]
            before = given if isinstance(given, Decimal) else after
        if name == "Capped":
            lost = ZERO if name in chain.steps else before - _step(engine, person, "BonusEarned")
            direct = _step(engine, person, "Direct")
            lost += direct - engine.defaults.uncapped.get(person, direct)
            if look(lost) != ZERO:
                yield Note("cap", lost, {"cap": settings.cap}, (notes.place(settings.at.get("cap", 0)),))
        if look(after - before) != ZERO:
            yield Note(
                "budget", after - before, {"budget": settings.budget}, (notes.place(settings.at.get("budget", 0)),)
            )


def _adjustments(engine: Engine, person: int) -> Iterator[Note]:
    employee = engine.prepared.people[person].employee
    for row in engine.prepared.plan.adjustments:
        if row.employee == employee.id:
            values: dict[str, Value] = {"reason": row.reason, "approved_by": row.approved_by, "day": row.day}
            place = engine.prepared.notes.place(row.at, "Amount", row.amount)
            yield Note("adjustment", row.amount, values, (place,))


def _ending(engine: Engine, person: int) -> Iterator[Note]:
    """What was paid too much, and a payout that would have been negative."""
    settings, notes = engine.prepared.plan.settings, engine.prepared.notes
    employee = engine.prepared.people[person].employee
    if settings.earnings is Earnings.CUMULATIVE and "Due" not in engine.chain_of[person].steps:
        paid = engine.ledger.get("figure:Paid")[person]
        rest = _step(engine, person, "Adjusted") - (paid if isinstance(paid, Decimal) else ZERO)
        if rest < ZERO:
            code = {IfOverpaid.CARRY: "carried", IfOverpaid.RECLAIM: "reclaimed", IfOverpaid.FORGIVE: "forgiven"}
            values: dict[str, Value] = {"paid": paid, "earned": _step(engine, person, "Adjusted"), "debt": -rest}
            place = notes.place(settings.at.get("if_overpaid", 0))
            yield Note(code[settings.if_overpaid], None, values, (place,))
    floored = engine.steps.floored.get(person)
    if floored is not None:
        place = notes.place(employee.at, "Employee", employee.id)
        yield Note("negative", -floored, {"before": floored}, (place,))


_LOOKS: tuple[Callable[[Engine, int], Iterator[Note]], ...] = (
    _time,
    _absences,
    _changes,
    _rows,
    _overrides,
    _gates,
    _limits,
    _adjustments,
    _ending,
)
