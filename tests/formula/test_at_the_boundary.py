"""Values exactly where a rule begins: the constant that is just not reached, the last digit, the deepest call."""

from datetime import date
from decimal import Decimal

import pytest

from incentive.formula.parse import parse
from incentive.formula.tree import Value
from tests.formula.scopes import code, value

D = Decimal


@pytest.mark.parametrize(
    ("text", "given", "holds"),
    [
        # half a unit of the 12th decimal is rounded away from 0
        ("n1>=0", "-0.0000000000005", False),
        ("n1=0", "-0.0000000000005", False),
        ("n1<0", "-0.0000000000005", True),
        ("n1<=0", "0.0000000000005", False),
        ("n1=0", "0.0000000000005", False),
        ("n1>0", "0.0000000000005", True),
        ("n1=0", "0.0000000000004999", True),
        # 15 digits just below 10,000 are 11 decimals
        ("n1=10000", "9999.99999999996", False),
        ("n1=10000", "9999.999999999996", True),
        ("n1>=10000", "9999.99999999999", False),
        ("n1<-9999", "-9999.00000000001", True),
        # the half nearer to 0 belongs to a number, the farther one does not
        ("n1>=1", "0.9999999999995", True),
        ("n1<1", "0.9999999999995", False),
        ("n1<=1", "1.0000000000005", False),
        ("n1>1", "1.0000000000005", True),
        ("n1<=-1", "-0.9999999999995", True),
        ("n1>-1", "-0.9999999999995", False),
        ("n1>=-1", "-1.0000000000005", False),
        ("n1<-1", "-1.0000000000005", True),
        ("n1<>1", "0.9999999999995", False),
        ("n1<>-1", "-1.0000000000005", True),
        # 12 decimals just below 1,000
        ("n1=1000", "999.999999999999", False),
        ("n1=1000", "999.9999999999995", True),
        ("n1=1000", "1000.000000000004", True),
        ("n1=1000", "1000.000000000005", False),
        ("n1<1000", "999.999999999999", True),
    ],
)
def test_a_constant_that_is_just_reached_or_not(text: str, given: str, *, holds: bool) -> None:
    assert value(text, {"n1": D(given)}) is holds


def test_the_most_decimals_that_a_rounding_takes() -> None:
    for function in ("ROUND", "ROUNDUP", "ROUNDDOWN"):
        assert value(f"{function}(5,300)") == 5
        assert code(f"{function}(5,301)") == "FX048"
        assert code(f"{function}(5,-301)") == "FX048"
    assert value("ROUND(5,-300)") == 0


def test_a_switch_inside_a_case_of_a_switch_does_not_disturb_it() -> None:
    text = 'SWITCH(n1+1,SWITCH(n1+2,1,2,9),"a",1.3,"b","c")'
    assert value(text, {"n1": D("0.3")}) == "b"
    assert value(text, {"n1": D(8)}) == "a"
    assert value(text, {"n1": D(7)}) == "c"
    assert value("IFBLANK(IFBLANK(IF(n1>1,on1),on2),n1)", {"n1": D(5), "on1": None, "on2": None}) == 5


@pytest.mark.parametrize("before", ["ABS(1)", "-1", "(1)", "TRUE()", "MAX(1,(2))"])
def test_what_stood_before_leaves_no_more_room(before: str) -> None:
    assert parse("+".join([*[before] * 10, "(" * 64 + "1" + ")" * 64])).errors == ()
    (error,) = parse("+".join([*[before] * 10, "(" * 65 + "1" + ")" * 65])).errors
    assert error.code == "FX003"


def test_the_longest_formula_that_is_read() -> None:
    assert parse("1" + " " * 8191).errors == ()
    (error,) = parse("1" + " " * 8192).errors
    assert error.code == "FX002"


