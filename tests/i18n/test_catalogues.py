"""The catalogues: no language lacks a word, no translation has other gaps than the original, nothing stale stays."""

import io
import re
from functools import cache
from importlib.resources import files

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from incentive.cli.catalogue import every_text
from incentive.i18n.catalogue import Text, renewed, texts_in
from incentive.i18n.vocabulary import LANGUAGES
from incentive.i18n.words import catalogues

OTHERS = [language for language in LANGUAGES if language != "en"]
_GAP = re.compile(r"\{(\w*)\}")
_CODE = re.compile(r"EARNED\(|--map|\(\"\)")


@cache
def listed() -> list[Text]:
    return every_text()


def source(language: str) -> str:
    return (files("incentive.i18n") / "catalogues" / f"{language}.po").read_text(encoding="utf-8")


def messages(language: str) -> list[Message]:
    return [message for message in read_po(io.BytesIO(source(language).encode())) if message.id]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def name(message: Message) -> tuple[str, str]:
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def test_each_language_has_a_catalogue() -> None:
    assert set(catalogues()) == set(LANGUAGES)


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_lacks_a_word(language: str) -> None:
    there = {name(message) for message in messages(language) if all(forms(message))}
    assert {(text.context, text.text) for text in listed()} - there == set()


@pytest.mark.parametrize("language", OTHERS)
def test_no_language_keeps_what_is_not_said_any_more(language: str) -> None:
    assert {name(message) for message in messages(language)} - {(text.context, text.text) for text in listed()} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_gaps_of_its_original(language: str) -> None:
    wanted = {(text.context, text.text): gaps(*text.note) if not text.context else set() for text in listed()}
    wrong = []
    for message in messages(language):
        own = gaps(*([message.id] if isinstance(message.id, str) else message.id)) | wanted.get(name(message), set())
        # A form for one thing may leave the number out.
        free = {"n"} if len(forms(message)) > 1 else set()
        wrong += [form for form in forms(message) if form and not own - free <= gaps(form) <= own]
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_words_that_are_joined_to_others_keep_the_space_before_and_after_them(language: str) -> None:
    outer = {name(message): ends(str(name(message)[1])) for message in messages(language) if message.context}
    outer |= {("", key): ends(english[0]) for key, english in english_forms().items()}
    wrong = [
        form for message in messages(language) for form in forms(message) if form and ends(form) != outer[name(message)]
    ]
    assert wrong == []


def ends(text: str) -> tuple[bool, bool]:
    # A comma holds words together as a space does.
    return text[:1] in {" ", ","}, text[-1:] == " "


def english_forms() -> dict[str, tuple[str, ...]]:
    return {name(message)[1]: forms(message) for message in messages("en")}


def gaps(*texts: str) -> set[str]:
    return {gap for text in texts for gap in _GAP.findall(text)}


@pytest.mark.parametrize("language", OTHERS)
def test_what_stands_between_backticks_is_whole(language: str) -> None:
    assert [form for message in messages(language) for form in forms(message) if form.count("`") % 2] == []


def test_a_catalogue_is_brought_up_to_date_without_losing_a_word() -> None:
    texts = [Text("command", "No problems.", note=("New note.",)), Text("command", "Never said before.")]
    text = renewed("it", texts)
    found = {name(message): forms(message) for message in read_po(io.BytesIO(text.encode())) if message.id}
    assert found == {("command", "No problems."): ("Nessun problema.",), ("command", "Never said before."): ("",)}
    assert "#. New note." in text


def test_a_text_is_found_in_a_source_by_the_function_that_says_it() -> None:
    program = 'told("One {x}.", x=1)\ntold_count("{n} day", "{n} days", 3)\nphrase("two" " parts")\ntold(other)\n'
    assert [(each.context, each.text, each.plural) for each in texts_in(program, "here.py")] == [
        ("command", "One {x}.", ""),
        ("command", "{n} day", "{n} days"),
        ("phrase", "two parts", ""),
    ]


@pytest.mark.parametrize(
    ("language", "foreign"), [("it", "“”„"), ("es", "“”„"), ("fr", "“”„"), ("ru", "“”„"), ("de", "”«»")]
)
def test_quotation_marks_are_the_language_s_own(language: str, foreign: str) -> None:
    found = [form for message in messages(language) for form in forms(message) if set(form) & set(foreign)]
    assert found == []
    # Straight ones stand in formulas and words of the command line alone.
    straight = [form for message in messages(language) for form in forms(message) if re.search(r'"\{\w+\}"', form)]
    assert [form for form in straight if not _CODE.search(form)] == []


@pytest.mark.parametrize("language", ["de", "fr", "es", "ru"])
def test_a_percent_sign_in_a_sentence_has_a_space_that_does_not_break(language: str) -> None:
    found = [form for message in messages(language) for form in forms(message) if re.search(r"[\d}] %", form)]
    assert found == []
