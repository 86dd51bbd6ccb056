"""What counts as a feature of a plan, and what the plan is without it.

In: the sheets of a plan. Out: `features_of`, by feature used a function that gives the sheets without it: a setting
falls to its default, a rule to another rule, a row or sheet is removed, a function is replaced by one of its
arguments. Where mere removal would make every plan invalid (a weight, a policy that fills a gap), another choice
stands in. `FEATURES` names all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from tests.random_plans.ablations import ABLATIONS
from tests.random_plans.form import Sheets

FEATURES: tuple[str, ...] = tuple(ABLATIONS)


def features_of(sheets: Sheets) -> Mapping[str, Callable[[], Sheets]]:
    """The features that these sheets use, each with the way to the sheets without it."""
    used: dict[str, Callable[[], Sheets]] = {}
    for name, remove in ABLATIONS.items():
        copy = copied(sheets)
        if remove(copy) and copy != sheets:
            used[name] = partial(without, sheets, name)
    return used


def without(sheets: Sheets, name: str) -> Sheets:
    """A copy of the sheets without the feature of this name."""
    copy = copied(sheets)
    ABLATIONS[name](copy)
    return copy


def copied(sheets: Sheets) -> Sheets:
    """A copy whose rows may be changed; what is in the cells never is."""
    return {name: [row.copy() for row in rows] for name, rows in sheets.items()}
