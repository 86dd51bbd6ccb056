"""The words of outputs: English is always there, and stands in for languages without a catalogue."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

import incentive
from incentive.i18n.words import catalogue_keys, has_catalogue, words

PACKAGE = Path(incentive.__file__).parent


def test_a_language_without_words_speaks_english_in_words_and_formats() -> None:
    assert has_catalogue("en")
    assert has_catalogue("en-GB")
    assert has_catalogue("")
    assert not has_catalogue("tlh")
    assert not has_catalogue("../en")
    assert words("tlh")("figure.yes") == "yes"
    assert words("tlh").formats.language == "en"
    assert words("en-GB").formats.language == "en-GB"


def test_counts_take_the_form_of_their_number() -> None:
    english = words("en")
    assert english.count("unit.days", 1, number="1") == "1 day"
    assert english.count("unit.days", 6, number="6") == "6 days"


def test_values_are_text_and_no_templates() -> None:
    assert words("en")("who.team", team="{kpi}{0.__class__}") == "team {kpi}{0.__class__}"


def test_an_unknown_key_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        words("en")("no.such.key")
    assert not words("en").has("no.such.key")


def test_every_key_that_the_program_names_has_words() -> None:
    keys = catalogue_keys("en")
    asked = re.compile(r"(?:words|language)(?:\.count)?\(\s*\"([a-z_][\w .]*)\"")
    named = {
        key
        for path in (PACKAGE / "reports").rglob("*.py")
        for key in asked.findall(path.read_text(encoding="utf-8"))
        if "." in key
    }
    assert len(named) > 30
    assert named <= keys


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ru", "1", "1 день"),
        ("ru", "3", "3 дня"),
        ("ru", "5", "5 дней"),
        ("ru", "11", "11 дней"),
        ("ru", "21", "21 день"),
        ("ru", "1.5", "1.5 дня"),
        ("ru", "-2", "-2 дня"),
        ("fr", "0", "0 jour"),
        ("fr", "1.5", "1.5 jour"),
        ("fr", "2", "2 jours"),
        ("de", "1", "1 Tag"),
        ("de", "1.5", "1.5 Tage"),
        ("it", "0", "0 giorni"),
        ("en", "1.0", "1.0 days"),
    ],
)
def test_a_number_takes_the_form_of_its_language_with_decimals_too(language: str, number: str, said: str) -> None:
    spoken = words(language).count("unit.days", Decimal(number), number=number)
    assert spoken.replace("\N{NO-BREAK SPACE}", " ") == said
