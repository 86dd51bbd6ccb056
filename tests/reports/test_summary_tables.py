"""Tables of the summary: totals that foot, shares whose two numbers belong together, sections, what columns hold."""

import io
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from incentive.engine.tables import Calculation
from incentive.numbers import exact_arithmetic, same
from incentive.reports.summary import summary_sheets, summary_xlsx
from incentive.sheets import Cell, SheetContent
from tests.engine.plans import actual, calculated, kpi, line, person, plan, settings, step
from tests.reports.examples import NAMES, RUN, calculation

D = Decimal
SUMS = {
    "Assignments": ("SpanSalary", "AssignmentTargetBonus"),
    "Scores": ("KpiTargetBonus", "Earned"),
    "Deals": ("Money",),
    "Departments": ("People", "TargetBonus", "Payout"),
    "KPIs": ("KpiTargetBonus", "Earned"),
    "Bands": ("People", "ShareOfPeople", "TargetBonus", "Payout"),
}


def sheets(whole: Calculation) -> dict[str, SheetContent]:
    with exact_arithmetic():
        return {sheet.name: sheet for sheet in summary_sheets(whole, RUN)}


def read(page: SheetContent, *, totals: bool = False) -> list[dict[str, Any]]:
    """The rows of a sheet's one table, or the lines of totals, by the names of the columns."""
    block = page.blocks[0]
    keys = [one.key for one in block.columns]
    rows = block.totals if totals else block.rows
    return [
        {key: one.value if isinstance(one, Cell) else one for key, one in zip(keys, row, strict=True)} for row in rows
    ]


@pytest.mark.parametrize("name", NAMES)
def test_totals_are_the_sums_of_their_columns(name: str) -> None:
    for sheet, page in sheets(calculation(name)).items():
        for key in SUMS.get(sheet, ()):
            rows, lines = read(page), read(page, totals=True)
            with exact_arithmetic():
                assert same(
                    sum((D(row[key] or 0) for row in rows), D(0)), sum((D(line[key] or 0) for line in lines), D(0))
                )
            assert lines


def test_a_salary_of_a_year_is_not_added_up() -> None:
    line = read(sheets(calculation("sales_quarter"))["Assignments"], totals=True)[0]
    assert {key for key, value in line.items() if value is not None} == {
        "Employee",
        "SpanSalary",
        "AssignmentTargetBonus",
        "Currency",
    }


def test_what_only_formulas_read_is_added_up_apart() -> None:
    page = sheets(calculation("executive_annual"))["Scores"]
    counted, apart = read(page, totals=True)
    assert (counted["Employee"], apart["Employee"]) == ("Total GBP", "For formulas only GBP")
    assert counted["KpiTargetBonus"] == D(1458875)
    rows = [row["Earned"] for row in read(page) if not row["Counts"]]
    with exact_arithmetic():
        assert apart["Earned"] == sum(rows)


def test_a_deal_s_money_has_its_currency_beside_it() -> None:
    page = sheets(calculation("commission"))["Deals"]
    assert {row["Currency"] for row in read(page)} == {"EUR"}
    assert page.blocks[0].totals[0][-2] == Cell(D(14595), "EUR")


def test_a_share_of_a_cumulative_plan_has_both_numbers_of_the_year() -> None:
    found = read(sheets(calculation("executive_annual"))["Departments"])
    board = next(row for row in found if row["Department"] == "Board")
    assert board["TargetBonus"] == 540_000
    assert board["Share"] == board["Capped"] / board["TargetBonus"] == D("1.4")
    assert board["Capped"] - board["Paid"] + board["Rest"] == board["Payout"] == 486_000
    labels = [one.label for one in sheets(calculation("executive_annual"))["Departments"].blocks[0].columns]
    assert "Target bonus from 2026-01-01" in labels
    assert "Capped ÷ TargetBonus" in labels


def test_a_share_is_of_the_bonus_without_commissions_and_adjustments() -> None:
    total = read(sheets(calculation("commission"))["Departments"], totals=True)[0]
    with exact_arithmetic():
        assert total["Share"] == total["Capped"] / total["TargetBonus"]
    assert round(total["Capped"] + total["Direct"] + total["Adjustments"], 2) == total["Payout"]


