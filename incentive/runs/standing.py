"""The run that stands where a new one is to go: which files in its folder are the user's, and how none of them is lost.

In come the folder and the manifest of the earlier run. A file that it wrote and that is still as it was is the
program's and goes with it; anything else is the user's: carried over into the new run's folder, untouched, or a reason
to refuse where the new run writes under the same name.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NoReturn

from incentive.i18n.phrases import Figure, phrase
from incentive.runs.exits import wrong_use
from incentive.runs.files import carry, hash_of
from incentive.runs.folder import HISTORY, MANIFEST, STATEMENTS, Kept

_SAID = 10  # names in one message


@dataclass(frozen=True, slots=True)
class Standing:
    """An earlier run in its folder; `force`: what is the user's may be overwritten where the new run needs its name."""

    folder: Path
    kept: Kept
    force: bool = False

    def require_free(self, written: Iterable[str]) -> tuple[str, ...]:
        """The user's paths that stay beside what will be written; Stop where one is in the way and not given up."""
        names = set(written)
        above = {str(parent) for name in names for parent in PurePosixPath(name).parents}
        users = self.users_paths()
        taken = [path for path in users if _meets(path, names, above)]
        if taken and not self.force:
            files: str = ", ".join(taken[:_SAID])
            if len(taken) > _SAID:
                files = phrase("{names} and {n} more", names=files, n=Figure(len(taken) - _SAID))
            raise wrong_use("RN018", folder=str(self.folder), files=files)
        return tuple(path for path in users if path not in set(taken))

    def carry_over(self, partial: Path, written: Iterable[str]) -> tuple[str, ...]:
        """Give the prepared run all that is the user's, and say what that is; looked up anew, for work takes time."""
        paths = self.require_free(written)
        made: list[PurePosixPath] = []
        for path in paths:
            for parent in reversed(PurePosixPath(path).parents):
                if not (partial / parent).exists():
                    (partial / parent).mkdir()
                    made.append(parent)
            carry(self.folder / path, partial / path)
        for folder in reversed(made):
            shutil.copystat(self.folder / folder, partial / folder)
        return paths

    def users_paths(self) -> tuple[str, ...]:
        """Files, links and empty folders that the run did not write, or that are not as it wrote them."""
        return tuple(sorted(self._users_paths()))

    def is_as_written(self, path: str) -> bool:
        """Whether a file of the run is still there, byte for byte."""
        file = self.folder / path
        if path in self.kept.files:
            return file.is_file() and not file.is_symlink() and hash_of(file) == self.kept.files[path]
        return False

    def _users_paths(self) -> Iterator[str]:
        for place, folders, files in os.walk(self.folder, onerror=_give_up):
            here = Path(place).relative_to(self.folder)
            links = [name for name in folders if (self.folder / here / name).is_symlink()]
            for name in (*files, *links):
                path = (here / name).as_posix()
                if path not in {MANIFEST, HISTORY} and not self.is_as_written(path):
                    yield path
            if not folders and not files and here.as_posix() not in {".", STATEMENTS}:
                yield here.as_posix()


def _meets(path: str, names: set[str], above: set[str]) -> bool:
    """Whether something under this path is in the way of files of these names, with the folders above them."""
    return path in names or path in above or any(str(parent) in names for parent in PurePosixPath(path).parents)


def _give_up(reason: OSError) -> NoReturn:
    raise reason
