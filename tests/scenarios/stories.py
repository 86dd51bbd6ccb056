"""Stories as text files: the plan's sheets, and what they must pay as numbers that may show their sum.

In: a file of this folder (README.md says how it is written). Out: a `Story` with sheets and expectations. Which program
calculates the plan is not known here.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from incentive.workbook.notation import Cell, Form, read_document, sheets_of

Sheets = dict[str, list[Any]]

FOLDER = Path(__file__).parent
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\s*%)?")
# What is left out of a story is the same in all of them.
_PLAN = {"Period": "2026-Q3", "Currency": "EUR"}
_EMPLOYEE = {"Role": "Staff", "Salary": Decimal(48000)}


@dataclass(frozen=True, slots=True)
class Expectation:
    """A value that must come out: of which person, which value, and how near."""

    employee: str
    what: str
    value: Fraction
    within: Fraction


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario: its title, the plan's sheets, and what must come out, or on which sheet it must be refused."""

    title: str
    sheets: Sheets
    expectations: tuple[Expectation, ...]
    refused: str | None


def story_files(part: str = "*") -> list[Path]:
    """Every story of this folder, or of one part of it."""
    return sorted(FOLDER.glob(f"{part}/*.md"))


def read_story(path: Path) -> Story:
    """The story that a file tells."""
    document = read_document(path.read_text(encoding="utf-8"))
    last = document.forms[-1]
    if last.name not in {"Expect", "Refused"}:
        raise ValueError(f"{path.name} does not say what is expected")
    sheets = _completed(document.title, sheets_of(document.forms[:-1]))
    if last.name == "Refused":
        return Story(document.title, sheets, (), str(last.rows[0][0].value))
    return Story(document.title, sheets, tuple(_expectations(last)), None)


def _completed(title: str, sheets: Sheets) -> Sheets:
    given = {row["Setting"]: row["Value"] for row in sheets.get("Plan", [])}
    settings = {"Plan name": title, **_PLAN, **given}
    people = [{"Name": row["Employee"], **_EMPLOYEE, **row} for row in sheets["Employees"]]
    plan = [{"Setting": name, "Value": value} for name, value in settings.items()]
    return {**sheets, "Plan": plan, "Employees": people}


def _expectations(form: Form) -> Iterator[Expectation]:
    names = [str(cell.value) for cell in form.header[1:]]
    for employee, *cells in form.rows:
        for name, cell in zip(names, cells, strict=True):
            if cell.value is not None:
                value, within = _expected(cell)
                yield Expectation(str(employee.value), name, value, within)


def _expected(cell: Cell) -> tuple[Fraction, Fraction]:
    if isinstance(cell.value, Decimal):
        return Fraction(cell.value), Fraction(0)
    value, _, within = str(cell.value).partition("±")
    return calculated(value), calculated(within or "0")


def calculated(text: str) -> Fraction:
    """The value of a sum as people write it: + − × ÷, brackets, thousands and per cent."""
    numbers: list[Fraction] = []

    def kept(match: re.Match[str]) -> str:
        whole, decimals, percent = match.groups()
        number = Fraction(whole.replace(",", "") + (decimals or ""))
        numbers.append(number / 100 if percent else number)
        return f"n[{len(numbers) - 1}]"

    plain = _NUMBER.sub(kept, text).translate(str.maketrans("−×÷", "-*/"))
    return _value(ast.parse(plain.strip(), mode="eval").body, numbers)


_SIGNS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}


def _value(node: ast.expr, numbers: list[Fraction]) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _SIGNS[type(node.op)](_value(node.left, numbers), _value(node.right, numbers))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, numbers)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int):
        return numbers[node.slice.value]
    raise ValueError(f"not a sum: {ast.unparse(node)}")
