"""Changes to the text of a formula: a function call replaced, an operator exchanged.

In: a formula's text. Out: the changed text, or None where the formula does not hold what is to be changed. Only as much
of the language is read as this takes: text in quotes, names, brackets and the arguments of a call.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_PARTS = re.compile(r'"[^"]*"|\[[^\]]*\]|<>|<=|>=|[A-Za-z_][\w.]*|\d+(?:\.\d+)?|\s+|.')


def parts(text: str) -> list[str]:
    """The text in pieces that, joined, are the text again."""
    return _PARTS.findall(text)


def call(text: str, function: str, replace: Callable[[list[str]], str | None]) -> str | None:
    """The text with the first call of a function replaced by what `replace` makes of its arguments."""
    pieces = parts(text)
    for place, piece in enumerate(pieces):
        if piece.upper() == function and pieces[place + 1 : place + 2] == ["("]:
            arguments, end = _arguments(pieces, place + 2)
            new = replace(arguments)
            return None if new is None else "".join([*pieces[:place], new, *pieces[end:]])
    return None


def _arguments(pieces: list[str], begin: int) -> tuple[list[str], int]:
    depth, arguments, place = 0, [""], begin
    while place < len(pieces):
        piece = pieces[place]
        if piece == ")" and depth == 0:
            return [argument.strip() for argument in arguments], place + 1
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece in (",", ";") and depth == 0:
            arguments.append("")
        else:
            arguments[-1] += piece
        place += 1
    raise ValueError(f"a call that does not end: {''.join(pieces)}")


def operator(text: str, old: str, new: str) -> str | None:
    """The text with every such operator exchanged, outside text in quotes; None where it has none."""
    pieces = parts(text.removeprefix("="))
    if old not in pieces:
        return None
    return "".join(new if piece == old else piece for piece in pieces)


def unary_minus(text: str) -> str | None:
    """The text without the minus signs that stand before a value; None where there is none."""
    kept: list[str] = []
    found = False
    for piece in parts(text.removeprefix("=")):
        before = "".join(kept).rstrip()[-1:]
        if piece == "-" and (before == "" or before in "(,;^*/+-=<>"):
            found = True
        else:
            kept.append(piece)
    return "".join(kept) if found else None
