"""The statements of a run: who gets one now, whose stays from the same run, who has none and why.

In come the calculation, the numbers of those asked for, the folder that is being prepared, and what lies in the run's
folder if that is the same run. Out go the files with their hashes. How a statement looks is not here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from incentive.engine.tables import Calculation
from incentive.i18n.phrases import phrase
from incentive.plan.records import Employee
from incentive.problems import Problem
from incentive.reports.filenames import stems
from incentive.runs.files import flush_folder, hash_of, keep
from incentive.runs.folder import STATEMENTS
from incentive.runs.progress import Progress
from incentive.runs.render import Job, render

NOT_WANTED = "the column Statement says no"
NOT_ASKED = "not asked for"
_MOST_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose statements are asked for, by number; who of them was named; on how many processes (None: what pays off)."""

    numbers: tuple[int, ...]
    named: tuple[int, ...] = ()
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The statements of the same run that are there already: their folder, and the hash of each by path within it."""

    folder: Path
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """What became of the statements: files with hashes, why anyone has none, and who of those asked for failed.

    `only` names, as options of the run, the people whose statements belong to the folder; None: everyone's. `boxes` are
    the letters of a statement that no font has, by employee; `names` are those people's names.
    """

    files: Mapping[str, str]
    without: Mapping[str, str]
    failed: Mapping[str, str]
    only: tuple[str, ...] | None
    boxes: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """A problem for each statement that could not be made, and for each that cannot show all of its letters."""
        failed = [Problem("RN030", values={"id": id, "why": why}) for id, why in self.failed.items()]
        boxed = [
            Problem("RN033", values={"id": id, "name": self.names[id], "letters": _spelt(letters)})
            for id, letters in self.boxes.items()
        ]
        return (*failed, *boxed)


def statement_paths(employees: Iterable[Employee]) -> dict[str, str]:
    """Where in the run's folder each person's statement lies, by employee id."""
    return {id: f"{STATEMENTS}/{stem}.pdf" for id, stem in stems(one.id for one in employees).items()}


def make_statements(
    calculation: Calculation, run: str, asked: Asked, partial: Path, earlier: Earlier | None, progress: Progress
) -> Made:
    """Write the statements into the folder that is being prepared; OSError where the machine refuses."""
    employees = calculation.plan.employees
    paths = statement_paths(employees)
    entitled = {number for number, employee in enumerate(employees) if employee.statement}
    wanted = set(asked.numbers) & entitled
    kept = _kept(employees, paths, entitled - wanted, earlier)
    # A statement of this run that is damaged or gone is made anew: the folder promises it.
    anew = sorted(wanted | {number for number, whole in kept.items() if not whole})
    staying = sorted(number for number, whole in kept.items() if whole)
    if anew or staying:
        (partial / STATEMENTS).mkdir()
    files = {paths[employees[number].id]: "" for number in sorted({*anew, *staying})}
    if earlier is not None:
        for number in staying:
            path = paths[employees[number].id]
            keep(earlier.folder / path, partial / path)
            files[path] = earlier.files[path]
    job = Job(calculation, run, {number: partial / paths[employees[number].id] for number in anew})
    failed, boxes = {}, {}
    for number, rendered in render(job, progress, asked.workers).items() if anew else ():
        id = employees[number].id
        if rendered.failure:
            failed[id] = rendered.failure
            del files[paths[id]]
        else:
            files[paths[id]] = rendered.sha256
            if rendered.boxes:
                boxes[id] = rendered.boxes
    if anew or staying:
        flush_folder(partial / STATEMENTS)
    belonging = {*anew, *staying}
    only = None if belonging == entitled else tuple(employees[number].id for number in sorted(belonging))
    names = {employees[number].id: employees[number].name for number in anew}
    return Made(files, _without(employees, belonging, failed), failed, only, boxes, names)


def _spelt(letters: str) -> str:
    """The first of the letters, and how many more there are."""
    first = " ".join(letters[:_MOST_LETTERS])
    more = len(letters) - _MOST_LETTERS
    return phrase("{names} and {n} more", names=first, n=str(more)) if more > 0 else first


def _kept(
    employees: tuple[Employee, ...], paths: Mapping[str, str], others: set[int], earlier: Earlier | None
) -> dict[int, bool]:
    """Who of those not asked for has a statement in the same run, and whether the file is still whole."""
    if earlier is None:
        return {}
    found = {}
    for number in others:
        path = paths[employees[number].id]
        if path in earlier.files:
            file = earlier.folder / path
            found[number] = file.is_file() and hash_of(file) == earlier.files[path]
    return found


def _without(employees: tuple[Employee, ...], belonging: set[int], failed: Mapping[str, str]) -> dict[str, str]:
    """Why anyone has no statement, in the sheet's order."""
    reasons = {}
    for number, employee in enumerate(employees):
        if not employee.statement:
            reasons[employee.id] = NOT_WANTED
        elif employee.id in failed:
            reasons[employee.id] = f"could not be made: {failed[employee.id]}"
        elif number not in belonging:
            reasons[employee.id] = NOT_ASKED
    return reasons
