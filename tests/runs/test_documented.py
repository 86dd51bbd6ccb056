"""The page about a run names each of its files, and each field of those in JSON, as a run writes them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from incentive.runs.run import Options, run
from tests.runs.books import edit, example

PAGE = Path(__file__).parents[2] / "docs" / "run.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that replaced two others, one of them with statements."""
    place = tmp_path_factory.mktemp("documented")
    book = example(place / "plan.xlsx")
    run(book, place / "out", Options(only=("0012",)))
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.1))
    run(book, place / "out", Options(statements=False))
    edit(book, ("Actuals production", "0012", "OUTPUT", 4.2))
    run(book, place / "out")
    return place / "out"


def documented(title: str) -> list[list[str]]:
    """The names in the first column of each table of a section, in order."""
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\|\n)+", section, re.MULTILINE)
    rows = [[line.split("|")[1] for line in table.splitlines()[2:]] for table in tables]
    return [[name for cell in table for name in re.findall("`([^`]+)`", cell)] for table in rows]


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_file_of_a_run_is_on_the_page(folder: Path) -> None:
    page = PAGE.read_text(encoding="utf-8").split("\n## ")[0]
    named = {name.rstrip("/") for name in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)}
    assert named == {path.name for path in folder.iterdir()}


def test_every_field_of_the_results(folder: Path) -> None:
    result = lines(folder / "results.jsonl")[0]
    assert documented("results.jsonl") == [list(result), list(result["scores"][0])]


def test_every_field_of_the_manifest(folder: Path) -> None:
    assert documented("manifest.json") == [list(json.loads((folder / "manifest.json").read_text(encoding="utf-8")))]


def test_every_field_of_the_history_and_the_oldest_run_first(folder: Path) -> None:
    oldest, latest = lines(folder / "history.jsonl")
    assert documented("history.jsonl") == [list(oldest)] == [list(latest)]
    assert (list(oldest["statements"]), latest["statements"]) == (["statements/0012.pdf"], {})


def test_the_header_of_the_inputs(folder: Path) -> None:
    header, settings, *records = lines(folder / "inputs.jsonl")
    assert set(documented("inputs.jsonl")[0]) == set(header)
    assert settings["record"] == "settings"
    section = PAGE.read_text(encoding="utf-8").split("\n## inputs.jsonl\n")[1].split("\n## ")[0]
    assert all(f"`{record['record']}`" in section for record in records)
