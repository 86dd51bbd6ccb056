"""What formulas give: the rules that decide between two amounts, and the faults in words."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Value
from tests.formula.scopes import code, value

D = Decimal
DAY = date(2026, 7, 1)
VALUES: dict[str, Value] = {
    "n1": D("0.3"),
    "on1": None,
    "on2": D(5),
    "ot1": None,
    "t1": "North",
    "b1": True,
    "ob1": None,
    "d1": DAY,
    "d2": date(2026, 6, 1),
    "od1": None,
    "any1": None,
    "any2": D(2),
    "any3": "x",
    "any4": True,
    "any5": DAY,
    "any6": "",
}


@pytest.mark.parametrize(
    ("text", "result"),
    [
        # exactness
        ("0.1+0.2=0.3", True),
        ("1/3*3=1", True),
        ("1/3*3>=1", True),
        ("1/3*3<1", False),
        ("1000/7*7=1000", True),
        ("1000000/7*7>=1000000", True),
        ("0.9999999999994=1", False),
        ("0.9999999999995=1", True),
        ("1.0000000000004=1", True),
        ("1.0000000000005=1", False),
        ("-0.9999999999995=-1", True),
        ("-1.0000000000005=-1", False),
        ("999.9999999999995=1000", True),
        ("99999.99999999995=100000", True),
        ("99999.99999999985=100000", False),
        ("100000.0000000005=100000", False),
        ("n1+n1+n1=0.9", True),
        ("INT(1/3*3)", D(1)),
        ("INT(2.9999999999995)", D(3)),
        ("INT(2.9999999999994)", D(2)),
        ("INT(-1.5)", D(-2)),
        ("INT(1E40)", D("1E40")),
        ("ROUND(1.005,2)", D("1.01")),
        ("ROUND(-2.5,0)", D(-3)),
        ("ROUND(2.4999999999999,0)", D(3)),
        ("ROUND(1234.5,-2)", D(1200)),
        ("ROUND(1.25,1.9)", D("1.3")),
        ("ROUND(15,-1.9)", D(20)),
        ("ROUND(5,100)", D(5)),
        ("ROUND(1E40,2)", D("1E40")),
        ("ROUND(1E20/3,-6)", D("33333333333333000000")),
        ("ROUNDUP(2.0000000000001,0)", D(2)),
        ("ROUNDUP(-2.1,0)", D(-3)),
        ("ROUNDDOWN(-2.9,0)", D(-2)),
        ("ROUNDDOWN(1/3*3,0)", D(1)),
        ("MROUND(7.5,5)", D(10)),
        ("MROUND(-7.5,-5)", D(-10)),
        ("MROUND(149.999999999999,100)", D(100)),
        ("MROUND(5,0)", D(0)),
        ("MROUND(0,-5)", D(0)),
        ("CEILING(-2.5,2)", D(-2)),
        ("CEILING(-2.5,-2)", D(-4)),
        ("CEILING(5,0)", D(0)),
        ("CEILING(0.1*3,0.1)", D("0.3")),
        ("FLOOR(-2.5,2)", D(-4)),
        ("FLOOR(-2.5,-2)", D(-2)),
        ("FLOOR(0,0)", D(0)),
        ("FLOOR(0,-1)", D(0)),
        ("FLOOR(0.7,0.1)", D("0.7")),
        ("FLOOR(1/3*3,1)", D(1)),
        ("MOD(-3,2)", D(1)),
        ("MOD(3,-2)", D(-1)),
        ("MOD(0.3,0.1)", D(0)),
        ("MOD(1/3*3,1)", D(0)),
        ("1.5^2", D("2.25")),
        ("(-2)^3", D(-8)),
        ("(-2)^(1/3*3)", D(-2)),
        ("0^2", D(0)),
        ("0^0.5", D(0)),
        ("10^-401", D(0)),
        ("2^-1E300", D(0)),
        ('NOT(ISBLANK("x"))', True),
        ('IFBLANK("x",1)', "x"),
        ("1^1E300", D(1)),
        ("1E200*1E200", D("1E400")),
        # laziness
        ("IF(TRUE,1,1/0)", D(1)),
        ("IF(FALSE,1/0,2)", D(2)),
        ("IF(FALSE,1)", False),
        ("IF(TRUE,,5)", D(0)),
        ("IF(0.0000000000001,1,2)", D(2)),
        ("IFS(FALSE,1/0,TRUE,3,1/0,4)", D(3)),
        ("SWITCH(2,1,1/0,2,5,1/0,6)", D(5)),
        ('SWITCH("b","A",1,"B",2)', D(2)),
        ("SWITCH(1+1,1,10,3,30,99)", D(99)),
        ("IFERROR(1/0,IFERROR(SQRT(-1),4))", D(4)),
        ("IFERROR(5,1/0)", D(5)),
        ("IFERROR(on1,1)", None),
        ("IFERROR(on1+1,1)", D(1)),
        ("IFERROR(IF(n1>1,1,1/0),n1)", D("0.3")),
        ("IFERROR(SWITCH(n1*2,1,2),n1)+1", D("1.3")),
        ("IFERROR(any3+1,7)", D(7)),
        ("IFBLANK(on1,3)", D(3)),
        ("IFBLANK(on2,1/0)", D(5)),
        ("IFBLANK(any6,3)", ""),
        # blanks
        ("ISBLANK(on1)", True),
        ("ISBLANK(on2)", False),
        ("ISBLANK(any6)", False),
        ('on1=""', True),
        ('ot1=""', True),
        ('ot1<>""', False),
        ('any6=ot1', True),
        ("on1=0", False),
        ("on1<>0", True),
        ("on1=on1", True),
        ("on1=on2", False),
        ("ob1=FALSE", False),
        ('ot1<"a"', True),
        ('""<"a"', True),
        ("SUM(on1,on2)", D(5)),
        ("SUM(on1)", D(0)),
        ("AVERAGE(on1,on2,1)", D(3)),
        ("MIN(on1,on2)", D(5)),
        ("MAX(on1)", D(0)),
        ("MIN(any1,any2)", D(2)),
        ("on1", None),
        ('ot1&"x"', "x"),
        # kinds
        ('1="1"', False),
        ("1=TRUE", False),
        ("any4=1", False),
        ("any5=46204", False),
        ('"straße"="STRASSE"', True),
        ('"e\u0301"="É"', True),
        ('"a"<"B"', True),
        ('"a2">"A1"', True),
        ("FALSE<TRUE", True),
        ("d2<d1", True),
        ("any5>=d2", True),
        ("TRUE+TRUE", D(2)),
        ("-TRUE", D(-1)),
        ("+TRUE", D(1)),
        ("TRUE%", D("0.01")),
        ("SUM(b1,1)", D(2)),
        ("any2*3", D(6)),
        ("any4+1", D(2)),
        ("-any2", D(-2)),
        ("AND(1,TRUE)", True),
        ("OR(0,FALSE)", False),
        ("NOT(any2)", False),
        # texts
        ("0.5&\"\"", "0.5"),
        ("(1/3)&\"\"", "0.333333333333333"),
        ("TRUE&1", "TRUE1"),
        ('(0.1^0.5*0)&""', "0"),
        ('1E-20&""', "0.00000000000000000001"),
        ("d1&\"\"", "2026-07-01"),
        # dates
        ("d1-d2", D(30)),
        ("d1+5", date(2026, 7, 6)),
        ("5+d1", date(2026, 7, 6)),
        ("d1-1/3*3", date(2026, 6, 30)),
        ("any5-d2+1", D(31)),
        ("MAX(d1,d2)", DAY),
        ("MIN(any5,d2,od1)", date(2026, 6, 1)),
        ("IF(d1=DAY1,1,2)", D(1)),
    ],
)  # fmt: skip
def test_values(text: str, result: Value) -> None:
    found = value(text.replace("DAY1", "d1"), VALUES)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1/0", "FX030"),
        ("n1/(n1-0.3)", "FX030"),
        ("0/0", "FX030"),
        ("MOD(1,0)", "FX030"),
        ("on1+1", "FX031"),
        ("-on1", "FX031"),
        ("on1<1", "FX031"),
        ("on1<on1", "FX031"),
        ("od1<d1", "FX031"),
        ("IF(on1,1,2)", "FX031"),
        ("AND(TRUE,ob1)", "FX031"),
        ("ROUND(on1,0)", "FX031"),
        ("any1*2", "FX031"),
        ('"1"+1', "FX032"),
        ("t1*2", "FX032"),
        ("SUM(t1,1)", "FX032"),
        ("MIN(t1,1)", "FX032"),
        ('IF("TRUE",1,2)', "FX032"),
        ("NOT(t1)", "FX032"),
        ("d1*2", "FX032"),
        ("1-d1", "FX032"),
        ("d1+d2", "FX032"),
        ("MIN(d1,1)", "FX032"),
        ("any3+1", "FX032"),
        ('1<"a"', "FX034"),
        ("1<TRUE", "FX034"),
        ("d1>1", "FX034"),
        ('"é"<"f"', "FX034"),
        ('"a b"<"c"', "FX034"),
        ("any3>=n1", "FX034"),
        ("AND(FALSE,1/0)", "FX030"),
        ("OR(TRUE,1/0)", "FX030"),
        ("IFS(FALSE,1)", "FX037"),
        ("SWITCH(3,1,2)", "FX038"),
        ("AVERAGE(on1)", "FX039"),
        ("10^401", "FX040"),
        ("10^401+1", "FX040"),
        ("2^1E300", "FX040"),
        ("POWER(10,500)", "FX040"),
        ('(1E300*1E300)&""', "FX040"),
        ("(-8)^(1/3)", "FX041"),
        ("(-8)^0.9999999999995", "FX041"),
        ("SQRT(-1)", "FX041"),
        ("0^0", "FX042"),
        ("0^-1", "FX042"),
        ("FLOOR(1,-1)", "FX044"),
        ("CEILING(1,-1)", "FX044"),
        ("MROUND(1,-1)", "FX044"),
        ("MROUND(-1,1)", "FX044"),
        ("FLOOR(1,0)", "FX045"),
        ("FLOOR(-1,0)", "FX045"),
        ("ROUND(1,301)", "FX048"),
        ("ROUND(1,1E300)", "FX048"),
        ("d1+1E9", "FX049"),
        ("d1+0.5", "FX049"),
        ("d1-1E300", "FX049"),
    ],
)
def test_faults(text: str, fault: str) -> None:
    assert code(text, VALUES) == fault
    # The same fault is caught by IFERROR in the quick loop.
    assert value(f"IFERROR({text},-77)", VALUES) == -77


@pytest.mark.parametrize(
    ("base", "top", "bottom"),
    [("2", 1, 2), ("2", 27, 20), ("0.87", 19, 10), ("1.5", 7, 5), ("10", -1, 2), ("1.000001", 10001, 20), ("3", 7, 1)],
)
def test_powers_are_right_to_25_digits(base: str, top: int, bottom: int) -> None:
    found = value(f"{base}^({top}/{bottom})")
    assert isinstance(found, Decimal)
    # The power raised to the exponent's divisor is a power with a whole exponent, which fractions know exactly.
    exact = Fraction(base) ** top
    assert abs(Fraction(found) ** bottom / exact - 1) < Fraction(1, 10**30)


def test_roots_have_all_their_digits() -> None:
    assert str(value("SQRT(2)")) == "1.414213562373095048801688724209698"
    assert value("SQRT(2)") == value("2^0.5") == value("POWER(2,0.5)")


def test_a_fault_says_where_and_how() -> None:
    with pytest.raises(FormulaFault, match="FX030") as raised:
        value("1 + n1 / (n1 - n1)", VALUES)
    error = raised.value.error
    assert error.position == 7
    assert error.message == "A division by zero (character 8)."
