"""One entry of the catalogue of problems: its severity and its sentences.

The sentences are `str.format` templates over the problem's values; `title` and `about` are for the reference page.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """`error` stops the run and nothing is written; `warning` and `notice` do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code means: `message` says what is wrong, `hint` how to mend it, `title` names it in a few words."""

    code: str
    severity: Severity
    title: str
    message: str
    hint: str


def error(code: str, title: str, message: str, hint: str) -> Entry:
    """An entry that stops the run."""
    return Entry(code, Severity.ERROR, title, message, hint)


def warning(code: str, title: str, message: str, hint: str) -> Entry:
    """An entry that the run survives and someone should look at."""
    return Entry(code, Severity.WARNING, title, message, hint)


def notice(code: str, title: str, message: str, hint: str) -> Entry:
    """An entry that says how something was understood."""
    return Entry(code, Severity.NOTICE, title, message, hint)
