"""Sums for a pocket calculator: printed so that retyping the printed digits gives the printed result.

An expression over exact values comes in; `settle` chooses how many digits each number must show, `write` prints it in a
language. Nothing is calculated here but the check that what is printed comes out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from incentive.engine.tracing.trace import Operand
from incentive.formula.text import source
from incentive.formula.tree import Binary, Call, Name, Node, Number, Unary, normalise
from incentive.i18n.formats import Formats, money_decimals, rounded
from incentive.numbers import CONTEXT, ONE, ZERO, look

MOST_DECIMALS = 10
# First percentages and plain numbers get more digits; amounts only where that is not enough.
WIDENINGS = (*((extra, 0) for extra in range(11)), *((extra, extra) for extra in range(1, 11)))
# Where the digits of one line were taken over from another, an amount alone may lack some.
AMOUNTS_ALONE = (*((0, extra) for extra in range(11)), *WIDENINGS)


class Form(StrEnum):
    """How a number is printed."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class Term:
    """A number of an expression: at least `decimals` are printed, more where the result needs them.

    `currency` is printed with the amount; without it money is a plain figure.
    """

    value: Decimal
    form: Form = Form.NUMBER
    decimals: int = 0
    currency: str = ""

    @property
    def printed(self) -> Decimal:
        """The value that the printed digits say."""
        if self.form is Form.PERCENT:
            return rounded(self.value, self.decimals + 2)
        return rounded(self.value, self.decimals)


@dataclass(frozen=True, slots=True)
class Operation:
    """`left sign right`, sign one of `+ − × ÷`."""

    sign: str
    left: "Expression"
    right: "Expression"


Expression = Term | Operation
Settled = tuple[Expression, Term]
"""A sum and its result with the digits that make it come out."""

_LEVELS = {"+": 1, "−": 1, "×": 2, "÷": 2}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_APPLY: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": CONTEXT.add,
    "−": CONTEXT.subtract,
    "×": CONTEXT.multiply,
    "÷": CONTEXT.divide,
}


def evaluate(expression: Expression) -> Decimal:
    """What a pocket calculator shows for the printed digits; ZeroDivisionError where it shows an error."""
    match expression:
        case Term():
            return expression.printed
        case Operation(sign, left, right):
            divisor = evaluate(right)
            if sign == "÷" and divisor == ZERO:
                raise ZeroDivisionError
            return _APPLY[sign](evaluate(left), divisor)


def exactly(expression: Expression) -> Decimal:
    """What the expression comes to with all the digits that its numbers have; 0 where it divides by 0."""
    try:
        return evaluate(_widened(expression, MOST_DECIMALS, MOST_DECIMALS))
    except ZeroDivisionError:
        return ZERO


def settle(expression: Expression, result: Term, widenings: Sequence[tuple[int, int]] = WIDENINGS) -> Settled | None:
    """Expression and result with just the digits that make the result come out; None where no digits do.

    The result gets more digits only where it is not fixed (`money` is fixed: its decimals are the currency's).
    """
    for more in range(1 if result.form is Form.MONEY else 4):
        wanted = replace(result, decimals=result.decimals + more)
        if more and _exact_decimals(result) < wanted.decimals:
            break
        for extra, of_money in widenings:
            shown = _widened(expression, extra, of_money)
            try:
                found = replace(wanted, value=evaluate(shown)).printed
            except ZeroDivisionError:
                continue
            if found == wanted.printed:
                return shown, wanted
    return None


def agreeing(sums: Sequence[Settled]) -> list[Settled]:
    """The same sums, each result with the digits with which another goes on: what is read on one line is typed on it.

    Settled sums come in and go out; digits are only added.
    """
    known = list(sums)
    for _ in range(len(known)):
        results = {_key(result) for _, result in known}
        wanted: dict[tuple[Form, Decimal], int] = {}
        for expression, result in known:
            for term in (*terms(expression), result):
                if _key(term) in results:
                    wanted[_key(term)] = max(term.decimals, wanted.get(_key(term), 0))
        again = [_raised(expression, result, wanted) for expression, result in known]
        if again == known:
            break
        known = again
    return known


def _key(term: Term) -> tuple[Form, Decimal]:
    return term.form, look(term.value)


def _raised(expression: Expression, result: Term, wanted: Mapping[tuple[Form, Decimal], int]) -> Settled:
    """A sum whose numbers show the digits wanted; as it was where it would no longer come out."""

    def raised(term: Term) -> Term:
        return replace(term, decimals=max(term.decimals, min(wanted.get(_key(term), 0), _exact_decimals(term))))

    def walked(part: Expression) -> Expression:
        return raised(part) if isinstance(part, Term) else Operation(part.sign, walked(part.left), walked(part.right))

    return settle(walked(expression), raised(result), AMOUNTS_ALONE) or (expression, result)


