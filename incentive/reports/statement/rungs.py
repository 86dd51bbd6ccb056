"""A rung of the ladder in words: its label, and its formula with the numbers that explain it.

A rung of a trace comes in, two texts go out. Amounts are the ladder's business; what a factor, a gate or an adjustment
is called comes from the plan's own words.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import Rung, Trace
from incentive.formula.tree import Value, normalise
from incentive.i18n.formats import money_decimals
from incentive.i18n.words import Words
from incentive.numbers import ZERO, look, same
from incentive.plan import Plan
from incentive.reports.arithmetic import Form, Operation, Term, exact_decimals, from_tree, settle, term_of, write
from incentive.reports.legible import legible
from incentive.reports.statement.counted import counted_scores

_REASON = 90


def rung_label(rung: Rung, words: Words) -> str:
    """`Team factor`, `Your results`: the plan's own name where it gave one."""
    if rung.kind in {"factor", "gate", "step"}:
        own = said(rung.values, "label", rung.kind, "name", words=words) or rung.label
        return legible(own, 40)
    return words(f"ladder.{rung.kind}") if words.has(f"ladder.{rung.kind}") else legible(rung.label, 40)


def rung_text(rung: Rung, before: Decimal, trace: Trace, plan: Plan, words: Words) -> str:
    """What the rung did, with its numbers; empty where the label says it all."""
    match rung.kind:
        case "target":
            return target_text(rung, trace, plan, words)
        case "score" | "scale" | "override":
            return _share_text(rung, before, trace, words)
        case "factor":
            return _factor_text(rung, before, words)
        case "cap":
            return _cap_text(rung.values, words)
        case "adjustment":
            return _adjustment_text(rung.values, words)
        case _:
            key = f"ladder.{rung.kind}.text"
            reason = said(rung.values, "reason", words=words)
            text = words(key) if words.has(key) else _formula(rung, trace, words)
            return f"{text}, {reason}" if text and reason else text or reason


def target_text(rung: Rung, trace: Trace, plan: Plan, words: Words) -> str:
    """How the target bonus comes about: `€48,000 × 10% × 3 ÷ 12`."""
    formula = _formula(rung, trace, words)
    salary = rung.line.operands.get("salary")
    if formula and salary is not None and isinstance(salary.value, Decimal) and len(trace.assignments) == 1:
        decimals = min(money_decimals(trace.currency), exact_decimals(salary.value))
        shown = words.formats.money(salary.value, trace.currency, decimals)
        plain = words.formats.number(salary.value, money_decimals(trace.currency))
        formula = formula.replace(plain, words(f"ladder.salary.{plan.settings.salary_per}", salary=shown), 1)
    if len(trace.assignments) > 1:
        return formula or words.count("ladder.target.parts", len(trace.assignments))
    return formula or rung.line.words


def _share_text(rung: Rung, before: Decimal, trace: Trace, words: Words) -> str:
    target = trace.target_bonus or ZERO
    if not target:
        return ""
    decimals = money_decimals(trace.currency)
    sum_of = Operation("×", Term(target, Form.MONEY, decimals), Term(rung.total / target, Form.PERCENT, 1))
    settled = settle(sum_of, Term(rung.total, Form.MONEY, decimals))
    shown = settled[0] if settled is not None else sum_of
    share = write(shown.right, words.formats) if isinstance(shown, Operation) else ""
    if rung.kind == "scale":
        earlier = words.formats.percent(before / target, 1)
        return words("ladder.scale.text", before=earlier, share=share)
    earned = sum((one.earned or ZERO for one in counted_scores(trace)), ZERO)
    key = f"ladder.{rung.kind}.text"
    text = words(key, share=share)
    if rung.kind == "score" and not same(earned, rung.total):
        text = words("ladder.score.rounded", before=words.formats.percent(earned / target, 3), share=share)
    approved = said(rung.values, "approved_by", "approved by", "approver", words=words)
    return words("ladder.approved", text=text, who=approved) if approved else text


def _factor_text(rung: Rung, before: Decimal, words: Words) -> str:
    value = look(rung.total / before) if before else ZERO
    shown = words.formats.number(value, min(4, exact_decimals(value)))
    whom = said(rung.values, "for", "subject", words=words)
    reason = said(rung.values, "reason", words=words)
    parts = [words("ladder.factor.for", value=shown, whom=whom) if whom else f"× {shown}", reason]
    return ": ".join(part for part in parts if part)


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
            return legible(value, _REASON)
    return ""
