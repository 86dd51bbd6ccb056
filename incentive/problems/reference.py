"""The reference page of problems, made from the catalogue.

Nothing comes in; the text of docs/problems.md goes out. A test holds the file to it.
"""

import re
from collections.abc import Iterator

from incentive.problems.catalogue import CATALOGUE, Entry

_HEAD = """\
# Problems

Whatever is wrong is reported at once, each problem with its cells, what is wrong and how to mend it. An `error`
stops the run and nothing is written; a `warning` and a `notice` do not. The codes are stable: a code keeps its
meaning, and one that is no longer raised is not used again. This page is made from the program's own catalogue.
"""

_PARTS = {
    "WB": "Reading the workbook",
    "FX": "Formulas",
    "CA": "The calculation",
    "PL": "The plan as a plan (`check` alone)",
    "RN": "Runs and the machine",
}


def reference() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_entries()])


def _entries() -> Iterator[str]:
    for prefix, title in _PARTS.items():
        entries = sorted((entry for entry in CATALOGUE.values() if entry.code.startswith(prefix)), key=_code)
        if not entries:
            continue
        yield f"## {title}\n"
        for entry in entries:
            yield f"### {entry.code} {entry.title}\n"
            yield f"{entry.severity}: {_shown(entry.message)}\n"
            yield f"{_shown(entry.hint)}\n"


def _code(entry: Entry) -> str:
    return entry.code


def _shown(template: str) -> str:
    """A sentence whose words are to be put in, each as *name*; `*`, `<` and `_` as they stand."""
    plain = re.sub(r"([*<_|])", r"\\\1", template)
    return re.sub(r"\{(\w+)\}", lambda found: f"*{found[1].replace(chr(92), '').replace('_', ' ')}*", plain)
