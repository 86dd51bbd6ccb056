"""`incentive new`: a workbook ready to fill in, an example to look into, or the next cycle's from the last one's."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, spoken, told, told_count
from incentive.cli.words import shown
from incentive.runs.exits import Exit

LAYOUTS = ("long", "wide", "months")

# The options that each of the three ways to a workbook knows besides --force.
_KNOWN: Mapping[str, frozenset[str]] = {
    "--next": frozenset({"--lang", "--period", "--targets"}),
    "--example": frozenset({"--lang"}),
    "": frozenset({"--lang", "--sheets", "--kpis", "--layout", "--period", "--currency"}),
}

_STARTER = (
    click.option(
        "--lang",
        metavar="LANGUAGE",
        help="Language of the workbook, and of what is said here: en, it, de, fr, es or ru.",
    ),
    click.option(
        "--sheets",
        metavar="NAMES",
        help="Sheets besides the usual six, commas between; all; with a minus in front: one to leave out.",
    ),
    click.option(
        "--kpis",
        metavar="NAMES",
        help="KPIs of the library, with formula and matrix row to complete: functions (sales,hr) or ids (CTR,NPS).",
    ),
    click.option(
        "--layout",
        type=click.Choice(LAYOUTS),
        metavar="LAYOUT",
        help="Actuals: long (a row a figure), wide (a row a person, KPIs across) or months (the same month by month).",
    ),
    click.option("--currency", metavar="CODE", help="The plan's currency, such as EUR."),
)
_NEXT = (
    click.option(
        "--next",
        "last",
        type=click.Path(path_type=Path),
        metavar="LAST",
        help="Make the next cycle's workbook from the last one: people and rules go on, figures are emptied.",
    ),
    click.option(
        "--period",
        metavar="PERIOD",
        help="The period, such as 2026-Q4. With --next, without it: the one that follows.",
    ),
    click.option(
        "--targets",
        metavar="WHAT",
        help="With --next: keep targets (as without it), clear them, or +5% to make them harder.",
    ),
)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed((*_STARTER, *_NEXT)):
        command = option(command)
    return command


@click.command(cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--example", metavar="NAME", help="An example, filled in, instead of a workbook to fill in.")
@_options
@click.option("--force", is_flag=True, help="Overwrite FILE if it exists.")
def new(file: Path, example: str | None, last: Path | None, force: bool, **given: str | None) -> Exit:
    """Write a workbook to begin from.

    It is ready to fill in: a sheet each for plan, KPIs, matrix, scales, people and actuals, with drop-downs,
    a hint on each heading, and colours that show what is missing. Its first sheet says what to fill in which
    order. The name of FILE must end in .xlsx.

    With --example it is a whole plan with believable figures that can be checked and run as it is. An
    unknown NAME is answered with those there are. With --next it goes on from an earlier workbook.
    """
    _together(example, last, given)
    if last is not None:
        return _next(file, last, given["period"], given["targets"] or "keep", force)
    if example is not None:
        return _example(file, example, given["lang"], force)
    return _starter(file, given, force)


def _together(example: str | None, last: Path | None, given: Mapping[str, str | None]) -> None:
    """Refuse options that belong to another way to a workbook."""
    if last is not None and example is not None:
        raise click.UsageError(told("{one} and {other} exclude each other", one="--next", other="--example"))
    way = "--next" if last is not None else "--example" if example is not None else ""
    for name, value in given.items():
        option = f"--{name}"
        if value is None or option in _KNOWN[way]:
            continue
        if way:
            raise click.UsageError(told("{one} and {other} exclude each other", one=option, other=way))
        raise click.UsageError(told("{option} belongs to --next", option=option))


def _starter(file: Path, given: Mapping[str, str | None], force: bool) -> Exit:
    from incentive.runs.new import Asked, new_starter

    asked = Asked(*(given[name] for name in ("lang", "sheets", "kpis", "layout", "period", "currency")))
    titles = new_starter(file, asked, force)
    screen = Screen()
    screen.say(told("{file}  ready to fill in: {titles}", file=shown(str(file)), titles=", ".join(titles)))
    screen.say(told("  its first sheet says how; then: incentive check {file}", file=shown(str(file))), "dim")
    return Exit.DONE


def _example(file: Path, example: str, language: str | None, force: bool) -> Exit:
    from incentive.runs.new import new_example

    name = new_example(file, example, language, force)
    screen = Screen()
    screen.say(told("{file}  the example {name}", file=shown(str(file)), name=name))
    screen.say(told("  look into it, then: incentive check {file}", file=shown(str(file))), "dim")
    return Exit.DONE


def _next(file: Path, last: Path, period: str | None, targets: str, force: bool) -> Exit:
    from incentive.runs.next_cycle import make

    made, errors = make(file, last, period, targets, force)
    screen = Screen()
    said = {"file": shown(str(file)), "period": made.period.name, "last": shown(last.name)}
    screen.say(told("{file}  the cycle {period}, from {last}", **said))
    for sheet, text, number in made.notes:
        screen.say(f"  {shown(sheet)}: {shown(spoken().said(text))}" + (f" ({number})" if number else ""))
    if errors:
        went = told_count(
            "{last} has {n} error, which went along:",
            "{last} has {n} errors, which went along:",
            len(errors),
            last=shown(last.name),
        )
        screen.say(went)
        screen.problems(errors)
    screen.say(told("  fill in the figures, then: incentive check {file}", file=shown(str(file))), "dim")
    return Exit.DONE
