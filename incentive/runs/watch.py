"""Watch: something done again each time a file is saved, until the person stops it.

In come paths, out comes one signal at once and one at each save. The files' times and sizes are looked at a few times a
second, which works on every disk; a program that is still writing is waited for.
"""

import time
from collections.abc import Iterator
from pathlib import Path

BETWEEN = 0.4
"""Seconds from one look at the file to the next."""

Seen = tuple[int, int, int] | None


def saves(*paths: Path, between: float = BETWEEN) -> Iterator[None]:
    """Once at once, then at each save; a file that is gone for a moment, as while it is replaced, is waited for."""
    done = [_look(path) for path in paths]
    yield
    while True:
        time.sleep(between)
        now = [_look(path) for path in paths]
        if None in now or now == done:
            continue
        time.sleep(between)
        if [_look(path) for path in paths] == now:
            done = now
            yield


def _look(path: Path) -> Seen:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
