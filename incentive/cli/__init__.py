"""The command line: one command a file, no business logic; the only room that knows click and rich.

Words from a shell come in; words, JSON and an exit code go out. What the commands do is in `runs`; rooms that take long
to load are loaded by the command that needs them, so that `--help` is there at once.
"""

import click

from incentive import __version__
from incentive.cli.check import check
from incentive.cli.explain import explain
from incentive.cli.kpis import kpis
from incentive.cli.new import new
from incentive.cli.program import Program
from incentive.cli.run import run

__all__ = ["main"]


@click.group(
    "incentive", cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, package_name="incentive", message="%(prog)s %(version)s")
def main() -> None:
    """Exact bonus payouts from a KPI matrix workbook, with a statement for each person."""


for command in (new, kpis, check, run, explain):
    main.add_command(command)
