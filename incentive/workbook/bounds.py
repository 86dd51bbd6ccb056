"""The bounds of a sheet, and names of its cells and ranges as numbers.

In: letters of columns, names of ranges. Out: numbers counted from 1; beyond every sheet where a name is none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from incentive.workbook.book_forms import Merged

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
_MOST_MERGED = 10_000
_RANGE = re.compile(r"(?P<left>[A-Z]{1,3})(?P<first>\d{1,7}):(?P<right>[A-Z]{1,3})(?P<last>\d{1,7})")


class TooManyCells(Exception):
    """The sheets of the plan hold more cells than are read, or cells where no sheet has any."""


@lru_cache(20_000)
def column_of(letters: str) -> int:
    """The column's number; beyond every sheet where the letters are none."""
    number = 0
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        return MOST_COLUMNS + 1
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def merged_of(references: Iterable[str]) -> list[Merged]:
    """Merged cells by the names of their ranges; names that are none are passed over."""
    merged: list[Merged] = []
    for reference in references:
        found = _RANGE.fullmatch(reference)
        if found is not None and len(merged) < _MOST_MERGED:
            first, last = int(found["first"]), min(int(found["last"]), MOST_ROWS)
            merged.append(Merged(reference, first, last, column_of(found["left"]), column_of(found["right"])))
    return merged
