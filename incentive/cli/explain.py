"""`incentive explain`: the whole way from cells to payout for one person."""

from pathlib import Path

import click

from incentive.cli.answers import answer
from incentive.cli.options import FILE, JSON, Beside, with_files, with_password
from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, spoken
from incentive.cli.words import shown_lines
from incentive.runs.exits import Exit


@click.command(cls=Command)
@FILE
@click.argument("id")
@click.option("--kpi", metavar="ID", help="Only this KPI of the person.")
@with_files
@with_password
@JSON
def explain(file: Path, id: str, *, kpi: str | None, as_json: bool, beside: Beside) -> Exit:
    """Explain one person's payout, cell by cell.

    ID is the employee's id as the workbook shows it, or the name where nobody else has it. Each step is
    named, with its formula in words, the numbers put in, its result and the cells it came from. The
    explanation goes to stdout.
    """
    from incentive.runs.explain import explain as explained

    with Screen().progress() as progress:
        explanation = explained(file, id, kpi, progress, beside.given, spoken().language)
    if as_json:
        answer(explanation.data, explanation.problems)
    else:
        click.echo(shown_lines(explanation.text).rstrip("\n"))
    return Exit.DONE
