"""Random formulas, written as cell formulas and recalculated by LibreOffice, give what the evaluator gives."""

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
import xlsxwriter

from incentive.formula.excel import NotExpressible, excel
from incentive.formula.kinds import Shape
from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Call, Name, Node
from tests.formula.random_formulas import VALUES, Formulas
from tests.formula.scopes import known, tree, value
from tests.formula.test_oracle import WRONG, agree, put
from tests.oracle import recalculate

pytestmark = pytest.mark.libreoffice

FEW, MANY = 400, 4000
KEYS = list(VALUES)


class FirstRow:
    """The values stand in the first row of the sheet `Values`; nothing is known of their size."""

    def name(self, node: Name) -> str:
        return f"Values!${chr(ord('A') + KEYS.index(node.key))}$1"

    def call(self, node: Call) -> str | None:
        raise AssertionError(f"no random formula calls {node.function}")

    def shape(self, node: Name | Call) -> Shape:
        assert isinstance(node, Name)
        return known(node.key)

    def reach(self, _: Node) -> int | None:
        return None


def drawn(seed: int, count: int) -> list[tuple[str, str]]:
    """So many formulas that a cell can hold, with what is written there."""
    formulas = Formulas(Random(seed))
    found: list[tuple[str, str]] = []
    while len(found) < count:
        text = formulas.anything(formulas.random.randint(1, 4))
        try:
            found.append((text, excel(tree(text), FirstRow())))
        except NotExpressible:
            continue
    return found


def differences(path: Path, formulas: list[tuple[str, str]]) -> list[tuple[str, str, object, object]]:
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        values = book.add_worksheet("Values")
        for column, cell in enumerate(VALUES.values()):
            put(values, 0, column, cell, day)
        sheet = book.add_worksheet("Formulas")
        for row, (_, formula) in enumerate(formulas):
            sheet.write_formula(row, 0, f"={formula}", None, WRONG)
    cells = recalculate([path], path.parent)[path]["Formulas"]
    wrong: list[tuple[str, str, object, object]] = []
    for row, (text, formula) in enumerate(formulas):
        try:
            mine = value(text, VALUES)
        except FormulaFault:
            # Such a run writes no workbook at all.
            continue
        theirs = cells[f"A{row + 1}"]
        if isinstance(mine, Decimal) and isinstance(theirs, int | float) and not isinstance(theirs, bool):
            # Sums that nearly cancel leave a double few digits.
            if abs(Decimal(theirs) - mine) > max(abs(mine), Decimal(1)) * Decimal("1E-9"):
                wrong.append((text, formula, mine, theirs))
        elif not agree(mine, theirs):
            wrong.append((text, formula, mine, theirs))
    return wrong


def test_random_formulas(tmp_path: Path) -> None:
    assert differences(tmp_path / "random.xlsx", drawn(1, FEW)) == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 7))
def test_many_random_formulas(tmp_path: Path, seed: int) -> None:
    assert differences(tmp_path / "random.xlsx", drawn(seed, MANY)) == []
