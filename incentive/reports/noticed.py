"""Problems as lines of `inputs.jsonl`, and back: what reading the workbook noticed is part of what a run repeats.

A problem goes in and plain data for JSON comes out, or the other way round, both equal, to the texts that know how they
were made. Which problems stop a run is not decided here.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from incentive.i18n.phrases import Amount, Day, Figure, Listing, Month, Named, Phrase, Share
from incentive.problems import Place, Problem
from incentive.reports.forms import Json

PROBLEM = "problem"
"""The kind of such a line."""


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
    """A text; one that knows how it was made says that instead."""
    match value:
        case Phrase():
            gaps: dict[str, Json] = {name: _text(gap) for name, gap in value.values.items()}
            whole: dict[str, Json] = {"phrase": value.template, "values": gaps, "context": value.context}
            return whole | ({"plural": value.plural, "number": value.number} if value.plural else {})
        case Named():
            return {"named": str.__str__(value), "key": value.key}
        case Listing():
            return {"items": [_text(item) for item in value.items], "last": value.last}
        case Figure() | Share():
            return _number(value)
        case Day():
            return {"month" if isinstance(value, Month) else "day": value.day.isoformat()}
        case _:
            return value


def _number(value: Figure | Share) -> Json:
    if isinstance(value, Share):
        return {"share": str(value.share)}
    if isinstance(value, Amount):
        return {"amount": str(value.number), "decimals": value.decimals}
    return {"figure": str(value.number)}


def _phrase(row: Mapping[str, Any]) -> str:
    gaps = {name: _text_of(gap) for name, gap in row["values"].items()}
    return Phrase(row["phrase"], gaps, row.get("plural", ""), row.get("number", 1), row["context"])


# What makes each text again, by the field that only its kind has.
_MADE: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "phrase": _phrase,
    "named": lambda row: Named(row["named"], row["key"]),
    "items": lambda row: Listing((_text_of(item) for item in row["items"]), row["last"]),
    "share": lambda row: Share(Decimal(row["share"])),
    "amount": lambda row: Amount(Decimal(row["amount"]), row["decimals"]),
    "figure": lambda row: Figure(Decimal(row["figure"])),
    "month": lambda row: Month(date.fromisoformat(row["month"])),
    "day": lambda row: Day(date.fromisoformat(row["day"])),
}


def _text_of(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    return next(make(value) for kind, make in _MADE.items() if kind in value)
