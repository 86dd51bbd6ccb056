"""Files are whole or as they were: nothing half-written stays under a name."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from incentive.runs.files import hash_of, keep, remove_folder, write_whole


def test_writes_bytes_and_tells_their_hash(tmp_path: Path) -> None:
    written = write_whole(tmp_path / "a.txt", [b"one ", b"two"])
    assert (tmp_path / "a.txt").read_bytes() == b"one two"
    assert (written.sha256, written.size) == (hashlib.sha256(b"one two").hexdigest(), 7)
    assert hash_of(tmp_path / "a.txt") == written.sha256


def test_a_failure_in_the_middle_leaves_the_earlier_file_and_nothing_else(tmp_path: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    write_whole(tmp_path / "a.txt", b"whole")
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "a.txt", breaks())
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"whole"


def test_what_was_under_the_name_is_replaced_not_written_into(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.txt", b"first")
    keep(tmp_path / "a.txt", tmp_path / "b.txt")
    write_whole(tmp_path / "a.txt", b"second")
    assert (tmp_path / "b.txt").read_bytes() == b"first"


def test_keeping_copies_where_the_disk_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    write_whole(tmp_path / "a.txt", b"kept")
    keep(tmp_path / "a.txt", tmp_path / "b.txt")
    assert (tmp_path / "b.txt").read_bytes() == b"kept"


def test_removing_a_link_to_a_folder_leaves_the_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    remove_folder(tmp_path / "link")
    assert not (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "file").exists()
    remove_folder(tmp_path / "link")
