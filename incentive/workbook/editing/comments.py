"""Comments on the cells of one sheet: ours are added beside the user's own, and taken away again.

In: a `SheetEdit` and a text for each cell. Out: the sheet's part of comments and its drawing of their boxes. Ours are
known by their author, or, since LibreOffice forgets who wrote what, by a first line with a problem's code. Where a cell
has a comment of the user's, ours follows it behind a line that says whose it is.
"""

import html
import re
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from incentive.problems import CATALOGUE
from incentive.workbook.editing.sheet import SheetEdit
from incentive.workbook.editing.splices import Element, Splices, elements, escaped
from incentive.workbook.parts import MAIN, STRICT_MAIN

AUTHOR = "incentive check"
_LINE = f"\n— {AUTHOR} —\n"

_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_EMPTY_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<v:shape\b(?!type).*?</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb"_x0000_s(\d+)")
_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_FIRST_LINE = re.compile(r"\w+ ([A-Z]{2}\d{3})\n")
_WIDE = 44  # signs in a line of a box, more or less
_LINE_POINTS = 13


def remove_comments(sheet: SheetEdit) -> None:
    """Take away all comments of ours."""
    part = _related(sheet, "comments")
    if part is None:
        return
    data = sheet.copy.read(part)
    found = elements(data, lambda path, _: path[-1] in {"author", "comment", "text", "t"})
    mine = _mine(data, found)
    splices = Splices(data)
    gone = []
    ours = False
    for number, one in enumerate(found):
        if one.name == "comment":
            by_us = mine is not None and one.attributes.get("authorId") == mine
            ours = by_us or _speaks_as_ours(data, _within(one, found, number))
            if ours:
                splices.remove(one)
                gone.append(one.attributes.get("ref", ""))
        elif one.name == "text" and not ours:
            _cut(data, one, splices)
    sheet.copy.put(part, splices.result())
    drawing = _related(sheet, "vmlDrawing")
    if drawing is not None and gone:
        sheet.copy.put(drawing, _without(sheet.copy.read(drawing), {_cell(name) for name in gone}))


def add_comments(sheet: SheetEdit, texts: Mapping[str, str]) -> None:
    """Put a comment on each cell; `remove_comments` has been before."""
    if not texts:
        return
    part = _related(sheet, "comments") or _new_comments(sheet)
    data = sheet.copy.read(part)
    found = elements(
        data, lambda path, _: path[-1] in {"comments", "authors", "author", "commentList", "comment", "text"}
    )
    root, authors, listed = (
        next(one for one in found if one.name == name) for name in ("comments", "authors", "commentList")
    )
    prefix = root.prefix
    splices = Splices(data)
    mine = _mine(data, found)
    if mine is None:
        mine = str(sum(one.name == "author" for one in found))
        splices.append(authors, f"<{prefix}author>{AUTHOR}</{prefix}author>")
    there = {one.attributes.get("ref", ""): one for one in found if one.name == "comment"}
    new = []
    for cell, text in texts.items():
        if cell in there:
            inside = next(
                one for one in found if one.name == "text" and there[cell].start < one.start < there[cell].end
            )
            splices.append(inside, _run(prefix, _LINE + text))
        else:
            new.append(cell)
            splices.append(
                listed,
                f'<{prefix}comment ref="{cell}" authorId="{mine}" shapeId="0"><{prefix}text>{_run(prefix, text)}'
                f"</{prefix}text></{prefix}comment>",
            )
    sheet.copy.put(part, splices.result())
    if new:
        _boxes(sheet, {cell: texts[cell] for cell in new})


def _within(comment: Element, found: Sequence[Element], number: int) -> list[Element]:
    """The texts of a comment, which follow it among what was found."""
    inside = takewhile(lambda one: one.start < comment.end, islice(found, number + 1, None))
    return [one for one in inside if one.name == "t"]


def _speaks_as_ours(data: bytes, texts: Sequence[Element]) -> bool:
    """Whether a comment begins as ours do: with a word and the code of a problem, alone on a line."""
    said = html.unescape("".join(data[one.inner : one.close].decode() for one in texts))
    first = _FIRST_LINE.match(said)
    return first is not None and first[1] in CATALOGUE


