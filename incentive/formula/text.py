"""A tree written for people: as a sentence with the numbers put in, as a template for many rows, as formula text.

`sentence` gives `1,200.00 × 113.3333% × 1.05 + 50.00` and puts IF into words; `template` the same with `%s` for each
value, made once and filled per row; `source` the formula as one would type it. How a value looks is told by `Words`.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from incentive.formula.kinds import is_standard
from incentive.formula.levels import CLOSED, LEVELS, PERCENT, SIGN
from incentive.formula.tree import Binary, Call, Name, Node, Number, Omitted, Text, Truth, Unary
from incentive.numbers import plain

PHRASES = ("if", "then", "else", "and", "or", "not", "where blank", "where not calculable")
"""What `Words.function` is asked for besides the names of functions."""

_SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "<>": "≠"}
_MINUS = ("-", "−", "–")


class Words(Protocol):
    """How the parts of a sentence look."""

    def name(self, node: Name) -> str:
        """A name: its value, or what people call it."""
        ...

    def number(self, value: Decimal) -> str:
        """A number of the formula itself."""
        ...

    def percent(self, value: Decimal) -> str:
        """A share that the formula itself writes with `%`."""
        ...

    def quoted(self, text: str) -> str:
        """A text of the formula itself, in quotation marks."""
        ...

    def call(self, node: Call) -> str | None:
        """One of the engine's functions as a whole, or None to write it as a function."""
        ...

    def function(self, name: str) -> str:
        """What a function is called, and each of `PHRASES`."""
        ...


def sentence(tree: Node, words: Words) -> str:
    """The tree in words and signs."""
    return _Speaker(words).write(tree)[0]


def template(tree: Node, words: Words | None = None) -> tuple[str, tuple[str, ...]]:
    """A format string with `%s` for each value in order, and what each is: a name's key, or a call's formula text."""
    gaps = _Gaps(words)
    text = _Speaker(gaps).write(tree)[0]
    order = [int(place) for place in _GAP.findall(text)]
    return _GAP.sub("%s", text.replace("%", "%%")), tuple(gaps.keys[place] for place in order)


def source(tree: Node) -> str:
    """The formula text that is read as this tree."""
    return _Typist().write(tree)[0]


