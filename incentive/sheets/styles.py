"""The styles of cells: one restrained look for each kind of cell, and a number format for each unit.

A unit and a tone come in, an XlsxWriter format goes out; each combination is made once a book. Inputs are blue,
calculations black, negative numbers red with a minus.
"""

from typing import Any

from xlsxwriter import Workbook

from incentive.sheets.content import Tone

FONT = {"font_name": "Calibri", "font_size": 10}
INPUT_BLUE = "#1F3FA8"
_INK = "#1A1A1A"

_TONES: dict[Tone, dict[str, object]] = {
    Tone.INPUT: {"font_color": INPUT_BLUE},
    Tone.CALCULATED: {"font_color": _INK},
    Tone.CHECK_GOOD: {"font_color": "#1B5E20", "bg_color": "#E8F1E8"},
    Tone.CHECK_BAD: {"font_color": "#8E1B1B", "bg_color": "#F8E6E6", "bold": True},
    Tone.TOTAL: {"font_color": _INK, "bold": True, "top": 1},
}


class Styles:
    """The formats of one book."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[str, Tone, int | None], Any] = {}
        self.title = book.add_format({**FONT, "font_size": 14, "bold": True, "font_color": _INK})
        self.heading = book.add_format({**FONT, "font_size": 11, "bold": True, "font_color": _INK, "top": 0})
        label = {**FONT, "font_size": 9, "font_color": "#555555", "text_wrap": True, "valign": "bottom"}
        self.label = book.add_format({**label, "align": "left", "indent": 1})
        self.label_right = book.add_format({**label, "align": "right"})
        header = {**FONT, "bold": True, "bg_color": "#E9EDF0", "bottom": 1, "font_color": _INK}
        self.header = book.add_format({**header, "align": "left", "indent": 1})
        self.header_right = book.add_format({**header, "align": "right"})

    def of(self, unit: str, tone: Tone, decimals: int | None) -> Any:
        """The format of a value."""
        key = (unit, tone, decimals)
        if key not in self._made:
            look = {**FONT, **_TONES[tone], "valign": "vcenter"}
            pattern = number_format(unit, decimals)
            if pattern:
                look |= {"num_format": pattern, "align": "right"}
            else:
                # A text beside a number would stick to it.
                look |= {"align": "left", "indent": 1, "text_wrap": unit == "wrapped"}
            self._made[key] = self.book.add_format(look)
        return self._made[key]


def number_format(unit: str, decimals: int | None) -> str:
    """Excel's number format for a unit; empty for text."""
    if unit in {"text", "wrapped"}:
        return ""
    if unit == "truth":
        # Some programs show a truth value as a number where the format does not say otherwise.
        return '"TRUE";"TRUE";"FALSE"'
    if unit == "date":
        return "yyyy-mm-dd"
    if unit in {"days", "count"}:
        return "0;[Red]-0"
    if unit == "number" and decimals is None:
        return "General;[Red]-General"
    if unit == "percent":
        digits = _digits("0", 2 if decimals is None else decimals)
        return f"{digits}%;[Red]-{digits}%"
    digits = _digits("#,##0", 2 if decimals is None else decimals)
    return f"{digits};[Red]-{digits}"


def _digits(whole: str, decimals: int) -> str:
    return f"{whole}.{'0' * decimals}" if decimals else whole
