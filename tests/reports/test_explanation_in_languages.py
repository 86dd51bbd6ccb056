"""An explanation in the languages of the program: no English word of the program's own, and the language's numbers."""

import re

import pytest

from incentive.engine.tracing.trace import Line, Operand, Trace
from incentive.i18n.phrases import Listing, Named, Phrase
from incentive.i18n.speech import speech
from incentive.i18n.vocabulary import LANGUAGES
from incentive.reports.explain import explain_data, explain_text
from tests.reports.examples import NAMES, calculation, traces

OTHERS = [language for language in LANGUAGES if language != "en"]
SOFIA = next(trace for trace in traces("sales_quarter") if trace.employee.id == "00440")


def lines(trace: Trace) -> list[Line]:
    parts = [part.lines for part in trace.assignments] + [score.lines for score in trace.scores]
    deals = [deal.lines for score in trace.scores for deal in score.deals]
    return [line for each in (*parts, *deals, trace.steps, trace.splits) for line in each]


def texts(trace: Trace) -> set[str]:
    """Labels and words of a trace."""
    operands: list[Operand] = [one for line in lines(trace) for one in line.operands.values()]
    return {text for line in lines(trace) for text in (line.label, line.words)} | {one.label for one in operands}


def own(name: str) -> set[str]:
    """What the plan itself says."""
    plan = calculation(name).plan
    ids = {text for kpi in plan.kpis for text in (kpi.id, kpi.name)} | {factor.id for factor in plan.factors}
    ids |= {actual.kpi for actual in plan.actuals}
    return ids | {step.label for step in plan.steps} | {step.name for step in plan.steps} | set(plan.own_columns) | {""}


@pytest.mark.parametrize("name", NAMES)
def test_what_a_trace_says_knows_how_it_was_made(name: str) -> None:
    steps = {line.step for trace in traces(name) for line in trace.steps} | {"Cap", "Adjustments", "Paid"}
    said = {text for trace in traces(name) for text in texts(trace)} - own(name) - steps
    plain = {text for text in said if not isinstance(text, Phrase | Named | Listing)}
    # Functions of a formula are called by their source.
    assert {text for text in plain if "(" not in text} == set()


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", NAMES)
def test_labels_and_words_are_said_in_the_language(name: str, language: str) -> None:
    said = speech(language).said
    phrases = {text for trace in traces(name) for text in texts(trace) if isinstance(text, Phrase) and not text.values}
    same = {text for text in phrases if said(text) == text}
    assert same <= {"Score", "Result", "Maximum"}


@pytest.mark.parametrize("language", OTHERS)
def test_months_and_teams_are_in_the_language(language: str) -> None:
    whole = calculation("sales_quarter")
    text = explain_text(SOFIA, whole.plan, language=language)
    assert not re.search(r"sum of|figure of|for team|2026-0\d|Actual\b(?! quarter)|assignments", text)
    words = {"it": "squadra", "de": "Team", "fr": "équipe", "es": "equipo", "ru": "команд"}
    assert words[language] in text
    # Decimals have a comma; a point separates thousands or nothing.
    assert not re.search(r"\d\.\d{1,2}\b", text.replace("–", " "))


def test_data_speak_the_plan_s_language() -> None:
    whole = calculation("sales_quarter")
    data = str(explain_data(SOFIA, whole.plan))
    assert "Target bonus" in data


def test_whole_numbers_of_days_take_their_own_form_in_russian() -> None:
    whole = calculation("sales_quarter")
    text = explain_text(SOFIA, whole.plan, language="ru").replace("\N{NO-BREAK SPACE}", " ")
    assert "44 дня при плане 45 дней" in text
    assert "сумма за 2 месяца, июль 2026" in text
