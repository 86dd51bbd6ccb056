"""The language in which the program speaks to the person at the keyboard: problems, hints, help and command line.

English text is the key, so that a sentence which changes has no translation until somebody looks at it again; its
`context` says where it stands (`problem`, `hint`, `phrase`, `help`, `command`, `example`). What has no translation is
said in English, and a text from a workbook as it is. What is written into files never depends on it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from incentive.i18n.formats import formats
from incentive.i18n.phrases import ARROW, Amount, Day, Figure, Help, Listing, Month, Named, Phrase, Share, Written
from incentive.i18n.vocabulary import LANGUAGES, VOCABULARY
from incentive.i18n.words import ENGLISH, has_catalogue, translation

_QUOTED = re.compile(r"`([^`]*)`")
# A Russian date ends with the full stop of its year, which is that of the sentence too.
_TWICE = re.compile(r"(?<=\bг\.)\.(?!\.)")

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
        """The text with its gaps filled; a value that knows how it was made is said in this language too."""
        if self.language == ENGLISH:
            return text.format_map(values)
        return _TWICE.sub("", self(text, context).format_map(self._all_said(values)))

    def counted(self, one: str, many: str, number: int, context: str, values: Mapping[str, str]) -> str:
        """The text in the form that a number takes, filled; the number itself is its gap `n`."""
        form = one if number == 1 else many
        if self.language != ENGLISH:
            form = translation(self.language, context, one, number) or form
        return form.format_map({**self._all_said(values), "n": self.number(number)})

    def said(self, text: str) -> str:
        """A text that knows how it was made, in this language; any other as it is."""
        if self.language == ENGLISH:
            return text
        match text:
            case Help():
                return _QUOTED.sub(lambda found: self._named(found[1], text.names), self(text.template, text.context))
            case Phrase(plural="", values=values):
                return self.filled(text.template, text.context, values) if values else self(text.template, text.context)
            case Phrase():
                return self.counted(text.template, text.plural, text.number, text.context, text.values)
            case Named():
                return self._named(text, {text: text.key})
            case Listing():
                return self.row(text.items, text.last)
        return self._formatted(text)

    def _named(self, name: str, keys: Mapping[str, str]) -> str:
        """The language's first word for a name; what has no id is said as it is."""
        return next(iter(VOCABULARY.get(keys.get(name, ""), {}).get(self.language, ())), name)

    def _formatted(self, text: str) -> str:
        """A number or a date as the language writes it; any other text as it is."""
        written = formats(self.language)
        match text:
            case Amount():
                return written.number(text.number, text.decimals)
            case Figure():
                return written.number(text.number)
            case Written():
                return written.shown(text)
            case Share():
                return written.percent(text.share)
            case Month():
                return written.month(text.day)
            case Day():
                return written.day(text.day)
        return text

    def row(self, items: tuple[str, ...], last: str = "and") -> str:
        """Several texts in a row: `a, b and c`."""
        if self.language == ENGLISH:
            return Listing(items, last)
        spoken = [self.said(item) for item in items]
        if last == ARROW:
            return f" {ARROW} ".join(spoken)
        return formats(self.language).list_of(spoken, last) if last else ", ".join(spoken)

    def number(self, number: Decimal | int) -> str:
        """A number with its separators of thousands, and all the decimals that it has."""
        return Figure(number) if self.language == ENGLISH else formats(self.language).number(Decimal(number))

    def _all_said(self, values: Mapping[str, str]) -> dict[str, str]:
        return {name: self.said(value) for name, value in values.items()}


def speech(language: str) -> Speech:
    """The speech of a language (`de`, `de-AT`, `de_AT.UTF-8`); English where the program does not know it."""
    return Speech(known_language(language) or ENGLISH)


def known_language(language: str) -> str | None:
    """The language of the program that a tag or locale means; None where it speaks none such."""
    stem = language.strip().replace("-", "_").partition(".")[0].partition("_")[0].casefold()
    return stem if stem in LANGUAGES and has_catalogue(stem) else None


def spoken_language(environment: Mapping[str, str]) -> str:
    """The language that an environment asks for, as it says it; English where it says nothing."""
    return next((environment[name] for name in _ENVIRONMENT if environment.get(name)), ENGLISH)
