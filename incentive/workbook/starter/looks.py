"""How a starter looks: what is to be filled in is told apart from what is said about it, on screen and on paper.

In: sheets of openpyxl and where things stand. Out: styles, widths, frozen headers, hints, pages to print. Cells to fill
are pale and framed, with blue text; required headings are dark, the others light. What the cells hold is not here.
"""

from collections.abc import Mapping, Sequence
from math import ceil

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from incentive.workbook.schema_forms import Column, Kind
from incentive.workbook.starter.arrangement import ABOUT, FIRST, GRID_SIZE, HEADER, TITLE, Placed
from incentive.workbook.writer import ACCENT, PALE, tab_colour

TITLE_FONT = Font(name="Calibri", size=14, bold=True, color=ACCENT)
NOTE_FONT = Font(name="Calibri", size=10, italic=True, color="5F6B73")
BODY_FONT = Font(name="Calibri", size=11)
STRONG_FONT = Font(name="Calibri", size=11, bold=True)
FAINT_FONT = Font(name="Calibri", size=11, color="8A949A")
INPUT_FONT = Font(name="Calibri", size=11, color="1F3A93")
LINK_FONT = Font(name="Calibri", size=11, bold=True, underline="single", color=ACCENT)
INPUT_FILL = PatternFill("solid", fgColor="FFFDF0")
REQUIRED_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
REQUIRED_FILL = PatternFill("solid", fgColor=ACCENT)
OPTIONAL_FONT = Font(name="Calibri", size=11, bold=True, color=ACCENT)
OPTIONAL_FILL = PatternFill("solid", fgColor=PALE)
_THIN = Side(style="hair", color="B8C4CB")
FRAME = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_BLOCK_END = Border(left=_THIN, right=_THIN, top=_THIN, bottom=Side(style="medium", color=ACCENT))

TEXT, PERCENT, SHARE, AMOUNT, DAY, GENERAL = "@", "0.0%", "0%", "#,##0.00", "yyyy-mm-dd", "General"
FIGURE_WIDTH = 14
HEADER_HEIGHT = 32

# What Excel would otherwise retype: ids lose their zeros, months become dates, formulas of KPIs would be calculated.
_FORMATS: Mapping[Kind, str] = {
    Kind.TEXT: GENERAL,
    Kind.NUMBER: GENERAL,
    Kind.WHOLE: "0",
    Kind.MONEY: AMOUNT,
    Kind.PERCENT: PERCENT,
    Kind.WEIGHT: PERCENT,
    Kind.FIGURE: GENERAL,
    Kind.POINT: GENERAL,
    Kind.RATING: GENERAL,
    Kind.DATE: DAY,
}
_NUMBERS = {Kind.NUMBER, Kind.WHOLE, Kind.MONEY, Kind.PERCENT, Kind.WEIGHT, Kind.FIGURE, Kind.POINT, Kind.RATING}
_WIDTHS: Mapping[Kind, int] = {Kind.FORMULA: 40, Kind.TEXT: 22, Kind.RULE: 16, Kind.ID: 16, Kind.SUBJECT: 20}
_LONG = {"description": 46, "name": 28, "reason": 34, "condition": 40, "email": 28, "note": 80}
_ONE_PAGE = 12  # columns
_READ = 110  # letters of a line that is read with ease
_NARROWEST, _HINT_WIDTH, _LINE, _LETTERS, _POINTS = 11, 300, 18, 46, 15


def number_format(column: Column) -> str:
    """How Excel is to show, and to keep, what is typed into a column or setting."""
    return _FORMATS.get(column.kind, TEXT)


def is_number(column: Column) -> bool:
    """Whether numbers stand in the column."""
    return column.kind in _NUMBERS


def headed(sheet: Worksheet, title: str) -> None:
    """Write a sheet's title."""
    sheet.sheet_view.showGridLines = False
    sheet.cell(TITLE, 1, title).font = TITLE_FONT


def said(sheet: Worksheet, about: str, wide: Mapping[int, int]) -> None:
    """Write what a sheet is for under its title, over as many columns as make a line; `wide` are their widths."""
    cell = sheet.cell(ABOUT, 1, about)
    cell.font, cell.alignment = NOTE_FONT, aligned(False, 1, wrapped=True)
    last, letters = 0, 0
    while last < len(wide) and letters < _READ:
        last += 1
        letters += wide[last]
    sheet.merge_cells(f"A{ABOUT}:{get_column_letter(last)}{ABOUT}")
    sheet.row_dimensions[ABOUT].height = height_of(about, letters)


