"""The months' names, long and short, in the languages of the vocabulary.

In: a word. Out: the month's number, 1 to 12, or None. Source: CLDR, by Babel.
"""

from collections.abc import Mapping
from functools import cache

from babel.dates import get_month_names

from incentive.i18n.vocabulary import LANGUAGES


@cache
def _names() -> Mapping[str, int]:
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(name.casefold().rstrip("."), int(number))
    return found


def month_number(word: str) -> int | None:
    """The number of the month that the word names, in any language of the vocabulary."""
    return _names().get(word.strip().casefold().rstrip("."))
