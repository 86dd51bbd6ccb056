"""Reading, seeing, rounding and sharing out numbers, at the edges where one cent goes one way or the other."""

from decimal import Decimal

import pytest

from incentive.numbers import (
    RoundingMode,
    exact,
    exact_arithmetic,
    floor_to,
    foot,
    look,
    plain,
    round_to,
    same,
)

D = Decimal
CENT = D("0.01")


@pytest.mark.parametrize(("text", "value"), [("12.50", "12.50"), ("-3E2", "-300"), (" 7 ", "7")])
def test_a_plain_number_is_read(text: str, value: str) -> None:
    assert exact(text) == D(value)


@pytest.mark.parametrize("text", ["", "x", "1,5", "NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_finite_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a"):
        exact(text)


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        ("0.0000000000005", "0.000000000001"),
        ("-0.0000000000005", "-0.000000000001"),
        ("0.0000000000004999", "0"),
        ("999.9999999999994", "999.999999999999"),
        ("999.9999999999995", "1000"),
        # 15 digits from 1,000 on
        ("1000.000000000005", "1000.00000000001"),
        ("1000.0000000000049", "1000"),
        ("-1000.000000000005", "-1000.00000000001"),
        ("123456789012345.5", "123456789012346"),
        ("1234567890123456", "1234567890123460"),
        ("1E40", "1E40"),
        ("123456789012345678E50", "123456789012346E53"),
        ("123456789012345678E30", "123456789012346E33"),
    ],
)
def test_how_a_number_is_seen(value: str, seen: str) -> None:
    assert look(D(value)) == D(seen)


def test_the_noise_of_a_division_does_not_hide_a_half() -> None:
    with exact_arithmetic():
        noisy = D("2.6750000000005") - D("1E-33")
    assert noisy < D("2.6750000000005")
    assert look(noisy) == D("2.675000000001")


def test_the_last_digit_of_a_quotient_goes_to_the_even_one_on_a_tie() -> None:
    with exact_arithmetic():
        assert D("2" + "0" * 33 + "5") + 0 == D("2" + "0" * 34)
        assert D("1" + "0" * 32 + "15") + 0 == D("1" + "0" * 32 + "20")


def test_equal_is_what_is_seen_as_equal() -> None:
    assert same(D("0.3"), D("0.3000000000004"))
    assert not same(D("0.3"), D("0.3000000000006"))


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [
        (RoundingMode.HALF_UP, "2.35", "-2.35"),
        (RoundingMode.HALF_EVEN, "2.34", "-2.34"),
        (RoundingMode.UP, "2.35", "-2.35"),
        (RoundingMode.DOWN, "2.34", "-2.34"),
    ],
)
def test_roundings_act_on_the_size(mode: RoundingMode, up: str, down: str) -> None:
    assert round_to(D("2.345"), CENT, mode) == D(up)
    assert round_to(D("-2.345"), CENT, mode) == D(down)
    # What is a cent but for noise is that cent, whatever the rounding.
    assert round_to(D("2.3400000000004"), CENT, mode) == D("2.34")


def test_rounding_to_other_steps() -> None:
    assert round_to(D("7.5"), D(5), RoundingMode.HALF_UP) == 10
    assert round_to(D("0.125"), D("0.05"), RoundingMode.HALF_UP) == D("0.15")
    assert str(round_to(D("-0.001"), CENT, RoundingMode.HALF_UP)) == "0.00"
    assert floor_to(D("-0.001"), CENT) == D("-0.01")
    assert floor_to(D("0.019999999999"), CENT) == D("0.01")
    assert floor_to(D("0.0199999999999999"), CENT) == D("0.02")
    assert str(floor_to(D("-0.0000000000001"), CENT)) == "0.00"


def test_what_is_left_goes_to_the_largest_remainder() -> None:
    third, sixth = D(100) / 3, D(100) / 6
    assert foot(D(100), (third, third, third), CENT) == [D("33.34"), D("33.33"), D("33.33")]
    assert foot(D(100), (sixth, 2 * sixth, 3 * sixth), CENT) == [D("16.67"), D("33.33"), D("50.00")]
    assert foot(D("0.02"), (D("0.003"), D("0.009"), D("0.008")), CENT) == [D("0.00"), CENT, CENT]


def test_ties_go_to_the_smaller_one() -> None:
    names = ["Zoe", "Ann", "Bob"]
    parts = (CENT / 3, CENT / 3, CENT / 3)
    assert foot(CENT, parts, CENT) == [CENT, D(0), D(0)]
    assert foot(CENT, parts, CENT, names.__getitem__) == [D(0), CENT, D(0)]
    assert foot(2 * CENT, tuple(2 * part for part in parts), CENT, names.__getitem__) == [D(0), CENT, CENT]


def test_parts_are_rounded_to_their_sum() -> None:
    assert foot(D("2.75"), (D("1.373"), D("1.373")), CENT) == [D("1.38"), D("1.37")]
    assert foot(D(2), (D("1.3"), D("0.7")), D(1)) == [1, 1]
    # One more for each is as much as rounding up gives.
    assert foot(D(4), (D("1.5"), D("1.5")), D(1)) == [2, 2]
    assert foot(D(0), (), CENT) == []


@pytest.mark.parametrize(
    ("total", "parts"), [("5", ("1.5", "1.5")), ("1", ("1.5", "1.5")), ("3", ()), ("0", ("1.5", "1.5"))]
)
def test_parts_that_do_not_add_up_are_refused(total: str, parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="parts of"):
        foot(D(total), tuple(map(D, parts)), D(1))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1200", "1200"),
        ("1.2E3", "1200"),
        ("1200.00", "1200"),
        ("0.50", "0.5"),
        ("-3.25", "-3.25"),
        ("-0.00", "0"),
        ("0E5", "0"),
        ("1E-7", "0.0000001"),
        ("0." + "1" * 40, "0." + "1" * 40),
    ],
)
def test_a_number_is_written_plainly(value: str, text: str) -> None:
    assert plain(D(value)) == text


def test_thirty_digits_are_looked_at_before_a_half_is_sought() -> None:
    assert look(D("2.67500000000049999999999999999")) == D("2.675")
    assert look(D("2.675000000000499999999999999999")) == D("2.675000000001")
    assert look(D("-2.67500000000049999999999999999")) == D("-2.675")
