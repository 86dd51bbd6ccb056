"""Annotate: a copy of the user's own workbook that shows what is wrong with it, cell by cell.

In come a workbook as checked and where the copy is to be, out goes the copy. The workbook itself is never written to.
"""

from pathlib import Path

from incentive.i18n.speech import Speech
from incentive.runs.check import Checked
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.written import allowed, whole
from incentive.workbook.editing.annotate import annotate as write_copy


def allow(file: Path, out: Path, force: bool) -> None:
    """Stop where no copy of the workbook may be written under this name; before any work is done."""
    if out.exists() and file.exists() and out.samefile(file):
        raise wrong_use("RN020", file=str(out))
    allowed(out, force)


def annotate(checked: Checked, out: Path, speech: Speech, force: bool = False) -> bool:
    """Write the copy; False where the workbook has no sheet of a plan, so that there is nothing to show."""
    if checked.plan is None:
        return False
    allow(checked.path, out, force)
    with whole(out, force) as temporary:
        refused = write_copy(checked.path, checked.problems, temporary, speech)
        if refused is not None:
            raise Stop(Exit.FILE, [*checked.problems, refused])
    return True
