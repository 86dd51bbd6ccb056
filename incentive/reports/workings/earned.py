"""From the result to the money: what changed the result, deals one by one, and the amount earned.

A score's `Says` comes in, lines go out.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.i18n.formats import money_decimals
from incentive.numbers import ONE, look, same
from incentive.plan.choices import Between, Pays
from incentive.reports.arithmetic import Form, Operation, Term, exact_decimals, from_tree
from incentive.reports.figures import figure, figure_term
from incentive.reports.legible import legible
from incentive.reports.spoken import told
from incentive.reports.workings.lines import Says, Working, percent_term, result_text
from incentive.reports.workings.scaled import slices

_RESULT_STEPS = {"scaleresult", "roundedresult", "cappedresult", "kpigate", "sectiongate", "override", "result"}


def change_lines(says: Says) -> Iterator[Working]:
    """Rounding, cap, gates and override: each step whose value differs from the one before it."""
    before: Decimal | None = None
    for line in says.score.lines:
        if not isinstance(line.value, Decimal) or line.step.casefold() not in _RESULT_STEPS:
            continue
        if before is not None and not same(before, line.value):
            said = ", ".join(told(text, says.words) for text in (line.label, line.words) if text)
            yield Working(line.step, legible(said, 160), "", result_text(says, line.value))
        before = line.value


def deal_lines(says: Says) -> Iterator[Working]:
    """Deal by deal: how many there were, and the first few."""
    score, words = says.score, says.words
    yield Working("deals", words.count("workings.deals", len(score.deals)))
    for deal in score.deals[:3]:
        if deal.actual is None or deal.earned is None:
            continue
        yield _deal(says, deal.actual, deal.earned)


def _deal(says: Says, actual: Decimal, earned: Decimal) -> Working:
    result = Term(earned, Form.MONEY, money_decimals(says.currency), says.currency)
    shown = figure(actual, says.score.kpi, says.words)
    expression = None
    if says.scale is not None and says.scale.between is Between.SLICES:
        expression = slices(says, actual)
    elif actual and earned / actual <= ONE:
        rate = look(earned / actual)
        expression = Operation(
            "×", figure_term(actual, says.score.kpi), percent_term(rate, min(3, exact_decimals(rate.scaleb(2))))
        )
    return says.line("deal", shown, expression, result)


def money_lines(says: Says) -> Iterator[Working]:
    """The KPI's part of the target bonus and what was earned of it, or the amount paid directly."""
    score, words = says.score, says.words
    if score.earned is None:
        return
    decimals = money_decimals(says.currency)
    earned = Term(score.earned, Form.MONEY, decimals, says.currency)
    if score.row.pays is Pays.SHARE:
        if score.kpi_target_bonus is None or score.result is None:
            return
        if not score.counted:
            yield Working("apart", words("workings.apart", section=legible(score.section or "")))
            return
        part = Term(score.kpi_target_bonus, Form.MONEY, decimals)
        if score.weight:
            whole = Term(score.kpi_target_bonus / score.weight, Form.MONEY, decimals)
            weight = percent_term(score.weight, min(2, exact_decimals(look(score.weight.scaleb(2)))))
            yield says.line("weight", words("workings.part"), Operation("×", whole, weight), part)
        result = percent_term(score.result, min(1, exact_decimals(look(score.result.scaleb(2)))))
        yield says.line("earned", words("workings.earned"), Operation("×", part, result), earned)
        return
    line = next((line for line in score.lines if line.step == "Earned" and line.tree is not None), None)
    expression = from_tree(line.tree, line.operands) if line is not None and line.tree is not None else None
    if isinstance(expression, Operation) or score.deals:
        rate = line.operands.get("rate") if line is not None else None
        said = words("workings.paid")
        if rate is not None and isinstance(rate.value, Decimal):
            shown = words.formats.number(rate.value, min(6, exact_decimals(rate.value)))
            said = words("workings.paid.rate", rate=shown, currency=says.currency)
        yield says.line("earned", said, expression, earned)
