"""Workbooks in the layouts that companies draw: each gives the plan and the payouts of the plain workbook beside it.

Whatever is wrong in one names the user's own cells.
"""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from incentive.periods import parse_period
from incentive.plan import Plan
from incentive.reports.inputs import inputs_lines, plan_from_inputs
from incentive.workbook import read_plan
from incentive.workbook.editing.next_cycle import Targets, next_cycle
from incentive.workbook.read import read_tables
from tests.workbook.drawing import (
    ACTUALS,
    EMPLOYEES,
    MATRIX,
    PLAIN,
    PLAN,
    Drawn,
    Rows,
    facts,
    listed,
    paid,
    read,
    worse,
    written,
)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    plan, problems = read_plan(written(tmp_path_factory.mktemp("plain") / "plain.xlsx", PLAIN))
    assert plan is not None
    assert problems == ()
    return plan


KPI_COLUMNS = Drawn(
    {
        "Matrix": [
            ["KPI matrix of the sales force"],
            ["in force from July"],
            [],
            ["Role", "Revenue", None, None, None, "Promoter score", None, None, None, "Total"],
            [None, "Weight", "Base", "Norm", "Goal", "Weight", "Base", "Norm", "Goal", None],
            ["Rep", "60%", 80, 100, 120, 0.4, 20, 40, 60, 1],
            [],
            ["Lead", 0.5, 80, 110, 130, 0.5, 20, 40, 60, 1],
            ["Assistant", None, None, None, None, None, None, None, None, None],
            ["Total", 1.1, 160, 210, 250, 0.9, 40, 80, 120, 2],
        ]
    },
    {"Matrix": ["A1:J1", "A4:A5", "B4:E4", "F4:I4", "J4:J5"]},
)
REPEATED = Drawn(
    {
        "KPI weights 2026": [
            ["", "REV", "REV", "REV", "REV", "NPS", "NPS", "NPS", "NPS"],
            ["", "Weight", "Threshold", "Target", "Maximum", "Weight", "Threshold", "Target", "Maximum"],
            ["Rep", 0.6, 80, 100, 120, 0.4, 20, 40, 60],
            ["Lead", 0.5, 80, 110, 130, 0.5, 20, 40, 60],
        ]
    },
    without=("Matrix",),
)
UNMERGED = Drawn(
    {
        "Matrix": [
            ["Position", "REV", None, None, None, "NPS"],
            [None, "Peso", "Base", "Norma", "Massimo", "Gewicht", "Seuil", "Zielwert", "Max"],
            ["Rep", 0.6, 80, 100, 120, 0.4, 20, 40, 60],
            ["Lead", 0.5, 80, 110, 130, 0.5, 20, 40, 60],
        ]
    }
)
PERIODS = Drawn(
    {
        "Actuals": [
            ["Figures of the third quarter"],
            ["Employee", "KPI", "Jul 2026", None, "Aug 2026", None, "Sep 2026", None],
            [None, None, "Target", "Actual", "Target", "Actual", "Target", "Actual"],
            ["Anna Rossi", "Revenue", 30, 40, 30, 40, 40, 40],
            ["001", "NPS", 40, 45, 40, 55, 40, 50],
            [],
            ["Bob Ley", "REV", 30, 30, 40, 30, 40, 30],
            ["002", "Promoter score", 40, 44, 40, 44, 40, 44],
            ["Total", None, 140, 159, 150, 169, 160, 164],
        ]
    },
    {"Actuals": ["A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2"]},
)
QUARTER = Drawn(
    {
        "Achieved": [
            ["Name", "Indicator", "Q3 2026", "Q3 2026", "Q3 2026"],
            ["Name", "Indicator", "Norm", "Fact", "Delta"],
            ["Anna Rossi", "REV", 100, 120, 20],
            ["Anna Rossi", "NPS", 40, 50, 10],
            ["Bob Ley", "REV", 110, 90, -20],
            ["Bob Ley", "NPS", 40, 44, 4],
        ]
    },
    without=("Actuals",),
)
THREE_ROWS = Drawn(
    {
        "Figures": [
            ["Name", "KPI", None, "2026-07", "2026-08", "2026-09", "Total"],
            ["Anna Rossi", "REV", "Target", 30, 30, 40, 100],
            [None, None, "Actual", 40, 40, 40, 120],
            [None, None, "Difference", 10, 10, 0, 20],
            [None, "NPS", "Target", 40, 40, 40, 40],
            [None, None, "Actual", 45, 55, 50, 50],
            [None, None, "Difference", 5, 15, 10, 10],
            ["Bob Ley", "REV", "Target", 30, 40, 40, 110],
            [None, None, "Actual", 30, 30, 30, 90],
            [None, None, "Difference", 0, -10, -10, -20],
            [None, "NPS", "Target", 40, 40, 40, 40],
            [None, None, "Actual", 44, 44, 44, 44],
            [None, None, "Difference", 4, 4, 4, 4],
        ]
    },
    {"Figures": ["A2:A7", "A8:A13", "B2:B4", "B5:B7", "B8:B10", "B11:B13"]},
    without=("Actuals",),
)
WIDE = Drawn(
    {
        "Actuals": [
            ["For", "Revenue", None, "Promoter score", None],
            [None, "Target", "Actual", "Target", "Actual"],
            ["001", 100, 120, 40, 50],
            ["Bob Ley", 110, 90, 40, 44],
            ["Total", 210, 210, 80, 94],
        ]
    },
    {"Actuals": ["A1:A2", "B1:C1", "D1:E1"]},
)


