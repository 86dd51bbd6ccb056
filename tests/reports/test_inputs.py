"""`inputs.jsonl` holds the whole plan: what is read back is equal, whatever record or value it is made of."""

import json
from dataclasses import fields, replace

import pytest

from incentive.plan import Plan
from incentive.reports.inputs import InputsError, inputs_lines, plan_from_inputs
from tests.reports.every_record import every_record


def test_a_plan_with_every_record_comes_back_equal() -> None:
    plan = every_record()
    lines = list(inputs_lines(plan))
    assert plan_from_inputs(lines) == plan
    assert list(inputs_lines(plan_from_inputs(lines))) == lines


def test_the_plan_of_this_test_uses_every_field() -> None:
    plan = every_record()
    assert [field.name for field in fields(Plan) if not getattr(plan, field.name)] == []


def test_no_sheet_and_an_empty_sheet_of_sections_stay_apart() -> None:
    for sections in (None, ()):
        plan = replace(every_record(), sections=sections)
        assert plan_from_inputs(inputs_lines(plan)).sections == sections


def test_each_record_names_file_sheet_and_cell() -> None:
    rows = [json.loads(line) for line in inputs_lines(every_record())]
    assert rows[0]["format"] == "incentive inputs"
    assert rows[0]["version"] == 2
    actual = next(row for row in rows[1:] if row["record"] == "actuals")
    assert (actual["file"], actual["sheet"], actual["cell"]) == ("x.xlsx", "Sheet 11", "D3")
    assert actual["value"] == {"number": "0.0000001"}
    assert rows[1]["at"]["cap"] == {"origin": 1, "file": None, "sheet": "Sheet 1", "cell": "B9"}
    assert all({"file", "sheet", "cell"} <= set(row) for row in rows[2:])


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "first line"),
        (['{"format": "other"}'], "first line"),
        (['{"format": "incentive inputs", "version": 1}'], "version 1"),
        (['{"format": "incentive inputs", "version": 2}'], "settings"),
        (['{"format": "incentive inputs", "version": 2}', '{"record": "spells"}'], "spells"),
    ],
)
def test_other_lines_are_refused(lines: list[str], words: str) -> None:
    with pytest.raises(InputsError, match=words):
        plan_from_inputs(lines)
