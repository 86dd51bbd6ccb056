"""A rung of the ladder in words: its label, and its formula with the numbers that explain it.

A rung of a trace comes in, two texts go out. Amounts are the ladder's business; what a factor, a gate or an adjustment
is called comes from the plan's own words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import Line, Rung, Trace
from incentive.formula.tree import Value, normalise
from incentive.i18n.formats import money_decimals
from incentive.i18n.words import Words
from incentive.numbers import ZERO, look, same
from incentive.plan import Plan
from incentive.reports.arithmetic import (
    AMOUNTS_ALONE,
    WIDENINGS,
    Expression,
    Form,
    Operation,
    Term,
    exact_decimals,
    from_tree,
    settle,
    term_of,
    write,
)
from incentive.reports.legible import legible
from incentive.reports.spoken import sections_said, told
from incentive.reports.statement.counted import counted_scores

_REASON = 90
_MOST_DECIMALS = 4
# Of so many assignments the whole sums fit beside the target bonus.
_MOST_PARTS = 2


def rung_label(rung: Rung, words: Words) -> str:
    """`Team factor`, `Your results`: the plan's own name where it gave one."""
    if rung.kind in {"factor", "gate", "step"}:
        own = said(rung.values, "label", rung.kind, "name", words=words) or told(rung.label, words)
        return legible(own, 40)
    key = f"ladder.{rung.kind}"
    return words(key) if words.has(key) else legible(told(rung.label, words), 40)


def rung_text(rung: Rung, before: Decimal, trace: Trace, plan: Plan, words: Words, least: int = 1) -> str:
    """What the rung did, with its numbers; empty where the label says it all.

    A share of the target bonus has at least so many decimals (`least`): those that the whole sum has.
    """
    match rung.kind:
        case "target":
            return target_text(rung, trace, plan, words)
        case "score" | "scale" | "override" | "gate":
            return _share_text(rung, before, trace, words, least)
        case "factor":
            return _factor_text(rung, before, trace, words)
        case "rounding":
            return _rounding_text(trace, plan, words)
        case "cap":
            return _cap_text(rung.values, words)
        case "adjustment":
            return _adjustment_text(rung.values, words)
        case _:
            key = f"ladder.{rung.kind}.text"
            reason = said(rung.values, "reason", words=words)
            text = words(key) if words.has(key) else _own_text(rung, trace, words)
            return f"{text}, {reason}" if text and reason else text or reason


def target_text(rung: Rung, trace: Trace, plan: Plan, words: Words) -> str:
    """How the target bonus comes about: `€48,000 × 10% × 3 ÷ 12`; of several assignments, a sum for each."""
    parts = [line for part in trace.assignments for line in part.lines if line.step == "AssignmentTargetBonus"]
    if len(trace.assignments) > 1:
        shown = _parts_text(rung, parts, trace, words) if len(parts) == len(trace.assignments) <= _MOST_PARTS else ""
        return shown or _formula(rung, trace, words) or words.count("ladder.target.parts", len(trace.assignments))
    formula = _formula(rung, trace, words)
    if not formula:
        given = rung.line.operands.get("targetbonusamount")
        return words("ladder.target.given") if given is not None else told(rung.line.words, words)
    salary = rung.line.operands.get("salary")
    if salary is not None and isinstance(salary.value, Decimal):
        decimals = min(money_decimals(trace.currency), exact_decimals(salary.value))
        shown = words.formats.money(salary.value, trace.currency, decimals)
        plain = words.formats.number(salary.value, money_decimals(trace.currency))
        formula = formula.replace(plain, words(f"ladder.salary.{plan.settings.salary_per}", salary=shown), 1)
    fte = rung.line.operands.get("fte")
    if fte is not None and isinstance(fte.value, Decimal):
        return words("ladder.target.fte", sum=formula, fte=words.formats.number(fte.value))
    return formula


def _parts_text(rung: Rung, parts: Sequence[Line], trace: Trace, words: Words) -> str:
    """The sums of all assignments, one after the other."""
    whole: Expression | None = None
    for line in parts:
        part = from_tree(line.tree, line.operands) if line.tree is not None else None
        if part is None:
            return ""
        whole = part if whole is None else Operation("+", whole, part)
    settled = settle(whole, Term(rung.total, Form.MONEY, money_decimals(trace.currency))) if whole is not None else None
    return write(settled[0], words.formats) if settled is not None else ""


def _share_text(rung: Rung, before: Decimal, trace: Trace, words: Words, least: int) -> str:
    """Which share of the target bonus there is after the rung."""
    target = trace.target_bonus or ZERO
    if not target:
        return words("ladder.gate.text") if rung.kind == "gate" else ""
    share = _share(rung.total, target, trace, words, least)
    earlier = words.formats.percent(before / target, min(_MOST_DECIMALS, exact_decimals(look(before / target * 100))))
    if rung.kind == "scale":
        return words("ladder.scale.text", before=earlier, share=share)
    if rung.kind == "gate":
        return words("ladder.gate.share", before=earlier, share=share)
    earned = sum((one.earned or ZERO for one in counted_scores(trace)), ZERO)
    text = words(f"ladder.{rung.kind}.text", share=share)
    if rung.kind == "score" and not same(earned, rung.total):
        exact = earned / target
        shown = words.formats.percent(exact, min(_MOST_DECIMALS, exact_decimals(look(exact * 100))))
        text = words("ladder.score.rounded", before=shown, share=share)
    approved = said(rung.values, "approved_by", "approved by", "approver", words=words)
    return words("ladder.approved", text=text, who=approved) if approved else text


