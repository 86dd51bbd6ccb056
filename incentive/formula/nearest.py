"""The likely meant name: for "did you mean" in problems.

A wrong name and the names that exist come in, the nearest of them goes out as it is written, or None where nothing is
near. Names are compared as the one normaliser sees them.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches

from incentive.formula.scope import FormulaError
from incentive.formula.tree import Name, normalise

_CELL = re.compile(r"[A-Za-z]{1,3}[1-9][0-9]{0,6}")


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like the name, or None."""
    by_key = {normalise(candidate): candidate for candidate in candidates}
    found = get_close_matches(normalise(name), list(by_key), n=1, cutoff=0.6)
    return by_key[found[0]] if found else None


def unknown_name(node: Name, candidates: Iterable[str]) -> FormulaError:
    """The error for a name that nothing bears: a cell's address, a misspelling, or simply unknown."""
    near = nearest(node.name, candidates)
    if near is not None:
        return FormulaError("FX027", node.at, {"name": node.name, "nearest": near})
    if _CELL.fullmatch(node.name):
        return FormulaError("FX017", node.at, {"reference": node.name})
    return FormulaError("FX026", node.at, {"name": node.name})
