"""The result of a section that only a formula of the plan reads, as a sum of its KPIs' results by their weights.

Results and weights come in, a line goes out; where they do not give the result, as after a decision on the section, the
line is the result alone.
"""

from collections.abc import Sequence
from decimal import Decimal

from incentive.i18n.words import Words
from incentive.numbers import ONE, ZERO, same
from incentive.reports.arithmetic import Expression, Operation, exactly, settle, write, write_term
from incentive.reports.workings.lines import Working, closely


def section_line(
    name: str, known: Sequence[tuple[Decimal | None, Decimal | None]], result: Decimal, words: Words
) -> Working:
    """`Result of the section Personal: 115% × 60% + 112% × 40% = 113.8%`."""
    line = Working("section", words("explain.section", section=name))
    whole = _sum(known)
    settled = settle(whole, closely(result)) if whole is not None and same(exactly(whole), result) else None
    if settled is None:
        return Working(line.step, line.words, "", write_term(closely(result), words.formats))
    return Working(line.step, line.words, write(settled[0], words.formats), write_term(settled[1], words.formats))


def _sum(known: Sequence[tuple[Decimal | None, Decimal | None]]) -> Expression | None:
    """Each result by its weight; divided by the sum of the weights, where that is not 1."""
    whole: Expression | None = None
    weights = ZERO
    for result, weight in known:
        if result is None or weight is None:
            continue
        weights += weight
        part = Operation("×", closely(result), closely(weight))
        whole = part if whole is None else Operation("+", whole, part)
    return whole if whole is None or same(weights, ONE) or not weights else Operation("÷", whole, closely(weights))
