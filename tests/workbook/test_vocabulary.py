"""The vocabulary: each thing that has a name has words in every language, and no word means two things in one place."""

from collections.abc import Iterable

import pytest

from incentive.formula.tree import normalise
from incentive.i18n.vocabulary import LANGUAGES, VOCABULARY, words
from incentive.workbook.schema import (
    PLAN_SETTINGS,
    SHEETS,
    STATEMENT_SETTINGS,
    choice_named,
    sheet_named,
    vocabulary_ids,
)
from incentive.workbook.schema_forms import Column


def test_everything_that_has_a_name_has_words_and_nothing_else_has() -> None:
    assert set(vocabulary_ids()) == set(VOCABULARY)


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "en"])
def test_each_language_has_a_word_for_everything(language: str) -> None:
    assert [key for key, found in VOCABULARY.items() if not found[language]] == []


def names(prefix: str, columns: Iterable[Column]) -> list[tuple[str, str]]:
    return [
        (normalise(word), column.id) for column in columns for word in (column.name, *words(f"{prefix}.{column.id}"))
    ]


def clashes(found: Iterable[tuple[str, str]]) -> list[tuple[str, str, str]]:
    first: dict[str, str] = {}
    return [(word, first[word], key) for word, key in found if first.setdefault(word, key) != key]


@pytest.mark.parametrize("shape", SHEETS, ids=lambda shape: str(shape.id))
def test_no_word_means_two_columns_of_a_sheet(shape: object) -> None:
    found = next(each for each in SHEETS if each is shape)
    assert clashes(names(found.id, found.columns)) == []


@pytest.mark.parametrize(("prefix", "settings"), [("plan", PLAN_SETTINGS), ("statement", STATEMENT_SETTINGS)])
def test_no_word_means_two_settings(prefix: str, settings: tuple[Column, ...]) -> None:
    assert clashes(names(prefix, settings)) == []


def test_no_word_means_two_sheets() -> None:
    found = [(normalise(word), shape.id) for shape in SHEETS for word in (shape.name, *words(f"sheet.{shape.id}"))]
    assert clashes(found) == []


def test_no_word_means_two_choices() -> None:
    groups: dict[str, list[tuple[str, str]]] = {}
    for key in vocabulary_ids():
        group, _, value = key.partition(".")
        if group[0].isupper():
            groups.setdefault(group, []).extend((normalise(word), value) for word in (value, *words(key)))
    assert {group: clashes(found) for group, found in groups.items() if clashes(found)} == {}
    yes_and_no = [(normalise(word), key) for key in ("word.yes", "word.no") for word in words(key)]
    assert clashes(yes_and_no) == []


def test_sheets_and_choices_are_found_by_their_words() -> None:
    better = next(column.choices for shape in SHEETS for column in shape.columns if column.id == "better")
    assert better is not None
    assert choice_named(better, "Höher") == "higher"
    assert choice_named(better, "hoher") == "higher"
    assert choice_named(better, "sideways") is None
    found = {title: sheet_named(title) for title in ("Mitarbeiter", "Сотрудники", "employees ", "Notes", "Grid")}
    assert {title: each and each[0].id for title, each in found.items()} == {
        "Mitarbeiter": "employees",
        "Сотрудники": "employees",
        "employees ": "employees",
        "Notes": None,
        "Grid": None,
    }
    assert [each and (each[0].id, each[1]) for each in (sheet_named("Actuals July"), sheet_named("Raster A-B"))] == [
        ("actuals", "July"),
        ("grid", "A-B"),
    ]
