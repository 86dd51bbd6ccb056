"""The terminal: first the answer, then the reasons; a screenful, not a log. All of it goes to stderr.

Problems and figures come in; lines go out, with colours and progress only where stderr is a terminal. NO_COLOR is
honoured. What the lines say is the problems' own; nothing is decided here.
"""

import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from incentive.cli.spoken import spoken, told, told_count
from incentive.cli.words import join, shown
from incentive.problems import Problem, Severity
from incentive.runs.progress import Progress as Told
from incentive.runs.progress import silent

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}
_PLAIN_WIDTH = 110  # where there is no terminal to ask
_PLACE_WIDTH = 24
_SAME = 12  # so many problems of one code are shown; more of them say the same again
_NOTICES = 5  # so many notices are shown; more of them are only counted
_PLACES = 6  # so many further cells of one problem are named
_BETWEEN = 0.1  # seconds from one picture of the bar to the next


class Screen:
    """Writes to stderr as it is now; `verbose` shows every problem, however many say the same."""

    def __init__(self, verbose: bool = False) -> None:
        self.console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self.verbose = verbose
        self.width = max(60, self.console.width) if self.console.is_terminal else _PLAIN_WIDTH

    def say(self, text: str, style: str = "") -> None:
        """One line, as long as it is; text of users must have gone through `shown`."""
        self.console.print(Text(text, style), soft_wrap=True)

    def problems(self, problems: Sequence[Problem]) -> None:
        """The problems, each with its place, its code and how to mend it; repetitions and many notices are counted."""
        chosen, left = self._choose(problems)
        column = max([len(_place(problem)) for problem in chosen if len(_place(problem)) <= _PLACE_WIDTH] or [0])
        for problem in chosen:
            for line in self._lines(problem, column):
                self.console.print(line, soft_wrap=True)
        for text in left:
            self.say(f"  {text}", "dim")

    def tally(self, problems: Iterable[Problem], end: str) -> None:
        """The last line: how many problems of which severity, and what that meant."""
        self.say(f"{tally(problems)} {end}".strip())

    def _choose(self, problems: Sequence[Problem]) -> tuple[list[Problem], list[str]]:
        if self.verbose:
            return list(problems), []
        notices = sum(problem.severity is Severity.NOTICE for problem in problems)
        chosen: list[Problem] = []
        of_code: Counter[str] = Counter()
        for problem in problems:
            of_code[problem.code] += 1
            hidden = problem.severity is Severity.NOTICE and notices > _NOTICES
            if not hidden and of_code[problem.code] <= _SAME:
                chosen.append(problem)
        severities = {problem.code: problem.severity for problem in problems}
        left = [
            f"… {told_count('and {n} more of {code}', 'and {n} more of {code}', number - _SAME, code=code)}"
            for code, number in of_code.items()
            if number > _SAME and not (severities[code] is Severity.NOTICE and notices > _NOTICES)
        ]
        if notices > _NOTICES:
            left.append(
                told_count(
                    "{n} notice on how the workbook was understood",
                    "{n} notices on how the workbook was understood",
                    notices,
                )
            )
        if left:
            left[-1] += f"; {told('--verbose shows all')}"
        return chosen, left

    def _lines(self, problem: Problem, column: int) -> Iterator[Text]:
        place = _place(problem)
        words = max(len(_severity(each)) for each in Severity) + 2
        margin = 2 + words + (column + 2 if column else 0)
        width = max(30, self.width - margin)
        message = textwrap.wrap(shown(problem.message_in(spoken())), width) or [""]
        head = Text("  ").append(f"{_severity(problem.severity):<{words}}", _STYLE[problem.severity])
        if len(place) > column:
            yield head.append(place)
            head = Text(" " * margin)
        elif column:
            head.append(f"{place:<{column + 2}}")
        yield head.append(message[0])
        for more in message[1:]:
            yield Text(" " * margin + more)
        under = textwrap.wrap(_elsewhere(problem), width) + textwrap.wrap(shown(problem.hint_in(spoken())), width)
        if not under or len(under[-1]) + 2 + len(problem.code) > width:
            under.append("")
        for line in under[:-1]:
            yield Text(" " * margin).append(line, "dim")
        gap = " " * (width - len(under[-1]) - len(problem.code)) if self.console.is_terminal else "   "
        yield Text(" " * margin).append(under[-1], "dim").append(gap + problem.code, "dim")

    @contextmanager
    def progress(self) -> Iterator[Told]:
        """A bar with the rate and the time left while the work goes on; nothing where there is no terminal."""
        if not self.console.is_terminal:
            yield silent
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(30),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        # Without a thread of its own: worker processes are forked while the bar is shown.
        with Progress(*columns, console=self.console, transient=True, auto_refresh=False) as bar:
            task = bar.add_task("", total=None, rate="")
            shown_at = 0.0

            def told(phase: str, done: int, total: int | None, /) -> None:
                nonlocal shown_at
                changed = bar.tasks[0].description != phase or done == total
                if not changed and time.monotonic() < shown_at + _BETWEEN:
                    return
                shown_at = time.monotonic()
                speed = bar.tasks[0].speed
                rate = _rate(done, total, speed)
                if bar.tasks[0].description != phase:
                    bar.reset(task, total=total, description=phase, rate=rate, completed=done)
                else:
                    bar.update(task, total=total, completed=done, rate=rate)
                bar.refresh()

            yield told


def tally(problems: Iterable[Problem]) -> str:
    """`3 problems: 1 error and 2 warnings.`"""
    counted = Counter(problem.severity for problem in problems)
    parts = [_counted(severity, counted[severity]) for severity in Severity if counted[severity]]
    if not parts:
        return told("No problems.")
    whole = told_count("{n} problem", "{n} problems", counted.total())
    return f"{parts[0]}." if len(parts) == 1 else f"{whole}: {join(parts)}."


def _counted(severity: Severity, number: int) -> str:
    match severity:
        case Severity.ERROR:
            return told_count("{n} error", "{n} errors", number)
        case Severity.WARNING:
            return told_count("{n} warning", "{n} warnings", number)
        case Severity.NOTICE:
            return told_count("{n} notice", "{n} notices", number)


def _severity(severity: Severity) -> str:
    match severity:
        case Severity.ERROR:
            return told("error")
        case Severity.WARNING:
            return told("warning")
        case Severity.NOTICE:
            return told("notice")


def _rate(done: int, total: int | None, speed: float | None) -> str:
    """How far a piece of work is, and how fast it goes."""
    if total is None:
        return ""
    number = spoken().number
    if not speed:
        return told("{done} of {total}", done=number(done), total=number(total))
    return told(
        "{done} of {total}, {speed} a second", done=number(done), total=number(total), speed=number(round(speed))
    )


def _place(problem: Problem) -> str:
    return shown(str(problem.places[0])) if problem.places else ""


def _elsewhere(problem: Problem) -> str:
    """The other cells that a problem is about."""
    others = [shown(str(place)) for place in problem.places[1:]]
    if not others:
        return ""
    left = len(others) - _PLACES
    if left > 0:
        first = ", ".join(others[:_PLACES])
        return told_count("with {places} and {n} more", "with {places} and {n} more", left, places=first)
    return told("with {places}", places=join(others))
