"""Spoiling a workbook as an archive: its bytes, its list of parts, the parts as wholes.

In: a source of chance and a file's bytes, or its parts in order. Out: the same, spoilt. Nothing here reads XML.
"""

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable
from random import Random

Parts = list[tuple[str, bytes]]

MOST = 20_000_000
"""A file that unpacks to more is spoilt by its bytes alone."""


def unpacked(content: bytes) -> Parts | None:
    """The parts of a file; None where it is no archive that can be taken apart."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = archive.infolist()
            if sum(info.file_size for info in infos) > MOST or any(info.flag_bits & 1 for info in infos):
                return None
            return [(info.filename, archive.read(info)) for info in infos if not info.is_dir()]
    # The corpus holds archives that are broken in every way.
    except Exception:
        return None


def packed(parts: Parts, random: Random) -> bytes:
    """The parts as a file, packed or not."""
    content = io.BytesIO()
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    with warnings.catch_warnings():
        # Two parts of one name are meant here.
        warnings.simplefilter("ignore", UserWarning)
        with zipfile.ZipFile(content, "w", method, compresslevel=1) as archive:
            for name, data in parts:
                # Without a time of its own a part has the clock's, and a case would not be the same again.
                entry = zipfile.ZipInfo(name.partition("\0")[0] or "x")
                entry.compress_type = method
                archive.writestr(entry, data, compresslevel=1)
    return content.getvalue()


def spoil_bytes(random: Random, content: bytes) -> bytes:
    """The file with some of its bytes changed, whatever they mean."""
    spoilt = bytearray(content)
    size = max(len(spoilt), 1)
    at = random.randrange(size)
    match random.randrange(8):
        case 0:
            for _ in range(random.choice((1, 4, 40))):
                spoilt[random.randrange(size) : 0] = random.randbytes(1)
        case 1:
            del spoilt[at:]
        case 2:
            del spoilt[at : at + random.randint(1, 2000)]
        case 3:
            spoilt[at:at] = random.randbytes(random.randint(1, 2000))
        case 4:
            spoilt[0:0] = random.randbytes(random.randint(1, 300))
        case 5:
            spoilt += random.randbytes(random.randint(1, 70_000))
        case 6:
            for _ in range(random.choice((1, 8, 64))):
                spoilt[random.randrange(size) :][:1] = b"\xff"
                spoilt[at % len(spoilt)] ^= 1 << random.randrange(8)
                at = random.randrange(len(spoilt))
        case _:
            _spoil_directory(random, spoilt)
    return bytes(spoilt)


def _spoil_directory(random: Random, spoilt: bytearray) -> None:
    """Change a field of an entry of the archive's list: version, flags, method, time, sums, sizes, offsets."""
    heads = [found.start() for found in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", spoilt[:-46])]
    for at in random.sample(heads, min(len(heads), random.randint(1, 3))):
        field, form = random.choice(
            ((6, "<H"), (8, "<H"), (10, "<H"), (16, "<I"), (20, "<I"), (24, "<I"), (28, "<H"), (42, "<I"))
        )
        value = random.choice((0, 1, 9, 99, 0xFFFF, 0xFFFFFFFF, 0x7FFFFFFF, random.getrandbits(32)))
        struct.pack_into(form, spoilt, at + field, value & (0xFFFF if form == "<H" else 0xFFFFFFFF))


def _drop(random: Random, parts: Parts) -> None:
    del parts[random.randrange(len(parts))]


def _twice(random: Random, parts: Parts) -> None:
    name, _ = random.choice(parts)
    _, other = random.choice(parts)
    parts.insert(random.randrange(len(parts) + 1), (random.choice((name, name.upper(), f"/{name}")), other))


def _rename(random: Random, parts: Parts) -> None:
    at = random.randrange(len(parts))
    name, data = parts[at]
    ways: tuple[Callable[[str], str], ...] = (
        str.upper, str.title, lambda name: name.replace("/", "\\"), lambda name: f"/{name}",
        lambda name: f"../{name}", lambda name: f"{name}.bak", lambda name: f"x/{name}", lambda _: "C:\\evil.xml",
        lambda _: "a" * 5000, lambda name: name.replace("x", "é"), lambda _: "\x00", lambda name: name[:-1],
    )  # fmt: skip
    parts[at] = (random.choice(ways)(name), data)


def _swap(random: Random, parts: Parts) -> None:
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])


def _replace(random: Random, parts: Parts) -> None:
    at = random.randrange(len(parts))
    name, data = parts[at]
    cut = random.randrange(len(data) + 1)
    parts[at] = (
        name,
        random.choice((b"", data[:cut], data[cut:], data + data, b" " + data, random.randbytes(300), data + b"\0")),
    )


def _encode(random: Random, parts: Parts) -> None:
    """Another encoding than the part says, or one that it says."""
    at = random.randrange(len(parts))
    name, data = parts[at]
    text = data.decode("utf-8", "replace")
    encoding = random.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "utf-7", "latin-1", "cp037", "x-no")
    )
    declared = text.replace("UTF-8", encoding, 1).replace("utf-8", encoding, 1)
    try:
        parts[at] = (name, random.choice((text, declared)).encode(encoding, "replace"))
    except LookupError:
        parts[at] = (name, declared.encode())


def _more(random: Random, parts: Parts) -> None:
    name, data = random.choice(
        (
            ("xl/vbaProject.bin", b"\0"),
            ("xl/workbook.bin", b"\0"),
            ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
            ("big.xml", b"<a>" + bytes(12_000_000)),
            ("xl/comments1.xml", b"<comments/>"),
            ("xl/drawings/vmlDrawing1.vml", b"<xml/>"),
        )
    )
    parts.append((name, data))
    if random.random() < 0.1:
        parts.extend((f"xl/{number}.xml", b"") for number in range(random.choice((300, 6000))))


CHANGES: tuple[Callable[[Random, Parts], None], ...] = (_drop, _twice, _rename, _swap, _replace, _encode, _more)


def spoil_parts(random: Random, parts: Parts) -> None:
    """Drop, double, rename, swap, cut, re-encode or add parts."""
    random.choice(CHANGES)(random, parts)
