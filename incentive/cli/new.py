"""`incentive new`: an example workbook to begin from."""

from pathlib import Path

import click

from incentive.cli.screen import Screen
from incentive.cli.words import shown
from incentive.runs.exits import Exit


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="Which example; without it, a classic KPI matrix for three roles.")
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def new(file: Path, example: str | None, force: bool) -> Exit:
    """Write an example workbook to begin from.

    The name of FILE must end in .xlsx. Each example is a whole plan with believable figures that can be
    checked and run as it is. An unknown NAME is answered with those there are.
    """
    from incentive.runs.new import new as new_workbook

    name = new_workbook(file, example, force)
    screen = Screen()
    screen.say(f"{shown(str(file))}  the example {name}")
    screen.say(f"  look into it, then: incentive check {shown(str(file))}", "dim")
    return Exit.DONE
