"""The accent colour: the company's own, darkened until text in it can be read on white.

A colour as hex text comes in, one of at least 4.5:1 against white goes out (contrast as WCAG 2.2 defines it).
"""

import re
from functools import cache

DEFAULT = "#1f5b7a"
READABLE = 4.5

_HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


@cache
def readable_on_white(colour: str) -> str:
    """`#rrggbb` of the same hue, no lighter than can be read; the product's own where the text is no hex colour."""
    found = _HEX.fullmatch(colour.strip())
    if found is None:
        return readable_on_white(DEFAULT)
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    channels = [int(digits[place : place + 2], 16) for place in (0, 2, 4)]
    while contrast_with_white(channels) < READABLE:
        channels = [channel * 97 // 100 for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def contrast_with_white(channels: list[int]) -> float:
    """The contrast ratio of a colour, 0 to 255 a channel, against white: 1 to 21."""
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
