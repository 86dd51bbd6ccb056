"""A tree written as a live cell formula that gives what the evaluator gives, in Excel 2016 and LibreOffice alike.

The tree and the addresses of its names come in, a formula without its `=` goes out. Comparisons and roundings see their
numbers at 12 decimals or 15 digits, spelled out with ROUND; a blank is an empty cell or an empty text. What cannot be
said exactly raises `NotExpressible`, never a near miss; inside IFERROR that is more, since there a problem is a result.
"""

from collections.abc import Sequence
from typing import Protocol

from incentive.formula import kinds, spelling
from incentive.formula.kinds import Shape
from incentive.formula.levels import CLOSED, LEVELS, PERCENT, SIGN
from incentive.formula.scope import Kind
from incentive.formula.spelling import NotExpressible
from incentive.formula.tree import Binary, Call, Name, Node, Number, Omitted, Text, Truth, Unary

__all__ = ["Addresses", "NotExpressible", "excel"]

_SEEN_ALREADY = {"ROUND", "ROUNDUP", "ROUNDDOWN", "INT"}
_MOST_DIGITS = 15
_SMALL = 2
"""Numbers of this decimal exponent are below 1,000."""


class Addresses(Protocol):
    """Where the values of names and of the engine's functions stand, and what is known of them."""

    def name(self, node: Name) -> str:
        """A reference, or an expression that needs no brackets around it."""
        ...

    def call(self, node: Call) -> str | None:
        """The same for one of the engine's functions; None where it has no counterpart."""
        ...

    def shape(self, node: Name | Call) -> Shape:
        """The kind of the value, and whether it may be blank."""
        ...

    def reach(self, node: Node) -> int | None:
        """The largest decimal exponent that the value can have (2: it stays below 1,000), None where unknown."""
        ...


def excel(tree: Node, addresses: Addresses) -> str:
    """The tree as a formula without its `=`; a blank result is an empty text. Raises NotExpressible."""
    text = _Writer(addresses).value(tree)
    if len(text) >= spelling.LONGEST:
        raise NotExpressible("longer than a cell formula may be")
    if spelling.nesting(text) > spelling.DEEPEST:
        raise NotExpressible("nested deeper than a cell formula may be")
    return text


