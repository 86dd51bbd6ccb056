"""A run that is killed, wherever it stands: the folder holds a whole run, and the next command goes on from there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from incentive.runs.exits import Exit, Stop
from incentive.runs.folder import kept_run
from incentive.runs.run import Options, run
from tests.runs.books import beside, contents, edit, example

WITHOUT = Options(statements=False)

# Runs in a process of its own, which kills itself right after the so-many-th call of a method that changes names.
KILLED = """
import os, signal, sys
from pathlib import Path
from incentive.runs import files, folder
from incentive.runs.run import Options, run

book, out, method, left = sys.argv[1:]
left = int(left)

def deadly(real):
    def call(*arguments):
        global left
        result = real(*arguments)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

if method == "remove_folder":
    folder.remove_folder = deadly(folder.remove_folder)
else:
    setattr(Path, method, deadly(getattr(Path, method)))
run(Path(book), Path(out), Options(statements=False))
"""


@pytest.fixture(scope="module")
def two_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A first run, the changed workbook, and what its run comes to."""
    folder = tmp_path_factory.mktemp("runs")
    book = example(folder / "plan.xlsx")
    run(book, folder / "first", WITHOUT)
    run(book, folder / "second", WITHOUT)
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.1))
    run(book, folder / "second", WITHOUT)
    for name in ("first", "second"):
        (folder / name / "notes.txt").write_text("the user's own, which no run may lose")
    return folder / "first", book, folder / "second"


# replace: a file of the prepared run gets its name; rename: a folder moves; remove_folder: first of the leftovers of an
# earlier preparation, then of the replaced run.
@pytest.mark.parametrize(
    ("method", "count", "whose"),
    [
        ("replace", 1, "first"),
        ("replace", 4, "first"),
        ("replace", 6, "first"),
        ("rename", 1, "none"),
        ("rename", 2, "second"),
        ("remove_folder", 1, "first"),
        ("remove_folder", 2, "second"),
    ],
)
def test_killed(tmp_path: Path, two_runs: tuple[Path, Path, Path], method: str, count: int, whose: str) -> None:
    first, book, second = two_runs
    out = tmp_path / "out"
    for path, content in contents(first).items():
        (out / path).parent.mkdir(exist_ok=True)
        (out / path).write_bytes(content)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(book), str(out), method, str(count)], check=False)
    assert killed.returncode == -9
    if whose == "none":
        assert not out.exists()
    else:
        assert contents(out) == contents(first if whose == "first" else second)
    # A later command that cannot itself go on still finishes the move.
    broken = edit(example(tmp_path / "broken.xlsx"), ("Actuals production", "0012", "OUTPUT", "a lot"))
    with pytest.raises(Stop) as stop:
        run(broken, out, WITHOUT)
    assert stop.value.code is Exit.FILE
    assert contents(out) == contents(first if whose == "first" else second)
    assert not (tmp_path / "out.old").exists()
    run(book, out, WITHOUT)
    assert contents(out) == contents(second)
    assert beside(out) == set()


def test_a_killed_run_with_workers_leaves_no_worker_and_no_lock(tmp_path: Path) -> None:
    script = """
import os, signal, sys
from pathlib import Path
from incentive.runs.run import Options, run

def told(phase, done, total):
    if phase == "Statements" and done:
        os.kill(os.getpid(), signal.SIGKILL)

run(Path(sys.argv[1]), Path(sys.argv[2]), Options(workers=2), told)
"""
    book, out = example(tmp_path / "plan.xlsx"), tmp_path / "out"
    # The pipe is inherited by the workers: reading it to its end waits for the last of them.
    killed = subprocess.run(
        [sys.executable, "-c", script, str(book), str(out)], check=False, stdout=subprocess.PIPE, timeout=60
    )
    assert killed.returncode == -9
    assert not out.exists()
    assert run(book, out, WITHOUT).exit is Exit.DONE
    assert kept_run(out) is not None
    assert beside(out) == set()


def test_a_full_disk_leaves_the_earlier_run_and_nothing_beside_it(
    tmp_path: Path, two_runs: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, book, _ = two_runs
    out = tmp_path / "out"
    run(book, out, WITHOUT)
    before = contents(out)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        run(book, out, WITHOUT)
    assert contents(out) == before
    assert beside(out) == set()
