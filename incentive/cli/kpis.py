"""`incentive kpis`: the library of indicators, and a KPI of it put into a workbook."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incentive.cli.answers import answer, place_data
from incentive.cli.options import JSON
from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, spoken, told, told_count
from incentive.cli.words import join, shown
from incentive.i18n.phrases import Named
from incentive.runs.exits import Exit

if TYPE_CHECKING:
    from incentive.workbook.kpi_library import Indicator

_DETAILED = 3  # so many are shown with all that there is to say of them


@click.command(cls=Command)
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
            raise click.UsageError(
                told("--add puts one KPI into a workbook, and --search, --category, --function list them")
            )
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
    screen.say(told("{file}  has {kpi}, {name}", file=shown(str(file)), kpi=one.id, name=one.named(spoken().language)))
    if places:
        cells = join([shown(str(place)) for place in places])
        screen.say(f"  {told('to be completed: {cells}', cells=cells)}")
    screen.say(f"  {told('it tempts to: {what}', what=_said(one.tempts))}")
    screen.say(f"  {told('balanced by {kpis}', kpis=join(list(one.balance)))}", "dim")
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
            name = one.named(spoken().language)
            yield f"  {one.id:<14}{name:<36}{_named(one.category):<14}{one.unit}, {_better(one)}"
    yield f"{told_count('{n} KPI', '{n} KPIs', len(chosen))}." if chosen else told("No KPI of the library fits.")


def _whole(one: "Indicator") -> Iterator[str]:
    yield f"{one.id}  {one.named(spoken().language)}: {_said(one.definition)}"
    level = told("level {level}, by {period}", level=_named(one.level), period=_said(one.period))
    yield f"  {_named(one.category)}, {one.unit}, {_better(one)}; {level}"
    if one.formula:
        yield f"  = {one.formula}"
    for name, meaning in one.inputs.items():
        yield f"    {name}: {_said(meaning)}"
    yield f"  {told('source: {source}; months: {rule}', source=_said(one.source), rule=_named(one.combine))}"
    yield f"  {told('tempts to: {what}', what=_said(one.tempts))}"
    yield f"  {told('balanced by {kpis}', kpis=join(list(one.balance)))}"
    yield ""


def _said(text: str) -> str:
    """A text of the library."""
    return spoken()(text, "help")


def _named(choice: StrEnum) -> str:
    """A choice of the workbook's columns."""
    return spoken().said(Named(str(choice), f"{type(choice).__name__}.{choice}"))


def _better(one: "Indicator") -> str:
    return told("{direction} is better", direction=_named(one.better))


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
