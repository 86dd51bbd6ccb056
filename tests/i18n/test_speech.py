"""Texts that know how they were made are said in another language; anything else stays as it is."""

from copy import copy
from datetime import date
from decimal import Decimal

import pytest

from incentive.i18n.phrases import (
    ARROW,
    Amount,
    Day,
    Figure,
    Listing,
    Month,
    Named,
    Phrase,
    Share,
    Written,
    kept,
    of_schema,
    phrase,
    phrases,
)
from incentive.i18n.speech import Speech, known_language, speech, spoken_language
from incentive.problems import Problem
from incentive.workbook.schema import PLAN_SETTINGS
from incentive.workbook.values import bare_percent

ITALIAN = Speech("it")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "it_IT"}, "it"),
        ({"LC_ALL": "C", "LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "tlh_KX"}, "en"),
        ({"INCENTIVE_LANG": "es", "LC_ALL": "ru_RU.UTF-8"}, "es"),
        ({"INCENTIVE_LANG": "", "LC_ALL": "ru_RU.UTF-8"}, "ru"),
        ({"INCENTIVE_LANG": "fr-CH"}, "fr"),
    ],
)
def test_the_environment_says_which_language(environment: dict[str, str], language: str) -> None:
    assert speech(spoken_language(environment)).language == language


def test_only_languages_of_the_program_are_known() -> None:
    assert known_language("IT") == "it"
    assert known_language("../it") is None
    assert known_language("") is None


def test_a_phrase_is_english_text_and_is_said_in_another_language_with_its_gaps() -> None:
    near = phrase("Did you mean {near}?", near="REV")
    assert near == "Did you mean REV?"
    assert ITALIAN.said(near) == "Si intendeva REV?"
    assert Speech().said(near) == near
    inner = phrase("{step}, for {whom}", step=phrase("step {step}", step="Bonus"), whom="0012")
    assert (str(inner), ITALIAN.said(inner)) == ("step Bonus, for 0012", "passo Bonus, per 0012")


def test_values_are_text_and_no_templates() -> None:
    assert ITALIAN.said(phrase("Did you mean {near}?", near="{kpi}")) == "Si intendeva {kpi}?"


def test_numbers_choose_the_form() -> None:
    one, many = (phrases("{n} argument", "{n} arguments", number) for number in (1, 1200))
    assert (one, many) == ("1 argument", "1,200 arguments")
    assert [ITALIAN.said(each) for each in (one, many)] == ["1 argomento", "1.200 argomenti"]


def test_russian_has_three_forms() -> None:
    counted = [Speech("ru").counted("{n} error", "{n} errors", number, "command", {}) for number in (1, 2, 5, 21)]
    assert [text.split()[0] for text in counted] == ["1", "2", "5", "21"]


def test_names_of_the_workbook_are_the_language_s_first_words() -> None:
    salary = Named("Salary", "employees.salary")
    assert (salary, ITALIAN.said(salary)) == ("Salary", "Stipendio")
    assert ITALIAN.said(Named("Mine", "no.such.key")) == "Mine"


def test_figures_have_the_separators_of_the_language() -> None:
    figures = [Figure(Decimal("12345.50")), Figure(Decimal(1000)), Figure(7)]
    assert figures == ["12,345.5", "1,000", "7"]
    assert [ITALIAN.said(each) for each in figures] == ["12.345,5", "1.000", "7"]
    assert ITALIAN.said(copy(figures[0])) == "12.345,5"
    amount = Amount(Decimal("12345.5"))
    assert (amount, ITALIAN.said(copy(amount))) == ("12,345.50", "12.345,50")


def test_rows_of_texts() -> None:
    row = Listing([Named("Salary", "employees.salary"), "X", phrase("a role")], "or")
    assert (row, ITALIAN.said(row)) == ("Salary, X or a role", "Stipendio, X o un ruolo")
    assert ITALIAN.said(Listing(["a", "b"])) == "a, b"
    assert ITALIAN.said(Listing([phrase("a role"), "b"], ARROW)) == "un ruolo → b"
    assert (Listing([], "or"), Listing(["a"], "or")) == ("", "a")


