"""The summary of the examples: what was read stands once, a row a record, with its cells; Scores say how they came."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from incentive.reports.summary import summary_xlsx
from incentive.reports.summary.shapes import INPUTS, PARAMETERS, SCALE, SETTINGS, Shape
from incentive.workbook.schema import PLAN_SETTINGS, sheet
from tests.reports.examples import NAMES, RUN, calculation

IDS = {"steps": "formulas"}


def pages(name: str) -> Any:
    return load_workbook(io.BytesIO(summary_xlsx(calculation(name), RUN)))


def table(page: Any, heading: str) -> list[dict[str, Any]]:
    """The table under a heading, up to the blank row."""
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    first = next(number for number, row in enumerate(rows) if row[0] == heading and not any(row[1:]))
    # A line of labels may stand between heading and header; it says nothing about the first column.
    header = first + 1 if rows[first + 1][0] else first + 2
    found = []
    for row in rows[header + 1 :]:
        if not any(value is not None for value in row):
            break
        found.append({name: value for name, value in zip(rows[header], row, strict=True) if name})
    return found


@pytest.mark.parametrize("shape", [*INPUTS, *PARAMETERS], ids=lambda shape: shape.records)
def test_columns_are_named_as_on_the_sheet(shape: Shape) -> None:
    known = sheet(IDS.get(shape.records, shape.records))
    assert shape.sheet == known.name
    named = {column.id: column.name for column in known.columns if column.id != "password"}
    assert {field: name for field, name, _ in shape.columns} == named


def test_scales_and_settings_are_named_as_in_the_workbook() -> None:
    named = {column.id: column.name for column in sheet("scales").columns}
    assert {"id": "Scale", "x": "At", "pays": "Pays", **dict(SCALE)} == named
    settings = {column.id: column.name for column in PLAN_SETTINGS}
    given = {field: name for field, name, _ in SETTINGS}
    assert given == {field: name for field, name in settings.items() if field not in {"period_start", "period_end"}}


@pytest.mark.parametrize("name", NAMES)
def test_every_record_is_one_row_with_its_place(name: str) -> None:
    plan, book = calculation(name).plan, pages(name)
    for page, shapes in (("Records", INPUTS), ("Parameters", PARAMETERS)):
        for shape in shapes:
            records = getattr(plan, shape.records) or ()
            if records:
                rows = table(book[page], shape.sheet)
                assert [row["Read from"] for row in rows] == [str(plan.origins.place(one.at)) for one in records]


def test_a_record_has_its_values_and_the_company_s_own_columns() -> None:
    rows = table(pages("sales_quarter")["Records"], "Employees")
    giulia = next(row for row in rows if row["Employee"] == "00417")
    assert giulia["Name"] == "Giulia Rossi"
    assert giulia["Salary"] == 48_000
    assert giulia["Target bonus %"] == 0.1
    assert giulia["Cost centre"] == "IT-4110"
    assert "Language" not in giulia


def test_settings_that_decide_nothing_are_left_out() -> None:
    rows = {row["Setting"]: row for row in table(pages("sales_quarter")["Parameters"], "Plan")}
    assert rows["Cap"]["Value"] == 2
    assert rows["Negative payout"]["Read from"] == "(default)"
    assert not {"Start cut-off", "If overpaid", "Round score"} & set(rows)


@pytest.mark.parametrize("name", NAMES)
def test_inputs_and_scores_have_the_same_rows(name: str) -> None:
    whole, book = calculation(name), pages(name)
    header = {cell.value: number for number, cell in enumerate(book["Inputs"][2])}
    scores = {cell.value: number for number, cell in enumerate(book["Scores"][2])}
    inputs = list(book["Inputs"].iter_rows(min_row=3, values_only=True))
    rows = list(book["Scores"].iter_rows(min_row=3, max_row=2 + whole.scores.count, values_only=True))
    assert len(inputs) == len(rows) == whole.scores.count
    for key in ("Employee", "KPI", "Actual", "Target"):
        assert [row[header[key]] for row in inputs] == [row[scores[key]] for row in rows]
    assert all(row[header["ActualFrom"]] for row in inputs if row[header["Actual"]] is not None)
    assert book["Inputs"].auto_filter.ref == f"A2:{book['Inputs'].cell(2, len(header)).column_letter}{2 + len(inputs)}"


@pytest.mark.parametrize("name", NAMES)
def test_scores_end_with_how_each_amount_came_about(name: str) -> None:
    page = pages(name)["Scores"]
    assert [cell.value for cell in page[2]][-1] == "HowCalculated"
    last = 2 + calculation(name).scores.count
    assert all(row[-1] for row in page.iter_rows(min_row=3, max_row=last, values_only=True))
