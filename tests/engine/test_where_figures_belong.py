"""A figure that is missing is asked for where it belongs: in the blank cell that waits for it; and figures of another
period are said once a sheet."""

from decimal import Decimal
from typing import Any

from incentive.problems import Problem
from tests.problems.small_books import checked, figures, settings
from tests.workbook.plans import Sheets, plain


def errors(sheets: Sheets) -> list[Problem]:
    return [problem for problem in checked(sheets) if problem.severity == "error"]


def places(sheets: Sheets) -> dict[str, list[str]]:
    return {problem.code: [str(place) for place in problem.places] for problem in errors(sheets)}


def people(*identifiers: str) -> list[dict[str, Any]]:
    person = plain()["Employees"][0]
    return [{**person, "Employee": each, "Name": f"P {each}", "Team": "North"} for each in identifiers]


def test_a_blank_value_is_the_first_place() -> None:
    rows = [*figures(1), {"For": "2", "KPI": "REV"}]
    found = places(plain(Employees=people("00417", "2"), Actuals=rows))
    assert found == {"CA043": ["Actuals!D3", "Employees!A3", "Matrix!B2"]}


def test_the_blank_of_the_month_that_lacks_its_figure() -> None:
    summed = [{"KPI": "REV", "Better": "higher", "Combine": "sum"}]
    rows = figures(("2026-07", 1), ("2026-08", 1), ("2026-09", 1))
    other = [{**row, "For": "2"} for row in rows]
    other[1] = {**other[1], "Value": None}
    found = places(plain(KPIs=summed, Employees=people("00417", "2"), Actuals=[*rows, *other]))
    assert found["CA043"][0] == "Actuals!D6"


def test_a_blank_cell_of_a_wide_sheet() -> None:
    rows = [{"For": "00417", "REV": Decimal(1), "NPS": Decimal(5)}, {"For": "2", "REV": None, "NPS": Decimal(5)}]
    sheets = plain(Employees=people("00417", "2"), Actuals=rows)
    sheets["KPIs"].append({"KPI": "NPS", "Better": "higher"})
    found = places(sheets)
    assert found["CA043"][0] == "Actuals!B3"


def test_a_blank_cell_of_the_team_and_of_an_input() -> None:
    team = [{"KPI": "REV", "Better": "higher", "Level": "team"}]
    rows: list[dict[str, Any]] = [{"For": "team:North", "KPI": "REV", "Value": None}]
    assert places(plain(KPIs=team, Employees=people("1"), Actuals=rows))["CA043"][0] == "Actuals!C2"
    ratio = [{"KPI": "REV", "Better": "higher", "Formula": "Sold / Planned"}]
    rows = [{"For": "1", "KPI": "Sold", "Value": Decimal(1)}, {"For": "1", "KPI": "Planned", "Value": None}]
    assert places(plain(KPIs=ratio, Employees=people("1"), Actuals=rows))["CA043"][0] == "Actuals!C3"


def test_a_row_of_somebody_else_is_no_place() -> None:
    rows = [*figures(1), {"For": "00417", "KPI": "REV"}]
    found = places(plain(Employees=people("00417", "2"), Actuals=rows))
    assert found["CA043"][0] == "Employees!A3"


def last_quarter(**values: Any) -> Sheets:
    names = [str(number) for number in range(1, 51)]
    rows: list[dict[str, Any]] = [
        {"For": name, "KPI": "REV", "Month": f"2026-0{month}", "Value": Decimal(1)}
        for name in names
        for month in (4, 5, 6)
    ]
    summed = [{"KPI": "REV", "Better": "higher", "Combine": "sum"}]
    return settings(plain(KPIs=summed, Employees=people(*names), Actuals=rows), **values)


def test_last_quarters_sheet_is_one_error() -> None:
    found = checked(last_quarter())
    assert [problem.code for problem in found] == ["CA045"]
    assert [str(place) for place in found[0].places] == [f"Actuals!C{row}" for row in range(2, 152)]
    assert found[0].message == (
        'The figures of REV on the sheet "Actuals" are of 2026-04 to 2026-06, outside 2026-Q3: none counts, and there '
        "are no others (in all: 150)."
    )


def test_where_nothing_is_missing_it_is_a_warning() -> None:
    found = checked(last_quarter(If_actual_is_missing="target"))
    assert [(problem.code, problem.severity.value) for problem in found] == [("CA046", "warning")]


def test_a_sheet_kept_for_the_record_is_a_notice() -> None:
    sheets = last_quarter()
    sheets["Actuals Q3"] = [{"For": str(number), "KPI": "REV", "Value": Decimal(1)} for number in range(1, 51)]
    sheets["Actuals Q2"] = sheets.pop("Actuals")
    for row in sheets["Actuals Q3"]:
        row["Month"] = "2026-07"
    found = checked(sheets)
    assert {problem.code for problem in found} == {"CA007", "CA008"}
    notice = next(problem for problem in found if problem.code == "CA008")
    assert len(notice.places) == 150
    assert notice.places[0].sheet == "Actuals Q2"


def test_some_months_beyond_the_period_are_said_once_for_all_kpis() -> None:
    sheets = plain(
        Actuals=[*figures(("2026-07", 1), ("2026-06", 1)), *figures(("2026-07", 1), ("2026-05", 1), kpi="NPS")]
    )
    sheets["KPIs"] = [{"KPI": name, "Better": "higher", "Combine": "sum"} for name in ("REV", "NPS")]
    found = [problem for problem in checked(sheets) if problem.code == "CA008"]
    assert [[str(place) for place in problem.places] for problem in found] == [["Actuals!C3", "Actuals!C5"]]


def test_without_a_period_no_month_is_outside() -> None:
    sheets = last_quarter()
    sheets["Plan"][1]["Value"] = "Q3"
    assert [problem.code for problem in checked(sheets)] == ["WB028"]


def test_a_missing_figure_of_everyone_is_one_problem_a_sheet() -> None:
    names = [str(number) for number in range(1, 51)]
    found = errors(
        plain(Employees=people(*names), Actuals=[{"For": name, "KPI": "REV", "Value": None} for name in names])
    )
    assert [problem.code for problem in found] == ["CA075"]
    assert found[0].message == 'The sheet "Actuals" has blank cells that wait for figures (in all: 50), of REV.'
    assert [str(place) for place in found[0].places[:2]] == ["Actuals!C2", "Actuals!C3"]
