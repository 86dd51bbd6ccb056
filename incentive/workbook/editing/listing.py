"""A sheet of ours as XML: a title, a line below it, and a table of texts of which one column may be links.

In: a `Listing`. Out: the part's bytes. Its texts are written as texts, whatever they look like.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.sheet import inline
from incentive.workbook.editing.splices import escaped
from incentive.workbook.editing.styles import Styles
from incentive.workbook.parts import MAIN, STRICT_MAIN

MOST_LINKS = 65_000
"""Excel holds 65,530 on a sheet."""

_LINE = 15  # points
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row: its texts, and the sheet and cell that its link leads to."""

    texts: tuple[str, ...]
    sheet: str | None = None
    cell: str = "A1"


@dataclass(frozen=True, slots=True)
class Listing:
    """What the sheet says. `widths` are in characters; the links stand in the column counted from 0."""

    title: str
    note: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[Listed, ...]
    link: int = 0


def listing(copy: Copy, listed: Listing, titles: Sequence[str]) -> bytes:
    """The sheet; a row is linked where its sheet is among the titles."""
    styles = Styles(copy)
    head, body, link, title, note = _formats(styles) if styles.there else (0,) * 5
    widths = listed.widths
    rows = [
        _row(1, [listed.title], [title], ()),
        _row(2, [listed.note], [note], ()),
        _row(4, listed.headings, [head] * len(widths), widths),
    ]
    links: list[str] = []
    known = set(titles)
    for number, row in enumerate(listed.rows, start=5):
        formats = [body] * len(widths)
        if row.sheet in known and len(links) < MOST_LINKS:
            formats[listed.link] = link
            spot = f"'{str(row.sheet).replace(chr(39), chr(39) * 2)}'!{row.cell}"
            links.append(f'<hyperlink ref="{_LETTERS[listed.link]}{number}" location="{escaped(spot)}"/>')
        rows.append(_row(number, row.texts, formats, widths))
    return "".join(_sheet(rows, links, widths, copy.strict)).encode()


def _sheet(rows: Sequence[str], links: Sequence[str], widths: Sequence[int], strict: bool) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    yield f'<worksheet xmlns="{STRICT_MAIN if strict else MAIN}">'
    yield '<sheetPr><tabColor rgb="FFB4451F"/><pageSetUpPr fitToPage="1"/></sheetPr>'
    yield '<sheetViews><sheetView showGridLines="0" workbookViewId="0">'
    yield '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for number, width in enumerate(widths, start=1):
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    last = f"{_LETTERS[len(widths) - 1]}{max(len(rows) + 1, 5)}"
    yield f'</cols><sheetData>{"".join(rows)}</sheetData><autoFilter ref="A4:{last}"/>'
    if links:
        yield f"<hyperlinks>{''.join(links)}</hyperlinks>"
    yield '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'


def _row(number: int, texts: Sequence[str], formats: Sequence[int], widths: Sequence[int]) -> str:
    cells = "".join(
        f'<c r="{letter}{number}" s="{style}" {inline("", text)}</c>'
        for letter, text, style in zip(_LETTERS, texts, formats, strict=False)
        if text
    )
    # Without a height some programs show the first line of a wrapped text alone.
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=False)), default=1)
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
