"""Currencies: which codes exist and how many decimals their amounts have.

In: an ISO 4217 code. Out: its number of decimals, or None for a code that names no currency. Source: CLDR, by Babel.
"""

from functools import cache

from babel.core import get_global
from babel.numbers import get_currency_precision, get_currency_symbol

from incentive.i18n.vocabulary import LANGUAGES


@cache
def minor_units(code: str) -> int | None:
    """Decimals of an amount in this currency (`EUR` 2, `JPY` 0, `KWD` 3); None where no currency has the code."""
    if code not in get_global("all_currencies"):
        return None
    return int(get_currency_precision(code))


@cache
def currency_signs(code: str) -> tuple[str, ...]:
    """What stands for a currency beside a number: its code, and its sign in the languages of the vocabulary."""
    signs = {get_currency_symbol(code, language) for language in LANGUAGES}
    return (code, *sorted(signs - {code}))