def form(name: str, position: str, rows: Rows) -> Rows:
    """A person's form, with labels in one cell and in two, whose header begins in column B."""
    return [
        [None, "Scorecard of the third quarter"],
        [None, f"Name: {name}", None, "Position", position],
        [],
        [None, "KPI", "Weight", "Threshold", "Target", "Maximum", "Actual", "Difference"],
        [None, "What counts"],
        *([None, *row] for row in rows),
        [None, None],
        [None, "Total", 1],
        [None, "Signature", None, None, "Date"],
    ]


FORMS = Drawn(
    {
        "Rossi": form(
            "Anna Rossi", "Rep", [["Revenue", "60%", 80, 100, 120, 120, 20], ["NPS", 0.4, 20, 40, 60, 50, 10]]
        ),
        "Ley": form("Bob Ley", "Lead", [["REV", 0.5, 80, 110, 130, 90, -20], ["NPS", 0.5, 20, 40, 60, 44, 4]]),
    },
    {"Rossi": ["B1:H1"], "Ley": ["B1:H1"]},
    without=("Matrix", "Actuals"),
)
TEAMS = Drawn(
    {
        "North": [["The north"], [], list(EMPLOYEES[0][:5]), list(EMPLOYEES[1][:5]), ["Total", None, None, 40000]],
        "South": [list(EMPLOYEES[0][:5]), list(EMPLOYEES[2][:5])],
    },
    without=("Employees",),
)
FORMS_IN_OTHER_WORDS = Drawn(
    {
        "A": [
            ["ФИО", "Anna Rossi"],
            ["Должность", "Rep"],
            ["Показатель", "Вес", "Порог", "План", "Максимум", "Факт", "Отклонение"],
            ["REV", "60 %", 80, 100, 120, "120,0", 20],
            ["NPS", "40 %", 20, 40, 60, 50, 10],
            ["Итого", "100 %"],
        ],
        "B": [
            [None, None, "Mitarbeiter: Bob Ley"],
            [None, None, "Kennzahl", "Gewicht", "Schwelle", "Soll", "Höchstwert", "Ist", "Zielerreichung"],
            [None, None, "REV", 0.5, 80, 110, 130, 90, 0.82],
            [None, None, "NPS", 0.5, 20, 40, 60, 44, 1.1],
            [None, None, "Summe", 1],
        ],
    },
    without=("Matrix", "Actuals"),
)
SHEETS_OF_PEOPLE = Drawn(
    {
        "Anna Rossi": [
            ["KPI", date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1), "Q3"],
            ["REV", 40, 40, 40, 120],
            ["NPS", 45, 55, 50, 50],
        ],
        "Ley": [
            ["Name", "Bob Ley"],
            [],
            ["Indicator", "Jul", "Aug", "Sep"],
            ["Revenue", 30, 30, 30],
            ["NPS", 44, 44, 44],
        ],
    },
    without=("Actuals",),
)
KPIS_OVER_MONTHS = Drawn(
    {
        "Actuals": [
            ["Name", "Revenue", None, None, "NPS", None, None],
            [None, "Jul", "Aug", "Sep", "Jul", "Aug", "Sep"],
            ["Anna Rossi", 40, 40, 40, 45, 55, 50],
            ["Bob Ley", 30, 30, 30, 44, 44, 44],
        ]
    },
    {"Actuals": ["B1:D1", "E1:G1"]},
)
WIDE_TEAMS = Drawn(
    {
        "North": [["Results of the quarter"], ["Employee", "Revenue", "NPS"], ["001", 120, 50], [None, None, None]],
        "South": [["Employee", "Revenue", "NPS"], ["002", 90, 44], ["Total", 90, 44]],
    },
    without=("Actuals",),
)
LAYOUTS = {
    "forms in other words": FORMS_IN_OTHER_WORDS,
    "a sheet for each person": SHEETS_OF_PEOPLE,
    "kpis over months": KPIS_OVER_MONTHS,
    "figures on sheets of teams": WIDE_TEAMS,
    "kpis across": KPI_COLUMNS,
    "repeated headings": REPEATED,
    "headings without merges": UNMERGED,
    "periods across": PERIODS,
    "a quarter across": QUARTER,
    "three rows": THREE_ROWS,
    "wide with targets": WIDE,
    "forms": FORMS,
    "sheets of teams": TEAMS,
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_pays_what_the_plain_workbook_pays(name: str, plain: Plan, tmp_path: Path) -> None:
    plan, problems = read(tmp_path, LAYOUTS[name])
    assert worse(problems) == []
    assert "WB110" in {problem.code for problem in problems}
    assert paid(plan) == paid(plain)


@pytest.mark.parametrize("name", ["kpis across", "repeated headings", "headings without merges"])
def test_a_drawn_matrix_has_the_rows_of_the_plain_one(name: str, plain: Plan, tmp_path: Path) -> None:
    plan, _ = read(tmp_path, LAYOUTS[name])
    assert facts(plan.matrix) == facts(plain.matrix)


def test_people_on_sheets_of_teams_are_the_same_people(plain: Plan, tmp_path: Path) -> None:
    plan, problems = read(tmp_path, TEAMS)
    assert facts(plan.employees) == facts(plain.employees)
    assert ("WB111", "North!A5") in [(problem.code, str(problem.places[0])) for problem in problems]
    assert [str(plan.origins.place(each.at, "Salary")) for each in plan.employees] == ["North!D4", "South!D2"]


def test_every_record_names_the_users_own_cell(tmp_path: Path) -> None:
    plan, _ = read(tmp_path, KPI_COLUMNS)
    places = [
        (row.role, row.kpi, str(plan.origins.place(row.at)), str(plan.origins.place(row.at, "Target")))
        for row in plan.matrix
    ]
    assert places == [
        ("Rep", "REV", "Matrix!B6", "Matrix!D6"),
        ("Rep", "NPS", "Matrix!F6", "Matrix!H6"),
        ("Lead", "REV", "Matrix!B8", "Matrix!D8"),
        ("Lead", "NPS", "Matrix!F8", "Matrix!H8"),
    ]
    plan, _ = read(tmp_path, THREE_ROWS)
    first = plan.actuals[0]
    assert str(plan.origins.place(first.at)) == "Figures!D3"
    assert str(plan.origins.place(first.at, "Month")) == "Figures!D1"
    assert str(plan.origins.place(first.at, "For")) == "Figures!A2"


@pytest.mark.parametrize("name", LAYOUTS)
def test_inputs_of_a_run_keep_the_places(name: str, tmp_path: Path) -> None:
    plan, _ = read(tmp_path, LAYOUTS[name])
    lines = list(inputs_lines(plan))
    assert plan_from_inputs(lines) == plan
    if name == "three rows":
        assert any('"sheet": "Figures", "cell": "D3"' in line for line in lines)


def test_problems_name_the_users_own_cells(tmp_path: Path) -> None:
    rows = [list(row) for row in KPI_COLUMNS.sheets["Matrix"]]
    rows[5][3] = "about a hundred"
    rows[3][5] = "Promotor score"
    _, problems = read(tmp_path, Drawn({"Matrix": rows}, KPI_COLUMNS.merged))
    found = {(code, place) for code, place, _ in worse(problems)}
    assert found >= {("WB053", "Matrix!F4"), ("WB022", "Matrix!D6")}
    assert {place.partition("!")[0] for _, place in found} <= {"Matrix", "Employees"}
    sheet = [list(row) for row in FORMS.sheets["Ley"]]
    sheet[5][6] = "?"
    _, problems = read(tmp_path, Drawn({**FORMS.sheets, "Ley": sheet}, FORMS.merged, FORMS.without))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB022", "Ley!G6")]


def test_what_is_passed_over_is_said_with_its_cell(tmp_path: Path) -> None:
    _, problems = read(tmp_path, KPI_COLUMNS)
    assert [(problem.code, str(problem.places[0])) for problem in problems] == [
        ("WB110", "Matrix"),
        ("WB111", "Matrix!J4"),
        ("WB111", "Matrix!A9"),
        ("WB111", "Matrix!A10"),
    ]


def test_prepared_rows_are_nobody_and_no_figure(tmp_path: Path) -> None:
    sheet = [list(row) for row in FORMS.sheets["Ley"]]
    sheet[5][6] = None
    sheet.insert(7, [None, "", None, None, None, None, None, None])
    sheet.insert(7, [None, "REV", None, None, None, None, None, None])
    plan, problems = read(tmp_path, Drawn({**FORMS.sheets, "Ley": sheet}, FORMS.merged, FORMS.without))
    assert worse(problems) == []
    assert [(each.subject.name, each.kpi) for each in plan.blanks] == [("002", "REV")]
    assert len(plan.actuals) == 3
    wide = [list(row) for row in WIDE.sheets["Actuals"]]
    wide[4:] = [[None, None, None, None, None], ["", "", "", "", ""]]
    plan, problems = read(tmp_path, Drawn({"Actuals": wide}, WIDE.merged))
    assert worse(problems) == []
    assert len(plan.actuals) == 4
    assert plan.blanks == ()


def test_a_form_alone_makes_its_person(tmp_path: Path) -> None:
    sheet = [list(row) for row in FORMS.sheets["Ley"]]
    sheet[1] = [None, "Employee id", "002", "Name", "Bob Ley", "Role", "Lead"]
    sheet[2] = [None, "Salary:", 60000, "Target bonus %", 0.2]
    drawn = Drawn({"Ley": sheet}, {}, ("Matrix", "Actuals", "Employees"))
    plan, problems = read(tmp_path, drawn)
    assert worse(problems) == []
    assert [(each.id, each.name, each.role, each.salary) for each in plan.employees] == [
        ("002", "Bob Ley", "Lead", Decimal(60000))
    ]
    assert str(plan.origins.place(plan.employees[0].at, "Salary")) == "Ley!C3"


SECTIONS: Rows = [
    ["Role", "Section", "Weight", "KPI", "Weight", "Threshold", "Target", "Maximum"],
    ["Rep", "Sales", 0.6, "REV", 1, 80, 100, 120],
    [None, "Care", 0.4, "NPS", 1, 20, 40, 60],
    ["Lead", "Sales", 0.5, "REV", 1, 80, 110, 130],
    [None, "Care", 0.5, "NPS", 1, 20, 40, 60],
]
ROLES_MERGED = {"Matrix": ["A2:A3", "A4:A5"]}


def test_sections_weights_beside_their_kpis(plain: Plan, tmp_path: Path) -> None:
    plan, problems = read(tmp_path, Drawn({"Matrix": SECTIONS}, ROLES_MERGED))
    assert worse(problems) == []
    assert [(row.id, row.weight, row.role) for row in plan.sections or ()] == [
        ("Sales", Decimal("0.6"), "Rep"),
        ("Care", Decimal("0.4"), "Rep"),
        ("Sales", Decimal("0.5"), "Lead"),
        ("Care", Decimal("0.5"), "Lead"),
    ]
    assert paid(plan) == paid(plain)
    assert str(plan.origins.place((plan.sections or ())[2].at, "Role")) == "Matrix!A4"


def test_a_sections_weight_merged_down_that_its_kpis_add_up_to(plain: Plan, tmp_path: Path) -> None:
    rows: Rows = [
        ["Role", "Section", "Section weight", "KPI", "Weight", "Threshold", "Target", "Maximum"],
        ["Rep", "All of it", 1, "REV", 0.6, 80, 100, 120],
        [None, None, None, "NPS", 0.4, 20, 40, 60],
        ["Lead", "Sales", 0.5, "REV", 0.5, 80, 110, 130],
        [None, "Care", 0.5, "NPS", 0.5, 20, 40, 60],
    ]
    merged = {"Matrix": ["A2:A3", "B2:B3", "C2:C3", "A4:A5"]}
    plan, problems = read(tmp_path, Drawn({"Matrix": rows}, merged))
    assert worse(problems) == []
    assert plan.sections is None
    assert [row.section for row in plan.matrix] == ["All of it", "All of it", "Sales", "Care"]
    assert paid(plan) == paid(plain)


def test_kpis_down_and_roles_across(tmp_path: Path) -> None:
    rows: Rows = [
        ["Section", "Section weight", "KPI", "Name", "Base", "Norm", "Rep", "Lead"],
        ["Sales", 0.7, "REV", "Revenue", 80, 100, 1, 1],
        ["Care", 0.3, "NPS", "Promoter score", 20, 40, 1, 1],
    ]
    plan, problems = read(tmp_path, Drawn({"Matrix": rows}))
    assert worse(problems) == []
    assert [(row.role, row.kpi, row.section, row.weight, row.target) for row in plan.matrix] == listed(
        ("Rep", "REV", "Sales", 1, 100),
        ("Rep", "NPS", "Care", 1, 40),
        ("Lead", "REV", "Sales", 1, 100),
        ("Lead", "NPS", "Care", 1, 40),
    )
    assert [(row.id, row.weight) for row in plan.sections or ()] == [
        ("Sales", Decimal("0.7")),
        ("Care", Decimal("0.3")),
    ]
    assert str(plan.origins.place(plan.matrix[3].at)) == "Matrix!H3"
    assert str(plan.origins.place(plan.matrix[3].at, "Target")) == "Matrix!F3"


def test_rows_called_base_and_norm_hold_for_all_roles(tmp_path: Path) -> None:
    rows: Rows = [["Role", "REV", "NPS"], ["Rep", "60%", "40%"], ["Lead", 1, 0], ["Base", 80, 20], ["Norm", 100, 40]]
    plan, problems = read(tmp_path, Drawn({"Matrix": rows}))
    assert worse(problems) == []
    assert [(row.role, row.kpi, row.weight, row.threshold, row.target) for row in plan.matrix] == listed(
        ("Rep", "REV", Decimal("0.6"), 80, 100),
        ("Rep", "NPS", Decimal("0.4"), 20, 40),
        ("Lead", "REV", 1, 80, 100),
    )


def test_figures_of_one_team_on_a_sheet_of_its_name(tmp_path: Path) -> None:
    drawn = Drawn({"North": [["Results of the north"], ["KPI", "Value"], ["REV", 120], ["NPS", 50]]}, {}, ("Actuals",))
    plan, problems = read(tmp_path, drawn)
    assert worse(problems) == []
    assert [(each.subject.kind, each.subject.name, each.kpi, each.value) for each in plan.actuals] == [
        ("team", "North", "REV", 120),
        ("team", "North", "NPS", 50),
    ]


SCALE: Rows = [
    ["Scale", "At", "Pays"],
    ["S", "≥100%", "100%"],
    [None, "95%~99%", "80%"],
    [None, "80% – 95%", "50%"],
    [None, "<80%", 0],
]
SCALED: Rows = [[*MATRIX[0], "Scale"], *([*row, "S"] for row in MATRIX[1:])]


def test_scales_as_ranges(tmp_path: Path) -> None:
    plan, problems = read(tmp_path, Drawn({"Matrix": SCALED, "Scales": SCALE}, {"Scales": ["A2:A5"]}))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB117", "Scales!B3")]
    (scale,) = plan.scales
    assert (scale.between, scale.boundary) == ("step", "from")
    assert [(point.x, point.pays) for point in scale.points] == listed(
        (0, 0),
        (Decimal("0.8"), Decimal("0.5")),
        (Decimal("0.95"), Decimal("0.8")),
        (1, 1),
    )
    assert [str(plan.origins.place(point.at)) for point in scale.points] == [f"Scales!{row}" for row in (5, 4, 3, 2)]


def test_an_end_of_nines_or_nothing_is_no_limit(tmp_path: Path) -> None:
    for end in ("99999", "0", "99999%"):
        rows: Rows = [["Scale", "At", "Pays"], ["S", "0%~80%", 0], ["S", f"80%~{end}", 1]]
        plan, problems = read(tmp_path, Drawn({"Matrix": SCALED, "Scales": rows}))
        assert [(code, place) for code, place, _ in worse(problems)] == [("WB116", "Scales!B3")]
        assert [(point.x, point.pays) for point in plan.scales[0].points] == listed((0, 0), (Decimal("0.8"), 1))


def test_a_cap_of_nines_is_no_cap(tmp_path: Path) -> None:
    matrix: Rows = [[*MATRIX[0], "Cap"], [*MATRIX[1], 99999], [*MATRIX[2], "9999%"], *MATRIX[3:]]
    plan, problems = read(tmp_path, Drawn({"Matrix": matrix, "Plan": [*PLAN, ["Cap", 999999]]}))
    assert sorted((code, place) for code, place, _ in worse(problems)) == [
        ("WB116", "Matrix!G2"),
        ("WB116", "Matrix!G3"),
        ("WB116", "Plan!B5"),
    ]
    assert [row.cap for row in plan.matrix] == [None] * 4
    assert plan.settings.cap is None


def test_rows_that_overlap_are_refused(tmp_path: Path) -> None:
    rows: Rows = [["Scale", "At", "Pays"], ["S", "0%~85%", 0], ["S", "80%~100%", 1]]
    _, problems = read(tmp_path, Drawn({"Matrix": SCALED, "Scales": rows}))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB118", "Scales!B2")]


def test_ranges_that_pay_less_the_higher_they_are(tmp_path: Path) -> None:
    kpis: Rows = [["KPI", "Better", "Attainment"], ["REV", "lower", "value"], ["NPS", "higher", None]]
    scale: Rows = [["Scale", "At", "Pays", "Measured in"], ["S", "≤2", 1, "value"], ["S", ">2~4", 0.5], ["S", ">4", 0]]
    matrix: Rows = [[*MATRIX[0], "Scale"], *([*row, "S" if row[1] == "REV" else None] for row in MATRIX[1:])]
    plan, problems = read(tmp_path, Drawn({"KPIs": kpis, "Matrix": matrix, "Scales": scale}))
    assert worse(problems) == []
    assert [(point.x, point.pays) for point in plan.scales[0].points] == listed((4, Decimal("0.5")), (2, 1))
    assert plan.scales[0].boundary == "from"


def test_sources_says_how_a_sheet_is_read(tmp_path: Path) -> None:
    figures: Rows = [["Who", "Sold", "Promoter score"], ["001", 120, 50], ["002", 90, 44]]
    sources: Rows = [
        ["Sheet", "Read as", "Their name", "Our name"],
        ["Sheet7", "Actuals", "Sold", "Revenue"],
        ["Old actuals", "ignore"],
        ["Actuals", "nicht lesen"],
    ]
    plan, problems = read(tmp_path, Drawn({"Sheet7": figures, "Old actuals": ACTUALS, "Sources": sources}))
    assert worse(problems) == []
    assert [str(plan.origins.place(each.at)) for each in plan.actuals] == [
        "Sheet7!B2",
        "Sheet7!C2",
        "Sheet7!B3",
        "Sheet7!C3",
    ]
    assert [(problem.code, str(problem.places[0])) for problem in problems if problem.code == "WB114"] == [
        ("WB114", "Sources!3"),
        ("WB114", "Sources!4"),
    ]


def test_sources_may_name_a_layout(plain: Plan, tmp_path: Path) -> None:
    sources: Rows = [
        ["Sheet", "Read as"],
        ["Rossi", "form"],
        ["Ley", "form"],
        ["Actuals", "ignore"],
        ["Matrix", "ignore"],
    ]
    plan, problems = read(tmp_path, Drawn({**FORMS.sheets, "Sources": sources}))
    assert worse(problems) == []
    assert paid(plan) == paid(plain)


def test_sources_may_add_a_sheet_of_people(tmp_path: Path) -> None:
    south: Rows = [EMPLOYEES[0][:5], ["003", "Cleo Dahl", "Rep", 30000, 0.1]]
    sources: Rows = [["Sheet", "Read as"], ["West", "team sheet"]]
    plan, problems = read(tmp_path, Drawn({"West": south, "Sources": sources}))
    assert worse(problems) == []
    assert [(each.id, each.team, str(plan.origins.place(each.at))) for each in plan.employees] == [
        ("001", "North", "Employees!2"),
        ("002", "South", "Employees!3"),
        ("003", "West", "West!2"),
    ]


def test_what_sources_cannot_say(tmp_path: Path) -> None:
    sources: Rows = [
        ["Sheet", "Read as", "Their name", "Our name"],
        ["Matrix", "a picture"],
        ["Nowhere", "Actuals"],
        ["Actuals", None, "Sold", "REV"],
        ["Remarks", "drawn matrix"],
    ]
    _, problems = read(tmp_path, Drawn({"Sources": sources, "Remarks": [["Mind the gap"]]}))
    assert {(code, place) for code, place, _ in worse(problems)} == {
        ("WB112", "Sources!B2"),
        ("WB113", "Sources!A3"),
        ("WB115", "Sources!C4"),
        ("WB119", "Remarks"),
    }


def test_sheets_beside_those_of_the_plan_stay_what_they_were(tmp_path: Path) -> None:
    # What is there already is never read a second time from a copy, a draft or an archive.
    sheets = {"Old figures": ACTUALS, "Draft": KPI_COLUMNS.sheets["Matrix"], "Rossi": FORMS.sheets["Rossi"]}
    plan, problems = read(tmp_path, Drawn(sheets))
    assert {(problem.code, str(problem.places[0])) for problem in problems} == {
        ("WB012", "Old figures"),
        ("WB012", "Draft"),
        ("WB012", "Rossi"),
    }
    assert len(plan.actuals) == len(plan.matrix) == 4


def test_sums_and_headings_within_a_table_are_said_and_passed_over(plain: Plan, tmp_path: Path) -> None:
    matrix: Rows = [
        MATRIX[0],
        ["The field"],
        *MATRIX[1:3],
        ["Total", None, 1],
        ["The office"],
        *MATRIX[3:],
        ["Subtotal:", None, 1, 100, 150, 190],
        ["Total", None, 2, 200, 290, 370],
    ]
    drawn = Drawn({"Matrix": matrix, "Actuals": [*ACTUALS, ["Total", None, 304]]}, {"Matrix": ["A2:F2", "A6:D6"]})
    plan, problems = read(tmp_path, drawn)
    assert worse(problems) == []
    assert [(problem.code, str(problem.places[0])) for problem in problems] == [
        ("WB111", "Actuals!A6"),
        *(("WB111", f"Matrix!A{row}") for row in (2, 5, 6, 9, 10)),
    ]
    assert paid(plan) == paid(plain)
    wrong = [*ACTUALS, ["Total", None, 305]]
    _, problems = read(tmp_path, Drawn({"Actuals": wrong}))
    assert [(code, place) for code, place, _ in worse(problems)] == [("WB101", "Actuals!A6")]


def test_the_next_cycle_touches_the_users_own_cells(tmp_path: Path) -> None:
    sheets = {**{title: rows for title, rows in PLAIN.items() if title != "Actuals"}, **THREE_ROWS.sheets}
    plan, tables, _ = read_tables(written(tmp_path / "last.xlsx", sheets, THREE_ROWS.merged))
    assert plan is not None
    made = next_cycle(plan, tables, parse_period("2026-Q4"), Targets.RAISE, Decimal("0.05"))
    assert made.values["Figures"] == {
        **{f"{column}{row}": None for column in "DEF" for row in (3, 6, 9, 12)},
        "D1": "2026-10",
        "E1": "2026-11",
        "F1": "2026-12",
    }
    assert set(made.values) == {"Plan", "Matrix", "Figures"}


def test_leavers_take_their_own_cells_along_and_no_headings(tmp_path: Path) -> None:
    people: Rows = [[*EMPLOYEES[0], "End"], [*EMPLOYEES[1], date(2026, 9, 15)], [*EMPLOYEES[2], None]]
    sheets = {**{title: rows for title, rows in PLAIN.items() if title != "Actuals"}, **THREE_ROWS.sheets}
    plan, tables, _ = read_tables(written(tmp_path / "last.xlsx", {**sheets, "Employees": people}, THREE_ROWS.merged))
    assert plan is not None
    made = next_cycle(plan, tables, parse_period("2026-Q4"))
    emptied = {cell for cell, value in made.values["Figures"].items() if value is None}
    # Of the combined targets the first cell only; the label of a KPI and the name belong to several rows.
    assert emptied == {"D2", "D5", *(f"{column}{row}" for column in "DEF" for row in (3, 6, 9, 12))}


@pytest.mark.parametrize("heading", ["Roel", "KPY", "Weigt"])
def test_a_misspelt_heading_makes_no_other_layout(heading: str, tmp_path: Path) -> None:
    column = {"Roel": 0, "KPY": 1, "Weigt": 2}[heading]
    matrix = [[*MATRIX[0], "Factor"], *([*row, 1] for row in MATRIX[1:])]
    matrix[0][column] = heading
    _, problems = read(tmp_path, Drawn({"Matrix": matrix}))
    assert "WB110" not in {problem.code for problem in problems}
    assert "WB016" in {problem.code for problem in problems}
    actuals = [list(row) for row in ACTUALS]
    actuals[0][column] = heading
    _, problems = read(tmp_path, Drawn({"Actuals": actuals}))
    assert "WB110" not in {problem.code for problem in problems}
