"""Problems come back from their lines as they were, and say the same in every language."""

import json
from datetime import date
from decimal import Decimal

import pytest

from incentive.i18n import phrases as made
from incentive.i18n.phrases import (
    Amount,
    Day,
    Figure,
    Help,
    Listing,
    Month,
    Named,
    Phrase,
    Share,
    Written,
    phrase,
    phrases,
)
from incentive.i18n.speech import Speech
from incentive.i18n.vocabulary import LANGUAGES
from incentive.problems import Place, Problem
from incentive.reports.noticed import problem_line, problem_of
from tests.problems.small_books import CALCULATED, WORDED, checked

CASES = CALCULATED | WORDED

TEXTS = (
    "plain",
    phrase("{file} changed while it was read", file=phrase("{name} and {n} more", name="a", n=Figure(3))),
    phrases("{n} person", "{n} people", 2),
    Help("Leave `Unit` blank", {"Unit": "kpis.unit"}),
    Named("Payouts", "payouts"),
    Written("1200.5"),
    Listing(["a", Figure(1234)], "and"),
    Figure(Decimal("1234.50")),
    Amount(Decimal("1234.5"), 2),
    Share(Decimal("0.125")),
    Day(date(2026, 7, 1)),
    Month(date(2026, 7, 1)),
)


def again(problem: Problem) -> Problem:
    return problem_of(json.loads(json.dumps(problem_line(problem))))


def test_every_kind_of_text_is_tried() -> None:
    kinds = {kind for kind in vars(made).values() if isinstance(kind, type) and issubclass(kind, str)}
    assert {type(text) for text in TEXTS} == {*kinds - {str}, str}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: type(text).__name__)
def test_a_text_knows_how_it_was_made(text: str) -> None:
    problem = Problem("WB005", (Place("x.xlsx", "Plan", "B2", "1"), Place()), {"reason": text}, ("employee:1",), 3)
    back = again(problem)
    assert back == problem
    found = back.values["reason"]
    assert type(found) is type(text)
    if isinstance(text, Phrase) and isinstance(found, Phrase):
        assert (found.template, found.values, found.plural, found.number, found.context) == (
            text.template,
            text.values,
            text.plural,
            text.number,
            text.context,
        )
    for language in LANGUAGES:
        assert Speech(language).said(found) == Speech(language).said(text)


@pytest.mark.parametrize("code", sorted(CASES))
def test_every_problem_of_a_calculation_comes_back(code: str) -> None:
    found = checked(CASES[code].sheets)
    assert code in {problem.code for problem in found}
    for problem in found:
        back = again(problem)
        assert back == problem
        for language in LANGUAGES:
            assert back.message_in(Speech(language)) == problem.message_in(Speech(language))
            assert back.hint_in(Speech(language)) == problem.hint_in(Speech(language))
