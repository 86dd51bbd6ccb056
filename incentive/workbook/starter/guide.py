"""The first sheet of a starter: what to fill in which order, with links, how far one has come, what the colours say.

In: the sheets as arranged. Out: the sheet, in a dozen lines. It is none of the plan's: the reader passes it over.
"""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from incentive.plan.choices import Pays
from incentive.workbook.schema import GUIDE_SHEET
from incentive.workbook.schema_forms import Thing
from incentive.workbook.starter import looks
from incentive.workbook.starter.arrangement import FIRST, HEADER, Placed
from incentive.workbook.starter.lists import Lists
from incentive.workbook.starter.marks import BLANK_FILL, TOTAL_FILL, UNKNOWN_FILL
from incentive.workbook.starter.wording import SETTINGS, Wording

HEADLINE = "How to fill in this workbook"
INTRODUCTION = (
    "Sheet by sheet, from top to bottom. Pale cells with blue text are yours to fill in; under a dark heading each row "
    "needs something, under a light one it may be left blank. Rest the mouse on a heading to read what belongs there."
)
STEPS: Mapping[str, str] = {
    "plan": "Name, period and currency first. The other settings only where your plan differs from what the note says.",
    "kpis": "One row for each indicator: a short id, its name, and which way is better.",
    "goals": "What the company wants to reach. Each KPI can then name the goals that it serves.",
    "matrix": "One row for each role and KPI: its weight, target and scale. The weights of a role add up to 100 %.",
    "scales": "What a result pays. Two scales are ready: keep them, change them, or write your own below.",
    "employees": "One row for each person: id, name, role, salary; the bonus at 100 % as a percentage or an amount.",
    "actuals": "What was achieved. Leave a figure blank until it is known: a blank is not a zero.",
}
HEADINGS = "What was achieved. Choose a KPI, or an input of its formula, in each light heading; then a row for each."
FILLED = "Rows so far"
LINKED = "Sheet"
TO_DO = "What to do there"
COLOURS: tuple[tuple[str, str], ...] = (
    ("blank", "A cell that its row, or the plan, still needs."),
    ("unknown", "A name that is not defined on the sheet where it should be."),
    ("total", "The weights of this role do not add up to 100 %."),
)
WEIGHTS = "Weights by role"
ADVICE = (
    "Rows may be left empty, sorted and added; sheets and columns of your own may stand beside these.",
    "Then save, and have everything checked: incentive check lists each problem with its cell and how to mend it.",
)
TEXTS = (
    *(HEADLINE, INTRODUCTION, *STEPS.values(), HEADINGS, LINKED, TO_DO, FILLED),
    *(text for _, text in COLOURS),
    *(WEIGHTS, *ADVICE),
)
_FILLS = {"blank": BLANK_FILL, "unknown": UNKNOWN_FILL, "total": TOTAL_FILL}
_ROLES = 12
_STEP = 122  # letters of a step's line
_WIDTHS = {1: 5, 2: 24, 3: 108, 4: 13}


def write_guide(book: Workbook, placed: Mapping[str, Placed], lists: Lists, wording: Wording) -> None:
    """Put the sheet in front of all others."""
    sheet = book.create_sheet(GUIDE_SHEET, 0)
    looks.headed(sheet, wording.speech(HEADLINE, "help"))
    looks.widths(sheet, _WIDTHS)
    looks.said(sheet, wording.speech(INTRODUCTION, "help"), _WIDTHS)
    for column, text in ((2, LINKED), (3, TO_DO), (4, FILLED)):
        looks.heading(sheet, column, wording.speech(text, "help"), False, "", right=column == 4)
    sheet.row_dimensions[HEADER].height = looks.HEADER_HEIGHT
    row = FIRST
    for number, each in enumerate(placed.values(), start=1):
        _step(sheet, row, number, each, wording)
        row += 1
    row = _legend(sheet, row + 1, wording)
    for text in ADVICE:
        sheet.cell(row, 2, wording.speech(text, "help")).font = looks.BODY_FONT
        row += 1
    if Thing.ROLE in lists.offered and "matrix" in placed:
        row = _weights(sheet, row + 1, placed["matrix"], lists, wording)
    looks.printed(sheet, f"A1:D{row}")


def _step(sheet: Worksheet, row: int, number: int, placed: Placed, wording: Wording) -> None:
    count = sheet.cell(row, 1, number)
    count.font, count.alignment = looks.FAINT_FONT, looks.aligned(True, 1)
    link = sheet.cell(row, 2, placed.title)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"{quote_sheetname(placed.title)}!A1")
    link.font, link.alignment = looks.LINK_FONT, looks.aligned(False, 2)
    step = STEPS.get(placed.shape.id) if all(placed.figures) else HEADINGS
    text = wording.speech(step, "help") if step is not None else wording.about(placed.shape)
    sheet.row_dimensions[row].height = looks.height_of(text, _STEP)
    does = sheet.cell(row, 3, text)
    does.font, does.alignment = looks.BODY_FONT, looks.aligned(False, 3, wrapped=True)
    if placed.shape.columns and placed.shape.id not in SETTINGS:
        first = next((column for column in placed.columns if column.required), placed.columns[0])
        filled = sheet.cell(row, 4, f"=COUNTA({placed.elsewhere(first.id)})")
        filled.font, filled.alignment = looks.FAINT_FONT, looks.aligned(True, 4)


def _legend(sheet: Worksheet, row: int, wording: Wording) -> int:
    for shows, text in COLOURS:
        sheet.cell(row, 2).fill = _FILLS[shows]
        sheet.cell(row, 2).border = looks.FRAME
        said = sheet.cell(row, 3, wording.speech(text, "help"))
        said.font, said.alignment = looks.BODY_FONT, looks.aligned(False, 3)
        row += 1
    return row + 1


def _weights(sheet: Worksheet, row: int, matrix: Placed, lists: Lists, wording: Wording) -> int:
    """The weights of each role as they add up now, for those who would rather see the figure than a colour."""
    sheet.cell(row, 2, wording.speech(WEIGHTS, "help")).font = looks.STRONG_FONT
    roles, weights, pays = (matrix.elsewhere(column) for column in ("role", "weight", "pays"))
    people = matrix.elsewhere("employee")
    money = dict.fromkeys(word for member in (Pays.AMOUNT, Pays.RATE) for word in (wording.choice(member), str(member)))
    shares = "".join(f'*({pays}<>"{word}")' for word in money)
    names = lists.offered[Thing.ROLE]
    for number in range(1, _ROLES + 1):
        at = row + number
        name = sheet.cell(at, 2, f'=IF({number}<=ROWS({names}),INDEX({names},{number})&"","")')
        total = sheet.cell(at, 3, f'=IF(LEN(B{at})=0,"",SUMPRODUCT(({roles}=B{at})*({people}=""){shares},{weights}))')
        total.number_format = "0.0%"
        total.alignment = looks.aligned(False, 3)
        name.font = total.font = looks.BODY_FONT
    return row + _ROLES + 1
