"""What is read at a place of a formula: by the operator, the function or the name that stands there.

In come a tree and a place as faults bear it, out go the names and look-ups as they are written. Values are not here:
the one who asks knows that one of these was blank, or of the wrong kind.
"""

from incentive.formula.text import source
from incentive.formula.tree import Binary, Call, Name, Node, Text, Unary, walk

_READERS = (Name, Unary, Binary, Call)


def read_at(tree: Node, position: int | None) -> tuple[str, ...]:
    """The names and look-ups below the place, each once and in their order: `ACTUAL("sales")`, `Salary`."""
    found = next((node for node in walk(tree) if isinstance(node, _READERS) and node.at == position), None)
    return tuple(dict.fromkeys(source(node) for node in walk(found) if _reads(node))) if found is not None else ()


def _reads(node: Node) -> bool:
    """Whether a node is a name, or a function that looks something up by a name in quotes."""
    return isinstance(node, Name) or (isinstance(node, Call) and any(isinstance(one, Text) for one in node.arguments))
