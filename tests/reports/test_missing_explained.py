"""A figure that is missing, explained: that there was none, for which months, and what counts in its place."""

from decimal import Decimal

import pytest

from incentive.engine.calculate import trace_of
from incentive.reports.explain import explain_text
from tests.engine.plans import Row, actual, calculated, kpi, line, plan, settings

OTHER = [actual("2", Month=f"2026-0{month}") for month in (7, 8, 9)]


def explained(choice: str, rules: Row, target: Decimal | None, figures: list[Row], language: str = "en") -> str:
    sheets = plan(
        Plan=settings(If_actual_is_missing=choice),
        KPIs=[{**kpi(), **rules}],
        Matrix=[line(Target=target)],
        Actuals=figures,
    )
    sheets["Employees"].append({**sheets["Employees"][0], "Employee": "2"})
    whole, _ = calculated(sheets)
    return explain_text(trace_of(whole, 0), whole.plan, language=language)


@pytest.mark.parametrize(
    ("rules", "target"), [({"Combine": "sum"}, Decimal(100)), ({"Better": "yes", "Combine": "last"}, None)]
)
def test_no_figure_is_no_condition_that_was_not_met(rules: Row, target: Decimal | None) -> None:
    zero = explained("zero", rules, target, [])
    assert "There was no figure for A; its result counts as 0\n" in zero
    assert "condition" not in zero
    full = explained("target", rules, target, [])
    counted = "There was no figure for A; it counts as met" if target is None else "100 against a target of 100"
    assert f"1. {counted}" in full
    assert "condition" not in full


def test_a_condition_that_was_looked_at_is_said_to_be_met_or_not() -> None:
    for answer, said in ((True, "The condition was met"), (False, "The condition was not met")):
        assert said in explained("zero", {"Better": "yes"}, None, [actual(value=answer)])


def test_months_without_a_figure_are_named_beside_those_that_have_one() -> None:
    text = explained("zero", {"Combine": "sum"}, Decimal(100), [actual(Month="2026-07"), *OTHER])
    assert "(missing: the result is 0, no figure for 2026-08, 2026-09): Actuals!" in text
    assert ", no figure for" not in explained("zero", {"Combine": "sum"}, Decimal(100), [])
