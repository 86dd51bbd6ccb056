"""Cell formulas where one kind of value meets another, and arguments that are left out or too many."""

import pytest

from incentive.formula.excel import NotExpressible
from incentive.formula.parse import parse
from tests.formula.test_excel import written

LONG = "IF(ABS({0})<1000,12,14-INT(LOG10(ABS({0}))))"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("t1&b1", 'T1&IF(B1,"TRUE","FALSE")'),
        ("t1&5", "T1&5"),
        ("t1&0", "T1&0"),
        ("t1&(t2&t3)", "T1&(T2&T3)"),
        ("(t1&t2)&t3", "T1&T2&T3"),
        ("+b1", "B1*1"),
        ("+n1", "N1"),
        ("-b1", "-B1"),
        ("b1=ob1", 'IF(OB1="",FALSE,B1=OB1)'),
        ("ob1=b1", 'IF(OB1="",FALSE,OB1=B1)'),
        ("on1<>n1", 'IF(ON1="",TRUE,ROUND(ON1,12)<>ROUND(N1,12))'),
        ("on1=on2", 'IF(ON1="",IF(ON2="",TRUE,FALSE),IF(ON2="",FALSE,ROUND(ON1,12)=ROUND(ON2,12)))'),
        ("b1<b2", "B1<B2"),
        ("POWER(n1,2)", "POWER(N1,2)"),
        ("AVERAGE(n1,on1)", 'SUM(N1,IF(ON1="",0,ON1))/(1+IF(ON1="",0,1))'),
        ("AVERAGE(n1,n2)", "AVERAGE(N1,N2)"),
        ('SWITCH(t1,"a",1,"b",2,0)', 'IF(T1="a",1,IF(T1="b",2,0))'),
        ('SWITCH(t1,"a",1,"b",2)', 'IF(T1="a",1,IF(T1="b",2,1/0))'),
        # what may reach 1,000 is rounded to its digits, the rest to 12 decimals
        ("n1%>=1", "ROUND(N1%,12)>=1"),
        ("n1*n2>=1", f"ROUND(N1*N2,{LONG.format('N1*N2')})>=1"),
        ("n1+n2>=1", f"ROUND(N1+N2,{LONG.format('N1+N2')})>=1"),
        ("IFERROR(IF(n1<n2,1,2),0)", "IFERROR(IF(ROUND(N1,12)<ROUND(N2,12),1,2),0)"),
        (
            "IFERROR(n1^n2,0)",
            "IFERROR(IF(N1=0,IF(N2>0,0,1/0),IF(N1<0,IF(ABS(N2-ROUND(N2,0))<1E-14,N1^ROUND(N2,0),1/0),N1^N2)),0)",
        ),
    ],
)
def test_how_it_is_written(text: str, formula: str) -> None:
    assert written(text) == formula


@pytest.mark.parametrize("name", ["CEILING", "FLOOR"])
def test_a_step_that_may_be_nothing(name: str) -> None:
    """FLOOR by nothing is a fault, CEILING by nothing is 0."""
    without = {"CEILING": "0", "FLOOR": "1/0"}[name]
    assert written(f"{name}(n1,n2)").startswith(f"IF(ROUND(N1,12)=0,0,IF(ROUND(N2,12)=0,{without},")
    assert "1/0" not in written(f"{name}(n1,5)")
    assert "1/0" in written(f"{name}(n1,-5)")


def test_a_remainder_of_a_division_by_nothing() -> None:
    assert written("MOD(n1,n2)").startswith("IF(ROUND(N2,12)=0,1/0,IF(ROUND(N1,12)=0,0,")
    assert written("MOD(n1,5)").startswith("IF(ROUND(N1,12)=0,0,")


@pytest.mark.parametrize(
    "text",
    [
        "t1&1.5",
        "t1&-1",
        "t1&ob1",
        "t1&n1",
        "any1=n1",
        "n1=any1",
        "any1<n1",
        "b1<n1",
        "IFERROR(IF(t1<t2,1,2),0)",
        "IFERROR(IF(on1=n1,1,2),0)",
        "IFERROR(IF(n1=on1,1,2),0)",
    ],
)
def test_what_a_sheet_would_say_otherwise_is_not_written(text: str) -> None:
    with pytest.raises(NotExpressible):
        written(text)


@pytest.mark.parametrize(
    "text", ["IF(TRUE,,)", "IFERROR(1,)", "IFS(TRUE,,FALSE,1)", "SWITCH(1,1,)", "SWITCH(1,1,2,)", "SWITCH(1,1,,2,3)"]
)
def test_a_branch_may_be_left_out(text: str) -> None:
    assert parse(text).errors == ()


@pytest.mark.parametrize(
    "text",
    [
        "IF(,1,2)",
        "IFERROR(,1)",
        "IFS(,1)",
        "IFS(TRUE,1,,2)",
        "SWITCH(,1,2)",
        "SWITCH(1,,2)",
        "SWITCH(1,1,2,,3)",
        "MAX(1,)",
        "ROUND(,1)",
        "ROUND(1,)",
    ],
)
def test_nothing_else_may_be_left_out(text: str) -> None:
    assert [error.code for error in parse(text).errors] == ["FX016"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ABS(1,2)", "takes 1 argument, not 2"),
        ("ROUND(1)", "takes 2 arguments, not 1"),
        ("IF(1)", "takes 2 to 3 arguments, not 1"),
        ("MAX()", "takes at least 1 argument, not 0"),
        ("SWITCH(1)", "takes at least 3 arguments, not 1"),
        ("IFS(1)", "takes pairs of a condition and a value, not 1"),
    ],
)
def test_how_many_arguments_are_expected(text: str, expected: str) -> None:
    (error,) = parse(text).errors
    assert expected in error.message
