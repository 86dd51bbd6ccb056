"""Scales and grids: from lines to records.

In: the table Scales, the two-way sheets, and who uses each scale. Out: records; whether `At` and `Pays` are percentages
follows from what the scale measures and pays. Order against `Better` is for `check_kpis`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.plan.choices import AboveLast, BelowFirst, Between, Boundary, MeasuredIn, NamedPoint, Pays
from incentive.plan.origins import pack
from incentive.plan.records import Grid, Point, Scale
from incentive.workbook import values
from incentive.workbook.book_forms import Cell, Row, Sheet
from incentive.workbook.figures import POINTS, Figures
from incentive.workbook.layouts.ranges import end_column
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import choice_named
from incentive.workbook.tables import refuse, require, unreadable


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a scale: the KPI, what that KPI's row pays, and whether the scale reads the actual itself.

    The overall scale has no KPI and pays a share.
    """

    kpi: str | None
    pays: Pays
    reads_actual: bool = False


def needs_points(table: Table) -> bool:
    """Whether any scale of the sheet pays by its points."""
    first: dict[str, Line] = {}
    for line in table.lines:
        first.setdefault(normalise(line.text("id")), line)
    return any(line.choice("between", Between) is not Between.FORMULA for line in first.values())


def _ends(table: Table, reading: Reading) -> None:
    """Warn of a column that says where rows end: it is not read, and rows that end are mostly steps."""
    number = end_column(table.others)
    first = {normalise(line.text("id")): line for line in reversed(table.lines)}
    if number is not None and any("between" not in line.cells for line in first.values()):
        place = reading.place(pack(table.number, table.header, number), table.others[number])
        reading.report("WB121", (place,), column=table.others[number], sheet=table.title)


def scales_of(table: Table, uses: Mapping[str, list[Use]], figures: Figures, reading: Reading) -> Iterator[Scale]:
    """The scales, each from all of its rows."""
    groups: dict[str, list[Line]] = {}
    _ends(table, reading)
    for line in table.lines:
        require(line, table.column("id"), reading)
        if (identifier := line.maybe("id")) is not None:
            groups.setdefault(normalise(identifier), []).append(line)
    for lines in groups.values():
        scale = _scale(lines, uses.get(lines[0].text("id"), []), figures, reading)
        if scale is None:
            reading.broken.add(f"scale:{lines[0].text('id')}")
        else:
            yield scale


def _scale(lines: Sequence[Line], uses: Sequence[Use], figures: Figures, reading: Reading) -> Scale | None:
    first = lines[0]
    _later_settings(lines, reading)
    measured = first.choice("measured_in", MeasuredIn) or MeasuredIn.ATTAINMENT
    between = first.choice("between", Between) or Between.LINE
    formula = first.formula("formula")
    in_value = measured is MeasuredIn.VALUE or any(use.reads_actual for use in uses)
    points = tuple(_points(lines, in_value, between, uses, figures, reading))
    if between is Between.FORMULA and "formula" not in first.refused and formula is None:
        reading.report("WB075", (reading.place(first.at("between"), first.shown("between")),), scale=first.text("id"))
        return None
    if between is not Between.FORMULA and formula is not None:
        reading.report("WB076", (reading.place(first.at("formula"), formula.text),), scale=first.text("id"))
        return None
    if any(line.refused for line in lines):
        return None
    return Scale(
        id=first.text("id"),
        points=points,
        measured_in=measured,
        between=between,
        below_first=first.choice("below_first", BelowFirst) or BelowFirst.ZERO,
        above_last=first.choice("above_last", AboveLast) or AboveLast.HOLD,
        boundary=first.choice("boundary", Boundary) or Boundary.FROM,
        formula=formula,
        at=first.at(),
    )


def _later_settings(lines: Sequence[Line], reading: Reading) -> None:
    """A scale's settings stand on its first row; one that differs on a later row is refused."""
    first = lines[0]
    for column in first.table.shape.columns:
        for line in lines[1:] if column.first_row else ():
            if column.id not in line.cells or line.shown(column.id) == first.shown(column.id):
                continue
            places = (reading.place(line.at(column.id), line.shown(column.id)), reading.place(first.at(column.id)))
            reading.report("WB077", places, column=column.name, thing=phrase("scale {scale}", scale=first.text("id")))
            line.refused.add(column.id)


