"""New: an example workbook under a name of the user's own.

In come a path and the name of an example, out goes the file, whole; nothing is overwritten unasked.
"""

from pathlib import Path

from incentive.runs.exits import wrong_use
from incentive.runs.given import nearest
from incentive.runs.written import whole
from incentive.workbook.examples import EXAMPLES, write_example

FIRST = "kpi_matrix"


def new(path: Path, example: str | None = None, force: bool = False) -> str:
    """Write the example to the path and give its name; Stop of wrong use where that may not be."""
    name = example or FIRST
    if name not in EXAMPLES:
        near = nearest(name, EXAMPLES)
        names = ", ".join(sorted(EXAMPLES)) + (f' (did you mean "{near}"?)' if near else "")
        raise wrong_use("RN006", name=name, names=names)
    with whole(path, force) as temporary:
        write_example(name, temporary)
    return name
