"""The workbook that `incentive new` gives to somebody with nothing yet: ready to fill, made from the schema alone.

In: what the plan needs (sheets, language, layout of figures, KPIs from the library). Out: the bytes of an .xlsx file,
the same for the same wishes. What the sheets mean is in the schema; here is only how they are laid out for people.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from incentive.i18n.words import ENGLISH
from incentive.periods import Period, month_name
from incentive.workbook.kpi_library import Indicator
from incentive.workbook.notation import Value
from incentive.workbook.schema_forms import Column, Kind
from incentive.workbook.starter import guide, looks, offers, settings_sheet
from incentive.workbook.starter import wording as sentences
from incentive.workbook.starter.arrangement import FIRST, FIRST_SHEETS, HEADER, Layout, Placed, arranged
from incentive.workbook.starter.beginning import beginning, figures, inputs
from incentive.workbook.starter.guide import write_guide
from incentive.workbook.starter.lists import Lists, write_lists
from incentive.workbook.starter.marks import add_marks, figures_marks, put_marks
from incentive.workbook.starter.offers import add_offers
from incentive.workbook.starter.settings_sheet import write_settings
from incentive.workbook.starter.wording import SETTINGS, Wording
from incentive.workbook.writer import reproducible

__all__ = ["FIRST_SHEETS", "Layout", "Wanted", "sheet_titles", "starter", "texts"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a starter is to hold. Without KPIs of the library and a period, those are for the person to fill in."""

    sheets: tuple[str, ...] = FIRST_SHEETS
    """Ids of sheets."""
    language: str = ENGLISH
    layout: Layout = Layout.LONG
    indicators: tuple[Indicator, ...] = ()
    period: Period | None = None
    """Required where figures stand month by month."""
    currency: str = ""

    def settings(self) -> Mapping[str, str]:
        """The settings that are known already."""
        known = {
            "language": self.language,
            "currency": self.currency,
            "period": self.period.name if self.period else "",
        }
        return {name: value for name, value in known.items() if value}

    def months(self) -> tuple[str, ...]:
        """The months of the period; none where it is not known."""
        return tuple(month_name(month) for month in self.period.months()) if self.period is not None else ()


def starter(wanted: Wanted) -> bytes:
    """The bytes of the workbook."""
    wording = Wording(wanted.language)
    placed = arranged(wanted.sheets, wording, wanted.layout, figures(wanted.indicators))
    rows = beginning(wanted.indicators, wording, wanted.currency)
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "incentive"
    sheets = {identifier: book.create_sheet(each.title) for identifier, each in placed.items()}
    lists = write_lists(book, placed, wording, inputs(wanted.indicators))
    for identifier, each in placed.items():
        _write(sheets[identifier], each, lists, wording, wanted, rows.get(identifier, ()))
    write_guide(book, placed, lists, wording)
    book.active = 0
    buffer = io.BytesIO()
    book.save(buffer)
    # Its prepared rows are alike: packed they take an eighth of the room.
    return reproducible(buffer.getvalue(), packed=True)


def sheet_titles(wanted: Wanted) -> tuple[str, ...]:
    """The titles of the sheets to fill in, in their order."""
    return tuple(each.title for each in arranged(wanted.sheets, Wording(wanted.language), wanted.layout).values())


def texts() -> Iterator[str]:
    """Every English sentence of a starter that is not the schema's: what a catalogue has to translate."""
    for part in (guide, offers, settings_sheet, sentences):
        yield from part.TEXTS


