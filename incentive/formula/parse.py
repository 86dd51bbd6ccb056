"""Reading a formula: text in, the tree or every error with its place out.

Excel's rules of precedence: percent sign and minus sign first, then `^`, `* /`, `+ -`, `&`, comparisons, each from left
to right. What a name means is not asked here; what a function takes is. Nothing of a text is ever run.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from incentive.formula.arguments import argument_errors, function_errors
from incentive.formula.functions import FUNCTIONS
from incentive.formula.levels import LEVELS
from incentive.formula.scope import FormulaError, FormulaFault
from incentive.formula.tokens import Token, TokenKind, tokens
from incentive.formula.tree import Binary, Call, Name, Node, Number, Omitted, Text, Truth, Unary
from incentive.i18n.phrases import Figure

LONGEST = 8192
DEEPEST = 64
TALLEST = 256


@dataclass(frozen=True, slots=True)
class Parsed:
    """The tree, or None and what is wrong."""

    tree: Node | None
    errors: tuple[FormulaError, ...] = ()


def parse(text: str) -> Parsed:
    """The tree of a formula, a leading `=` allowed. Errors come by their place in the text."""
    if len(text) > LONGEST:
        return Parsed(None, (FormulaError("FX002", 0, {"length": Figure(len(text)), "most": Figure(LONGEST)}),))
    try:
        parser = _Parser(tokens(text))
        tree = parser.formula()
    except FormulaFault as fault:
        return Parsed(None, (fault.error,))
    errors = sorted(parser.errors, key=lambda error: error.position or 0)
    return Parsed(None if errors else tree, tuple(errors))


class _Parser:
    """Precedence climbing over the tokens; `errors` gathers what does not keep the rest from being read."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.next = 0
        self.depth = 0
        self.errors: list[FormulaError] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def at_end(self) -> bool:
        """Whether all tokens are read."""
        return self.token.kind is TokenKind.END

    def take(self) -> Token:
        token = self.token
        self.next += 1
        return token

    def formula(self) -> Node:
        """The whole text."""
        if self.token.says("="):
            self.take()
        if self.at_end():
            raise FormulaFault(FormulaError("FX001", 0))
        tree = self.expression(1)
        if not self.at_end():
            raise FormulaFault(self.unexpected())
        self.errors.extend(_checked(tree))
        return tree

    def unexpected(self) -> FormulaError:
        """What to say of a token that goes on where the formula could have ended."""
        token = self.token
        if token.says(")"):
            return FormulaError("FX009", token.at)
        if token.says(","):
            return FormulaError("FX028", token.at)
        if token.text.startswith(".") and self.next and self.tokens[self.next - 1].says(")"):
            return FormulaError("FX021", token.at, {"name": token.text})
        return FormulaError("FX007", token.at, {"found": token.shown})

    def expression(self, level: int) -> Node:
        """A chain of operators of this level or tighter ones."""
        left = self.operand()
        while True:
            token = self.token
            own = LEVELS.get(token.text, 0) if token.kind is TokenKind.SIGN else 0
            if own < level or own == 0:
                return left
            self.take()
            right = self.expression(own + 1)
            left = Binary(token.text, left, right, token.at)

    def operand(self) -> Node:
        """A value with the signs before it and the percent signs after it."""
        token = self.token
        if token.says("-") or token.says("+"):
            self.take()
            self.deeper(token.at)
            operand = self.operand()
            self.depth -= 1
            return Unary(token.text, operand, token.at)
        value = self.value()
        while self.token.says("%"):
            value = Unary("%", value, self.take().at)
        return value

    def value(self) -> Node:
        """A number, a text, a name, a call or a bracket."""
        token = self.take()
        match token.kind:
            case TokenKind.NUMBER:
                return Number(token.number, token.at)
            case TokenKind.TEXT:
                return Text(token.text, token.at)
            case TokenKind.COLUMN:
                return Name(token.text, token.at)
            case TokenKind.WORD:
                return self.word(token)
            case _ if token.says("("):
                self.deeper(token.at)
                inside = self.expression(1)
                self.close(token)
                self.depth -= 1
                return inside
        raise FormulaFault(FormulaError("FX006", token.at, {"found": token.shown}))

    def word(self, token: Token) -> Node:
        """A name, TRUE or FALSE, or a call where a bracket follows."""
        upper = token.text.upper()
        if self.token.says("("):
            opening = self.take()
            self.deeper(opening.at)
            arguments = self.arguments(opening)
            self.depth -= 1
            if upper in {"TRUE", "FALSE"} and not arguments:
                return Truth(upper == "TRUE", token.at)
            return self.call(token, upper, arguments)
        if upper in {"TRUE", "FALSE"}:
            return Truth(upper == "TRUE", token.at)
        return Name(token.text, token.at)

    def call(self, token: Token, upper: str, arguments: tuple[Node, ...]) -> Node:
        """The call, with what is wrong about it noted."""
        function = FUNCTIONS.get(upper)
        if function is None:
            self.errors.append(function_errors(token.text, token.at))
        else:
            self.errors.extend(argument_errors(function, arguments, token.at))
        return Call(upper, arguments, token.at)

    def arguments(self, opening: Token) -> tuple[Node, ...]:
        """What stands between the brackets of a call."""
        if self.token.says(")"):
            self.take()
            return ()
        found: list[Node] = []
        while True:
            if self.token.says(",") or self.token.says(")"):
                found.append(Omitted(self.token.at))
            else:
                found.append(self.expression(1))
            if self.token.says(","):
                self.take()
                continue
            self.close(opening)
            return tuple(found)

    def close(self, opening: Token) -> None:
        """The closing bracket that belongs to the opening one."""
        if self.at_end():
            raise FormulaFault(FormulaError("FX008", opening.at))
        if not self.token.says(")"):
            raise FormulaFault(self.unexpected())
        self.take()

    def deeper(self, at: int) -> None:
        """One level further in, as far as that is allowed."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaFault(FormulaError("FX003", at))


def _checked(tree: Node) -> Iterator[FormulaError]:
    """Refuse chains so long that walking the tree would exhaust the stack, and GROUP outside any call.

    Without recursion itself, therefore. The cases of IFS and SWITCH become a chain of alternatives, each inside the one
    before, and count as such.
    """
    waiting: list[tuple[Node, int]] = [(tree, 1)]
    while waiting:
        node, height = waiting.pop()
        if height > TALLEST:
            raise FormulaFault(FormulaError("FX003", node.at))
        match node:
            case Call():
                waiting += [(each, height + 1 + place // 2) for place, each in enumerate(node.arguments)]
                continue
            case Unary():
                below = [node.operand]
            case Binary():
                below = [node.left, node.right]
            case _:
                continue
        waiting += [(each, height + 1) for each in below]
        yield from (FormulaError("FX023", each.at) for each in below if _is_group(each))
    if _is_group(tree):
        yield FormulaError("FX023", tree.at)


def _is_group(node: Node) -> bool:
    return isinstance(node, Call) and node.function == "GROUP"
