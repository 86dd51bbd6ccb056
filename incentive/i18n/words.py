"""The words of what leaves the tool, by language: one gettext catalogue a language, read from the package in memory.

A key such as `answer.paid_on` and the values of its gaps come in, a sentence goes out. English is always there and
stands in for a language, or a single key, that has no words yet. Only text in the catalogues is a template; values put
into it are plain text.
"""

import gettext
import io
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.messages.pofile import read_po

from incentive.i18n.formats import Formats, formats

ENGLISH = "en"

# Beyond so many, no kind of number is new.
_WHOLE = 200
_FOLDER = files("incentive.i18n") / "catalogues"


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """Each key's forms (one, or one a plural form), translations of English texts, and the form that a count takes."""

    forms: dict[str, tuple[str, ...]]
    texts: dict[tuple[str, str], tuple[str, ...]]
    plural: Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Words:
    """The words and formats of one language; `words` gives them."""

    language: str
    formats: Formats

    def __call__(self, key: str, /, **values: str) -> str:
        """The sentence under a key, its gaps filled; KeyError where even English lacks it."""
        return _forms(self.language, key)[0].format_map(values)

    def count(self, key: str, number: Decimal | int, /, **values: str) -> str:
        """The sentence in the form that the number takes, as it is shown; a whole number is its gap `n`."""
        language = self.language if key in _catalogue(self.language).forms else ENGLISH
        forms = _catalogue(language).forms[key]
        form = _catalogue(language).plural(number) if isinstance(number, int) else _form(language, number)
        return forms[min(form, len(forms) - 1)].format_map({"n": str(number), **values})

    def has(self, key: str) -> bool:
        """Whether there are words under the key."""
        return key in _catalogue(self.language).forms or key in _catalogue(ENGLISH).forms


def has_catalogue(language: str) -> bool:
    """Whether outputs can speak the language (`de`, `de-AT`); a blank is the default, English."""
    return not language or _stem(language) is not None


def catalogues() -> tuple[str, ...]:
    """The languages that outputs can speak."""
    names = sorted(file.name for file in _FOLDER.iterdir())
    return tuple(name.removesuffix(".po") for name in names if name.endswith(".po"))


@cache
def words(language: str) -> Words:
    """The words of a language; English, in words and formats alike, where it has no catalogue."""
    stem = _stem(language)
    return Words(stem, formats(language)) if stem and language else Words(ENGLISH, formats(ENGLISH))


@cache
def catalogue_keys(language: str) -> frozenset[str]:
    """The keys that a language's own catalogue has."""
    return frozenset(_catalogue(language).forms)


def translation(language: str, context: str, text: str, number: int = 1) -> str | None:
    """What an English text of the program's own is in a language; None where its catalogue has not got it.

    A text that has several forms is in the one that the number takes.
    """
    catalogue = _catalogue(language)
    forms = catalogue.texts.get((context, text))
    if forms is None or len(forms) == 1:
        return forms and forms[0]
    return forms[min(catalogue.plural(number), len(forms) - 1)]


@cache
def translated(language: str) -> frozenset[tuple[str, str]]:
    """The contexts and English texts that a language has a translation of."""
    return frozenset(_catalogue(language).texts)


@cache
def _stem(language: str) -> str | None:
    """The catalogue for a tag: its own, or that of its first part."""
    tag = language.strip().replace("-", "_")
    for stem in (tag, tag.partition("_")[0].casefold()):
        if stem.replace("_", "").isalnum() and (_FOLDER / f"{stem}.po").is_file():
            return stem
    return None


@cache
def _catalogue(stem: str) -> _Catalogue:
    read = read_po(io.BytesIO((_FOLDER / f"{stem}.po").read_bytes()))
    forms = {}
    texts = {}
    for message in read:
        key = message.id if isinstance(message.id, str) else message.id[0]
        text = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not key or not text or not all(text):
            continue
        if message.context:
            texts[message.context, key] = text
        else:
            forms[key] = text
    return _Catalogue(forms, texts, gettext.c2py(read.plural_expr))


def _form(language: str, number: Decimal) -> int:
    """Which of a catalogue's forms a number takes that may have decimals, of which catalogues know nothing.

    A kind that no whole number has, as that of 1,5 in Russian, is said as after 2.
    """
    return _kinds(language).get(Locale.parse(language).plural_form(abs(number)), _catalogue(language).plural(2))


@cache
def _kinds(language: str) -> dict[str, int]:
    """The form for each kind of number that whole numbers have."""
    kind, plural = Locale.parse(language).plural_form, _catalogue(language).plural
    return {kind(number): plural(number) for number in range(_WHOLE)}


def _forms(language: str, key: str) -> tuple[str, ...]:
    found = _catalogue(language).forms.get(key)
    return found if found is not None else _catalogue(ENGLISH).forms[key]