def _write(
    sheet: Worksheet,
    placed: Placed,
    lists: Lists,
    wording: Wording,
    wanted: Wanted,
    rows: Sequence[Mapping[str, Value]],
) -> None:
    looks.headed(sheet, placed.title)
    _headings(sheet, placed, wording)
    if placed.shape.id in SETTINGS:
        write_settings(sheet, placed, lists, wording, wanted.settings() if placed.shape.id == "plan" else {})
        wide = settings_sheet.WIDTHS
    elif placed.shape.columns:
        wide = _table(sheet, placed, lists, wording, wanted)
    else:
        wide = looks.axes(sheet)
    for number, row in enumerate(rows, start=FIRST):
        for column in placed.columns:
            if row.get(column.id) is not None:
                _put(sheet, f"{placed.letter(column.id)}{number}", row[column.id], column)
    if placed.shape.id == "kpis":
        _temptations(sheet, wanted.indicators, wording)
    looks.widths(sheet, wide)
    looks.said(sheet, wording.about(placed.shape), wide)
    looks.framed(sheet, placed)


def _headings(sheet: Worksheet, placed: Placed, wording: Wording) -> None:
    for number, (column, heading) in enumerate(zip(placed.columns, placed.headings, strict=True), start=1):
        hint = wording.hint(placed.shape.id, column)
        looks.heading(sheet, number, heading, column.required, hint, right=looks.is_number(column))
    for number, heading in enumerate(placed.figures, start=len(placed.columns) + 1):
        hint = wording.speech(sentences.A_FIGURE if heading else sentences.CHOOSE_A_FIGURE, "help")
        looks.heading(sheet, number, heading, bool(heading), hint, right=True)


def _table(sheet: Worksheet, placed: Placed, lists: Lists, wording: Wording, wanted: Wanted) -> Mapping[int, int]:
    """The rows to fill in: how they look, what they offer, what they show of themselves. The columns' widths."""
    wide = {}
    for number, (column, heading) in enumerate(zip(placed.columns, placed.headings, strict=True), start=1):
        looks.prepared(sheet, number, looks.number_format(column), looks.is_number(column), placed.prepared)
        choices = wording.choices(column.choices) if column.choices is not None else ()
        wide[number] = looks.width_of(column, heading, choices)
    for number, heading in enumerate(placed.figures, start=len(placed.columns) + 1):
        looks.prepared(sheet, number, looks.GENERAL, True, placed.prepared)
        wide[number] = max(looks.FIGURE_WIDTH, len(heading) + 4)
    add_offers(sheet, placed, lists, wording, wanted.months())
    add_marks(sheet, placed, lists, wording)
    put_marks(sheet, figures_marks(placed))
    if placed.shape.id == "actuals" and wanted.layout is Layout.MONTHS:
        _month_by_month(sheet, placed, wanted.months())
    if all(placed.figures):
        table = Table(displayName=f"T_{placed.shape.id}", ref=f"A{HEADER}:{placed.last_letter}{placed.prepared}")
        table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(table)
    return wide


def _temptations(sheet: Worksheet, indicators: Sequence[Indicator], wording: Wording) -> None:
    """Say beside each KPI of the library what a reward on it also does, and which KPIs show that."""
    for row, one in enumerate(indicators, start=FIRST):
        tempts = wording.speech(sentences.TEMPTS, "help").format(tempts=wording.speech(one.tempts, "help"))
        balanced = wording.speech(sentences.BALANCED, "help").format(kpis=", ".join(one.balance))
        sheet.cell(row, 1).comment = looks.hint_comment(f"{tempts}\n{balanced}")


def _month_by_month(sheet: Worksheet, placed: Placed, months: Sequence[str]) -> None:
    """Write each month beside the rows of its block, and a line under the block."""
    rows = (placed.prepared - HEADER) // len(months)
    column = next(column for column in placed.columns if column.kind is Kind.MONTH)
    for index, month in enumerate(months):
        first = FIRST + index * rows
        for row in range(first, first + rows):
            _put(sheet, f"{placed.letter(column.id)}{row}", month, column)
        looks.underlined(sheet, first + rows - 1, placed.width)


def _put(sheet: Worksheet, address: str, value: Value, column: Column) -> None:
    """Put a value into a prepared cell; text stays text."""
    cell = sheet[address]
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    elif column.kind is Kind.POINT:
        cell.number_format = looks.SHARE
