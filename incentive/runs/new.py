"""New: an example workbook under a name of the user's own.

In come a path and the name of an example, out goes the file, whole; nothing is overwritten unasked.
"""

import os
import tempfile
from pathlib import Path

from incentive.runs.exits import wrong_use
from incentive.runs.folder import present
from incentive.runs.given import nearest
from incentive.workbook.examples import EXAMPLES, write_example

FIRST = "kpi_matrix"


def _umask() -> int:
    """What the account takes from the rights of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def new(path: Path, example: str | None = None, force: bool = False) -> str:
    """Write the example to the path and give its name; Stop of wrong use where that may not be."""
    name = example or FIRST
    if name not in EXAMPLES:
        near = nearest(name, EXAMPLES)
        names = ", ".join(sorted(EXAMPLES)) + (f' (did you mean "{near}"?)' if near else "")
        raise wrong_use("RN006", name=name, names=names)
    if path.suffix.lower() != ".xlsx":
        raise wrong_use("RN005", file=str(path), better=f"{path.stem or 'plan'}.xlsx")
    if path.is_dir():
        raise wrong_use("RN002", file=str(path))
    if present(path) and not force:
        raise wrong_use("RN004", file=str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unique = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(unique)
    try:
        write_example(name, temporary)
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return name
