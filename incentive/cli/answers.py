"""What `--json` says: one object on stdout, the same words as on the terminal, also where a command fails.

Problems come in as values, JSON goes out. The form is documented in docs/commands.md.
"""

import json
import sys
from collections.abc import Iterable, Mapping

from incentive.problems import Place, Problem


def problem_data(problem: Problem) -> dict[str, object]:
    """A problem as plain data; the first place stands at the top, all of them under `places`."""
    first = place_data(problem.places[0] if problem.places else Place())
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        **first,
        "message": problem.message,
        "hint": problem.hint,
        "places": [place_data(place) for place in problem.places],
    }


def place_data(place: Place) -> dict[str, object]:
    """A place as plain data; `file` is null for the workbook itself."""
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell, "value": place.value}


def answer(data: Mapping[str, object], problems: Iterable[Problem]) -> None:
    """Write the one object of a command, its problems last."""
    whole = {**data, "problems": [problem_data(problem) for problem in problems]}
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    text = json.dumps(whole, ensure_ascii=plain, indent=2, allow_nan=False)
    # A lone half of a character, as a file's name can hold, is no text; JSON can spell it all the same.
    sys.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
    sys.stdout.flush()
