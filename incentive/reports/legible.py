"""Text that people typed, made fit for a line of print: no control characters, no runs of spaces, no endless names.

Text comes in as read, text goes out; results, inputs and payroll files keep what was typed.
"""

import unicodedata

LONGEST_NAME = 80
LONGEST_TEXT = 400

# Controls, surrogates, private use, unassigned; format characters that turn or hide text are controls in effect.
_UNPRINTABLE = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
_TURNING = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF)}


def legible(text: str, longest: int = LONGEST_NAME) -> str:
    """The text on one line, cut with `…` where it is longer than `longest`."""
    # A text of a million characters is cut before it is looked at, with room for what will be taken out.
    shown = "".join(" " if _is_unprintable(letter) else letter for letter in text[: longest * 8])
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _is_unprintable(letter: str) -> bool:
    return letter in _TURNING or unicodedata.category(letter) in _UNPRINTABLE
