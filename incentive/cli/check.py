"""`incentive check`: every problem of a workbook in one pass."""

from pathlib import Path

import click

from incentive.cli.answers import answer
from incentive.cli.options import FILE, JSON, VERBOSE
from incentive.cli.screen import Screen
from incentive.cli.words import count, shown
from incentive.plan import Plan
from incentive.runs.exits import Exit


@click.command()
@FILE
@JSON
@VERBOSE
def check(file: Path, as_json: bool, verbose: bool) -> Exit:
    """List every problem of a workbook.

    Each comes with its cell, what is wrong there and how to mend it, all in one pass. The whole
    calculation is done, and nothing is written. Errors stand against a run; warnings and notices do not.
    """
    from incentive.runs.check import check as checked_workbook

    screen = Screen(verbose)
    with screen.progress() as progress:
        checked = checked_workbook(file, progress)
    if as_json:
        answer({}, checked.problems)
        return checked.exit
    screen.say(headline(file, checked.plan))
    screen.problems(checked.problems)
    screen.tally(checked.problems, "It can be run." if checked.sound else "It cannot be run yet.")
    return checked.exit


def headline(file: Path, plan: Plan | None) -> str:
    """The workbook in one line: what it is called, its plan and period, how much is in it."""
    if plan is None:
        return shown(file.name)
    roles = {employee.role for employee in plan.employees}
    size = ", ".join(
        (count(len(plan.employees), "person", "people"), count(len(roles), "role"), count(len(plan.kpis), "KPI"))
    )
    return f"{shown(file.name)}  {shown(plan.settings.plan_name)}, {shown(plan.settings.period.name)}   {size}"
