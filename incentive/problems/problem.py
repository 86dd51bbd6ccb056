"""`Problem` and `Place`: one thing that is wrong and the cells it is about.

A place is a workbook, a sheet and a cell, each as far as known; the cell's value comes along as text. `about` names
what the problem concerns (`employee:00417`), so that follow-up problems of something already reported stay unsaid.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from incentive.i18n.phrases import phrases
from incentive.i18n.speech import Speech
from incentive.problems.catalogue import CATALOGUE
from incentive.problems.entry import Entry, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """A cell (`E7`), row (`7`) or sheet; `file` is None for the plan workbook itself; `value` as displayed."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        spot = self.sheet or ""
        if self.cell:
            spot = f"{spot}!{self.cell}"
        return f"{self.file}: {spot}" if self.file and spot else self.file or spot


@dataclass(frozen=True, slots=True)
class Problem:
    """A code of the catalogue, its places (the first is the main one) and the words its sentences need.

    `times` is how many of a kind it stands for; its words are then those of the first of them.
    """

    code: str
    places: tuple[Place, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    about: tuple[str, ...] = ()
    times: int = 1

    @property
    def entry(self) -> Entry:
        """The catalogue's entry of the code."""
        return CATALOGUE[self.code]

    @property
    def severity(self) -> Severity:
        """error, warning or notice."""
        return self.entry.severity

    @property
    def message(self) -> str:
        """What is wrong, in English words, as files say it."""
        return self.message_in(Speech())

    @property
    def hint(self) -> str:
        """How to mend it, in English words."""
        return self.hint_in(Speech())

    def message_in(self, speech: Speech) -> str:
        """What is wrong; the value `context` (which step, which person) is said first where there is one."""
        said = speech.filled(self.entry.message, "problem", self.values)
        context = self.values.get("context")
        if context:
            said = f"{speech.said(context)}: {said}"
        if self.times > 1:
            more = phrases("The same goes for {n} more.", "The same goes for {n} more.", self.times - 1)
            said = f"{said} {speech.said(more)}"
        return said

    def hint_in(self, speech: Speech) -> str:
        """How to mend it."""
        return speech.filled(self.entry.hint, "hint", self.values)


def sort_key(problem: Problem) -> tuple[object, ...]:
    """Errors first, then by sheet and cell as a person reads them (rows before columns), then by code."""
    rank = (Severity.ERROR, Severity.WARNING, Severity.NOTICE).index(problem.severity)
    place = problem.places[0] if problem.places else Place()
    cell = place.cell or ""
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :] or 0)
    return (rank, place.file or "", place.sheet or "", row, len(letters), letters, problem.code, problem.message)


def suppress(problems: Iterable[Problem], broken: Collection[str]) -> list[Problem]:
    """The problems that are not mere consequences of what is already reported as broken."""
    return [problem for problem in problems if not any(subject in broken for subject in problem.about)]
