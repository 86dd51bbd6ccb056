"""The answer in words: when the amount is paid, what share of the target bonus it is, what lifted and what lowered it.

A trace comes in, sentences go out. The sentence about KPIs is made from those with the largest effect in money, in
their own units; it could not stand on another person's page.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import takewhile

from incentive.engine.tracing.trace import Rung, ScoreTrace, Trace
from incentive.formula.tree import Value
from incentive.i18n.formats import rounded
from incentive.i18n.words import Words
from incentive.numbers import CONTEXT, ONE, ZERO
from incentive.plan.choices import Better, Earnings
from incentive.plan.records import Settings
from incentive.reports.figures import distance, figure
from incentive.reports.legible import legible
from incentive.reports.statement.counted import counts, paid_directly
from incentive.reports.statement.ladder import shown_rungs
from incentive.reports.statement.rungs import rung_label, said

MOST_NAMED = 2
MOST_STEPS = 5
_LONGEST_STEP = 60
_NO_STEPS = {"paid", "overpaid", "floor"}
_NOT_THE_BONUS = frozenset({"direct", "adjustment", "rounding", "Adjusted", "Due", "Payout"})
_HALF_CENT = Decimal("0.005")


@dataclass(frozen=True, slots=True)
class Effect:
    """What one KPI did to the bonus: its money above or below what its target pays.

    `one_of_many`: the KPI has other times, with figures of their own.
    """

    score: ScoreTrace
    money: Decimal
    one_of_many: bool = False


def answer(trace: Trace, settings: Settings, words: Words) -> tuple[str, ...]:
    """The sentences beside the amount."""
    if not trace.payout:
        return _nothing(trace, words)
    sentences = [
        paid_on(settings, words) if trace.payout > ZERO else words("answer.negative"),
        share(trace, settings, words),
        reasons(trace, words),
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _nothing(trace: Trace, words: Words) -> tuple[str, ...]:
    """What a statement over nothing says: where no note has the reason, the results have it."""
    first = words("answer.nothing")
    if trace.target_bonus:
        target = words.formats.money(trace.target_bonus, trace.currency)
        steps = way(trace, words)
        first = words("answer.nothing.way" if steps else "answer.nothing.target", target=target, way=steps)
    why = words("answer.nothing.notes") if trace.notes else reasons(trace, words)
    return (first, why) if why else (first,)


def paid_on(settings: Settings, words: Words) -> str:
    """When the amount is paid; empty where the plan does not say."""
    text = settings.paid_on.strip()
    if not text:
        return words("answer.receive")
    try:
        return words("answer.paid_on", day=words.formats.day(date.fromisoformat(text)))
    except ValueError:
        return words("answer.paid", when=legible(text))


def share(trace: Trace, settings: Settings, words: Words) -> str:
    """The amount as a share of the target bonus, before rounding, and the way to it.

    Of a cumulative plan: what was earned, and what had been paid.
    """
    steps = {line.step: line.value for line in trace.steps}
    if settings.earnings is Earnings.CUMULATIVE:
        return _cumulative(trace, steps.get("Adjusted"), words)
    if not trace.target_bonus or trace.payout is None:
        return ""
    if _decimal(steps.get("Direct")):
        return _bonus_and_direct(trace, _decimal(steps.get("Capped")), _decimal(steps.get("Direct")), words)
    due = steps.get("Due")
    exact = due if isinstance(due, Decimal) and trace.payout else trace.payout
    target = words.formats.money(trace.target_bonus, trace.currency)
    taken = way(trace, words)
    if exact < ZERO:
        return words("answer.target.way" if taken else "answer.target", target=target, way=taken)
    part = words.formats.percent(CONTEXT.divide(exact, trace.target_bonus), 1)
    return words("answer.share.way" if taken else "answer.share", share=part, target=target, way=taken)


def _cumulative(trace: Trace, earned: object, words: Words) -> str:
    """What was earned over the year so far, by which steps, and what had been paid of it."""
    if not isinstance(earned, Decimal):
        return ""
    paid = sum((abs(rung.amount) for rung in trace.ladder if rung.kind == "paid"), ZERO)
    taken = way(trace, words, leave_out=frozenset({"rounding"}))
    return words(
        "answer.cumulative.way" if taken else "answer.cumulative",
        earned=words.formats.money(earned, trace.currency),
        paid=words.formats.money(paid, trace.currency),
        target=words.formats.money(trace.target_bonus or ZERO, trace.currency),
        way=taken,
    )


def way(
    trace: Trace, words: Words, *, leave_out: frozenset[str] = frozenset(), until: frozenset[str] = frozenset()
) -> str:
    """What came after the results, step by step with its money; empty where nothing but rounding did.

    Money that was paid before, or is owed, is no step of what was earned. `until` names the first step of the
    calculation, or kind of rung, that is not told.
    """
    told = takewhile(lambda step: not until & {step.rung.kind, step.rung.line.step}, shown_rungs(trace))
    shown = [step for step in told if step.rung.kind not in _NO_STEPS | leave_out]
    steps = [step for step in shown if step.rung.kind not in {"target", "score"} and step.amount]
    if not any(step.rung.kind != "rounding" for step in steps):
        return ""
    before = [step for step in shown if step.rung.kind in {"target", "score"}][-1:]
    parts = [words("answer.way.results", amount=_money(step.total, trace, words)) for step in before if trace.scores]
    named = steps if len(steps) <= MOST_STEPS else steps[: MOST_STEPS - 1]
    parts += [_step(_called(step.rung, words), step.amount, trace, words) for step in named]
    rest = sum((step.amount for step in steps[len(named) :]), ZERO)
    if rest:
        parts.append(_step(words("answer.way.others"), rest, trace, words))
    return words.formats.list_of(parts)


def _step(name: str, amount: Decimal, trace: Trace, words: Words) -> str:
    form = "answer.way.added" if amount > ZERO else "answer.way.took"
    return words(form, step=name, amount=_money(abs(amount), trace, words))


def _called(rung: Rung, words: Words) -> str:
    """What a step is called within a sentence: an adjustment by its reason, a condition by its name."""
    key = f"answer.way.{rung.kind}"
    if rung.kind == "adjustment":
        reason = said(rung.values, "reason", words=words)
        return legible(reason, _LONGEST_STEP) if reason else words(key)
    return words(key, name=rung_label(rung, words)) if words.has(key) else rung_label(rung, words)


def _money(amount: Decimal, trace: Trace, words: Words) -> str:
    return words.formats.money(amount, trace.currency)


def _bonus_and_direct(trace: Trace, bonus: Decimal, direct: Decimal, words: Words) -> str:
    """What came from where, for people who have a target bonus and are paid directly too."""
    adjusted = sum((rung.amount for rung in trace.ladder if rung.kind == "adjustment"), ZERO)
    form = "" if not adjusted else ".more" if adjusted > ZERO else ".less"
    found = [score for score in _paid_directly(trace) if score.earned]
    parts = [words("answer.part", kpi=_name(score), figure=_figure(score, words)) for score in found[:MOST_NAMED]]
    target = words.formats.money(trace.target_bonus or ZERO, trace.currency)
    taken = way(trace, words, until=_NOT_THE_BONUS)
    return words(
        f"answer.share_direct{form}",
        bonus=words.formats.money(bonus, trace.currency),
        share=words.formats.percent(CONTEXT.divide(bonus, trace.target_bonus or ONE), 1),
        target=words("answer.bonus.way", target=target, way=taken) if taken else target,
        direct=words.formats.money(direct, trace.currency),
        parts=words.formats.list_of(list(dict.fromkeys(parts))) or words("answer.way.direct"),
        adjusted=words.formats.money(abs(adjusted), trace.currency),
    )


def _paid_directly(trace: Trace) -> list[ScoreTrace]:
    """The scores that are money by themselves, the largest first."""
    return sorted(paid_directly(trace), key=lambda score: -(score.earned or ZERO))


def _figure(score: ScoreTrace, words: Words) -> str:
    if score.deals:
        return words.count("achieved.deals", len(score.deals))
    return figure(score.actual, score.kpi, words)


def effects(trace: Trace) -> list[Effect]:
    """The KPIs paid as a share of the target bonus, with what each added or took.

    Several times of one KPI are one where its figures are the same.
    """
    found: dict[tuple[str, Value, Decimal | None], Effect] = {}
    for score in trace.scores:
        if not counts(score) or score.earned is None or score.kpi_target_bonus is None:
            continue
        money = CONTEXT.subtract(score.earned, score.kpi_target_bonus)
        key = (score.kpi.id, score.actual, score.target)
        alike = found.get(key)
        found[key] = Effect(alike.score, CONTEXT.add(money, alike.money)) if alike else Effect(score, money)
    times = Counter(kpi for kpi, _, _ in found)
    return [replace(one, one_of_many=times[kpi] > 1) for (kpi, _, _), one in found.items()]


def reasons(trace: Trace, words: Words) -> str:
    """The sentence about the KPIs with the largest effect, up and down."""
    known = effects(trace)
    if not known or not trace.target_bonus:
        return _direct(trace, words)
    up = sorted((one for one in known if one.money >= _HALF_CENT), key=lambda one: -one.money)[:MOST_NAMED]
    down = sorted((one for one in known if one.money <= -_HALF_CENT), key=lambda one: one.money)[:MOST_NAMED]
    # Beside money that is paid directly it must be said what was lifted.
    of = "bonus_" if any(score.earned for score in _paid_directly(trace)) else ""
    if up and down:
        return words(f"answer.{of}up_and_down", up=_named(up, words), down=_named(down, words))
    if up or down:
        return words(f"answer.{of}{'up' if up else 'down'}", up=_named(up, words), down=_named(down, words))
    level = list(dict.fromkeys(_name(one.score) for one in known))
    return words.count("answer.level", len(level), kpis=words.formats.list_of(level[:3]))


def _direct(trace: Trace, words: Words) -> str:
    """For people paid by amounts and rates alone: which of them brought most."""
    most = [score for score in _paid_directly(trace) if score.earned][:MOST_NAMED]
    if not most:
        return ""
    parts = [
        words(
            "answer.direct_part",
            kpi=_name(score),
            figure=figure(score.actual, score.kpi, words),
            money=words.formats.money(score.earned or ZERO, trace.currency),
        )
        if score.actual is not None
        else words(
            "answer.deals_part", kpi=_name(score), money=words.formats.money(score.earned or ZERO, trace.currency)
        )
        for score in most
    ]
    return words("answer.direct", parts=words.formats.list_of(parts))


def _named(found: Sequence[Effect], words: Words) -> str:
    return words.formats.list_of([_with_distance(one, words) for one in found])


def _with_distance(one: Effect, words: Words) -> str:
    """`Sales cycle (6 days above target)`: the KPI and how its figure lay to its target, in its own unit."""
    score, name = one.score, _name(one.score)
    if one.one_of_many:
        name = words("answer.in_time", kpi=name, days=words.formats.days(score.start, score.end))
    if score.kpi.better is Better.YES and score.target is None:
        if score.actual is None:
            return words("answer.missing", kpi=name)
        return words("answer.met" if score.actual else "answer.not_met", kpi=name)
    if score.actual is None:
        return words("answer.missing", kpi=name)
    if not isinstance(score.actual, Decimal) or score.target is None:
        return words("answer.figure", kpi=name, figure=figure(score.actual, score.kpi, words))
    gap = CONTEXT.subtract(score.actual, score.target)
    if rounded(gap, 10) == ZERO:
        return words("answer.at_target", kpi=name)
    far = distance(score.actual, score.target, score.kpi, words)
    return words("answer.above" if gap > ZERO else "answer.below", kpi=name, distance=far)


def _name(score: ScoreTrace) -> str:
    return legible(score.kpi.name or score.kpi.id, 60)


def _decimal(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO
