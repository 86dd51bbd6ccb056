"""The smallest workbook for each code of calculation and formulas, as sheets in memory, and how to check one.

Codes that reading a formula's text gives are provoked through a formula cell; `CALCULATED` and `WORDED` are by code.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from incentive.engine.calculate import calculate
from incentive.problems import Problem, suppress
from incentive.runs.check import ordered
from incentive.workbook import book_of, plan_of
from incentive.workbook.book_forms import Cell
from tests.workbook.plans import Sheets, changed, plain, setting


@dataclass(frozen=True)
class Case:
    """Sheets, the cells that the problem names (the main one first), and codes that must come with it."""

    sheets: Sheets
    places: tuple[str, ...]
    others: tuple[str, ...] = ()


def checked(sheets: Sheets) -> tuple[Problem, ...]:
    """All problems of a plan, as `check` brings them out."""
    plan, found = plan_of(book_of(sheets))
    assert plan is not None
    return ordered((*found, *suppress(calculate(plan).problems, plan.broken)))


def kpi(**cells: Any) -> list[dict[str, Any]]:
    """The sheet KPIs with REV alone."""
    return [{"KPI": "REV", "Better": "higher"} | {name.replace("_", " "): value for name, value in cells.items()}]


def row(**cells: Any) -> dict[str, Any]:
    """A row of the matrix."""
    given = {"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Target": Decimal(100)}
    return given | {name.replace("_", " "): value for name, value in cells.items()}


def paying(**cells: Any) -> dict[str, Any]:
    """A row of the matrix that pays money of its own."""
    return row(Weight=None, Scale="S") | cells


def scale(*points: tuple[Any, Any], **settings: Any) -> list[dict[str, Any]]:
    """The sheet Scales with S alone."""
    rows: list[dict[str, Any]] = [{"Scale": "S", "At": at, "Pays": pays} for at, pays in points]
    rows[0] |= {name.replace("_", " "): value for name, value in settings.items()}
    return rows


def figures(*values: Any, kpi: str = "REV", **cells: Any) -> list[dict[str, Any]]:
    """Rows of Actuals for the one person; with a month each where given as pairs."""
    rows = []
    for value in values:
        month, figure = value if isinstance(value, tuple) else (None, value)
        rows.append({"For": "00417", "KPI": kpi, "Month": month, "Value": Decimal(figure)} | cells)
    return rows


def step(formula: str, name: str = "Extra", **cells: Any) -> Sheets:
    """The plain plan with one step."""
    return plain(Formulas=[{"Step": name, "Formula": formula} | cells])


def settings(sheets: Sheets, **values: Any) -> Sheets:
    """The sheets with further settings."""
    rows = [{"Setting": name.replace("_", " "), "Value": value} for name, value in values.items()]
    return sheets | {"Plan": [*sheets["Plan"], *rows]}


PEOPLE = plain()["Employees"]
PERSON = PEOPLE[0]
WHOLE = scale((Decimal(0), Decimal(0)), (Decimal(1), Decimal(1)))
MONEY = scale((Decimal(0), Decimal(10)), Measured_in="value", Between="step")
BOTH = [*kpi(), {"KPI": "NPS", "Better": "higher"}]
UNSHARED = [PERSON | {"Target bonus %": Decimal(0)}]
FIVE = [{**PERSON, "Employee": str(number)} for number in range(1, 6)]
LEAD = {**PERSON, "Employee": "2", "Role": "Lead"}
OF_LEAD = {**figures(1)[0], "For": "2"}
APPROVED = {"Reason": "r", "Approved by": "a"}
BY_HEART = {"For": "00417", "What": "kpi:REV", **APPROVED}

CALCULATED: dict[str, Case] = {
    "CA001": Case(
        plain(KPIs=kpi(Formula="Sold + 0"), Actuals=[*figures(1), *figures(1, kpi="Sold")]), ("Actuals!D2", "KPIs!C2")
    ),
    "CA002": Case(
        plain(Actuals=[*figures(1), {"For": "*", "KPI": "REV", "Value": Decimal(1)}]),
        ("Actuals!A3",),
    ),
    "CA003": Case(plain(Actuals=figures(1, 2)), ("Actuals!D2", "Actuals!D3")),
    "CA004": Case(
        plain(KPIs=kpi(Combine="sum"), Actuals=figures(1, ("2026-07", 2), ("2026-08", 2), ("2026-09", 2))),
        ("Actuals!C2", "Actuals!C3"),
    ),
    "CA005": Case(
        plain(
            Employees=[PERSON | {"Start": date(2026, 8, 1)}],
            KPIs=kpi(Combine="sum", Part_period="prorate"),
            Actuals=figures(("2026-07", 1), ("2026-08", 2), ("2026-09", 2)),
        ),
        ("Actuals!C2",),
    ),
    "CA006": Case(plain(Actuals=figures(("2026-07", 1), ("2026-08", 2), ("2026-09", 2))), ("KPIs!2",)),
    "CA007": Case(plain(KPIs=kpi(Combine="sum"), Actuals=figures(("2026-07", 1), ("2026-08", 2))), ("KPIs!2",)),
    "CA008": Case(plain(Actuals=[*figures(1), *figures(("2026-06", 1))]), ("Actuals!C3",), ("CA004",)),
    "CA010": Case(plain(KPIs=kpi(Formula="TOTAL(Sold)"), Actuals=figures(1, kpi="Sold")), ("KPIs!C2",)),
    "CA011": Case(
        plain(KPIs=[*kpi(Formula="NPS + 1"), {"KPI": "NPS", "Better": "higher", "Formula": "REV + 1"}], Actuals=[{}]),
        ("KPIs!C2", "KPIs!C3"),
    ),
    "CA020": Case(
        plain(Factors=[{"Factor": "F", "For": "*", "Value": Decimal(number)} for number in (1, 2)]),
        ("Factors!B2", "Factors!B3"),
    ),
    "CA021": Case(
        plain(Matrix=[row(Scale="S")], Scales=scale((Decimal(1), Decimal(1)), ("maximum", Decimal(2)))),
        ("Matrix!2", "Scales!B3"),
    ),
    "CA022": Case(
        plain(
            Employees=UNSHARED,
            KPIs=[{"KPI": "REV", "Better": "closest"}],
            Matrix=[paying(Pays="rate")],
            Scales=scale((Decimal(1), Decimal(1)), Between="slices"),
        ),
        ("Scales!B2", "Matrix!2"),
    ),
    "CA023": Case(
        plain(
            KPIs=[{"KPI": "REV", "Better": "lower", "Attainment": "inverse"}],
            Matrix=[row(Scale="S", Threshold=Decimal(0))],
            Scales=scale(("threshold", Decimal(0)), (Decimal(1), Decimal(1))),
        ),
        ("Scales!B2", "Matrix!2"),
    ),
    "CA024": Case(
        plain(
            Matrix=[row(Scale="S", Threshold=Decimal(120))],
            Scales=scale(("threshold", Decimal(0)), ("target", Decimal(1))),
        ),
        ("Scales!B2", "Matrix!2"),
    ),
    "CA025": Case(plain(Matrix=[row(Target=None)]), ("Matrix!D2",)),
    "CA026": Case(plain(Employees=UNSHARED, Matrix=[paying(Pays="amount", Scale=None)]), ("Matrix!E2",)),
    "CA027": Case(
        plain(KPIs=kpi(Attainment="index"), Matrix=[row(Threshold=Decimal(100))]), ("Matrix!E2", "Matrix!D2")
    ),
    "CA028": Case(
        plain(KPIs=[{"KPI": "REV", "Better": "lower", "Attainment": "inverse"}], Actuals=figures(-1)),
        ("Actuals!D2", "Matrix!D2"),
    ),
    "CA029": Case(
        plain(KPIs=[{"KPI": "REV", "Better": "lower", "Attainment": "inverse"}], Actuals=figures(0)), ("Actuals!D2",)
    ),
    "CA030": Case(plain(Matrix=[row(Target=Decimal(0))]), ("Matrix!D2",)),
    "CA031": Case(
        plain(KPIs=[{"KPI": "REV", "Better": "yes"}], Matrix=[row(Target=None)], Actuals=figures(5)), ("Actuals!D2",)
    ),
    "CA032": Case(
        plain(
            Matrix=[row(Section="A"), row(Section="A", Role="Lead")],
            Sections=[{"Section": "A", "Weight": Decimal(1), "Role": "Lead"}],
            Employees=[*PEOPLE, LEAD],
            Actuals=[*figures(1), OF_LEAD],
        ),
        ("Matrix!E2",),
    ),
    "CA033": Case(changed("Matrix", Weight=Decimal("0.9")), ("Matrix!C2",)),
    "CA034": Case(
        plain(Matrix=[row(Section="A")], Sections=[{"Section": "A", "Weight": Decimal("0.9")}]), ("Sections!B2",)
    ),
    "CA035": Case(settings(plain(Actuals=[{}]), If_actual_is_missing="leave out"), ("Employees!A2",)),
    "CA036": Case(
        plain(
            Employees=UNSHARED,
            Matrix=[paying(Pays="rate")],
            Scales=MONEY,
            Actuals=[{}],
            Overrides=[{**BY_HEART, "Value": Decimal(2)}],
        ),
        ("Overrides!E2",),
    ),
    "CA037": Case(
        settings(
            plain(
                KPIs=kpi(Attainment="value"),
                Matrix=[row(Target=None, Scale="S")],
                Scales=scale((Decimal(0), Decimal(1)), Measured_in="value"),
                Actuals=[{}],
            ),
            If_actual_is_missing="target",
        ),
        ("Matrix!D2", "Employees!2"),
    ),
    "CA038": Case(plain(Employees=[PERSON | {"Start": date(2026, 8, 1)}]), ("KPIs!2",)),
    "CA039": Case(
        plain(Absences=[{"Employee": "00417", "From": date(2026, 6, 1), "To": date(2026, 7, 2)}]), ("Absences!B2",)
    ),
    "CA040": Case(
        plain(
            Matrix=[row(Employee="2"), row(Role="Lead")],
            Employees=[*PEOPLE, LEAD],
            Actuals=[OF_LEAD],
        ),
        ("Employees!C2",),
        ("CA065",),
    ),
    "CA041": Case(
        plain(
            Employees=UNSHARED,
            KPIs=kpi(Combine="each"),
            Matrix=[paying(Pays="amount")],
            Scales=MONEY,
            Actuals=[{}],
        ),
        ("Matrix!B2", "Employees!2"),
    ),
    "CA042": Case(plain(KPIs=kpi(Level="team"), Actuals=[{}]), ("Employees!2",)),
    "CA045": Case(plain(Actuals=figures(("2026-05", 1), ("2026-06", 1))), ("Actuals!C2", "Actuals!C3")),
    "CA046": Case(
        settings(plain(Actuals=figures(("2026-06", 1))), If_actual_is_missing="target"),
        ("Actuals!C2",),
    ),
    "CA043": Case(plain(Actuals=[{}]), ("Employees!A2", "Matrix!B2")),
    "CA074": Case(
        plain(
            KPIs=kpi(Unit="%", Formula="Won / 100"),
            Matrix=[row(Target=Cell(Decimal(80)))],
            Actuals=figures(60, kpi="Won"),
        ),
        ("Matrix!D2", "KPIs!D2"),
    ),
    "CA044": Case(settings(changed("Matrix", Weight=Decimal(0)), Weights="relative"), ("Matrix!C2",)),
    "CA050": Case(
        plain(Employees=[PERSON | {"Extra": Decimal(1)}], Formulas=[{"Step": "Extra", "Formula": "1"}]),
        ("Formulas!A2", "Employees!F1"),
    ),
    "CA051": Case(step('ACTUAL("REVV")'), ("Formulas!B2",)),
    "CA052": Case(
        plain(
            Matrix=[row(), row(Role="Lead", Section="A")],
            Employees=[*PEOPLE, LEAD],
            Actuals=[*figures(1), OF_LEAD],
            Formulas=[{"Step": "Extra", "Formula": 'SECTION("A")'}],
        ),
        ("Formulas!B2", "Employees!A2"),
    ),
    "CA053": Case(plain(Gates=[{"Gate": "G", "Condition": "Name"}]), ("Gates!B2", "Employees!A2")),
    "CA055": Case(
        settings(plain(Scales=scale(("threshold", Decimal(0)), ("target", Decimal(1)))), Overall_scale="S"),
        ("Plan!B5",),
    ),
    "CA060": Case(step("Payout * 60%", "Cash", Split="s"), ("Formulas!C2", "Employees!A2")),
    "CA061": Case(setting(("Budget", Decimal(10))), ("Plan!B5",)),
    "CA062": Case(
        plain(Formulas=[{"Step": "One", "Formula": "Two + 1"}, {"Step": "Two", "Formula": "One + 1"}]),
        ("Formulas!B2", "Formulas!B3"),
    ),
    "CA063": Case(plain(Adjustments=[{"Employee": "00417", "Amount": Decimal(-9999), **APPROVED}]), ("Employees!A2",)),
    "CA064": Case(step("Name", "Payout"), ("Formulas!B2", "Employees!A2")),
    "CA065": Case(plain(Matrix=[paying(Pays="amount")], Scales=MONEY), ("Employees!A2",)),
    "CA066": Case(
        settings(
            plain(Employees=[PERSON | {"Start": date(2026, 9, 1)}], KPIs=kpi(Part_period="prorate")), Minimum_service=60
        ),
        ("Employees!F2",),
    ),
    "CA075": Case(
        plain(Employees=FIVE, Actuals=[{"For": each["Employee"], "KPI": "REV", "Value": None} for each in FIVE]),
        tuple(f"Actuals!C{row}" for row in range(2, 7)),
    ),
    "CA067": Case(setting(("Budget", Decimal(10)), ("If over budget", "scale")), ("Plan!B5",)),
    "CA068": Case(settings(step("TargetBonus", "Capped"), Cap=Decimal(2)), ("Formulas!B2", "Plan!B5")),
    "CA069": Case(step("Adjusted", "Due", Split="s"), ("Formulas!C2",)),
    "CA070": Case(plain(Paid=[{"Employee": "00417", "Period": "2026-Q2", "Amount": Decimal(5)}]), ("Paid!B2",)),
    "CA071": Case(plain(KPIs=BOTH, Gates=[{"Gate": "G", "Condition": "1 = 1", "Acts on": "kpi:NPS"}]), ("Gates!A2",)),
    "CA072": Case(
        plain(
            Matrix=[row(), row(Role="Lead")],
            Employees=[*PEOPLE, LEAD],
            Actuals=[*figures(1), OF_LEAD, *figures(1, Role="Lead")],
        ),
        ("Actuals!E4",),
    ),
    "CA073": Case(changed("Employees", Salary=Decimal("4.8E14")), ("Employees!A2",)),
}


def worded(formula: str, place: str = "Formulas!B2") -> Case:
    """A step whose text cannot be read."""
    return Case(step(formula), (place,))


def faulty(formula: str) -> Case:
    """A step that cannot be worked out for the one person."""
    return Case(step(formula), ("Formulas!B2", "Employees!A2"))


WORDED: dict[str, Case] = {
    "FX001": worded("="),
    "FX002": worded("1 + " * 2100 + "1"),
    "FX003": worded("(" * 65 + "1" + ")" * 65),
    "FX004": worded("Salary == 1"),
    "FX005": worded('IF(Role = "Rep, 1, 2)'),
    "FX006": worded("Salary * "),
    "FX007": worded("Salary 2"),
    "FX008": worded("(Salary"),
    "FX009": worded("Salary)"),
    "FX010": worded("12x"),
    "FX011": worded("Salary * 1,5"),
    "FX012": worded("VLOOKUP(Salary, 1)"),
    "FX013": worded("WENN(Salary > 1; 2; 3)"),
    "FX015": worded("ROUND(Salary)"),
    "FX016": worded("ROUND(Salary,)"),
    "FX017": worded("$D$2 * 2"),
    "FX018": worded("SUM(Salary:Extra)"),
    "FX019": worded("{1}"),
    "FX020": worded("Employees!Salary"),
    "FX021": worded("Salary.__class__"),
    "FX022": worded("ACTUAL(REV)"),
    "FX023": worded("GROUP(Team)"),
    "FX024": worded("[]"),
    "FX025": worded("TOTAL(Salary, Team)"),
    "FX026": worded("Zzz"),
    "FX027": worded("Salry"),
    "FX028": worded("Salary; 2"),
    "FX030": faulty("Salary / (Salary - 48000)"),
    "FX031": faulty("Team + 1"),
    "FX032": faulty("Name + 1"),
    "FX034": faulty("Name > 1"),
    "FX037": faulty("IFS(Salary < 1, 1)"),
    "FX038": faulty("SWITCH(Role, 1, 2)"),
    "FX039": faulty("AVERAGE(TargetBonusAmount)"),
    "FX040": faulty("Salary ^ 300"),
    "FX050": faulty("1 / (1 / 3 * 3 - 1)"),
    "FX041": faulty("(-Salary) ^ 0.5"),
    "FX042": faulty("(Salary - Salary) ^ 0"),
    "FX044": faulty("CEILING(Salary, -10)"),
    "FX045": faulty("FLOOR(Salary, 0)"),
    "FX048": faulty("ROUND(Salary, 400)"),
    "FX049": Case(
        plain(Employees=[PERSON | {"Start": date(2026, 7, 1)}], Formulas=[{"Step": "Extra", "Formula": "Start + 0.5"}]),
        ("Formulas!B2", "Employees!A2"),
    ),
}
