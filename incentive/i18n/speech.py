"""The language in which the program speaks to the person at the keyboard: problems, hints, help and command line.

English text is the key, so that a sentence which changes has no translation until somebody looks at it again; its
`context` says where it stands (`problem`, `hint`, `help`, `command`, `example`). A text without a translation, such as
a name from a workbook, is said as it is. What is written into files never depends on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from incentive.i18n.vocabulary import LANGUAGES
from incentive.i18n.words import ENGLISH, has_catalogue, translation

# The first of these that is set tells what language a person uses.
_ENVIRONMENT = ("INCENTIVE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Speech:
    """One language; call it with an English text and its context."""

    language: str = ENGLISH

    def __call__(self, text: str, context: str = "command") -> str:
        """The text in this language."""
        if self.language == ENGLISH:
            return text
        return translation(self.language, context, text) or text

    def filled(self, text: str, context: str, values: Mapping[str, str]) -> str:
        """The text with its gaps filled; a value that is a phrase of the program's own is translated too."""
        if self.language == ENGLISH:
            return text.format_map(values)
        return self(text, context).format_map({name: self(value, "phrase") for name, value in values.items()})


def speech(language: str) -> Speech:
    """The speech of a language (`de`, `de-AT`, `de_AT.UTF-8`); English where the program does not know it."""
    stem = language.replace("-", "_").partition(".")[0].partition("_")[0].casefold()
    return Speech(stem if stem in LANGUAGES and has_catalogue(stem) else ENGLISH)


def spoken_language(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, as it says it; English where it says nothing."""
    return next((environment[name] for name in _ENVIRONMENT if environment.get(name)), ENGLISH)
