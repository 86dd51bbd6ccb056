"""What a run changes against the one that it replaces: totals by currency, and each payout that is another now.

In come the earlier run, read from its `results.jsonl`, and the new calculation; out goes the difference as values. A
person is known by id and currency, so that amounts of two currencies are never set side by side.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.numbers import ZERO, exact, exact_arithmetic
from incentive.reports.manifest import payouts
from incentive.runs.standing import Standing

RESULTS = "results.jsonl"

# By employee and currency: the name, and the payout if there is one.
_Paid = Mapping[tuple[str, str], tuple[str, Decimal | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """A person's payout in the earlier run and now; None where there was or is none."""

    employee: str
    name: str
    currency: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class Replaced:
    """The run that was replaced: its id and totals, and who gets another payout now, in the order of the employees.

    Totals and changes are None where the earlier results cannot be read any more.
    """

    run: str
    totals: Mapping[str, Decimal] | None
    changes: tuple[Change, ...] | None


def replaced_by(calculation: Calculation, standing: Standing) -> Replaced:
    """What the calculation changes against the run that stands there."""
    earlier = _read(standing)
    if earlier is None:
        return Replaced(standing.kept.run, None, None)
    paid = zip(calculation.plan.employees, payouts(calculation), strict=True)
    now = {(one.id, one.currency): (one.name, amount) for one, amount in paid}
    changes = []
    for key in dict.fromkeys((*now, *earlier)):
        name, _ = now.get(key) or earlier[key]
        before, after = (side[key][1] if key in side else None for side in (earlier, now))
        if before != after:
            changes.append(Change(key[0], name, key[1], before, after))
    return Replaced(standing.kept.run, _totals(earlier), tuple(changes))


def _read(standing: Standing) -> _Paid | None:
    """What the earlier run paid; None where its results are gone, were changed, or are of a form unknown here."""
    if not standing.is_as_written(RESULTS):
        return None
    try:
        with (standing.folder / RESULTS).open(encoding="utf-8") as lines:
            return dict(_entry(json.loads(line)) for line in lines)
    except (ValueError, KeyError, TypeError):
        return None


def _entry(row: Mapping[str, str | None]) -> tuple[tuple[str, str], tuple[str, Decimal | None]]:
    payout = row["payout"]
    return (str(row["employee"]), str(row["currency"])), (str(row["name"]), None if payout is None else exact(payout))


def _totals(paid: _Paid) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    with exact_arithmetic():
        for (_, currency), (_, amount) in paid.items():
            sums[currency] = sums.get(currency, ZERO) + (amount or ZERO)
    return dict(sorted(sums.items()))
