"""Check: every problem of a workbook in one pass, from reading it and from calculating with what could be read.

In comes a path, out go the plan, its calculation (as far as there is one) and the problems in the order in which a
person mends them. Nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from incentive.engine.calculate import calculate
from incentive.engine.tables import Calculation
from incentive.plan import Plan
from incentive.planning.sense import sense
from incentive.problems import Problem, Severity, gathered, sort_key, suppress
from incentive.runs.exits import Exit, Stop
from incentive.runs.given import require_file, require_files
from incentive.runs.progress import Progress, silent
from incentive.workbook.read import read_with
from incentive.workbook.sources.given import Given
from incentive.workbook.sources.merging import Sources
from incentive.workbook.sources.opening import TakenFile

_FIGURES_MISSING = {"CA043", "CA075"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A workbook as read and calculated. `calculation` is there only where the plan could be built at all.

    `files` are those beside the workbook that it was read with, `sources` what was found in them. `noticed` are those
    of the problems that came from reading, each by itself.
    """

    path: Path
    plan: Plan | None
    calculation: Calculation | None
    problems: tuple[Problem, ...]
    files: tuple[TakenFile, ...] = ()
    sources: Sources | None = None
    noticed: tuple[Problem, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many problems are of this severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def sound(self) -> bool:
        """Whether nothing stands against a run."""
        return self.calculation is not None and not self.count(Severity.ERROR)

    @property
    def waits(self) -> bool:
        """Whether nothing but missing figures stands against a run."""
        errors = {problem.code for problem in self.problems if problem.severity is Severity.ERROR}
        return self.plan is not None and bool(errors) and errors <= _FIGURES_MISSING

    @property
    def exit(self) -> Exit:
        """How a command that only checks ends."""
        return Exit.DONE if self.sound else Exit.FILE


def check(path: Path, progress: Progress = silent, given: Given | None = None) -> Checked:
    """Read the workbook, with the files given, and calculate with what could be read; Stop where a file is missing."""
    given = given or Given()
    require_file(path)
    require_files(path, given)
    progress("Reading", 0, None)
    read = read_with(path, given)
    plan, found = read.plan, read.problems
    if plan is None:
        return Checked(path, None, None, ordered(found), read.files, read.sources, found)
    progress("Calculating", 0, None)
    calculation = calculate(plan)
    return Checked(path, plan, calculation, all_problems(found, calculation), read.files, read.sources, found)


def all_problems(noticed: Iterable[Problem], calculation: Calculation) -> tuple[Problem, ...]:
    """The problems of reading and of calculating, in order."""
    # What follows only from a cell that is already reported would bury that report.
    later = suppress(calculation.problems, calculation.plan.broken)
    return ordered((*noticed, *later))


def looked_over(checked: Checked) -> Checked:
    """The same with what a careful colleague would ask about the plan, wherever it was read whole."""
    if checked.plan is None:
        return checked
    return replace(checked, problems=ordered((*checked.problems, *sense(checked.plan))))


def calculated(checked: Checked) -> tuple[Plan, Calculation]:
    """The plan and its calculation with all problems, the reader's too; Stop with them where one is an error."""
    if checked.plan is None or checked.calculation is None or not checked.sound:
        raise Stop(Exit.FILE, checked.problems)
    return checked.plan, replace(checked.calculation, problems=checked.problems)


def ordered(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems in order, each once however many passes found it; many of a kind are one."""
    once = {(problem.code, problem.places, problem.message): problem for problem in problems}
    return tuple(sorted(gathered(sorted(once.values(), key=sort_key)), key=sort_key))
