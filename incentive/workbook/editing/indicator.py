"""A KPI of the library put into a user's workbook: its row, a row of the matrix to complete, places for its inputs.

In: a workbook as a path with its tables, and the KPI. Out: the workbook with it as a file, all else as it was, and the
cells that are to be completed.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.utils.cell import get_column_letter

from incentive.plan import Plan
from incentive.problems import Place, Problem
from incentive.workbook.build_actuals import is_wide
from incentive.workbook.editing.altered import altered
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.rows import Rows
from incentive.workbook.editing.sheet import SheetEdit, Value
from incentive.workbook.kpi_library import CURRENCY, Indicator
from incentive.workbook.parts import Outline
from incentive.workbook.reading import Table
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.starter.wording import Wording

# What changes what the KPI is: a table without such a column gets one.
_NEEDED = ("unit", "better", "formula", "combine", "level")


def add_indicator(
    path: Path, plan: Plan, tables: Mapping[str, Sequence[Table]], one: Indicator, out: Path
) -> tuple[Place, ...] | Problem:
    """Write the workbook with the KPI to `out`; gives the cells to complete, or why the file is not read."""

    def change(copy: Copy, found: Outline) -> tuple[Place, ...]:
        parts = dict(found.sheets)
        places: list[Place] = []
        for name, put in (("kpis", _kpi), ("matrix", _matrix), ("actuals", _inputs)):
            table = next(iter(tables.get(name, ())), None)
            if table is None or table.places:
                # In a sheet of another layout there is no row to put it in.
                continue
            sheet = SheetEdit(copy, parts[table.title], found.from_1904)
            rows = Rows(sheet, table)
            places += put(rows, plan, one)
            sheet.done()
            rows.done()
        return tuple(places)

    return altered(path, out, change)


def _kpi(rows: Rows, plan: Plan, one: Indicator) -> list[Place]:
    wording = Wording(plan.settings.language)
    values: dict[str, Value] = {
        "id": one.id,
        "name": one.named(plan.settings.language),
        "category": wording.choice(one.category),
        "unit": plan.settings.currency if one.unit == CURRENCY else one.unit,
        "better": wording.choice(one.better),
        "formula": one.formula or None,
        "combine": wording.choice(one.combine),
        "level": wording.choice(one.level),
        "source": one.source,
        "description": one.definition,
    }
    for column in sheet_shape("kpis").columns:
        if column.id in _NEEDED and values.get(column.id) is not None and column.id not in rows.table.columns:
            rows.head(wording.heading("kpis", column), column.id)
    rows.add({key: value for key, value in values.items() if value is not None})
    return []


def _matrix(rows: Rows, _plan: Plan, one: Indicator) -> list[Place]:
    row = rows.add({"kpi": one.id})
    wanted = ("role", "weight", "target")
    return [_place(rows.table, rows.table.columns[name], row) for name in wanted if name in rows.table.columns]


def _inputs(rows: Rows, _plan: Plan, one: Indicator) -> list[Place]:
    """A column for each figure where figures stand in columns, else a row to be repeated."""
    table = rows.table
    named = {heading.casefold() for heading in table.others.values()} | {
        line.text("kpi").casefold() for line in table.lines
    }
    missing = [name for name in (one.inputs or {one.id: ""}) if name.casefold() not in named]
    if is_wide(table):
        return [_place(table, rows.head(name), table.header) for name in missing]
    wanted = [table.columns[name] for name in ("subject", "value") if name in table.columns]
    added = [rows.add({"kpi": name}) for name in missing] if "value" in table.columns else []
    return [_place(table, column, row) for row in added for column in wanted]


def _place(table: Table, column: int, row: int) -> Place:
    return Place(None, table.title, f"{get_column_letter(column)}{row}")
