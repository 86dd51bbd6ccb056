"""A run's folder: each state that an interrupted move can leave is finished; what is not the program's own stays."""

import json
from pathlib import Path

import pytest

from incentive.runs.exits import Exit, Stop
from incentive.runs.folder import (
    HISTORY,
    Names,
    kept_run,
    move_in,
    names_of,
    prepare,
    present,
    recover,
    require_room,
    seal,
)


def a_run(folder: Path, run: str, plan: str = "Bonus", replaced: tuple[str, ...] = ()) -> None:
    folder.mkdir()
    manifest = {
        "format": "incentive run",
        "run": run,
        "plan": plan,
        "period": {"name": "2026-Q3", "start": "2026-07-01", "end": "2026-09-30"},
        "files": {"statements/1.pdf": "ab"},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    lines = [json.dumps({"run": earlier, "statements": {}}) + "\n" for earlier in replaced]
    (folder / HISTORY).write_text("".join(lines))


@pytest.fixture
def names(tmp_path: Path) -> Names:
    return names_of(tmp_path / "out")


def run_in(folder: Path) -> str:
    kept = kept_run(folder)
    assert kept is not None
    return kept.run


def alone(names: Names) -> bool:
    return not present(names.partial) and not present(names.old)


def test_a_prepared_run_takes_the_place_of_the_earlier_one(names: Names) -> None:
    a_run(names.folder, "one")
    a_run(names.partial, "two", replaced=("one",))
    move_in(names)
    assert run_in(names.folder) == "two"
    assert alone(names)


def test_interrupted_after_the_earlier_run_went_aside(names: Names) -> None:
    a_run(names.old, "one")
    a_run(names.partial, "two", replaced=("one",))
    recover(names)
    assert run_in(names.folder) == "two"
    assert alone(names)


def test_interrupted_before_the_earlier_run_was_removed(names: Names) -> None:
    a_run(names.old, "one")
    a_run(names.folder, "two", replaced=("one",))
    recover(names)
    assert run_in(names.folder) == "two"
    assert alone(names)


def test_without_a_whole_prepared_run_the_earlier_one_goes_back(names: Names) -> None:
    a_run(names.old, "one")
    prepare(names)
    recover(names)
    assert run_in(names.folder) == "one"
    assert not present(names.old)
    assert [path.name for path in names.partial.iterdir()] == ["prepared.json"]


def test_recovery_of_a_sound_folder_changes_nothing(names: Names) -> None:
    a_run(names.folder, "one")
    a_run(names.partial, "two")
    recover(names)
    assert run_in(names.folder) == "one"
    assert run_in(names.partial) == "two"


def test_a_copy_that_somebody_keeps_under_the_old_name_is_never_removed(names: Names) -> None:
    a_run(names.old, "zero")
    a_run(names.folder, "two", replaced=("one",))
    recover(names)
    assert run_in(names.old) == "zero"
    with pytest.raises(Stop) as stop:
        require_room(names)
    assert (stop.value.code, stop.value.problems[0].code) == (Exit.USE, "RN016")


def test_a_folder_of_other_files_under_the_old_name_stays(names: Names) -> None:
    names.old.mkdir()
    (names.old / "letter.txt").touch()
    recover(names)
    assert (names.old / "letter.txt").exists()
    assert not present(names.folder)


@pytest.mark.parametrize("manifest", [None, "", "{", "[]", '{"format": "x"}', '{"run": "1", "files": []}', "null"])
def test_a_folder_without_a_run_is_refused(names: Names, manifest: str | None) -> None:
    names.folder.mkdir()
    (names.folder / "photo.jpg").touch()
    if manifest is not None:
        (names.folder / "manifest.json").write_text(manifest)
    with pytest.raises(Stop) as stop:
        require_room(names)
    assert (stop.value.code, stop.value.problems[0].code) == (Exit.USE, "RN010")


def test_a_file_under_the_name_is_refused_and_an_empty_folder_is_not(names: Names) -> None:
    names.folder.write_text("")
    with pytest.raises(Stop, match="it is a file"):
        require_room(names)
    names.folder.unlink()
    names.folder.mkdir()
    require_room(names)


def test_somebody_elses_folder_where_the_run_would_be_prepared_is_refused(names: Names) -> None:
    names.partial.mkdir()
    (names.partial / "novel.txt").touch()
    with pytest.raises(Stop) as stop:
        require_room(names)
    assert stop.value.problems[0].code == "RN016"


def test_a_sealed_run_has_no_mark_of_preparation(names: Names) -> None:
    prepare(names)
    require_room(names)
    seal(names.partial)
    assert list(names.partial.iterdir()) == []


def test_links_are_followed_so_that_the_folder_itself_moves(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    assert names_of(tmp_path / "link").partial == tmp_path / "disk.partial"
    with pytest.raises(Stop, match="root"):
        names_of(Path("/"))
    (tmp_path / "file").touch()
    with pytest.raises(Stop, match="file on the way"):
        names_of(tmp_path / "file" / "a" / "out")


@pytest.mark.parametrize("failing", [1, 2])
def test_a_move_that_fails_is_undone(names: Names, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    a_run(names.folder, "one")
    a_run(names.partial, "two", replaced=("one",))
    real, calls = Path.rename, []

    def rename(path: Path, target: Path) -> Path:
        calls.append(path)
        if len(calls) == failing:
            raise KeyboardInterrupt
        return real(path, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        move_in(names)
    assert run_in(names.folder) == "one"
    assert not present(names.old)
