"""The file and the names that a command was given: whether they are there, and what was probably meant.

In come paths and ids as typed, out goes nothing, or a `Stop` of wrong use. What is inside a file is not judged here.
"""

import difflib
import unicodedata
from collections.abc import Collection, Sequence
from pathlib import Path

from incentive.i18n.phrases import Listing, phrase
from incentive.plan import Plan
from incentive.runs.exits import wrong_use
from incentive.workbook.sources.given import Given

_MOST_PEOPLE = 8  # so many people that may be meant are named
_LONGEST_PASSWORD = 4096  # bytes; Excel takes 255 letters


def require_file(path: Path) -> None:
    """Stop unless there is a file under this path. A path that may not be looked at raises its own OSError."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise wrong_use("RN001", file=str(path), here=str(Path.cwd())) from None
    if path.is_dir():
        raise wrong_use("RN002", file=str(path))
    if not path.is_file():
        raise wrong_use("RN007", file=str(path))


def require_files(path: Path, given: Given) -> None:
    """Stop unless each file given beside the workbook is there, and is no file that is read already."""
    seen = {path.resolve()}
    for file in given.files:
        require_file(file)
        if file.resolve() in seen:
            raise wrong_use("RN026", file=str(file))
        seen.add(file.resolve())


def password_in(path: Path) -> str:
    """The password on the first line of a file; Stop where there is none."""
    require_file(path)
    with path.open("rb") as file:
        line = file.readline(_LONGEST_PASSWORD)
    try:
        password = line.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        password = ""
    if not password:
        raise wrong_use("RN028", file=str(path))
    return password


def require_employee(plan: Plan, wanted: str, by_name: bool = False) -> int:
    """The number of the employee in the sheet's order, by id or, if asked for, by a name that one person alone has.

    Stop where there is none, or several, naming who may be meant.
    """
    for number, employee in enumerate(plan.employees):
        if employee.id == wanted:
            return number
    named = [at for at, one in enumerate(plan.employees) if one.name and _folded(one.name) == _folded(wanted)]
    if by_name and len(named) == 1:
        return named[0]
    raise wrong_use("RN014", id=wanted, near=_who(plan, wanted, named))


def _who(plan: Plan, wanted: str, named: Sequence[int]) -> str:
    """Who may be meant, each with id and name: those of this very name, of a part of it, of one that is nearly it."""
    words = set(_folded(wanted).split())
    if not named:
        named = [at for at, one in enumerate(plan.employees) if words and words <= set(_folded(one.name).split())]
    if not named:
        near = nearest(wanted, [one.id for one in plan.employees])
        near_name = nearest(wanted, [one.name for one in plan.employees if one.name])
        named = [at for at, one in enumerate(plan.employees) if one.id == near]
        named = named or [at for at, one in enumerate(plan.employees) if one.name == near_name]
    people = [f"{plan.employees[at].id} ({plan.employees[at].name})" for at in named[:_MOST_PEOPLE]]
    if not people:
        return phrase("See the column Employee of the sheet Employees.")
    return phrase(
        "Did you mean {people}?", people=Listing([*people, *(["…"] if len(named) > len(people) else [])], "or")
    )


def meant(wanted: str, known: Collection[str], others: Collection[str] = ()) -> str:
    """What was probably meant, and all that is known; `others` are known too, but too many to be listed."""
    near = nearest(wanted, [*known, *others])
    if known and near:
        return phrase('Did you mean "{near}"? There are: {names}.', near=near, names=", ".join(known))
    if near:
        return phrase('Did you mean "{near}"?', near=near)
    return phrase("There are: {names}.", names=", ".join(known)) if known else ""


def nearest(wanted: str, known: Collection[str]) -> str | None:
    """The known name most like the wanted one, whatever its leading zeros; None where nothing is alike."""
    folded = {_folded(name).lstrip("0"): name for name in reversed(list(known))}
    key = _folded(wanted).lstrip("0")
    if key in folded:
        return folded[key]
    close = difflib.get_close_matches(key, folded, n=1, cutoff=0.5)
    return folded[close[0]] if close else None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
