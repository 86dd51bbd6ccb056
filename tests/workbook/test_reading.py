"""The reading rules, one by one: names, headers, percentages, ids, months, blanks, points, whom a row is for."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from incentive.periods import Period
from incentive.plan.choices import Better, Rule, SubjectKind
from incentive.plan.records import EVERYONE, ActsOn, Settings, Subject
from incentive.problems import Severity
from incentive.workbook import book_of, plan_of
from incentive.workbook.book_forms import Book, Cell, Row, Sheet
from incentive.workbook.schema import PLAN_SETTINGS
from tests.workbook.plans import changed, codes, plain, read, setting, sound


def sheet(title: str, *rows: list[Any], first: int = 1) -> Sheet:
    """A sheet of rows as typed; text, numbers and cells."""
    found = []
    for number, row in enumerate(rows, first):
        cells = {
            column: value if isinstance(value, Cell) else Cell(value)
            for column, value in enumerate(row, 1)
            if value is not None
        }
        found.append(Row(number, cells))
    return Sheet(title, tuple(found))


def replaced(*sheets: Sheet) -> Book:
    """The plain plan as a book, with these sheets instead of those of the same title."""
    titles = {each.title for each in sheets}
    return Book((*(each for each in book_of(plain()).sheets if each.title not in titles), *sheets))


def test_the_smallest_plan() -> None:
    plan = sound(plain())
    assert plan.settings.period == Period(date(2026, 7, 1), date(2026, 9, 30), "2026-Q3")
    assert (plan.kpis[0].better, plan.kpis[0].attainment) == (Better.HIGHER, Rule.RATIO)
    assert plan.employees[0].currency == "EUR"
    assert plan.steps_of == {"EUR": Decimal("0.01")}
    assert plan.broken == frozenset()


def test_every_setting_has_its_field() -> None:
    known = {field.name for field in fields(Settings)}
    assert {column.id for column in PLAN_SETTINGS} - known == {"period_start", "period_end"}
    assert known - {column.id for column in PLAN_SETTINGS} == {"at"}


def test_sheets_and_columns_in_another_language_and_order() -> None:
    book = replaced(
        sheet(
            "MITARBEITER",
            ["Gehalt", "zielbonus_%", "Rolle", "Name", "Personal-Nummer"],
            [1, "10 %", "Rep", "Ada", "00417"],
        ),
        sheet("Istwerte", ["Wert", "für", "Kennzahl"], [Decimal(5), "00417", "rev"]),
    )
    kept = Book(tuple(each for each in book.sheets if each.title not in {"Employees", "Actuals"}))
    first = kept.sheets[-2]
    row = Row(2, {**first.rows[1].cells, 1: Cell(Decimal(48000))})
    kept = Book((*kept.sheets[:-2], Sheet(first.title, (first.rows[0], row)), kept.sheets[-1]))
    plan, problems = plan_of(kept)
    assert plan is not None
    assert problems == ()
    assert plan.employees[0].target_bonus_percent == Decimal("0.1")
    assert plan.actuals[0].kpi == "REV"
    assert str(plan.origins.place(plan.employees[0].at, "Target bonus %")) == "MITARBEITER!B2"


def test_titles_and_notes_may_stand_above_the_header() -> None:
    note = [["Our KPIs"], ["Name", "of the year"]]
    kpis = [["KPI", "Better", "Name"], ["REV", "higher", "Revenue"]]
    plan, problems = plan_of(replaced(sheet("KPIs", *note, *kpis, first=18)))
    assert problems == ()
    assert plan is not None
    assert plan.kpis[0].name == "Revenue"
    _, problems = plan_of(replaced(sheet("KPIs", *note, *kpis, first=19)))
    assert [problem.code for problem in problems] == ["WB015"]


def test_own_columns_become_variables() -> None:
    plan = sound(changed("Employees", Grade="B2", Birthday=date(2020, 1, 31), Points=Decimal(7), Union=True))
    assert plan.own_columns == ("Grade", "Birthday", "Points", "Union")
    assert plan.employees[0].own == {"Grade": "B2", "Birthday": date(2020, 1, 31), "Points": Decimal(7), "Union": True}


def test_a_column_goes_by_its_own_name_before_a_synonym() -> None:
    plan = sound(changed("Employees", Start=date(2020, 1, 31), Hired=date(2019, 1, 1), Group="x"))
    assert plan.employees[0].start == date(2020, 1, 31)
    assert plan.employees[0].team == "x"
    assert plan.employees[0].own == {"Hired": date(2019, 1, 1)}
    assert codes(changed("Employees", Hired=date(2019, 1, 1), Joined=date(2019, 1, 1))) == ["WB019"]


def test_the_password_is_not_read_at_all() -> None:
    for cell in ("hunter2", Cell(None, error="#N/A")):
        sheets = plain()
        sheets["Employees"][0]["Password"] = cell
        plan = sound(sheets)
        assert plan.employees[0].own == {}
        assert "hunter2" not in repr(plan)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell(Decimal("0.8"), "0%"), "0.8"),
        (Cell(Decimal("0.8")), "0.8"),
        (Cell("80%"), "0.8"),
        (Cell("12,5 %"), "0.125"),
        (Cell(Decimal(2), "0.0%"), "2"),
    ],
)
def test_percentages(cell: Cell, value: str) -> None:
    plan = sound(changed("Employees", Target_bonus_percent=cell))
    assert plan.employees[0].target_bonus_percent == Decimal(value)


@pytest.mark.parametrize("text", ["0.8", "80", "80 percent", "1,250%"])
def test_other_text_is_no_percentage(text: str) -> None:
    assert codes(changed("Employees", Target_bonus_percent=text)) == ["WB022"]


def test_bare_percentages_up_to_a_bound() -> None:
    assert sound(setting(("Cap", Cell(Decimal(10))))).settings.cap == 10
    _, problems = read(setting(("Cap", Cell(Decimal(80)))))
    assert problems[0].message == '"Cap" is a percentage: 80 would mean 8,000 %.'
    assert problems[0].hint == "Write 80% or 0.8."
    assert codes(changed("Employees", Target_bonus_percent=Cell(Decimal("1.01")))) == ["WB025"]


def weights(*values: Any, **sheets: Any) -> list[Decimal | None]:
    kpis = [{"KPI": f"K{number}", "Better": "higher"} for number in range(len(values))]
    rows = [
        {"Role": "Rep", "KPI": f"K{number}", "Target": Decimal(1), "Weight": value}
        for number, value in enumerate(values)
    ]
    plan = sound(plain(KPIs=kpis, Matrix=rows, Actuals=[], **sheets))
    return [row.weight for row in plan.matrix]


def test_weights_as_points() -> None:
    bare = [Cell(Decimal(points)) for points in (50, 49, 1)]
    assert weights(*bare) == [Decimal("0.5"), Decimal("0.49"), Decimal("0.01")]
    shares = [Decimal("0.5"), Decimal("0.49"), Decimal("0.01")]
    assert weights(*shares) == shares


def test_relative_weights_stay_as_they_are() -> None:
    plan_rows = [*plain()["Plan"], {"Setting": "Weights", "Value": "relative"}]
    assert weights(Cell(Decimal(3)), Cell(Decimal(2)), Plan=plan_rows) == [3, 2]


def test_points_add_up_within_each_section() -> None:
    sheets = plain(
        KPIs=[{"KPI": name, "Better": "higher"} for name in "ABC"],
        Matrix=[
            {"Role": "Rep", "KPI": name, "Section": section, "Weight": Cell(Decimal(points)), "Target": Decimal(1)}
            for name, section, points in (("A", "x", 60), ("B", "x", 40), ("C", "y", 100))
        ],
        Sections=[{"Section": "x", "Weight": Cell(Decimal(70))}, {"Section": "y", "Weight": Cell(Decimal(30))}],
        Actuals=[],
    )
    plan = sound(sheets)
    assert [row.weight for row in plan.matrix] == [Decimal("0.6"), Decimal("0.4"), Decimal(1)]
    assert plan.sections is not None
    assert [row.weight for row in plan.sections] == [Decimal("0.7"), Decimal("0.3")]
    sheets["Matrix"][0]["Weight"] = Cell(Decimal(61))
    _, problems = read(sheets)
    assert [problem.code for problem in problems] == ["WB079"]
    assert [str(place) for place in problems[0].places] == ["Matrix!D2", "Matrix!D3"]
    assert problems[0].values["total"] == "101"


def test_points_of_a_row_that_is_wrong_otherwise_still_add_up() -> None:
    sheets = plain(
        KPIs=[{"KPI": name, "Better": "higher"} for name in "AB"],
        Matrix=[
            {"Role": "Rep", "KPI": name, "Weight": Cell(Decimal(points)), "Target": target}
            for name, points, target in (("A", 60, Decimal(1)), ("B", 40, "thirty"))
        ],
        Actuals=[],
    )
    assert codes(sheets) == ["WB022"]


def test_points_of_rows_for_everyone_count_with_each_role() -> None:
    sheets = plain(
        KPIs=[{"KPI": name, "Better": "higher"} for name in "AB"],
        Matrix=[
            {"Role": "*", "KPI": "A", "Weight": Cell(Decimal(40)), "Target": Decimal(1)},
            {"Role": "Rep", "KPI": "B", "Weight": Cell(Decimal(60)), "Target": Decimal(1)},
        ],
        Actuals=[],
    )
    assert [row.weight for row in sound(sheets).matrix] == [Decimal("0.4"), Decimal("0.6")]


def percent_kpi(target: Any, actual: Any) -> dict[str, list[Any]]:
    return plain(
        KPIs=[{"KPI": "REV", "Better": "higher", "Unit": "%"}],
        Matrix=[{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Target": target}],
        Actuals=[{"For": "00417", "KPI": "REV", "Value": actual}],
    )


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        (Cell(Decimal("0.85"), "0%"), Cell("80%"), False),
        (Cell(Decimal("0.85"), "0%"), Cell(Decimal("0.8")), False),
        (Cell(Decimal("0.85")), Cell(Decimal("0.8")), False),
        (Cell(Decimal(85)), Cell(Decimal(80)), True),
    ],
)
def test_one_style_for_a_kpi_in_percent(target: Cell, actual: Cell, points: bool) -> None:
    assert sound(percent_kpi(target, actual)).kpis[0].points is points


def test_two_styles_are_named_with_both_cells() -> None:
    _, problems = read(percent_kpi(Cell(Decimal("0.85"), "0%"), Cell(Decimal(85))))
    assert [(str(place), place.value) for place in problems[0].places] == [("Actuals!C2", "85"), ("Matrix!D2", "85%")]


@pytest.mark.parametrize(
    ("target", "actual", "code", "words"),
    [
        (Cell(Decimal(85)), Cell(Decimal("0.9")), "WB104", "so 0.9 is read as 0.9 %."),
        (Cell(Decimal(85)), Cell(Decimal(1)), "WB104", "so 1 is read as 1 %."),
        (Cell(Decimal("0.9")), Cell(Decimal(85)), "WB104", "so 0.9 is read as 0.9 %."),
        (Cell(Decimal("0.02"), "0%"), Cell(Decimal(1)), "WB105", "its 1 is read as 100 %, beside percentages such"),
    ],
)
def test_a_bare_number_that_may_be_meant_otherwise(target: Cell, actual: Cell, code: str, words: str) -> None:
    _, problems = read(percent_kpi(target, actual))
    assert [problem.code for problem in problems] == [code]
    assert words in problems[0].message
    assert {str(place) for place in problems[0].places} == {"Actuals!C2", "Matrix!D2"}


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        (Cell(Decimal("0.5")), Cell(Decimal("1.2"))),
        (Cell(Decimal(9)), Cell(Decimal("0.9"))),
        (Cell(Decimal(85)), Cell(Decimal(0))),
        (Cell(Decimal("0.1"), "0%"), Cell(Decimal(1))),
        (Cell(Decimal("0.02"), "0%"), Cell(Decimal("0.5"))),
    ],
)
def test_a_bare_number_that_can_only_mean_itself(target: Cell, actual: Cell) -> None:
    sound(percent_kpi(target, actual))


def test_low_points_of_a_scale_are_not_doubtful() -> None:
    sheets = percent_kpi(Cell(Decimal(85)), Cell(Decimal(80)))
    sheets["KPIs"][0]["Attainment"] = "value"
    sheets["Matrix"][0]["Scale"] = "S"
    sheets["Scales"] = [
        {"Scale": "S", "At": Cell(Decimal("0.5")), "Pays": Decimal(0)},
        {"Scale": "S", "At": Cell(Decimal(85)), "Pays": Decimal(1)},
    ]
    sound(sheets)


@pytest.mark.parametrize(
    ("cell", "identifier"),
    [
        (Cell("00417"), "00417"),
        (Cell(" 00417 "), "00417"),
        (Cell(Decimal(417), "00000"), "00417"),
        (Cell(Decimal(417), '"E-"0000'), "E-0417"),
        (Cell(Decimal(123456), "000-000"), "123-456"),
        (Cell(Decimal(417)), "417"),
        (Cell(Decimal("417.0"), "#,##0"), "417"),
    ],
)
def test_ids_are_read_as_displayed(cell: Cell, identifier: str) -> None:
    sheets = changed("Employees", Employee=cell)
    sheets["Actuals"] = []
    assert sound(sheets).employees[0].id == identifier


@pytest.mark.parametrize(
    "month", ["2026-07", "2026-7", "2026/07", "07/2026", "July 2026", "juil. 2026", date(2026, 7, 14)]
)
def test_months(month: Any) -> None:
    assert sound(changed("Actuals", Month=month)).actuals[0].month == 2026 * 12 + 6


@pytest.mark.parametrize(
    ("period", "name"),
    [
        ("2026-Q3", "2026-Q3"),
        ("2026 q3", "2026-Q3"),
        ("2026Q3", "2026-Q3"),
        (Decimal(2026), "2026"),
        ("2026-H1", "2026-H1"),
        (date(2026, 7, 1), "2026-07"),
        ("07/2026", "2026-07"),
    ],
)
def test_periods(period: Any, name: str) -> None:
    assert sound(setting(("Period", period))).settings.period.name == name


def test_a_period_by_its_days() -> None:
    sheets = plain(Plan=plain()["Plan"][::2])
    sheets["Plan"] += [
        {"Setting": "Period start", "Value": date(2026, 7, 15)},
        {"Setting": "Period end", "Value": "2026-10-14"},
    ]
    settings = sound(sheets).settings
    assert settings.period == Period(date(2026, 7, 15), date(2026, 10, 14))
    assert str(sound(sheets).origins.place(settings.at["period"])) == "Plan!B4"


@pytest.mark.parametrize("text", ["1 April", "1. April", "April 1", "04-01", "1 aprile", "1 апреля", date(2020, 4, 1)])
def test_the_first_day_of_the_year(text: Any) -> None:
    assert sound(setting(("Year starts", text))).settings.year_starts == (4, 1)


def test_words_for_a_default_are_a_blank() -> None:
    settings = sound(setting(("Rounding", "minor unit"), ("Round results", "no"))).settings
    assert (settings.rounding, settings.round_results) == (None, None)
    assert sound(setting(("Rounding", Decimal(10)))).steps_of == {"EUR": Decimal(10)}


def test_a_blank_is_not_a_zero() -> None:
    sheets = plain()
    sheets["Actuals"].append({"For": "00417", "KPI": "REV", "Month": "2026-08"})
    plan, problems = read(sheets)
    assert [problem.severity for problem in problems] == [Severity.NOTICE]
    assert len(plan.actuals) == 1


def test_prepared_rows_are_no_rows() -> None:
    sheets = plain()
    sheets["Employees"].append({"Employee": Cell("", formula='=IF(A1="","","x")'), "Name": Cell("  ")})
    assert len(sound(sheets).employees) == 1


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("*", EVERYONE),
        ("00417", Subject(SubjectKind.EMPLOYEE, "00417")),
        ("employee:00417", Subject(SubjectKind.EMPLOYEE, "00417")),
        ("role: rep", Subject(SubjectKind.ROLE, "Rep")),
        ("Rolle:Rep", Subject(SubjectKind.ROLE, "Rep")),
        ("north-west", Subject(SubjectKind.TEAM, "North West")),
        ("department:Sales", Subject(SubjectKind.DEPARTMENT, "Sales")),
    ],
)
def test_whom_a_row_is_for(text: str, subject: Subject) -> None:
    sheets = changed("Employees", Team="North West", Department="Sales")
    sheets["Targets"] = [{"For": text, "KPI": "REV", "Target": Decimal(1)}]
    assert sound(sheets).targets[0].subject == subject


def test_wide_actuals_by_id_or_name_on_several_sheets() -> None:
    sheets = plain(
        KPIs=[
            {"KPI": "REV", "Better": "higher", "Name": "Revenue of the month"},
            {"KPI": "CTR", "Better": "higher", "Formula": "Clicks / Impressions"},
        ],
    )
    del sheets["Actuals"]
    sheets["Actuals July"] = [
        {"For": "00417", "Month": "2026-07", "revenue of the month": Decimal(5), "clicks": Decimal(1), "Comment": "x"}
    ]
    sheets["Actuals 2"] = [{"For": "00417", "KPI": "Impressions", "Month": "2026-07", "Value": Decimal(9)}]
    plan, problems = read(sheets)
    assert [problem.code for problem in problems] == ["WB017"]
    assert [(row.kpi, row.value) for row in plan.actuals] == [("REV", 5), ("Clicks", 1), ("Impressions", 9)]
    assert [str(plan.origins.place(row.at)) for row in plan.actuals][:2] == ["Actuals July!C2", "Actuals July!D2"]


def test_what_excel_took_for_a_formula_is_read_as_ours() -> None:
    cell = Cell(None, formula="=_xlfn.IFS(Score>1,1,TRUE,0)", error="#NAME?")
    plan = sound(plain(Formulas=[{"Step": "Extra", "Formula": cell}]))
    assert plan.steps[0].formula.text == "=IFS(Score>1,1,TRUE,0)"


def test_every_error_of_a_formula_names_its_cell() -> None:
    _, problems = read(plain(Formulas=[{"Step": "Extra", "Formula": "(1 + 2"}, {"Step": "More", "Formula": "WENN(1)"}]))
    assert [(problem.code[:2], str(problem.places[0])) for problem in problems] == [
        ("FX", "Formulas!B2"),
        ("FX", "Formulas!B3"),
    ]


def test_yes_and_no() -> None:
    sheets = plain(KPIs=[{"KPI": "REV", "Better": "yes"}])
    for given, value in (("ja", True), ("No", False), (True, True), (Decimal(1), Decimal(1))):
        sheets["Actuals"] = [{"For": "00417", "KPI": "REV", "Value": given}]
        plan = sound(sheets)
        assert plan.actuals[0].value == value
        assert type(plan.actuals[0].value) is type(value)
        assert plan.kpis[0].attainment is Rule.MET


def test_an_attainment_is_a_rule_or_a_formula() -> None:
    for text, rule in (
        ("Index", Rule.INDEX),
        ("indice", Rule.INDEX),
        ("Actual / Target", Rule.FORMULA),
        ("Actual", Rule.FORMULA),
    ):
        assert sound(plain(KPIs=[{"KPI": "REV", "Better": "higher", "Attainment": text}])).kpis[0].attainment is rule
    assert codes(plain(KPIs=[{"KPI": "REV", "Better": "higher", "Attainment": "ratoi"}])) == ["WB029"]


def test_named_points_and_a_jump_in_a_scale() -> None:
    points = [("threshold", 0), ("target", 1), ("target", 2), ("maximum", 3)]
    sheets = plain(
        Matrix=[{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Target": Decimal(1), "Scale": "s"}],
        Scales=[{"Scale": "S", "At": at, "Pays": Decimal(pays)} for at, pays in points],
    )
    plan = sound(sheets)
    assert [str(point.x) for point in plan.scales[0].points] == ["threshold", "target", "target", "maximum"]
    assert plan.matrix[0].scale == "S"


def test_a_scale_of_a_cost_falls() -> None:
    sheets = plain(
        KPIs=[{"KPI": "REV", "Better": "lower"}],
        Matrix=[{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Scale": "S"}],
        Scales=[
            {"Scale": "S", "At": Decimal(at), "Pays": Decimal(pays), "Measured in": "value"}
            for at, pays in ((90, 0), (80, 1))
        ],
    )
    assert [point.x for point in sound(sheets).scales[0].points] == [90, 80]


def test_gates_and_overrides_name_what_they_act_on() -> None:
    plan = sound(
        plain(
            Gates=[
                {"Gate": "G", "Condition": "Score > 0.5", "Acts on": "kpi: rev"},
                {"Gate": "H", "Condition": "TRUE"},
            ],
            Overrides=[
                {"For": "*", "What": "Payout %", "Value": Decimal(1), "Reason": "r", "Approved by": "a"},
            ],
        )
    )
    assert [gate.acts_on for gate in plan.gates] == [ActsOn("kpi", "REV"), None]
    assert plan.overrides[0].what == ActsOn("payout %")


def test_currencies_in_use_have_steps_and_rates() -> None:
    sheets = changed("Employees", Currency="jpy")
    sheets["Rates"] = [{"Currency": "JPY", "Rate": Decimal("0.006")}]
    plan = sound(sheets)
    assert plan.steps_of == {"EUR": Decimal("0.01"), "JPY": Decimal(1)}


def test_all_problems_come_out_in_one_pass_and_the_rest_is_built() -> None:
    sheets = plain()
    sheets["Employees"] += [
        {"Employee": "1", "Name": "B", "Role": "Rep", "Salary": "x", "Target bonus %": Decimal("0.1")},
        {"Employee": "2", "Name": "C", "Role": "Rep", "Salary": Decimal(1), "Target bonus %": Decimal("0.1")},
    ]
    sheets["Plan"][1]["Value"] = "autumn"
    sheets["Actuals"] += [{"For": "1", "KPI": "REV", "Value": "n/a"}]
    plan, problems = read(sheets)
    assert [(problem.code, str(problem.places[0])) for problem in problems] == [
        ("WB022", "Actuals!C3"),
        ("WB022", "Employees!D3"),
        ("WB028", "Plan!B3"),
    ]
    assert [employee.id for employee in plan.employees] == ["00417", "2"]
    assert plan.broken == {"employee:1", "actual:REV", "setting:period"}


def test_settings_know_their_cells() -> None:
    plan = sound(setting(("Cap", Decimal(2))))
    assert str(plan.origins.place(plan.settings.at["cap"])) == "Plan!B5"


def test_sheets_that_are_kept_as_read() -> None:
    plan = sound(
        plain(
            Statement=[{"Setting": "Colour", "Value": "#1F5C7A"}, {"Setting": "Signature", "Value": "Board"}],
            Exports=[{"Export": "pay", "Column": "Id", "Value": "Employee", "Separator": ";"}],
            Scenarios=[{"Scenario": "s", "Sheet": "Plan", "Column": "Value", "Set": "+5%"}],
            Sources=[{"File": "crm.csv", "Sheet": "", "Read as": "Actuals", "Their name": "Umsatz", "Our name": "REV"}],
            Goals=[{"Goal": "G", "Name": "Grow", "Measure": "rev"}],
        )
    )
    assert plan.statement == {"colour": "#1F5C7A", "signature_1": "Board"}
    assert plan.exports[0].options == {"separator": ";"}
    assert plan.scenarios[0].change == "+5%"
    assert plan.sources[0].their_name == "Umsatz"
    assert plan.goals[0].measure == "REV"


def test_a_star_as_role_means_everyone_wherever_a_blank_does() -> None:
    target = {"For": "*", "KPI": "REV", "Role": "*", "Target": Decimal(1)}
    step = {"Step": "Extra", "Formula": "1", "Role": "*"}
    plan = sound(plain(Targets=[target], Formulas=[step]))
    assert plan.targets[0].role is None
    assert plan.steps[0].role is None
