"""How single things are spelled in a cell formula: numbers, texts, and the functions that Excel has otherwise or not.

Pieces of formula text come in and go out; nothing here looks at a tree. A quotient is seen at 15 digits, since a double
holds no more: so 0.7 / 0.1 is 7 and not the 6.999999999999999 that Excel and LibreOffice hold.
"""

import re
from collections.abc import Sequence
from decimal import Context, Decimal

from incentive.numbers import look

LONGEST = 8192
DEEPEST = 64
LONGEST_TEXT = 255

_FIFTEEN = Context(prec=15)
_OUTSIDE_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_NOTHING = "1/0"


class NotExpressible(Exception):
    """The tree has no exact counterpart as a cell formula; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def literal(value: Decimal) -> str:
    """A number without a sign; a cell formula holds 15 digits of it."""
    kept = _FIFTEEN.plus(value)
    if -15 <= kept.adjusted() <= 14:
        digits = format(kept, "f")
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if abs(kept.adjusted()) > 300:
        raise NotExpressible("a number beyond what a sheet can hold")
    return str(kept.normalize(_FIFTEEN))


def quoted(text: str) -> str:
    """A text in double quotes."""
    if len(text) > LONGEST_TEXT:
        raise NotExpressible(f"a text of more than {LONGEST_TEXT} characters")
    return '"' + text.replace('"', '""') + '"'


def seen(text: str, small: bool) -> str:
    """The number as comparisons see it; `small`: it stays below 1,000."""
    if small:
        return f"ROUND({text},12)"
    return f"ROUND({text},IF(ABS({text})<1000,12,14-INT(LOG10(ABS({text})))))"


def _quotient(value: str, step: str) -> str:
    """A quotient other than 0 at its 15 digits."""
    text = f"{value}/{step}"
    return f"ROUND({text},14-INT(LOG10(ABS({text}))))"


def remainder(value: str, divisor: str, constant: Decimal | None) -> str:
    """MOD of seen numbers; `constant` is the divisor where it is the same for every row."""
    found = f"IF({value}=0,0,ROUND({value}-{divisor}*INT({_quotient(value, divisor)}),12))"
    return found if constant else f"IF({divisor}=0,{_NOTHING},{found})"


def multiple(value: str, step: str) -> str:
    """MROUND of seen numbers."""
    found = f"IF({value}*{step}=0,0,ROUND({_quotient(value, step)},0)*{step})"
    return f"IF({value}*{step}<0,{_NOTHING},{found})"


def ceiling_or_floor(name: str, value: str, step: str, constant: Decimal | None) -> str:
    """CEILING or FLOOR of seen numbers, through the whole number next to the quotient."""
    whole = f"INT({_quotient(value, step)})" if name == "FLOOR" else f"-INT(-{_quotient(value, step)})"
    if constant is not None and constant > 0:
        return f"IF({value}=0,0,{whole}*{step})"
    without_step = f"IF({step}=0,{_NOTHING if name == 'FLOOR' else 0},"
    return f"IF({value}=0,0,{without_step}IF(AND({value}>0,{step}<0),{_NOTHING},{whole}*{step})))"


def raised(base: str, exponent: str) -> str:
    """A power that is an error where ours is one: LibreOffice has results for 0^0 and for odd roots."""
    negative = f"IF(ABS({exponent}-ROUND({exponent},0))<1E-14,{base}^ROUND({exponent},0),{_NOTHING})"
    return f"IF({base}=0,IF({exponent}>0,0,{_NOTHING}),IF({base}<0,{negative},{base}^{exponent}))"


def up_or_down(name: str, value: str, digits: str, constant: Decimal | None) -> str:
    """ROUNDUP or ROUNDDOWN of a seen number: LibreOffice's own look at 12 digits only."""
    if constant is None:
        scale, size = f"10^TRUNC({digits})", f"ABS({value})*10^TRUNC({digits})"
        back = f"/{scale}"
    else:
        places = int(constant)
        scale = literal(Decimal(10) ** abs(places))
        size = f"ABS({value})" + (f"{'*' if places > 0 else '/'}{scale}" if places else "")
        back = f"{'/' if places > 0 else '*'}{scale}" if places else ""
    counted = f"ROUND({size},14-INT(LOG10({size})))"
    whole = f"INT({counted})" if name == "ROUNDDOWN" else f"-INT(-{counted})"
    return f"IF({value}=0,0,SIGN({value})*{whole}{back})"


def filled(text: str, instead: str) -> str:
    """The value, or something else where it is blank."""
    return f'IF({text}="",{instead},{text})'


def total(certain: Sequence[str], doubtful: Sequence[str]) -> str:
    """SUM; the doubtful ones may be blank."""
    return f"SUM({','.join([*certain, *(filled(text, '0') for text in doubtful)])})"


def average(certain: Sequence[str], doubtful: Sequence[str]) -> str:
    """AVERAGE; the doubtful ones may be blank, and nothing but blanks is an error."""
    if not doubtful:
        return f"AVERAGE({','.join(certain)})"
    present = "+".join(f'IF({text}="",0,1)' for text in doubtful)
    return f"{total(certain, doubtful)}/({len(certain)}+{present})"


def extreme(name: str, certain: Sequence[str], doubtful: Sequence[str]) -> str:
    """MIN or MAX; the doubtful ones may be blank, and nothing but blanks is 0."""
    if certain:
        return f"{name}({','.join([*certain, *(filled(text, certain[0]) for text in doubtful)])})"
    best, *others = doubtful
    for text in others:
        best = f'IF({best}="",{text},IF({text}="",{best},{name}({best},{text})))'
    return filled(best, "0")


def nesting(text: str) -> int:
    """How many brackets stand inside one another."""
    depth = deepest = 0
    for letter in _OUTSIDE_TEXTS.sub("", text):
        depth += (letter == "(") - (letter == ")")
        deepest = max(deepest, depth)
    return deepest


def is_seen(value: Decimal) -> bool:
    """Whether comparisons see the number as it is."""
    return look(value) == value