def test_the_most_cases_inside_one_another_that_are_read() -> None:
    """The cases of IFS and SWITCH become alternatives, each inside the one before: 256 are read."""

    def inside(times: int) -> str:
        return "1" if not times else f"IFS({'TRUE,1,' * 119}TRUE,{inside(times - 1)})"

    assert parse(inside(2)).errors == ()
    assert "FX003" in {error.code for error in parse(inside(3)).errors}


def test_true_takes_nothing() -> None:
    assert parse("TRUE()").errors == ()
    assert parse("TRUE(1)").errors != ()
    assert parse("FALSE(TRUE)").errors != ()


def test_a_tie_in_the_last_digit_that_is_joined_goes_away_from_nothing() -> None:
    assert value('n1&""', {"n1": D("1.000000000000005")}) == "1.00000000000001"
    assert value('n1&""', {"n1": D("-1.000000000000005")}) == "-1.00000000000001"


def test_two_numbers_on_either_side_of_a_thousand() -> None:
    near = {"n1": D("999.9999999999995"), "n2": D("1000.0000000000025")}
    assert value("n1=n2", near) is True
    assert value("n1>=n2", near) is True
    assert value("n2>n1", near) is False


@pytest.mark.parametrize("text", ['"a"<"ä"', '"ä"<"a"', '"a b"<"ab"', '"ab">="a-b"'])
def test_texts_whose_order_depends_on_the_language_have_none(text: str) -> None:
    assert code(text) == "FX034"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("CEILING(n1,1)", "-0.5"),
        ("ROUND(n1,0)", "-0.4"),
        ("ROUNDDOWN(n1,0)", "-0.9"),
        ("MROUND(n1,-1)", "-0.4"),
        ("MOD(n1,5)", "-0.0000000000001"),
        ("MOD(n1,5)", "-5"),
        ("INT(n1)", "0.4"),
    ],
)
def test_nothing_has_no_sign(text: str, given: str) -> None:
    found = value(text, {"n1": D(given)})
    assert isinstance(found, Decimal)
    assert not found.is_signed()
    assert found == 0


def test_a_formula_may_be_256_high() -> None:
    """Two times 120 cases and a sum below the last one."""

    def high(more: int) -> str:
        inner = f"IFS({'TRUE,1,' * 119}TRUE,1{'+1' * more})"
        return f"IFS({'TRUE,1,' * 119}TRUE,{inner})"

    assert parse(high(15)).errors == ()
    assert [error.code for error in parse(high(16)).errors] == ["FX003"]


@pytest.mark.parametrize("text", ["n1<d1", "d1<n1", "t1<d1", "b1<d1", "n1<t1"])
def test_values_of_two_kinds_have_no_order(text: str) -> None:
    assert code(text, {"n1": D(1), "d1": date(2026, 7, 1), "t1": "b", "b1": True}) == "FX034"


def test_a_text_is_no_blank() -> None:
    given: dict[str, Value] = {"t1": "b", "ot1": None, "any1": ""}
    for text, equal in (("t1=ot1", False), ("ot1=t1", False), ("any1=ot1", True), ("ot1=any1", True)):
        assert value(text, given) is equal


def test_what_follows_a_call_is_not_passed_over() -> None:
    assert parse("ABS(1)" + "+1" * 250).errors == ()
    assert [error.code for error in parse("ABS(1)" + "+1" * 300).errors] == ["FX003"]


def test_days_are_equal_where_they_are_the_same() -> None:
    given: dict[str, Value] = {"d1": date(2026, 7, 1), "d2": date(2026, 7, 2), "any1": date(2026, 7, 1), "any2": True}
    for text, equal in (("d1=d2", False), ("d1=any1", True), ("any1=d2", False), ("any1<>d1", False)):
        assert value(text, given) is equal
    assert value("IF(any2,1,2)", given) == 1
    assert value("IF(any2,1,2)", {"any2": False}) == 2


def test_what_follows_a_bracket() -> None:
    assert [error.code for error in parse("(1) 5").errors] == ["FX007"]
    assert [error.code for error in parse("(1).5").errors] == ["FX021"]
