"""Which letters of a text the fonts of pages lack: a page shows a box in the place of each.

Text comes in, its letters without a shape go out. The fonts are those that pages embed, and no others (see `fonts`).
"""

import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from incentive.pages.fonts import static_folder

# What has no shape of its own: controls, format characters, spaces and line ends.
_SHAPELESS = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_VARIANTS = range(0xFE00, 0xFE10)


def letters_without_shape(text: str) -> str:
    """The letters that no font of pages has, each once, in the text's order."""
    known = _known()
    return "".join(letter for letter in dict.fromkeys(text) if ord(letter) not in known and _has_shape(letter))


def _has_shape(letter: str) -> bool:
    return unicodedata.category(letter) not in _SHAPELESS and ord(letter) not in _VARIANTS


@cache
def _known() -> frozenset[int]:
    """The letters that every weight of the font has."""
    found: list[frozenset[int]] = []
    for file in sorted(static_folder().glob("*.ttf")):
        with TTFont(file, lazy=True) as font:
            found.append(frozenset(font.getBestCmap()))
    return frozenset.intersection(*found)
