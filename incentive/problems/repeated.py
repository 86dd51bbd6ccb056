"""One mistake made many times is one problem: a column typed as text is said once, with all of its cells.

Problems come in as they were found, each with its own cell; what goes out has one in the place of many of a kind. Of
few, each stays by itself: a person mends them one by one, and reads what is wrong with each.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace

from incentive.problems.problem import Place, Problem

SAME_WORDS = 5
"""So many problems that say the same of one column are one."""
SAME_KIND = 21
"""So many of one code in one column are one, whatever each says: their cause is the column's, not the cell's."""

_COLUMN = re.compile(r"[A-Z]*")


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those that repeat each other as one at the first of their cells."""
    return _merged(_merged(problems, _words, SAME_WORDS), _kind, SAME_KIND)


def _words(problem: Problem) -> Hashable:
    """Same code, same column, same words."""
    return (*_column(problem), problem.message, problem.hint)


def _kind(problem: Problem) -> Hashable:
    """Same code and column, and the same KPI where there is one; of what is wrong in formulas, the same cell."""
    own = problem.places[0].cell if problem.places and "context" in problem.values else problem.values.get("kpi")
    return (*_column(problem), own)


def _column(problem: Problem) -> tuple[Hashable, ...]:
    place = problem.places[0] if problem.places else Place()
    found = _COLUMN.match(place.cell or "")
    return problem.code, place.file, place.sheet, found[0] if found else ""


def _merged(problems: Iterable[Problem], key: Callable[[Problem], Hashable], least: int) -> list[Problem]:
    groups: dict[Hashable, list[Problem]] = {}
    for problem in problems:
        groups.setdefault(key(problem), []).append(problem)
    return [each for group in groups.values() for each in (_one(group) if _many(group) >= least else group)]


def _many(group: list[Problem]) -> int:
    return sum(problem.times for problem in group) if len(group) > 1 else 0


def _one(group: list[Problem]) -> list[Problem]:
    """The first of them, with the main cells of all, then the others that they name."""
    first = group[0]
    main = [problem.places[: problem.times] for problem in group]
    rest = [problem.places[problem.times :] for problem in group]
    cells = sorted({place for each in main for place in each}, key=_reading_order)
    places = tuple(dict.fromkeys((*cells, *(place for each in rest for place in each))))
    about = tuple(dict.fromkeys(subject for problem in group for subject in problem.about))
    return [replace(first, places=places, about=about, times=_many(group))]


def _reading_order(place: Place) -> tuple[int, str]:
    """By row; all are of one column."""
    cell = place.cell or ""
    digits = _COLUMN.sub("", cell, count=1)
    return int(digits or 0), cell
