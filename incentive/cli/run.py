"""`incentive run`: results, payroll file, summary and statements of a workbook, as one folder."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incentive.cli.answers import answer
from incentive.cli.check import headline, tell_saved
from incentive.cli.options import FILE, JSON, VERBOSE, Beside, with_files_saved, with_password
from incentive.cli.screen import Screen
from incentive.cli.spoken import Command, told, told_count
from incentive.cli.words import join, money, shown
from incentive.numbers import plain
from incentive.runs.exits import Exit

if TYPE_CHECKING:
    from incentive.runs.replaced import Change, Replaced
    from incentive.runs.run import Outcome

_SHOWN = 10  # so many changed payouts are shown; --verbose shows all


@click.command(cls=Command)
@FILE
@click.option(
    "--out",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="The run's folder: a new one, or that of an earlier run of the same plan and period, which is replaced.",
)
@click.option("--only", metavar="ID", multiple=True, help="Write the statement of this employee only; may be repeated.")
@click.option("--no-statements", is_flag=True, help="Write everything but statements.")
@click.option("--force", is_flag=True, help="Overwrite files of the earlier run that were changed since it wrote them.")
@with_files_saved
@with_password
@JSON
@VERBOSE
def run(
    file: Path,
    out: Path,
    *,
    only: tuple[str, ...],
    no_statements: bool,
    force: bool,
    as_json: bool,
    verbose: bool,
    beside: Beside,
) -> Exit:
    """Calculate a workbook and write the run.

    DIR holds the results of everyone, the payroll file, the summary workbook, the inputs as read, a PDF statement for
    each person, and a manifest with hashes and control totals. It changes only when the whole run is ready. With
    --only, statements are added to a new folder or to one of the same run; results are always of everyone. Files of
    your own that lie in DIR stay there.
    """
    from incentive.runs.run import Options
    from incentive.runs.run import run as run_workbook

    screen = Screen(verbose)
    options = Options(only or None, not no_statements, force, given=beside.given, save_sources=beside.save)
    with screen.progress() as progress:
        outcome = run_workbook(file, out, options, progress)
    if as_json:
        answer(_data(outcome), outcome.problems)
        return outcome.exit
    screen.say(headline(file, outcome.plan))
    screen.problems(outcome.problems)
    _end(screen, outcome)
    if beside.save is not None:
        tell_saved(screen, beside, outcome.to_move)
    return outcome.exit


def _data(outcome: "Outcome") -> dict[str, object]:
    return {
        "run": outcome.run,
        "folder": str(outcome.folder),
        "people": len(outcome.plan.employees),
        "statements": outcome.statements,
        "totals": {currency: plain(total) for currency, total in outcome.totals.items()},
        "without_statement": [{"employee": id, "why": why} for id, why in outcome.without_statement.items()],
        "replaced": None if outcome.replaced is None else _replaced_data(outcome.replaced),
        "carried_over": list(outcome.carried_over),
    }


def _replaced_data(replaced: "Replaced") -> dict[str, object]:
    totals, changes = replaced.totals, replaced.changes
    return {
        "run": replaced.run,
        "totals": None if totals is None else {currency: plain(total) for currency, total in totals.items()},
        "changes": None if changes is None else [_change_data(change) for change in changes],
    }


def _change_data(change: "Change") -> dict[str, object]:
    before, after = (None if amount is None else plain(amount) for amount in (change.before, change.after))
    named = {"employee": change.employee, "name": change.name, "currency": change.currency}
    return {**named, "before": before, "after": after}


def _end(screen: Screen, outcome: "Outcome") -> None:
    """The last lines: counts, totals, what was there before, and where to look."""
    totals = join([money(currency, total) for currency, total in outcome.totals.items()])
    counts = [
        told_count("{n} person", "{n} people", len(outcome.plan.employees)),
        told_count("{n} statement", "{n} statements", outcome.statements),
    ]
    failed = sum(problem.code == "RN030" for problem in outcome.problems)
    if failed:
        counts.append(told_count("{n} could not be made", "{n} could not be made", failed))
    said = {"run": outcome.run, "counts": ", ".join(counts), "total": totals or told("nothing")}
    if outcome.exit is Exit.DONE:
        screen.say(told("Done: run {run}, {counts}, {total} in all.", **said), "bold")
    else:
        screen.say(told("Done in part: run {run}, {counts}, {total} in all.", **said), "bold")
    if outcome.replaced is not None:
        _tell_replaced(screen, outcome, outcome.replaced)
    if outcome.carried_over:
        stays = _some(outcome.carried_over, screen.verbose)
        screen.say("  " + told("stays, for it is not the run's: {files}", files=stays))
    summary = shown(str(_near(outcome.folder) / "summary.xlsx"))
    screen.say(f"  {told('look into {file}', file=summary)}", "dim")


def _tell_replaced(screen: Screen, outcome: "Outcome", replaced: "Replaced") -> None:
    """Which run was replaced, and whose payout is another now."""
    again = replaced.run == outcome.run
    said = told("It is the same run again") if again else told("It replaces run {run}", run=shown(replaced.run))
    if replaced.totals is None or replaced.changes is None:
        lost = told("{said}, whose results cannot be read any more: what has changed is not known.", said=said)
        screen.say(f"  {lost}")
        return
    if not replaced.changes:
        screen.say(f"  {told('{said}: no payout has changed.', said=said)}")
        return
    currencies = sorted({*replaced.totals, *outcome.totals})
    totals = join([_moved(one, replaced.totals.get(one), outcome.totals.get(one)) for one in currencies])
    changed = told_count(
        "{said}: {totals} in all, {n} payout has changed:",
        "{said}: {totals} in all, {n} payouts have changed:",
        len(replaced.changes),
        said=said,
        totals=totals,
    )
    screen.say(f"  {changed}")
    wanted = replaced.changes if screen.verbose else replaced.changes[:_SHOWN]
    for change in wanted:
        who = " ".join(shown(text) for text in (change.employee, change.name) if text)
        screen.say(f"    {who}  {_moved(change.currency, change.before, change.after)}")
    if len(wanted) < len(replaced.changes):
        left = len(replaced.changes) - len(wanted)
        more = told_count("and {n} more; --verbose shows all", "and {n} more; --verbose shows all", left)
        screen.say(f"    {more}", "dim")


def _moved(currency: str, before: Decimal | None, after: Decimal | None) -> str:
    """An amount that was and is: `GBP 400.00 -> GBP 434.00`."""
    return " -> ".join(told("none") if amount is None else money(currency, amount) for amount in (before, after))


def _some(names: Sequence[str], all_of_them: bool) -> str:
    """The first names and how many more there are."""
    wanted = names if all_of_them else names[:_SHOWN]
    left = len(names) - len(wanted)
    first = ", ".join(shown(name) for name in wanted)
    return told_count("{names} and {n} more", "{names} and {n} more", left, names=first) if left else first


def _near(folder: Path) -> Path:
    """The folder as seen from where the command was started, if it lies below."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
