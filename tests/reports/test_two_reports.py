"""Statement and explanation of one person say the same: amounts, digits, and words where a figure was made to fit."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from incentive.engine.calculate import calculate, trace_of
from incentive.engine.tracing.trace import Trace
from incentive.i18n.formats import money_decimals, rounded
from incentive.i18n.words import words
from incentive.numbers import ZERO, exact_arithmetic
from incentive.plan.choices import PartPeriod
from incentive.reports.arithmetic import terms
from incentive.reports.explain import explain_text
from incentive.reports.statement.achieved import shown_amounts
from incentive.reports.statement.prepare import prepare
from incentive.reports.workings import section_line, workings
from tests.reports.examples import NAMES, calculation, traces
from tests.reports.giulia import PLAN, SCORES, TRACE, rung
from tests.reports.pocket import calculator

D = Decimal
CENT = D("0.01")


def footed_by_a_cent() -> Trace:
    """Two KPIs of 60.005 each, on a sum of 120.01."""
    halves = tuple(replace(score, earned=D("60.005"), kpi_target_bonus=D(60)) for score in SCORES[:2])
    ladder = (rung("target", "120", "120"), rung("score", "0.01", "120.01"), rung("payout", "0", "120.01"))
    return replace(TRACE, scores=halves, target_bonus=D(120), payout=D("120.01"), ladder=ladder, notes=())


def test_an_amount_that_was_made_to_fit_says_so_on_both() -> None:
    trace = footed_by_a_cent()
    with exact_arithmetic():
        table = prepare(trace, PLAN, "x").achieved
    assert table is not None
    assert [row.amount for group in table.groups for row in group.rows] == ["60.01", "60.00"]
    assert table.footing == "Amounts are rounded so that they add up; Sales cycle by itself is 60.01."
    text = explain_text(trace, PLAN)
    assert re.search(r"^Sales cycle · CYC +€60\.00$", text, re.MULTILINE)
    assert text.count("Shown as €60.00, so that the rounded amounts add up") == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_kpi_has_one_amount(name: str) -> None:
    plan = calculation(name).plan
    with exact_arithmetic():
        for trace in traces(name):
            view, text = prepare(trace, plan, "x"), explain_text(trace, plan)
            assert view.achieved is not None
            printed = [row.amount for group in view.achieved.groups for row in group.rows if row.amount]
            heads = re.findall(r"^\S.* · .*?  +[€£]([\d,.]+)$", text, re.MULTILINE)[1:]
            known = [amount for _, amount in _amounts(trace)]
            assert sorted(heads) == sorted(printed) == sorted(known)
            moved = sum(amount != own for own, amount in _amounts(trace))
            assert text.count("so that the rounded amounts add up") == moved
            assert bool(view.achieved.footing) is bool(moved)


def _amounts(trace: Trace) -> Iterator[tuple[str, str]]:
    """What each KPI comes to by itself and as shown."""
    shown, decimals = shown_amounts(trace), money_decimals(trace.currency)
    for score in trace.scores:
        if id(score) in shown:
            formats = words("en").formats
            own = formats.number(rounded(score.earned or ZERO, decimals), decimals)
            yield own, formats.number(shown[id(score)], decimals)


@pytest.mark.parametrize("name", NAMES)
def test_a_line_goes_on_with_the_digits_of_the_line_before(name: str) -> None:
    scales = {scale.id: scale for scale in calculation(name).plan.scales}
    handed_on = 0
    with exact_arithmetic():
        for trace in traces(name):
            for score in trace.scores:
                before: dict[tuple[str, Decimal], int] = {}
                for working in workings(score, scales.get(score.row.scale or ""), words("en"), trace.currency):
                    if working.settled is None:
                        continue
                    expression, result = working.settled
                    for term in terms(expression):
                        if (term.form, term.value) in before:
                            assert term.printed == rounded_as(term.value, before[term.form, term.value], term.form)
                            handed_on += 1
                    before[result.form, result.value] = result.decimals
    assert handed_on > len(traces(name))


def rounded_as(value: Decimal, decimals: int, form: str) -> Decimal:
    return rounded(value, decimals + (2 if form == "percent" else 0))


@pytest.mark.parametrize("name", NAMES)
def test_each_share_and_factor_of_the_ladder_gives_its_amount(name: str) -> None:
    """From the amount shown above a line, or the one that the line names, to the amount below it."""
    checked = 0
    with exact_arithmetic():
        for trace in traces(name):
            rows = prepare(trace, calculation(name).plan, "x").ladder
            totals = [D(0)]
            for row in rows[:-1]:
                totals.append(totals[-1] + number(row.amount))
            for row, before, after in zip(rows, totals, totals[1:], strict=False):
                share = re.match(r"score ([\d.]+%)(?: of ([\d,.]+))?,", row.text)
                factor = re.match(r"(?:([\d,.]+) )?× ([\d.]+)", row.text)
                if row.label == "Your results" and share and "rounded by the plan" not in row.text:
                    base = number(share[2]) if share[2] else totals[1]
                    found = base * calculator(share[1])
                elif factor and row.label not in {"Target bonus", "Payout"}:
                    found = (number(factor[1]) if factor[1] else before) * number(factor[2])
                else:
                    continue
                assert found.quantize(CENT, "ROUND_HALF_UP") == after, row.text
                checked += 1
    assert checked >= len(traces(name)) - 1


def number(text: str) -> Decimal:
    return D(text.replace(",", "").replace("\u00a0", "").replace("−", "-").replace("+", ""))


def test_a_share_that_no_digits_reach_is_called_about() -> None:
    ladder = (
        rung("target", "912345678901.23", "912345678901.23"),
        rung("score", "0.1", "961764403175.04662500001"),
        rung("payout", "0", "961764403175.05"),
    )
    with exact_arithmetic():
        trace = replace(TRACE, target_bonus=D("912345678901.23"), payout=D("961764403175.05"), ladder=ladder, notes=())
        view = prepare(trace, PLAN, "x")
    assert view.ladder[1].text.endswith("to about 105.4%")


def test_a_prorated_target_is_said_on_both() -> None:
    trace = _sales("00440")
    text = explain_text(trace, calculation("sales_quarter").plan)
    assert "1. Target for 62 of 92 days: 69,000 × 62 ÷ 92 = 46,500\n" in text
    assert text.count("Target for ") == sum(score.shrunk[1] for score in trace.scores) == 2
    with exact_arithmetic():
        table = prepare(trace, calculation("sales_quarter").plan, "x").achieved
    assert table is not None
    rows = [row for group in table.groups for row in group.rows]
    assert [row.name for row in rows if row.note.endswith("target for 62 of 92 days")] == [
        "Revenue",
        "New loyalty members",
    ]


def test_threshold_and_maximum_that_shrink_too_are_said() -> None:
    plan = calculation("sales_quarter").plan
    kpis = tuple(replace(kpi, part_period=PartPeriod.PRORATE) if kpi.id == "REV" else kpi for kpi in plan.kpis)
    matrix = tuple(
        replace(row, threshold=D(49680), maximum=D(82800)) if row.kpi == "REV" else row for row in plan.matrix
    )
    whole = calculate(replace(plan, kpis=kpis, matrix=matrix))
    trace = trace_of(whole, next(n for n, one in enumerate(plan.employees) if one.id == "00440"))
    text = explain_text(trace, whole.plan)
    assert "2. For these days too: the threshold (€33,480) and the maximum (€55,800)\n" in text


def _sales(id: str) -> Trace:
    return next(trace for trace in traces("sales_quarter") if trace.employee.id == id)


def test_the_result_of_a_section_is_said_wherever_a_formula_reads_it() -> None:
    plan = calculation("executive_annual").plan
    trace = traces("executive_annual")[0]
    text = explain_text(trace, plan)
    assert "Result of the section Personal: 115% × 60% + 112% × 40% = 113.8%\n" in text
    assert "115.6% × 113.8% = 131.5528% (113.8% is the result of the section Personal)\n" in text
    assert re.search(r"^Leadership · LEADER$", text, re.MULTILINE)
    assert "nothing is paid for it by itself" in text
    with exact_arithmetic():
        view = prepare(trace, plan, "x")
    assert view.ladder[2].text == "115.6% × 113.8%; 113.8% is the result of the section Personal"
    assert view.ladder[3].text == "condition not met: 130.0% instead of 131.5528%"
    assert view.achieved is not None
    assert [foot.pays for foot in view.achieved.groups[-1].feet] == ["113.8%"]


@pytest.mark.parametrize(
    ("known", "result", "text"),
    [
        ([("1.2", "0.5"), ("0.8", "0.3")], "1.05", "(120% × 50% + 80% × 30%) ÷ 80% = 105%"),
        ([("1.2", "0.5"), ("0.8", "0.5")], "0.9", "90%"),
        ([(None, "0.5"), ("0.8", "1")], "0.8", "80% × 100% = 80%"),
        ([], "0.8", "80%"),
    ],
)
def test_a_section_is_a_sum_only_where_it_is_one(known: list[tuple[str | None, str]], result: str, text: str) -> None:
    pairs = [(None if value is None else D(value), D(weight)) for value, weight in known]
    with exact_arithmetic():
        assert section_line("S", pairs, D(result), words("en")).text(words("en")) == f"Result of the section S: {text}"


def test_money_of_another_currency_names_its_rate_on_both() -> None:
    plan = calculation("commission").plan
    trace = next(trace for trace in traces("commission") if trace.employee.id == "V305")
    assert "Paid, at a rate of 0.868056 to GBP: 131,000.00 × 4% × 0.868056 = £4,548.61\n" in explain_text(trace, plan)
    with exact_arithmetic():
        table = prepare(trace, plan, "x").achieved
    assert table is not None
    assert [row.note for group in table.groups for row in group.rows][-1] == "your figure\nat 0.868056 to GBP"


def test_working_time_and_rounding_are_said_in_words() -> None:
    plan = calculation("sales_quarter").plan
    with exact_arithmetic():
        part = prepare(_sales("00446"), plan, "x")
        monthly = prepare(traces("kpi_matrix")[0], calculation("kpi_matrix").plan, "x")
        given = prepare(traces("commission")[0], calculation("commission").plan, "x")
    assert part.ladder[0].text == "€31,000 a year × 6% × 0.6 ÷ 4; your working time is 0.6"
    assert monthly.ladder[-2].text == "the payout is rounded to £1"
    assert given.ladder[0].text == "as agreed for the period"


def test_what_only_a_formula_reads_has_no_amount() -> None:
    assert shown_amounts(replace(TRACE, scores=(replace(SCORES[0], counted=False),))) == {}
