"""Files and folders written whole: nobody ever sees half a file under its name, even where the power fails.

In come paths and bytes, out go hashes. A file is written beside its name, flushed to the disk and renamed; a folder's
entries are flushed after it. What a file says, and when folders move, is not here.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TEMPORARY = ".tmp"


@dataclass(frozen=True, slots=True)
class Written:
    """A file's SHA-256 in hexadecimal and its size in bytes."""

    sha256: str
    size: int


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> Written:
    """Write a file whole, over an earlier one of that name; idempotent. OSError where the machine refuses."""
    temporary = path.with_name(path.name + TEMPORARY)
    digest, size = hashlib.sha256(), 0
    try:
        with temporary.open("wb") as stream:
            for piece in (content,) if isinstance(content, bytes) else content:
                stream.write(piece)
                digest.update(piece)
                size += len(piece)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return Written(digest.hexdigest(), size)


def keep(source: Path, target: Path) -> None:
    """The same file under a second name: a link where the disk knows them, else a copy, flushed."""
    try:
        os.link(source, target)
    except OSError:
        write_whole(target, source.read_bytes())


def carry(source: Path, target: Path) -> None:
    """A user's file, link or empty folder under a second name too, as it is; OSError for what has no copy."""
    if source.is_symlink():
        target.symlink_to(source.readlink(), target_is_directory=source.is_dir())
    elif source.is_dir():
        target.mkdir(exist_ok=True)
        shutil.copystat(source, target)
    else:
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
            _flush(target)


def hash_of(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Make the folder's entries last through a power failure. Windows does that by itself and has no call for it."""
    if sys.platform != "win32":
        _flush(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder and all in it; no error where there is none. A link is removed as such, never followed."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
