"""Every code of reading has the smallest workbook that provokes it, with the cell that it names; and nothing else goes
wrong in it. Codes that only a file can provoke are in `test_files`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from incentive.problems import CATALOGUE, Severity
from incentive.workbook.book_forms import Cell
from tests.workbook.plans import Sheets, changed, plain, read, setting
from tests.workbook.test_files import CODES_OF_FILES
from tests.workbook.test_sources import CODES_OF_SOURCES

# Codes of sheets in other layouts, which need whole sheets: each has its test in `test_layouts`, `test_forms` or
# `test_drawings`.
CODES_OF_LAYOUTS = {f"WB{number}" for number in (*range(110, 120), *range(160, 170))}


@dataclass(frozen=True)
class Case:
    """Sheets, the places named first and last, and other codes that must come with it."""

    sheets: Sheets
    place: str
    also: str = ""
    others: tuple[str, ...] = ()


def kpi(**cells: Any) -> list[dict[str, Any]]:
    return [{"KPI": "REV", "Better": "higher"} | {name.replace("_", " "): value for name, value in cells.items()}]


def matrix(*rows: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"Role": "Rep", "KPI": "REV", "Weight": Decimal(1), "Target": Decimal(100)} | row for row in rows]


def scale(*points: tuple[Any, Any], **settings: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"Scale": "S", "At": at, "Pays": pays} for at, pays in points]
    rows[0] |= {name.replace("_", " "): value for name, value in settings.items()}
    return rows


USED = matrix({"Scale": "S"})
LINE = ((Decimal("0.8"), Decimal("0.5")), (Decimal(1), Decimal(1)))
PEOPLE = plain()["Employees"]
ADJUSTED = {"Employee": "00417", "Amount": Decimal(5), "Reason": "r", "Approved by": "a"}

CASES: dict[str, Case] = {
    "WB011": Case({name: rows for name, rows in plain().items() if name != "Plan"}, ""),
    "WB012": Case(plain(Remarks=[{"A": "x"}]), "Remarks"),
    "WB013": Case(plain(Adjustmnts=[{"A": "x"}]), "Adjustmnts"),
    "WB014": Case(plain(Staff=PEOPLE), "Staff", "Employees"),
    "WB015": Case(plain(Adjustments=[{"Something": "x"}]), "Adjustments"),
    "WB016": Case(
        plain(Employees=[{**PEOPLE[0], "Role": None} | {"Role": "Rep"}, {}], KPIs=[{"KPI": "REV", "Name": "x"}]),
        "KPIs!1",
    ),
    "WB017": Case(plain(Matrix=matrix({"Remark of HR": "x"})), "Matrix!E1"),
    "WB018": Case(plain(Matrix=matrix({"Treshold": Decimal(80)})), "Matrix!E1"),
    "WB019": Case(plain(Matrix=matrix({"weight": Decimal(1)})), "Matrix!E1", "Matrix!C1"),
    "WB020": Case(plain(Matrix=matrix({"": "stray"})), "Matrix!E2"),
    "WB021": Case(changed("Employees", Name=None), "Employees!B2"),
    "WB022": Case(changed("Employees", Salary="62.000 €"), "Employees!D2"),
    "WB023": Case(changed("Employees", Salary=Decimal(-1)), "Employees!D2"),
    "WB024": Case(setting(("Minimum service", Decimal("1.5"))), "Plan!B5"),
    "WB025": Case(changed("Employees", Target_bonus_percent=Cell(Decimal(10))), "Employees!E2"),
    "WB026": Case(changed("Employees", Start="spring"), "Employees!F2"),
    "WB027": Case(changed("Actuals", Month="2026-13"), "Actuals!D2"),
    "WB028": Case(
        setting(
            ("Period", "third quarter"),
        ),
        "Plan!B4",
    ),
    "WB029": Case(changed("KPIs", Better="highr"), "KPIs!B2"),
    "WB030": Case(changed("Actuals", Value=Cell(None, error="#DIV/0!")), "Actuals!C2"),
    "WB031": Case(changed("Actuals", Value=Cell(None, formula="=A1+A2")), "Actuals!C2"),
    "WB032": Case(changed("Employees", Statement="perhaps"), "Employees!F2"),
    "WB033": Case(changed("Employees", Currency="EURO"), "Employees!F2"),
    "WB035": Case(
        plain(
            KPIs=kpi(Unit="%"),
            Matrix=matrix({"Target": Decimal("0.85")}),
            Actuals=[{"For": "00417", "KPI": "REV", "Value": Cell(Decimal(85))}],
        ),
        "Actuals!C2",
        "Matrix!D2",
    ),
    "WB104": Case(
        plain(
            KPIs=kpi(Unit="%"),
            Matrix=matrix({"Target": Cell(Decimal(85))}),
            Actuals=[{"For": "00417", "KPI": "REV", "Value": Cell(Decimal("0.9"))}],
        ),
        "Actuals!C2",
        "Matrix!D2",
    ),
    "WB122": Case(
        plain(
            KPIs=kpi(Unit="%"),
            Matrix=matrix({"Target": Cell(Decimal("0.1"))}),
            Employees=[PEOPLE[0], PEOPLE[0] | {"Employee": "00418"}],
            Actuals=[
                {"For": "00417", "KPI": "REV", "Value": Cell(Decimal("0.05"))},
                {"For": "00418", "KPI": "REV", "Value": Cell(Decimal(80))},
            ],
        ),
        "Actuals!C3",
        "Matrix!D2",
    ),
    "WB123": Case(changed("Employees", Target_bonus_percent=Cell(Decimal(10), "0%")), "Employees!E2"),
    "WB105": Case(
        plain(
            KPIs=kpi(Unit="%"),
            Matrix=matrix({"Target": Cell(Decimal("0.02"), "0%")}),
            Actuals=[{"For": "00417", "KPI": "REV", "Value": Cell(Decimal(1))}],
        ),
        "Actuals!C2",
        "Matrix!D2",
    ),
    "WB106": Case(plain(Matrix=matrix({"Scale": "S", "Pays": "amount"}), Scales=scale(*LINE)), "Matrix!C2"),
    "WB120": Case(changed("Employees", Salary="62 000 USD"), "Employees!D2"),
    "WB121": Case(
        plain(Matrix=USED, Scales=[row | {"To": "the norm"} for row in scale(*LINE)]), "Scales!D1", others=("WB017",)
    ),
    "WB036": Case(setting(("Language", "English please")), "Plan!B5"),
    "WB037": Case(setting(("Year starts", "29 February")), "Plan!B5"),
    "WB040": Case(setting(("Budgett", Decimal(1))), "Plan!A5"),
    "WB041": Case(setting(("Contact", "a"), ("contact", "b")), "Plan!A6", "Plan!A5"),
    "WB042": Case(setting(("", "b")), "Plan!B5"),
    "WB043": Case(plain(Plan=plain()["Plan"][:2]), "Plan!A1"),
    "WB044": Case(setting(("Period start", date(2026, 7, 2))), "Plan!B3", "Plan!B5"),
    "WB045": Case(
        plain(
            Plan=[
                *plain()["Plan"][::2],
                *(
                    {"Setting": f"Period {name}", "Value": day}
                    for name, day in (("start", date(2026, 7, 2)), ("end", date(2026, 7, 1)))
                ),
            ]
        ),
        "Plan!B4",
        "Plan!B5",
    ),
    "WB046": Case(
        plain(Plan=[*plain()["Plan"][::2], {"Setting": "Period start", "Value": date(2026, 7, 2)}]), "Plan!B4"
    ),
    "WB050": Case(plain(Adjustments=[{**ADJUSTED, "Employee": "417"}]), "Adjustments!A2"),
    "WB051": Case(plain(Targets=[{"For": "*", "KPI": "REV", "Role": "Repp", "Target": Decimal(1)}]), "Targets!C2"),
    "WB052": Case(plain(Targets=[{"For": "team:West", "KPI": "REV", "Target": Decimal(1)}]), "Targets!A2"),
    "WB053": Case(changed("Actuals", KPI="REVV"), "Actuals!B2"),
    "WB054": Case(plain(Matrix=matrix({"Scale": "SS"}), Scales=scale(*LINE)), "Matrix!E2"),
    "WB055": Case(
        plain(
            Matrix=matrix({"Section": "A"}, {"Section": "B", "KPI": "NPS"}),
            Sections=[{"Section": "A", "Weight": Decimal(1)}],
            KPIs=[*kpi(), {"KPI": "NPS", "Better": "higher"}],
        ),
        "Matrix!E3",
    ),
    "WB056": Case(plain(KPIs=kpi(Goal="GROW; GROWTH"), Goals=[{"Goal": "GROW", "Name": "Grow"}]), "KPIs!C2"),
    "WB057": Case(changed("Actuals", For="nobody"), "Actuals!A2"),
    "WB058": Case(
        plain(
            Employees=[PEOPLE[0] | {"Team": "North", "Department": "North"}],
            Targets=[{"For": "North", "KPI": "REV", "Target": Decimal(1)}],
        ),
        "Targets!A2",
    ),
    "WB059": Case(plain(Employees=[*PEOPLE, PEOPLE[0]]), "Employees!A3", "Employees!A2"),
    "WB060": Case(plain(Matrix=matrix({}, {})), "Matrix!B3", "Matrix!B2"),
    "WB061": Case(changed("Employees", Target_bonus_percent=None), "Employees!2"),
    "WB062": Case(changed("Employees", Target_bonus_amount=Decimal(100)), "Employees!E2", "Employees!F2"),
    "WB063": Case(changed("Employees", Start=date(2026, 8, 1), End=date(2026, 7, 1)), "Employees!G2", "Employees!F2"),
    "WB064": Case(plain(Assignments=[{"Employee": "00417", "From": date(2026, 8, 1)}]), "Assignments!2"),
    "WB065": Case(
        plain(
            Assignments=[
                {"Employee": "00417", "From": date(2026, 7, 1), "To": date(2026, 8, 15), "Salary": Decimal(1)},
                {"Employee": "00417", "From": date(2026, 8, 1), "Salary": Decimal(2)},
            ]
        ),
        "Assignments!D3",
        "Assignments!D2",
    ),
    "WB066": Case(
        plain(
            Assignments=[
                {"Employee": "00417", "From": date(2026, 7, 1), "To": date(2026, 7, 15), "Salary": Decimal(1)},
                {"Employee": "00417", "From": date(2026, 8, 1), "Salary": Decimal(2)},
            ]
        ),
        "Assignments!D3",
        "Assignments!D2",
    ),
    "WB067": Case(
        plain(
            Absences=[
                {"Employee": "00417", "From": date(2026, 7, 1), "To": date(2026, 7, 15)},
                {"Employee": "00417", "From": date(2026, 7, 15), "To": date(2026, 7, 20)},
            ]
        ),
        "Absences!B3",
        "Absences!C2",
    ),
    "WB068": Case(changed("Employees", Role="Repp"), "Employees!C2"),
    "WB069": Case(changed("Employees", FTE=Decimal("1.2")), "Employees!F2"),
    "WB070": Case(plain(KPIs=kpi(Attainment="inverse")), "KPIs!C2", "KPIs!B2"),
    "WB071": Case(plain(KPIs=kpi(Combine="each")), "Matrix!2", "KPIs!C2"),
    "WB072": Case(plain(KPIs=kpi(Part_period="prorate", Level="team")), "KPIs!C2", "KPIs!D2"),
    "WB073": Case(plain(Matrix=matrix({"Pays": "amount", "Weight": None, "Cap": Decimal("1.5")})), "Matrix!F2"),
    "WB074": Case(
        plain(
            KPIs=[{"KPI": "REV", "Better": "lower", "Attainment": "inverse"}],
            Matrix=USED,
            Scales=scale(*LINE, Above_last="continue"),
        ),
        "Scales!D2",
        "KPIs!C2",
    ),
    "WB075": Case(plain(Matrix=USED, Scales=scale((Decimal(1), Decimal(1)), Between="formula")), "Scales!D2"),
    "WB076": Case(plain(Matrix=USED, Scales=scale(*LINE, Formula="x * 2")), "Scales!D2"),
    "WB077": Case(
        plain(
            Matrix=USED,
            Scales=[
                {"Scale": "S", "At": Decimal(0), "Pays": Decimal(0), "Between": "step"},
                {"Scale": "S", "At": Decimal(1), "Pays": Decimal(1), "Between": "line"},
            ],
        ),
        "Scales!D3",
        "Scales!D2",
    ),
    "WB078": Case(plain(Matrix=USED, Scales=scale(("goal", Decimal(0)), (Decimal(1), Decimal(1)))), "Scales!B2"),
    "WB079": Case(
        plain(
            KPIs=[*kpi(), {"KPI": "NPS", "Better": "higher"}],
            Matrix=matrix({"Weight": Cell(Decimal(50))}, {"KPI": "NPS", "Weight": Decimal("0.5")}),
        ),
        "Matrix!C2",
    ),
    "WB080": Case(
        plain(Matrix=USED, Scales=scale((Decimal(1), Decimal(1)), (Decimal("0.8"), Decimal("0.5")))),
        "Scales!B3",
        "Scales!B2",
    ),
    "WB081": Case(
        plain(Matrix=USED, Scales=scale((Decimal(90), Decimal(0)), (Decimal(80), Decimal(1)), Measured_in="value")),
        "Scales!B2",
        "KPIs!B2",
    ),
    "WB082": Case(plain(Grid_A=[["text", "text"]]), "Grid A"),
    "WB083": Case(
        plain(Grid_A=[[None, Decimal(2), Decimal(1)], [Decimal(1), Decimal(0), Decimal(0)]]), "Grid A!C1", "Grid A!B1"
    ),
    "WB084": Case(plain(Grid_A=[[None, Decimal(1), Decimal(2)], [Decimal(1), Decimal(0), None]]), "Grid A!C2"),
    "WB085": Case(plain(Factors=[{"Factor": "F", "For": "*", "Value": "good"}]), "Factors!C2"),
    "WB086": Case(
        plain(
            Factors=[
                {"Factor": "F", "For": "*", "Value": "good", "Use": "value"},
                {"Factor": "F", "For": "00417", "Value": Decimal(1)},
            ]
        ),
        "Factors!D3",
        "Factors!D2",
    ),
    "WB087": Case(plain(Factors=[{"Factor": "F", "For": "*", "Value": Decimal("3.1")}]), "Factors!C2"),
    "WB088": Case(
        plain(Overrides=[{"For": "*", "What": "bonus", "Value": Decimal(1), "Reason": "r", "Approved by": "a"}]),
        "Overrides!B2",
    ),
    "WB089": Case(plain(KPIs=kpi(Attainment="value")), "Matrix!2", "KPIs!C2"),
    "WB090": Case(plain(Sections=[{"Section": "A", "Weight": Decimal(1)}]), "Matrix!2"),
    "WB091": Case(changed("Employees", Currency="CHF"), "Employees!F2"),
    "WB093": Case(
        plain(Matrix=matrix({}, {"Role": "Lead"})),
        "Matrix!A3",
    ),
    "WB094": Case(
        plain(Actuals=[{"For": "00417", "KPI": "REV", "Value": Decimal(1)}, {"For": "00417", "KPI": "REV"}]),
        "Actuals!C3",
    ),
    "WB095": Case(plain(Matrix=USED), "Matrix!E2"),
    "WB097": Case(
        plain(
            KPIs=kpi(Combine="each", Formula="SOLD * 2"),
            Matrix=matrix({"Pays": "amount", "Weight": None, "Scale": "S"}),
            Scales=scale(*LINE),
            Actuals=[{"For": "00417", "KPI": "SOLD", "Value": Decimal(50)}],
        ),
        "KPIs!C2",
        "KPIs!D2",
    ),
    "WB098": Case(setting(("Cap covers", "all")), "Plan!B5"),
    "WB100": Case(plain(Actuals=[{"For": "00417", "Month": "2026-07", "REEV": Decimal(1)}]), "Actuals!C1"),
    "WB092": Case(plain(Employees=[dict.fromkeys(PEOPLE[0])], Actuals=[]), "Employees!A1"),
    "WB101": Case(plain(Employees=[*PEOPLE, {"Employee": "Total", "Salary": Decimal(1)}]), "Employees!A3"),
    "WB099": Case(
        plain(
            Actuals=[
                {"For": "00417", "KPI": "REV", "Value": Decimal(1)},
                {"For": "team:West", "KPI": "REV", "Value": Decimal(1)},
            ]
        ),
        "Actuals!A3",
    ),
    "WB096": Case(changed("Employees", Language="xx"), "Employees!F2"),
}


def test_every_code_has_its_workbook() -> None:
    elsewhere = CODES_OF_FILES | CODES_OF_LAYOUTS | CODES_OF_SOURCES
    assert set(CASES) | elsewhere == {code for code in CATALOGUE if code.startswith("WB")}


@pytest.mark.parametrize("code", CASES)
def test_the_smallest_workbook_provokes_it_and_nothing_else(code: str) -> None:
    case = CASES[code]
    plan, problems = read(case.sheets)
    assert [problem.code for problem in problems] == [code, *case.others]
    problem = problems[0]
    places = [str(place) for place in problem.places]
    assert (places[:1] or [""])[0] == case.place
    if case.also:
        assert places[1] == case.also
    assert "{" not in problem.message + problem.hint
    broken = bool(plan.broken)
    tolerated = problem.severity is not Severity.ERROR
    # What is refused is named, so that its consequences stay unsaid; what is only said breaks nothing.
    assert broken is not tolerated or code in {"WB019", "WB042", "WB040", "WB041", "WB059", "WB064", "WB101"}
