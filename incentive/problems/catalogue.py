"""The catalogue of problems: every code with its severity and sentences, from which the reference page is generated.

Codes are stable: a code that is no longer raised is retired, never given another meaning. `WB` codes come from
reading the workbook, `FX` from formulas, `CA` from the calculation, `PL` from looking at the plan as a plan, `RN` from
runs and the machine.
"""

from incentive.problems.calculation import CALCULATION
from incentive.problems.entry import Entry, Severity
from incentive.problems.formulas import FORMULAS
from incentive.problems.planning import PLANNING
from incentive.problems.running import RUNNING
from incentive.problems.sources import SOURCES
from incentive.problems.workbook import WORKBOOK

CATALOGUE: dict[str, Entry] = {
    entry.code: entry for entry in (*WORKBOOK, *SOURCES, *FORMULAS, *CALCULATION, *PLANNING, *RUNNING)
}

__all__ = ["CATALOGUE", "Entry", "Severity"]
