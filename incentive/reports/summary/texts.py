"""Fields of records as cells show them, and the cells that records were read from.

A field comes in, a value for a cell goes out: numbers, dates and truth values as such, the rest as the workbook writes
it; blanks are None.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import Enum

from incentive.formula.tree import Value
from incentive.numbers import plain
from incentive.periods import Period
from incentive.plan import Plan
from incentive.plan.choices import SubjectKind
from incentive.plan.records import ActsOn, Formula, Subject
from incentive.sheets import SheetColumn, SheetContent, Tone

PLACES = (
    SheetColumn("File", tone=Tone.INPUT),
    SheetColumn("Sheet", tone=Tone.INPUT),
    SheetColumn("Cell", "Row or cell", tone=Tone.INPUT),
)


def without_blank(sheet: SheetContent | None, key: str) -> SheetContent | None:
    """The sheet of one table without a column that no row fills, as that of the file where only one was read."""
    if sheet is None:
        return None
    block = sheet.blocks[0]
    keys = [one.key for one in block.columns]
    if key not in keys or any(row[keys.index(key)] for row in block.rows):
        return sheet
    at = keys.index(key)
    rows, totals = ([(*row[:at], *row[at + 1 :]) for row in given] for given in (block.rows, block.totals))
    columns = (*block.columns[:at], *block.columns[at + 1 :])
    return replace(sheet, blocks=(replace(block, columns=columns, rows=rows, totals=tuple(totals)),))


def value_of(field: object) -> Value:
    """A field as a cell shows it."""
    match field:
        case Decimal() | bool() | date():
            return field
        case None | "" | ():
            return None
        case int():
            return Decimal(field)
        case _:
            return text_of(field) or None


def text_of(field: object) -> str:
    """A field, or a part of one, as text."""
    if isinstance(field, tuple):
        return "; ".join(text_of(item) for item in field)
    match field:
        case Enum():
            return str(field.value)
        case Decimal():
            return plain(field)
        case Formula():
            return field.text
        case Period():
            return field.name or f"{field.start.isoformat()} to {field.end.isoformat()}"
        case Subject():
            return subject_text(field)
        case ActsOn():
            return f"{field.kind}:{field.name}" if field.name else field.kind
        case _:
            return str(field)


def subject_text(subject: Subject) -> str:
    """What a `For` names, as the workbook writes it."""
    if subject.kind is SubjectKind.EVERYONE:
        return "*"
    return subject.name if subject.kind is SubjectKind.EMPLOYEE else f"{subject.kind.value}:{subject.name}"


def place_cells(plan: Plan, at: int) -> tuple[str | None, str | None, str | None]:
    """File, sheet and row or cell of a record."""
    place = plan.origins.place(at)
    return (place.file, place.sheet, place.cell)
