"""Save sources: a copy of the workbook whose sheet Sources names the files and columns that it was read with.

In come a workbook as checked and where the copy is to be, out goes the copy. The workbook itself is never written to.
"""

from pathlib import Path

from incentive.runs.annotate import allow
from incentive.runs.check import Checked
from incentive.runs.exits import Exit, Stop
from incentive.runs.written import whole
from incentive.workbook.editing.sources import write_sources
from incentive.workbook.sources.recorded import recorded


def save_sources(checked: Checked, out: Path, force: bool = False) -> tuple[str, ...] | None:
    """Write the copy; which of its files do not lie in its folder. None where the workbook holds no plan."""
    if checked.plan is None or checked.sources is None:
        return None
    allow(checked.path, out, force)
    rows, to_move = recorded(checked.sources, out.parent)
    with whole(out, force) as temporary:
        refused = write_sources(checked.path, rows, temporary)
        if refused is not None:
            raise Stop(Exit.FILE, [*checked.problems, refused])
    return to_move
