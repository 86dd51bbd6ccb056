"""What a problem says of a budget is money: whole cents, or whole steps of the rounding, with their thousands."""

from decimal import Decimal

import pytest

from incentive.i18n.speech import Speech, speech
from tests.problems.small_books import checked
from tests.workbook.plans import setting

THIRD = Decimal(1) / 3


@pytest.mark.parametrize(
    ("budget", "step", "said"),
    [
        (Decimal("999.5"), None, "pays 1,440.00 EUR, 440.50 more than its budget of 999.50."),
        (Decimal(1000), Decimal(1), "pays 1,440 EUR, 440 more than its budget of 1,000."),
        (1000 + THIRD, None, "pays 1,440.00 EUR, 439.67 more than its budget of 1,000.33."),
        (Decimal("1439.9999"), None, "pays 1,440.00 EUR, 0.0001 more than its budget of 1,440.00."),
    ],
)
def test_a_budget_that_is_exceeded(budget: Decimal, step: Decimal | None, said: str) -> None:
    found = checked(setting(("Budget", budget), *((("Rounding", step),) if step else ())))
    assert [problem.code for problem in found] == ["CA061"]
    assert found[0].message_in(Speech()).endswith(said)


def test_a_budget_in_german() -> None:
    message = checked(setting(("Budget", Decimal("999.5"))))[0].message_in(speech("de"))
    assert "1.440,00" in message
    assert "999,50" in message
