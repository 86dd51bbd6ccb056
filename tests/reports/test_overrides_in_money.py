"""The sheet of overrides says what each did to the bonus, also where a formula of the plan alone reads the result."""

from dataclasses import replace
from decimal import Decimal

import pytest

from incentive.engine.calculate import calculate, trace_of
from incentive.plan import Plan
from incentive.plan.choices import IfMissing
from incentive.reports import overruled
from incentive.reports.overruled import Changes
from incentive.reports.summary.overrides import overrides_sheet
from tests.reports.examples import calculation

D = Decimal


def amounts(plan: Plan) -> list[object]:
    sheet = overrides_sheet(calculate(plan))
    assert sheet is not None
    (block,) = sheet.blocks
    at = [column.key for column in block.columns].index("Amount")
    return [row[at] for row in block.rows]


def test_a_result_that_only_a_formula_reads_has_its_amount() -> None:
    """Without the decision: 217,000 × 123% × (60% × 60% + 100% × 40%) × 1.1 = 223,136.76, against 293,601."""
    assert amounts(calculation("executive_annual").plan) == [D("70464.24")]


def test_a_result_that_the_score_has_keeps_the_amount_of_its_note() -> None:
    assert [round(D(str(amount)), 2) for amount in amounts(calculation("sales_quarter").plan)] == [D("253.68")]


def test_so_many_that_a_reader_would_wait_are_left_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overruled, "_MOST_RECALCULATED", 4)
    assert amounts(calculation("executive_annual").plan) == [None]


def test_where_the_plan_does_not_stand_without_it_there_is_no_amount() -> None:
    plan = calculation("executive_annual").plan
    rest = tuple(one for one in plan.actuals if (one.kpi, one.subject.name) != ("GOALS", "E004"))
    settings = replace(plan.settings, if_missing=IfMissing.STOP)
    assert amounts(replace(plan, actuals=rest, settings=settings)) == [None]


@pytest.mark.parametrize("example", ["executive_annual", "sales_quarter"])
def test_a_statement_has_the_amounts_of_the_sheet(example: str) -> None:
    made = calculation(example)
    changes = Changes(made)
    told = [changes.told(trace_of(made, number), number) for number in range(len(made.plan.employees))]
    found = [note.amount for trace in told for note in trace.notes if note.code == "override"]
    assert found == amounts(made.plan)
    assert None not in found


def test_nothing_else_of_a_trace_changes() -> None:
    made = calculation("executive_annual")
    for number in range(len(made.plan.employees)):
        trace = trace_of(made, number)
        told = Changes(made).told(trace, number)
        assert [replace(note, amount=None) for note in told.notes if note.code == "override"] == [
            replace(note, amount=None) for note in trace.notes if note.code == "override"
        ]
        assert replace(told, notes=()) == replace(trace, notes=())
