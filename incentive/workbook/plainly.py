"""How sheets are plainly written: patterns of cells and rows, as the usual programs write them.

In: pieces of a sheet's XML that a parser has found well-formed. Out: what their patterns find, and `Form`: the pattern
of a whole row, made from one, since the rows of a large table are written alike. `NotPlain` says that something is
written in another way.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from incentive.workbook.book_forms import Cell
from incentive.workbook.bounds import MOST_COLUMNS, TooManyCells, column_of
from incentive.workbook.stored import Stored

_ATTRIBUTES = re.compile(r'(?:\s[\w:]+="[^"&<>]*")*\s*/?')
_ATTRIBUTE = re.compile(r'\s([\w:]+)="([^"]*)"')
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|(\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}

# What stands before the rows: nothing that could be taken for a cell, in the one encoding that is read here.
HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?"
    rb"(?:<\?xml(?:\s+(?:version=[\"']1\.0[\"']|encoding=[\"'](?i:utf-8)[\"']|standalone=[\"']\w+[\"']))*\s*\?>)?"
    rb"\s*<worksheet(?:\s[^<>]*)?>"
    rb"(?:\s*</?(?:sheetPr|tabColor|outlinePr|pageSetUpPr|dimension|sheetViews|sheetView|pane|selection|sheetFormatPr"
    rb"|cols|col)(?:\s[^<>]*)?/?>)*\s*<sheetData>"
)
TOKEN = re.compile(
    r'<c r="([A-Z]{1,3})[0-9]*"(?: s="([0-9]{1,7})")?(?: t="([A-Za-z]+)")?(?:/>|>'
    r"(?:<f([^<>]*)>(?:([^<]*)</f>)?)?"
    r"(?:<v ?/>|<v>([^<]*)</v>)?"
    r'(?:<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?'
    r"</c>)"
    r'|(</row>\s*)?<row r="([0-9]{1,7})"([^<>]*)>'
    r"|</row>"
)
GROUPS = TOKEN.groups + 1
_ROW = re.compile(r'<row r="[0-9]{1,7}"((?:[^<>]*[^<>/])?)>((?:<c.*)?)</row>\s*', re.S)
_WITHIN = '><is><t(?: xml:space="preserve")?>([^<&]*)</t></is></c>'
MERGED = re.compile(r'<mergeCell ref="([^"&<>]*)" ?/>')
# Behind the rows, these would be taken for parts of cells too.
LIKE_CELLS = re.compile(r"<(?:[^\s<>/]+:)?(?:c|row|mergeCell|rPh)[\s/>]|<!")


class NotPlain(Exception):
    """Something in a sheet is written in another way."""


def attributes_of(text: str) -> dict[str, str]:
    """Attributes by name, where they are written plainly."""
    if not _ATTRIBUTES.fullmatch(text):
        raise NotPlain
    return dict(_ATTRIBUTE.findall(text))


def text_of(part: bytes) -> str:
    """The bytes as text, with the line ends that a parser makes of them."""
    try:
        text = part.decode()
    except UnicodeDecodeError as reason:
        raise NotPlain from reason
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unescaped(text: str) -> str:
    """The text with its entities resolved; the parser has found them to be sound."""
    return _ENTITY.sub(_sign, text) if "&" in text else text


def _sign(found: re.Match[str]) -> str:
    hexadecimal, decimal, name = found.groups()
    if name is not None:
        return _NAMED[name]
    return chr(int(hexadecimal, 16) if hexadecimal is not None else int(decimal))


def cell_column(letters: str) -> int:
    """The column of a cell, by its letters."""
    number = column_of(letters)
    if number > MOST_COLUMNS:
        raise TooManyCells
    return number


@dataclass(frozen=True, slots=True)
class Form:
    """A row's form: its pattern, which finds the row's number and its values, and where each of them belongs.

    Of each column: its number, the cells known by their value, and what makes those that are not.
    """

    pattern: re.Pattern[str]
    columns: tuple[tuple[int, dict[str, Cell], Callable[[str], Cell | None]], ...]


def form_of(row: str, stored: Stored) -> Form | None:
    """The form of a row, if all it holds is values."""
    found = _ROW.fullmatch(row)
    if found is None or "hidden" in found[1]:
        return None
    tokens = TOKEN.split(found[2])
    if any(tokens[::GROUPS]):
        return None
    pattern = [f'<row r="([0-9]{{1,7}})"{re.escape(found[1])}>']
    columns: list[tuple[int, dict[str, Cell], Callable[[str], Cell | None]]] = []
    for _, letters, style, kind, attributes, _, value, own, *_ in zip(*[iter(tokens)] * GROUPS, strict=False):
        within = own is not None and value is None and kind == "inlineStr"
        if letters is None or attributes is not None or (own is not None and not within):
            return None
        # An error is one without a value too, and an inline text has none in its value's place.
        if (value is None and kind == "e") or (value is not None and kind == "inlineStr"):
            return None
        looks = (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
        pattern.append(f'<c r="{letters}[0-9]*"{looks}')
        if value is None and not within:
            pattern.append("(?:/>|></c>|><v ?/></c>)")
            continue
        pattern.append(_WITHIN if within else "><v>([^<&]*)</v></c>")
        plain = stored.plain(kind or "n", style or "")
        columns.append((cell_column(letters), plain.known, plain.cell))
    return Form(re.compile("".join([*pattern, r"</row>\s*"])), tuple(columns))
