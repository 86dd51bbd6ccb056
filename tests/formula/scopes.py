"""A scope and addresses over a few named values, for tests of the formula language.

The kind of a value is told by its name's beginning: `n` number, `t` text, `b` truth value, `d` date, each never blank;
with an `o` before it, it may be blank; `any` tells nothing.
"""

from collections.abc import Mapping, Sequence

import pytest

from incentive.formula.evaluate import Computed, compile_columns, evaluate
from incentive.formula.kinds import Shape
from incentive.formula.parse import parse
from incentive.formula.scope import FormulaError, FormulaFault, Kind, Link, Meaning, Slot
from incentive.formula.tree import Call, Name, Node, Value

KINDS = {"n": Kind.NUMBER, "t": Kind.TEXT, "b": Kind.TRUTH, "d": Kind.DATE}


def known(key: str) -> Shape:
    if key.startswith("any"):
        return Shape(Kind.ANY, True)
    optional = key.startswith("o")
    return Shape(KINDS[key[1 if optional else 0]], optional)


class Names:
    """Every name is a slot; `calls` are the meanings of the engine's functions."""

    def __init__(self, calls: Mapping[str, Meaning | FormulaError] | None = None) -> None:
        self.calls = dict(calls or {})

    def name(self, node: Name) -> Meaning | FormulaError:
        if node.key.startswith("unknown"):
            return FormulaError("FX026", None, {"name": node.name})
        shape = known(node.key)
        return Slot(node.key, shape.kind, shape.blank)

    def call(self, node: Call) -> Meaning | FormulaError:
        meaning = self.calls.get(node.function, FormulaError("FX012", None, {"function": node.function, "advice": ""}))
        if isinstance(meaning, Link):
            return Link(meaning.function, node.arguments, meaning.kind, meaning.blank)
        return meaning


def tree(text: str) -> Node:
    parsed = parse(text)
    assert parsed.tree is not None, [error.message for error in parsed.errors]
    return parsed.tree


def value(text: str, values: Mapping[str, Value] | None = None, scope: Names | None = None) -> Value:
    return evaluate(tree(text), scope or Names(), values or {})


def code(text: str, values: Mapping[str, Value] | None = None, scope: Names | None = None) -> str:
    """The code of the fault that a formula ends with."""
    with pytest.raises(FormulaFault) as caught:
        value(text, values, scope)
    error = caught.value.error
    # Every fault must have its sentences.
    assert error.message
    assert error.hint
    return error.code


def run(
    columns: Sequence[tuple[str, str]], inputs: Mapping[str, Sequence[Value]], scope: Names | None = None
) -> Computed:
    compiled = compile_columns([(key, tree(text)) for key, text in columns], scope or Names())
    assert not compiled.errors
    count = len(next(iter(inputs.values()))) if inputs else 1
    return compiled.run(inputs, count)
