"""A workbook written under a name of the user's own: whole or not at all, and nothing overwritten unasked.

In come a path and whether it may be overwritten; a temporary path beside it is lent to whoever writes. Stop of wrong
use where the name will not do.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from incentive.runs.exits import wrong_use
from incentive.runs.folder import present


def allowed(path: Path, force: bool) -> None:
    """Stop where no workbook may be written under this name."""
    if path.suffix.lower() != ".xlsx":
        raise wrong_use("RN005", file=str(path), better=f"{path.stem or 'plan'}.xlsx")
    if path.is_dir():
        raise wrong_use("RN002", file=str(path))
    if present(path) and not force:
        raise wrong_use("RN004", file=str(path))


@contextmanager
def whole(path: Path, force: bool) -> Iterator[Path]:
    """Lend a temporary file that takes the name once it is written; where writing fails nothing is left."""
    allowed(path, force)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unique = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(unique)
    try:
        yield temporary
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _umask() -> int:
    """What the account takes from the rights of new files."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
