"""Steps in words: a formula with its numbers put in, and the cells that it came from.

A line of a trace comes in, text in the reader's language goes out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import Line, Operand
from incentive.formula.text import sentence, source
from incentive.formula.tree import Call, Name, Text, Value, normalise, walk
from incentive.i18n.formats import money_decimals
from incentive.i18n.speech import speech
from incentive.i18n.words import Words
from incentive.numbers import look
from incentive.problems import Place
from incentive.reports.arithmetic import (
    Form,
    Operation,
    exact_decimals,
    exactly,
    from_tree,
    settle,
    term_of,
    write,
    write_term,
)
from incentive.reports.legible import legible

_LONGEST_FORMULA = 600
# Decimals of a result, and from how many on money shows more than its currency has.
_VALUE_DECIMALS = 4
_FINE = 6


def told(text: str, words: Words) -> str:
    """A text of the trace in the reader's language: a phrase is said, what a workbook says stays as it is."""
    return speech(words.language).said(text)


class Spoken:
    """How the parts of one line's formula look: its operands by value, functions by their words."""

    def __init__(self, operands: Mapping[str, Operand], currency: str, words: Words) -> None:
        self.operands = operands
        self.currency = currency
        self.words = words

    def name(self, node: Name) -> str:
        """The value that the name had; the name itself where it is not known."""
        operand = self.operands.get(node.key)
        return (
            legible(node.name, 60) if operand is None else shown(operand.value, operand.unit, self.currency, self.words)
        )

    def number(self, value: Decimal) -> str:
        """A number of the formula."""
        return self.words.formats.number(value)

    def percent(self, value: Decimal) -> str:
        """A share of the formula."""
        return self.words.formats.percent(value)

    def quoted(self, text: str) -> str:
        """A text of the formula."""
        return self.words.formats.quoted(legible(text, 60))

    def call(self, node: Call) -> str | None:
        """The value of a function of the plan, where the trace has it."""
        text = source(node)
        for key in (text, normalise(text)):
            if key in self.operands:
                operand = self.operands[key]
                return shown(operand.value, operand.unit, self.currency, self.words)
        return None

    def function(self, name: str) -> str:
        """A function's word, or its own name."""
        key = f"function.{name}"
        return self.words(key) if self.words.has(key) else name


def formula_in_words(line: Line, currency: str, words: Words) -> str:
    """The formula with its numbers put in; empty for a value that was read."""
    if line.tree is None:
        return ""
    text = sentence(line.tree, Spoken(line.operands, currency, words))
    return legible(text, _LONGEST_FORMULA)


def sections_said(line: Line, currency: str, words: Words) -> str:
    """`113.8% is the result of the section Personal`: what the results of sections in a formula are."""
    if line.tree is None:
        return ""
    said = {}
    for node in walk(line.tree):
        operand = line.operands.get(source(node)) if isinstance(node, Call) and node.function == "SECTION" else None
        if operand is not None and isinstance(node, Call) and isinstance(node.arguments[0], Text):
            value = shown(operand.value, operand.unit, currency, words)
            name = legible(node.arguments[0].value, 60)
            said[name] = words("explain.section_result", value=value, section=name)
    return words.formats.list_of(list(said.values()))


def printed(line: Line, currency: str, words: Words, decimals: int = 0) -> tuple[str, str]:
    """A step's formula and its value: plain arithmetic with just the digits that make the value come out.

    An amount has at least so many decimals, as far as it has any.
    The formula is empty for a value that was read or only carried on.
    """
    value = shown(line.value, line.unit, currency, words, decimals=_VALUE_DECIMALS)
    if line.tree is None or isinstance(line.tree, Name):
        return "", value
    expression, result = from_tree(line.tree, line.operands), term_of(line.value, line.unit)
    if isinstance(expression, Operation) and result is not None:
        if result.form is Form.MONEY:
            result = replace(
                result, decimals=max(money_decimals(currency), min(decimals, exact_decimals(result.value)))
            )
        elif result.form is Form.PERCENT:
            result = replace(result, decimals=min(_VALUE_DECIMALS, exact_decimals(look(result.value.scaleb(2)))))
        settled = settle(expression, result)
        if settled is not None:
            return write(settled[0], words.formats), write_term(settled[1], words.formats)
        # The step was rounded, or footed with others, after its formula: both numbers are said.
        settled = settle(expression, replace(result, value=exactly(expression)))
        if settled is not None:
            exact = write_term(settled[1], words.formats)
            return write(settled[0], words.formats), words("explain.rounded", exact=exact, value=value)
    return formula_in_words(line, currency, words), value


def shown(value: Value, unit: str, currency: str, words: Words, decimals: int = 6) -> str:
    """A value of a step as people read it, with the digits that it has, at most `decimals`; money at least its own."""
    match value:
        case None:
            return words("figure.none")
        case bool():
            return words("figure.yes" if value else "figure.no")
        case date():
            return words.formats.day(value)
        case str():
            return legible(value, 120)
        case Decimal() if unit == "percent":
            return words.formats.percent(value, min(decimals, exact_decimals(look(value.scaleb(2)))))
        case Decimal() if unit == "money" or (len(unit) == 3 and unit.isupper()):
            most = money_decimals(currency) if decimals < _FINE else min(decimals, exact_decimals(look(value)))
            return words.formats.number(value, max(money_decimals(currency), most))
        case _:
            return words.formats.number(value, min(decimals, exact_decimals(look(value))))


def cells(places: Iterable[Place], most: int = 6) -> str:
    """`Actuals!C5, Matrix!E7`: each cell once; of many the first ones and how many more."""
    known = list(dict.fromkeys(str(place) for place in places if str(place)))
    text = ", ".join(known[:most])
    return f"{text} … +{len(known) - most}" if len(known) > most else text


def places_of(line: Line) -> list[Place]:
    """All cells of a line: those of its operands, then its own."""
    return [*(place for operand in line.operands.values() for place in operand.places), *line.places]
