"""One writer at a time: a lock file beside a run's folder, held by the operating system until the process ends.

A process that is killed leaves no lock behind, only the file, which the next one takes over. Worker processes inherit
the lock, so that it stays until the last of them has ended too. What the file says is for people alone.
"""

import errno
import getpass
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from incentive.problems import Problem
from incentive.runs.exits import Exit, Stop, wrong_use

PATIENCE = 2.0  # seconds: the workers of a run that was killed notice it within one

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        # Far behind the text, since Windows lets nobody read locked bytes.
        os.lseek(handle, 1 << 20, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(folder: Path, lock: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock file of a folder; Stop with who holds it where that does not succeed within `patience` seconds."""
    handle = _acquire(folder, lock, time.monotonic() + patience)
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, _whoami(), 0) if hasattr(os, "pwrite") else os.write(handle, _whoami())
        yield
    finally:
        # Removed while still held: whoever waits for it finds out by comparing the file with the name.
        if sys.platform != "win32":
            lock.unlink(missing_ok=True)
        os.close(handle)


def _acquire(folder: Path, lock: Path, until: float) -> int:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
    while True:
        if lock.is_symlink() or (lock.exists() and not lock.is_file()):
            raise wrong_use("RN016", folder=str(lock), why="it is not a lock of this program")
        handle = os.open(lock, flags, 0o600)
        if not _is_ours(handle):
            os.close(handle)
            raise wrong_use("RN016", folder=str(lock), why="it is not a lock of this program")
        try:
            _take(handle)
            if _still_named(handle, lock):
                return handle
            os.close(handle)
        except OSError as reason:
            os.close(handle)
            if reason.errno not in {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}:
                raise
            if time.monotonic() > until:
                values = {"folder": str(folder), "who": _holder(lock)}
                raise Stop(Exit.MACHINE, [Problem("RN050", values=values)]) from None
            time.sleep(0.1)


def _is_ours(handle: int) -> bool:
    """Whether a lock file says what this program writes there, or nothing yet."""
    said = os.read(handle, 4096)
    os.lseek(handle, 0, os.SEEK_SET)
    if not said:
        return True
    try:
        return "process" in json.loads(said)
    except (ValueError, TypeError):
        return False


def _still_named(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


def _whoami() -> bytes:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = ""
    return json.dumps({"process": os.getpid(), "user": user, "machine": socket.gethostname()}).encode()


def _holder(lock: Path) -> str:
    """Who holds the lock, in words."""
    try:
        holder = json.loads(lock.read_text(encoding="utf-8"))
        words = f"process {holder['process']}"
        if holder["user"]:
            words += f" of {holder['user']}"
        return f"{words} on {holder['machine']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
