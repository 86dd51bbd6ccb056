"""`incentive kpis`: the library of indicators, and a KPI of it put into a workbook."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incentive.cli.answers import answer, place_data
from incentive.cli.options import JSON
from incentive.cli.screen import Screen
from incentive.cli.words import count, join, shown
from incentive.runs.exits import Exit

if TYPE_CHECKING:
    from incentive.workbook.kpi_library import Indicator

_DETAILED = 3  # so many are shown with all that there is to say of them


@click.command()
@click.option("--search", "words", default="", metavar="WORDS", help="Those in which every one of the words occurs.")
@click.option("--category", metavar="NAME", help="Those of a category: result, cost, productivity or efficiency.")
@click.option("--function", "functions", metavar="NAME", multiple=True, help="Those of a function, such as sales; …")
@click.option("--add", "added", metavar="ID FILE", nargs=2, help="Put a KPI into a workbook, to be completed there.")
@JSON
def kpis(
    words: str, category: str | None, functions: tuple[str, ...], added: tuple[str, str] | None, as_json: bool
) -> Exit:
    """List the library of KPIs, or put one into a workbook.

    Each KPI says what it measures, from which figures, what a reward on it tempts people to do, and which
    KPIs balance that. With --add the workbook gets a row on the sheet of KPIs, a row of the matrix to be
    completed, and places for the figures; all else in it stays as it is.
    """
    from incentive.runs.kpis import found

    if added is not None:
        if words or category or functions:
            raise click.UsageError("--add puts one KPI into a workbook, and --search, --category, --function list them")
        return _add(added[0], Path(added[1]), as_json)
    chosen = found(words, category, functions)
    if as_json:
        answer({"kpis": [_data(one) for one in chosen]}, ())
    else:
        click.echo("\n".join(_lines(chosen)))
    return Exit.DONE


def _add(identifier: str, file: Path, as_json: bool) -> Exit:
    from incentive.runs.kpis import add

    one, places = add(identifier, file)
    if as_json:
        answer({"kpi": _data(one), "complete": [place_data(place) for place in places]}, ())
        return Exit.DONE
    screen = Screen()
    screen.say(f"{shown(str(file))}  has {one.id}, {one.name}")
    if places:
        screen.say(f"  to be completed: {join([shown(str(place)) for place in places])}")
    screen.say(f"  it tempts to: {one.tempts}")
    screen.say(f"  balanced by {join(list(one.balance))}", "dim")
    return Exit.DONE


def _lines(chosen: Sequence["Indicator"]) -> Iterator[str]:
    if len(chosen) <= _DETAILED:
        for one in chosen:
            yield from _whole(one)
    else:
        function = ""
        for one in chosen:
            if one.function != function:
                function = one.function
                yield f"{function}"
            yield f"  {one.id:<14}{one.name:<36}{one.category:<14}{one.unit}, {one.better} is better"
    yield f"{count(len(chosen), 'KPI')}." if chosen else "No KPI of the library fits."


def _whole(one: "Indicator") -> Iterator[str]:
    yield f"{one.id}  {one.name}: {one.definition}"
    yield f"  {one.category}, {one.unit}, {one.better} is better; level {one.level}, by {one.period}"
    if one.formula:
        yield f"  = {one.formula}"
    for name, meaning in one.inputs.items():
        yield f"    {name}: {meaning.lower()}"
    yield f"  source: {one.source}; months: {one.combine}"
    yield f"  tempts to: {one.tempts}"
    yield f"  balanced by {join(list(one.balance))}"
    yield ""


def _data(one: "Indicator") -> dict[str, object]:
    return {
        "kpi": one.id,
        "function": one.function,
        "name": one.name,
        "definition": one.definition,
        "category": str(one.category),
        "unit": one.unit,
        "better": str(one.better),
        "formula": one.formula or None,
        "inputs": dict(one.inputs),
        "combine": str(one.combine),
        "level": str(one.level),
        "period": one.period,
        "source": one.source,
        "tempts": one.tempts,
        "balance": list(one.balance),
    }
