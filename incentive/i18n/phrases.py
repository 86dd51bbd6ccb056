"""Texts that know how they were made, so that they can be said in another language.

Each is an English text like any other, and stands wherever one is wanted: a `Phrase` is a template with what fills its
gaps, a `Help` a text of the schema, a `Named` the name of a sheet, column, setting or choice, a `Figure` a number,
`Written` one as a cell shows it, a `Share` a percentage, a `Day` and a `Month` what they say, a `Listing` several texts
in a row.
`Speech` says them. What goes through another function, such as an f-string, is plain English from then on.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Context, Decimal
from typing import Self

ARROW = "→"

_WIDE = Context(prec=400)


class Phrase(str):
    """A template of the program's own, filled; `plural` and `number` where its form depends on a number."""

    template: str
    values: Mapping[str, str]
    plural: str
    number: int
    context: str

    def __new__(
        cls, template: str, values: Mapping[str, str], plural: str = "", number: int = 1, context: str = "phrase"
    ) -> Self:
        """The text in English."""
        form = plural if plural and number != 1 else template
        made = super().__new__(cls, form.format_map(values) if values else form)
        made.template, made.values, made.plural, made.number = template, values, plural, number
        made.context = context
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.template, self.values, self.plural, self.number, self.context)


class Help(Phrase):
    """A help text of the schema, in which names and examples stand between `…`; `names` has the ids of its names.

    It is said without these marks, each name as the workbook's vocabulary has it.
    """

    names: Mapping[str, str]

    def __new__(cls, template: str, names: Mapping[str, str]) -> Self:
        """The text in English."""
        made = str.__new__(cls, template.replace("`", ""))
        made.template, made.values, made.plural, made.number, made.context = template, {}, "", 1, "help"
        made.names = names
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.template, self.names)


class Named(str):
    """A name of the workbook's vocabulary, as it is in English; `key` is its id there."""

    key: str

    def __new__(cls, text: str, key: str) -> Self:
        """The English name."""
        made = super().__new__(cls, text)
        made.key = key
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (str.__str__(self), self.key)


class Listing(str):
    """Several texts in a row; `last` stands before the last one (`and`, `or`), or between any two (`→`)."""

    items: tuple[str, ...]
    last: str

    def __new__(cls, items: Iterable[str], last: str = "") -> Self:
        """The row in English: `a, b and c`."""
        row = tuple(items)
        if last == ARROW:
            made = super().__new__(cls, f" {ARROW} ".join(row))
        elif last and len(row) > 1:
            made = super().__new__(cls, f"{', '.join(row[:-1])} {last} {row[-1]}")
        else:
            made = super().__new__(cls, ", ".join(row))
        made.items, made.last = row, last
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.items, self.last)


class Figure(str):
    """A number with its separators of thousands, and all the decimals that it has."""

    number: Decimal

    def __new__(cls, number: Decimal | int) -> Self:
        """The number in English: `1,234.5`."""
        value = Decimal(number)
        text = f"{value:,f}"
        made = super().__new__(cls, text.rstrip("0").rstrip(".") if "." in text else text)
        made.number = value
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.number,)


class Amount(Figure):
    """An amount of money with as many decimals as it is paid in."""

    decimals: int

    def __new__(cls, number: Decimal | int, decimals: int = 2) -> Self:
        """The amount in English: `1,234.50`."""
        value = Decimal(number)
        made = str.__new__(cls, f"{value:,.{decimals}f}")
        made.number, made.decimals = value, decimals
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.number, self.decimals)


class Written(str):
    """A number as a cell or a formula shows it, such as `1200.5` or `90%`; said with the marks of the language."""


class Share(str):
    """A share, as the percentage that it is, with all the decimals that it has."""

    share: Decimal

    def __new__(cls, share: Decimal) -> Self:
        """The percentage in English: `12.5%`."""
        made = super().__new__(cls, f"{Figure(share.scaleb(2, _WIDE))}%")
        made.share = share
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.share,)


class Day(str):
    """A day; in English as the workbook writes it."""

    day: date

    def __new__(cls, day: date) -> Self:
        """The day in English: `2026-07-01`."""
        made = super().__new__(cls, day.isoformat())
        made.day = day
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """What a copy is made from."""
        return type(self), (self.day,)


class Month(Day):
    """The month of a day; in English as the workbook writes it."""

    def __new__(cls, day: date) -> Self:
        """The month in English: `2026-07`."""
        made = str.__new__(cls, day.isoformat()[:7])
        made.day = day
        return made


def phrase(text: str, /, **values: str) -> Phrase:
    """A phrase of the program's own, its gaps filled."""
    return Phrase(text, values)


def phrases(one: str, many: str, number: int, /, **values: str) -> Phrase:
    """The phrase in the form that a number takes; the number itself is its gap `n`."""
    return Phrase(one, {"n": f"{number:,}", **values}, many, number)


def of_schema(text: str, names: Mapping[str, str] | None = None) -> Phrase:
    """A help text of the schema; `names` has the vocabulary's id of each name that it may quote."""
    return Help(text, names or {})


def kept(value: object) -> str:
    """Any value as text; a text that knows how it was made stays one."""
    match value:
        case Phrase() | Named() | Figure() | Written() | Share() | Day() | Listing():
            return value
        case date():
            return Day(value)
        case Decimal():
            return Written(value)
    return str(value)
