"""Columns that read one another: what a gate, an override or a pool reads is final by then, or the circle is named."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.engine.plans import actual, kpi, line, payouts, person, plan, points, problems, settings, step, steps

D = Decimal


def gate(condition: str, acts_on: str, **changes: object) -> dict[str, object]:
    return {"Gate": "G", "Condition": condition, "Acts on": acts_on} | changes


def two_kpis(first: dict[str, Any], second: dict[str, Any], **changes: Any) -> dict[str, list[Any]]:
    return plan(
        KPIs=[kpi("A"), kpi("B")],
        Matrix=[line("A", **first), line("B", **second)],
        Actuals=[actual(name="A"), actual(name="B")],
        **changes,
    )


HALF = {"Weight": D("0.5")}
MONEY = {"Weight": None, "Target": None, "Pays": "amount", "Scale": "S"}
SCALE = points("S", {0: "500"}, Between="step", Measured_in="value")


def test_a_gate_on_the_first_kpi_reads_what_the_second_earned() -> None:
    for condition, paid in (('EARNED("B") >= 600', "1200.00"), ('EARNED("B") > 600', "600.00")):
        assert payouts(two_kpis(HALF, HALF, Gates=[gate(condition, "kpi:A")])) == [D(paid)]


def test_a_gate_on_the_first_kpi_reads_the_section_of_the_second() -> None:
    first, second = HALF | {"Section": "One"}, HALF | {"Section": "Two"}
    for condition, paid in (('SECTION("Two") >= 1', "1200.00"), ('SECTION("Two") > 1', "600.00")):
        assert payouts(two_kpis(first, second, Gates=[gate(condition, "kpi:A")])) == [D(paid)]


def test_a_gate_on_the_first_kpi_reads_the_money_of_the_second() -> None:
    for condition, paid in (("Direct >= 500", "1700.00"), ("Direct > 500", "500.00")):
        sheets = two_kpis({}, MONEY, Scales=SCALE, Gates=[gate(condition, "kpi:A")])
        assert payouts(sheets) == [D(paid)]


def test_a_gate_on_money_that_reads_all_the_money_goes_in_a_circle() -> None:
    assert "CA062" in problems(two_kpis({}, MONEY, Scales=SCALE, Gates=[gate("Direct > 0", "kpi:B")]))


def override(what: str, value: str) -> dict[str, object]:
    return {"For": "1", "What": what, "Value": D(value), "Reason": "none", "Approved by": "the board"}


def test_the_override_of_one_section_leaves_the_kpis_of_another_to_read_each_other() -> None:
    """In One, B is worth half unless A earned 300.00, which it does; Two is set to 50 %: 300 + 300 + 600 × 50 %."""
    sheets = plan(
        KPIs=[kpi("A"), kpi("B"), kpi("C")],
        Matrix=[
            line("A", Weight=D("0.25"), Section="One"),
            line("B", Weight=D("0.25"), Section="One"),
            line("C", Weight=D("0.5"), Section="Two"),
        ],
        Actuals=[actual(name=name) for name in "ABC"],
        Gates=[gate('EARNED("A") >= 300', "kpi:B", **{"Multiply by": D("0.5")})],
        Overrides=[override("section:Two", "0.5")],
    )
    assert payouts(sheets) == [D("900.00")]


def test_a_section_of_two_kpis_keeps_its_override() -> None:
    matrix = [line("A", **HALF, Section="One"), line("B", **HALF, Section="One")]
    sheets = two_kpis({}, {}, Overrides=[override("section:One", "0.5")])
    sheets["Matrix"] = matrix
    assert payouts(sheets) == [D("600.00")]


def test_the_parts_of_no_pool_have_no_sign() -> None:
    found = steps(plan(Formulas=[step("Part", "ALLOCATE(0, Capped)")]))["Part"]
    assert isinstance(found, Decimal)
    assert str(found.quantize(D("0.01"))) == "0.00"


def test_truth_values_are_added_up_as_one_and_nothing() -> None:
    people = [person(str(number), Own=own) for number, own in enumerate((True, False, True), 1)]
    sheets = plan(
        Employees=people,
        Actuals=[actual(str(number)) for number in (1, 2, 3)],
        Formulas=[step("Sum", "TOTAL(Own)"), step("Place", "RANK(Own)")],
    )
    found = [steps(sheets, number) for number in range(3)]
    assert [row["Sum"] for row in found] == [2, 2, 2]
    assert [row["Place"] for row in found] == [1, 3, 1]


def test_a_budget_that_is_exactly_reached_takes_no_cent_away() -> None:
    """Two people of 1,000.005 each, which is 1,000.01 when it is paid."""
    sheets = plan(
        Plan=settings(Budget=D("2000.01"), If_over_budget="scale"),
        Employees=[person(number, Salary=D(40000)) for number in ("1", "2")],
        Actuals=[actual(number, value=D("100.0005")) for number in ("1", "2")],
    )
    assert payouts(sheets) == [D("1000.01"), D("1000.01")]
    sheets["Plan"] = settings(Budget=D("2000"), If_over_budget="scale")
    assert payouts(sheets) == [D("1000.00"), D("1000.00")]


def test_what_was_carried_over_does_not_make_a_negative_payout_payable() -> None:
    cumulative = settings(Earnings="cumulative", If_overpaid="carry")
    sheets = plan(Plan=cumulative, Formulas=[step("Due", "0 - 5")])
    assert payouts(sheets) == [D("0.00")]
    assert "CA063" in problems(sheets)
    sheets["Plan"] = settings(Earnings="cumulative", If_overpaid="reclaim")
    assert payouts(sheets) == [D("-5.00")]


def test_a_split_reads_a_section_and_a_payout_of_one_is_split_too() -> None:
    matrix = [line("A", **HALF, Section="One"), line("B", **HALF, Section="One")]
    sheets = two_kpis(
        {},
        {},
        Formulas=[
            step("Payout", 'SECTION("One")'),
            step("Cash", 'Payout * 60% * SECTION("One")', Split="how"),
            step("Shares", "Payout * 40%", Split="how"),
        ],
    )
    sheets["Matrix"] = matrix
    found = steps(sheets)
    assert [found[name] for name in ("Payout", "Cash", "Shares")] == [1, D("0.60"), D("0.40")]


def sections(*names: tuple[str, str | None]) -> list[dict[str, object]]:
    return [{"Section": name, "Weight": None if weight is None else D(weight)} for name, weight in names]


def test_the_weights_of_every_section_are_looked_at() -> None:
    sheets = two_kpis({"Section": "One"}, HALF | {"Section": "Two"}, Sections=sections(("One", "0.5"), ("Two", "0.5")))
    assert problems(sheets) == {"CA033": ["Matrix!C3"]}


def test_nothing_is_left_of_sections_that_only_a_formula_reads() -> None:
    sheets = plan(
        Plan=settings(If_missing="leave out"),
        Matrix=[line(Section="One")],
        Sections=sections(("One", None)),
        Formulas=[step("BonusEarned", 'TargetBonus * SECTION("One")')],
    )
    assert payouts(sheets) == [D("1200.00")]
    sheets["Actuals"] = []
    assert "CA035" in problems(sheets)


def test_the_section_of_an_assignment_is_that_of_its_own_days() -> None:
    """Half in July and August, all in September, under the role's own target; the gate asks for all of it."""
    sheets = plan(
        KPIs=[kpi("A"), kpi("B")],
        Matrix=[
            line("A", **HALF, Section="One", Target=D(200)),
            line("B", **HALF, Section="Two"),
            line("A", **HALF, Role="Lead", Section="One"),
            line("B", **HALF, Role="Lead", Section="Two"),
        ],
        Actuals=[actual(name="A"), actual(name="B")],
        Assignments=[{"Employee": "1", "From": date(2026, 9, 1), "Role": "Lead"}],
        Gates=[gate('SECTION("One") >= 1', "kpi:B")],
    )
    # 600 × (62 × 50 % + 30 × 100 %) ÷ 92 of A; 600 × 30 ÷ 92 of B
    assert payouts(sheets) == [D("593.48")]


