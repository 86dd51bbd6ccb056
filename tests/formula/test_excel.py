"""Cell formulas as they are written, and what is refused because a sheet would say something else."""

from decimal import Decimal

import pytest

from incentive.formula.excel import NotExpressible, excel
from incentive.formula.kinds import Shape
from incentive.formula.scope import Kind
from incentive.formula.tree import Call, Name, Node, Number
from tests.formula.scopes import known, tree


class Cells:
    """`n1` stands in a cell of that name; values of names that begin with `n` stay below 1,000 where told so."""

    def __init__(self, reach: int | None = 2) -> None:
        self.most = reach

    def name(self, node: Name) -> str:
        return node.name.upper()

    def call(self, node: Call) -> str | None:
        return "RANK_CELL" if node.function == "RANK" else None

    def shape(self, node: Name | Call) -> Shape:
        return known(node.key) if isinstance(node, Name) else Shape(Kind.NUMBER)

    def reach(self, node: Node) -> int | None:
        return self.most if isinstance(node, Name | Call) else None


def written(text: str, reach: int | None = 2) -> str:
    return excel(tree(text), Cells(reach))


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("n1 * (n2 + 1)", "N1*(N2+1)"),
        ("-n1^2", "-N1^2"),
        ("-(n1^2)", "-(N1^2)"),
        ("2^(n1^2)", "2^(N1^2)"),
        ("n1 * 50%", "N1*50%"),
        ("(n1+n2)%", "(N1+N2)%"),
        ("n1 >= 80%", "ROUND(N1,12)>=80%"),
        ("n1 = n2", "ROUND(N1,12)=ROUND(N2,12)"),
        ("n1 < 0.12345678901234", "ROUND(N1,12)<ROUND(0.12345678901234,12)"),
        ('t1 = "a""b"', 'T1="a""b"'),
        ("d1 > d2", "D1>D2"),
        ("INT(n1 / n2)", "INT(ROUND(N1/N2,IF(ABS(N1/N2)<1000,12,14-INT(LOG10(ABS(N1/N2))))))"),
        ("ROUND(n1, 2)", "ROUND(ROUND(N1,12),2)"),
        ("ROUND(ROUND(n1, 3), 2)", "ROUND(ROUND(ROUND(N1,12),3),2)"),
        ("IF(n1 > 1, n1)", "IF(ROUND(N1,12)>1,N1,FALSE)"),
        ("IF(b1, on1, )", 'IF(B1,IF(ON1="","",ON1),0)'),
        ("IF(n1, 1, 2)", "IF(ROUND(N1,12)<>0,1,2)"),
        ("IFS(b1, 1, TRUE, 2)", "IF(B1,1,IF(TRUE,2,1/0))"),
        ('SWITCH(t1, "a", 1, 0)', 'IF(T1="a",1,0)'),
        ("IFBLANK(on1, 0)", 'IF(ON1="",0,ON1)'),
        ("ISBLANK(on1)", 'AND(ON1="")'),
        ("on1 = 0", 'IF(ON1="",FALSE,ROUND(ON1,12)=0)'),
        ("SUM(n1, on1)", 'SUM(N1,IF(ON1="",0,ON1))'),
        ("MIN(n1, on1)", 'MIN(N1,IF(ON1="",N1,ON1))'),
        ("SUM(b1, 1)", "SUM((B1)*1,1)"),
        ("RANK(n1) <= 3", "ROUND(RANK_CELL,12)<=3"),
        ("FLOOR(n1, 5%)", "IF(ROUND(N1,12)=0,0,INT(ROUND(ROUND(N1,12)/5%,14-INT(LOG10(ABS(ROUND(N1,12)/5%)))))*5%)"),
        (
            "ROUNDUP(n1, 2)",
            "IF(ROUND(N1,12)=0,0,SIGN(ROUND(N1,12))*-INT(-ROUND(ABS(ROUND(N1,12))*100,14-INT(LOG10(ABS(ROUND(N1,12))*100))))/100)",
        ),
        (
            "ROUNDDOWN(INT(n1), -1)",
            "IF(INT(ROUND(N1,12))=0,0,SIGN(INT(ROUND(N1,12)))*INT(ROUND(ABS(INT(ROUND(N1,12)))/10,14-INT(LOG10(ABS(INT(ROUND(N1,12)))/10))))*10)",
        ),
        ("on1", 'IF(ON1="","",ON1)'),
        ("1E20", "1E+20"),
        ("0.00001", "0.00001"),
        ("12345678901234567", "1.23456789012346E+16"),
        ("SQRT(n1)^POWER(n1, 2)", "SQRT(N1)^POWER(N1,2)"),
    ],
)
def test_formulas(text: str, formula: str) -> None:
    assert written(text) == formula


def test_digits_are_spelled_out_where_a_value_can_reach_1000() -> None:
    assert written("n1 > 1", 2) == "ROUND(N1,12)>1"
    long = "ROUND(N1,IF(ABS(N1)<1000,12,14-INT(LOG10(ABS(N1)))))>1"
    assert written("n1 > 1", 3) == written("n1 > 1", None) == long
    assert "LOG10" not in written("n1 * 2 > 1", 1)
    assert "LOG10" not in written("n1 + n2 > 1", 1)
    assert "LOG10" in written("n1 * n2 > 1", 2)
    assert "LOG10" in written("n1 / n2 > 1", 0)


def test_a_negative_number_of_a_tree_is_in_brackets_only_where_needed() -> None:
    assert excel(Number(Decimal(-5)), Cells()) == "-5"


@pytest.mark.parametrize(
    "text",
    [
        'ACTUAL("sales") + 1',
        'n1 & "x"',
        'd1 & ""',
        'any1 & ""',
        "any1 = 1",
        "any1 = any2",
        "any1 > 1",
        "1 = b1",
        "d1 = 5",
        "t1 + 1",
        "SUM(t1)",
        "ROUNDUP(n1, 16)",
        "SUM(any1)",
        "IF(any1, 1, 2)",
        "ISBLANK(IF(b1, t1, ot1))",
        "IFBLANK(IF(b1, any1, 1), 2)",
        "IFERROR(on1 + 1, 0)",
        "IFERROR(any1 * 1, 0)",
        "IFERROR(d1 + 1, 0)",
        "IFERROR(t1 < t2, 0)",
        "IFERROR(on1 > 1, 0)",
        "IFERROR(SUM(on1), 0)",
        "IFERROR(IF(ob1, 1, 2), 0)",
        f'"{"x" * 256}"',
        't1 = 1 & n1',
        "MROUND(MROUND(MROUND(MROUND(MROUND(MROUND(n1, 2), 3), 4), 5), 6), 7)",
        "IF(b1," * 60 + "IF(INT(n1 / n2) > 1, 1, 2)" + ",0)" * 60,
    ],
)  # fmt: skip
def test_what_a_sheet_would_say_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NotExpressible) as refused:
        written(text)
    assert refused.value.reason


def test_the_second_argument_of_iferror_is_not_inside_it() -> None:
    assert written("IFERROR(n1 / n2, on1 + 1)") == "IFERROR(N1/N2,ON1+1)"


def test_spellings_that_repeat_their_parts_end_early() -> None:
    deep = "MROUND(" * 60 + "n1" + ",n2)" * 60
    with pytest.raises(NotExpressible, match="longer"):
        written(deep, None)
