"""Whatever a plan says and does not do is said: what replaced steps drop, rules and payments without effect."""

from datetime import date
from decimal import Decimal

from tests.engine.plans import Sheets, actual, kpi, line, payouts, person, plan, points, problems, settings, step

HALF = Decimal("0.5")


def everything(formulas: list[dict[str, object]]) -> Sheets:
    return plan(
        Plan=settings(Cap=HALF, Minimum_service=Decimal(10)),
        Gates=[{"Gate": "closed", "Condition": "1 = 2", "Multiply by": HALF}],
        Factors=[{"Factor": "company", "For": "*", "Value": HALF}],
        Adjustments=[{"Employee": "1", "Amount": Decimal(5), "Reason": "a reason", "Approved by": "HR"}],
        Formulas=formulas,
    )


def test_nothing_is_dropped_by_the_default_chain() -> None:
    # 1,200 × 50 % (gate) × 50 % (factor) = 300, below the cap of 600; and 5.00.
    sheets = everything([])
    assert payouts(sheets) == [Decimal("305.00")]
    assert problems(sheets) == {}


def test_a_payout_that_passes_over_the_chain() -> None:
    sheets = everything([step("Payout", "TargetBonus * Score")])
    assert payouts(sheets) == [Decimal("1200.00")]
    said = problems(sheets)["CA068"]
    assert said == [
        *("Formulas!B2", "Gates!A2"),
        *("Formulas!B2", "Factors!A2"),
        *("Formulas!B2", "Plan!B6"),
        *("Formulas!B2", "Plan!B5"),
        *("Formulas!B2", "Adjustments!B2"),
    ]


def test_a_step_that_passes_over_the_one_before() -> None:
    sheets = everything([step("Adjusted", "BonusEarned + Adjustments")])
    assert problems(sheets) == {"CA068": ["Formulas!B2", "Plan!B5"]}


def test_what_a_formula_names_still_acts() -> None:
    sheets = everything([step("Payout", "MIN(TargetBonus * Gated * company, Cap * TargetBonus) + Adjustments")])
    # Only the minimum service, which stands over BonusEarned, has nothing left to stand over.
    assert problems(sheets) == {"CA068": ["Formulas!B2", "Plan!B6"]}


def test_a_gate_on_a_kpi_that_no_formula_reads_any_more() -> None:
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(Weight=HALF), line("B", Weight=HALF)],
        Actuals=[actual(), actual(name="B")],
        Gates=[{"Gate": g, "Condition": "1 = 2", "Acts on": f"kpi:{g}"} for g in ("A", "B")],
        Formulas=[step("Score", 'RESULT("A")')],
    )
    assert problems(sheets) == {"CA068": ["Formulas!B2", "Gates!A3"]}


def test_a_gate_on_a_kpi_that_nobody_has() -> None:
    sheets = plan(KPIs=[kpi(), kpi("B")], Gates=[{"Gate": "idle", "Condition": "1 = 2", "Acts on": "kpi:B"}])
    assert problems(sheets) == {"CA071": ["Gates!A2"]}


def test_a_limit_on_money() -> None:
    sheets = plan(
        KPIs=[kpi(), kpi("B")],
        Matrix=[line(), line("B", Weight=None, Pays="amount", Scale="S")],
        Scales=points("S", {0: "100"}),
        Actuals=[actual(), actual(name="B")],
        Gates=[{"Gate": "idle", "Condition": "1 = 2", "Limit to": HALF, "Acts on": "kpi:B"}],
    )
    assert payouts(sheets) == [Decimal("1300.00")]
    assert problems(sheets) == {"CA071": ["Gates!A2"]}


def test_an_override_of_a_kpi_that_the_person_lacks() -> None:
    override = {"For": "1", "What": "kpi:B", "Value": Decimal(1), "Reason": "a reason", "Approved by": "the board"}
    assert problems(plan(KPIs=[kpi(), kpi("B")], Overrides=[override])) == {"CA071": ["Overrides!B2"]}


PAID: dict[str, object] = {"Employee": "1", "Period": "2026-Q2", "Amount": Decimal(100)}


def test_a_discrete_plan_deducts_nothing() -> None:
    sheets = plan(Paid=[PAID])
    assert payouts(sheets) == [Decimal("1200.00")]
    assert problems(sheets) == {"CA070": ["Paid!B2"]}


def test_a_payment_for_a_period_that_begins_before_the_plan_year() -> None:
    sheets = plan(Plan=settings(Year_starts=date(2026, 4, 6), Earnings="cumulative"), Paid=[PAID])
    # 6 April to 30 September are 178 of 365 days: 48,000 × 178 ÷ 365 × 10 %.
    assert payouts(sheets) == [Decimal("2340.82")]
    assert problems(sheets) == {"CA070": ["Paid!B2"]}


def test_a_figure_for_a_role_that_the_person_never_holds() -> None:
    sheets = plan(
        Matrix=[line(), line(Role="Lead")],
        Employees=[person(), person("2", Role="Lead")],
        Actuals=[actual(), actual("2"), actual(value=Decimal(50), Role="Lead")],
    )
    assert payouts(sheets) == [Decimal("1200.00"), Decimal("1200.00")]
    assert problems(sheets) == {"CA072": ["Actuals!D4"]}
