"""Two people of the example quarter, calculated by hand: what a payroll clerk would type into a pocket calculator."""

from decimal import Decimal
from fractions import Fraction

from incentive.workbook.examples import EXAMPLES
from tests.scenarios.driver import calculated_people
from tests.scenarios.stories import calculated


def test_the_change_of_role() -> None:
    """Sofia Ricci, store advisor until 31 August (62 of 92 days), sales executive in September (30 of 92)."""
    advisor_bonus = calculated("31,000 × 3 ÷ 12 × 6% × 62 ÷ 92")
    advisor_score = (
        # Revenue 48,360 of 69,000 × 62/92 = 46,500: 104 %, which pays 110 %.
        calculated("40% × (100% + 4 ÷ 20 × 50%)")
        # New members 102 of 138 × 62/92 = 93, on the same line.
        + calculated("20% × (100% + (102 ÷ 93 − 1) ÷ 20% × 50%)")
        # Net promoter score of team North (42 + 44 + 46) ÷ 3 = 44 of 40: 110 %, which pays 125 %.
        + calculated("25% × 125%")
        # Returns of team North 540 of 10,000 = 5.4 %, where 6 % were allowed: 110 %.
        + calculated("15% × 125%")
    )
    executive_bonus = calculated("38,000 × 3 ÷ 12 × 10% × 30 ÷ 92")
    executive_score = (
        # Revenue 28,500 of 30,000, her own target: 95 %, which pays 50 % + 15/20 × 50 % = 87.5 %.
        calculated("50% × 87.5%")
        # 44 days where 45 were agreed: one 45th better.
        + calculated("20% × (100% + 1 ÷ 45 ÷ 20% × 50%)")
        + calculated("20% × 125%")
        + calculated("10% × 100%")
    )
    by_hand = (advisor_bonus * advisor_score + executive_bonus * executive_score) * Fraction("1.05")
    sofia = calculated_people(EXAMPLES["sales_quarter"].sheets)["00440"]
    due = sofia.steps["Due"]
    assert isinstance(due, Decimal)
    # A scale looks up what it reads at 12 decimals; a pocket calculator has fewer.
    assert abs(Fraction(due) - by_hand) < Fraction(1, 10**9)
    assert sofia.payout == Decimal("715.84")


def test_a_whole_quarter() -> None:
    """Giulia Rossi: 1,200.00 × 113.333 % × 1.05 + 50.00."""
    score = (
        calculated("50% × 130%")  # 112,000 of 100,000
        + calculated("20% × (50% + (1 − 6 ÷ 45 − 80%) ÷ 20% × 50%)")  # 51 days where 45 were agreed
        + calculated("20% × 125%")  # 44 of 40
        + calculated("10% × 100%")
    )
    by_hand = calculated("48,000 × 3 ÷ 12 × 10%") * score * Fraction("1.05") + 50
    giulia = calculated_people(EXAMPLES["sales_quarter"].sheets)["00417"]
    assert giulia.payout == Decimal("1478.00") == by_hand
