"""The KPI library: complete, consistent, in six languages, and every formula gives its number."""

from decimal import Decimal
from pathlib import Path

import pytest

from incentive.engine.calculate import calculate
from incentive.i18n.vocabulary import LANGUAGES
from incentive.plan.choices import Category
from incentive.problems import Severity
from incentive.workbook.book import book_of
from incentive.workbook.kpi_library import CURRENCY, FUNCTIONS, Indicator, library, search
from incentive.workbook.kpi_library.reference import reference
from incentive.workbook.notation import Sheets
from incentive.workbook.read import plan_of

PAGE = Path(__file__).parents[2] / "docs" / "kpis.md"
ALL = tuple(library().values())
WANTED = {
    "CTR", "CR", "CPC", "CPL", "LTV", "CPO", "BOUNCE", "ROI", "ROMI", "NPS",
    "REVENUE", "CYCLE", "AOV", "GROWTH", "LEADCONV", "DEALS",
}  # fmt: skip


def test_the_page_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference(), "pytest --update-golden writes docs/kpis.md anew"


def test_the_classic_indicators_are_there() -> None:
    assert set(library()) >= WANTED
    assert len(ALL) >= len(WANTED) + 40
    assert {one.function for one in ALL} == set(FUNCTIONS)
    for category in Category:
        assert len(search(category=category)) >= 4


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_each_says_all_that_it_should(one: Indicator) -> None:
    assert set(one.names) == set(LANGUAGES) - {"en"}
    assert all(one.names.values())
    assert all((one.definition, one.source, one.tempts, one.balance))
    assert one.id not in one.balance
    assert set(one.balance) <= set(library())
    assert set(one.example) == set(one.inputs)
    assert bool(one.formula) == (one.gives is not None) == bool(one.inputs)


def test_all_of_them_at_once_give_their_numbers() -> None:
    plan, problems = plan_of(book_of(_everything()))
    assert plan is not None
    assert [p.message for p in problems if p.severity is Severity.ERROR] == []
    calculation = calculate(plan)
    assert [p.message for p in calculation.problems if p.severity is Severity.ERROR] == []
    scores = calculation.scores
    actual = {str(row["KPI"]): row["Actual"] for row in map(scores.row, range(scores.count))}
    for one in ALL:
        figure = actual[one.id]
        assert isinstance(figure, Decimal)
        assert round(figure, 20) == (one.gives if one.gives is not None else 7), one.id


def test_what_is_searched_is_found() -> None:
    assert [one.id for one in search("cost click")] == ["CPC"]
    assert {one.id for one in search("Kosten", functions=("hr",))} == {"HIRECOST"}
    assert search("no such figure") == ()


def _everything() -> Sheets:
    """A plan of one person who is measured by the whole library."""
    figures: dict[str, tuple[str, Decimal]] = {}
    for one in ALL:
        level = {"person": "1", "team": "team:T", "department": "department:D", "company": "*"}[one.level]
        for name, figure in (one.example or {one.id: Decimal(7)}).items():
            # KPIs that read one input agree on it, so that they can stand in one plan.
            assert figures.setdefault(name, (level, figure)) == (level, figure), name
    return {
        "Plan": [
            {"Setting": "Plan name", "Value": "Everything"},
            {"Setting": "Period", "Value": "2026-Q3"},
            {"Setting": "Currency", "Value": "EUR"},
            {"Setting": "Weights", "Value": "relative"},
        ],
        "KPIs": [
            {
                "KPI": one.id,
                "Name": one.name,
                "Category": str(one.category),
                "Unit": "EUR" if one.unit == CURRENCY else one.unit,
                "Decimals": one.decimals,
                "Better": str(one.better),
                "Formula": one.formula or None,
                "Combine": str(one.combine),
                "Level": str(one.level),
                "Source": one.source,
                "Description": one.definition,
            }
            for one in ALL
        ],
        "Matrix": [{"Role": "R", "KPI": one.id, "Weight": 1, "Target": one.gives or Decimal(1)} for one in ALL],
        "Employees": [
            {
                "Employee": "1", "Name": "One", "Role": "R", "Salary": 50_000, "Target bonus %": Decimal("0.1"),
                "Team": "T", "Department": "D",
            }
        ],
        "Actuals": [
            {"For": subject, "KPI": name, "Value": figure} for name, (subject, figure) in figures.items()
        ],
    }  # fmt: skip