def heading(sheet: Worksheet, column: int, text: str, required: bool, hint: str, right: bool = False) -> None:
    """Write a heading with its hint."""
    cell = sheet.cell(HEADER, column, text or None)
    cell.data_type = "s"
    cell.font = REQUIRED_FONT if required else OPTIONAL_FONT
    cell.fill = REQUIRED_FILL if required else OPTIONAL_FILL
    cell.border = FRAME
    cell.alignment = aligned(right, column, "center", wrapped=True)
    if hint:
        cell.comment = hint_comment(hint)


def hint_comment(text: str) -> Comment:
    """A comment that is large enough for its text."""
    lines = sum(max(1, ceil(len(line) / _LETTERS)) for line in text.split("\n"))
    return Comment(text, "incentive", height=_LINE * (lines + 1), width=_HINT_WIDTH)


def prepared(sheet: Worksheet, number: int, shown: str, right: bool, last: int) -> None:
    """Make the cells of a column look like what they are: to be filled in."""
    alignment = aligned(right, number)
    for row in range(FIRST, last + 1):
        cell = sheet.cell(row, number)
        cell.font, cell.fill, cell.border = INPUT_FONT, INPUT_FILL, FRAME
        cell.number_format, cell.alignment = shown, alignment


def aligned(right: bool, column: int, vertical: str = "top", wrapped: bool = False) -> Alignment:
    """Numbers to the right, one below the other; all else to the left, off the number before it."""
    indent = 0 if right or column == 1 else 1
    return Alignment(horizontal="right" if right else "left", vertical=vertical, wrap_text=wrapped, indent=indent)


def height_of(text: str, letters: int) -> float:
    """The height of a row whose text is broken to so many letters a line."""
    return _POINTS * max(1, ceil(len(text) / letters))


def width_of(column: Column, heading: str, choices: Sequence[str] = ()) -> int:
    """The width of a column, in letters: room for the heading's longest word, and for what is typed or chosen."""
    widest = max(len(word) for word in heading.split()) if heading else 0
    usual = _LONG.get(column.id) or _WIDTHS.get(column.kind, _NARROWEST)
    longest = max((len(choice) for choice in choices), default=0)
    return max(usual, widest + 5, ceil(len(heading) / 2) + 5, longest + 4)


def framed(sheet: Worksheet, placed: Placed) -> None:
    """Freeze the header, and say what is printed, and how."""
    sheet.sheet_properties.tabColor = tab_colour(placed.shape.id)
    keys = "B" if placed.width > 4 else "A"
    sheet.freeze_panes = f"{keys}{FIRST}"
    sheet.row_dimensions[HEADER].height = HEADER_HEIGHT
    printed(sheet, f"A1:{placed.last_letter}{placed.prepared}")
    sheet.print_title_rows = f"{HEADER}:{HEADER}"
    if placed.width > _ONE_PAGE:
        sheet.page_setup.fitToWidth = 2
        sheet.print_title_cols = "A:A"


def printed(sheet: Worksheet, area: str) -> None:
    """The pages of a sheet: A4 across, as wide as one page."""
    sheet.print_area = area
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if (footer := sheet.oddFooter) is not None:
        footer.left.text, footer.right.text = "&A", "&P / &N"


def widths(sheet: Worksheet, wide: Mapping[int, int]) -> None:
    """Set the widths of columns by their numbers."""
    for number, letters in wide.items():
        sheet.column_dimensions[get_column_letter(number)].width = letters


def underlined(sheet: Worksheet, row: int, last: int) -> None:
    """Draw a line under a row: a block of rows ends there."""
    for column in range(1, last + 1):
        sheet.cell(row, column).border = _BLOCK_END


def axes(sheet: Worksheet) -> Mapping[int, int]:
    """The cells of a two-way table: the first row and the first column are its axes. The columns' widths."""
    for row in range(HEADER, HEADER + GRID_SIZE + 1):
        for column in range(1, GRID_SIZE + 1):
            cell = sheet.cell(row, column)
            axis = row == HEADER or column == 1
            cell.font, cell.fill = (OPTIONAL_FONT, OPTIONAL_FILL) if axis else (INPUT_FONT, INPUT_FILL)
            cell.border = FRAME
    return dict.fromkeys(range(1, GRID_SIZE + 1), FIGURE_WIDTH)
