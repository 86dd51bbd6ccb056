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

MISSING = 5
"""So many missing figures with a blank cell that waits for each are a period yet to be filled in: once a sheet."""

_COLUMN = re.compile(r"[A-Z]*")
_NAMED = 12  # so many KPIs are named


def gathered(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, those that repeat each other as one at the first of their cells."""
    return _merged(_merged(_waiting(list(problems)), _words, SAME_WORDS), _kind, SAME_KIND)


def _waiting(problems: list[Problem]) -> list[Problem]:
    """Missing figures once a sheet, at the blank cells that wait for them; that it has blanks is then said already."""
    missing = [problem for problem in problems if problem.code == "CA043" and problem.values.get("waiting", "0") != "0"]
    sheets: dict[tuple[str | None, str | None], list[Problem]] = {}
    for problem in missing:
        sheets.setdefault(_sheet(problem), []).append(problem)
    kept = [problem for problem in problems if problem.code != "WB094" or _sheet(problem) not in sheets]
    if len(missing) < MISSING:
        return kept
    gone = {id(problem) for group in sheets.values() if len(group) > 1 for problem in group}
    ones = [_of_sheet(group) for group in sheets.values() if len(group) > 1]
    return [*(problem for problem in kept if id(problem) not in gone), *ones]


def _of_sheet(group: list[Problem]) -> Problem:
    """One problem for the missing figures of a sheet."""
    waiting = [place for problem in group for place in problem.places[: int(problem.values["waiting"])]]
    places = tuple(sorted(dict.fromkeys(waiting), key=_row_by_row))
    main = _sheet(group[0])
    own = [place for place in places if (place.file, place.sheet) == main]
    others = [place for place in places if (place.file, place.sheet) != main]
    kpis = list(dict.fromkeys(problem.values["kpi"] for problem in group))
    named = ", ".join(kpis[:_NAMED]) + (", …" if len(kpis) > _NAMED else "")
    words = {"sheet": own[0].sheet or "", "count": str(len(own)), "kpis": named}
    about = tuple(dict.fromkeys(subject for problem in group for subject in problem.about))
    return Problem("CA075", (*own, *others), words, about)


def _row_by_row(place: Place) -> tuple[str, int, int, str]:
    letters = _COLUMN.match(place.cell or "")
    column = letters[0] if letters else ""
    return place.sheet or "", _reading_order(place)[0], len(column), column


def _sheet(problem: Problem) -> tuple[str | None, str | None]:
    place = problem.places[0] if problem.places else Place()
    return place.file, place.sheet


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
