"""What a statement shows, before it is printed: amounts that foot, sums that come out, words made from the trace."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentive.engine.tracing.trace import Note
from incentive.i18n.words import words
from incentive.numbers import exact_arithmetic
from incentive.plan.choices import Earnings, Pays
from incentive.reports.statement import statement_html
from incentive.reports.statement.prepare import prepare, questions
from incentive.reports.statement.view import Statement
from tests.reports.crowded import crowded
from tests.reports.giulia import LADDER, PLAN, SCORES, TRACE, line, rung
from tests.reports.pocket import calculator

D = Decimal
LIFTED = (
    "Revenue (€12,000 above target) and Net promoter score (4 above target) lifted your results; "
    "Sales cycle (6 days above target) lowered them."
)


def giulia() -> Statement:
    with exact_arithmetic():
        return prepare(TRACE, PLAN, "7f3a9c21")


def number(text: str) -> Decimal:
    return D(text.replace(",", "").replace("\u00a0", "").replace("−", "-").replace("+", ""))


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_head_says_who_and_when() -> None:
    view = giulia()
    assert view.title == "Bonus statement · third quarter 2026"
    assert (view.name, view.id, view.role) == ("Giulia Rossi", "00417", "Sales executive, team North")
    assert spaced(view.days) == "1 July – 30 September 2026, 92 of 92 days"
    assert view.footer == "Sales bonus 2026 · run 7f3a9c21 · confidential, for Giulia Rossi only"


def test_the_answer_is_made_from_the_trace() -> None:
    view = giulia()
    assert view.amount == "€1,478.00"
    assert [spaced(sentence) for sentence in view.answer] == [
        "This is paid on 31 October 2026.",
        (
            "It is 123.2% of your target bonus of €1,200.00: your results made it €1,360.00, Team factor added €68.00 "
            "and referral award added €50.00."
        ),
        LIFTED,
    ]


def test_what_is_level_is_called_so() -> None:
    level = tuple(replace(score, earned=score.kpi_target_bonus, actual=score.target) for score in SCORES[:3])
    with exact_arithmetic():
        view = prepare(replace(TRACE, scores=level), PLAN, "x")
    assert view.answer[-1] == "Revenue, Sales cycle and Net promoter score paid exactly their targets."


def test_the_share_is_taken_before_rounding() -> None:
    steps = (line("Due", D("2.4")),)
    with exact_arithmetic():
        trace = replace(TRACE, target_bonus=D(60), payout=D(2), steps=steps, scores=(), ladder=())
        view = prepare(trace, PLAN, "x")
    assert "It is 4.0% of your target bonus of €60.00." in view.answer


def test_a_cumulative_plan_says_what_had_been_paid() -> None:
    plan = replace(PLAN, settings=replace(PLAN.settings, earnings=Earnings.CUMULATIVE))
    steps = (line("Adjusted", D(3000)), line("Due", D(1478)))
    ladder = (*LADDER[:2], rung("factor", "1640", "3000", factor="Team"), rung("paid", "-1522", "1478"), LADDER[-1])
    with exact_arithmetic():
        view = prepare(replace(TRACE, steps=steps, ladder=ladder), plan, "x")
    assert spaced(view.answer[1]) == (
        "For the year to date you earned €3,000.00, from a target bonus of €1,200.00: your results made it €1,360.00 "
        "and Team added €1,640.00. €1,522.00 had already been paid."
    )
    with exact_arithmetic():
        view = prepare(replace(TRACE, steps=steps, ladder=(*ladder[:2], *ladder[3:])), plan, "x")
    assert "For the year to date you earned €3,000.00; €1,522.00 had already been paid." in view.answer


def test_the_way_tells_every_step_and_adds_up_the_many() -> None:
    kinds = [("gate", "-60"), ("cap", "-20"), ("budget", "-30"), ("factor", "14"), ("direct", "7"), ("step", "-1")]
    total, ladder = D(1360), list(LADDER[:2])
    for kind, amount in kinds:
        total += D(amount)
        ladder.append(rung(kind, amount, str(total), name=f"The {kind}"))
    steps = (line("Due", total),)
    with exact_arithmetic():
        trace = replace(TRACE, payout=total, steps=steps, ladder=(*ladder, rung("payout", "0", str(total))))
        view = prepare(trace, PLAN, "x")
    assert spaced(view.answer[1]) == (
        "It is 105.8% of your target bonus of €1,200.00: your results made it €1,360.00, the condition “The gate” took "
        "€60.00, the cap took €20.00, the budget took €30.00, The factor added €14.00 and the other steps together "
        "added €6.00."
    )


def test_two_times_of_a_kpi_with_figures_of_their_own_are_told_apart() -> None:
    first = replace(SCORES[0], end=date(2026, 7, 31))
    later = replace(SCORES[0], assignment=1, start=date(2026, 8, 1), actual=D(80000), earned=D(300))
    with exact_arithmetic():
        view = prepare(replace(TRACE, assignments=TRACE.assignments * 2, scores=(first, later)), PLAN, "x")
    assert spaced(view.answer[-1]) == (
        "Revenue of 1 – 31 July 2026 (€12,000 above target) lifted your results; Revenue of 1 August – 30 September "
        "2026 (€20,000 below target) lowered them."
    )
    level = (replace(first, actual=D(100000), earned=D(600)), replace(later, target=D(80000), earned=D(600)))
    with exact_arithmetic():
        view = prepare(replace(TRACE, assignments=TRACE.assignments * 2, scores=level), PLAN, "x")
    assert view.answer[-1] == "Revenue paid exactly its target."


def test_rows_of_kpis() -> None:
    table = giulia().achieved
    assert table is not None
    rows = [row for group in table.groups for row in group.rows]
    assert [(row.name, row.note, spaced(row.target), spaced(row.achieved), row.amount) for row in rows] == [
        ("Revenue", "your figure", "€100,000", "€112,000", "780.00"),
        ("Sales cycle", "your figure · less is better", "45 days", "51 days", "160.00"),
        ("Net promoter score", "figure of team North", "40", "44", "300.00"),
        ("CRM complete", "your figure · yes or no", "", "yes", "120.00"),
    ]
    assert [row.pays for row in rows] == ["130.0%", "66.7%", "125.0%", "100.0%"]
    assert table.groups[-1].feet[-1].amount == "1,360.00"
    assert table.groups[-1].feet[-1].pays == "113.3%"
    assert table.groups[-1].feet[-1].weight == "100%"


def test_right_is_better_in_each_bar_and_marks_stand_in_line() -> None:
    table = giulia().achieved
    assert table is not None
    bars = [row.bar for group in table.groups for row in group.rows]
    assert bars[3] is None
    known = [bar for bar in bars if bar is not None]
    assert {tuple((mark.kind, mark.at) for mark in bar.marks) for bar in known} == {
        (("threshold", D(32)), ("target", D(66)), ("maximum", D(97)))
    }
    assert known[0].fill > D(66)
    assert D(32) < known[1].fill < D(66)


def test_the_ladder_leads_to_the_payout_and_its_sums_come_out() -> None:
    rows = giulia().ladder
    assert [(row.label, spaced(row.amount)) for row in rows] == [
        ("Target bonus", "1,200.00"),
        ("Your results", "+ 160.00"),
        ("Team factor", "+ 68.00"),
        ("Adjustment", "+ 50.00"),
        ("Payout", "1,478.00"),
    ]
    assert rows[0].text == "€48,000 a year × 10% × 3 ÷ 12"
    assert calculator(rows[0].text.replace(" a year", "")) == 1200
    assert rows[-1].text == "1,200.00 × 113.333% × 1.05 + 50.00"
    assert calculator(rows[-1].text).quantize(D("0.01"), "ROUND_HALF_UP") == D("1478.00")
    assert spaced(rows[3].text) == "referral award, approved by M. Bianchi on 30 September 2026"


def test_a_rung_that_changes_nothing_is_not_printed() -> None:
    ladder = (LADDER[0], rung("gate", "0", "1200"), rung("rounding", "0.004", "1200.004"), LADDER[-1])
    with exact_arithmetic():
        view = prepare(replace(TRACE, ladder=ladder, payout=D("1200.00"), scores=()), PLAN, "x")
    assert [row.label for row in view.ladder] == ["Target bonus", "Payout"]


@given(
    count=st.integers(1, 14),
    parts=st.integers(1, 3),
    sections=st.integers(0, 3),
    bonus=st.decimals(min_value=D("0.01"), max_value=D("999999999999.99"), places=2),
)
def test_shown_amounts_foot(count: int, parts: int, sections: int, bonus: Decimal) -> None:
    trace = crowded(count, bonus=str(bonus), sections=sections, parts=parts)
    with exact_arithmetic():
        view = prepare(trace, PLAN, "x")
    assert view.achieved is not None
    shown = sum(number(row.amount) for group in view.achieved.groups for row in group.rows)
    assert shown == number(view.achieved.groups[-1].feet[-1].amount)
    assert sum(number(row.amount) for row in view.ladder[:-1]) == number(view.ladder[-1].amount) == trace.payout
    rungs = {row.label: number(row.amount) for row in view.ladder}
    assert rungs["Target bonus"] + rungs.get("Your results", D(0)) == shown
    if view.ladder[-1].text:
        printed = calculator(view.ladder[-1].text).quantize(D("0.01"), "ROUND_HALF_UP")
        assert printed == trace.payout


def test_what_only_formulas_read_is_apart_and_has_no_amount() -> None:
    apart = replace(SCORES[0], counted=False, kpi=replace(SCORES[0].kpi, id="P", name="Personal"), section="Own")
    with exact_arithmetic():
        view = prepare(replace(TRACE, scores=(*SCORES, apart)), PLAN, "x")
    assert view.achieved is not None
    whole = next(group for group in view.achieved.groups if group.feet)
    assert (whole.feet[-1].weight, whole.feet[-1].amount) == ("100%", "1,360.00")
    assert view.achieved.groups[-1].rows[0].name == "Personal"
    assert view.achieved.groups[-1].rows[0].amount == ""
    assert [(foot.pays, foot.amount) for foot in view.achieved.groups[-1].feet] == [("130.0%", "")]
    assert "Personal" not in " ".join(view.answer)


def test_beside_money_paid_directly_it_is_said_what_came_from_where() -> None:
    direct = replace(
        SCORES[0],
        kpi=replace(SCORES[0].kpi, id="N", name="New sales"),
        row=replace(SCORES[0].row, pays=Pays.AMOUNT),
        earned=D(14300),
        weight=None,
        kpi_target_bonus=None,
    )
    steps = (line("Capped", D(1360)), line("Direct", D(14300)))
    ladder = (*LADDER[:2], rung("direct", "14300", "15660"), rung("adjustment", "-60", "15600"), LADDER[-1])
    with exact_arithmetic():
        trace = replace(TRACE, scores=(*SCORES, direct), payout=D(15600), steps=steps, ladder=ladder)
        view = prepare(trace, PLAN, "x")
    assert spaced(view.answer[1]) == (
        "It is a bonus of €1,360.00, 113.3% of your target bonus of €1,200.00, plus €14,300.00 from New sales "
        "(€112,000), less €60.00 of adjustments."
    )
    assert "lifted the bonus; Sales cycle" in spaced(view.answer[2])
    after = (rung("factor", "68", "1428", factor="Team"), *ladder[2:-1], rung("rounding", "0.5", "15668.5"), LADDER[-1])
    steps = (line("Capped", D(1428)), line("Direct", D(14300)))
    with exact_arithmetic():
        trace = replace(trace, scores=(*SCORES, direct, direct), steps=steps, ladder=(*ladder[:2], *after))
        view = prepare(trace, PLAN, "x")
    assert spaced(view.answer[1]) == (
        "It is a bonus of €1,428.00, 119.0% of your target bonus of €1,200.00 (your results made it €1,360.00 and Team "
        "added €68.00), plus €14,300.00 from New sales (€112,000), less €60.00 of adjustments."
    )


@pytest.mark.parametrize(
    ("payout", "notes", "said"),
    [
        (
            "0",
            TRACE.notes,
            "Nothing is paid for this period; your target bonus was €1,200.00. The notes below say why.",
        ),
        ("0", (), f"Nothing is paid for this period; your target bonus was €1,200.00. {LIFTED}"),
        ("-5", (), f"Your sum for this period is below zero. Your target bonus is €1,200.00. {LIFTED}"),
    ],
)
def test_nothing_and_less_are_called_so(payout: str, notes: tuple[Note, ...], said: str) -> None:
    with exact_arithmetic():
        view = prepare(replace(TRACE, payout=D(payout), notes=notes, steps=(), ladder=LADDER[:2]), PLAN, "x")
    assert spaced(" ".join(view.answer)) == said


def test_nothing_after_all_tells_what_took_it() -> None:
    ladder = (*LADDER[:2], rung("gate", "-1360", "0", gate="Profit"), rung("payout", "0", "0"))
    with exact_arithmetic():
        view = prepare(replace(TRACE, payout=D(0), notes=(), steps=(), ladder=ladder), PLAN, "x")
    assert spaced(view.answer[0]) == (
        "Nothing is paid for this period; your target bonus was €1,200.00: your results made it €1,360.00 and the "
        "condition “Profit” took €1,360.00."
    )


def test_the_plan_s_own_texts_stand_on_the_page() -> None:
    said = {"Greeting": "Dear Giulia,", "Introduction": "Well\nnow.", "Closing": "Bye.", "Footer": "Via Roma 1"}
    text = statement_html(TRACE, replace(PLAN, statement=said), "x")
    assert all(part in text for part in ("Dear Giulia,", "Well now.", "Bye.", "<br>Via Roma 1"))


@pytest.mark.parametrize(
    ("until", "contact", "text"),
    [
        ("2026-11-15", "people@aurora.example", "Questions until 15 November 2026: people@aurora.example."),
        ("", "people@aurora.example", "Questions: people@aurora.example."),
        ("mid November", "", "Questions until mid November."),
        ("", "", ""),
    ],
)
def test_what_is_blank_is_left_out_of_the_questions(until: str, contact: str, text: str) -> None:
    settings = replace(PLAN.settings, questions_until=until, contact=contact)
    assert spaced(questions(settings, words("en"))) == text


def test_a_language_without_a_catalogue_is_english() -> None:
    trace = replace(TRACE, employee=replace(TRACE.employee, language="tlh"))
    with exact_arithmetic():
        assert prepare(trace, PLAN, "x").title == "Bonus statement · third quarter 2026"