def test_a_step_has_an_end_too() -> None:
    assert "FX050" in problems(plan(Formulas=[step("x", "10^18")]))
    assert problems(plan(Formulas=[step("x", "10^18 - 1000")])) == {}


def test_without_a_budget_there_is_nothing_to_scale() -> None:
    assert payouts(plan(Plan=settings(If_over_budget="scale"))) == [D("1200.00")]


def test_the_smallest_amounts_share_a_budget_as_well() -> None:
    """0.80 each, of 1.00."""
    sheets = plan(
        Plan=settings(Budget=D(1), If_over_budget="scale"),
        Employees=[person(number, Salary=D(32)) for number in ("1", "2")],
        Actuals=[actual(number) for number in ("1", "2")],
    )
    assert payouts(sheets) == [D("0.50"), D("0.50")]


def test_groups_by_a_number() -> None:
    people = [person(number, Own=D(own)) for number, own in (("1", 1), ("2", 2), ("3", 1))]
    sheets = plan(
        Employees=people,
        Actuals=[actual(number) for number in ("1", "2", "3")],
        Formulas=[step("Sum", "TOTAL(Capped, GROUP(Own))")],
    )
    assert [steps(sheets, number)["Sum"] for number in range(3)] == [2400, 1200, 2400]


def test_a_pool_that_cannot_be_worked_out_says_why() -> None:
    sheets = plan(Employees=[person(Own=D(0))], Formulas=[step("Part", "ALLOCATE(1 / Own, Capped)")])
    assert list(problems(sheets)) == ["FX030"]
