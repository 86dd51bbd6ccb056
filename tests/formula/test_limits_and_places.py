"""Very large and very small numbers, how deep a formula may go, and where in the text a fault stands."""

from datetime import date
from decimal import Decimal

import pytest

from incentive.formula import operations
from incentive.formula.parse import parse
from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Value
from tests.formula.scopes import code, value

D = Decimal
VALUES: dict[str, Value] = {
    "n1": D("1E20"),
    "n2": D("1E20") + 1,
    "n3": D("999.9999999999996"),
    "d1": date(2026, 7, 1),
    "any1": True,
    "any2": date(2026, 7, 1),
    "ot1": None,
    "t1": "b",
    "b1": True,
    "b2": False,
}


@pytest.mark.parametrize(
    "text",
    [
        # 15 digits of a large number are seen, whichever way it is compared
        "n1=n2",
        "n1<=n2",
        "n2<=n1",
        "NOT(n1<n2)",
        "-n1=-n2",
        "1000000000000000000000=1000000000000000000001",
        "n3=n3+0.0000000000001",
        "n3<n1",
        "-n1<n3",
        "n1>-n2",
        # days and truth values
        "d1<=any2",
        "any2>=d1",
        "NOT(any2<d1)",
        "d1=any2",
        "any1=TRUE",
        "TRUE=any1",
        "NOT(any1=FALSE)",
        "any1<>FALSE",
        "b1>b2",
        "b1=any1",
        # a blank text stands before every other
        "t1>ot1",
        "ot1<t1",
        "NOT(t1<=ot1)",
    ],
)
def test_what_holds(text: str) -> None:
    assert value(text, VALUES) is True


def test_powers_that_are_too_small_or_too_large() -> None:
    assert value("10^-400*10^400") == 1
    assert value("10^400/10^400") == 1
    assert value("10^-401") == 0
    assert code("10^401") == "FX040"


def test_a_number_too_long_to_be_joined() -> None:
    assert value('n1&""', {"n1": D("0E-500")}) == "0"
    assert value('n1&""', {"n1": D("1E400")}) == "1" + "0" * 400
    assert code('n1&""', {"n1": D("1E401")}) == "FX040"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (None, "blank"),
        (True, "TRUE"),
        (False, "FALSE"),
        (D("1200.50"), "1200.5"),
        (D(0), "0"),
        (D("0E-50"), "0"),
        (D("1E29"), "1" + "0" * 29),
        (D("1E30"), "1E+30"),
        (date(2026, 7, 1), "2026-07-01"),
        ("x" * 50, '"' + "x" * 40 + '"'),
    ],
)
def test_how_a_value_is_shown_in_a_sentence(given: Value, text: str) -> None:
    assert operations.shown(given) == text


def test_a_percent_sign_on_a_value() -> None:
    assert value("n1%", {"n1": D(7)}) == D("0.07")
    assert value("-n1%", {"n1": D(7)}) == D("-0.07")
    assert value("b1%+0", {"b1": True}) == D("0.01")
    assert code("ot1%", {"ot1": None}) == "FX031"


@pytest.mark.parametrize(
    ("opening", "closing"), [("(", ")"), ("-", ""), ("ABS(", ")"), ("IF(TRUE,", ")"), ("MAX(1,", ")")]
)
def test_how_deep_a_formula_may_go(opening: str, closing: str) -> None:
    assert parse(opening * 64 + "1" + closing * 64).errors == ()
    (error,) = parse(opening * 65 + "1" + closing * 65).errors
    assert error.code == "FX003"


@pytest.mark.parametrize("part", ["-1", "(1)", "ABS(1)", "ABS(-(1))"])
def test_what_stands_side_by_side_is_not_deep(part: str) -> None:
    assert parse("+".join([part] * 100)).errors == ()


def test_faults_come_by_their_place() -> None:
    errors = parse("NOPE(ROUND(1)) + ALSO()").errors
    places = [error.position for error in errors]
    assert places == sorted(position for position in places if position is not None)
    assert places == [0, 5, 17]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("(Salary).real", "FX021"),
        ("[Base salary].real", "FX021"),
        ("ABS(1).5", "FX021"),
        ("1 .5", "FX007"),
        ("[Base salary].5", "FX007"),
        ("1)", "FX009"),
        ("1, 2", "FX028"),
        ("1 2", "FX007"),
    ],
)
def test_what_cannot_follow(text: str, fault: str) -> None:
    assert [error.code for error in parse(text).errors] == [fault]


def test_the_place_of_a_fault_is_that_of_its_sign() -> None:
    with pytest.raises(FormulaFault) as caught:
        value("1 + n1 / 0", {"n1": D(1)})
    assert (caught.value.error.code, caught.value.error.position) == ("FX030", 7)
