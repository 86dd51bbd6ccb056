"""`incentive check`: every problem of a workbook in one pass."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incentive.cli.answers import answer
from incentive.cli.options import FILE, JSON, VERBOSE, Beside, with_files_saved, with_password
from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, told, told_count
from incentive.cli.words import shown
from incentive.i18n.speech import speech
from incentive.plan import Plan
from incentive.runs.exits import Exit, Stop

if TYPE_CHECKING:
    from incentive.runs.check import Checked


@click.command(cls=Command)
@FILE
@JSON
@VERBOSE
@click.option(
    "--annotate",
    "out",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write a copy in which each problem is marked and commented, with a first sheet that lists them.",
)
@click.option("--watch", is_flag=True, help="Check again each time the workbook is saved, until Ctrl+C.")
@click.option("--force", is_flag=True, help="Overwrite OUT if it exists.")
@with_files_saved
@with_password
def check(
    file: Path,
    *,
    as_json: bool,
    verbose: bool,
    out: Path | None,
    watch: bool,
    force: bool,
    beside: Beside,
) -> Exit:
    """List every problem of a workbook.

    Each comes with its cell, what is wrong there and how to mend it, all in one pass. The whole
    calculation is done; the workbook itself is never written to. Errors stand against a run; warnings
    and notices do not.
    """
    from incentive.runs.annotate import allow

    for copy in (out, beside.save):
        if copy is not None:
            allow(file, copy, force)
    asked = _Asked(file, verbose, out, beside)
    if not watch:
        return _once(asked, as_json, force)
    if as_json:
        raise click.UsageError(told("--watch speaks to a person; leave out --json"))
    return _again_and_again(asked)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is checked, and which copies are wanted."""

    file: Path
    verbose: bool
    out: Path | None
    beside: Beside


def _again_and_again(asked: _Asked) -> Exit:
    """Check at each save; what was last found is how the command ends."""
    from incentive.runs.watch import saves

    last = Exit.DONE
    screen = Screen(asked.verbose)
    try:
        for _ in saves(asked.file, *asked.beside.given.files):
            screen.say(f"{datetime.now().astimezone():%H:%M:%S}", "dim")
            try:
                last = _once(asked, False, True)
            except Stop as stop:
                last = stop.code
                screen.problems(stop.problems)
            screen.say(told("Watching for the next save; Ctrl+C ends it."), "dim")
    except KeyboardInterrupt:
        return last
    return last


def _once(asked: _Asked, as_json: bool, force: bool) -> Exit:
    from incentive.runs.annotate import annotate
    from incentive.runs.check import check as checked_workbook
    from incentive.runs.check import looked_over
    from incentive.runs.save_sources import save_sources

    file, out = asked.file, asked.out
    screen = Screen(asked.verbose)
    with screen.progress() as progress:
        checked = looked_over(checked_workbook(file, progress, asked.beside.given))
    # A file speaks the plan's language, whoever has it written.
    language = speech(checked.plan.settings.language if checked.plan is not None else "")
    copied = out is not None and annotate(checked, out, language, force)
    saved = None if asked.beside.save is None else save_sources(checked, asked.beside.save, force)
    if as_json:
        answer({} if out is None else {"annotated": str(out) if copied else None}, checked.problems)
        return checked.exit
    screen.say(headline(file, checked.plan))
    screen.problems(checked.problems)
    screen.tally(checked.problems, _end(checked))
    if out is not None:
        name = shown(str(out))
        if copied:
            screen.say(told("{file} shows them cell by cell.", file=name))
        else:
            screen.say(told("{file} was not written: no sheet of a plan was found.", file=name))
    if asked.beside.save is not None:
        tell_saved(screen, asked.beside, saved)
    return checked.exit


def _end(checked: "Checked") -> str:
    """Whether the workbook can be run, and what alone stands against that where it is figures."""
    if checked.sound:
        return told("It can be run.")
    if checked.waits:
        return told("Nothing but figures is missing; with them it can be run.")
    return told("It cannot be run yet.")


def tell_saved(screen: Screen, beside: Beside, to_move: Sequence[str] | None) -> None:
    """Say that the copy with its sheet Sources is there, and which files have yet to be put beside it."""
    name = shown(str(beside.save))
    if to_move is None:
        screen.say(told("{file} was not written: no sheet of a plan was found.", file=name))
        return
    screen.say(told("{file} names the files and columns on its sheet Sources.", file=name))
    if to_move:
        files = ", ".join(shown(each) for each in to_move)
        screen.say(told("To be found from there, put into its folder: {files}", files=files))
    if beside.given.prefer_people:
        screen.say(told("What is preferred is a decision of the day and is not kept there: say --prefer again."))


def headline(file: Path, plan: Plan | None) -> str:
    """The workbook in one line: what it is called, its plan and period, how much is in it."""
    if plan is None:
        return shown(file.name)
    roles = {employee.role for employee in plan.employees}
    size = ", ".join(
        (
            told_count("{n} person", "{n} people", len(plan.employees)),
            told_count("{n} role", "{n} roles", len(roles)),
            told_count("{n} KPI", "{n} KPIs", len(plan.kpis)),
        )
    )
    return f"{shown(file.name)}  {shown(plan.settings.plan_name)}, {shown(plan.settings.period.name)}   {size}"
