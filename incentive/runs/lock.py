"""One writer at a time: a lock file beside a run's folder, held by the operating system until the process ends.

A process that is killed leaves no lock behind, only the file, which the next one takes over. Worker processes inherit
the lock, so that it stays until the last of them has ended too. What the file says is for people, and tells a lock from
a file of somebody else's, which is neither written nor removed.
"""

import errno
import getpass
import json
import os
import socket
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from incentive.i18n.phrases import phrase
from incentive.problems import Problem
from incentive.runs.exits import Exit, Stop, wrong_use

PATIENCE = 2.0  # seconds: the workers of a run that was killed notice it within one

_OPEN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
_WORDS = {"process", "user", "machine"}
_LONGEST = 4096  # bytes; a lock is far shorter

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
    """Hold the lock file of a folder; Stop with who holds it where that does not succeed within `patience` seconds.

    Stop of wrong use where something else bears the lock's name.
    """
    handle, ours = _acquire(folder, lock, time.monotonic() + patience)
    try:
        _write(handle, _whoami())
        yield
    finally:
        if not ours:
            _write(handle, b"")
        # Removed while still held: whoever waits for it finds out by comparing the file with the name.
        elif sys.platform != "win32" and _still_named(handle, lock):
            lock.unlink(missing_ok=True)
        os.close(handle)


def _acquire(folder: Path, lock: Path, until: float) -> tuple[int, bool]:
    """The lock, held, and whether the file is ours to remove."""
    while True:
        handle, made = _opened(lock)
        held = False
        try:
            _take(handle)
            if _still_named(handle, lock):
                ours = made or _left_behind(handle, lock)
                held = True
                return handle, ours
        except OSError as reason:
            if reason.errno not in {errno.EAGAIN, errno.EACCES, errno.EWOULDBLOCK, errno.EDEADLK}:
                raise
            if time.monotonic() > until:
                values = {"folder": str(folder), "who": _holder(lock)}
                raise Stop(Exit.MACHINE, [Problem("RN050", values=values)]) from None
            time.sleep(0.1)
        finally:
            if not held:
                os.close(handle)


def _opened(lock: Path) -> tuple[int, bool]:
    """The file under the lock's name, open, and whether it was made just now."""
    while True:
        try:
            return os.open(lock, _OPEN | os.O_CREAT | os.O_EXCL, 0o600), True
        except FileExistsError:
            pass
        try:
            # Looked at before it is opened: opening alone can already do something to a pipe or a device.
            if not stat.S_ISREG(lock.lstat().st_mode):
                raise _foreign(lock, phrase("it is a link, or no file at all"))
            return os.open(lock, _OPEN), False
        except FileNotFoundError:
            # Whoever held it has just ended.
            continue


def _left_behind(handle: int, lock: Path) -> bool:
    """Whether a file that was there is a lock that a killed process left; Stop where it is somebody else's.

    An empty one can be either: it is held, and stays.
    """
    os.lseek(handle, 0, os.SEEK_SET)
    said = os.read(handle, _LONGEST)
    if not said:
        return False
    try:
        words = json.loads(said)
    except (ValueError, RecursionError):
        words = None
    if not isinstance(words, dict) or set(words) != _WORDS:
        raise _foreign(lock, phrase("it is not the lock of a run"))
    return True


def _foreign(lock: Path, why: str) -> Stop:
    return wrong_use("RN016", folder=str(lock), why=why)


def _still_named(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.lstat())
    except FileNotFoundError:
        return False


def _write(handle: int, said: bytes) -> None:
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, said)


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
        process, user, machine = (str(holder[key] or "") for key in ("process", "user", "machine"))
        if user:
            return phrase("process {process} of {user} on {machine}", process=process, user=user, machine=machine)
        return phrase("process {process} on {machine}", process=process, machine=machine)
    except (OSError, ValueError, KeyError, TypeError):
        return phrase("another process")