def _points(
    lines: Sequence[Line],
    in_value: bool,
    between: Between,
    uses: Sequence[Use],
    figures: Figures,
    reading: Reading,
) -> Iterator[Point]:
    for line in lines:
        if between is Between.FORMULA and not line.has("x") and not line.has("pays"):
            continue
        for name in ("x", "pays"):
            if name not in line.table.columns:
                line.refused.add(name)
            require(line, line.table.column(name), reading)
        x = _x(line, in_value, uses, figures, reading)
        pays = _pays(line, uses, reading)
        if x is not None and pays is not None:
            yield Point(x, pays, line.at())


def _x(
    line: Line, in_value: bool, uses: Sequence[Use], figures: Figures, reading: Reading
) -> Decimal | NamedPoint | None:
    cell = line.cell("x")
    if cell is None:
        return None
    column = line.table.column("x")
    if isinstance(cell.value, str):
        word = choice_named(NamedPoint, cell.value)
        if word is not None:
            return NamedPoint(word)
    answer = values.number(cell) if in_value else values.percent(cell, column)
    if isinstance(answer, values.Refusal):
        if answer.code == "WB022":
            answer = values.Refusal("WB078", {})
        refuse(line, column, answer, reading)
        return None
    if in_value:
        for use in uses:
            if use.kpi is not None:
                figures.note(use.kpi, cell, answer, line.at("x"), POINTS)
    return answer


def _pays(line: Line, uses: Sequence[Use], reading: Reading) -> Decimal | None:
    cell = line.cell("pays")
    if cell is None:
        return None
    column = line.table.column("pays")
    share = any(use.pays is Pays.SHARE for use in uses)
    answer = values.percent(cell, column) if share else values.number(cell)
    if isinstance(answer, values.Refusal):
        refuse(line, column, answer, reading)
        return None
    return answer


def grid_of(name: str, sheet: Sheet, reading: Reading) -> Grid | None:
    """A two-way table: axes in its first row and column, a number in every cell; None, with a problem, else."""
    number = reading.add_sheet(sheet.title, {})
    rows = [row for row in sheet.rows if any(not cell.blank for cell in row.cells.values())]
    top = next((place for place, row in enumerate(rows) if _numbers(row)), None)
    if top is None or top + 1 == len(rows):
        reading.report("WB082", (reading.place(pack(number, 0)),), sheet=sheet.title)
        reading.broken.add(f"grid:{name}")
        return None
    body = rows[top + 1 :]
    corner = min(column for row in body for column, cell in row.cells.items() if not cell.blank)
    along = [column for column in sorted(rows[top].cells) if column > corner and not rows[top].cells[column].blank]
    reader = _GridReader(number, reading)
    columns = [reader.number(rows[top], column) for column in along]
    axis = [reader.number(row, corner) for row in body]
    cells = [[reader.number(row, column) for column in along] for row in body]
    reader.ascending([(rows[top].number, column) for column in along], columns)
    reader.ascending([(row.number, corner) for row in body], axis)
    if not along:
        reading.report("WB082", (reading.place(pack(number, 0)),), sheet=sheet.title)
        reading.broken.add(f"grid:{name}")
        return None
    if reader.refused:
        reading.broken.add(f"grid:{name}")
        return None
    return Grid(
        name=name,
        rows=tuple(value for value in axis if value is not None),
        columns=tuple(value for value in columns if value is not None),
        cells=tuple(tuple(value for value in row if value is not None) for row in cells),
        at=pack(number, rows[top].number, corner),
    )


def _numbers(row: Row) -> bool:
    return any(isinstance(cell.value, Decimal) for cell in row.cells.values())


class _GridReader:
    """Reads the cells of one two-way table, noting what is wrong."""

    def __init__(self, sheet: int, reading: Reading) -> None:
        self.sheet = sheet
        self.reading = reading
        self.refused = False

    def number(self, row: Row, column: int) -> Decimal | None:
        """The number in a cell; None, with a problem, where it has none."""
        cell = row.cells.get(column) or Cell(None)
        answer = values.Refusal("WB084") if cell.blank else unreadable(cell) or values.number(cell)
        if isinstance(answer, Decimal):
            return answer
        place = self.reading.place(pack(self.sheet, row.number, column), cell.shown)
        words = {"column": phrase("the table"), "value": cell.shown, **answer.values}
        self.reading.report(answer.code, (place,), **words)
        self.refused = True
        return None

    def ascending(self, cells: Sequence[tuple[int, int]], axis: Sequence[Decimal | None]) -> None:
        """Report the first place where an axis does not rise."""
        for place in range(1, len(axis)):
            before, here = axis[place - 1], axis[place]
            if before is not None and here is not None and before >= here:
                places = tuple(self.reading.place(pack(self.sheet, *cells[at])) for at in (place, place - 1))
                self.reading.report("WB083", places)
                self.refused = True
                return
