"""A copy of a user's workbook that shows what is wrong with it: marked cells, comments in words, a list with links.

In: the workbook as a path and its problems. Out: the copy as a file. Marks, comments and list of an earlier copy go
first, so that what was mended leaves no trace. All other parts of the file keep every byte.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from incentive.i18n.speech import Speech
from incentive.problems import Place, Problem
from incentive.workbook.editing.comments import add_comments, remove_comments
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.marks import add_marks, remove_marks
from incentive.workbook.editing.sheet import SheetEdit, inline
from incentive.workbook.editing.sheets import put_first, take_away
from incentive.workbook.editing.splices import escaped
from incentive.workbook.editing.styles import Styles
from incentive.workbook.parts import book_part_of, outline
from incentive.workbook.safe import open_package
from incentive.workbook.schema import CHECK_SHEET

MOST_COMMENTS = 2_000
"""Comments on one sheet; further cells are marked and listed, but Excel opens files with more of them slowly."""
MOST_LINKS = 65_000

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_HEADINGS = ("Kind", "Sheet", "Cell", "It says", "What is wrong", "How to mend it", "Code")
_LINE = 15  # points
_WIDTHS = (11, 16, 9, 24, 62, 62, 9)


def annotate(path: Path, problems: Sequence[Problem], out: Path, speech: Speech) -> Problem | None:
    """Write the annotated copy to `out`; the problem that keeps the file from being read, if there is one."""
    package = open_package(path)
    if isinstance(package, Problem):
        return package
    with package:
        found, book_part = outline(package), book_part_of(package)
        if found is None or book_part is None:
            raise ValueError("a workbook that was read has no list of sheets any more")
        copy = Copy(package, book_part)
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
            put_first(copy, CHECK_SHEET, _list(problems, {title for title, _ in found.sheets}, copy, styles, speech))
        else:
            take_away(copy, CHECK_SHEET)
        copy.save(out)
    return None


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


def _list(problems: Sequence[Problem], titles: set[str], copy: Copy, styles: Styles, speech: Speech) -> bytes:
    """The sheet that lists the problems, each with a link to its first cell."""
    head, body, link, title, note = _formats(styles) if styles.there else (0,) * 5
    rows = [_row(1, [speech("What is wrong in this workbook")], [title])]
    mend = "Mend each cell, save, and check again: marks, comments and this sheet go by themselves."
    rows += [_row(2, [speech(mend)], [note]), _row(4, [speech(text) for text in _HEADINGS], [head] * len(_HEADINGS))]
    links: list[str] = []
    for number, problem in enumerate(problems, start=5):
        place = problem.places[0] if problem.places else Place()
        linked = place.file is None and place.sheet in titles and len(links) < MOST_LINKS
        cells = [
            speech(problem.severity.value),
            f"{place.file}: {place.sheet or ''}" if place.file else place.sheet or "",
            place.cell or "",
            place.value or "",
            problem.message_in(speech),
            problem.hint_in(speech),
            problem.code,
        ]
        rows.append(_row(number, cells, [body, body, link if linked else body, *[body] * 4]))
        if linked:
            spot = f"'{str(place.sheet).replace(chr(39), chr(39) * 2)}'!{_cell(place.cell or 'A1')}"
            links.append(f'<hyperlink ref="C{number}" location="{escaped(spot)}"/>')
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, start=1)
    )
    return "".join(_sheet(rows, widths, links, 4 + len(problems), copy.strict)).encode()


def _sheet(rows: Sequence[str], widths: str, links: Sequence[str], last: int, strict: bool) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f'<worksheet xmlns="{_STRICT_MAIN if strict else _MAIN}">'
    yield '<sheetPr><tabColor rgb="FFB4451F"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
    yield '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    yield f'<cols>{widths}</cols><sheetData>{"".join(rows)}</sheetData><autoFilter ref="A4:G{last}"/>'
    if links:
        yield f"<hyperlinks>{''.join(links)}</hyperlinks>"
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _row(number: int, texts: Sequence[str], formats: Sequence[int]) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" s="{style}" {inline("", text)}</c>'
        for letter, text, style in zip("ABCDEFG", texts, formats, strict=False)
        if text
    )
    # Without a height some programs show the first line of a wrapped text alone.
    lines = max(_lines(text, width) for text, width in zip(texts, _WIDTHS, strict=False)) if len(texts) > 1 else 1
    return f'<row r="{number}" ht="{_LINE * lines}" customHeight="1">{cells}</row>'


def _lines(text: str, width: int) -> int:
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def _formats(styles: Styles) -> tuple[int, ...]:
    """The numbers of the formats of header, text, link, title and note."""
    name = '<{p}name val="Calibri"/><{p}family val="2"/>'
    bold, plain = "<{p}font><{p}b/>", "<{p}font>"
    head = styles.cell(f'{bold}<{{p}}sz val="11"/><{{p}}color rgb="FFFFFFFF"/>{name}</{{p}}font>', fill="1F5C7A")
    body = styles.cell(f'{plain}<{{p}}sz val="11"/><{{p}}color rgb="FF20282D"/>{name}</{{p}}font>', wrap=True)
    link = styles.cell(f'{plain}<{{p}}u/><{{p}}sz val="11"/><{{p}}color rgb="FF1F5C7A"/>{name}</{{p}}font>')
    title = styles.cell(f'{bold}<{{p}}sz val="14"/><{{p}}color rgb="FF1F5C7A"/>{name}</{{p}}font>')
    note = styles.cell(f'{plain}<{{p}}i/><{{p}}sz val="11"/><{{p}}color rgb="FF5F6B73"/>{name}</{{p}}font>')
    return head, body, link, title, note
