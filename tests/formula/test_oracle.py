"""Our evaluator and LibreOffice, asked the same expressions, must say the same."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from incentive.formula.excel import NotExpressible, excel
from incentive.formula.kinds import Shape
from incentive.formula.scope import FormulaFault
from incentive.formula.tree import Call, Name, Node, Value
from tests.formula.expressions import ROWS, SAME_TEXT, WRITTEN
from tests.formula.scopes import known, tree, value
from tests.oracle import Cells, recalculate

pytestmark = pytest.mark.libreoffice

WRONG = 987654321
"""Stored with every formula, so that a program that does not calculate cannot pass."""

COLUMNS = {key: f"{chr(ord('A') + place)}" for place, key in enumerate(ROWS[0])}


class Cell:
    """Addresses of one row of the sheet `Values`."""

    def __init__(self, row: int) -> None:
        self.row = row

    def name(self, node: Name) -> str:
        return f"Values!${COLUMNS[node.key]}${self.row + 1}"

    def call(self, node: Call) -> str | None:
        raise AssertionError(f"no expression here calls {node.function}")

    def shape(self, node: Name | Call) -> Shape:
        assert isinstance(node, Name)
        return known(node.key)

    def reach(self, node: Node) -> int | None:
        # n2 and n3 are known to stay below 10,000, the rest is not known.
        return 3 if isinstance(node, Name) and node.key in {"n2", "n3"} else None


def put(
    sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Value, day: xlsxwriter.format.Format
) -> None:
    """A value into a cell; a blank leaves it empty."""
    match cell:
        case Decimal():
            sheet.write_number(row, column, float(cell))
        case bool():
            sheet.write_boolean(row, column, cell)
        case str():
            sheet.write_string(row, column, cell)
        case date():
            sheet.write_datetime(row, column, cell, day)


def write(path: Path) -> None:
    """One workbook: the values, the texts as they stand, and the written formulas of each row."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        values = book.add_worksheet("Values")
        for row, cells in enumerate(ROWS):
            for column, cell in enumerate(cells.values()):
                put(values, row, column, cell, day)
        same = book.add_worksheet("Same")
        for place, text in enumerate(SAME_TEXT):
            same.write_formula(place, 0, f"={text}", None, WRONG)
            same.write_formula(place, 1, f"={excel(tree(text), Cell(0))}" if writable(text) else "=0", None, WRONG)
        for row in range(len(ROWS)):
            sheet = book.add_worksheet(f"Row {row}")
            for place, text in enumerate(WRITTEN):
                sheet.write_formula(place, 0, f"={excel(tree(text), Cell(row))}", None, WRONG)


def writable(text: str) -> bool:
    try:
        excel(tree(text), Cell(0))
    except NotExpressible:
        return False
    return True


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> Cells:
    folder = tmp_path_factory.mktemp("oracle")
    path = folder / "expressions.xlsx"
    write(path)
    return recalculate([path], folder)[path]


def ours(text: str, values: Mapping[str, Value]) -> Value:
    try:
        return value(text, values)
    except FormulaFault as fault:
        return f"fault {fault.error.code}"


def agree(mine: Value, theirs: object) -> bool:
    """Whether two values are the same, as far as a double can hold it."""
    if isinstance(mine, str) and mine.startswith("fault"):
        return isinstance(theirs, str) and theirs.startswith("#")
    match mine:
        case None:
            return theirs in {None, ""}
        case bool():
            return isinstance(theirs, bool | int) and theirs == mine
        case Decimal():
            if isinstance(theirs, bool) or not isinstance(theirs, int | float):
                return False
            return abs(Decimal(theirs) - mine) <= max(abs(mine) * Decimal("1E-13"), Decimal("1E-13"))
        case str():
            return theirs == mine or (mine == "" and theirs is None)
        case _:
            return isinstance(theirs, datetime) and theirs.date() == mine


def test_the_text_as_it_stands(cells: Cells) -> None:
    wrong = []
    for place, text in enumerate(SAME_TEXT):
        mine, theirs = ours(text, {}), cells["Same"].get(f"A{place + 1}")
        if not agree(mine, theirs):
            wrong.append((text, mine, theirs))
    assert wrong == []


def test_constants_through_the_writer(cells: Cells) -> None:
    wrong = []
    for place, text in enumerate(SAME_TEXT):
        mine, theirs = ours(text, {}), cells["Same"].get(f"B{place + 1}")
        if writable(text) and not agree(mine, theirs):
            wrong.append((text, excel(tree(text), Cell(0)), mine, theirs))
    assert wrong == []


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_names_through_the_writer(cells: Cells, row: int) -> None:
    wrong = []
    for place, text in enumerate(WRITTEN):
        mine, theirs = ours(text, ROWS[row]), cells[f"Row {row}"].get(f"A{place + 1}")
        if not agree(mine, theirs):
            wrong.append((text, excel(tree(text), Cell(row)), mine, theirs))
    assert wrong == []


def test_there_are_enough_expressions() -> None:
    assert len(SAME_TEXT) + len(WRITTEN) >= 300
    assert sum(writable(text) for text in SAME_TEXT) >= len(SAME_TEXT) - 5
