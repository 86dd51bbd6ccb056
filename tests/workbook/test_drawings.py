"""Matrices, figures and scales as companies draw them: what stands above columns, sums beside months, rows with ends.

Each workbook is one that somebody would draw; what it is read as is written out beside it.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from incentive.plan import Plan
from tests.workbook.drawing import ACTUALS, KPIS, MATRIX, Drawn, Rows, listed, read, worse

THREE: Rows = [*KPIS, ["ERR", "Errors", "lower", "sum"]]
JULY, AUGUST, SEPTEMBER = (2026 * 12 + month - 1 for month in (7, 8, 9))
REP_AND_LEAD = listed(
    ("Rep", "REV", Decimal("0.6"), 80, 100, 120),
    ("Rep", "NPS", Decimal("0.4"), 20, 40, 60),
    ("Lead", "REV", Decimal("0.6"), 80, 110, 130),
    ("Lead", "NPS", Decimal("0.4"), 20, 40, 60),
)


def rows(plan: Plan) -> list[tuple[Any, ...]]:
    return [(row.role, row.kpi, row.weight, row.threshold, row.target, row.maximum) for row in plan.matrix]


def figures(plan: Plan) -> list[tuple[Any, ...]]:
    return [(each.subject.name, each.kpi, each.month, each.value) for each in plan.actuals]


def told(problems: Sequence[Any]) -> set[tuple[str, str]]:
    return {(problem.code, str(problem.places[0])) for problem in problems}


def test_sections_over_the_kpis(tmp_path: Path) -> None:
    matrix: Rows = [
        ["KPI matrix"],
        [],
        ["Position", "Sales (60%)", None, "Care (40%)"],
        [None, "REV", "ERR", "NPS"],
        ["Rep", "70%", "30%", "100%"],
        ["Lead", "50%", "50%", "100%"],
    ]
    for merged in ([], ["A1:D1", "A3:A4", "B3:C3"]):
        plan, problems = read(tmp_path, Drawn({"KPIs": THREE, "Matrix": matrix}, {"Matrix": merged}))
        assert worse(problems) == []
        assert [(row.role, row.kpi, row.section) for row in plan.matrix] == [
            (role, kpi, section)
            for role in ("Rep", "Lead")
            for kpi, section in (("REV", "Sales"), ("ERR", "Sales"), ("NPS", "Care"))
        ]
        assert [(row.id, row.weight, row.role) for row in plan.sections or ()] == [
            ("Sales", Decimal("0.6"), None),
            ("Care", Decimal("0.4"), None),
        ]


def test_a_row_of_weights_between_the_kpis_and_their_columns(tmp_path: Path) -> None:
    matrix: Rows = [
        ["Stelle", "Revenue", None, None, "Promoter score", None, None],
        ["Gewicht", "60%", None, None, "40%", None, None],
        [None, "Schwelle", "Ziel", "Höchstwert", "Schwelle", "Ziel", "Höchstwert"],
        ["Rep", 80, 100, 120, 20, 40, 60],
        ["Lead", 80, 110, 130, 20, 40, 60],
    ]
    merged = ["B1:D1", "E1:G1", "B2:D2", "E2:G2"]
    plan, problems = read(tmp_path, Drawn({"Matrix": matrix}, {"Matrix": merged}))
    assert worse(problems) == []
    assert sorted(rows(plan), key=str) == sorted(REP_AND_LEAD, key=str)


def test_weights_in_the_headings_of_kpis(tmp_path: Path) -> None:
    matrix: Rows = [
        ["Role", "Revenue (60%)", None, None, "Promoter score (40%)", None, None],
        [None, "Base", "Norm", "Goal", "Base", "Norm", "Goal"],
        ["Rep", 80, 100, 120, 20, 40, 60],
        ["Lead", 80, 110, 130, 20, 40, 60],
    ]
    plan, problems = read(tmp_path, Drawn({"Matrix": matrix}))
    assert worse(problems) == []
    assert rows(plan) == REP_AND_LEAD
    assert {("WB169", "Matrix!B1"), ("WB169", "Matrix!E1")} <= told(problems)


def test_everything_of_a_person_in_one_row(tmp_path: Path) -> None:
    sheet: Rows = [
        ["Name", "Position", "Revenue", None, None, None, "Promoter score", None, None, None, "Total bonus"],
        [None, None, "Weight", "Target", "Actual", "%", "Weight", "Target", "Actual", "%", None],
        ["Anna Rossi", "Rep", 0.6, 100, 120, 1.2, 0.4, 40, 50, 1.25, 1000],
        ["Bob Ley", "Lead", 0.5, 110, 90, 0.8, 0.5, 40, 44, 1.1, 2000],
        ["Total", None, None, 210, 210, None, None, None, None, None, 3000],
    ]
    merged = ["A1:A2", "B1:B2", "C1:F1", "G1:J1", "K1:K2"]
    plan, problems = read(tmp_path, Drawn({"Q3": sheet}, {"Q3": merged}, ("Matrix", "Actuals")))
    assert worse(problems) == []
    assert [(row.employee, row.role, row.kpi, row.weight, row.target) for row in plan.matrix] == listed(
        ("001", "Rep", "REV", Decimal("0.6"), 100),
        ("001", "Rep", "NPS", Decimal("0.4"), 40),
        ("002", "Lead", "REV", Decimal("0.5"), 110),
        ("002", "Lead", "NPS", Decimal("0.5"), 40),
    )
    assert figures(plan) == [
        ("001", "REV", None, 120),
        ("001", "NPS", None, 50),
        ("002", "REV", None, 90),
        ("002", "NPS", None, 44),
    ]
    assert {("WB111", "Q3!K1"), ("WB111", "Q3!A5")} <= told(problems)


def months(*people: Sequence[object]) -> Rows:
    return [["Employee", "Jul", "Aug", "Sep", "Total"], *people, ["Total", 70, 70, 70, 210]]


ROSSI, LEY = ["Anna Rossi", 40, 40, 40, 120], ["Bob Ley", 30, 30, 30, 90]


@pytest.mark.parametrize(
    ("title", "above", "place"),
    [
        ("Revenue", [], "Revenue"),
        ("Actuals 1", [["Revenue by month, EUR"], []], "Actuals 1!A1"),
        ("Actuals 1", [["Results of the quarter"], ["KPI: Revenue"]], "Actuals 1!A2"),
    ],
)
def test_months_across_and_the_kpi_named_above(title: str, above: Rows, place: str, tmp_path: Path) -> None:
    plan, problems = read(tmp_path, Drawn({title: [*above, *months(ROSSI, LEY)]}, {}, ("Actuals",)))
    assert worse(problems) == []
    assert figures(plan) == [
        *(("001", "REV", month, 40) for month in (JULY, AUGUST, SEPTEMBER)),
        *(("002", "REV", month, 30) for month in (JULY, AUGUST, SEPTEMBER)),
    ]
    assert ("WB160", place) in told(problems)


def test_a_title_that_names_two_kpis_names_none(tmp_path: Path) -> None:
    rows: Rows = [["Revenue and NPS"], *months(ROSSI, LEY)]
    _, problems = read(tmp_path, Drawn({"Actuals 1": rows}, {}, ("Actuals",)))
    assert "WB160" not in {problem.code for problem in problems}
    assert ("WB015", "Actuals 1") in told(problems)


def test_sums_beside_months_are_no_figures(tmp_path: Path) -> None:
    sheet: Rows = [
        ["Mitarbeiter", "Kennzahl", "Juli", None, "August", None, "September", None, "Q3 gesamt", None],
        [None, None, *(["Soll", "Ist"] * 4)],
        ["Anna Rossi", "Revenue", 30, 40, 30, 40, 40, 40, 100, 120],
        [None, "Promoter score", 40, 45, 40, 55, 40, 50, 40, 50],
        ["Bob Ley", "Revenue", 30, 30, 40, 30, 40, 30, 110, 90],
        [None, "Promoter score", 40, 44, 40, 44, 40, 44, 40, 44],
    ]
    merged = ["C1:D1", "E1:F1", "G1:H1", "I1:J1", "A3:A4", "A5:A6"]
    plan, problems = read(tmp_path, Drawn({"Istwerte": sheet}, {"Istwerte": merged}, ("Actuals",)))
    assert worse(problems) == []
    assert len(plan.actuals) == 12
    assert {month for *_, month, _ in figures(plan)} == {JULY, AUGUST, SEPTEMBER}
    assert [(each.kpi, each.target) for each in plan.targets] == listed(
        ("REV", 100), ("NPS", 40), ("REV", 110), ("NPS", 40)
    )
    assert ("WB111", "Istwerte!I1") in told(problems)


@pytest.mark.parametrize(
    ("headings", "place"),
    [(["Jul", "Agust", "Sep"], "Achieved!D1"), (["Fact Jul", "Fact Aug", "Fact Septmbr"], "Achieved!E1")],
)
def test_a_heading_beside_months_that_nobody_knows(headings: list[str], place: str, tmp_path: Path) -> None:
    sheet: Rows = [["Employee", "KPI", *headings], ["001", "REV", 40, 40, 40], ["002", "REV", 30, 30, 30]]
    _, problems = read(tmp_path, Drawn({"Achieved": sheet}, {}, ("Actuals",)))
    assert [(code, cell) for code, cell, _ in worse(problems)] == [("WB161", place)]


@pytest.mark.parametrize(
    "header",
    [
        ["Employee", "KPI", "Plan Jul", "Fact Jul", "Plan Aug", "Fact Aug", "Plan Sep", "Fact Sep"],
        ["Employee", "KPI", "Jul, target", "Jul, actual", "Aug, target", "Aug, actual", "Sep, target", "Sep, actual"],
        [
            "Сотрудник",
            "KPI",
            "План на июль",
            "Факт за июль",
            "План (авг)",
            "Факт (авг)",
            "План сентябрь",
            "Факт сентябрь",
        ],
    ],
)
def test_headings_that_say_two_things(header: list[str], tmp_path: Path) -> None:
    sheet: Rows = [header, ["001", "REV", 30, 40, 30, 41, 40, 42]]
    plan, problems = read(tmp_path, Drawn({"Achieved": sheet}, {}, ("Actuals",)))
    assert worse(problems) == []
    assert figures(plan) == [
        ("001", "REV", JULY, 40),
        ("001", "REV", AUGUST, 41),
        ("001", "REV", SEPTEMBER, 42),
    ]
    assert [each.target for each in plan.targets] == [100]


def test_kpis_with_target_and_actual_in_one_heading(tmp_path: Path) -> None:
    sheet: Rows = [["Employee", "Revenue plan", "Revenue actual", "NPS plan", "NPS actual"], ["001", 100, 120, 40, 50]]
    plan, problems = read(tmp_path, Drawn({"Actuals": sheet}))
    assert worse(problems) == []
    assert figures(plan) == [("001", "REV", None, 120), ("001", "NPS", None, 50)]
    assert [(each.kpi, each.target) for each in plan.targets] == listed(("REV", 100), ("NPS", 40))


def test_targets_of_some_months_only(tmp_path: Path) -> None:
    sheet: Rows = [["Employee", "KPI", "Jul", None], [None, None, "Target", "Actual"], ["001", "REV", 30, 40]]
    _, problems = read(tmp_path, Drawn({"Achieved": sheet}, {"Achieved": ["C1:D1"]}, ("Actuals",)))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB168", "Achieved!C3")]


def test_figures_of_nobody_and_of_the_company(tmp_path: Path) -> None:
    sheet: Rows = [["KPI", "Jul", "Aug", "Sep"], ["REV", 40, 40, 40]]
    _, problems = read(tmp_path, Drawn({"Actuals": sheet}))
    assert ("WB162", "Actuals!1") in told(problems)
    kpis: Rows = [[*KPIS[0], "Level"], [*KPIS[1], "company"], KPIS[2]]
    plan, problems = read(tmp_path, Drawn({"Actuals": sheet, "KPIs": kpis}))
    assert worse(problems) == []
    assert [(str(each.subject.kind), each.month) for each in plan.actuals] == [
        ("*", JULY),
        ("*", AUGUST),
        ("*", SEPTEMBER),
    ]


def test_targets_with_a_column_for_each_kpi(tmp_path: Path) -> None:
    sheet: Rows = [["Employee", "Revenue", "Promoter score"], ["Anna Rossi", 105, 41], ["Bob Ley", 115, None]]
    plan, problems = read(tmp_path, Drawn({"Targets": sheet}))
    assert worse(problems) == []
    assert [(each.subject.name, each.kpi, each.target) for each in plan.targets] == listed(
        ("001", "REV", 105), ("001", "NPS", 41), ("002", "REV", 115)
    )


def test_months_merged_down_beside_figures(tmp_path: Path) -> None:
    sheet: Rows = [
        ["Month", "Employee", "Revenue", "Promoter score"],
        ["July", "001", 40, 45],
        [None, "002", 30, 44],
        ["August", "001", 40, 55],
        [None, "002", 30, 44],
    ]
    plan, problems = read(tmp_path, Drawn({"Actuals": sheet}, {"Actuals": ["A2:A3", "A4:A5"]}))
    assert worse(problems) == []
    assert [each[:3] for each in figures(plan)] == [
        (person, kpi, month) for month in (JULY, AUGUST) for person in ("001", "002") for kpi in ("REV", "NPS")
    ]


def scaled(*scale: Sequence[object]) -> Drawn:
    matrix: Rows = [[*MATRIX[0], "Scale"], *([*row, "S"] for row in MATRIX[1:])]
    return Drawn({"Matrix": matrix, "Scales": scale, "Actuals": ACTUALS})


@pytest.mark.parametrize("start", ["From", "At"])
def test_rows_of_a_scale_with_their_ends(start: str, tmp_path: Path) -> None:
    drawn = scaled(
        ["Scale", start, "To", "Pays"],
        ["S", "0%", "80%", 0],
        [None, "80%", 0.95, 0.5],
        [None, "95%", "99%", 0.8],
        [None, 1, None, 1],
    )
    plan, problems = read(tmp_path, drawn)
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB117", "Scales!B4")]
    (scale,) = plan.scales
    assert (scale.between, scale.boundary) == ("step", "from")
    assert [(point.x, point.pays) for point in scale.points] == listed(
        (0, 0), (Decimal("0.8"), Decimal("0.5")), (Decimal("0.95"), Decimal("0.8")), (1, 1)
    )


def test_ends_that_overlap_or_stand_for_no_limit(tmp_path: Path) -> None:
    for end in (99999, 0):
        _, problems = read(tmp_path, scaled(["Scale", "At", "To", "Pays"], ["S", 0, 0.8, 0], ["S", 0.8, end, 1]))
        assert worse(problems) == [("WB116", "Scales!C3", f'"To" is {end}, which is read as: no limit.')]
    _, problems = read(tmp_path, scaled(["Scale", "At", "To", "Pays"], ["S", 0, 0.85, 0], ["S", 0.8, 1, 1]))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB118", "Scales!B2")]


def test_a_line_between_points_stays_one_beside_ends(tmp_path: Path) -> None:
    drawn = scaled(["Scale", "At", "To", "Pays", "Between"], ["S", 0.8, 1, 0.5, "line"], ["S", 1, 1.2, 1])
    plan, _ = read(tmp_path, drawn)
    assert (plan.scales[0].between, [point.x for point in plan.scales[0].points]) == ("line", [Decimal("0.8"), 1])
