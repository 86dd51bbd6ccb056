"""The columns of a calculation's tables as reports ask for them: which are steps, which name a row, where one lies.

A table comes in, columns and their values go out. Names compare as the plan's names do.
"""

from collections.abc import Sequence

from incentive.engine.tables import Column, Table
from incentive.formula.tree import Value, normalise

# Columns of Payouts that say whose row it is.
_NAMING = {"employee", "name", "role", "team", "department", "currency", "days"}
# Units of what steps read and that is no step itself: factors, adjustments, what was paid.
_READ = {"factor", "input"}


def column(table: Table, *names: str) -> Sequence[Value]:
    """The values of the first of these columns that the table has; KeyError where it has none."""
    known = {normalise(one.key): one.key for one in table.columns}
    for name in names:
        if normalise(name) in known:
            return table.values[known[normalise(name)]]
    raise KeyError(f"{table.name} has none of the columns {', '.join(names)}")


def has_column(table: Table, name: str) -> bool:
    """Whether the table has the column."""
    return any(normalise(one.key) == normalise(name) for one in table.columns)


def step_columns(payouts: Table) -> tuple[Column, ...]:
    """The steps of Payouts in order of calculation."""
    return tuple(one for one in payouts.columns if normalise(one.key) not in _NAMING and one.unit not in _READ)
