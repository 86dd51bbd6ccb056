"""A starter as a person fills it in: a quarter for eight people in three roles, typed into the cells of a file.

In: a starter's file and its language. Out: the same file filled in, by the headings that stand in it, with choices in
that language. The figures are the same in every language, so what comes of them must be too.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from incentive.plan.choices import Better, Level, SubjectKind
from incentive.workbook.schema import PLAN_SETTINGS, sheet
from incentive.workbook.starter.arrangement import FIRST, HEADER
from incentive.workbook.starter.wording import Wording

Row = Mapping[str, Any]

_PEOPLE = (
    ("001", "Anna Berg", "Sales lead", 84000, 0.2, None, "North", date(2026, 1, 1)),
    ("002", "Bruno Conti", "Sales rep", 52000, 0.15, None, "North", None),
    ("003", "Chloé Durand", "Sales rep", 51000, 0.15, None, "North", None),
    ("004", "Dmitri Orlov", "Sales rep", 50500, None, 2000, "South", None),
    ("005", "Elena Ruiz", "Sales rep", 54000, 0.15, None, "South", None),
    ("006", "Frank Meyer", "Sales lead", 83000, 0.2, None, "South", None),
    ("007", "Grace Okoye", "Support", 41000, 0.08, None, "Desk", None),
    ("00417", "Hugo Lind", "Support", 40000, 0.08, None, "Desk", None),
)
_MATRIX = (
    ("Sales lead", "REV", 0.6, None, 400000, None, "STANDARD"),
    ("Sales lead", "CONV", 0.4, None, 0.25, None, "STANDARD"),
    ("Sales rep", "REV", 0.7, None, 120000, None, "STANDARD"),
    ("Sales rep", "CONV", 0.3, None, 0.25, None, "STANDARD"),
    ("Support", "DAYS", 0.5, 5, 3, 1, "INDEX"),
    ("Support", "AUDIT", 0.5, None, None, None, None),
)


def plan_rows(wording: Wording) -> Mapping[str, Sequence[Row]]:
    """The rows by sheet, column id to value."""

    def kpi(identifier: str, unit: str, better: Better, level: Level | None = None, formula: str | None = None) -> Row:
        kind = wording.choice(level) if level is not None else None
        return {
            "id": identifier,
            "unit": unit,
            "better": wording.choice(better),
            "level": kind,
            "formula": formula,
        }

    yes, _ = wording.yes_and_no()
    team = wording.kind(SubjectKind.TEAM)
    figures: list[tuple[str, str, Any]] = [
        (person[0], name, figure + 1000 * number)
        for number, person in enumerate(_PEOPLE[:6])
        for name, figure in (("REV", 380000 if "lead" in person[2] else 125000), ("Orders", 26000), ("Visits", 100000))
    ]
    figures += [(f"{team}:Desk", "DAYS", 2.5), ("007", "AUDIT", yes), ("00417", "AUDIT", yes)]
    keys = ("id", "name", "role", "salary", "target_bonus_percent", "target_bonus_amount", "team", "start")
    columns = ("role", "kpi", "weight", "threshold", "target", "maximum", "scale")
    return {
        "kpis": [
            kpi("REV", "EUR", Better.HIGHER),
            kpi("CONV", "%", Better.HIGHER, formula="Orders / Visits"),
            kpi("DAYS", "days", Better.LOWER, Level.TEAM),
            kpi("AUDIT", "", Better.YES),
        ],
        "matrix": [dict(zip(columns, row, strict=True)) for row in _MATRIX],
        "employees": [dict(zip(keys, person, strict=True)) for person in _PEOPLE],
        "actuals": [{"subject": whom, "kpi": what, "value": value} for whom, what, value in figures],
    }


def settings_values() -> Mapping[str, Any]:
    """The settings that a person fills in."""
    return {"plan_name": "Sales bonus", "organisation": "Company", "period": "2026-Q3", "currency": "EUR"}


def fill(path: Path, language: str) -> Path:
    """Fill in a starter that lies under this path."""
    wording = Wording(language)
    book = load_workbook(path)
    fill_settings(book[wording.title(sheet("plan"))], wording)
    for identifier, rows in plan_rows(wording).items():
        fill_table(book[wording.title(sheet(identifier))], identifier, rows, wording)
    book.save(path)
    return path


def fill_settings(sheet_: Worksheet, wording: Wording) -> None:
    """Write the settings' values beside their names."""
    rows = {str(sheet_.cell(row, 1).value): row for row in range(FIRST, sheet_.max_row + 1)}
    for column in PLAN_SETTINGS:
        value = settings_values().get(column.id)
        if value is not None:
            sheet_.cell(rows[wording.heading("plan", column)], 2).value = value


def fill_table(sheet_: Worksheet, identifier: str, rows: Sequence[Row], wording: Wording) -> None:
    """Write rows under the headings that stand in the sheet; a cell keeps the format that it was prepared with."""
    headings = {str(cell.value): cell.column for cell in sheet_[HEADER] if cell.value is not None}
    names = {column.id: wording.heading(identifier, column) for column in sheet(identifier).columns}
    for number, row in enumerate(rows, start=FIRST):
        for key, value in row.items():
            if value is not None and value != "":
                sheet_.cell(number, headings[names.get(key, key)]).value = value