class _Speaker:
    """Writes sentences."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def write(self, node: Node) -> tuple[str, int]:
        """The text, and how tightly it holds together."""
        match node:
            case Number() | Omitted():
                return self._value(self.words.number(node.value if isinstance(node, Number) else Decimal(0)))
            case Text():
                return self.words.quoted(node.value), CLOSED
            case Truth():
                return self.words.function("TRUE" if node.value else "FALSE"), CLOSED
            case Name():
                return self._value(self.words.name(node))
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
            case Call():
                return self._call(node)

    def _unary(self, node: Unary) -> tuple[str, int]:
        if node.operator == "%" and isinstance(node.operand, Number):
            return self.words.percent(node.operand.value.scaleb(-2)), PERCENT
        if node.operator == "%":
            return f"{self.within(node.operand, PERCENT)}%", PERCENT
        return f"{'−' if node.operator == '-' else '+'}{self.within(node.operand, SIGN)}", SIGN

    def within(self, node: Node, level: int) -> str:
        """The text, in brackets where it holds together less tightly than needed."""
        text, own = self.write(node)
        return text if own >= level else f"({text})"

    @staticmethod
    def _value(text: str) -> tuple[str, int]:
        return text, SIGN if text.startswith(_MINUS) else CLOSED

    def _binary(self, node: Binary) -> tuple[str, int]:
        level = LEVELS[node.operator]
        # Sums and products need no brackets on their right for the same sign: a + (b + c) reads as a + b + c.
        loose = node.operator in {"+", "*"} and isinstance(node.right, Binary) and node.right.operator == node.operator
        right = self.within(node.right, level if loose else level + 1)
        if right.startswith(_MINUS):
            right = f"({right})"
        return f"{self.within(node.left, level)} {_SIGNS.get(node.operator, node.operator)} {right}", level

    def _call(self, node: Call) -> tuple[str, int]:
        if not is_standard(node):
            whole = self.words.call(node)
            if whole is not None:
                return self._value(whole)
        if node.function == "POWER":
            return self._binary(Binary("^", node.arguments[0], node.arguments[1]))
        spoken = self._spoken(node.function, node.arguments)
        if spoken is not None:
            return spoken, 0
        inside = "; ".join(self.write(argument)[0] for argument in node.arguments)
        return f"{self.words.function(node.function)}({inside})", CLOSED

    def _spoken(self, function: str, arguments: Sequence[Node]) -> str | None:
        """The functions that have words of their own."""
        say = self.words.function
        match function:
            case "IF":
                other = f", {say('else')} {self.within(arguments[2], 1)}" if len(arguments) > 2 else ""
                return f"{self._case(arguments[0], arguments[1])}{other}"
            case "IFS":
                pairs = zip(arguments[0::2], arguments[1::2], strict=True)
                return f", {say('else')} ".join(self._case(condition, value) for condition, value in pairs)
            case "SWITCH":
                return self._switch(arguments)
            case "AND" | "OR" if len(arguments) > 1:
                return f" {say(function.lower())} ".join(self.within(each, 1) for each in arguments)
            case "NOT":
                return f"{say('not')} {self.within(arguments[0], CLOSED)}"
            case "IFBLANK" | "IFERROR":
                when = say("where blank" if function == "IFBLANK" else "where not calculable")
                return f"{self.within(arguments[0], 1)}, {when} {self.within(arguments[1], 1)}"
        return None

    def _case(self, condition: Node, value: Node) -> str:
        return f"{self.words.function('if')} {self.write(condition)[0]} {self.words.function('then')} " + self.within(
            value, 1
        )

    def _switch(self, arguments: Sequence[Node]) -> str:
        subject, rest = arguments[0], arguments[1:]
        even = len(rest) - len(rest) % 2
        cases = [
            self._case(Binary("=", subject, case), value)
            for case, value in zip(rest[0:even:2], rest[1:even:2], strict=True)
        ]
        last = [self.within(rest[-1], 1)] if len(rest) % 2 else []
        return f", {self.words.function('else')} ".join([*cases, *last])


_GAP = re.compile("\0([0-9]+)\0")


class _Gaps:
    """Words that leave a gap for each value and note what belongs there."""

    def __init__(self, words: Words | None) -> None:
        self.words = words
        self.keys: list[str] = []

    def name(self, node: Name) -> str:
        return self._gap(node.key)

    def number(self, value: Decimal) -> str:
        return self.words.number(value) if self.words else plain(value)

    def percent(self, value: Decimal) -> str:
        return self.words.percent(value) if self.words else f"{plain(value.scaleb(2))}%"

    def quoted(self, text: str) -> str:
        return self.words.quoted(text) if self.words else f"“{text}”"

    def call(self, node: Call) -> str:
        return self._gap(source(node))

    def _gap(self, key: str) -> str:
        self.keys.append(key)
        return f"\0{len(self.keys) - 1}\0"

    def function(self, name: str) -> str:
        return self.words.function(name) if self.words else name


class _Typist:
    """Writes formula text with the fewest brackets."""

    def write(self, node: Node) -> tuple[str, int]:
        """The text, and how tightly it holds together."""
        match node:
            case Number():
                return str(node.value), SIGN if node.value < 0 else CLOSED
            case Text() | Truth():
                return _quoted(node.value) if isinstance(node, Text) else str(node.value).upper(), CLOSED
            case Omitted() | Name():
                return _bracketed(node.name) if isinstance(node, Name) else "", CLOSED
            case Unary():
                if node.operator == "%":
                    return f"{self.within(node.operand, PERCENT)}%", PERCENT
                return f"{node.operator}{self.within(node.operand, SIGN)}", SIGN
            case Binary():
                level = LEVELS[node.operator]
                return f"{self.within(node.left, level)} {node.operator} {self.within(node.right, level + 1)}", level
            case Call():
                inside = ", ".join(self.write(argument)[0] for argument in node.arguments)
                return f"{node.function}({inside})", CLOSED

    def within(self, node: Node, level: int) -> str:
        """The text, in brackets where it holds together less tightly than needed."""
        text, own = self.write(node)
        return text if own >= level else f"({text})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _bracketed(name: str) -> str:
    """A name as it can be typed: bare where it is a word."""
    bare = name.replace("_", "a").replace(".", "a")
    word = bare.isalnum() and not name[0].isdigit() and name[0] != "." and not name.endswith(".") and "__" not in name
    if word and name.upper() not in {"TRUE", "FALSE"} and (name[0].isalpha() or name[0] == "_"):
        return name
    for letter in "'[]":
        name = name.replace(letter, f"'{letter}")
    return f"[{name}]"
