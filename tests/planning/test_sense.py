"""What a careful colleague would ask: the smallest plan for each question, its cells, and a plan that raises none."""

from decimal import Decimal
from typing import Any

import pytest

from incentive.planning.sense import sense
from incentive.problems.planning import PLANNING
from incentive.workbook import book_of, plan_of
from tests.problems.small_books import figures, kpi, row, scale
from tests.workbook.plans import Sheets, plain

SHARE = Decimal("0.05")


def asked(sheets: Sheets) -> list[tuple[str, list[str]]]:
    plan, _ = plan_of(book_of(sheets))
    assert plan is not None
    return [(problem.code, [str(place) for place in problem.places]) for problem in sense(plan)]


def people(*salaries: int) -> list[dict[str, Any]]:
    return [
        {
            "Employee": f"{number:03d}",
            "Name": f"N{number}",
            "Role": "Rep",
            "Salary": Decimal(salary),
            "Target bonus %": SHARE,
        }
        for number, salary in enumerate(salaries, start=1)
    ]


def kpis(*names: str) -> list[dict[str, Any]]:
    return [{"KPI": name, "Better": "higher"} for name in names]


def rows(**weights: str) -> list[dict[str, Any]]:
    return [row(KPI=name, Weight=Decimal(weight)) for name, weight in weights.items()]


EIGHT = [f"K{number}" for number in range(1, 9)]

CASES: dict[str, tuple[Sheets, list[str]]] = {
    "PL001": (plain(KPIs=kpis("REV", "NPS"), Matrix=rows(REV="0.96", NPS="0.04")), ["Matrix!C3"]),
    "PL002": (
        plain(KPIs=kpis(*EIGHT), Matrix=rows(**dict.fromkeys(EIGHT, "0.125")), Actuals=[]),
        [f"Matrix!B{number}" for number in range(2, 10)],
    ),
    "PL003": (
        plain(
            KPIs=[*kpi(Formula="Sales / Calls"), {"KPI": "DUE", "Better": "higher", "Formula": "Sales / Days"}],
            Matrix=rows(REV="0.5", DUE="0.5"),
        ),
        ["Matrix!B2", "Matrix!B3"],
    ),
    "PL004": (plain(KPIs=kpis("REV", "NPS")), ["KPIs!A3"]),
    "PL005": (
        plain(KPIs=[*kpi(Goal="G"), {"KPI": "NPS", "Better": "higher"}], Goals=[{"Goal": "G", "Name": "Grow"}])
        | {"Matrix": rows(REV="0.5", NPS="0.5")},
        ["KPIs!A3"],
    ),
    "PL006": (
        plain(KPIs=kpi(Goal="G"), Goals=[{"Goal": "G", "Name": "Grow"}, {"Goal": "H", "Name": "Last"}]),
        ["Goals!A3"],
    ),
    "PL007": (
        plain(Matrix=[row(Scale="S")], Scales=scale((Decimal("0.8"), Decimal("0.5")), (Decimal(1), Decimal(1)))),
        ["Scales!C2"],
    ),
    "PL008": (
        plain(
            Matrix=[row(Scale="S")],
            Scales=scale(*((Decimal(at), Decimal(pays)) for at, pays in (("0.8", "0.2"), ("0.9", "0.2"), ("1", "1")))),
        ),
        ["Scales!B3"],
    ),
    "PL009": (plain(KPIs=kpi(Unit="count"), Actuals=figures(Decimal("7.5"))), ["Actuals!D2"]),
    "PL010": (plain(Employees=people(50_000, 52_000, 520_000, 48_000, 51_000), Actuals=[]), ["Employees!D4"]),
}


@pytest.mark.parametrize("code", CASES)
def test_each_question_names_its_cells(code: str) -> None:
    sheets, places = CASES[code]
    assert dict(asked(sheets))[code] == places


def test_every_code_has_its_case() -> None:
    assert {entry.code for entry in PLANNING} == set(CASES)


def test_a_plan_that_nobody_would_ask_about() -> None:
    points = [(Decimal(at), Decimal(pays)) for at, pays in (("0.8", "0.2"), ("1", "1"), ("1.2", "1.2"), ("1.5", "1.2"))]
    sheets = plain(
        KPIs=[*kpi(Goal="G", Unit="count"), {"KPI": "NPS", "Better": "higher", "Goal": "G"}],
        Goals=[{"Goal": "G", "Name": "Grow"}],
        Matrix=[row(Weight=Decimal("0.6"), Scale="S"), row(KPI="NPS", Weight=Decimal("0.4"))],
        Scales=scale(*points),
        Employees=people(50_000, 52_000, 48_000, 99_000),
        Actuals=[],
    )
    assert asked(sheets) == []


def test_nothing_is_asked_of_a_plan_that_was_not_read_whole() -> None:
    sheets = plain(KPIs=kpis("REV", "NPS"))
    sheets["Employees"][0]["Salary"] = "much"
    assert asked(sheets) == []
