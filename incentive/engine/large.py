"""Amounts too large to be exact to the cent wherever they are shown: said once, with the first people's cells.

In come a computed engine and its tables; out goes at most one notice. Nothing about the amounts changes. Source:
"Exactness" of the calculation reference.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from incentive.engine.paying.engine import Engine
from incentive.engine.tables import Table
from incentive.engine.tabulate import is_money
from incentive.formula.tree import Value
from incentive.i18n.phrases import Figure, Written
from incentive.numbers import look, plain

EXACT_UP_TO = Decimal("1E10")
_NAMED = 3


def note_large(engine: Engine, scores: Table, payouts: Table) -> None:
    """A notice where a money column holds an amount above `EXACT_UP_TO` in size, where nothing worse is to be said."""
    notes, people = engine.prepared.notes, engine.prepared.people
    if notes.failed or engine.prepared.plan.broken:
        return
    found: dict[int, tuple[str, Decimal]] = {}
    for column in payouts.columns:
        if is_money(column.unit):
            for person, value in _large(payouts.values[column.key]):
                found.setdefault(person, (column.label, value))
    for row, value in _large(scores.values["Earned"]):
        found.setdefault(engine.prepared.rows[row].person, ("Earned", value))
    if not found:
        return
    first, *others = sorted(found)
    named = [people[person].employee for person in (first, *others[: _NAMED - 1])]
    step, amount = found[first]
    notes.say(
        "CA073",
        [notes.place(employee.at, "Employee", employee.id) for employee in named],
        once=EXACT_UP_TO,
        count=Figure(len(found)),
        employee=named[0].id,
        step=step,
        amount=Written(plain(look(amount))),
    )


def _large(values: Sequence[Value]) -> Iterator[tuple[int, Decimal]]:
    """The rows whose amount is too large, and the amount."""
    for number, value in enumerate(values):
        if isinstance(value, Decimal) and abs(value) > EXACT_UP_TO:
            yield number, value
