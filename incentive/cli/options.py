"""Arguments and options that several commands share, so that they read and behave alike."""

from pathlib import Path

import click

FILE = click.argument("file", type=click.Path(path_type=Path))
JSON = click.option(
    "--json", "as_json", is_flag=True, help="Write the answer as JSON on stdout, also where the command fails."
)
VERBOSE = click.option("--verbose", is_flag=True, help="Show every problem, however many say the same.")
