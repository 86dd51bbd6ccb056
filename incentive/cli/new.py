"""`incentive new`: an example workbook to begin from."""

from pathlib import Path

import click

from incentive.cli.screen import Screen
from incentive.cli.words import count, shown
from incentive.runs.exits import Exit


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="Which example; without it, a classic KPI matrix for three roles.")
@click.option(
    "--next",
    "last",
    type=click.Path(path_type=Path),
    metavar="LAST",
    help="Make the next cycle's workbook from the last one: people and rules go on, figures are emptied.",
)
@click.option("--period", metavar="PERIOD", help="With --next: its period, such as 2026-Q4; else the one that follows.")
@click.option(
    "--targets",
    metavar="WHAT",
    help="With --next: keep targets (as without it), clear them, or +5% to make them harder.",
)
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def new(
    file: Path, example: str | None, last: Path | None, period: str | None, targets: str | None, force: bool
) -> Exit:
    """Write an example workbook to begin from.

    The name of FILE must end in .xlsx. Each example is a whole plan with believable figures that can be
    checked and run as it is. An unknown NAME is answered with those there are.
    """
    if last is not None:
        if example is not None:
            raise click.UsageError("--next and --example exclude each other")
        return _next(file, last, period, targets or "keep", force)
    if period is not None or targets is not None:
        raise click.UsageError("--period and --targets belong to --next")
    from incentive.runs.new import new as new_workbook

    name = new_workbook(file, example, force)
    screen = Screen()
    screen.say(f"{shown(str(file))}  the example {name}")
    screen.say(f"  look into it, then: incentive check {shown(str(file))}", "dim")
    return Exit.DONE


def _next(file: Path, last: Path, period: str | None, targets: str, force: bool) -> Exit:
    from incentive.runs.next_cycle import make

    made, errors = make(file, last, period, targets, force)
    screen = Screen()
    screen.say(f"{shown(str(file))}  the cycle {made.period.name}, from {shown(last.name)}")
    for sheet, text, number in made.notes:
        screen.say(f"  {shown(sheet)}: {shown(text)}" + (f" ({number})" if number else ""))
    if errors:
        screen.say(f"{shown(last.name)} has {count(len(errors), 'error')}, which went along:")
        screen.problems(errors)
    screen.say(f"  fill in the figures, then: incentive check {shown(str(file))}", "dim")
    return Exit.DONE
