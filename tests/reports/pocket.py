"""A pocket calculator with brackets: types what a page prints and shows the result. Written apart from the product."""

import re
from decimal import Decimal, localcontext

TOKEN = re.compile(r"\s*(?:(?P<number>[\d,]+(?:\.\d+)?)(?P<percent>%)?|(?P<sign>[-+×÷−()]))")


def calculator(text: str) -> Decimal:
    """The value of `1,200.00 × 113.3% + 50.00`; signs and units that are no arithmetic are taken away first."""
    tokens: list[str | Decimal] = []
    rest = re.sub(r"[€$£]|(?<=\d)\u00a0(?!%)[a-z]+", "", text).strip()
    while rest:
        found = TOKEN.match(rest)
        if found is None:
            raise ValueError(f"not arithmetic: {rest!r} in {text!r}")
        rest = rest[found.end() :].strip()
        if found["sign"]:
            tokens.append(found["sign"])
        else:
            number = Decimal(found["number"].replace(",", ""))
            tokens.append(number / 100 if found["percent"] else number)
    with localcontext(prec=34):
        value, left = add(tokens)
    assert left == [], f"left over in {text!r}: {left}"
    return value


def add(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    value, tokens = times(tokens)
    while tokens and tokens[0] in {"+", "−"}:
        sign = tokens[0]
        right, tokens = times(tokens[1:])
        value = value + right if sign == "+" else value - right
    return value, tokens


def times(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    value, tokens = single(tokens)
    while tokens and tokens[0] in {"×", "÷"}:
        sign = tokens[0]
        right, tokens = single(tokens[1:])
        value = value * right if sign == "×" else value / right
    return value, tokens


def single(tokens: list[str | Decimal]) -> tuple[Decimal, list[str | Decimal]]:
    first, rest = tokens[0], tokens[1:]
    if isinstance(first, Decimal):
        return first, rest
    if first == "(":
        value, rest = add(rest)
        assert rest[0] == ")"
        return value, rest[1:]
    assert first == "−"
    value, rest = single(rest)
    return -value, rest
