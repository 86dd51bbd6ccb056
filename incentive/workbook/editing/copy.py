"""A copy of a workbook file in which some parts are other than in the original.

In: a `Package` that was found fit to read. Out: a file, in which every part that was not touched has its bytes. Parts
are registered where the format wants it: in the list of content types and in the relations of the part that uses them.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from incentive.workbook.editing.splices import Element, Splices, as_utf8, elements, escaped
from incentive.workbook.parts import resolved
from incentive.workbook.safe import MOST_EXPANDED, Package, TooLarge

_TYPES = "[Content_Types].xml"
_STRICT = b"purl.oclc.org/ooxml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_TIME = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20


class Unreadable(Exception):
    """A part of the original cannot be copied; the message says which, and why."""


class Copy:
    """The parts of a workbook, some of them changed; `save` writes it. Names are as the original spells them."""

    def __init__(self, package: Package, book_part: str) -> None:
        self.package = package
        self.book_part = book_part
        self._changed: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._dropped: set[str] = set()
        self.strict = _STRICT in self.read(book_part)[:4096]

    def has(self, name: str) -> bool:
        """Whether the copy has a part of this name; case does not count."""
        key = name.casefold()
        return key in self._changed or (self.package.has(name) and key not in self._dropped)

    def read(self, name: str) -> bytes:
        """A part as it is now, in UTF-8."""
        key = name.casefold()
        if key in self._changed:
            return self._changed[key]
        if not self.package.has(name):
            raise Unreadable(f"it has no {name}")
        return as_utf8(b"".join(self._pieces(self.package.members[key])))

    def _pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """A part of the original, piece by piece, counted. A part that no sheet needs may well be damaged."""
        size = 0
        try:
            with self.package.archive.open(info) as part:
                while piece := part.read(_PIECE):
                    size += len(piece)
                    if size > MOST_EXPANDED:
                        raise TooLarge(f"{info.filename} unpacks to more than {MOST_EXPANDED // 1_000_000} MB")
                    yield piece
        except (MemoryError, TooLarge):
            raise
        # Whatever an archive fails with, no writing of the copy is within.
        except Exception as reason:
            raise Unreadable(f"its part {info.filename} is damaged ({reason})") from reason

    def put(self, name: str, data: bytes) -> None:
        """Give a part other bytes, or add one that needs no registration."""
        self._changed[name.casefold()] = data
        self._names[name.casefold()] = name
        self._dropped.discard(name.casefold())

    def add(self, name: str, data: bytes, content_type: str) -> None:
        """Add a part of a content type."""
        self.put(name, data)
        types = self.read(_TYPES)
        root, *declared = elements(types, lambda path, _: path == ("Types",) or path[-1] == "Override")
        if not any(one.attributes.get("PartName", "").casefold() == f"/{name}".casefold() for one in declared):
            splices = Splices(types)
            override = f'<{root.prefix}Override PartName="/{escaped(name)}" ContentType="{escaped(content_type)}"/>'
            splices.append(root, override)
            self.put(_TYPES, splices.result())

    def default(self, extension: str, content_type: str) -> None:
        """See to it that parts with this extension have a content type."""
        types = self.read(_TYPES)
        root, *declared = elements(types, lambda path, _: path == ("Types",) or path[-1] == "Default")
        if not any(one.attributes.get("Extension", "").casefold() == extension for one in declared):
            splices = Splices(types)
            splices.insert(root.inner, f'<{root.prefix}Default Extension="{extension}" ContentType="{content_type}"/>')
            self.put(_TYPES, splices.result())

    def drop(self, name: str) -> None:
        """Take a part out, with its registration and its own relations."""
        for one in (name, _relations_part(name)):
            self._changed.pop(one.casefold(), None)
            self._dropped.add(one.casefold())
        types = self.read(_TYPES)
        splices = Splices(types)
        for override in elements(types, lambda path, _: path[-1] == "Override"):
            if override.attributes.get("PartName", "").casefold() == f"/{name}".casefold():
                splices.remove(override)
        self.put(_TYPES, splices.result())

    def kind(self, name: str) -> str:
        """The full name of a kind of relation, such as `comments`."""
        return f"{_STRICT_KINDS if self.strict else _KINDS}/{name}"

    def related(self, part: str) -> Mapping[str, tuple[str, str]]:
        """What a part is related to: by id the kind's last word and the path of the other part."""
        path = _relations_part(part)
        if not self.has(path):
            return {}
        return {
            one.attributes.get("Id", ""): (
                one.attributes.get("Type", "").rpartition("/")[2],
                resolved(part, one.attributes.get("Target", "")),
            )
            for one in _relations(self.read(path))
            if one.attributes.get("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, other: str) -> str:
        """Relate a part to another, and give the relation's id."""
        path = _relations_part(part)
        if not self.has(path):
            self.put(path, f'<Relationships xmlns="{_RELATIONS}"></Relationships>'.encode())
        data = self.read(path)
        root, *known = elements(data, lambda path, _: path[-1] in {"Relationships", "Relationship"})
        taken = {one.attributes.get("Id", "") for one in known}
        identifier = next(name for name in _ids() if name not in taken)
        target = posixpath.relpath(f"/{other}", f"/{posixpath.dirname(part)}")
        splices = Splices(data)
        splices.append(
            root,
            f'<{root.prefix}Relationship Id="{identifier}" Type="{self.kind(kind)}" Target="{escaped(target)}"/>',
        )
        self.put(path, splices.result())
        return identifier

    def unrelate(self, part: str, identifier: str) -> None:
        """Take a relation out."""
        path = _relations_part(part)
        data = self.read(path)
        splices = Splices(data)
        for one in _relations(data):
            if one.attributes.get("Id") == identifier:
                splices.remove(one)
        self.put(path, splices.result())

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part has."""
        return next(name for name in (pattern.format(number) for number in range(1, 100_000)) if not self.has(name))

    def save(self, path: Path) -> None:
        """Write the copy; never one of a workbook behind a password, which would be open to all."""
        if self.package.protected:
            raise Unreadable("it is protected with a password, and a copy of it would not be")
        written = set()
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for key, info in self.package.members.items():
                if key in self._dropped or info.is_dir():
                    continue
                written.add(key)
                entry = zipfile.ZipInfo(info.filename, info.date_time)
                entry.external_attr = info.external_attr
                if key in self._changed:
                    target.writestr(entry, self._changed[key], zipfile.ZIP_DEFLATED)
                    continue
                # Packed no better than it was: what unpacks to many times its size would be taken for a bomb.
                entry.compress_type = info.compress_type
                with target.open(entry, "w", force_zip64=False) as sink:
                    for piece in self._pieces(info):
                        sink.write(piece)
            for key, data in self._changed.items():
                if key not in written:
                    target.writestr(zipfile.ZipInfo(self._names[key], _TIME), data, zipfile.ZIP_DEFLATED)


def _relations_part(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relations(data: bytes) -> list[Element]:
    return elements(data, lambda path, _: path[-1] == "Relationship")


def _ids() -> Iterator[str]:
    number = 1
    while True:
        yield f"rIdIncentive{number}"
        number += 1
