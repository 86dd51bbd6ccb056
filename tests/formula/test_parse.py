"""Reading formulas: Excel's precedence, what is tolerated, and every error with its place."""

from decimal import Decimal

import pytest

from incentive.formula.functions import FUNCTIONS
from incentive.formula.nearest import nearest, unknown_name
from incentive.formula.parse import DEEPEST, LONGEST, TALLEST, parse
from incentive.formula.scope import FormulaError
from incentive.formula.text import source
from incentive.formula.tree import Binary, Call, Name, Number, Omitted, Text, Truth, Unary, walk
from tests.formula.scopes import tree, value


def first_error(text: str) -> FormulaError:
    parsed = parse(text)
    assert parsed.tree is None
    error = parsed.errors[0]
    # Every error must have its sentences.
    assert error.message
    assert error.hint
    return error


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("1+2*3", "1 + 2 * 3"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("10-(4-3)", "10 - (4 - 3)"),
        ("(10-4)-3", "10 - 4 - 3"),
        ("2^(3^2)", "2 ^ (3 ^ 2)"),
        ("(2^3)^2", "2 ^ 3 ^ 2"),
        ("-(2^2)", "-(2 ^ 2)"),
        ("(-2)^2", "-2 ^ 2"),
        ("(50%)^2", "50% ^ 2"),
        ('"a"&(1+1)', '"a" & 1 + 1'),
        ('("a"&"b")="ab"', '"a" & "b" = "ab"'),
        ("(1<2)=TRUE", "1 < 2 = TRUE"),
        ("1<(2=3)", "1 < (2 = 3)"),
        ("if(a;b;c)", "IF(a, b, c)"),
        ("IF(a,,b)", "IF(a, , b)"),
        ("[Base salary] * 2", "[Base salary] * 2"),
        ("[A'[b']] + [Driver's]", "[A'[b']] + [Driver's]".replace("r's", "r''s")),
    ],
)
def test_brackets_are_kept_only_where_they_matter(text: str, brackets: str) -> None:
    assert source(tree(text)) == brackets
    assert source(tree(brackets)) == brackets


@pytest.mark.parametrize(("text", "result"), [("-2^2", 4), ("0-2^2", -4), ("2^3^2", 64), ("50%^2", Decimal("0.25"))])
def test_the_reference_gives_these_values(text: str, result: object) -> None:
    assert value(text) == result


def test_nodes_know_their_places() -> None:
    found = tree("= Salary * (2 + x)")
    assert found == Binary("*", Name("Salary", 2), Binary("+", Number(Decimal(2), 12), Name("x", 16), 14), 9)


def test_leaves() -> None:
    assert tree('"it""s"') == Text('it"s', 0)
    assert tree("TRUE()") == tree("true") == Truth(True, 0)
    assert tree("[TRUE]") == Name("TRUE", 0)
    assert tree("1E3") == Number(Decimal(1000), 0)
    assert tree(".5") == Number(Decimal("0.5"), 0)
    assert tree("Größe_2.b") == Name("Größe_2.b", 0)
    assert tree("वेतन*2") == Binary("*", Name("वेतन", 0), Number(Decimal(2), 5), 4)
    assert tree("Q1") == Name("Q1", 0)
    assert tree("5%%") == Unary("%", Unary("%", Number(Decimal(5), 0), 1), 2)
    assert tree("IF(a,)") == Call("IF", (Name("a", 3), Omitted(5)), 0)


def test_signs_of_word_processors_are_read() -> None:
    assert source(tree("2 × 3 ÷ x − 1")) == "2 * 3 / x - 1"
    assert source(tree("a ≤ b")) == "a <= b"
    assert source(tree("a ≥ b")) == "a >= b"
    assert source(tree("a ≠ b")) == "a <> b"
    for quoted in ("“North”", "„North“", "«North»", "”North”"):
        assert source(tree(f"Team = {quoted}")) == 'Team = "North"'


