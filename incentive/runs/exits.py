"""How a command ends: the exit codes, and `Stop`, by which a use case says that it cannot go on.

The codes are documented in docs/commands.md, which is generated from the words here.
"""

from collections.abc import Sequence
from enum import IntEnum

from incentive.problems import Problem


class Exit(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    FILE = 1
    USE = 2
    IN_PART = 3
    UNVERIFIED = 4
    MACHINE = 5
    INTERRUPTED = 130


MEANING: dict[Exit, str] = {
    Exit.DONE: "Done. There may have been warnings.",
    Exit.FILE: "Something inside a given file is wrong. Nothing was written.",
    Exit.USE: "Wrong use: a missing file, a wrong option, a folder that holds another plan. Nothing was written.",
    Exit.IN_PART: "Done in part: all results are there, but not every statement could be made.",
    Exit.UNVERIFIED: "What was to be verified does not verify. No command of this version ends so.",
    Exit.MACHINE: "The machine failed: disk, permission, lock, memory, time, or a fault in the program.",
    Exit.INTERRUPTED: "Interrupted from the keyboard.",
}


class Stop(Exception):
    """A use case ends here: with these problems, and this exit code."""

    def __init__(self, code: Exit, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.code = code
        self.problems = tuple(problems)


def wrong_use(code: str, **values: str) -> Stop:
    """The Stop of a wrong use: one problem, exit code 2."""
    return Stop(Exit.USE, [Problem(code, values=values)])
