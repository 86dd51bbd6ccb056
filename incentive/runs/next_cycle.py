"""New, from the last cycle: the next period's workbook, made of a copy of the last one's.

In come the last workbook, the period and what is to become of targets; out goes the new workbook, whole, and the list
of what was carried over and what was not. The last workbook is not written to.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from incentive.i18n.speech import Speech, speech
from incentive.periods import Period, parse_period
from incentive.problems import Problem, Severity
from incentive.runs.check import ordered
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.given import require_file
from incentive.runs.written import allowed, whole
from incentive.workbook.editing.changed import write_changed
from incentive.workbook.editing.listing import Listed, Listing
from incentive.workbook.editing.next_cycle import NextCycle, Targets, following, next_cycle
from incentive.workbook.read import read_tables
from incentive.workbook.schema import NEXT_SHEET

_SHARE = re.compile(r"([+-]?\d+(?:[.,]\d+)?)\s*%")
_MOST = Decimal(10)
# What no plan can be carried over without: everything else is told by the check of the new workbook.
_STANDING = ("plan", "employees")


@dataclass(frozen=True, slots=True)
class Policy:
    """What becomes of targets, and the share that they are raised by."""

    targets: Targets = Targets.KEEP
    raised: Decimal = Decimal(0)


def policy(text: str) -> Policy:
    """`keep`, `clear` or a percentage such as `+5%`; Stop of wrong use where it is none of these."""
    word = text.strip().casefold()
    if word in {"keep", "clear"}:
        return Policy(Targets(word))
    found = _SHARE.fullmatch(word)
    share = Decimal(found[1].replace(",", ".")).scaleb(-2) if found else None
    if share is None or not -1 < share <= _MOST:
        raise wrong_use("RN021", value=text)
    return Policy(Targets.RAISE, share)


def make(
    path: Path,
    last: Path,
    period: str | None = None,
    targets: str = "keep",
    force: bool = False,
) -> tuple[NextCycle, tuple[Problem, ...]]:
    """Write the next cycle's workbook to `path`; gives what was done and the problems that the last one has."""
    wanted = policy(targets)
    require_file(last)
    if path.exists() and path.samefile(last):
        raise wrong_use("RN020", file=str(path))
    allowed(path, force)
    plan, tables, found = read_tables(last)
    problems = ordered(found)
    if plan is None or any(not tables.get(name) for name in _STANDING) or "sheet:Plan" in plan.broken:
        raise Stop(Exit.FILE, problems)
    made = next_cycle(plan, tables, _period(plan.settings.period, period), wanted.targets, wanted.raised)
    say = speech(plan.settings.language)
    with whole(path, force) as temporary:
        refused = write_changed(last, made.values, _listing(made, last, say), NEXT_SHEET, temporary)
        if refused is not None:
            raise Stop(Exit.FILE, [refused])
    return made, tuple(problem for problem in problems if problem.severity is Severity.ERROR)


def _period(old: Period, wanted: str | None) -> Period:
    """The period asked for, else the one that follows."""
    if wanted is None:
        after = following(old)
        if after is None:
            raise wrong_use("RN022", period=old.name or f"{old.start}–{old.end}")
        return after
    try:
        return parse_period(wanted)
    except ValueError:
        raise wrong_use("RN023", value=wanted) from None


def _listing(made: NextCycle, last: Path, say: Speech) -> Listing:
    """The sheet that says what was carried over."""
    rows = tuple(Listed((sheet, say.said(text), count), sheet or None) for sheet, text, count in made.notes)
    return Listing(
        say("The next cycle: {period}").format(period=made.period.name),
        say("Made from {file}. Look through what was carried over, fill in the figures, then check.").format(
            file=last.name
        ),
        (say("Sheet"), say("What was done"), say("How many")),
        (26, 84, 12),
        rows,
    )
