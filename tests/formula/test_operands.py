"""What is read at a place of a formula, as the one who wrote it sees it."""

import pytest

from incentive.formula.operands import read_at
from incentive.formula.parse import parse


@pytest.mark.parametrize(
    ("formula", "position", "read"),
    [
        ('ACTUAL("REV") > 0', 14, ('ACTUAL("REV")',)),
        ("Score * [Hire bonus] + 1", 6, ("Score", "[Hire bonus]")),
        ("Score * [Hire bonus] + 1", 8, ("[Hire bonus]",)),
        ("MAX(FTE, FTE)", 0, ("FTE",)),
        ("1 + 2", 2, ()),
        ("Score", 99, ()),
        ("Score", None, ()),
    ],
)
def test_what_is_read_at_a_place(formula: str, position: int | None, read: tuple[str, ...]) -> None:
    tree = parse(formula).tree
    assert tree is not None
    assert read_at(tree, position) == read
