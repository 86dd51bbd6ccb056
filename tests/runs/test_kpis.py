"""The library from the command line: listed, searched, and put into workbooks that stay as they were otherwise."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from incentive.cli import main
from incentive.problems import Severity
from incentive.runs.check import check
from incentive.workbook.examples import EXAMPLES, write_example
from incentive.workbook.kpi_library import library


def incentive(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_all_are_listed_and_some_are_found() -> None:
    whole = incentive("kpis")
    assert whole.exit_code == 0
    assert all(one.id in whole.stdout and one.name in whole.stdout for one in library().values())
    found = json.loads(incentive("kpis", "--search", "cost", "--category", "cost", "--function", "hr", "--json").stdout)
    assert [one["kpi"] for one in found["kpis"]] == ["HIRECOST"]
    assert "tempts to: Loud" in incentive("kpis", "--search", "click impressions").stdout
    assert "No KPI" in incentive("kpis", "--search", "moonlight").stdout


def test_what_there_is_not_is_wrong_use(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    write_example("sales_quarter", book)
    for words in (
        ("--category", "profit"), ("--function", "legal"), ("--add", "CTRR", book), ("--add", "CTR", tmp_path / "no"),
        ("--add", "CTR", book, "--search", "x"),
    ):  # fmt: skip
        assert incentive("kpis", *words).exit_code == 2, words


def test_what_was_probably_meant_is_said(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    write_example("sales_quarter", book)
    assert 'Did you mean "CHURN"?' in incentive("kpis", "--add", "churm", book).stderr
    assert 'Did you mean "efficiency"?' in incentive("kpis", "--category", "eficency").stderr
    assert 'Did you mean "hr"? There are: ' in incentive("kpis", "--function", "hrs").stderr
    assert "See incentive kpis." in incentive("kpis", "--add", "zzzzzzzzzz", book).stderr


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name != "broken"])
def test_a_kpi_is_put_into_a_workbook_and_asks_to_be_completed(name: str, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    write_example(name, book)
    before = check(book)
    assert before.plan is not None
    done = incentive("kpis", "--add", "hirecost", book, "--json")
    assert done.exit_code == 0, done.output
    places = [(place["sheet"], place["cell"]) for place in json.loads(done.stdout)["complete"]]
    after = check(book)
    assert after.plan is not None
    new = next(kpi for kpi in after.plan.kpis if kpi.id == "HIRECOST")
    assert new.formula is not None
    assert (new.formula.text, new.better, new.unit) == (
        "[Recruiting cost] / Hires",
        "lower",
        after.plan.settings.currency,
    )
    blank = [
        (place.sheet, place.cell)
        for problem in after.problems
        if problem.severity is Severity.ERROR
        for place in problem.places
    ]
    assert set(blank) & set(places)
    assert len(after.plan.employees) == len(before.plan.employees)
    again = incentive("kpis", "--add", "HIRECOST", book)
    assert again.exit_code == 2
    assert "RN025" in again.stderr
    # Completed, it counts; the company's other sheets are what they were.
    matrix = load_workbook(book)["Matrix"]
    assert any(row[0] is None and "HIRECOST" in row for row in matrix.iter_rows(values_only=True))


def test_excels_own_tables_grow_with_it(tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    write_example("sales_quarter", book)
    sheet = load_workbook(book)["KPIs"]
    (before,) = [table.ref for table in sheet.tables.values()]
    incentive("kpis", "--add", "AOV", book)
    sheet = load_workbook(book)["KPIs"]
    (table,) = sheet.tables.values()
    assert int(table.ref.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == 1 + int(
        before.split(":")[1].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    )
    assert table.autoFilter is not None
    assert table.autoFilter.ref == table.ref
