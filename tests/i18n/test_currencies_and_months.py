"""Currencies and months: what CLDR says of them."""

import pytest

from incentive.i18n.currencies import minor_units
from incentive.i18n.months import month_number


@pytest.mark.parametrize(
    ("code", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("EURO", None), ("eur", None), ("", None)]
)
def test_minor_units(code: str, decimals: int | None) -> None:
    assert minor_units(code) == decimals


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("July", 7),
        ("jul", 7),
        ("luglio", 7),
        ("März", 3),
        ("févr.", 2),
        ("ENERO", 1),
        ("мая", 5),
        ("май", 5),
        ("Quartal", None),
    ],
)
def test_months(word: str, number: int | None) -> None:
    assert month_number(word) == number
