"""A run's folder: what lies in it, whether it may be replaced, and how a new run moves in.

A run is prepared in `DIR.partial` and moves in by DIR → `DIR.old`, `DIR.partial` → DIR, `DIR.old` removed. Each state
in between can be told from the names alone, and `recover` finishes from there. What a run's files say is not here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from incentive.i18n.phrases import phrase
from incentive.plan.records import Settings
from incentive.reports.manifest import FORMAT
from incentive.runs.exits import wrong_use
from incentive.runs.files import flush_folder, remove_folder

MANIFEST = "manifest.json"
HISTORY = "history.jsonl"
STATEMENTS = "statements"
PREPARED = "prepared.json"
"""Lies in a `.partial` folder until its manifest does, and says that the folder is the program's own."""


@dataclass(frozen=True, slots=True)
class Names:
    """The folder of a run and the three names beside it that are the program's own."""

    folder: Path

    @property
    def partial(self) -> Path:
        """Where the next run is prepared."""
        return self.folder.with_name(self.folder.name + ".partial")

    @property
    def old(self) -> Path:
        """Where the earlier run lies while the next one moves in."""
        return self.folder.with_name(self.folder.name + ".old")

    @property
    def lock(self) -> Path:
        """The lock file."""
        return self.folder.with_name(self.folder.name + ".lock")


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier run, as its manifest tells: its id, plan, period, and the hash of each of its files by path."""

    run: str
    plan: str
    period: str
    start: str
    end: str
    files: Mapping[str, str]

    def statements(self) -> dict[str, str]:
        """The hash of each statement by its path."""
        return {path: sha for path, sha in self.files.items() if path.startswith(f"{STATEMENTS}/")}

    def same_cycle(self, other: "Kept") -> bool:
        """Whether both are runs of one plan and period."""
        return (self.plan, self.start, self.end) == (other.plan, other.start, other.end)


def names_of(out: Path) -> Names:
    """The names of a run's folder; links and dots are followed first, so that what moves is the folder itself."""
    folder = out.resolve()
    if not folder.name:
        raise wrong_use("RN010", folder=str(out), why=phrase("it is the root of the disk"))
    above = next(parent for parent in folder.parents if parent.exists())
    if not above.is_dir():
        raise wrong_use("RN010", folder=str(out), why=phrase("{name} on the way to it is a file", name=above.name))
    return Names(folder)


def kept_run(folder: Path) -> Kept | None:
    """The run that lies in a folder; None where the folder holds no manifest of this program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT:
            return None
        return Kept(
            run=str(manifest["run"]),
            plan=str(manifest["plan"]),
            period=str(manifest["period"]["name"]),
            start=str(manifest["period"]["start"]),
            end=str(manifest["period"]["end"]),
            files={str(path): str(sha) for path, sha in manifest["files"].items()},
        )
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, AttributeError):
        return None


def read_history(folder: Path) -> str:
    """The text of the folder's history, empty where it has none."""
    try:
        return (folder / HISTORY).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def replaced_runs(history: str) -> list[str]:
    """The ids of the runs that a history names; a line that is not of ours names none."""
    found = []
    for line in history.splitlines():
        try:
            found.append(str(json.loads(line)["run"]))
        except (ValueError, KeyError, TypeError):
            continue
    return found


def present(path: Path) -> bool:
    """Whether anything bears this name, a dangling link too."""
    return path.is_symlink() or path.exists()


def recover(names: Names) -> None:
    """Finish a move that was interrupted; nothing happens where none was. The lock is held.

    With DIR gone and `DIR.old` there, a finished `DIR.partial` moves in, else the earlier run goes back. With both
    there, `DIR.old` is removed only where DIR itself says that it replaced that run. Anything else stays.
    """
    if not present(names.old):
        return
    earlier = kept_run(names.old)
    if earlier is None:
        return
    if not present(names.folder):
        prepared = kept_run(names.partial)
        if prepared is not None and prepared.same_cycle(earlier):
            seal(names.partial)
            names.partial.rename(names.folder)
        else:
            names.old.rename(names.folder)
        flush_folder(names.folder.parent)
    current = kept_run(names.folder)
    if current is not None and earlier.run in {current.run, *replaced_runs(read_history(names.folder))}:
        remove_folder(names.old)


def move_in(names: Names) -> None:
    """Let the prepared run take the folder's place. The lock is held and the prepared run is sealed."""
    flush_folder(names.partial)
    try:
        if present(names.folder):
            names.folder.rename(names.old)
            flush_folder(names.folder.parent)
        names.partial.rename(names.folder)
        flush_folder(names.folder.parent)
    except BaseException:
        # What can still be undone is undone at once; what cannot, `recover` finishes.
        if present(names.old) and not present(names.folder):
            names.old.rename(names.folder)
        raise
    remove_folder(names.old)


def require_room(names: Names) -> None:
    """Stop where DIR is not a run's folder or a name beside it is taken by something that is not the program's own."""
    here = Path.cwd()
    if names.folder.resolve() in {here, *here.parents}:
        raise wrong_use("RN017", folder=str(names.folder))
    if present(names.folder):
        why = _not_a_run(names.folder)
        if why:
            raise wrong_use("RN010", folder=str(names.folder), why=why)
    if present(names.partial) and not _prepared(names.partial):
        raise wrong_use("RN016", folder=str(names.partial), why=phrase("it is not a run that was being prepared"))
    if present(names.old):
        raise wrong_use(
            "RN016", folder=str(names.old), why=phrase("it is not what {name} replaced", name=names.folder.name)
        )


def require_same_cycle(names: Names, kept: Kept | None, settings: Settings) -> None:
    """Stop where DIR holds a run of another plan or period."""
    if kept is None:
        return
    folder, period = str(names.folder), settings.period
    if kept.plan != settings.plan_name:
        raise wrong_use("RN011", folder=folder, theirs=kept.plan, ours=settings.plan_name)
    if (kept.start, kept.end) != (period.start.isoformat(), period.end.isoformat()):
        raise wrong_use("RN012", folder=folder, theirs=kept.period, ours=period.name)


def prepare(names: Names) -> None:
    """An empty `DIR.partial`, marked as the program's own."""
    remove_folder(names.partial)
    names.partial.mkdir()
    (names.partial / PREPARED).write_text("{}\n", encoding="utf-8")


def seal(partial: Path) -> None:
    """Take away the mark of a run that is being prepared; its manifest says from now on whose folder it is."""
    (partial / PREPARED).unlink(missing_ok=True)


def _not_a_run(folder: Path) -> str:
    """Why the folder may not be replaced; empty where it may."""
    if not folder.is_dir():
        return phrase("it is a file")
    if kept_run(folder) is not None or not any(folder.iterdir()):
        return ""
    return phrase("it holds other files and no {file} of a run", file=MANIFEST)


def _prepared(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return (folder / PREPARED).is_file() or kept_run(folder) is not None or not any(folder.iterdir())
