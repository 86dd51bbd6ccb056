"""Numbers, money, percents, dates and lists as languages write them."""

from datetime import date
from decimal import Decimal

import pytest

from incentive.i18n.formats import formats, rounded

D = Decimal


@pytest.mark.parametrize(
    ("language", "money", "percent", "number"),
    [
        ("en", "−€1,234.50", "−12.3%", "1,234.5"),
        ("de", "−1.234,50\u00a0€", "−12,3\u00a0%", "1.234,5"),
        ("fr", "−1\u202f234,50\u00a0€", "−12,3\u00a0%", "1\u202f234,5"),
        ("ru", "−1\u00a0234,50\u00a0€", "−12,3\u00a0%", "1\u00a0234,5"),
        ("de-CH", "EUR−1’234.50", "−12.3%", "1’234.5"),
        ("xx-nothing", "−€1,234.50", "−12.3%", "1,234.5"),
    ],
)
def test_each_language_writes_its_own_way(language: str, money: str, percent: str, number: str) -> None:
    language_formats = formats(language)
    assert language_formats.money(D("-1234.5"), "EUR") == money
    assert language_formats.percent(D("-0.12345"), 1) == percent
    assert language_formats.number(D("1234.5")) == number


def test_halves_are_rounded_away_from_zero() -> None:
    english = formats("en")
    assert english.money(D("0.125"), "EUR") == "€0.13"
    assert english.money(D("-2.675"), "EUR") == "−€2.68"
    assert english.percent(D("0.00125"), 2) == "0.13%"
    assert english.number(D("2.5"), 0) == "3"
    assert str(rounded(D("-0.004"), 2)) == "0.00"


def test_amounts_have_their_currency_s_decimals() -> None:
    english = formats("en")
    assert english.money(D(1000), "JPY") == "¥1,000"
    assert english.money(D("1.2345"), "KWD") == "KWD\u00a01.235"
    assert english.money(D(100000), "EUR", 0) == "€100,000"
    assert english.money(D("123456789012345678901234567890.12"), "EUR") == "€123,456,789,012,345,678,901,234,567,890.12"


def test_dates_lists_and_tags() -> None:
    english = formats("en")
    assert english.day(date(2026, 9, 30)).replace("\u00a0", " ") == "30 September 2026"
    assert english.days(date(2026, 7, 1), date(2026, 9, 30)).replace("\u00a0", " ") == "1 July – 30 September 2026"
    assert english.days(date(2026, 7, 1), date(2026, 7, 9)).replace("\u00a0", " ") == "1 – 9 July 2026"
    assert english.days(date(2025, 12, 1), date(2026, 7, 9)).replace("\u00a0", " ") == "1 December 2025 – 9 July 2026"
    assert english.days(date(2026, 7, 1), date(2026, 7, 1)).replace("\u00a0", " ") == "1 July 2026"
    assert english.list_of(["a"]) == "a"
    assert english.list_of(["a", "b", "c"]) == "a, b and c"
    assert formats("de").list_of(["a", "b", "c"]) == "a, b und c"
    assert formats("de").day(date(2026, 9, 30)).replace("\u00a0", " ") == "30. September 2026"
    assert formats("pt-BR").language == "pt-BR"


@pytest.mark.parametrize(
    ("language", "of_a_quarter", "of_a_month"),
    [
        ("it", "1 luglio – 30 settembre 2026", "1 – 9 luglio 2026"),
        ("de", "1. Juli – 30. September 2026", "1. – 9. Juli 2026"),
        ("fr", "1er juillet – 30 septembre 2026", "1er – 9 juillet 2026"),
        ("es", "1 de julio – 30 de septiembre de 2026", "1 – 9 de julio de 2026"),
        ("ru", "1 июля – 30 сентября 2026 г.", "1 – 9 июля 2026 г."),
    ],
)
def test_stretches_of_days_are_in_full_words(language: str, of_a_quarter: str, of_a_month: str) -> None:
    stretches = (date(2026, 7, 1), date(2026, 9, 30)), (date(2026, 7, 1), date(2026, 7, 9))
    said = [formats(language).days(*stretch).replace("\u00a0", " ").replace("\u202f", " ") for stretch in stretches]
    assert said == [of_a_quarter, of_a_month]
    assert formats(language).days(date(2025, 12, 1), date(2026, 7, 9)).count("202") == 2


def test_the_first_of_a_month_is_said_as_the_french_do() -> None:
    french = formats("fr")
    assert french.day(date(2026, 7, 1)) == "1er juillet 2026".replace(" ", "\u00a0")
    assert french.days(date(2026, 7, 1), date(2026, 9, 30)).startswith("1er\u00a0juillet – 30")
    assert french.day(date(2026, 7, 11)).startswith("11\u00a0")
    assert formats("it").day(date(2026, 7, 1)).startswith("1\u00a0")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "“North”"),
        ("de", "„North“"),
        ("it", "«North»"),
        ("es", "«North»"),
        ("fr", "«\u00a0North\u00a0»"),
        ("ru", "«North»"),
        ("pt", "“North”"),
    ],
)
def test_each_language_has_its_own_quotation_marks(language: str, said: str) -> None:
    assert formats(language).quoted("North") == said
