"""One writer at a time, and no lock that outlives its holder."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from incentive.runs.exits import Exit, Stop
from incentive.runs.lock import locked

HOLD = """
import sys, time
from pathlib import Path
from incentive.runs.lock import locked
with locked(Path("out"), Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def holder(lock: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(lock)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_is_told_who_holds_it_and_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    lock = tmp_path / "out.lock"
    process = holder(lock)
    try:
        with pytest.raises(Stop) as stop, locked(tmp_path / "out", lock, patience=0):
            pytest.fail("two hold the lock")
        assert stop.value.code is Exit.MACHINE
        assert f"process {process.pid}" in stop.value.problems[0].message
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    with locked(tmp_path / "out", lock, patience=0):
        assert json.loads(lock.read_text())["process"] == os.getpid()
    assert not lock.exists()


def test_the_lock_is_released_by_a_failure_too(tmp_path: Path) -> None:
    lock = tmp_path / "out.lock"
    with pytest.raises(ValueError, match="fault"), locked(tmp_path / "out", lock):
        raise ValueError("fault")
    with locked(tmp_path / "out", lock, patience=0):
        assert lock.exists()


def test_a_place_that_may_not_be_written_is_the_machines_own_refusal(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), locked(tmp_path / "out", tmp_path / "missing" / "out.lock"):
        pytest.fail("there is no such folder")


@pytest.mark.parametrize("content", ['"process"', '{"process": 1, "plan": "mine"}', "[" * 3000, "precious" * 1000])
def test_a_file_of_somebody_elses_is_neither_written_nor_removed(tmp_path: Path, content: str) -> None:
    lock = tmp_path / "out.lock"
    lock.write_text(content)
    with pytest.raises(Stop) as stop, locked(tmp_path / "out", lock, patience=0):
        pytest.fail("a foreign file was taken for a lock")
    assert (stop.value.code, stop.value.problems[0].code) == (Exit.USE, "RN016")
    assert lock.read_text() == content


def test_an_empty_file_that_was_there_is_held_and_stays(tmp_path: Path) -> None:
    lock = tmp_path / "out.lock"
    lock.touch()
    with locked(tmp_path / "out", lock, patience=0):
        assert json.loads(lock.read_text())["process"] == os.getpid()
    assert lock.read_bytes() == b""


def test_what_took_the_locks_name_meanwhile_stays(tmp_path: Path) -> None:
    lock = tmp_path / "out.lock"
    with locked(tmp_path / "out", lock, patience=0):
        lock.unlink()
        lock.write_text("precious")
    assert lock.read_text() == "precious"


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_pipe_or_folder_under_the_locks_name_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "out.lock")
    with pytest.raises(Stop) as stop, locked(tmp_path / "out", tmp_path / "out.lock", patience=0):
        pytest.fail("this is no lock")
    assert stop.value.problems[0].code == "RN016"
