"""A run that replaces another says what that changes."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from incentive.runs.replaced import Change
from incentive.runs.run import Options, Outcome, run
from tests.runs.books import edit, example, find

WITHOUT = Options(statements=False)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return example(tmp_path / "plan.xlsx")


@pytest.fixture
def first(book: Path, tmp_path: Path) -> Outcome:
    return run(book, tmp_path / "out", WITHOUT)


def paid(folder: Path) -> dict[str, Decimal]:
    rows = [json.loads(line) for line in (folder / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["employee"]: Decimal(row["payout"]) for row in rows}


def test_a_first_run_replaces_nothing(first: Outcome) -> None:
    assert first.replaced is None


def test_totals_and_every_changed_payout(book: Path, first: Outcome) -> None:
    before = paid(first.folder)
    edit(book, ("Actuals production", "0012", "OUTPUT", 3.6), ("Actuals production", "0047", "OUTPUT", 3.6))
    second = run(book, first.folder, WITHOUT)
    after = paid(first.folder)
    assert before["0012"] != after["0012"]
    assert second.replaced is not None
    assert (second.replaced.run, second.replaced.totals) == (first.run, first.totals)
    assert second.replaced.changes == tuple(
        Change(person.id, person.name, "GBP", before[person.id], after[person.id])
        for person in second.plan.employees
        if before[person.id] != after[person.id]
    )


def test_people_who_came_and_went_and_another_currency(book: Path, first: Outcome) -> None:
    before = paid(first.folder)
    workbook = load_workbook(book)
    for sheet, key in (("Employees", "Employee"), ("Actuals production", "For")):
        find(workbook[sheet], "0012", key).value = "0013"
    workbook.save(book)
    replaced = run(book, first.folder, WITHOUT).replaced
    assert replaced is not None
    assert replaced.changes == (
        Change("0013", "Owen Fairclough", "GBP", None, before["0012"]),
        Change("0012", "Owen Fairclough", "GBP", before["0012"], None),
    )


def test_the_same_run_again_changes_nothing(book: Path, first: Outcome) -> None:
    again = run(book, first.folder, WITHOUT)
    assert again.replaced is not None
    assert (again.replaced.run, again.replaced.changes) == (first.run, ())


@pytest.mark.parametrize("text", [None, "", '{"employee": "0012"}\n'])
def test_results_that_are_not_the_earlier_runs_are_not_compared(book: Path, first: Outcome, text: str | None) -> None:
    results = first.folder / "results.jsonl"
    results.unlink() if text is None else results.write_text(text)
    replaced = run(book, first.folder, Options(statements=False, force=True)).replaced
    assert replaced is not None
    assert (replaced.totals, replaced.changes) == (None, None)