def _share(total: Decimal, target: Decimal, trace: Trace, words: Words, least: int) -> str:
    """A share of the target bonus with the digits that give the amount; with its base, where that needs some too."""
    decimals = money_decimals(trace.currency)
    share = Term(total / target, Form.PERCENT, 1)
    whole = Operation("×", Term(target, Form.MONEY, decimals), replace(share, decimals=least))
    # The digits that the whole sum shows are kept where they will do.
    widenings = AMOUNTS_ALONE if least > 1 else WIDENINGS
    settled = settle(whole, Term(total, Form.MONEY, decimals), widenings)
    if settled is None or not isinstance(settled[0], Operation):
        return words("ladder.about", number=write(share, words.formats))
    base, shown = settled[0].left, write(settled[0].right, words.formats)
    if isinstance(base, Term) and base.decimals > decimals:
        return words("ladder.share.base", share=shown, base=write(base, words.formats))
    return shown


def _factor_text(rung: Rung, before: Decimal, trace: Trace, words: Words) -> str:
    """The factor, for whom and why; with the amount that it multiplies, where that is not the one shown above it."""
    decimals = money_decimals(trace.currency)
    value = look(rung.total / before) if before else ZERO
    factor = Term(value, Form.NUMBER, min(_MOST_DECIMALS, exact_decimals(value)))
    settled = settle(Operation("×", Term(before, Form.MONEY, decimals), factor), Term(rung.total, Form.MONEY, decimals))
    shown = write(factor, words.formats)
    base = ""
    if settled is not None and isinstance(settled[0], Operation) and isinstance(settled[0].left, Term):
        shown = write(settled[0].right, words.formats)
        base = write(settled[0].left, words.formats) if settled[0].left.decimals > decimals else ""
    times = words("ladder.factor.base", base=base, value=shown) if base else f"× {shown}"
    kind, _, name = said(rung.values, "for", words=words).partition(" ")
    whom = words(f"ladder.factor.for.{kind}", value=times, name=name) if name else times
    reason = said(rung.values, "reason", words=words)
    return words("said.of", what=whom, text=reason) if reason else whom


def _rounding_text(trace: Trace, plan: Plan, words: Words) -> str:
    """To which step the payout is rounded, and which way."""
    step = plan.steps_of.get(trace.currency)
    if step is None:
        return ""
    shown = words.formats.money(step, trace.currency, min(money_decimals(trace.currency), exact_decimals(step)))
    return words(f"ladder.rounding.{plan.settings.rounding_mode}", step=shown)


def _cap_text(values: Mapping[str, Value], words: Words) -> str:
    cap = values.get("cap")
    if not isinstance(cap, Decimal):
        return words("ladder.cap.text.short")
    return words("ladder.cap.text", cap=words.formats.percent(cap, min(2, exact_decimals(cap.scaleb(2)))))


def _adjustment_text(values: Mapping[str, Value], words: Words) -> str:
    parts = [said(values, "reason", words=words)]
    approved = said(values, "approved_by", "approved by", words=words)
    day = said(values, "day", "date", words=words)
    if approved:
        parts.append(
            words("ladder.approved_on", who=approved, day=day) if day else words("ladder.approved_by", who=approved)
        )
    return ", ".join(part for part in parts if part)


def _own_text(rung: Rung, trace: Trace, words: Words) -> str:
    """A step of the plan's own: its formula, and what the results of sections in it are."""
    parts = [_formula(rung, trace, words), sections_said(rung.line, trace.currency, words)]
    return "; ".join(part for part in parts if part)


def _formula(rung: Rung, trace: Trace, words: Words) -> str:
    """The rung's own formula with its numbers, where a pocket calculator can follow it."""
    if rung.line.tree is None:
        return ""
    expression = from_tree(rung.line.tree, rung.line.operands)
    if expression is None or isinstance(expression, Term) or not isinstance(rung.line.value, Decimal):
        return ""
    result = term_of(rung.line.value, rung.line.unit)
    if result is not None and result.form is Form.MONEY:
        result = Term(rung.line.value, Form.MONEY, money_decimals(trace.currency))
    settled = settle(expression, result) if result is not None else None
    return write(settled[0], words.formats) if settled is not None else ""


def said(values: Mapping[str, Value], *names: str, words: Words) -> str:
    """The first of the named values that says something, as text."""
    known = {normalise(key): value for key, value in values.items()}
    for name in names:
        value = known.get(normalise(name))
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, date):
            return words.formats.day(value)
        if isinstance(value, Decimal):
            return words.formats.number(value)
        if value.strip():
            return legible(told(value, words), _REASON)
    return ""
