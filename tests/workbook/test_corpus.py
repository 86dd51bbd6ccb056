"""Workbooks of other projects: encrypted, corrupted, strict, fuzzed. None is a plan, and each gets its answer.

They are no part of this project: they lie in `INCENTIVE_CORPUS`, or in `../shared/corpus` beside the checkout.
"""

import os
import tarfile
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from incentive.problems import Severity
from incentive.workbook import read_plan
from incentive.workbook.cells import open_book

CORPUS = Path(os.environ.get("INCENTIVE_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
ARCHIVE = CORPUS / "files.tar.xz"

pytestmark = pytest.mark.skipif(not ARCHIVE.is_file(), reason=f"no workbooks of others at {CORPUS} (INCENTIVE_CORPUS)")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="module", autouse=True)
def bounded() -> Iterator[None]:
    """All of them together take little time and memory."""
    tracemalloc.start()
    start = time.monotonic()
    yield
    assert time.monotonic() - start < 120
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()


def test_each_gives_an_error_in_words(files: list[Path]) -> None:
    assert len(files) >= 100
    for path in files:
        _, problems = read_plan(path)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        assert errors, path.name
        for problem in problems:
            assert "\n" not in problem.message + problem.hint, path.name


def test_every_sheet_is_read_or_refused(files: list[Path]) -> None:
    opened = 0
    for path in files:
        book, problems = open_book(path, wanted=lambda _title: True)
        assert (book is None) is (len(problems) == 1), path.name
        opened += book is not None
    assert opened > len(files) / 3
