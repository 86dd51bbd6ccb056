"""What may be opened: a file is looked at before anything of it is believed, and its parts are read in counted bytes.

In: a path. Out: a `Package`, whose parts stream out piece by piece, or the one problem that says why not: another kind
of file, a password, macros, damage, or sizes that no plan has. No tree of XML is built: a part goes through a parser
that refuses entities and document types, into a target that keeps what it needs.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import XMLParserType

from defusedxml.ElementTree import DefusedXMLParser

from incentive.i18n.phrases import Figure, phrase
from incentive.problems import Place, Problem
from incentive.workbook.protected import WrongPassword, password_given, unlocked

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
    (b"%PDF", phrase("a PDF document")),
    (b"{\\rtf", phrase("an RTF document")),
    (b"<", phrase("an XML or HTML file")),
    (b"\xef\xbb\xbf<", phrase("an XML or HTML file")),
    (b"\x1f\x8b", phrase("a gzip archive")),
    (b"\x89PNG", phrase("a picture")),
)
_ENCRYPTED_PARTS = ("EncryptedPackage", "EncryptionInfo", "StrongEncryptionDataSpace")
_KINDS = (
    ("xl/workbook.bin", phrase("a binary workbook (.xlsb)")),
    ("word/document.xml", phrase("a Word document")),
    ("ppt/presentation.xml", phrase("a PowerPoint file")),
    ("content.xml", phrase("an OpenDocument file (.ods)")),
    ("index.zip", phrase("a Numbers document")),
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
    """The parts of a workbook file by name, `/` between folders. Use it as a context.

    `protected`: the file itself is closed with a password, and what is in it may not be written anywhere.
    """

    def __init__(self, archive: zipfile.ZipFile, protected: bool = False) -> None:
        self.archive = archive
        self.protected = protected
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
        parser = wary_parser()
        parser.StartElementHandler = target.start
        parser.EndElementHandler = target.end
        parser.CharacterDataHandler = target.data
        for piece in self.pieces(name):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part as it is, piece by piece, each of them counted."""
        with self.archive.open(self.members[name.casefold()]) as part:
            while piece := part.read(_PIECE):
                self.expanded += len(piece)
                if self.expanded > MOST_EXPANDED:
                    raise TooLarge(f"it unpacks to more than {MOST_EXPANDED // 1_000_000} MB")
                yield piece


def wary_parser() -> XMLParserType:
    """The parser inside defusedxml's, with its refusals; what it finds goes nowhere yet."""
    parser: XMLParserType = DefusedXMLParser(forbid_dtd=True).parser
    parser.ordered_attributes = False
    parser.buffer_text = True
    parser.DefaultHandlerExpand = None
    parser.StartElementHandler = None
    parser.EndElementHandler = None
    parser.CharacterDataHandler = None
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
            return problem("WB001", path, reason=phrase("it is not a file"))
        with path.open("rb") as file:
            start = file.read(_LOOK)
    except OSError as reason:
        return problem("WB001", path, reason=(reason.strerror or str(reason)).lower())
    if size > MOST_FILE:
        return problem("WB006", path, reason=_too_large(size))
    source: Path | io.BytesIO = path
    if start.startswith(_OLE):
        inner = _within(path)
        if isinstance(inner, Problem):
            return inner
        source = io.BytesIO(inner)
    elif not start.startswith(b"PK"):
        return _other_kind(path, start)
    try:
        archive = zipfile.ZipFile(source)
    # zipfile says NotImplementedError of archives in a form that it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as reason:
        return damaged(path, reason)
    package = Package(archive, protected=source is not path)
    refused = _refused(path, package)
    if refused is not None:
        archive.close()
        return refused
    return package


def _too_large(size: int) -> str:
    here, most = (str(each // 1_000_000) for each in (size, MOST_FILE))
    return phrase("it has {size} MB, more than {most}", size=here, most=most)


def _within(path: Path) -> bytes | Problem:
    """The workbook within a protected file."""
    whole = path.read_bytes()
    if not any(name.encode("utf-16-le") in whole for name in _ENCRYPTED_PARTS):
        return problem("WB002", path, kind=phrase("an old Office file (.xls)"))
    password = password_given()
    if password is None:
        return problem("WB003", path)
    try:
        return unlocked(whole, password)
    except WrongPassword:
        return problem("WB107", path)
    # A damaged container makes the libraries fail in any way there is.
    except Exception as reason:
        return damaged(path, reason)


def _other_kind(path: Path, start: bytes) -> Problem:
    """What a file is that is no zip archive."""
    if not start:
        return problem("WB002", path, kind=phrase("an empty file"))
    if start.startswith(_OLD_RECORDS):
        return problem("WB002", path, kind=phrase("an old Excel file (.xls)"))
    for magic, kind in _STARTS:
        if start.startswith(magic):
            return problem("WB002", path, kind=kind)
    if b"\0" not in start:
        return problem("WB002", path, kind=phrase("a text file"))
    return problem("WB002", path, kind=phrase("a file of another kind"))


def _refused(path: Path, package: Package) -> Problem | None:
    """Why the archive is not read, by its list of parts alone."""
    infos = package.archive.infolist()
    if len(infos) > MOST_PARTS:
        reason = phrase("it has {n} parts, more than {most}", n=Figure(len(infos)), most=Figure(MOST_PARTS))
        return problem("WB006", path, reason=reason)
    for info in infos:
        if info.file_size > FREE_OF_RATIO and info.file_size > MOST_RATIO * max(info.compress_size, 1):
            size = f"{info.file_size // 1_000_000:,}"
            reason = phrase("{part} unpacks to {size} MB", part=info.filename, size=size)
            return problem("WB006", path, reason=reason)
        if info.flag_bits & 1:
            return problem("WB003", path)
    if any(posixpath.basename(name) == "vbaproject.bin" for name in package.members):
        return problem("WB004", path)
    for name, kind in _KINDS:
        if package.has(name):
            return problem("WB002", path, kind=kind)
    return None
