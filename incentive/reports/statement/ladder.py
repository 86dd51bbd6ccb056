"""From target bonus to payout: the rungs that changed something, as rows whose shown amounts add up to the payout.

A trace comes in; rows, and the shown totals that the table of KPIs must come to, go out. A rung shows the difference of
the shown totals before and after it, so that no cent is lost between two lines; one that shows nothing is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tracing.trace import Rung, Trace
from incentive.i18n.formats import NO_BREAK, money_decimals, rounded
from incentive.i18n.words import Words
from incentive.numbers import CONTEXT, ONE, ZERO, look
from incentive.plan import Plan
from incentive.reports.arithmetic import (
    Expression,
    Form,
    Operation,
    Term,
    digits,
    exact_decimals,
    settle,
    write,
)
from incentive.reports.statement.rungs import rung_label, rung_text
from incentive.reports.statement.view import LadderRow

# Rungs that each replace the share of the target bonus by another; in the whole sum they are one factor.
_SHARES = {"score", "scale", "gate", "override"}
_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ShownRung:
    """A rung with the amount and the total that are shown."""

    rung: Rung
    amount: Decimal
    total: Decimal


def shown_rungs(trace: Trace) -> tuple[ShownRung, ...]:
    """The rungs as shown, without the last one, the payout; whatever is rounded, they lead to it."""
    decimals = money_decimals(trace.currency)
    shown = []
    before = ZERO
    rungs = [rung for rung in trace.ladder if rung.kind != "payout"]
    for rung in rungs:
        exact = rung.total if trace.payout is None or rung is not rungs[-1] else trace.payout
        total = rounded(exact, decimals)
        shown.append(ShownRung(rung, CONTEXT.subtract(total, before), total))
        before = total
    return tuple(shown)


def ladder(trace: Trace, plan: Plan, words: Words) -> tuple[LadderRow, ...]:
    """The rows of the ladder; the last is the payout with the whole sum."""
    if trace.payout is None:
        return ()
    shown = shown_rungs(trace)
    has_target = bool(trace.target_bonus)
    printed = [
        (number, step)
        for number, step in enumerate(shown)
        if (step.rung.kind == "target" and has_target) or (step.rung.kind != "target" and step.amount)
    ]
    totals = [ZERO, trace.payout, *(step.total for _, step in printed)]
    low, high = min(totals), max(totals)
    rows: list[LadderRow] = []
    whole = whole_sum([step for _, step in printed], trace)
    for number, step in printed:
        before = shown[number - 1].total if number else ZERO
        start, width = _bar(before, step.total, low, high)
        kind = "target" if step.rung.kind == "target" else "up" if step.amount > ZERO else "down"
        least = _digits_of_share(whole, step, trace)
        text = rung_text(step.rung, shown[number - 1].rung.total if number else ZERO, trace, plan, words, least)
        amount = _signed(step.amount, trace.currency, words, plus=bool(rows))
        rows.append(LadderRow(rung_label(step.rung, words), text, kind, start, width, amount))
    start, width = _bar(ZERO, trace.payout, low, high)
    text = write(whole, words.formats) if whole is not None and len(rows) > 1 else ""
    amount = _signed(trace.payout, trace.currency, words, plus=False)
    rows.append(LadderRow(words("ladder.payout"), text, "payout", start, width, amount))
    return tuple(rows)


def _digits_of_share(whole: Expression | None, step: ShownRung, trace: Trace) -> int:
    """The decimals with which the whole sum shows the share that a rung leads to; at least 1."""
    if whole is None or not trace.target_bonus:
        return 1
    return max(1, digits(whole, CONTEXT.divide(step.rung.total, trace.target_bonus), Form.PERCENT))


def whole_sum(steps: Sequence[ShownRung], trace: Trace) -> Expression | None:
    """The whole way in one line for a pocket calculator; where no digits make it come out, the sum of the rungs."""
    if trace.payout is None or not steps:
        return None
    decimals = money_decimals(trace.currency)
    result = Term(trace.payout, Form.MONEY, decimals)
    settled = settle(_chain(steps, decimals, shown=True), result) or settle(
        _chain(steps, decimals, shown=False), result
    )
    if settled is None:
        plain: Expression = Term(steps[0].amount, Form.MONEY, decimals)
        for step in steps[1:]:
            plain = _plus(plain, step.amount, decimals)
        settled = settle(plain, result)
    return settled[0] if settled is not None else None


def _chain(steps: Sequence[ShownRung], decimals: int, *, shown: bool) -> Expression:
    """Target bonus × share × factors ± amounts, the amounts as shown or exact."""
    whole: Expression = Term(steps[0].rung.total, Form.MONEY, decimals)
    base = before = steps[0].rung.total
    share = False
    opened = whole
    for step in steps[1:]:
        rung = step.rung
        of_share = rung.kind in _SHARES or (rung.kind == "step" and rung.line.unit == "percent")
        if of_share and base and (share or whole is opened):
            share = True
            whole = Operation("×", opened, Term(CONTEXT.divide(rung.total, base), Form.PERCENT, 1))
        elif rung.kind == "factor" and before:
            factor = look(CONTEXT.divide(rung.total, before))
            whole = Operation("×", whole, Term(factor, Form.NUMBER, min(2, exact_decimals(factor))))
            share = False
        else:
            whole = _plus(whole, step.amount if shown else rung.amount, decimals)
            share = False
        if not share:
            opened, base = whole, rung.total
        before = rung.total
    return whole


def _plus(whole: Expression, amount: Decimal, decimals: int) -> Expression:
    return Operation("−" if amount < ZERO else "+", whole, Term(abs(amount), Form.MONEY, decimals))


def _bar(start: Decimal, end: Decimal, low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Left end and width of a bar between two totals, 0 to 100."""
    if high == low:
        return ZERO, ZERO
    left, right = min(start, end), max(start, end)
    span = CONTEXT.subtract(high, low)
    place = CONTEXT.divide((left - low) * _HUNDRED, span).quantize(_TENTH, context=CONTEXT)
    width = CONTEXT.divide((right - left) * _HUNDRED, span).quantize(_TENTH, context=CONTEXT)
    return place, max(width, ONE / 2) if right > left else ZERO


def _signed(amount: Decimal, currency: str, words: Words, *, plus: bool) -> str:
    """`+ 160.00`, `− 40.00`; without a plus sign for amounts that stand alone."""
    text = words.formats.number(abs(amount), money_decimals(currency))
    sign = "−" if amount < ZERO else "+" if plus else ""
    return f"{sign}{NO_BREAK}{text}" if sign else text
