"""The files of a run that hold everyone, on the examples: results, inputs, payroll, summary, manifest."""

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from incentive.engine.calculate import calculate
from incentive.reports.inputs import inputs_lines, plan_from_inputs
from incentive.reports.manifest import InputFile, manifest, manifest_text, run_id, totals
from incentive.reports.results import payouts_csv, results_lines, safe_text
from incentive.reports.summary import SHEETS, summary_xlsx
from tests.reports.examples import NAMES, RUN, calculation, traces

STEPS = [
    "TargetBonus",
    "Score",
    "PayoutPercent",
    "Gated",
    "BonusEarned",
    "Direct",
    "Capped",
    "Adjusted",
    "Due",
    "Payout",
]


def book(name: str) -> Any:
    return load_workbook(io.BytesIO(summary_xlsx(calculation(name), RUN)))


@pytest.mark.parametrize("name", NAMES)
def test_inputs_alone_reproduce_the_results(name: str) -> None:
    whole = calculation(name)
    again = plan_from_inputs(inputs_lines(whole.plan))
    assert again == whole.plan
    assert list(results_lines(calculate(again))) == list(results_lines(whole))


@pytest.mark.parametrize("name", NAMES)
def test_results_have_the_steps_in_order_and_numbers_as_text(name: str) -> None:
    whole = calculation(name)
    rows = [json.loads(line) for line in results_lines(whole)]
    assert [row["employee"] for row in rows] == [employee.id for employee in whole.plan.employees]
    for row, trace in zip(rows, traces(name), strict=True):
        names = [step["name"] for step in row["steps"]]
        assert [step for step in names if step in STEPS] == STEPS
        assert row["payout"] == row["steps"][names.index("Payout")]["value"]
        assert len(row["scores"]) == len(trace.scores)
        for score in row["scores"]:
            assert list(score) == ["kpi", "from", "to", "actual", "target", "attainment", "result", "weight", "earned"]
            assert all(value is None or isinstance(value, bool | str) for value in score.values())
            assert not any("E" in str(score[key]) for key in ("attainment", "result", "weight", "earned"))


@pytest.mark.parametrize("name", NAMES)
def test_payroll_adds_up_to_the_control_totals(name: str) -> None:
    whole = calculation(name)
    rows = list(csv.DictReader(io.StringIO(payouts_csv(whole).decode(), newline="")))
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(row["amount"])
    assert sums == totals(whole)
    assert [row["name"] for row in rows] == [employee.name for employee in whole.plan.employees]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe_text(text).startswith("'")


def test_other_names_stay_as_they_are() -> None:
    assert safe_text("Giulia Rossi-Bianchi (=)") == "Giulia Rossi-Bianchi (=)"
    assert safe_text("a\nb") == "a b"


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_has_the_sheets_in_order_and_the_tables_columns(name: str) -> None:
    whole, found = calculation(name), book(name)
    assert found.sheetnames == [sheet for sheet in SHEETS if sheet in found.sheetnames]
    assert {"Summary", "Payouts", "Assignments", "Scores", "Inputs", "Parameters", "Problems", "About"} <= set(
        found.sheetnames
    )
    for table in (whole.payouts, whole.assignments, whole.scores):
        page = found[table.name]
        assert [cell.value for cell in page[2]][: len(table.columns)] == [column.key for column in table.columns]
        assert page.auto_filter.ref is not None
        assert not page.merged_cells.ranges
    payout = [column.key for column in whole.payouts.columns].index("Payout")
    shown = [row[payout].value for row in found["Payouts"].iter_rows(min_row=3, max_row=2 + whole.payouts.count)]
    assert shown == [float(str(value)) for value in whole.payouts.values["Payout"]]
    assert summary_xlsx(whole, RUN) == summary_xlsx(whole, RUN)


def test_the_first_sheet_says_that_all_checks_hold() -> None:
    values = [cell.value for row in book("sales_quarter")["Summary"].iter_rows() for cell in row]
    assert "all checks hold" in values


def test_the_map_leads_from_goals_to_people() -> None:
    page = book("sales_quarter")["KPI map"]
    header = [cell.value for cell in page[2]]
    rows = [dict(zip(header, [cell.value for cell in row], strict=True)) for row in page.iter_rows(min_row=3)]
    plan = calculation("sales_quarter").plan
    kpis = {kpi.id: kpi for kpi in plan.kpis}
    assert {row["Goal"] for row in rows} >= {goal for kpi in plan.kpis for goal in kpi.goals}
    assert all(row["Goal"] in kpis[row["KPI"]].goals for row in rows if row["Goal"] != "(no goal)")
    assert {row["Employee"] for row in rows} <= {employee.id for employee in plan.employees}


def test_an_amount_in_two_currencies_has_its_currency_beside_it() -> None:
    page = book("commission")["Departments"] if "Departments" in book("commission").sheetnames else None
    summary = [cell.value for row in book("commission")["Summary"].iter_rows() for cell in row]
    assert "EUR" in summary
    assert "GBP" in summary
    assert page is None or "Currency" in [cell.value for cell in page[2]]


def test_the_run_id_is_of_inputs_options_and_version_alone() -> None:
    one, other = InputFile("a.xlsx", "aa"), InputFile("b.xlsx", "bb")
    known = run_id([one], {}, "1")
    assert len(known) == 8
    assert int(known, 16) >= 0
    assert known == run_id([InputFile("renamed.xlsx", "aa")], {}, "1")
    assert len({known, run_id([other], {}, "1"), run_id([one], {"x": 1}, "1"), run_id([one], {}, "2")}) == 4


def test_the_manifest_counts_and_names_no_folder() -> None:
    whole = calculation("sales_quarter")
    run = replace(RUN, inputs=(InputFile("/somewhere/plan.xlsx", "ab"),))
    content = manifest(run, whole, {"statements/1.pdf": "cd", "payouts.csv": "ef"}, {"00417": "not asked for"})
    assert content["inputs"] == [{"name": "plan.xlsx", "sha256": "ab"}]
    assert content["without_statement"] == [{"employee": "00417", "reason": "not asked for"}]
    assert json.loads(manifest_text(content))["counts"]["statements"] == 1
    assert json.loads(manifest_text(content))["counts"]["people"] == len(whole.plan.employees)
    assert "somewhere" not in manifest_text(content)
