"""Words for the terminal: user text made harmless, counts with their nouns.

Text of a workbook can hold anything; what goes to a terminal has no control characters, and no marks that turn the
direction of writing, which could make a line read as what it does not say.
"""

import unicodedata
from decimal import Decimal

from incentive.cli.spoken import spoken, told_count
from incentive.i18n.formats import formats, money_decimals
from incentive.i18n.words import ENGLISH

LONGEST = 400
"""Characters of one text on a terminal; JSON and files have it whole."""

# Cc control, Cs lone surrogates, Co private use, Cn unassigned; of Cf the marks that reorder text.
_UNSHOWN = {"Cc", "Cs", "Co", "Cn"}
_REORDER = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Some terminals break lines at these.
_BREAKS = {"\u2028", "\u2029"}


def shown(text: str, longest: int | None = LONGEST) -> str:
    """The text fit for one place on a terminal: no line ends, the unprintable spelled out, cut where it is long."""
    if longest is not None and len(text) > longest:
        text = f"{text[:longest]}… {told_count('({n} character)', '({n} characters)', len(text))}"
    return "".join(_harmless(sign) for sign in text)


def shown_lines(text: str) -> str:
    """The same for a text of several lines, whole."""
    return "\n".join(shown(line, None) for line in text.split("\n"))


def _harmless(sign: str) -> str:
    if sign in "\n\r\t" or sign in _BREAKS:
        return " "
    if sign in _REORDER or unicodedata.category(sign) in _UNSHOWN:
        return f"\\x{ord(sign):02x}" if ord(sign) < 256 else f"\\u{ord(sign):04x}"
    return sign


def join(parts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return spoken().row(tuple(parts))


def money(currency: str, amount: Decimal) -> str:
    """`GBP 1,478.00`, with all decimals that the amount has."""
    exponent = amount.normalize().as_tuple().exponent
    decimals = max(money_decimals(currency), -exponent if isinstance(exponent, int) else 0)
    if spoken().language == ENGLISH:
        return f"{currency} {amount:,.{decimals}f}"
    return f"{currency} {formats(spoken().language).number(amount, decimals)}"