def test_what_a_user_wrote_is_never_translated() -> None:
    assert ITALIAN.said("a role") == "a role"
    problem = Problem("WB012", values={"sheet": "none"})
    assert "foglio «none»" in problem.message_in(ITALIAN)


def test_help_of_the_schema_has_its_own_context() -> None:
    assert ITALIAN.said(of_schema("The team.")) == "La squadra."


def test_help_names_what_the_workbook_of_the_language_has() -> None:
    period = next(setting for setting in PLAN_SETTINGS if setting.id == "period")
    text = of_schema(period.help, {"Period start": "plan.period_start", "Period end": "plan.period_end"})
    assert text.endswith("2026-H1 or 2026. Instead of it: Period start and Period end.")
    said = ITALIAN.said(text)
    assert said.endswith("2026-H1 oppure 2026. Al suo posto: Inizio periodo e Fine periodo.")
    assert ITALIAN.said(copy(text)) == said


def test_a_number_to_type_is_written_as_the_language_types_it() -> None:
    refusal = bare_percent(Decimal(105))
    problem = Problem(refusal.code, values={"column": "Value", **refusal.values})
    assert (problem.hint, problem.hint_in(ITALIAN)) == ("Write 105% or 1.05.", "Scrivere 105% oppure 1,05.")


def test_a_copy_keeps_how_it_was_made() -> None:
    for text in (phrase("a role"), Named("Salary", "employees.salary"), Listing(["a", phrase("a role")], "or")):
        other = copy(text)
        assert (other, type(other), ITALIAN.said(other)) == (text, type(text), ITALIAN.said(text))
        assert kept(text) is text
    assert kept(7) == "7"


def test_a_problem_is_said_whole_in_the_language() -> None:
    values = {"context": phrase("step {step}", step="Bonus"), "needed": phrase("a number"), "position": "3"}
    problem = Problem("FX031", values=values, times=3)
    assert problem.message == ("step Bonus: A blank where a number is needed (character 3). The same goes for 2 more.")
    assert problem.message_in(ITALIAN) == (
        "passo Bonus: Un vuoto dove serve un numero (carattere 3). Lo stesso vale per altri 2."
    )
    assert isinstance(values["context"], Phrase)


def test_shares_days_and_months_are_written_as_the_language_does() -> None:
    texts = [Share(Decimal("0.125")), Day(date(2026, 7, 1)), Month(date(2026, 7, 1))]
    assert texts == ["12.5%", "2026-07-01", "2026-07"]
    german = [Speech("de").said(text).replace("\N{NO-BREAK SPACE}", " ") for text in texts]
    assert german == ["12,5 %", "1. Juli 2026", "Juli 2026"]
    assert [Speech("de").said(copy(text)) for text in texts] == [Speech("de").said(text) for text in texts]
    assert [kept(text) is text for text in texts] == [True, True, True]


def test_a_number_of_a_cell_is_said_with_the_marks_of_the_language() -> None:
    texts = [Written("1200.5"), Written("90%"), Written("-0.5")]
    assert texts == ["1200.5", "90%", "-0.5"]
    assert [Speech("ru").said(text) for text in texts] == ["1200,5", "90\N{NO-BREAK SPACE}%", "-0,5"]
    assert ITALIAN.said(Written("90.5%")) == "90,5%"
    assert ITALIAN.said(copy(texts[0])) == "1200,5"
    assert [type(kept(value)) for value in (Decimal("0.5"), date(2026, 7, 1), 7)] == [Written, Day, str]


def test_a_date_at_the_end_of_a_sentence_has_one_full_stop() -> None:
    days = {"employee": "00203", "days": Day(date(2026, 8, 10))}
    said = Problem("WB067", values=days).message_in(Speech("ru")).replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert said.endswith("2026 г.")
    assert not said.endswith("..")
