"""Watching a file: once at once, then once a save, however the save is done."""

import threading
import time
from pathlib import Path

from incentive.runs.watch import saves

QUICK = 0.02


def test_each_save_is_seen_once(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"one")
    seen = saves(path, between=QUICK)
    next(seen)

    def save() -> None:
        time.sleep(5 * QUICK)
        path.unlink()
        time.sleep(5 * QUICK)
        other = tmp_path / "temporary"
        other.write_bytes(b"two, longer")
        other.replace(path)

    thread = threading.Thread(target=save)
    thread.start()
    next(seen)
    thread.join()
    assert path.read_bytes() == b"two, longer"


def test_a_file_still_being_written_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"")
    seen = saves(path, between=4 * QUICK)
    next(seen)

    def save() -> None:
        with path.open("ab") as file:
            for _ in range(20):
                time.sleep(QUICK)
                file.write(b"x")
                file.flush()

    thread = threading.Thread(target=save)
    thread.start()
    next(seen)
    thread.join()
    assert path.stat().st_size == 20


def test_a_file_beside_the_workbook_counts_too(tmp_path: Path) -> None:
    paths = [tmp_path / "plan.xlsx", tmp_path / "crm.csv"]
    for path in paths:
        path.write_bytes(b"one")
    seen = saves(*paths, between=QUICK)
    next(seen)
    thread = threading.Timer(5 * QUICK, lambda: paths[1].write_bytes(b"two, longer"))
    thread.start()
    next(seen)
    thread.join()
    assert paths[1].read_bytes() == b"two, longer"