@pytest.mark.parametrize(
    ("text", "code", "position"),
    [
        ("", "FX001", 0),
        (" = ", "FX001", 0),
        ("1" * (LONGEST + 1), "FX002", 0),
        ("(" * (DEEPEST + 1) + "1" + ")" * (DEEPEST + 1), "FX003", DEEPEST),
        ("-" * (DEEPEST + 1) + "1", "FX003", DEEPEST),
        ("1" + "+1" * TALLEST, "FX003", 2),
        ("a == b", "FX004", 2),
        ("2 ** 3", "FX004", 2),
        ("a != b", "FX004", 2),
        ("a && b", "FX004", 2),
        ("1 ? 2", "FX004", 2),
        ('"abc', "FX005", 0),
        ("1 +", "FX006", 3),
        ("* 2", "FX006", 0),
        ("(1 + )", "FX006", 5),
        ("a b", "FX007", 2),
        ('2 "x"', "FX007", 2),
        ("1 000", "FX007", 2),
        ("((1)", "FX008", 0),
        ("MIN(1, 2", "FX008", 3),
        ("1)", "FX009", 1),
        ("10k", "FX010", 0),
        ("1E301", "FX010", 0),
        ("1E9999999999", "FX010", 0),
        ("1" * 35, "FX010", 0),
        ("1.2.3", "FX010", 0),
        ("IF(a; 1,5; 2)", "FX011", 6),
        ("1,5 + 2", "FX011", 0),
        ("ROUNDS(1, 2)", "FX012", 0),
        ("VLOOKUP(1, 2)", "FX012", 0),
        ("zzz(1)", "FX012", 0),
        ("SE(a; 1; 2)", "FX013", 0),
        ("wenn(a; 1; 2)", "FX013", 0),
        ("ЕСЛИ(a; 1; 2)", "FX013", 0),
        ("ARROTONDA.PER.ECC(a; 1)", "FX013", 0),
        ("IF(1)", "FX015", 0),
        ("IF(1, 2, 3, 4)", "FX015", 0),
        ("IFS(a, 1, b)", "FX015", 0),
        ("SQRT()", "FX015", 0),
        ("MIN()", "FX015", 0),
        ("ROUND(1, )", "FX016", 9),
        ("MIN(1, , 2)", "FX016", 7),
        ("IF(, 1, 2)", "FX016", 3),
        ("IFERROR(, 1)", "FX016", 8),
        ("SWITCH(a, , 1)", "FX016", 10),
        ("$A$1 + 1", "FX017", 0),
        ("A$1", "FX017", 0),
        ("SUM(A1:B2)", "FX018", 6),
        ("{1,2}", "FX019", 0),
        ("Sheet1!A1", "FX020", 6),
        ("__import__", "FX021", 0),
        ("Salary.__class__", "FX021", 0),
        ("ABS(x).real", "FX021", 6),
        ("[x].y", "FX021", 3),
        ("ACTUAL(sales)", "FX022", 7),
        ('ACTUAL("sales" & "x")', "FX022", 15),
        ('ACTUAL(" ")', "FX022", 7),
        ("SCALE(x, 1)", "FX022", 6),
        ("GROUP(Team)", "FX023", 0),
        ("1 + GROUP(Team)", "FX023", 4),
        ("MIN(GROUP(Team), 1)", "FX023", 4),
        ("RANK(GROUP(Team), Score)", "FX023", 5),
        ("TOTAL(x, GROUP(1))", "FX023", 15),
        ("ALLOCATE(100, GROUP(Team))", "FX023", 14),
        ("[", "FX024", 0),
        ("[ ]", "FX024", 0),
        ("[abc", "FX024", 0),
        ("[a[b]", "FX024", 0),
        ("]", "FX024", 0),
        ("RANK(Score, Team)", "FX025", 12),
        ("a, b", "FX028", 1),
    ],
)
def test_errors_have_a_code_and_a_place(text: str, code: str, position: int) -> None:
    error = first_error(text)
    assert (error.code, error.position) == (code, position)


def test_both_readings_of_a_comma_are_shown() -> None:
    assert "1.5 or as 1 and 5" in first_error("IF(a; 1,5; 2)").message


def test_suggestions() -> None:
    assert "ROUND?" in first_error("ROUNDS(1, 2)").hint
    assert "SCALE" in first_error("XLOOKUP(a, b)").hint
    assert "Write ROUNDUP." in first_error("AUFRUNDEN(a; 1)").hint


def test_all_errors_about_calls_come_in_one_pass() -> None:
    codes = [error.code for error in parse("SE(1, 2) + ROUND(1) + ACTUAL(x)").errors]
    assert codes == ["FX013", "FX015", "FX022"]


def test_commas_without_semicolons_separate() -> None:
    assert source(tree("MIN(1,5)")) == "MIN(1, 5)"
    assert source(tree("MIN(1;5)")) == "MIN(1, 5)"
    assert source(tree("MAX(MIN(1; 2), 3)")) == "MAX(MIN(1, 2), 3)"


def test_every_example_of_the_reference_is_a_formula() -> None:
    for function in FUNCTIONS.values():
        calls = [node.function for node in walk(tree(function.example)) if isinstance(node, Call)]
        assert function.name in calls


def test_the_deepest_and_longest_formulas_are_calculated() -> None:
    assert value("(" * DEEPEST + "1" + ")" * DEEPEST) == 1
    assert value("1" + "+1" * (TALLEST - 1)) == TALLEST
    nested = "IF(n>0," * (DEEPEST - 1) + "7" + ",0)" * (DEEPEST - 1)
    assert value(nested, {"n": Decimal(1)}) == 7
    pairs = ",".join(f"n={place},{place}" for place in range(110))
    assert value(f"IFS({pairs})", {"n": Decimal(109)}) == 109


def test_nearest() -> None:
    assert nearest("Salery", ["Salary", "Score"]) == "Salary"
    assert nearest("base_salary", ["Base salary"]) == "Base salary"
    assert nearest("qqq", ["Salary"]) is None
    error = unknown_name(Name("Salery", 3), ["Salary"])
    assert error == FormulaError("FX027", 3, {"name": "Salery", "nearest": "Salary"})
    assert unknown_name(Name("B7"), ["Salary"]).code == "FX017"
    assert unknown_name(Name("xyz"), ["Salary"]).code == "FX026"
