"""Laws that hold for every formula: writing and reading agree, and arithmetic is that of fractions."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from incentive.formula.functions import FUNCTIONS, FunctionKind
from incentive.formula.operations import order
from incentive.formula.parse import parse
from incentive.formula.scope import FormulaFault
from incentive.formula.spelling import nesting
from incentive.formula.text import source
from incentive.formula.tree import Binary, Call, Name, Node, Number, Text, Truth, Unary
from incentive.numbers import look, same
from tests.formula.scopes import run, value

OPERATORS = ["=", "<>", "<", "<=", ">", ">=", "&", "+", "-", "*", "/", "^"]
LETTERS = st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u200b")
NUMBERS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=4).map(
    lambda number: Number(number + 0)
)
NAMES = st.one_of(
    st.sampled_from(["Salary", "x", "Größe", "_a.b", "Base salary", "a]b", "it's", "TRUE", "2nd", "Q1", "a'", "a'["]),
    st.text(LETTERS, min_size=1, max_size=6).map(str.strip).filter(bool),
)
LEAVES = st.one_of(
    NUMBERS,
    st.text(LETTERS, max_size=5).map(Text),
    st.booleans().map(Truth),
    NAMES.map(Name),
)
PLAIN = [f for f in FUNCTIONS.values() if f.standard and f.name != "IFS"]


def calls(below: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.sampled_from(PLAIN).flatmap(
        lambda function: st.lists(below, min_size=function.least, max_size=min(function.most, 4)).map(
            lambda arguments: Call(function.name, tuple(arguments))
        )
    )


TREES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda below: st.one_of(
        st.builds(Binary, st.sampled_from(OPERATORS), below, below),
        st.builds(Unary, st.sampled_from(["-", "+", "%"]), below),
        calls(below),
    ),
    max_leaves=20,
)


def bare(node: Node) -> object:
    """The tree without places."""
    match node:
        case Unary():
            return (node.operator, bare(node.operand))
        case Binary():
            return (node.operator, bare(node.left), bare(node.right))
        case Call():
            return (node.function, *(bare(argument) for argument in node.arguments))
        case Number() | Text() | Truth():
            return node.value
        case Name():
            return node.key
    raise AssertionError(node)


@given(TREES)
def test_what_is_written_is_read_as_the_same_tree(tree: Node) -> None:
    text = source(tree)
    parsed = parse(text)
    assert parsed.tree is not None, (text, parsed.errors)
    assert bare(parsed.tree) == bare(tree)
    assert source(parsed.tree) == text


@given(st.text(max_size=60))
def test_reading_never_fails_otherwise_than_in_words(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree is None) == bool(parsed.errors)
    for error in parsed.errors:
        assert error.message
        assert error.hint
        assert error.position is not None
        assert 0 <= error.position <= len(text)


@given(st.text("+-*/^&%=<>()[]{},;.\"'!:$@ 0123456789eEaxIFMINSUM", max_size=60))
def test_reading_formula_like_texts_never_fails_otherwise_than_in_words(text: str) -> None:
    parsed = parse(text)
    assert (parsed.tree is None) == bool(parsed.errors)


DECIMALS = st.decimals(min_value=-(10**6), max_value=10**6, allow_nan=False, allow_infinity=False, places=3)
ARITHMETIC: st.SearchStrategy[Node] = st.recursive(
    st.one_of(DECIMALS.map(Number), st.sampled_from(["n1", "n2", "n3"]).map(Name)),
    lambda below: st.one_of(
        st.builds(Binary, st.sampled_from(["+", "-", "*", "/"]), below, below),
        st.builds(Unary, st.sampled_from(["-", "+", "%"]), below),
    ),
    max_leaves=12,
)


def walked(node: Node, values: dict[str, Fraction]) -> tuple[Fraction, Fraction]:
    """The value by fractions, and how far a calculation of 34 digits may be from it."""
    match node:
        case Number():
            return Fraction(node.value), Fraction(0)
        case Name():
            return values[node.key], Fraction(0)
        case Unary():
            inner, off = walked(node.operand, values)
            found = {"-": -inner, "+": inner, "%": inner / 100}[node.operator]
            return found, off + abs(found) / 10**33
        case Binary():
            left, left_off = walked(node.left, values)
            right, right_off = walked(node.right, values)
            match node.operator:
                case "+" | "-":
                    found = left + right if node.operator == "+" else left - right
                    off = left_off + right_off
                case "*":
                    found = left * right
                    off = abs(left) * right_off + abs(right) * left_off + left_off * right_off
                case _:
                    found = left / right
                    margin = abs(right) - right_off
                    if margin <= 0:
                        raise ZeroDivisionError
                    off = (left_off + abs(found) * right_off) / margin
            return found, off + abs(found) / 10**33
    raise AssertionError(node)


@given(ARITHMETIC, DECIMALS, DECIMALS, DECIMALS)
def test_arithmetic_is_that_of_fractions(tree: Node, first: Decimal, second: Decimal, third: Decimal) -> None:
    values = {"n1": first, "n2": second, "n3": third}
    try:
        expected, off = walked(tree, {key: Fraction(number) for key, number in values.items()})
    except ZeroDivisionError:
        return
    try:
        found = value(source(tree), values)
    except FormulaFault as fault:
        raise AssertionError(f"{source(tree)}: {fault.error.message}") from fault
    assert isinstance(found, Decimal)
    assert abs(Fraction(found) - expected) <= off


NEAR = st.builds(
    lambda whole, power, steps: whole * Decimal(10) ** power + steps * Decimal("1E-13") * Decimal(10) ** max(power, 0),
    st.integers(-2000, 2000).map(Decimal),
    st.integers(-4, 6),
    st.integers(-12, 12),
)


@given(NEAR, st.integers(-15, 15))
def test_comparisons_with_constants_see_what_comparisons_see(number: Decimal, steps: int) -> None:
    constant = look(number)
    # Close to the constant, on either side and on the halves themselves.
    step = Decimal("5E-13") if abs(constant) < 1000 else Decimal((0, (5,), constant.adjusted() - 15))
    tried = constant + steps * step / 5
    text = source(Number(abs(constant)))
    text = f"-{text}" if constant < 0 else text
    columns = [(f"c{sign}", f"n1 {sign} {text}") for sign in OPERATORS[:6]]
    columns += [(f"m{sign}", f"{text} {sign} n1") for sign in OPERATORS[:6]]
    found = run(columns, {"n1": [tried]}).columns
    seen, other = look(tried), look(constant)
    expected = [seen == other, seen != other, seen < other, seen <= other, seen > other, seen >= other]
    mirrored = [seen == other, seen != other, other < seen, other <= seen, other > seen, other >= seen]
    assert [cells[0] for cells in found.values()] == expected + mirrored


@given(NEAR, NEAR)
def test_the_order_of_two_numbers_is_that_of_what_is_seen(first: Decimal, second: Decimal) -> None:
    seen, other = look(first), look(second)
    assert order(first, second) == (seen > other) - (seen < other)
    assert (order(first, second) == 0) == same(first, second)
    assert order(first, first + Decimal("4E-13")) == (look(first) > look(first + Decimal("4E-13"))) - (
        look(first) < look(first + Decimal("4E-13"))
    )


def test_brackets_are_counted_outside_texts() -> None:
    assert nesting('IF(ABS(x)>1,"((((",MAX(1,2))') == 2


def test_every_kind_of_function_is_there() -> None:
    assert {function.kind for function in FUNCTIONS.values()} == set(FunctionKind)