def digits(expression: Expression, value: Decimal, form: Form) -> int:
    """The decimals with which an expression shows a value; 0 where it does not."""
    return max((term.decimals for term in terms(expression) if _key(term) == (form, look(value))), default=0)


def write(expression: Expression, formats: Formats, parent: int = 0) -> str:
    """The expression as printed: `1,200.00 × 113.3333% + 50.00`."""
    match expression:
        case Term():
            text = write_term(expression, formats)
            return f"({text})" if parent and expression.printed < ZERO else text
        case Operation(sign, left, right):
            level = _LEVELS[sign]
            # a − (b + c) and a ÷ (b × c) keep their brackets; a + b + c and a × b × c need none.
            text = f"{write(left, formats, level)} {sign} {write(right, formats, level + (sign in '−÷'))}"
            return f"({text})" if level < parent else text


def write_term(term: Term, formats: Formats) -> str:
    """One number as printed."""
    if term.form is Form.PERCENT:
        return formats.percent(term.value, term.decimals)
    if term.form is Form.MONEY and term.currency:
        return formats.money(term.value, term.currency, term.decimals)
    return formats.number(term.value, term.decimals)


def terms(expression: Expression) -> Iterator[Term]:
    """The numbers of an expression, from left to right."""
    match expression:
        case Term():
            yield expression
        case Operation(_, left, right):
            yield from terms(left)
            yield from terms(right)


def from_tree(tree: Node, operands: Mapping[str, Operand]) -> Expression | None:
    """A formula of the four operations over known numbers as an expression; None for any other formula."""
    match tree:
        case Number(value):
            return Term(value, decimals=exact_decimals(value))
        case Name():
            operand = operands.get(tree.key)
            return term_of(operand.value, operand.unit) if operand is not None else None
        case Call():
            # A function of the plan stands under its own text.
            held = operands.get(source(tree)) or operands.get(normalise(source(tree)))
            return term_of(held.value, held.unit) if held is not None else None
        case Unary("%", Number(value)):
            return Term(CONTEXT.divide(value, Decimal(100)), Form.PERCENT, exact_decimals(value))
        case Unary("+", operand):
            return from_tree(operand, operands)
        case Binary(operator, left, right) if operator in _SIGNS:
            first, second = from_tree(left, operands), from_tree(right, operands)
            return Operation(_SIGNS[operator], first, second) if first is not None and second is not None else None
        case _:
            return None


def term_of(value: object, unit: str) -> Term | None:
    """A value of a step in the form its unit asks for; None where it is no number."""
    if not isinstance(value, Decimal):
        return None
    if unit == "percent":
        return Term(value, Form.PERCENT, min(1, exact_decimals(value.scaleb(2, CONTEXT))))
    if unit == "money" or (len(unit) == 3 and unit.isupper()):
        return Term(value, Form.MONEY, money_decimals(unit))
    return Term(value, Form.NUMBER, min(2, exact_decimals(value)))


def product(*factors: Expression | None) -> Expression | None:
    """The factors that are there, multiplied; a factor of exactly 1 is left out unless it stands alone."""
    whole: Expression | None = None
    for factor in factors:
        if factor is None or (whole is not None and isinstance(factor, Term) and factor.value == ONE):
            continue
        whole = factor if whole is None else Operation("×", whole, factor)
    return whole


def exact_decimals(value: Decimal) -> int:
    """How many decimals the number has, at most `MOST_DECIMALS`."""
    exponent = value.normalize(CONTEXT).as_tuple().exponent
    return min(MOST_DECIMALS, max(0, -exponent)) if isinstance(exponent, int) else 0


def _exact_decimals(term: Term) -> int:
    return exact_decimals(term.value.scaleb(2, CONTEXT) if term.form is Form.PERCENT else term.value)


def _widened(expression: Expression, extra: int, extra_money: int) -> Expression:
    """The expression with more digits shown, as far as its numbers have any."""
    match expression:
        case Term():
            more = extra_money if expression.form is Form.MONEY else extra
            decimals = max(expression.decimals, min(_exact_decimals(expression), expression.decimals + more))
            return replace(expression, decimals=decimals)
        case Operation(sign, left, right):
            return Operation(sign, _widened(left, extra, extra_money), _widened(right, extra, extra_money))
