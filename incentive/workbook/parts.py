"""The parts of a workbook file beside its sheets: which sheets there are, how styles display numbers, shared texts.

In: a `Package`. Out: `Outline`, and the texts. Names of elements are compared without their namespace, so that the
strict variant of the format and unusual prefixes read alike. No tree is built: each part goes through a small target.
"""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS

from incentive.workbook.safe import Package, TooLarge

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"

MOST_TEXTS = 5_000_000
MOST_STYLES = 200_000
LONGEST_TEXT = 33_000  # a cell of Excel's holds 32,767 characters

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# Spaces and marks without width come along when cells are pasted from web pages: two ids would look alike and differ.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
_MACRO = "macroenabled"


@dataclass(slots=True)
class Outline:
    """The sheets' titles and parts in order, the number format of each style, whether dates count from 1904.

    `lost` are the titles of sheets whose part the file does not hold.
    """

    sheets: list[tuple[str, str]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False
    texts: str | None = None
    macros: bool = False


@cache
def local(tag: str) -> str:
    """The name of an element or attribute without its namespace."""
    return tag.rpartition("}")[2]


def clean(text: str) -> str:
    """A text with the format's own escapes undone, and without characters that no one can see or print."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return visible(text)


def visible(text: str) -> str:
    """A text without characters that no one can see or print."""
    return _UNSEEN.sub("", text)


class Quiet:
    """A target that keeps nothing; others override what they need."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text within an element."""


class _Relations(Quiet):
    """Targets by id, and the kind of each."""

    def __init__(self) -> None:
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class _Types(Quiet):
    """Whether any part is declared to hold macros."""

    def __init__(self) -> None:
        self.macros = False

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self.macros = self.macros or _MACRO in attributes.get("ContentType", "").casefold()


class _Workbook(Quiet):
    """Titles with the ids of their parts, and the calendar."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.from_1904 = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id" and key != "id"), "")
            self.sheets.append((clean(attributes.get("name", "")), relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "") in {"1", "true", "on"}


class _Styles(Quiet):
    """The number format of each cell style."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.numbers: list[str] = []
        self.inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = local(tag)
        if name == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.inside = True
        elif name == "xf" and self.inside:
            self.numbers.append(attributes.get("numFmtId", "0"))
        if len(self.numbers) + len(self.codes) > MOST_STYLES:
            raise TooLarge(f"it has more than {MOST_STYLES:,} styles")

    def end(self, tag: str) -> None:
        if local(tag) == "cellXfs":
            self.inside = False

    def formats(self) -> list[str]:
        """The formats in the order of the styles."""
        return [self.codes.get(number) or _built_in(number) for number in self.numbers]


def _built_in(number: str) -> str:
    return str(BUILTIN_FORMATS.get(int(number), "General")) if number.isdigit() else "General"


class Texts(Quiet):
    """The shared texts in order; phonetic hints are no part of them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.pieces: list[str] = []
        self.reading = False
        self.hint = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        """A text, a run of it or a hint begins."""
        name = local(tag)
        if name == "si":
            self.pieces = []
        elif name == "rPh":
            self.hint = True
        elif name == "t":
            self.reading = not self.hint

    def end(self, tag: str) -> None:
        """A text, a run of it or a hint ends."""
        name = local(tag)
        if name == "si":
            self.texts.append(clean("".join(self.pieces)))
            if len(self.texts) > MOST_TEXTS:
                raise TooLarge(f"it has more than {MOST_TEXTS:,} texts")
        elif name == "rPh":
            self.hint = False
        elif name == "t":
            self.reading = False

    def data(self, text: str) -> None:
        """A piece of a text."""
        if self.reading and len(self.pieces) < LONGEST_TEXT:
            self.pieces.append(text)


def outline(package: Package) -> Outline | None:
    """What the file says of itself; None where it has no workbook."""
    types = _Types()
    if package.has("[Content_Types].xml"):
        package.parse("[Content_Types].xml", types)
    book_part = book_part_of(package)
    if book_part is None:
        return None
    book = _Workbook()
    package.parse(book_part, book)
    relations = _relations(package, book_part)
    found = Outline(from_1904=book.from_1904, macros=types.macros)
    for title, identifier in book.sheets:
        kind, target = relations.get(identifier, ("", ""))
        part = resolved(book_part, target)
        if kind == "worksheet" and package.has(part):
            found.sheets.append((title, part))
        elif kind in {"worksheet", ""}:
            found.lost.append(title)
    for kind, target in relations.values():
        part = resolved(book_part, target)
        if kind == "styles" and package.has(part):
            styles = _Styles()
            package.parse(part, styles)
            found.formats = styles.formats()
        elif kind == "sharedStrings" and package.has(part):
            found.texts = part
    return found


def book_part_of(package: Package) -> str | None:
    """The part that lists the sheets; None where there is none."""
    for kind, target in _relations(package, "").values():
        if kind == "officeDocument" and package.has(resolved("", target)):
            return resolved("", target)
    return "xl/workbook.xml" if package.has("xl/workbook.xml") else None


def _relations(package: Package, part: str) -> Mapping[str, tuple[str, str]]:
    """Kind and target of each relation of a part, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    relations = _Relations()
    if package.has(path):
        package.parse(path, relations)
    return relations.targets


def resolved(part: str, target: str) -> str:
    """The path of a relation's target, seen from the part that has it."""
    target = target.replace("\\", "/")
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
