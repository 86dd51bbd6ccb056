"""A workbook written as text: sheets as tables of Markdown, each cell as one would type it into Excel.

In: text. Out: `Form` objects, from which the writer makes a file and `sheets_of` plain rows of values. `80%` is a
percentage, `48,000.00` a number and the way to show it, `2026-07-01` a date, `'00417` text that looks like a number,
TRUE and FALSE truth values, a leading `=` a formula; all else is text. What a plan is, is not known here, but that its
figures may be wide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Value = Decimal | str | bool | date | None
# A row is a mapping of column to value; of a two-way table, a list of values.
Sheets = dict[str, list[Any]]

_NUMBER = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_RULE = re.compile(r"\|?[-:| ]+\|?")
_PIPE = re.compile(r"(?<!\\)\|")

# Columns of a sheet of figures that say whose and when; every other column of a wide one is a KPI or an input.
_WIDE_KEYS = ("For", "Month", "Role")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and how Excel is to show it; `formula` marks text that is one."""

    value: Value
    number_format: str = "General"
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet: `notes` stand above its table, the first of them as its title; `rows` are the table under its header."""

    name: str
    notes: tuple[str, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def grid(self) -> bool:
        """Whether this is a two-way table, whose header is data."""
        return self.name.casefold().startswith("grid ")


@dataclass(frozen=True, slots=True)
class Document:
    """A text: its title, the paragraphs under it, and its sheets."""

    title: str
    story: tuple[str, ...]
    forms: tuple[Form, ...]


def read_document(text: str) -> Document:
    """Read a text: `# title`, paragraphs, then per sheet `## name`, paragraphs and one table."""
    head, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    title, _, story = head.strip().removeprefix("# ").partition("\n")
    return Document(title.strip(), _paragraphs(story.splitlines()), tuple(_form(part) for part in parts))


def _form(part: str) -> Form:
    name, _, body = part.partition("\n")
    lines = [line.strip() for line in body.splitlines()]
    table = [line for line in lines if line.startswith("|")]
    notes = _paragraphs([line for line in lines if not line.startswith("|")])
    rows = [tuple(read_cell(cell) for cell in _cells(line)) for line in table if not _RULE.fullmatch(line)]
    if not rows:
        raise ValueError(f"{name}: no table")
    for row in rows:
        if len(row) != len(rows[0]):
            raise ValueError(f"{name}: {len(row)} cells in a table of {len(rows[0])}: {row[0].value}")
    return Form(name.strip(), notes, rows[0], tuple(rows[1:]))


def _paragraphs(lines: Sequence[str]) -> tuple[str, ...]:
    joined = "\n".join(lines).strip()
    return tuple(" ".join(one.split()) for one in re.split(r"\n\s*\n", joined) if one.strip())


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line)[1:-1]]


def read_cell(text: str) -> Cell:
    """The value that Excel would make of a typed text, and its format."""
    if not text:
        return Cell(None)
    if text.startswith("'"):
        return Cell(text[1:], "@")
    if text.startswith("="):
        return Cell(text, formula=True)
    if text in {"TRUE", "FALSE"}:
        return Cell(text == "TRUE")
    if _DATE.fullmatch(text):
        return Cell(date.fromisoformat(text), "yyyy-mm-dd")
    bare = text.removesuffix("%").rstrip()
    if _NUMBER.fullmatch(bare):
        return _number(bare, text)
    return Cell(text)


def _number(bare: str, text: str) -> Cell:
    value = Decimal(bare.replace(",", "").replace("−", "-"))
    _, _, decimals = bare.partition(".")
    places = "." + "0" * len(decimals) if decimals else ""
    if text.endswith("%"):
        return Cell(value.scaleb(-2), f"0{places}%")
    if "," in bare:
        return Cell(value, f"#,##0{places}")
    return Cell(value, f"0{places}" if decimals else "General")


def sheets_of(forms: Sequence[Form]) -> Sheets:
    """The rows of each sheet by its name, blank cells left out; sheets of figures become one long sheet Actuals."""
    sheets: Sheets = {}
    for form in forms:
        if form.grid:
            lines = (form.header, *form.rows)
            sheets[form.name] = [[cell.value for cell in line] for line in lines]
            continue
        names = [str(cell.value) for cell in form.header]
        rows: list[dict[str, object]] = [
            {name: cell.value for name, cell in zip(names, row, strict=True) if cell.value is not None}
            for row in form.rows
        ]
        if form.name.startswith("Actuals"):
            sheets.setdefault("Actuals", []).extend(_long(names, rows))
        else:
            sheets[form.name] = rows
    return sheets


def _long(names: Sequence[str], rows: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    if "KPI" in names:
        return list(rows)
    return [
        {**{key: row[key] for key in _WIDE_KEYS if key in row}, "KPI": name, "Value": row[name]}
        for row in rows
        for name in names
        if name in row and name not in _WIDE_KEYS
    ]
