"""What the user put into a run's folder, or changed there, is never lost when another run takes the folder."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from incentive.runs.exits import Exit, Stop
from incentive.runs.run import Options, run
from incentive.runs.statements import make_statements
from tests.runs.books import beside, contents, edit, example

WITHOUT = Options(statements=False)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return example(tmp_path / "plan.xlsx")


@pytest.fixture
def out(book: Path, tmp_path: Path) -> Path:
    run(book, tmp_path / "out", Options(only=("0012", "0031")))
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.1))
    return tmp_path / "out"


def refused(book: Path, out: Path, options: Options = WITHOUT) -> str:
    """The words of a refusal that has changed nothing."""
    before = contents(out)
    with pytest.raises(Stop) as stop:
        run(book, out, options)
    assert (stop.value.code, stop.value.problems[0].code) == (Exit.USE, "RN018")
    assert contents(out) == before
    assert beside(out) == set()
    return stop.value.problems[0].message


def test_files_links_and_folders_of_the_user_stay_as_they_are(book: Path, out: Path) -> None:
    (out / "notes.txt").write_text("precious")
    (out / "notes.txt").chmod(0o640)
    os.utime(out / "notes.txt", (1, 2_000_000_000))
    (out / "signed" / "to come").mkdir(parents=True)
    (out / "signed" / "0012.pdf").write_bytes(b"signed")
    (out / "statements" / "0012 signed.pdf").write_bytes(b"signed too")
    (out / "latest").symlink_to("summary.xlsx")
    (out / "gone").symlink_to("nowhere")
    (out / "other").symlink_to("signed")
    outcome = run(book, out, WITHOUT)
    assert outcome.carried_over == (
        "gone",
        "latest",
        "notes.txt",
        "other",
        "signed/0012.pdf",
        "signed/to come",
        "statements/0012 signed.pdf",
    )
    state = (out / "notes.txt").stat()
    assert (stat.S_IMODE(state.st_mode), state.st_mtime) == (0o640, 2_000_000_000)
    assert (out / "notes.txt").read_text() == "precious"
    assert (out / "signed" / "0012.pdf").read_bytes() == b"signed"
    assert (out / "signed" / "to come").is_dir()
    assert [path.name for path in (out / "statements").iterdir()] == ["0012 signed.pdf"]
    assert [str((out / name).readlink()) for name in ("latest", "gone", "other")] == [
        "summary.xlsx",
        "nowhere",
        "signed",
    ]
    assert beside(out) == set()
    assert run(book, out).carried_over == outcome.carried_over


def test_they_are_copied_where_the_disk_knows_no_links(book: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    (out / "notes.txt").write_text("precious")
    os.utime(out / "notes.txt", (1, 2_000_000_000))
    monkeypatch.setattr(os, "link", refuse)
    run(book, out, WITHOUT)
    assert (out / "notes.txt").read_text() == "precious"
    assert (out / "notes.txt").stat().st_mtime == 2_000_000_000


@pytest.mark.parametrize("name", ["summary.xlsx", "payouts.csv", "statements/0012.pdf"])
def test_what_was_changed_is_not_overwritten_unasked(book: Path, out: Path, name: str) -> None:
    (out / name).write_bytes(b"edited")
    options = Options(only=None)
    assert name in refused(book, out, options)
    outcome = run(book, out, Options(force=True))
    assert (outcome.exit, outcome.carried_over) == (Exit.DONE, ())
    assert (out / name).read_bytes() != b"edited"


def test_a_changed_statement_that_no_other_takes_the_place_of_stays(book: Path, out: Path) -> None:
    (out / "statements" / "0012.pdf").write_bytes(b"signed")
    assert run(book, out, WITHOUT).carried_over == ("statements/0012.pdf",)
    # It is nobody's but the user's now, and the next run would write under its name.
    assert "statements/0012.pdf" in refused(book, out, Options())


def test_a_link_in_the_place_of_a_file_or_folder_of_the_run_is_the_users(book: Path, out: Path, tmp_path: Path) -> None:
    (out / "statements").rename(tmp_path / "elsewhere")
    (out / "statements").symlink_to(tmp_path / "elsewhere")
    assert "statements" in refused(book, out, Options())
    run(book, out, Options(force=True))
    assert len(list((tmp_path / "elsewhere").iterdir())) == 2
    assert not (out / "statements").is_symlink()


def test_a_long_list_of_names_is_counted(book: Path, out: Path) -> None:
    (out / "summary.xlsx").unlink()
    for number in range(12):
        path = out / "summary.xlsx" / f"{number:02}"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert "summary.xlsx/09 and 2 more" in refused(book, out)


def test_a_file_that_comes_while_the_run_works_stays_too(
    book: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*arguments: object) -> object:
        (out / "late.txt").write_text("precious")
        call: Callable[..., object] = make_statements
        return call(*arguments)

    monkeypatch.setattr("incentive.runs.run.make_statements", slow)
    assert run(book, out, WITHOUT).carried_over == ("late.txt",)
    assert (out / "late.txt").read_text() == "precious"


def test_what_cannot_be_carried_over_stops_the_run(book: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    os.mkfifo(out / "pipe")
    before = contents(out)
    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="named pipe"):
        run(book, out, WITHOUT)
    assert contents(out) == before
    assert (out / "pipe").is_fifo()
    assert beside(out) == set()
