"""Whatever the examples print as a sum, a pocket calculator confirms: statements, explanations, workings."""

import re
from decimal import Decimal

import pytest

from incentive.i18n.words import words
from incentive.numbers import exact_arithmetic
from incentive.reports.explain import explain_text
from incentive.reports.statement.prepare import prepare
from incentive.reports.workings import workings
from tests.reports.examples import NAMES, calculation, traces
from tests.reports.pocket import calculator

D = Decimal


def confirm(printed: str, result: str) -> None:
    """The sum, retyped, rounds to the digits that its result shows."""
    plain = re.sub(r"[€£$%]", "", result).replace(",", "").replace("−", "-").replace("+", "").replace("\u00a0", "")
    shown = plain.split(" ")[0]
    digits = D(1).scaleb(-len(shown.partition(".")[2]))
    value = calculator(printed) * (100 if "%" in result else 1)
    assert value.quantize(digits, "ROUND_HALF_UP") == D(shown), f"{printed} = {result}"


@pytest.mark.parametrize("name", NAMES)
def test_workings(name: str) -> None:
    scales = {scale.id: scale for scale in calculation(name).plan.scales}
    lines = 0
    with exact_arithmetic():
        for trace in traces(name):
            for score in trace.scores:
                known = workings(score, scales.get(score.row.scale or ""), words("en"), trace.currency)
                assert len(known) <= 6
                for line in known:
                    if line.sum:
                        confirm(line.sum, line.result)
                        lines += 1
    assert lines > len(traces(name)) * 4


@pytest.mark.parametrize("name", NAMES)
def test_ladders(name: str) -> None:
    plan = calculation(name).plan
    with exact_arithmetic():
        for trace in traces(name):
            rows = prepare(trace, plan, "x").ladder
            assert rows[-1].text or len(rows) == 2
            if rows[-1].text:
                confirm(rows[-1].text, rows[-1].amount)
            confirm(" + ".join(f"({signed(row.amount)})" for row in rows[:-1]), rows[-1].amount)


def signed(amount: str) -> str:
    return amount.replace("\u00a0", "").lstrip("+")


@pytest.mark.parametrize("name", NAMES)
def test_steps_of_explanations(name: str) -> None:
    step = re.compile(r": ([-(\d][\d.,%×÷+−() ]*) = ([\d.,%−]+)(?: \(|, rounded|$)", re.MULTILINE)
    for trace in traces(name):
        found = step.findall(explain_text(trace, calculation(name).plan))
        assert len(found) >= 3
        for printed, result in found:
            confirm(printed, result)
