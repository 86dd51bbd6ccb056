"""The files of a run that hold everyone, on the examples: results, inputs, payroll, summary, manifest."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
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


NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")


@pytest.mark.parametrize("name", NAMES)
def test_results_say_what_the_tables_hold_in_the_documented_form(name: str) -> None:
    whole = calculation(name)
    payouts, scores = whole.payouts.values, whole.scores.values
    for number, line in enumerate(results_lines(whole)):
        row = json.loads(line)
        assert list(row) == ["employee", "name", "currency", "payout", "score", "scores", "steps"]
        assert holds(row["payout"], payouts["Payout"][number])
        assert holds(row["score"], payouts["Score"][number])
        for step in row["steps"]:
            assert list(step) == ["name", "label", "value"]
            assert holds(step["value"], payouts[step["name"]][number])
        first, last = whole.spans[number].scores
        for at, score in zip(range(first, last), row["scores"], strict=True):
            assert score["kpi"] == scores["KPI"][at]
            for field in ("actual", "target", "attainment", "result", "weight", "earned"):
                assert holds(score[field], scores[field.capitalize()][at]), (field, score)
            assert date.fromisoformat(score["from"]) <= date.fromisoformat(score["to"])


def holds(said: object, value: object) -> bool:
    """Whether JSON says exactly this value: a number as text with all its digits and no exponent, nothing as null."""
    if isinstance(value, Decimal):
        return isinstance(said, str) and NUMBER.fullmatch(said) is not None and Decimal(said) == value
    return said == value and type(said) is type(value)


@pytest.mark.parametrize("name", NAMES)
def test_payroll_adds_up_to_the_control_totals(name: str) -> None:
    whole = calculation(name)
    rows = list(csv.DictReader(io.StringIO(payouts_csv(whole).decode(), newline="")))
    sums: dict[str, Decimal] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + Decimal(row["amount"])
    assert sums == totals(whole)
    assert [row["name"] for row in rows] == [employee.name for employee in whole.plan.employees]


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1", "x;=1+1", "x|@y", 'x; "=1', "'=1", ";;=1"],
)
def test_what_a_spreadsheet_would_run_is_text_whatever_separates_its_cells(text: str) -> None:
    for cell in re.split("[;|\t\r\n]", safe_text(text)):
        assert cell.strip("\"' ")[:1] not in set("=+-@＝") or cell.strip('" ').startswith("'")


def test_other_names_stay_as_they_are() -> None:
    for name in (
        "Giulia Rossi-Bianchi (=)",
        "O'Neill; Seán",
        "R&D - Nord",
        "CORP\\user",
        "王\u00a0芳",
        "سارا\u200cزاده",
    ):
        assert safe_text(name) == name


def test_ids_that_differ_in_control_characters_alone_stay_apart() -> None:
    alike = ["a\nb", "a\tb", "a b", "a\u202eb", "a\\u{a}b", "a\\\nb", "a\ud800b"]
    written = [safe_text(id) for id in alike]
    assert written[:5] == ["a\\u{a}b", "a\\u{9}b", "a b", "a\\u{202e}b", "a\\u{5c}u{a}b"]
    assert len(set(written)) == len(alike)


def read_back(text: str) -> str:
    """What docs/run.md says about reading a text of the payroll file."""
    text = re.sub("((?:^|[;|])[\\s\"']*)'(?=[=+@＝＋－＠-])", r"\1", text)
    return re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda sign: chr(int(sign[1], 16)), text)


@given(st.lists(st.text(st.sampled_from("=+-@;|\"' \\u{}5cax,\n\t\r\u202e\ud800é")) | st.text(), min_size=1))
def test_the_payroll_file_can_be_read_back(names: list[str]) -> None:
    whole = calculation("kpi_matrix")
    first, *_ = whole.plan.employees
    people = tuple(replace(first, id=f"{number}{name}", name=name) for number, name in enumerate(names))
    payouts = {**whole.payouts.values, "Payout": [Decimal("1.5")] * len(people)}
    renamed = replace(whole, plan=replace(whole.plan, employees=people), payouts=replace(whole.payouts, values=payouts))
    text = payouts_csv(renamed).decode()
    assert text.count("\r\n") == len(text.splitlines()) == 1 + len(people)
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert header == ["employee", "name", "currency", "amount"]
    assert [(read_back(id), read_back(name)) for id, name, _, _ in rows] == [(one.id, one.name) for one in people]
    assert {(currency, amount) for _, _, currency, amount in rows} == {("GBP", "1.50")}


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
    assert "OK: all 10 checks hold" in values


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
