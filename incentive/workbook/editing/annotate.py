"""A copy of a user's workbook that shows what is wrong with it: marked cells, comments in words, a list with links.

In: the workbook as a path and its problems. Out: the copy as a file. Marks, comments and list of an earlier copy go
first, so that what was mended leaves no trace. All other parts of the file keep every byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from incentive.i18n.speech import Speech
from incentive.problems import Place, Problem
from incentive.workbook.editing.altered import altered
from incentive.workbook.editing.comments import add_comments, remove_comments
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.listing import Listed, Listing, listing
from incentive.workbook.editing.marks import add_marks, remove_marks
from incentive.workbook.editing.sheet import SheetEdit
from incentive.workbook.editing.sheets import put_first, take_away
from incentive.workbook.editing.styles import Styles
from incentive.workbook.parts import Outline
from incentive.workbook.schema import CHECK_SHEET

MOST_COMMENTS = 2_000
"""Comments on one sheet; further cells are marked and listed, but Excel opens files with more of them slowly."""

_HEADINGS = ("Kind", "Sheet", "Cell", "It says", "What is wrong", "How to mend it", "Code")
_WIDTHS = (11, 16, 9, 24, 62, 62, 9)


def annotate(path: Path, problems: Sequence[Problem], out: Path, speech: Speech) -> Problem | None:
    """Write the annotated copy to `out`; the problem that stands against one, if there is one."""
    return altered(path, out, lambda copy, found: _annotated(copy, found, problems, speech))


def _annotated(copy: Copy, found: Outline, problems: Sequence[Problem], speech: Speech) -> None:
    """Marks, comments and list, those of an earlier copy taken away."""
    styles = Styles(copy)
    of_cell = _by_cell(problems, speech)
    for title, part in found.sheets:
        if title == CHECK_SHEET:
            continue
        sheet = SheetEdit(copy, part)
        remove_marks(sheet)
        remove_comments(sheet)
        cells = of_cell.get(title, {})
        add_marks(sheet, list(cells), styles)
        add_comments(sheet, dict(list(cells.items())[:MOST_COMMENTS]))
        sheet.done()
    if problems:
        titles = [title for title, _ in found.sheets]
        put_first(copy, CHECK_SHEET, listing(copy, _list(problems, speech), titles))
    else:
        take_away(copy, CHECK_SHEET)


def _by_cell(problems: Iterable[Problem], speech: Speech) -> Mapping[str, Mapping[str, str]]:
    """By sheet and cell what is wrong there, in the order of the problems; a row stands for its first cell."""
    texts: dict[str, dict[str, str]] = {}
    for problem in problems:
        kind = speech(problem.severity.value).capitalize()
        text = f"{kind} {problem.code}\n{problem.message_in(speech)}\n{problem.hint_in(speech)}"
        for place in problem.places:
            if place.file is None and place.sheet and place.cell:
                cell = _cell(place.cell)
                of_sheet = texts.setdefault(place.sheet, {})
                of_sheet[cell] = f"{of_sheet[cell]}\n\n{text}" if cell in of_sheet else text
    return texts


def _cell(spot: str) -> str:
    return f"A{spot}" if spot.isdigit() else spot


def _list(problems: Sequence[Problem], speech: Speech) -> Listing:
    """The sheet that lists the problems, each with a link to its first cell."""
    rows = []
    for problem in problems:
        place = problem.places[0] if problem.places else Place()
        texts = (
            speech(problem.severity.value),
            f"{place.file}: {place.sheet or ''}" if place.file else place.sheet or "",
            place.cell or "",
            place.value or "",
            problem.message_in(speech),
            problem.hint_in(speech),
            problem.code,
        )
        rows.append(Listed(texts, None if place.file else place.sheet, _cell(place.cell or "A1")))
    return Listing(
        speech("What is wrong in this workbook"),
        speech("Mend each cell, save, and check again: marks, comments and this sheet go by themselves."),
        tuple(speech(text) for text in _HEADINGS),
        _WIDTHS,
        tuple(rows),
        link=2,
    )
