"""The next cycle's workbook: what goes on is there, what was achieved is not, and the user's own things survive."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from incentive.cli import main
from incentive.periods import Period, parse_period
from incentive.problems import Severity
from incentive.runs.check import check
from incentive.runs.next_cycle import make
from incentive.workbook.editing.next_cycle import following, moved
from incentive.workbook.examples import EXAMPLES, write_example
from incentive.workbook.schema import NEXT_SHEET

SOUND = [name for name in EXAMPLES if name != "broken"]
# Figures are missing, said once a sheet. All else would be a fault of the making.
MISSING = {"CA043", "CA075"}


def incentive(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize("targets", ["keep", "+5%"])
def test_each_example_goes_on_with_nothing_but_figures_missing(name: str, targets: str, tmp_path: Path) -> None:
    last, new = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_example(name, last)
    made, errors = make(new, last, targets=targets)
    assert errors == ()
    checked = check(new)
    assert checked.plan is not None
    assert checked.plan.settings.period == made.period
    assert checked.waits
    errors_said = [p for p in checked.problems if p.severity is Severity.ERROR]
    assert {p.code for p in errors_said} <= MISSING
    assert len({p.places[0].sheet for p in errors_said}) == len(errors_said) <= 3
    assert {p.code for p in checked.problems if p.severity is Severity.WARNING} == set()
    result = incentive("check", new)
    assert "Nothing but figures is missing; with them it can be run." in result.stderr
    assert checked.plan.actuals == ()
    assert checked.plan.overrides == ()
    assert checked.plan.adjustments == ()
    old = check(last).plan
    assert old is not None
    assert len(checked.plan.matrix) == len(old.matrix)
    assert checked.plan.scales == old.scales or targets != "keep"
    gone = {one.id for one in old.employees} - {one.id for one in checked.plan.employees}
    assert gone == {one.id for one in old.employees if one.end is not None and one.end < made.period.start}


def test_targets_become_harder_in_their_own_direction(tmp_path: Path) -> None:
    last, new = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_example("marketing_quarter", last)
    make(new, last, targets="+5%")
    old, plan = check(last).plan, check(new).plan
    assert old is not None
    assert plan is not None
    better = {kpi.id: kpi.better for kpi in plan.kpis}
    for before, after in zip(old.matrix, plan.matrix, strict=True):
        assert before.target is not None
        assert after.target is not None
        factor = Decimal("0.95") if better[before.kpi] == "lower" else Decimal("1.05")
        # To the decimals that the KPI is shown with.
        assert abs(after.target - before.target * factor) <= Decimal("0.5")
        assert (after.target > before.target) is (factor > 1)


def test_what_is_the_companys_own_survives(tmp_path: Path) -> None:
    last, new = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_example("sales_quarter", last)
    workbook = load_workbook(last)
    workbook.create_sheet("Our notes")["B2"] = "keep me"
    workbook["Matrix"]["A1"].number_format = "@"
    workbook.save(last)
    make(new, last)
    workbook = load_workbook(new)
    assert workbook.sheetnames[0] == NEXT_SHEET
    assert workbook["Our notes"]["B2"].value == "keep me"
    assert workbook["Matrix"]["A1"].number_format == "@"
    assert make(tmp_path / "third.xlsx", new)[0].period == parse_period("2027-Q1")
    assert load_workbook(tmp_path / "third.xlsx").sheetnames.count(NEXT_SHEET) == 1


def test_formulas_among_the_figures_are_emptied_and_said(tmp_path: Path) -> None:
    last, new = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_example("sales_quarter", last)
    workbook = load_workbook(last)
    sheet = workbook["Actuals"]
    column = next(cell.column for row in sheet.iter_rows(max_row=20) for cell in row if cell.value == "Value")
    cell = next(row[column - 1] for row in sheet.iter_rows() if isinstance(row[column - 1].value, int | float))
    cell.value = "=6*7"
    workbook.save(last)
    made, errors = make(new, last)
    assert [problem.code for problem in errors] == ["WB031"]
    assert [count for _, text, count in made.notes if text.startswith("of them formulas")] == ["1"]
    assert load_workbook(new)["Actuals"][cell.coordinate].value is None


@pytest.mark.parametrize(
    ("period", "after"),
    [("2026-Q3", "2026-Q4"), ("2026-Q4", "2027-Q1"), ("2026-H2", "2027-H1"), ("2026", "2027"), ("2026-12", "2027-01")],
)
def test_the_period_that_follows(period: str, after: str) -> None:
    assert following(parse_period(period)) == parse_period(after)


def test_days_move_with_the_months() -> None:
    old, new = parse_period("2026-Q4"), parse_period("2027-Q1")
    assert moved(date(2027, 1, 27), old, new) == date(2027, 4, 27)
    assert moved(date(2026, 11, 30), old, new) == date(2027, 2, 28)
    assert following(Period(date(2026, 2, 3), date(2026, 3, 4))) is None


def test_from_the_command_line(tmp_path: Path) -> None:
    last, new = tmp_path / "last.xlsx", tmp_path / "new.xlsx"
    write_example("kpi_matrix", last)
    before = last.read_bytes()
    done = incentive("new", new, "--next", last, "--period", "2026-09", "--targets", "clear")
    assert done.exit_code == 0
    assert "2026-09" in done.stderr
    assert last.read_bytes() == before
    assert incentive("new", new, "--next", last).exit_code == 2
    for words in (
        ("--period", "soon"), ("--targets", "more"), ("--targets", "-100%"), ("--example", "commission"),
    ):  # fmt: skip
        assert incentive("new", tmp_path / "no.xlsx", "--next", last, *words).exit_code == 2
    assert incentive("new", last, "--next", last, "--force").exit_code == 2
    assert incentive("new", tmp_path / "no.xlsx", "--targets", "clear").exit_code == 2
    assert not (tmp_path / "no.xlsx").exists()