class _Writer:
    """Writes trees; `strict` inside IFERROR, where what is a problem for us must be an error for the sheet too."""

    def __init__(self, addresses: Addresses) -> None:
        self.addresses = addresses
        self.strict = False

    def shape(self, node: Node) -> Shape:
        """What is known of a tree's value."""
        return kinds.shape(node, self.addresses.shape)

    # --- places in which a tree can stand ---------------------------------------------------------------------

    def value(self, node: Node) -> str:
        """The tree as a result: a reference to an empty cell would give 0, so a blank is made an empty text."""
        text, _ = self.write(node)
        return spelling.filled(text, '""') if self._leaf(node) and self.shape(node).blank else text

    def operand(self, node: Node, level: int) -> str:
        """The tree as a number in arithmetic, in brackets where it binds less tightly than needed."""
        self._certain(node)
        text, own = self.write(node)
        return text if own >= level else f"({text})"

    def number(self, node: Node) -> str:
        """The tree as a number between brackets or commas."""
        return self.operand(node, 0)

    def seen(self, node: Node) -> str:
        """The number as comparisons see it."""
        text = self.number(node)
        known = kinds.constant(node)
        if known is not None and spelling.is_seen(known):
            return text
        if isinstance(node, Call) and node.function in _SEEN_ALREADY:
            return text
        return spelling.seen(text, self._small(node))

    def truth(self, node: Node) -> str:
        """The tree as a condition."""
        known = self.shape(node)
        if known.blank and self.strict:
            raise NotExpressible("a condition that may be blank, inside IFERROR")
        if known.kind is Kind.TRUTH:
            return self.write(node)[0]
        if known.kind is Kind.NUMBER:
            return f"{self.seen(node)}<>0"
        raise NotExpressible("a condition that may be other than a truth value")

    def _certain(self, node: Node) -> None:
        known = self.shape(node)
        if known.kind is Kind.TEXT:
            raise NotExpressible("a text in arithmetic")
        if self.strict and (known.blank or known.kind not in {Kind.NUMBER, Kind.TRUTH}):
            raise NotExpressible("a value that may be no number, inside IFERROR")

    @staticmethod
    def _leaf(node: Node) -> bool:
        return isinstance(node, Name | Call) and not (isinstance(node, Call) and kinds.is_standard(node))

    def _small(self, node: Node) -> bool:
        reach = self._reach(node)
        return reach is not None and reach <= _SMALL

    def _reach(self, node: Node) -> int | None:
        """What the addresses know of a value's size, else what follows from the tree."""
        known = self.addresses.reach(node)
        if known is not None:
            return known
        match node:
            case Number():
                return node.value.adjusted() if node.value else 0
            case Unary():
                inner = self._reach(node.operand)
                return inner if inner is None or node.operator != "%" else inner - 2
            case Binary(operator="+" | "-" | "*"):
                left, right = self._reach(node.left), self._reach(node.right)
                if left is None or right is None:
                    return None
                return left + right + 1 if node.operator == "*" else max(left, right) + 1
        return 0 if self.shape(node).kind is Kind.TRUTH else None

    # --- the tree ---------------------------------------------------------------------------------------------

    def write(self, node: Node) -> tuple[str, int]:
        """The tree's text, and how tightly it holds together; stops early, since some spellings repeat their parts."""
        text, level = self._written(node)
        if len(text) >= spelling.LONGEST:
            raise NotExpressible("longer than a cell formula may be")
        return text, level

    def _written(self, node: Node) -> tuple[str, int]:
        match node:
            case Number() if node.value < 0:
                return f"-{spelling.literal(-node.value)}", SIGN
            case Number():
                return spelling.literal(node.value), CLOSED
            case Omitted():
                return "0", CLOSED
            case Text():
                return spelling.quoted(node.value), CLOSED
            case Truth():
                return ("TRUE" if node.value else "FALSE"), CLOSED
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
            case _:
                return self._named(node)

    def _named(self, node: Name | Call) -> tuple[str, int]:
        if isinstance(node, Name):
            return self.addresses.name(node), CLOSED
        if kinds.is_standard(node):
            return self._call(node)
        text = self.addresses.call(node)
        if text is None:
            raise NotExpressible(f"{node.function} has no counterpart in a sheet")
        return text, CLOSED

    def _unary(self, node: Unary) -> tuple[str, int]:
        if node.operator == "%":
            return f"{self.operand(node.operand, PERCENT)}%", PERCENT
        if node.operator == "+" and self.shape(node.operand).kind is Kind.TRUTH:
            return f"{self.operand(node.operand, LEVELS['*'])}*1", LEVELS["*"]
        if node.operator == "+":
            return self.operand(node.operand, SIGN), SIGN
        return f"-{self.operand(node.operand, SIGN)}", SIGN

    def _binary(self, node: Binary) -> tuple[str, int]:
        level = LEVELS[node.operator]
        if level == 1:
            return self._comparison(node.operator, node.left, node.right)
        if node.operator == "&":
            return f"{self._joined(node.left, level)}&{self._joined(node.right, level + 1)}", level
        left, right = self.operand(node.left, level), self.operand(node.right, level + 1)
        text = f"{left}{node.operator}{right}"
        if node.operator == "^" and self.strict:
            base, exponent = self.operand(node.left, SIGN), self.operand(node.right, SIGN)
            return spelling.raised(base, exponent), CLOSED
        return text, level

    def _joined(self, node: Node, level: int) -> str:
        """A part of a text; other numbers would be spelled by the sheet's own language."""
        known = self.shape(node)
        text, own = self.write(node)
        if known.kind is Kind.TRUTH and not known.blank:
            return f'IF({text},"TRUE","FALSE")'
        if known.kind is Kind.TEXT or (isinstance(node, Number) and 0 <= node.value == int(node.value) < 10**15):
            return text if own >= level else f"({text})"
        raise NotExpressible("a number or a date within a text")

    def _comparison(self, operator: str, left: Node, right: Node) -> tuple[str, int]:
        first, second = self.shape(left), self.shape(right)
        kept = {first.kind, second.kind}
        if self.strict and (first.blank or second.blank):
            raise NotExpressible("a comparison with what may be blank, inside IFERROR")
        if kept == {Kind.NUMBER}:
            plain = f"{self.seen(left)}{operator}{self.seen(right)}"
        elif kept in ({Kind.TEXT}, {Kind.DATE}, {Kind.TRUTH}) or self._text_known(first, second):
            plain = f"{self._side(left)}{operator}{self._side(right)}"
        else:
            raise NotExpressible("a comparison of values whose kinds may differ")
        if operator not in {"=", "<>"}:
            if Kind.ANY in kept or len(kept) > 1 or (self.strict and kept == {Kind.TEXT}):
                raise NotExpressible("an order of values that may have none")
            return plain, 1
        if Kind.TEXT in kept or not (first.blank or second.blank):
            return plain, 1
        return self._equality_with_blanks(operator, left, right, plain)

    def _equality_with_blanks(self, operator: str, left: Node, right: Node, plain: str) -> tuple[str, int]:
        """A blank equals a blank and no number, date or truth value."""
        same, other = ("TRUE", "FALSE") if operator == "=" else ("FALSE", "TRUE")
        first, second = self._side(left), self._side(right)
        if not self.shape(right).blank:
            return f'IF({first}="",{other},{plain})', CLOSED
        if not self.shape(left).blank:
            return f'IF({second}="",{other},{plain})', CLOSED
        return f'IF({first}="",IF({second}="",{same},{other}),IF({second}="",{other},{plain}))', CLOSED

    @staticmethod
    def _text_known(first: Shape, second: Shape) -> bool:
        """Whether one side is certainly a text that is there; a sheet then finds any other kind unequal, as we do."""
        return kinds.TEXT in (first, second)

    def _side(self, node: Node) -> str:
        text, own = self.write(node)
        return text if own > 1 else f"({text})"

    # --- calls ------------------------------------------------------------------------------------------------

    def _call(self, node: Call) -> tuple[str, int]:
        name, arguments = node.function, node.arguments
        match name:
            case "IF":
                other = self.value(arguments[2]) if len(arguments) > 2 else "FALSE"
                text = f"IF({self.truth(arguments[0])},{self.value(arguments[1])},{other})"
            case "IFS":
                text = self._ifs(arguments)
            case "SWITCH":
                text = self._switch(arguments)
            case "IFERROR":
                text = self._iferror(arguments)
            case "IFBLANK" | "ISBLANK":
                text = self._blank(node)
            case "AND" | "OR" | "NOT":
                text = f"{name}({','.join(self.truth(argument) for argument in arguments)})"
            case "SUM" | "AVERAGE" | "MIN" | "MAX":
                text = self._gathered(name, arguments)
            case _:
                text = self._numeric(name, arguments)
        return text, (CLOSED if text.endswith(")") and not (name == "AVERAGE" and "/" in text) else 4)

    def _ifs(self, arguments: Sequence[Node]) -> str:
        text = "1/0"
        for condition, value in reversed(list(zip(arguments[0::2], arguments[1::2], strict=True))):
            text = f"IF({self.truth(condition)},{self.value(value)},{text})"
        return text

    def _switch(self, arguments: Sequence[Node]) -> str:
        subject = arguments[0]
        rest = arguments[1:]
        text = self.value(rest[-1]) if len(rest) % 2 else "1/0"
        pairs = rest[: len(rest) - len(rest) % 2]
        for case, value in reversed(list(zip(pairs[0::2], pairs[1::2], strict=True))):
            text = f"IF({self._comparison('=', subject, case)[0]},{self.value(value)},{text})"
        return text

    def _iferror(self, arguments: Sequence[Node]) -> str:
        outside, self.strict = self.strict, True
        try:
            first = self.value(arguments[0])
        finally:
            self.strict = outside
        return f"IFERROR({first},{self.value(arguments[1])})"

    def _blank(self, node: Call) -> str:
        """IFBLANK and ISBLANK: a value that could be an empty text of its own cannot be told from a blank."""
        subject = node.arguments[0]
        known = self.shape(subject)
        if known.kind in {Kind.TEXT, Kind.ANY} and not self._leaf(subject):
            raise NotExpressible("a text that may be empty, where a blank is looked for")
        text, own = self.write(subject)
        text = text if own > 1 else f"({text})"
        if node.function == "ISBLANK":
            return f'AND({text}="")' if known.blank else f'AND({text}="",FALSE)'
        if not known.blank:
            return f"IF(TRUE,{text},0)"
        return spelling.filled(text, self.value(node.arguments[1]))

    def _gathered(self, name: str, arguments: Sequence[Node]) -> str:
        certain: list[str] = []
        doubtful: list[str] = []
        for argument in arguments:
            known = self.shape(argument)
            if known.kind is Kind.TEXT or (self.strict and (known.blank or known.kind is Kind.ANY)):
                raise NotExpressible(f"a value in {name} that may be no number")
            text = self.write(argument)[0]
            if known.kind in {Kind.TRUTH, Kind.ANY}:
                # In a cell that is referred to, a truth value would be skipped.
                text = f"({text})*1"
                if known.blank:
                    raise NotExpressible(f"a value in {name} that may be blank or a truth value")
            (doubtful if known.blank else certain).append(text)
        match name:
            case "SUM":
                return spelling.total(certain, doubtful)
            case "AVERAGE":
                return spelling.average(certain, doubtful)
        return spelling.extreme(name, certain, doubtful)

    def _numeric(self, name: str, arguments: Sequence[Node]) -> str:
        match name:
            case "ABS" | "SQRT":
                return f"{name}({self.number(arguments[0])})"
            case "POWER":
                return self._power(arguments)
            case "INT":
                return f"INT({self.seen(arguments[0])})"
            case "ROUND":
                return f"ROUND({self.seen(arguments[0])},{self._digits(arguments[1])})"
            case "ROUNDUP" | "ROUNDDOWN":
                digits = kinds.constant(arguments[1])
                if digits is not None and abs(digits) > _MOST_DIGITS:
                    raise NotExpressible("more digits than a sheet's numbers have")
                return spelling.up_or_down(name, self.seen(arguments[0]), self._digits(arguments[1]), digits)
        value, step = self._bracketed(arguments[0]), self._bracketed(arguments[1])
        match name:
            case "MOD":
                return spelling.remainder(value, step, kinds.constant(arguments[1]))
            case "MROUND":
                return spelling.multiple(value, step)
        return spelling.ceiling_or_floor(name, value, step, kinds.constant(arguments[1]))

    def _bracketed(self, node: Node) -> str:
        text = self.seen(node)
        return f"({text})" if text.startswith("-") else text

    def _digits(self, node: Node) -> str:
        """Excel cuts digits toward zero itself; that it does so from the seen number is spelled out."""
        return self.write(node)[0] if kinds.constant(node) is not None else self.seen(node)

    def _power(self, arguments: Sequence[Node]) -> str:
        if self.strict:
            return self._binary(Binary("^", arguments[0], arguments[1]))[0]
        return f"POWER({self.number(arguments[0])},{self.number(arguments[1])})"
