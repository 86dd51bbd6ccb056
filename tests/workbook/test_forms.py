"""Forms for one person as companies draw them: weights of sections, months, headers of two rows, KPIs with targets.

Each workbook is one that somebody would draw; what it is read as is written out beside it.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from incentive.plan import Plan
from tests.workbook.drawing import KPIS, PLAN, Drawn, Rows, listed, read, worse

ALONE = ("Matrix", "Actuals")
THREE: Rows = [*KPIS, ["ERR", "Errors", "lower", "sum"]]
JULY, AUGUST, SEPTEMBER = (2026 * 12 + month - 1 for month in (7, 8, 9))


def weights(plan: Plan) -> list[tuple[Any, ...]]:
    """The matrix in short: whose, which KPI and section, weight and target."""
    return [
        (row.employee or row.role, row.kpi, row.section, *map(plain, (row.weight, row.target))) for row in plan.matrix
    ]


def plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def figures(plan: Plan) -> list[tuple[Any, ...]]:
    return [(each.subject.name, each.kpi, each.month, each.value) for each in plan.actuals]


def of_people(rossi: Rows, ley: Rows, merged: dict[str, Sequence[str]] | None = None) -> Drawn:
    return Drawn({"KPIs": THREE, "Rossi": rossi, "Ley": ley}, merged or {}, ALONE)


def with_blocks(name: str, role: str, rows: Rows) -> Rows:
    head = [None, "Блок", "Вес блока", "Показатель", "Вес", "План", "Факт", "Выполнение"]
    top: Rows = [
        [None, "Личная карта KPI"],
        [None, "ФИО:", name],
        [None, "Должность:", role],
        [None],
        [None, *head[1:]],
    ]
    return [*top, *([None, *row] for row in rows), [None, "Итого", 1]]


def test_weights_of_sections_stand_in_a_column_merged_down(tmp_path: Path) -> None:
    rossi: Rows = [
        ["Sales", 0.7, "REV", 0.6, 100, 120, 1.2],
        [None, None, "ERR", 0.4, 10, 8],
        ["Care", 0.3, "NPS", 1, 40, 50],
    ]
    ley: Rows = [["Sales", 0.5, "REV", 1, 110, 90], ["Care", "50%", "NPS", 1, 40, 44]]
    drawn = of_people(
        with_blocks("Anna Rossi", "Rep", rossi), with_blocks("Bob Ley", "Lead", ley), {"Rossi": ["B6:B7", "C6:C7"]}
    )
    plan, problems = read(tmp_path, drawn)
    assert worse(problems) == []
    assert weights(plan) == [
        ("001", "REV", "Sales", "0.6", "100"),
        ("001", "ERR", "Sales", "0.4", "10"),
        ("001", "NPS", "Care", "1", "40"),
        ("002", "REV", "Sales", "1", "110"),
        ("002", "NPS", "Care", "1", "40"),
    ]
    assert [(row.id, plain(row.weight), row.role) for row in plan.sections or ()] == [
        ("Sales", "0.7", "Rep"),
        ("Care", "0.3", "Rep"),
        ("Sales", "0.5", "Lead"),
        ("Care", "0.5", "Lead"),
    ]
    assert str(plan.origins.place((plan.sections or ())[3].at, "Weight")) == "Ley!C7"


def test_weights_of_sections_stand_in_rows_of_their_own(tmp_path: Path) -> None:
    head: Rows = [["KPI", "Weight", "Target", "Actual"]]
    rossi: Rows = [
        ["Name:", "Anna Rossi"],
        *head,
        ["Sales results (70%)"],
        ["Revenue", 0.6, 100, 120],
        ["Errors", 0.4, 10, 8],
        ["Customer care", 0.3],
        ["NPS", 1, 40, 50],
    ]
    ley: Rows = [
        ["Name:", "Bob Ley"],
        *head,
        ["Sales results", 0.5],
        ["REV", 0.5, 110, 90],
        ["Customer care", 0.5],
        ["NPS", 0.5, 40, 44],
    ]
    plan, problems = read(tmp_path, of_people(rossi, ley, {"Rossi": ["A3:D3"]}))
    assert worse(problems) == []
    assert [(row.id, plain(row.weight), row.role) for row in plan.sections or ()] == [
        ("Sales results", "0.7", "Rep"),
        ("Customer care", "0.3", "Rep"),
    ]
    assert [row[2] for row in weights(plan)] == ["Sales results"] * 2 + [
        "Customer care",
        "Sales results",
        "Customer care",
    ]


def test_forms_of_one_role_that_weigh_sections_otherwise_are_refused(tmp_path: Path) -> None:
    people: Rows = [
        ["Employee", "Name", "Role", "Salary", "Target bonus %"],
        ["001", "Anna Rossi", "Rep", 40000, 0.1],
        ["002", "Bob Ley", "Rep", 60000, 0.2],
    ]
    rows: Rows = [["Sales", 0.7, "REV", 1, 100, 120], ["Care", 0.3, "NPS", 1, 40, 50]]
    other: Rows = [["Sales", 0.6, "REV", 1, 100, 120], ["Care", 0.4, "NPS", 1, 40, 50]]
    drawn = of_people(with_blocks("Anna Rossi", "Rep", rows), with_blocks("Bob Ley", "Rep", other))
    _, problems = read(tmp_path, Drawn({**drawn.sheets, "Employees": people}, {}, ALONE))
    assert [(code, place.partition("!")[2]) for code, place, _ in worse(problems)] == [("WB059", "B6"), ("WB059", "B7")]
    alike = of_people(with_blocks("Anna Rossi", "Rep", rows), with_blocks("Bob Ley", "Rep", rows))
    plan, problems = read(tmp_path, Drawn({**alike.sheets, "Employees": people}, {}, ALONE))
    assert worse(problems) == []
    assert [(row.id, row.role) for row in plan.sections or ()] == [("Sales", "Rep"), ("Care", "Rep")]


def two_rows(name: str, rows: Rows) -> Rows:
    return [
        ["Employee", name, None, "Manager", "Ann"],
        ["KPI", "Weight", "Plan", None, None, "Result", None],
        [None, None, "Base", "Norm", "Goal", "Actual", "Score"],
        *rows,
        ["Total", 1],
    ]


@pytest.mark.parametrize("merged", [(), ("A2:A3", "B2:B3", "C2:E2", "F2:G2")])
def test_a_header_of_two_rows(merged: Sequence[str], tmp_path: Path) -> None:
    rossi = two_rows("Anna Rossi", [["Revenue", 0.6, 80, 100, 120, 120, 1.5], ["NPS", 0.4, 20, 40, 60, 50, 1]])
    ley = two_rows("Bob Ley", [["Revenue", 1, 80, 110, 130, 90, 0.4]])
    plan, problems = read(tmp_path, of_people(rossi, ley, {"Rossi": merged, "Ley": merged}))
    assert worse(problems) == []
    assert [(row.kpi, row.threshold, row.target, row.maximum) for row in plan.matrix] == listed(
        ("REV", 80, 100, 120),
        ("NPS", 20, 40, 60),
        ("REV", 80, 110, 130),
    )
    assert [value for *_, value in figures(plan)] == [120, 50, 90]


def months_across(name: str, rows: Rows) -> Rows:
    return [
        [f"Name: {name}"],
        ["KPI", "Weight", "July", None, "August", None, "September", None, "Quarter in total", None],
        [None, None, *(["Target", "Actual"] * 4)],
        *rows,
    ]


def test_months_across_beside_the_weights(tmp_path: Path) -> None:
    rossi = months_across(
        "Anna Rossi", [["Revenue", 0.6, 30, 40, 30, 40, 40, 40, 100, 120], ["NPS", 0.4, 40, 45, 40, 55, 40, 50, 40, 50]]
    )
    ley = months_across("Bob Ley", [["Revenue", 1, 30, 30, 40, 30, 40, 30, 110, 90]])
    merged = ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:J2")
    plan, problems = read(tmp_path, of_people(rossi, ley, {"Rossi": merged}))
    assert worse(problems) == []
    assert weights(plan) == [
        ("001", "REV", None, "0.6", "100"),
        ("001", "NPS", None, "0.4", "40"),
        ("002", "REV", None, "1", "110"),
    ]
    assert figures(plan)[:4] == [
        ("001", "REV", JULY, 40),
        ("001", "REV", AUGUST, 40),
        ("001", "REV", SEPTEMBER, 40),
        ("001", "NPS", JULY, 45),
    ]
    assert len(plan.actuals) == 9
    assert ("WB111", "Rossi!I2") in {(problem.code, str(problem.places[0])) for problem in problems}


def of_month(name: str, month: object, target: object = 30, weight: object = 0.6) -> Rows:
    return [
        ["Monthly scorecard"],
        ["Name", name],
        *([["Month", month]] if month else []),
        ["KPI", "Weight", "Target", "Actual"],
        ["Revenue", weight, target, 40],
        ["NPS", 0.4, 40, 50],
    ]


@pytest.mark.parametrize("said", ["label", "title", "word", "heading"])
def test_a_form_for_each_month(said: str, tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {}
    for number, word in ((7, "Jul"), (8, "Aug"), (9, "Sep")):
        for name in ("Rossi", "Ley"):
            person = "Anna Rossi" if name == "Rossi" else "Bob Ley"
            title = {"label": f"{name}{number}", "title": f"{name} 2026-0{number}", "word": f"{name} {word}"}
            rows = of_month(person, date(2026, number, 1) if said == "label" else None, target=20 + number)
            if said == "heading":
                rows = [[f"Scorecard for {word} 2026"], *rows[1:]]
            sheets[title.get(said, f"{name} ({number})")] = rows
    plan, problems = read(tmp_path, Drawn(sheets, {}, ALONE))
    assert worse(problems) == []
    assert weights(plan) == [
        ("001", "REV", None, "0.6", "84"),
        ("001", "NPS", None, "0.4", "40"),
        ("002", "REV", None, "0.6", "84"),
        ("002", "NPS", None, "0.4", "40"),
    ]
    assert sorted({(month, value) for whom, kpi, month, value in figures(plan) if kpi == "REV"}) == [
        (JULY, 40),
        (AUGUST, 40),
        (SEPTEMBER, 40),
    ]
    assert len(plan.actuals) == 12


def test_months_below_each_other(tmp_path: Path) -> None:
    head: Rows = [["KPI", "Weight", "Target", "Actual"]]
    block: Rows = [*head, ["Revenue", 0.6, 30, 40], ["NPS", 0.4, 40, 50], []]
    rossi: Rows = [["Name", "Anna Rossi"], ["July 2026"], *block, ["August 2026"], *block, ["September 2026"], *block]
    ley: Rows = [["Name", "Bob Ley"], ["July 2026"], *block]
    plan, problems = read(tmp_path, of_people(rossi, ley))
    assert worse(problems) == [
        ("WB168", "Ley!C4", "The target of REV for Ley is made of 2026-07 alone, not of the whole period."),
        (
            "WB163",
            "Rossi!C4",
            (
                "The target of REV is 30 in each of 2026-07, 2026-08, 2026-09; "
                "for the whole period it is read as their sum, 90."
            ),
        ),
    ]
    assert [row[-1] for row in weights(plan)] == ["90", "40", "30", "40"]
    assert [month for whom, kpi, month, _ in figures(plan) if kpi == "REV"] == [JULY, AUGUST, SEPTEMBER, JULY]


def test_months_that_disagree_on_a_weight_are_refused(tmp_path: Path) -> None:
    sheets = {"A": of_month("Anna Rossi", "July"), "B": of_month("Anna Rossi", "August", weight=0.5)}
    _, problems = read(tmp_path, Drawn(sheets, {}, ALONE))
    assert ("WB060", "B!A5") in {(code, place) for code, place, _ in worse(problems)}


def test_a_name_that_is_also_a_month_is_a_name(tmp_path: Path) -> None:
    people: Rows = [["Employee", "Name", "Role", "Salary", "Target bonus %"], ["7", "July Smith", "Rep", 40000, 0.1]]
    drawn = Drawn({"July Smith": of_month("July Smith", None), "Employees": people}, {}, ALONE)
    plan, problems = read(tmp_path, drawn)
    assert worse(problems) == []
    assert {month for _, _, month, _ in figures(plan)} == {None}


def test_the_day_on_which_a_form_was_written_is_no_month(tmp_path: Path) -> None:
    for title in ("As of 30 July 2026", "Stand 31.07.2026", "Date: 5 July 2026"):
        rows = [[title], *of_month("Anna Rossi", None)[1:]]
        plan, problems = read(tmp_path, Drawn({"Rossi": rows}, {}, ALONE))
        assert [code for code, *_ in worse(problems)] == ["WB068"]
        assert {month for _, _, month, _ in figures(plan)} == {None}


def test_a_month_that_nobody_knows_is_said(tmp_path: Path) -> None:
    _, problems = read(tmp_path, Drawn({"Rossi": of_month("Anna Rossi", "Jully")}, {}, ALONE))
    assert ("WB167", "Rossi!B3") in {(code, place) for code, place, _ in worse(problems)}


def test_a_form_with_its_labels_in_one_cell_and_rows_that_are_numbered(tmp_path: Path) -> None:
    rows: Rows = [
        [],
        [None, None, "КАРТА KPI"],
        [None, None, "Сотрудник: Anna Rossi, должность: Rep"],
        [None, None, "Период: III квартал 2026"],
        [],
        [None, None, "№", "Наименование KPI", "Вес, %", "План", "Факт", "Результат", "Примечание"],
        [None, None, 1, "Revenue", 60, 100, 120, 1.2, "CRM"],
        [None, None, 2, "Promoter score", 40, 40, 50, 1.25],
        [None, None, 3],
        [None, None, None, "ИТОГО", 100],
        [None, None, "Подпись руководителя ______"],
    ]
    people: Rows = [["Employee", "Name", "Role", "Salary", "Target bonus %"], ["001", "Anna Rossi", "Rep", 40000, 0.1]]
    plan, problems = read(tmp_path, Drawn({"Карта": rows, "Employees": people}, {}, ALONE))
    assert worse(problems) == []
    assert weights(plan) == [("001", "REV", None, "0.6", "100"), ("001", "NPS", None, "0.4", "40")]
    assert figures(plan) == [("001", "REV", None, 120), ("001", "NPS", None, 50)]
    assert ("WB111", "Карта!H6") in {(problem.code, str(problem.places[0])) for problem in problems}


def test_two_columns_for_one_thing_are_refused(tmp_path: Path) -> None:
    rows: Rows = [["Name", "Anna Rossi"], ["KPI", "Weight", "Norm", "Plan", "Actual"], ["REV", 1, 90, 100, 120]]
    _, problems = read(tmp_path, Drawn({"Rossi": rows}, {}, ALONE))
    assert ("WB166", "Rossi!C2") in {(code, place) for code, place, _ in worse(problems)}


@pytest.mark.parametrize(
    ("text", "kpi", "target", "code"),
    [
        ("Revenue, target 100 000", "REV", "100000", "WB164"),
        ("Promoter score (target 40)", "NPS", "40", "WB164"),
        ("NPS ≥ 40", "NPS", "40", "WB164"),
        ("Revenue - план: 1 250,50 EUR", "REV", "1250.5", "WB164"),
        ("Revenue: 110 000", "REV", "110000", "WB165"),
    ],
)
def test_a_kpi_with_its_target_in_one_cell(text: str, kpi: str, target: str, code: str, tmp_path: Path) -> None:
    form: Rows = [["Name", "Anna Rossi"], ["KPI", "Weight", "Actual"], [text, 1, 50]]
    people: Rows = [["Employee", "Name", "Role", "Salary", "Target bonus %"], ["001", "Anna Rossi", "Rep", 40000, 0.1]]
    long: Rows = [["Role", "KPI", "Weight"], ["Rep", text, 1]]
    for drawn, cell in (
        (Drawn({"Rossi": form, "Employees": people}, {}, ALONE), "Rossi!A3"),
        (
            Drawn({"Matrix": long, "Employees": people, "Actuals": [["For", "KPI", "Value"], ["001", kpi, 9]]}),
            "Matrix!B2",
        ),
    ):
        plan, problems = read(tmp_path, drawn)
        assert [problem for problem, *_ in worse(problems) if problem != code] == []
        assert (code, cell) in {(problem.code, str(problem.places[0])) for problem in problems}
        assert [(row.kpi, plain(row.target)) for row in plan.matrix] == [(kpi, target)]


@pytest.mark.parametrize("text", ["Revenue 100.000", "Revenue, target 5 m", "Revenue 2026 growth", "Sales, target 5"])
def test_a_number_that_may_mean_two_things_makes_no_target(text: str, tmp_path: Path) -> None:
    long: Rows = [["Role", "KPI", "Weight"], ["Rep", text, 1], ["Lead", "REV", 1]]
    _, problems = read(tmp_path, Drawn({"Matrix": long, "Plan": PLAN}))
    assert ("WB053", "Matrix!B2") in {(code, place) for code, place, _ in worse(problems)}
