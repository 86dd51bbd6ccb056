"""Room for formulas that build on one another: a column asks for the columns that it reads, one inside the other.

In comes a plan, out goes the interpreter's limit of nested calls while it is calculated: some for each step, gate and
KPI, since each may read the one before it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from incentive.plan import Plan

_EACH = 60
_MOST = 200_000


@contextmanager
def room_for(plan: Plan) -> Iterator[None]:
    """As many nested calls as the plan's formulas can need."""
    before = sys.getrecursionlimit()
    wanted = before + _EACH * (len(plan.steps) + len(plan.gates) + len(plan.kpis))
    sys.setrecursionlimit(max(before, min(wanted, _MOST)))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