@pytest.mark.parametrize(
    ("earnings", "label", "share"),
    [("discrete", "Payout ÷ TargetBonus", "0.5"), ("cumulative", "(Payout + paid before) ÷ TargetBonus", "0.25")],
)
def test_where_the_plan_has_its_own_last_steps_the_share_is_that_of_the_payout(
    earnings: str, label: str, share: str
) -> None:
    sheets_read = plan(
        Plan=settings(Earnings=earnings),
        Employees=[person(Department="D")],
        Formulas=[step("Due", "600")],
        Paid=[{"Employee": "1", "Period": "2026-Q1", "Amount": D(300)}] if earnings == "cumulative" else [],
    )
    page = sheets(calculated(sheets_read)[0])["Departments"]
    assert label in [one.label for one in page.blocks[0].columns]
    assert read(page)[0]["Share"] == D(share)


def test_the_department_is_the_last_one_held() -> None:
    found = calculated(
        plan(
            Employees=[person(Department="Old")],
            Assignments=[{"Employee": "1", "From": "2026-09-01", "Department": "New"}],
        )
    )[0]
    page = sheets(found)["Departments"]
    assert [row["Department"] for row in read(page)] == ["New"]
    assert page.blocks[0].columns[0].label == "The last one held in the period; the whole amount stands there"


def test_a_section_that_a_step_reads_is_a_column_of_assignments() -> None:
    found = calculated(
        plan(
            KPIs=[kpi(), kpi("B"), kpi("C")],
            Matrix=[
                line(Section="Company"),
                line("B", Section="Personal", Weight=D("0.5")),
                line("C", Section="Personal", Weight=D("0.5")),
            ],
            Sections=[{"Section": "Company", "Weight": D(1)}, {"Section": "Personal"}],
            Actuals=[actual(), actual(name="B", value=D(80)), actual(name="C", value=D(110))],
            Formulas=[step("PayoutPercent", 'Score * SECTION("personal")')],
        )
    )[0]
    row = read(sheets(found)["Assignments"])[0]
    assert row["Section Personal"] == D("0.95")
    assert "Section Company" not in row
    assert found.payouts.values["PayoutPercent"][0] == D("0.95")


def test_sections_of_the_executives_stand_by_assignment() -> None:
    whole = calculation("executive_annual")
    rows = read(sheets(whole)["Assignments"])
    by_person = {row["Employee"]: row["Section Personal"] for row in rows}
    payouts = whole.payouts.values
    with exact_arithmetic():
        for number, identifier in enumerate(payouts["Employee"]):
            score, percent = payouts["Score"][number], payouts["PayoutPercent"][number]
            assert isinstance(score, Decimal)
            assert isinstance(percent, Decimal)
            assert abs(score * by_person[identifier] - percent) < D("1e-30")


def test_numbers_look_like_what_they_are() -> None:
    book: Any = load_workbook(io.BytesIO(summary_xlsx(calculation("commission"), RUN)))
    head = {cell.value: cell.column for cell in book["Scores"][2]}
    rates = [book["Scores"].cell(row, head["Rate"]) for row in range(3, 20)]
    assert {cell.number_format for cell in rates if cell.value} == {"#,##0.0000;[Red]-#,##0.0000"}
    head = {cell.value: cell.column for cell in book["Assignments"][2]}
    assert book["Assignments"].cell(3, head["FTE"]).number_format == "0.00%;[Red]-0.00%"


def test_the_file_is_named_only_where_there_are_several() -> None:
    page = sheets(calculation("commission"))["Adjustments"]
    assert [one.key for one in page.blocks[0].columns][-2:] == ["Sheet", "Cell"]
    assert len(page.blocks[0].totals[0]) == len(page.blocks[0].columns)


def test_a_band_is_said_in_words() -> None:
    found = calculated(
        plan(
            Employees=[person(str(number)) for number in range(1, 5)],
            Actuals=[actual("1", value=D(0)), actual("2", value=D(30)), actual("3"), actual("4", value=D(150))],
            Scales=[],
        )
    )[0]
    assert [row["Band"] for row in read(sheets(found)["Bands"])] == [
        "nothing",
        "above 0% to under 50%",
        "100% to under 120%",
        "150% and more",
    ]


def test_a_kpi_that_only_formulas_read_has_no_money() -> None:
    rows = {row["KPI"]: row for row in read(sheets(calculation("executive_annual"))["KPIs"])}
    assert (rows["GOALS"]["KpiTargetBonus"], rows["GOALS"]["Earned"]) == (None, None)
    assert rows["EBIT"]["Earned"] > 0
