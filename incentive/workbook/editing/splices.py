"""Where elements stand in a part's bytes, and a text with pieces of it replaced.

In: the bytes of an XML part. Out: `Element`, with the offsets of its start tag, its contents and its end, and the part
after all splices. A part that is no UTF-8 is first written as UTF-8. No tree is built.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from defusedxml.ElementTree import DefusedXMLParser

from incentive.workbook.parts import local

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_TAG_NAME = re.compile(rb"<([^\s/>]+)")
_DEEPEST = 200
_TAG_END = re.compile(rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a part. `tag` is its name as written, prefix included; `path` the local names from the root to it.

    Offsets: `start` of its `<`, `inner` after its start tag, `close` of its end tag, `end` after it; an element that is
    written `<a/>` has all of the last three after itself.
    """

    tag: str
    path: tuple[str, ...]
    attributes: Mapping[str, str]
    start: int
    inner: int
    close: int
    end: int

    @property
    def name(self) -> str:
        """Its name without a prefix."""
        return self.path[-1]

    @property
    def prefix(self) -> str:
        """Its prefix with the colon, or nothing: what is put into it is written with the same."""
        return self.tag[: -len(self.name)]

    @property
    def empty(self) -> bool:
        """Whether it is written `<a/>`."""
        return self.inner == self.close == self.end


def as_utf8(part: bytes) -> bytes:
    """The part in UTF-8, with no byte-order mark, and with no declaration of another encoding."""
    if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _redeclared(part.decode("utf-16").encode())
    # A parser knows these two by their first sign alone.
    for start, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if part.startswith(start):
            return _redeclared(part.decode(encoding).encode())
    part = part.removeprefix(codecs.BOM_UTF8)
    head = _DECLARATION.match(part)
    found = _ENCODING.search(head[0]) if head else None
    if found is None or found[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}:
        return part
    return _redeclared(part.decode(found[1].decode()).encode())


def _redeclared(part: bytes) -> bytes:
    return _DECLARATION.sub(b'<?xml version="1.0" encoding="UTF-8"?>', part, count=1)


def elements(part: bytes, wanted: Callable[[tuple[str, ...], Mapping[str, str]], bool]) -> list[Element]:
    """The elements that are wanted, by local path and attributes, in the order of their start; `part` is UTF-8."""
    parser = DefusedXMLParser(forbid_dtd=True).parser
    parser.ordered_attributes = False
    found: list[Element] = []
    path: list[str] = []
    open_: list[tuple[int, int, str, Mapping[str, str]] | None] = []
    numbers: list[int] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        path.append(local(tag))
        numbers.append(len(found))
        if len(path) > _DEEPEST:
            raise ValueError("its elements are nested without end")
        if not wanted(tuple(path), attributes):
            open_.append(None)
            return
        at = parser.CurrentByteIndex
        open_.append((at, _start_tag_end(part, at), _written(part, at), dict(attributes)))

    def end(_tag: str) -> None:
        whole = tuple(path)
        path.pop()
        number = numbers.pop()
        begun = open_.pop()
        if begun is None:
            return
        at, inner, tag, attributes = begun
        if part[inner - 2 : inner] == b"/>":
            close = last = inner
        else:
            close = parser.CurrentByteIndex
            last = part.index(b">", close) + 1
        # Before those inside it, which ended earlier.
        found.insert(number, Element(tag, whole, attributes, at, inner, close, last))

    parser.DefaultHandlerExpand = None
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = None
    parser.Parse(part, True)
    return found


def _start_tag_end(part: bytes, at: int) -> int:
    found = _TAG_END.match(part, at)
    if found is None:
        raise ValueError("a start tag that does not end")
    return found.end()


def _written(part: bytes, at: int) -> str:
    found = _TAG_NAME.match(part, at)
    if found is None:
        raise ValueError("a start tag without a name")
    return found[1].decode()


def escaped(text: str) -> str:
    """A text as XML writes it, in contents and between double quotes; what XML cannot hold is left out."""
    kept = "".join(sign for sign in text if sign in "\t\n\r" or " " <= sign <= "\ud7ff" or sign >= "\ue000")
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(slots=True)
class Splices:
    """Replacements in a part, given in any order; `result` makes them all at once. They may not overlap."""

    part: bytes
    _pieces: list[tuple[int, int, bytes]] = field(default_factory=list)

    def replace(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of the bytes from `start` to before `end`."""
        self._pieces.append((start, end, text.encode()))

    def insert(self, at: int, text: str) -> None:
        """Put a text before the byte at `at`, after what was already put there."""
        self.replace(at, at, text)

    def remove(self, element: Element) -> None:
        """Take an element out."""
        self.replace(element.start, element.end, "")

    def attribute(self, element: Element, name: str, value: str) -> None:
        """Give an element an attribute, or another value of it."""
        tag = self.part[element.start : element.inner]
        found = re.search(rb"(?<![\w:.-])" + re.escape(name.encode()) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", tag)
        text = f'{name}="{escaped(value)}"'
        if found is not None:
            self.replace(element.start + found.start(), element.start + found.end(), text)
        else:
            self.insert(element.start + 1 + len(element.tag.encode()), f" {text}")

    def fill(self, element: Element, contents: str) -> None:
        """Give an element other contents, of whatever it had."""
        if element.empty:
            self.replace(element.inner - 2, element.inner, f">{contents}</{element.tag}>")
        else:
            self.replace(element.inner, element.close, contents)

    def append(self, element: Element, contents: str) -> None:
        """Put something at the end of an element's contents."""
        if element.empty:
            self.fill(element, contents)
        else:
            self.insert(element.close, contents)

    def result(self) -> bytes:
        """The part with every replacement made."""
        whole = bytearray()
        at = 0
        # Sorting is stable: what was put at one place stays in its order, and before what is replaced from there.
        for start, end, text in sorted(self._pieces, key=lambda piece: (piece[0], piece[1])):
            if start < at:
                raise ValueError("splices overlap")
            whole += self.part[at:start] + text
            at = end
        return bytes(whole + self.part[at:])
