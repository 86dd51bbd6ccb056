"""The formula language, read: text to a small tree.

In: the text of a formula.  Out: a tree of frozen nodes, each with its place in the text.
Not here: what names mean (check.py) and what anything is worth (language.py).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .exact import Problem


def norm(name: object) -> str:
    """One normaliser for names: case, spaces, ``_``, ``-`` and accents do not count."""
    text = unicodedata.normalize("NFKD", str(name)).casefold()
    return "".join(c for c in text if not unicodedata.combining(c) and not c.isspace() and c not in "_-")


@dataclass(frozen=True, slots=True)
class Node:
    place: int


@dataclass(frozen=True, slots=True)
class Num(Node):
    value: Fraction


@dataclass(frozen=True, slots=True)
class Text(Node):
    value: str


@dataclass(frozen=True, slots=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True, slots=True)
class Name(Node):
    text: str

    @property
    def key(self) -> str:
        return norm(self.text).replace("%", "percent")


@dataclass(frozen=True, slots=True)
class Omitted(Node):
    pass


@dataclass(frozen=True, slots=True)
class Unary(Node):
    sign: str
    inner: Node


@dataclass(frozen=True, slots=True)
class Percent(Node):
    inner: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]


TOKEN = re.compile(
    r"\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<square>\[[^\]]*\])"
    r"|(?P<word>[^\W\d][\w.]*)"
    r"|(?P<sign><=|>=|<>|[-+*/^&%<>=(),;]))"
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    place: int


def tokens(text: str) -> Iterator[Token]:
    place = 0
    while text[place:].strip():
        found = TOKEN.match(text, place)
        if found is None:
            raise Problem(f"position {place + 1}: {text[place:].strip()[:1]!r} is not understood")
        kind = str(found.lastgroup)
        yield Token(kind, found.group(kind), found.start(kind))
        place = found.end()
    yield Token("end", "", len(text))


class Reader:
    """A recursive descent with Excel's precedence: comparison, &, + -, * /, ^, %, sign."""

    def __init__(self, text: str) -> None:
        body = text.strip()
        self.tokens = list(tokens(body[1:] if body.startswith("=") else body))
        self.at = 0
        self.depth = 0
        self._refuse_decimal_commas(body)

    def _refuse_decimal_commas(self, body: str) -> None:
        if any(t.text == ";" for t in self.tokens if t.kind == "sign"):
            bare = re.sub(r'"(?:[^"]|"")*"', '""', body)
            if re.search(r"\d,\d", bare):
                raise Problem("a comma between digits beside ';': decimal comma or separator?")

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def take(self, *signs: str) -> Token | None:
        token = self.now
        if token.kind == "sign" and token.text in signs:
            self.at += 1
            return token
        return None

    def need(self, sign: str) -> None:
        if self.take(sign) is None:
            raise Problem(f"position {self.now.place + 1}: {sign!r} is expected")

    def whole(self) -> Node:
        tree = self.comparison()
        if self.now.kind != "end":
            raise Problem(f"position {self.now.place + 1}: {self.now.text!r} is not expected")
        return tree

    def comparison(self) -> Node:
        self.depth += 1
        if self.depth > 100:
            raise Problem("nested too deeply")
        left = self.joined()
        while token := self.take("=", "<>", "<", ">", "<=", ">="):
            left = Binary(token.place, token.text, left, self.joined())
        self.depth -= 1
        return left

    def joined(self) -> Node:
        left = self.added()
        while token := self.take("&"):
            left = Binary(token.place, "&", left, self.added())
        return left

    def added(self) -> Node:
        left = self.multiplied()
        while token := self.take("+", "-"):
            left = Binary(token.place, token.text, left, self.multiplied())
        return left

    def multiplied(self) -> Node:
        left = self.raised()
        while token := self.take("*", "/"):
            left = Binary(token.place, token.text, left, self.raised())
        return left

    def raised(self) -> Node:
        left = self.percented()
        while token := self.take("^"):
            left = Binary(token.place, "^", left, self.percented())
        return left

    def percented(self) -> Node:
        inner = self.signed()
        while token := self.take("%"):
            inner = Percent(token.place, inner)
        return inner

    def signed(self) -> Node:
        signs = []
        while token := self.take("-", "+"):
            signs.append(token)
        inner = self.primary()
        for token in reversed(signs):
            inner = Unary(token.place, token.text, inner)
        return inner

    def primary(self) -> Node:
        token = self.now
        if token.kind == "number":
            self.at += 1
            if "e" in token.text.lower() and abs(int(token.text.lower().split("e")[1])) > 300:
                raise Problem(f"position {token.place + 1}: a number out of bounds")
            return Num(token.place, Fraction(token.text))
        if token.kind == "text":
            self.at += 1
            return Text(token.place, token.text[1:-1].replace('""', '"'))
        if token.kind == "square":
            self.at += 1
            return Name(token.place, token.text[1:-1])
        if token.kind == "word":
            self.at += 1
            return self.word(token)
        if self.take("("):
            inner = self.comparison()
            self.need(")")
            return inner
        raise Problem(f"position {token.place + 1}: a value is expected, not {token.text!r}")

    def word(self, token: Token) -> Node:
        upper = token.text.upper()
        called = self.take("(") is not None
        if upper in ("TRUE", "FALSE"):
            if called:
                self.need(")")
            return Truth(token.place, upper == "TRUE")
        return Call(token.place, upper, self.arguments()) if called else Name(token.place, token.text)

    def arguments(self) -> tuple[Node, ...]:
        if self.take(")"):
            return ()
        found: list[Node] = []
        while True:
            ends = self.now.kind == "sign" and self.now.text in (",", ";", ")")
            found.append(Omitted(self.now.place) if ends else self.comparison())
            if self.take(",", ";"):
                continue
            self.need(")")
            return tuple(found)


def parse(text: str) -> Node:
    if len(text) > 8192:
        raise Problem("a formula of more than 8,192 characters")
    return Reader(text).whole()


def walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Unary | Percent):
        yield from walk(node.inner)
    elif isinstance(node, Binary):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from walk(argument)


def names_in(node: Node) -> tuple[str, ...]:
    """The keys of the names that a formula speaks of, each once, in order."""
    return tuple(dict.fromkeys(n.key for n in walk(node) if isinstance(n, Name)))