def _mine(data: bytes, found: list[Element]) -> str | None:
    """Our number among the authors of a part of comments."""
    authors = [data[one.inner : one.close].decode() for one in found if one.name == "author"]
    return str(authors.index(AUTHOR)) if AUTHOR in authors else None


def _run(prefix: str, text: str) -> str:
    return f'<{prefix}r><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}r>'


def _cut(data: bytes, text: Element, splices: Splices) -> None:
    """Cut our words off a comment of the user's, run by run; other programs may have joined the runs."""
    mark = _LINE.strip().encode()
    at = data.find(mark, text.inner, text.close)
    if at < 0:
        return
    ours = False
    runs = elements(data, lambda path, _: path[-1] in {"r", "t"} and "text" in path)
    inside = [one for one in runs if text.inner <= one.start < text.close]
    for run in (one for one in inside if one.name == "r"):
        if ours:
            splices.remove(run)
        elif run.start < at < run.end:
            ours = True
            words = next(one for one in inside if one.name == "t" and run.start < one.start < run.end)
            kept = data[words.inner : at].rstrip()
            if kept:
                splices.replace(words.inner + len(kept), words.close, "")
            else:
                splices.remove(run)
    if not ours:
        words = next(one for one in inside if one.name == "t" and one.start < at < one.end)
        splices.replace(words.inner + len(data[words.inner : at].rstrip()), words.close, "")


def _related(sheet: SheetEdit, kind: str) -> str | None:
    """The part of a kind that the sheet has."""
    for found, part in sheet.copy.related(sheet.part).values():
        if found == kind and sheet.copy.has(part):
            return part
    return None


def _new_comments(sheet: SheetEdit) -> str:
    part = sheet.copy.free_name("xl/comments{}.xml")
    main = STRICT_MAIN if sheet.copy.strict else MAIN
    data = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{main}">'
        "<authors></authors><commentList></commentList></comments>"
    )
    sheet.copy.add(part, data.encode(), _COMMENTS)
    sheet.copy.relate(sheet.part, "comments", part)
    return part


def _cell(name: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0."""
    column, row = coordinate_from_string(name)
    return row - 1, column_index_from_string(column) - 1


def _without(drawing: bytes, cells: set[tuple[int, int]]) -> bytes:
    """The drawing without the boxes of the comments on these cells."""

    def kept(found: re.Match[bytes]) -> bytes:
        row, column = _ROW.search(found[0]), _COLUMN.search(found[0])
        note = b'ObjectType="Note"' in found[0]
        gone = note and row is not None and column is not None and (int(row[1]), int(column[1])) in cells
        return b"" if gone else found[0]

    return _SHAPE.sub(kept, drawing)


def _boxes(sheet: SheetEdit, texts: Mapping[str, str]) -> None:
    drawing = _related(sheet, "vmlDrawing")
    if drawing is None:
        drawing = sheet.copy.free_name("xl/drawings/vmlDrawing{}.vml")
        sheet.copy.default("vml", _DRAWING)
        sheet.copy.put(drawing, _EMPTY_DRAWING.encode())
        identifier = sheet.copy.relate(sheet.part, "vmlDrawing", drawing)
        relations = sheet.copy.kind("")[:-1]
        sheet.add("legacyDrawing", f'<{sheet.prefix()}legacyDrawing xmlns:r="{relations}" r:id="{identifier}"/>')
    data = sheet.copy.read(drawing)
    number = max((int(found) for found in _NUMBER.findall(data)), default=1024) + 1
    pieces = [] if b"_x0000_t202" in data else [_SHAPE_TYPE]
    pieces += [_box(number + more, *_cell(cell), text) for more, (cell, text) in enumerate(texts.items())]
    at = data.rindex(b"</xml>")
    sheet.copy.put(drawing, data[:at] + "".join(pieces).encode() + data[at:])


def _box(number: int, row: int, column: int, text: str) -> str:
    lines = sum(1 + len(line) // _WIDE for line in text.split("\n"))
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" fillcolor="#ffffe1" o:insetmode="auto" '
        f"style='position:absolute;width:210pt;height:{_LINE_POINTS * (lines + 1)}pt;z-index:1;visibility:hidden'>"
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        "<v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div></v:textbox>"
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {row}, 2, {column + 4}, 31, {row + 1 + lines}, 1</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    )
