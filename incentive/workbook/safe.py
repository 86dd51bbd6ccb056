"""What may be opened: a file is looked at before anything of it is believed, and its parts are read in counted bytes.

In: a path. Out: a `Package`, whose parts stream out piece by piece, or the one problem that says why not: another kind
of file, a password, macros, damage, or sizes that no plan has. No tree of XML is built: a part goes through a parser
that refuses entities and document types, into a target that keeps what it needs.
"""

import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import XMLParserType

from defusedxml.ElementTree import DefusedXMLParser

from incentive.problems import Place, Problem

MOST_FILE = 200_000_000
MOST_PARTS = 5_000
MOST_EXPANDED = 400_000_000
MOST_RATIO = 200
FREE_OF_RATIO = 10_000_000
_PIECE = 1 << 16
_LOOK = 1 << 20

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_OLD_RECORDS = (b"\x09\x00\x04\x00", b"\x09\x00\x06\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")
_STARTS = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"<", "an XML or HTML file"),
    (b"\xef\xbb\xbf<", "an XML or HTML file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
)
_ENCRYPTED_PARTS = ("EncryptedPackage", "EncryptionInfo", "StrongEncryptionDataSpace")
_KINDS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint file"),
    ("content.xml", "an OpenDocument file (.ods)"),
    ("index.zip", "a Numbers document"),
)


class Target(Protocol):
    """What a part's elements are handed to, as they come."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element ends."""
        ...

    def data(self, text: str) -> None:
        """Text within an element, perhaps in pieces."""
        ...


class TooLarge(Exception):
    """More than a plan can be; the message says what."""


class Package:
    """The parts of a workbook file by name, `/` between folders. Use it as a context."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.members = {info.filename.replace("\\", "/").lstrip("/").casefold(): info for info in archive.infolist()}
        self.expanded = 0

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_reason: object) -> None:
        self.archive.close()

    def has(self, name: str) -> bool:
        """Whether there is a part of this name; case does not count."""
        return name.casefold() in self.members

    def parse(self, name: str, target: Target) -> None:
        """Hand a part's elements to a target. `TooLarge`, a parse error, or a refusal of the parser may come of it."""
        parser = _parser(target)
        with self.archive.open(self.members[name.casefold()]) as part:
            while piece := part.read(_PIECE):
                self.expanded += len(piece)
                if self.expanded > MOST_EXPANDED:
                    raise TooLarge(f"it unpacks to more than {MOST_EXPANDED // 1_000_000} MB")
                parser.Parse(piece, False)
        parser.Parse(b"", True)


def _parser(target: Target) -> XMLParserType:
    """The parser inside defusedxml's, with its refusals, that calls the target itself: half the time of a tree."""
    parser: XMLParserType = DefusedXMLParser(forbid_dtd=True).parser
    parser.ordered_attributes = False
    parser.buffer_text = True
    parser.DefaultHandlerExpand = None
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.data
    return parser


def problem(code: str, path: Path, **values: str) -> Problem:
    """A problem of the file as a whole."""
    return Problem(code, (Place(file=path.name),), {"file": path.name, **values})


def damaged(path: Path, reason: BaseException | str) -> Problem:
    """The problem of a file that cannot be made out."""
    return problem("WB005", path, reason=in_a_line(reason))


def in_a_line(reason: BaseException | str) -> str:
    """What a reason says, in one line of bounded length."""
    text = " ".join(str(reason).split()) or type(reason).__name__
    return text if len(text) <= 120 else text[:119] + "…"


def open_package(path: Path) -> Package | Problem:
    """The package in a file, or why there is none."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return problem("WB001", path, reason="it is not a file")
        with path.open("rb") as file:
            start = file.read(_LOOK)
    except OSError as reason:
        return problem("WB001", path, reason=(reason.strerror or str(reason)).lower())
    if size > MOST_FILE:
        return problem("WB006", path, reason=f"it has {size // 1_000_000} MB, more than {MOST_FILE // 1_000_000}")
    if not start.startswith(b"PK"):
        return _other_kind(path, start)
    try:
        archive = zipfile.ZipFile(path)
    # zipfile says NotImplementedError of archives in a form that it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as reason:
        return damaged(path, reason)
    package = Package(archive)
    refused = _refused(path, package)
    if refused is not None:
        archive.close()
        return refused
    return package


def _other_kind(path: Path, start: bytes) -> Problem:
    """What a file is that is no zip archive."""
    if not start:
        return problem("WB002", path, kind="an empty file")
    if start.startswith(_OLE):
        whole = path.read_bytes()
        if any(name.encode("utf-16-le") in whole for name in _ENCRYPTED_PARTS):
            return problem("WB003", path)
        return problem("WB002", path, kind="an old Office file (.xls)")
    if start.startswith(_OLD_RECORDS):
        return problem("WB002", path, kind="an old Excel file (.xls)")
    for magic, kind in _STARTS:
        if start.startswith(magic):
            return problem("WB002", path, kind=kind)
    if b"\0" not in start:
        return problem("WB002", path, kind="a text file")
    return problem("WB002", path, kind="a file of another kind")


def _refused(path: Path, package: Package) -> Problem | None:
    """Why the archive is not read, by its list of parts alone."""
    infos = package.archive.infolist()
    if len(infos) > MOST_PARTS:
        return problem("WB006", path, reason=f"it has {len(infos):,} parts, more than {MOST_PARTS:,}")
    for info in infos:
        if info.file_size > FREE_OF_RATIO and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            return problem("WB006", path, reason=f"{info.filename} unpacks to {info.file_size // 1_000_000:,} MB")
        if info.flag_bits & 1:
            return problem("WB003", path)
    if any(posixpath.basename(name) == "vbaproject.bin" for name in package.members):
        return problem("WB004", path)
    for name, kind in _KINDS:
        if package.has(name):
            return problem("WB002", path, kind=kind)
    return None
