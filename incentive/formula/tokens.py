"""Cutting a formula's text into tokens: numbers, texts, words, bracketed names and signs.

Signs that word processors and spreadsheets put in (typographic quotes, `−`, `×`, `÷`, `≤`, no-break spaces) are read as
what they mean where they can mean one thing only. What cannot belong to a formula raises `FormulaFault` with its place.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from incentive.formula.scope import FormulaError, FormulaFault
from incentive.i18n.phrases import Listing, phrase
from incentive.numbers import ZERO

MOST_DIGITS = 34
LARGEST_EXPONENT = 300


class TokenKind(Enum):
    """What a token is."""

    NUMBER = auto()
    TEXT = auto()
    WORD = auto()
    COLUMN = auto()
    SIGN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """A token, its text as understood, and where it begins."""

    kind: TokenKind
    text: str
    at: int
    number: Decimal = ZERO

    def says(self, sign: str) -> bool:
        """Whether it is this sign."""
        return self.kind is TokenKind.SIGN and self.text == sign

    @property
    def shown(self) -> str:
        """The token for a sentence."""
        if self.kind is TokenKind.END:
            return phrase("the end")
        return f'"{self.text}"' if self.kind is TokenKind.TEXT else self.text


_SAME = {"−": "-", "–": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "<>", ";": ","}
_SIGNS = ("<=", ">=", "<>", *"+-*/^&%=<>(),")
_CLOSING = {'"': '"', "“": "”“", "„": "“”", "”": "”", "«": "»", "»": "«"}
_NUMBER = re.compile(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]+")
_CELL_WITH_DOLLAR = re.compile(r"\$?[A-Za-z]{1,3}\$[0-9]+|\$[A-Za-z]{1,3}[0-9]*")
_ADVICE = {
    "**": phrase("A power is written ^."),
    "==": phrase("Equality is written with one =."),
    "!=": phrase("'Not equal' is written <>."),
    "&&": phrase("Join two conditions with AND(…, …)."),
    "||": phrase("Join two conditions with OR(…, …)."),
    "'": phrase("Texts stand in double quotes."),
    "#": phrase("An error value of a sheet cannot be part of a formula."),
    "@": phrase("Write the column's heading, in square brackets where it has spaces."),
}


def tokens(text: str) -> list[Token]:
    """The tokens of a formula, the last of them END; raises FormulaFault at the first thing that is none."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace() or text[at] in "\u200b\ufeff":
            at += 1
            continue
        token, at = _token(text, at)
        found.append(token)
    _refuse_decimal_commas(text, found)
    found.append(Token(TokenKind.END, "", len(text)))
    return found


def _token(text: str, at: int) -> tuple[Token, int]:
    """The token that begins here, and where the next may begin."""
    first = text[at]
    if first in "0123456789" or (first == "." and text[at + 1 : at + 2].isdigit()):
        return _number(text, at)
    if first in _CLOSING:
        return _text(text, at)
    if first == "[":
        return _column(text, at)
    if first == "$" or (first.isascii() and first.isalpha()):
        cell = _CELL_WITH_DOLLAR.match(text, at)
        if cell is not None:
            raise FormulaFault(FormulaError("FX017", at, {"reference": cell.group()}))
    if first.isalpha() or first == "_":
        return _word(text, at)
    return _sign(text, at)


def _number(text: str, at: int) -> tuple[Token, int]:
    found = _NUMBER.match(text, at)
    end = found.end() if found else at + 1
    stop = end
    while stop < len(text) and (_belongs_to_word(text[stop])):
        stop += 1
    written = text[at:end]
    mantissa, _, exponent = written.lower().partition("e")
    digits = mantissa.replace(".", "").strip("0")
    readable = stop == end and len(digits) <= MOST_DIGITS and len(exponent.lstrip("+-0")) <= len(str(LARGEST_EXPONENT))
    if not readable or abs(int(exponent or 0)) > LARGEST_EXPONENT:
        raise FormulaFault(FormulaError("FX010", at, {"number": text[at:stop][:40]}))
    return Token(TokenKind.NUMBER, written, at, Decimal(written)), end


