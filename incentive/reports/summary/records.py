"""The sheets of what was read: the figures that Scores start from, the records about people, the rules of the plan.

A calculation comes in, sheets go out. Each sheet of the workbook is a table under its own name, a record is a row, and
each row names the row or cell that it was read from.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.engine.frontier import inputs_table
from incentive.engine.tables import Calculation
from incentive.formula.tree import Value
from incentive.periods import month_name
from incentive.plan import Plan
from incentive.plan.choices import MeasuredIn
from incentive.plan.records import Grid, Settings
from incentive.reports.summary.shapes import INPUTS, MONTHS, PARAMETERS, SCALE, SETTINGS, Shape
from incentive.reports.summary.tables import kpi_unit, share_cell, table_sheet
from incentive.reports.summary.texts import text_of, value_of
from incentive.sheets import Block, Cell, Row, SheetColumn, SheetContent, Tone

_FROM = SheetColumn("Read from", tone=Tone.INPUT)
_BLANK: tuple[object, ...] = (None, "", ())


def inputs_sheet(calculation: Calculation) -> SheetContent | None:
    """The figures that Scores start from, each with its cells; None for a calculation put together by hand."""
    if calculation.engine is None:
        return None
    return table_sheet(calculation, inputs_table(calculation.engine), read=True)


def records_sheet(calculation: Calculation) -> SheetContent:
    """Every record about people and figures as read, one table a sheet."""
    blocks = [_block(calculation.plan, shape) for shape in INPUTS if getattr(calculation.plan, shape.records)]
    return SheetContent("Records", tuple(blocks), title="What was read, sheet by sheet")


def parameters_sheet(calculation: Calculation) -> SheetContent:
    """Settings, and every record that is a rule of the plan, one table a sheet."""
    plan = calculation.plan
    blocks = [_settings(plan)]
    for shape in PARAMETERS:
        if getattr(plan, shape.records):
            blocks.append(_block(plan, shape))
        if shape.records == "sections":
            blocks += _scales(plan)
            blocks += [_grid(grid) for grid in plan.grids]
    blocks += _others(plan)
    return SheetContent("Parameters", tuple(blocks), title="Settings and rules of the plan")


class RecordRows:
    """The records of one sheet as rows, made when they are asked for; columns that none fills are left out."""

    def __init__(self, plan: Plan, shape: Shape) -> None:
        self.plan = plan
        self.records = getattr(plan, shape.records) or ()
        self.shown = [
            (field, name, unit)
            for field, name, unit in shape.columns
            if any(getattr(record, field) not in _BLANK for record in self.records)
        ]
        self.own = plan.own_columns if shape.records == "employees" else ()

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """The columns of the rows."""
        return (
            *(SheetColumn(name, unit=unit, tone=Tone.INPUT) for _, name, unit in self.shown),
            *(SheetColumn(name, tone=Tone.INPUT) for name in self.own),
            _FROM,
        )

    def __len__(self) -> int:
        return len(self.records)

    def __iter__(self) -> Iterator[Row]:
        names = [(field, unit == "kpi") for field, _, unit in self.shown]
        units = {kpi.id: kpi_unit(kpi) for kpi in self.plan.kpis}
        for record in self.records:
            yield (
                *(
                    Cell(getattr(record, field), units.get(record.kpi, "")) if figure else _field(record, field)
                    for field, figure in names
                ),
                *(record.own.get(name) for name in self.own),
                _from(self.plan, record.at),
            )


def _field(record: object, field: str) -> Value | Cell:
    value = getattr(record, field)
    return month_name(value) if field == "month" and isinstance(value, int) else value_of(value)


def _from(plan: Plan, at: int) -> str | None:
    """Sheet and row, or cell, of a record; behind it the cells of other files that completed it."""
    places = [str(plan.origins.place(at)), *map(str, plan.origins.completed(at))]
    return ", ".join(places) or None


def _block(plan: Plan, shape: Shape) -> Block:
    """One sheet of the workbook as a table."""
    rows = RecordRows(plan, shape)
    return Block(rows.columns, rows, heading=shape.sheet)


def _settings(plan: Plan) -> Block:
    """The settings that decide something: given ones with their cells, defaults as such."""
    settings = plan.settings
    rows = [
        (name, _setting(field, settings), _given(plan, field))
        for field, name, needs in SETTINGS
        if _setting(field, settings) is not None and _matters(settings, needs)
    ]
    columns = (
        SheetColumn("Setting", tone=Tone.INPUT),
        SheetColumn("Value", tone=Tone.INPUT),
        _FROM,
    )
    return Block(columns, rows, heading="Plan")


def _setting(field: str, settings: Settings) -> Value | Cell:
    value = getattr(settings, field)
    if field == "year_starts":
        month, day = value
        return f"{day} {MONTHS[month - 1]}"
    if field == "minimum_service" and not value:
        return None
    if field == "cap" and isinstance(value, Decimal):
        return Cell(value, "percent")
    return value_of(value)


def _matters(settings: Settings, needs: tuple[str, str | None] | None) -> bool:
    if needs is None:
        return True
    value = getattr(settings, needs[0])
    return value is not None and needs[1] in {None, str(value)}


def _given(plan: Plan, field: str) -> str | None:
    """Where a setting was given."""
    at = plan.settings.at.get(field)
    return _from(plan, at) if at else "(default)"


def _scales(plan: Plan) -> Iterator[Block]:
    """A row a point; a scale that is a formula is one row."""
    if not plan.scales:
        return
    rows: list[Row] = []
    for scale in plan.scales:
        rest = [value_of(getattr(scale, field)) for field, _ in SCALE]
        in_shares = scale.measured_in is MeasuredIn.ATTAINMENT
        for point in scale.points:
            x: Value = point.x if isinstance(point.x, Decimal) else str(point.x.value)
            at = share_cell(x) if in_shares else x
            rows.append((scale.id, at, share_cell(point.pays), *rest, _from(plan, point.at)))
        if not scale.points:
            rows.append((scale.id, None, None, *rest, _from(plan, scale.at)))
    names = (("Scale", "text"), ("At", "number"), ("Pays", "number"), *((name, "text") for _, name in SCALE))
    columns = (
        *(SheetColumn(name, unit=unit, tone=Tone.INPUT) for name, unit in names),
        _FROM,
    )
    yield Block(columns, rows, heading="Scales")


def _grid(grid: Grid) -> Block:
    """A grid as it stands: one axis down, the other across."""
    columns = (
        SheetColumn("Down \\ across", unit="number", tone=Tone.INPUT),
        *(SheetColumn(text_of(at), unit="number", tone=Tone.INPUT) for at in grid.columns),
    )
    rows: list[Row] = [(at, *cells) for at, cells in zip(grid.rows, grid.cells, strict=True)]
    return Block(columns, rows, heading=f"Grid {grid.name}")


def _others(plan: Plan) -> Iterator[Block]:
    """Exports with the settings of their files, and what statements say."""
    if plan.exports:
        names = tuple(dict.fromkeys(name for one in plan.exports for name in one.options))
        rows: list[Row] = [
            (
                one.export,
                one.column,
                one.value,
                *(one.options.get(name) for name in names),
                _from(plan, one.at),
            )
            for one in plan.exports
        ]
        keys = ("Export", "Column", "Value", *names, _FROM.key)
        yield Block(tuple(SheetColumn(key, tone=Tone.INPUT) for key in keys), rows, heading="Exports")
    if plan.statement:
        said: list[Row] = [(name, text) for name, text in plan.statement.items()]
        columns = (SheetColumn("Setting", tone=Tone.INPUT), SheetColumn("Value", tone=Tone.INPUT))
        yield Block(columns, said, heading="Statement")
