"""The fuzzer's cases: each number is one spoilt workbook, the same on every machine that has the same sources.

In: a seed and a number. Out: the case, with what was spoilt and how, and the file's bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from tests.fuzz.contents import spoil_contents
from tests.fuzz.markup import spoil_markup
from tests.fuzz.packages import Parts, packed, spoil_bytes, spoil_parts, unpacked

UNSPOILT = -1
"""The seed whose cases are the workbooks of others as they are."""

_TELLING = ("xl/worksheets/", "xl/sharedStrings", "xl/styles", "xl/workbook.xml")


@dataclass(frozen=True, slots=True)
class Case:
    """A spoilt workbook: which one it was, what was done to it, its bytes."""

    number: int
    source: str
    changes: tuple[str, ...]
    content: bytes


def case_of(seed: int, number: int, plans: Mapping[str, bytes], strangers: Mapping[str, bytes]) -> Case:
    """The case of this number. Two of three come from plans, since they are read furthest."""
    if seed == UNSPOILT:
        source, content = list(strangers.items())[number]
        return Case(number, source, (), content)
    random = Random(f"{seed}:{number}")
    sources = strangers if strangers and random.random() < 1 / 3 else plans
    source = random.choice(list(sources))
    content = sources[source]
    changes: list[str] = []
    parts = unpacked(content) if random.random() < 0.85 else None
    if parts:
        changes.extend(_change(random, parts) for _ in range(random.choice((1, 1, 1, 2, 3, 6))))
        content = packed(parts, random)
    else:
        changes.append("bytes")
        content = spoil_bytes(random, content)
    return Case(number, source, tuple(changes), content)


def _change(random: Random, parts: Parts) -> str:
    """Make one change to the parts, and say which."""
    if not parts or random.random() < 0.12:
        if parts:
            spoil_parts(random, parts)
        return "parts"
    telling = [at for at, (name, _) in enumerate(parts) if name.startswith(_TELLING)]
    if telling and random.random() < 0.65:
        at = random.choice(telling)
        name, data = parts[at]
        parts[at] = (name, _encoded(spoil_contents(random, name, data.decode("utf-8", "surrogateescape"))))
        return f"contents of {name}"
    at = random.choice(telling) if telling and random.random() < 0.5 else random.randrange(len(parts))
    name, data = parts[at]
    parts[at] = (name, _encoded(spoil_markup(random, data.decode("utf-8", "surrogateescape"))))
    return f"markup of {name}"


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape" if any("\udc80" <= sign <= "\udcff" for sign in text) else "replace")