def _text(text: str, at: int) -> tuple[Token, int]:
    closing = _CLOSING[text[at]]
    letters: list[str] = []
    place = at + 1
    while place < len(text):
        letter = text[place]
        if letter in closing:
            if text[place + 1 : place + 2] == letter and letter == '"':
                place += 1
            else:
                return Token(TokenKind.TEXT, "".join(letters), at), place + 1
        letters.append(letter)
        place += 1
    raise FormulaFault(FormulaError("FX005", at))


def _column(text: str, at: int) -> tuple[Token, int]:
    """A name in square brackets; inside, `'` before a bracket or another `'` makes it an ordinary letter."""
    letters: list[str] = []
    place = at + 1
    while place < len(text) and text[place] != "]":
        if text[place] == "'" and text[place + 1 : place + 2] in {"[", "]", "'", "#", "@"}:
            place += 1
        elif text[place] == "[":
            break
        letters.append(text[place])
        place += 1
    name = "".join(letters).strip()
    if place >= len(text) or text[place] != "]" or not name:
        raise FormulaFault(FormulaError("FX024", at))
    return Token(TokenKind.COLUMN, name, at), place + 1


def _belongs_to_word(letter: str) -> bool:
    # Vowel signs of many scripts are marks, not letters.
    return letter.isalnum() or letter in "_." or unicodedata.category(letter).startswith("M")


def _word(text: str, at: int) -> tuple[Token, int]:
    end = at
    while end < len(text) and _belongs_to_word(text[end]):
        end += 1
    word = text[at:end].rstrip(".")
    end = at + len(word)
    if "__" in word:
        raise FormulaFault(FormulaError("FX021", at, {"name": word}))
    return Token(TokenKind.WORD, word, at), end


def _sign(text: str, at: int) -> tuple[Token, int]:
    pair = text[at : at + 2]
    # "==" may stand at the very beginning only where a leading "=" precedes a comparison, which has no left side.
    if pair in _ADVICE:
        raise FormulaFault(FormulaError("FX004", at, {"sign": pair, "advice": _ADVICE[pair]}))
    same = _SAME.get(text[at])
    if same is not None:
        return Token(TokenKind.SIGN, same, at), at + 1
    for sign in _SIGNS:
        if text.startswith(sign, at):
            return Token(TokenKind.SIGN, sign, at), at + len(sign)
    raise FormulaFault(_no_sign(text[at], at))


def _no_sign(letter: str, at: int) -> FormulaError:
    match letter:
        case ":":
            return FormulaError("FX018", at)
        case "{" | "}":
            return FormulaError("FX019", at)
        case "!":
            return FormulaError("FX020", at)
        case "]":
            return FormulaError("FX024", at)
        case ".":
            return FormulaError("FX021", at, {"name": "."})
    advice = _ADVICE.get(letter, phrase("Take it away; names with such signs stand in square brackets."))
    return FormulaError("FX004", at, {"sign": letter, "advice": advice})


def _refuse_decimal_commas(text: str, found: list[Token]) -> None:
    """With semicolons between arguments, or outside any function, `1,5` has two readings: refuse it."""
    semicolons = any(token.says(",") and text[token.at] == ";" for token in found)
    depth = 0
    for before, token, after in zip(found, found[1:], found[2:], strict=False):
        depth += before.says("(") - before.says(")")
        if not (token.says(",") and text[token.at] == "," and (semicolons or depth <= 0)):
            continue
        adjacent = before.at + len(before.text) == token.at and after.at == token.at + 1
        if adjacent and before.kind is TokenKind.NUMBER and after.kind is TokenKind.NUMBER:
            first, second = before.text, after.text
            values = {
                "number": f"{first},{second}",
                "first": f"{first}.{second}",
                "second": Listing([first, second], "and"),
            }
            raise FormulaFault(FormulaError("FX011", before.at, values))
