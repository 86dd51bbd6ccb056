"""Names of the files made for people: safe for any id, on every file system, and never the same for two ids.

All ids of a plan come in, one stem for each goes out. An id of plain letters, digits, `-`, `_`, `.` and single inner
spaces is its own name; any other keeps a readable part, followed by `~` and the start of the id's SHA-256. No folder
and no extension here.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

LONGEST = 64
_READABLE = 40
_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]|[ ](?! ))*")
_OTHER = re.compile(r"[^A-Za-z0-9_\-]+")
# Windows reads these as devices, whatever extension follows the first dot.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin|conout|com[0-9]|lpt[0-9])(?:[ .].*)?", re.IGNORECASE)


def stems(ids: Iterable[str]) -> dict[str, str]:
    """One stem for each id; ids that differ in case alone all carry their hash: many systems see one name there."""
    distinct = list(dict.fromkeys(ids))
    seen_as = Counter(name.casefold() for name in distinct)
    names = {
        person: person if _is_safe(person) and seen_as[person.casefold()] == 1 else _hashed(person, 8)
        for person in distinct
    }
    digits = 8
    while digits < LONGEST:
        taken = Counter(name.casefold() for name in names.values())
        clashes = [person for person, name in names.items() if taken[name.casefold()] > 1]
        if not clashes:
            break
        digits *= 2
        names.update({person: _hashed(person, digits) for person in clashes})
    return names


def _is_safe(person: str) -> bool:
    """Whether the id can be a file's name as it is."""
    return (
        len(person) <= LONGEST
        and _PLAIN.fullmatch(person) is not None
        and person[-1] not in " ."
        and _DEVICES.fullmatch(person) is None
    )


def _hashed(person: str, digits: int) -> str:
    """A readable part of the id, and enough of its hash to tell it from all others."""
    readable = _OTHER.sub("_", person).strip("_-")[:_READABLE] or "id"
    return f"{readable}~{hashlib.sha256(person.encode('utf-8', 'surrogatepass')).hexdigest()[:digits]}"
