"""A copy of a user's workbook that shows what is wrong with it: marked cells, comments in words, a list with links.

In: the workbook as a path and its problems. Out: the copy as a file. Marks, comments and list of an earlier copy go
first, so that what was mended leaves no trace. All other parts of the file keep every byte.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from incentive.i18n.speech import Speech
from incentive.problems import Place, Problem, Severity
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

_MOST_PLACES = 6
"""Other cells that a problem names; of a problem of a whole column there may be thousands."""
_WIDTHS = (11, 16, 9, 24, 62, 62, 9)


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said at a cell, and how grave the gravest of it is."""

    severity: Severity
    text: str

    def with_more(self, more: "_Said") -> "_Said":
        """The same and something else."""
        kinds = tuple(Severity)
        return _Said(min(self.severity, more.severity, key=kinds.index), f"{self.text}\n\n{more.text}")


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
        add_marks(sheet, {cell: said.severity for cell, said in cells.items()}, styles)
        add_comments(sheet, {cell: said.text for cell, said in list(cells.items())[:MOST_COMMENTS]})
        sheet.done()
    if problems:
        titles = [title for title, _ in found.sheets]
        put_first(copy, CHECK_SHEET, listing(copy, _list(problems, speech), titles))
    else:
        take_away(copy, CHECK_SHEET)


def _by_cell(problems: Iterable[Problem], speech: Speech) -> Mapping[str, Mapping[str, _Said]]:
    """By sheet and cell what is wrong there, in the order of the problems; a row or sheet stands for its first cell."""
    found: dict[str, dict[str, _Said]] = {}
    for problem in problems:
        kind = speech(problem.severity.value).capitalize()
        message, hint = problem.message_in(speech), problem.hint_in(speech)
        known = tuple(dict.fromkeys(problem.places))
        for place in known:
            if place.file is not None or not place.sheet:
                continue
            # Of a problem with many thousand cells each says but the first few others.
            others = [other for other in known[: _MOST_PLACES + 1] if other != place][:_MOST_PLACES]
            lines = (f"{kind} {problem.code}", message, _elsewhere(others, len(known) - 1, speech), hint)
            text = "\n".join(line for line in lines if line)
            of_sheet = found.setdefault(place.sheet, {})
            cell = _cell(place.cell or "A1")
            said = _Said(problem.severity, text)
            of_sheet[cell] = of_sheet[cell].with_more(said) if cell in of_sheet else said
    return found


def _elsewhere(places: Sequence[Place], number: int, speech: Speech) -> str:
    """The other cells that a problem is about, as the screen says them: the first of them, and their number."""
    said = [str(place) for place in places[:_MOST_PLACES]]
    left = number - len(said)
    if left:
        text = "with {places} and {n} more"
        return speech.counted(text, text, left, "command", {"places": ", ".join(said)})
    return speech.filled("with {places}", "command", {"places": speech.row(tuple(said))}) if said else ""


def _cell(spot: str) -> str:
    return f"A{spot}" if spot.isdigit() else spot


def _list(problems: Sequence[Problem], speech: Speech) -> Listing:
    """The sheet that lists the problems, each with a link to its first cell."""
    rows = []
    for problem in problems:
        place = problem.places[0] if problem.places else Place()
        texts = (
            speech(problem.severity.value),
            str(Place(place.file, place.sheet)),
            place.cell or "",
            place.value or "",
            "\n".join(
                filter(
                    None, (problem.message_in(speech), _elsewhere(problem.places[1:], len(problem.places) - 1, speech))
                )
            ),
            problem.hint_in(speech),
            problem.code,
        )
        rows.append(Listed(texts, None if place.file else place.sheet, _cell(place.cell or "A1")))
    return Listing(
        speech("What is wrong in this workbook"),
        speech("Mend each cell, save, and check again: marks, comments and this sheet go by themselves."),
        (
            speech("Kind"),
            speech("Sheet"),
            speech("Cell"),
            speech("It says"),
            speech("What is wrong"),
            speech("How to mend it"),
            speech("Code"),
        ),
        _WIDTHS,
        tuple(rows),
        link=2,
    )
