"""What `--json` says: one object on stdout, the same words as on the terminal, also where a command fails.

Problems come in as values, JSON goes out. The form is documented in docs/commands.md. The program around the command
is what writes it to stdout, in one piece at the end.
"""

import json
from collections.abc import Iterable, Mapping

import click

from incentive.cli.spoken import spoken
from incentive.problems import Place, Problem


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as plain data; the first place stands at the top, all of them under `places`."""
    first = place_data(problem.places[0] if problem.places else Place())
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **first,
        "message": problem.message_in(spoken()),
        "hint": problem.hint_in(spoken()),
        "places": [place_data(place) for place in problem.places],
    }


def place_data(place: Place) -> dict[str, object]:
    """A place as plain data; `file` is null for the workbook itself."""
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell, "value": place.value}


def answer(data: Mapping[str, object], problems: Iterable[Problem]) -> None:
    """Write the one object of a command, its problems last."""
    whole = {**data, "problems": [problem_data(problem) for problem in problems]}
    click.echo(json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False))
