"""The lines of a KPI's workings: words, a printed sum and its result; and how its numbers are written.

A score, its scale and the reader's words are held by `Says`; the modules beside this one make lines with it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from incentive.engine.tracing.trace import ScoreTrace
from incentive.i18n.formats import money_decimals
from incentive.i18n.words import Words
from incentive.numbers import look
from incentive.plan.choices import Between, MeasuredIn, Pays, Rule
from incentive.plan.records import Scale
from incentive.reports.arithmetic import (
    Expression,
    Form,
    Settled,
    Term,
    agreeing,
    digits,
    exact_decimals,
    settle,
    write,
    write_term,
)
from incentive.reports.figures import currency_of, figure, figure_term


@dataclass(frozen=True, slots=True)
class Working:
    """One line: words before it, and where it is arithmetic the printed sum and its printed result.

    `settled` is what sum and result were written from; `spoken` makes the words where they show digits of the sum.
    """

    step: str
    words: str
    sum: str = ""
    result: str = ""
    settled: Settled | None = None
    spoken: Callable[[Settled], str] | None = None

    def text(self, words: Words) -> str:
        """The line as printed."""
        figures = f"{self.sum} = {self.result}" if self.sum else self.result
        return words("said.of", what=self.words, text=figures) if self.words and figures else self.words or figures


@dataclass(frozen=True, slots=True)
class Says:
    """What writes one KPI's lines: its score, its scale, the words, the currency of its money."""

    score: ScoreTrace
    scale: Scale | None
    words: Words
    currency: str

    def line(self, step: str, words: str, expression: Expression | None, result: Term) -> Working:
        """A line whose sum comes out, or its words and result alone."""
        settled = None
        if expression is not None and not isinstance(expression, Term):
            settled = settle(expression, result)
        if settled is None:
            return Working(step, words, "", write_term(result, self.words.formats))
        return self.written(Working(step, words), settled)

    def written(self, working: Working, settled: Settled) -> Working:
        """The line with its sum and its result."""
        formats = self.words.formats
        words = working.words if working.spoken is None else working.spoken(settled)
        shown = write(settled[0], formats), write_term(settled[1], formats)
        return replace(working, words=words, sum=shown[0], result=shown[1], settled=settled)

    def agreeing(self, lines: Sequence[Working]) -> list[Working]:
        """The lines, each result shown with the digits with which the next goes on."""
        known = iter(agreeing([line.settled for line in lines if line.settled is not None]))
        return [line if line.settled is None else self.written(line, next(known)) for line in lines]


def percent_term(value: Decimal, decimals: int = 1) -> Term:
    """A percentage with at least so many decimals."""
    return Term(value, Form.PERCENT, decimals)


def closely(value: Decimal) -> Term:
    """A percentage with the decimals that it has, at most four."""
    return percent_term(value, min(4, exact_decimals(look(value).scaleb(2))))


def x_term(says: Says, x: Decimal) -> Term:
    """A place on the scale's axis as a number of a sum."""
    if _in_values(says):
        return figure_term(x, says.score.kpi)
    return percent_term(x, min(1, exact_decimals(look(x).scaleb(2))))


def x_text(says: Says, x: Decimal, settled: Settled | None = None) -> str:
    """A place on the scale's axis in words; with the digits of a sum, where that needs more."""
    if _in_values(says):
        return figure(x, says.score.kpi, says.words)
    term = closely(x)
    least = digits(settled[0], x, Form.PERCENT) if settled is not None else 0
    return write_term(replace(term, decimals=max(term.decimals, least)), says.words.formats)


def _in_values(says: Says) -> bool:
    scale = says.scale
    by_value = scale is not None and scale.measured_in is MeasuredIn.VALUE
    by_slices = scale is not None and scale.between is Between.SLICES and says.score.row.pays is not Pays.SHARE
    return by_value or by_slices or says.score.kpi.attainment is Rule.VALUE


def result_term(says: Says, result: Decimal) -> Term:
    """A result as a number of a sum: money for KPIs that pay amounts, else a share."""
    score = says.score
    is_money = score.row.pays is Pays.AMOUNT or (
        score.row.pays is Pays.RATE and says.scale is not None and says.scale.between is Between.SLICES
    )
    if is_money:
        currency = currency_of(score.kpi)
        return Term(result, Form.MONEY, money_decimals(currency or says.currency), currency)
    return closely(result)


def result_text(says: Says, result: Decimal) -> str:
    """A result in words."""
    return write_term(result_term(says, result), says.words.formats)


def step_value(score: ScoreTrace, *names: str) -> Decimal | None:
    """The value of the first of these steps that the row has."""
    for name in names:
        for line in score.lines:
            if line.step.casefold() == name.casefold() and isinstance(line.value, Decimal):
                return line.value
    return None
