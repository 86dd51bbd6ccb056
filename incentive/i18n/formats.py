"""Numbers, money, percents, dates and lists as a language writes them.

Decimals and dates come in, text for people goes out, with the minus sign − and no-break spaces where the language has
spaces. Numbers are rounded here, half away from zero, before Babel sees them, since Babel rounds half-even. Which
digits a figure deserves is the caller's to say.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from incentive.i18n.currencies import minor_units

NO_BREAK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_DIGITS = re.compile(r"0(?:\.[0#]+)?(?=[^0#.,]*(?:;|$))")
_CODE_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
_DAY_FIRST = re.compile(r"(d+\.?)(.*?M+)([^M]*y.*)")
# What stands before and after words that are quoted, by the first part of the language's tag.
_QUOTES: Mapping[str, tuple[str, str]] = {
    "en": ("“", "”"),
    "de": ("„", "“"),
    "it": ("«", "»"),
    "es": ("«", "»"),
    "fr": (f"«{NO_BREAK}", f"{NO_BREAK}»"),
    "ru": ("«", "»"),
}
# The Babel locale "en" writes dates as the United States do; plain English is meant for readers everywhere.
_ENGLISH = Locale("en")
_ENGLISH_DAY = "d MMMM y"


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats of one language; `formats` gives them."""

    locale: Locale

    @property
    def language(self) -> str:
        """The tag for the `lang` of a page: `en`, `pt-BR`."""
        return str(self.locale).replace("_", "-")

    def number(self, value: Decimal, decimals: int | None = None) -> str:
        """`1,234.50`; without `decimals`, as many as the number has."""
        fixed, places = _fixed(value, decimals)
        pattern = _with_decimals(self.locale.decimal_formats[None].pattern, places)
        with localcontext(_WIDE):
            return _signed(format_decimal(fixed, format=pattern, locale=self.locale))

    def percent(self, value: Decimal, decimals: int | None = None) -> str:
        """0.123 as `12.3%`; without `decimals`, as many as the percentage has."""
        places = _fixed(value.scaleb(2, _WIDE), decimals)[1]
        fixed = _fixed(value, places + 2)[0]
        pattern = _with_decimals(self.locale.percent_formats[None].pattern, places)
        with localcontext(_WIDE):
            return _signed(format_percent(fixed, format=pattern, locale=self.locale))

    def shown(self, text: str) -> str:
        """A number as a cell shows it, `1200.5` or `90%`, with the marks of the language and nothing else."""
        sign = self.percent(Decimal(0)).removeprefix("0")
        return text.replace(".", str(self.locale.number_symbols["latn"]["decimal"])).replace("%", sign)

    def money(self, value: Decimal, currency: str, decimals: int | None = None) -> str:
        """`€1,478.00`; without `decimals`, the currency's own."""
        fixed, places = _fixed(value, money_decimals(currency) if decimals is None else decimals)
        pattern = _with_decimals(self.locale.currency_formats["standard"].pattern, places)
        with localcontext(_WIDE):
            text = format_currency(fixed, currency, format=pattern, locale=self.locale, currency_digits=False)
        return _signed(_CODE_BEFORE_DIGIT.sub(NO_BREAK, text, count=1))

    def quoted(self, text: str) -> str:
        """`“North”`, in the language's own marks."""
        before, after = _QUOTES.get(self.locale.language, _QUOTES["en"])
        return f"{before}{text}{after}"

    def symbol(self, currency: str) -> str:
        """`€`, or the code where the language has no sign for the currency."""
        return str(self.locale.currency_symbols.get(currency, currency))

    def day(self, day: date) -> str:
        """`30 September 2026`."""
        pattern = _ENGLISH_DAY if self.locale == _ENGLISH else "long"
        return self._first(day, str(format_date(day, pattern, locale=self.locale))).replace(" ", NO_BREAK)

    def days(self, start: date, end: date) -> str:
        """`1 July – 30 September 2026`, both days included."""
        if start == end:
            return self.day(start)
        if self.locale == _ENGLISH:
            short = _ENGLISH_DAY if start.year != end.year else "d MMMM" if start.month != end.month else "d"
            first = str(format_date(start, short, locale=self.locale)).replace(" ", NO_BREAK)
            return f"{first} – {self.day(end)}"
        found = _DAY_FIRST.fullmatch(str(self.locale.date_formats["long"].pattern))
        if found is None:
            return str(format_interval(start, end, "yMMMMd", locale=self.locale))
        # What both days share is said once, in full words, where the language begins a date with its day.
        kept = 1 if (start.year, start.month) == (end.year, end.month) else 2 if start.year == end.year else 3
        first = str(format_date(start, "".join(found.groups()[:kept]), locale=self.locale))
        return f"{self._first(start, first).replace(' ', NO_BREAK)} – {self.day(end)}"

    def _first(self, day: date, text: str) -> str:
        """A date as people write it where the first of a month has a word of its own: `1er juillet` in French."""
        return f"1er{text[1:]}" if day.day == 1 and self.locale.language == "fr" and text[:1] == "1" else text

    def month(self, day: date) -> str:
        """`July 2026`."""
        return str(format_date(day, "LLLL y", locale=self.locale))

    def list_of(self, items: Sequence[str], last: str = "and") -> str:
        """`a, b and c`, or with `or` before the last."""
        if self.locale == _ENGLISH and len(items) > 1:
            return f"{', '.join(items[:-1])} {last} {items[-1]}"
        style: Literal["or", "standard"] = "or" if last == "or" else "standard"
        return str(format_list(list(items), style, locale=self.locale)) if items else ""


@cache
def formats(language: str) -> Formats:
    """The formats of a language tag (`de`, `pt-BR`); English where nobody knows it."""
    try:
        return Formats(Locale.parse(language.replace("-", "_")) if language else _ENGLISH)
    except (UnknownLocaleError, ValueError):
        return Formats(_ENGLISH)


@cache
def money_decimals(currency: str) -> int:
    """Decimals of an amount; two where the code names no currency."""
    units = minor_units(currency)
    return 2 if units is None else units


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The number with exactly so many decimals, half away from zero; never a negative zero."""
    fixed = value.quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP, _WIDE)
    return fixed if fixed else abs(fixed)


def _fixed(value: Decimal, decimals: int | None) -> tuple[Decimal, int]:
    """The number rounded to the decimals that will be shown, and how many those are."""
    if decimals is None:
        exponent = value.normalize(_WIDE).as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return rounded(value, decimals), decimals


@cache
def _with_decimals(pattern: str, decimals: int) -> str:
    """A CLDR number pattern with another number of decimals."""
    return _DIGITS.sub(f"0.{'0' * decimals}" if decimals else "0", pattern)


def _signed(text: str) -> str:
    return text.replace("-", MINUS)
