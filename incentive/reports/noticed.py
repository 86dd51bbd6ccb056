"""Problems as lines of `inputs.jsonl`, and back: what reading the workbook noticed is part of what a run repeats.

A problem goes in and plain data for JSON comes out, or the other way round, both equal, to the texts that know how they
were made. Which problems stop a run is not decided here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from incentive.i18n.phrases import Amount, Day, Figure, Help, Listing, Month, Named, Phrase, Share, Written
from incentive.problems import Place, Problem
from incentive.reports.forms import Json

PROBLEM = "problem"
"""The kind of such a line."""

_MADE: tuple[Callable[..., str], ...] = (Phrase, Help, Named, Listing, Figure, Amount, Written, Share, Day, Month)
# By the names under which lines know them.
_KINDS: dict[str, Callable[..., str]] = {kind.__name__.casefold(): kind for kind in _MADE}


def problem_line(problem: Problem) -> dict[str, Json]:
    """A problem as the fields of a line."""
    return {
        "code": problem.code,
        "places": [_place(place) for place in problem.places],
        "values": {name: _text(value) for name, value in problem.values.items()},
        "about": list(problem.about),
        "times": problem.times,
    }


def problem_of(row: Mapping[str, Any]) -> Problem:
    """The problem that a line says."""
    return Problem(
        str(row["code"]),
        tuple(Place(place["file"], place["sheet"], place["cell"], place["value"]) for place in row["places"]),
        {name: _text_of(value) for name, value in row["values"].items()},
        tuple(row["about"]),
        int(row["times"]),
    )


def _place(place: Place) -> dict[str, Json]:
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell, "value": place.value}


def _text(value: str) -> Json:
    """A text; one that knows how it was made says its kind and what it is made of."""
    if type(value) is str:
        return value
    parts = (str.__str__(value),) if isinstance(value, Written) else value.__reduce__()[1]
    return {"kind": type(value).__name__.casefold(), "of": [_part(part) for part in parts]}


def _part(part: object) -> Json:
    match part:
        case str():
            return _text(part)
        case Mapping():
            return {"values": {name: _text(gap) for name, gap in part.items()}}
        case tuple():
            return [_text(item) for item in part]
        case Decimal():
            return {"number": str(part)}
        case date():
            return {"date": part.isoformat()}
        case int():
            return part
    raise TypeError(f"no way to write {type(part).__name__}")


def _text_of(value: Any) -> str:
    if isinstance(value, str):
        return value
    return _KINDS[value["kind"]](*map(_part_of, value["of"]))


def _part_of(part: Any) -> Any:
    match part:
        case {"kind": _}:
            return _text_of(part)
        case {"values": gaps}:
            return {name: _text_of(gap) for name, gap in gaps.items()}
        case {"number": number}:
            return Decimal(number)
        case {"date": day}:
            return date.fromisoformat(day)
        case list():
            return tuple(map(_text_of, part))
    return part
