"""Numbers and dates as people type them into cells of text: `1 200,50 €`, `62 000 EUR`, `104,26 %`, `1. März 2026`.

In: a text. Out: the number or the day that it says, where it says one only; None where it says none, or could say two.
`62.000` may be 62 or 62,000 and `03/01/2026` a day of January or of March: those are never guessed.
"""

import re
from datetime import date
from decimal import Decimal
from functools import cache

from incentive.i18n.currencies import minor_units
from incentive.i18n.months import month_number
from incentive.workbook.sources.marks import days, figure

_SIGNS = {
    "€": ("EUR",),
    "£": ("GBP", "GIP", "FKP", "SHP"),
    "$": ("USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS", "BRL"),
    "¥": ("JPY", "CNY"),
    "₽": ("RUB",),
    "₹": ("INR",),
    "₺": ("TRY",),
    "zł": ("PLN",),
    "Kč": ("CZK",),
    "Fr.": ("CHF",),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
}
_MONEY = re.compile(
    rf"(?P<before>{'|'.join(map(re.escape, _SIGNS))}|[A-Za-z]{{3}})?[\s]*[-−+]?[\d.,'’\s]+[\s]*"
    rf"(?P<after>{'|'.join(map(re.escape, _SIGNS))}|[A-Za-z]{{3}})?"
)
_DAY_AND_WORD = re.compile(
    r"(?P<day>\d{1,2})(?:\.|er|º|°|ª|st|nd|rd|th)?[\s\-/]*(?:de\s+|of\s+)?(?P<word>[^\W\d_]{3,})\.?[\s\-/,]*(?:del?\s+)?"
    r"(?P<year>\d{4})(?:\s*г\.?)?",
    re.I,
)
_WORD_AND_DAY = re.compile(r"(?P<word>[^\W\d_]{3,})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<year>\d{4})", re.I)


def number_of_text(text: str, money: bool = False) -> Decimal | None:
    """The number that a text says; with `money` a currency may stand beside it. A percentage is none."""
    sign = currency_sign(text) if money else None
    found = figure(text, (sign,) if sign else ())
    if found is None or found.percent:
        return None
    return _only(set(found.values.values()))


def readings_of_text(text: str) -> list[Decimal]:
    """The numbers that a text may say, if they are several: by the point and by the comma as its decimal mark."""
    sign = currency_sign(text)
    found = figure(text, (sign,) if sign else ())
    readings = sorted(set(found.values.values())) if found is not None else []
    return readings if len(readings) > 1 else []


def percent_of_text(text: str) -> Decimal | None:
    """The fraction that a text with a percent sign says."""
    found = figure(text)
    if found is None or not found.percent:
        return None
    value = _only(set(found.values.values()))
    return value.scaleb(-2) if value is not None else None


def _only(readings: set[Decimal]) -> Decimal | None:
    return readings.pop() if len(readings) == 1 else None


def currency_sign(text: str) -> str | None:
    """The currency that stands beside a number, as it is written."""
    found = _MONEY.fullmatch(" ".join(text.split()))
    sign = (found["before"] or found["after"]) if found is not None else None
    if sign is None:
        return None
    return sign if sign in _SIGNS or minor_units(sign.upper()) is not None else None


def in_currency(text: str, currency: str) -> bool:
    """Whether a text names no currency, or this one."""
    sign = currency_sign(text)
    return sign is None or currency in _SIGNS.get(sign, (sign.upper(),))


@cache
def day_of_text(text: str) -> date | None:
    """The day that a text names, with its year in full; None where it could be two."""
    text = " ".join(text.split())
    found = _DAY_AND_WORD.fullmatch(text) or _WORD_AND_DAY.fullmatch(text)
    if found is not None:
        try:
            return date(int(found["year"]), month_number(found["word"]) or 0, int(found["day"]))
        except ValueError:
            return None
    readings = set(days(text).values())
    return readings.pop() if len(readings) == 1 else None
