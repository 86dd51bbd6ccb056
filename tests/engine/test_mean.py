"""One value for a person from those of the assignments."""

from datetime import date
from decimal import Decimal

from incentive.engine.paying.mean import mean

D = Decimal
WEIGHTS = (D(1), D(3))


def test_numbers_are_weighted() -> None:
    assert mean((D(10), D(20)), WEIGHTS) == D("17.5")


def test_blanks_and_their_weight_stay_out() -> None:
    assert mean((D(10), None, D(20)), (D(1), D(100), D(3))) == D("17.5")
    assert mean((None, None), WEIGHTS) is None


def test_a_truth_value_counts_as_one_or_nothing() -> None:
    assert mean((True, False), WEIGHTS) == D("0.25")
    assert mean((False, True), WEIGHTS) == D("0.75")
    assert mean((True, D(5)), WEIGHTS) == 4


def test_a_text_or_a_date_is_the_last_one() -> None:
    assert mean(("North", "South"), WEIGHTS) == "South"
    assert mean((D(1), "South"), WEIGHTS) == "South"
    assert mean(("North", D(1)), WEIGHTS) == 1
    assert mean((date(2026, 7, 1), date(2026, 8, 1), None), (D(1), D(1), D(1))) == date(2026, 8, 1)


def test_a_value_that_all_share_stays_as_it_is() -> None:
    third = D(1) / 3
    assert mean((third, third, third), (D(1), D(1), D(5))) is third
    assert mean((True, True), WEIGHTS) is True


def test_the_next_weighting_where_one_adds_up_to_nothing() -> None:
    assert mean((D(10), D(20)), (D(0), D(0)), WEIGHTS) == D("17.5")
    assert mean((D(10), D(20), None), (D(0), D(0), D(1)), (D(1), D(3), D(1))) == D("17.5")
    assert mean((D(10), D(20)), (D(0), D(0)), (D(0), D(0))) == 20
