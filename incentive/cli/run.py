"""`incentive run`: results, payroll file, summary and statements of a workbook, as one folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from incentive.cli.answers import answer
from incentive.cli.check import headline
from incentive.cli.options import FILE, JSON, VERBOSE
from incentive.cli.screen import Screen
from incentive.cli.words import count, join, shown
from incentive.numbers import plain
from incentive.runs.exits import Exit

if TYPE_CHECKING:
    from incentive.runs.run import Outcome


@click.command()
@FILE
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The run's folder: a new one, or that of an earlier run of the same plan and period, which is replaced.",
)
@click.option("--only", metavar="ID", multiple=True, help="Write the statement of this employee only; may be repeated.")
@click.option("--no-statements", is_flag=True, help="Write everything but statements.")
@JSON
@VERBOSE
def run(file: Path, out: Path, only: tuple[str, ...], no_statements: bool, as_json: bool, verbose: bool) -> Exit:
    """Calculate a workbook and write the run.

    DIR holds the results of everyone, the payroll file, the summary workbook, the inputs as read, a PDF statement for
    each person, and a manifest with hashes and control totals. It changes only when the whole run is ready. With
    --only, statements are added to a new folder or to one of the same run; results are always of everyone.
    """
    from incentive.runs.run import Options
    from incentive.runs.run import run as run_workbook

    screen = Screen(verbose)
    with screen.progress() as progress:
        outcome = run_workbook(file, out, Options(only or None, not no_statements), progress)
    if as_json:
        answer(_data(outcome), outcome.problems)
        return outcome.exit
    screen.say(headline(file, outcome.plan))
    screen.problems(outcome.problems)
    _end(screen, outcome)
    return outcome.exit


def _data(outcome: "Outcome") -> dict[str, object]:
    return {
        "run": outcome.run,
        "folder": str(outcome.folder),
        "people": len(outcome.plan.employees),
        "statements": outcome.statements,
        "totals": {currency: plain(total) for currency, total in outcome.totals.items()},
        "without_statement": [{"employee": id, "why": why} for id, why in outcome.without_statement.items()],
    }


def _end(screen: Screen, outcome: "Outcome") -> None:
    """The last lines: counts, totals and where to look."""
    totals = join([f"{currency} {total:,f}" for currency, total in outcome.totals.items()])
    counts = f"{count(len(outcome.plan.employees), 'person', 'people')}, {count(outcome.statements, 'statement')}"
    failed = sum(problem.code == "RN030" for problem in outcome.problems)
    without = f", {failed:,} could not be made" if failed else ""
    ended = "Done" if outcome.exit is Exit.DONE else "Done in part"
    screen.say(f"{ended}: run {outcome.run}, {counts}{without}, {totals or 'nothing'} in all.", "bold")
    screen.say(f"  look into {shown(str(_near(outcome.folder) / 'summary.xlsx'))}", "dim")


def _near(folder: Path) -> Path:
    """The folder as seen from where the command was started, if it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
