"""The settings of a starter: one a row, with what each means beside it; those that few plans need come last, greyed.

In: the sheet as arranged and values that are known already. Out: names, values and notes in the sheet, each value with
its own number format and drop-down. A setting without a value holds as its note says.
"""

from collections.abc import Iterator, Mapping, Sequence

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from incentive.workbook.schema_forms import Column
from incentive.workbook.starter import looks
from incentive.workbook.starter.arrangement import FIRST, Placed
from incentive.workbook.starter.lists import Lists
from incentive.workbook.starter.marks import put_marks, setting_mark
from incentive.workbook.starter.offers import add_offer, offer
from incentive.workbook.starter.wording import REQUIRED, SETTINGS, Wording

# Settings that nearly every plan says something about, in this order; what the schema requires comes before them.
_USUAL = ("organisation", "language", "salary_per", "salary_is", "paid_on", "questions_until", "contact", "if_missing")
_EXAMPLES: Mapping[str, str] = {
    "plan_name": "Sales bonus 2026",
    "currency": "EUR",
    "paid_on": "2026-10-28",
    "contact": "bonus@company.example",
}
NOTE_WIDTH = 110
WIDTHS: Mapping[int, int] = {1: 30, 2: 34, 3: NOTE_WIDTH + 4}
EXAMPLE = "Example: {example}."
TEXTS = (EXAMPLE,)


def ordered(identifier: str) -> Sequence[Column]:
    """The settings of a sheet, those first that are filled in first."""
    settings = SETTINGS[identifier]
    by_id = {column.id: column for column in settings}
    first = [column for column in settings if column.required]
    first += [by_id[name] for name in _USUAL if name in by_id]
    return [*first, *(column for column in settings if column not in first)]


def write_settings(sheet: Worksheet, placed: Placed, lists: Lists, wording: Wording, given: Mapping[str, str]) -> None:
    """Write the rows of a settings sheet; `given` are values by setting id."""
    marks = []
    for row, column in enumerate(ordered(placed.shape.id), start=FIRST):
        usual = column.required or column.id in _USUAL
        name, value, note = (sheet.cell(row, number) for number in (1, 2, 3))
        name.value = wording.heading(placed.shape.id, column)
        name.font = looks.STRONG_FONT if usual else looks.FAINT_FONT
        value.value = given.get(column.id)
        value.font, value.fill = looks.INPUT_FONT, looks.INPUT_FILL
        value.number_format = looks.number_format(column)
        value.alignment = Alignment(horizontal="left", vertical="top")
        said = " ".join(_note(placed.shape.id, column, wording))
        note.value = said
        sheet.row_dimensions[row].height = looks.height_of(said, NOTE_WIDTH)
        note.font = looks.NOTE_FONT if usual else looks.FAINT_FONT
        note.alignment = looks.aligned(False, 3, wrapped=True)
        for cell in (name, value, note):
            cell.border = looks.FRAME
        name.alignment = Alignment(vertical="top")
        found = offer(column, lists, wording)
        if found is not None:
            add_offer(sheet, value.coordinate, found, wording)
        if column.required:
            marks.append(setting_mark(placed, row))
    put_marks(sheet, iter(marks))


def _note(identifier: str, column: Column, wording: Wording) -> Iterator[str]:
    """What a setting means, beside it."""
    if column.required:
        yield wording.speech(REQUIRED, "help")
    yield wording.help(identifier, column)
    if column.id in _EXAMPLES:
        yield wording.speech(EXAMPLE, "help").format(example=_EXAMPLES[column.id])
    yield from wording.blank_means(column)
