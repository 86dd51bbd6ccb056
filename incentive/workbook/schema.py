"""The shape of the plan workbook, said once: sheets, columns and settings with their kinds, choices, defaults and help.

The data themselves are in `schema_settings` and `schema_sheets`; here are the forms they take and the look-up by name.
Reader, validation and the reference page are loops over `SHEETS` and `SETTINGS`. Synonyms in other languages are kept
in `incentive.i18n.vocabulary`, by the ids given here. Nothing here opens a file.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from incentive.formula.tree import normalise
from incentive.i18n.vocabulary import words
from incentive.plan.choices import NamedPoint, SubjectKind, Unit
from incentive.workbook.schema_forms import UNITS, Column, Kind, SheetShape, Thing
from incentive.workbook.schema_settings import PLAN_SETTINGS, STATEMENT_SETTINGS
from incentive.workbook.schema_sheets import SHEETS

__all__ = [
    "CHECK_SHEET",
    "GUIDE_SHEET",
    "LISTS_SHEET",
    "NEXT_SHEET",
    "OWN_SHEETS",
    "PLAN_SETTINGS",
    "SHEETS",
    "STATEMENT_SETTINGS",
    "Column",
    "Kind",
    "SheetShape",
    "Thing",
    "choice_named",
    "columns_by_name",
    "means",
    "settings_by_name",
    "sheet",
    "sheet_named",
    "vocabulary_ids",
]

CHECK_SHEET = "incentive check"
NEXT_SHEET = "incentive next cycle"
GUIDE_SHEET = "incentive guide"
LISTS_SHEET = "incentive lists"
OWN_SHEETS = frozenset({CHECK_SHEET, NEXT_SHEET, GUIDE_SHEET, LISTS_SHEET})
"""The titles of sheets that the program puts into workbooks for people: no part of the plan, passed over in silence."""

ACTS_ON = ("bonus", "all", "score", "payout %", "section", "kpi")

_BY_ID: Mapping[str, SheetShape] = {shape.id: shape for shape in SHEETS}
_SETTINGS: Mapping[str, tuple[Column, ...]] = {"plan": PLAN_SETTINGS, "statement": STATEMENT_SETTINGS}


def sheet(identifier: str) -> SheetShape:
    """The sheet of this id."""
    return _BY_ID[identifier]


def _names(key: str, name: str) -> Iterator[str]:
    """Every normalised name of a sheet, column, setting or choice: its own, then its synonyms."""
    yield normalise(name)
    for word in words(key):
        yield normalise(word)


@cache
def sheets_by_name() -> Mapping[str, SheetShape]:
    """Every sheet by each of its normalised names."""
    return {name: shape for shape in SHEETS for name in _names(f"sheet.{shape.id}", shape.name)}


@cache
def columns_by_name(identifier: str) -> Mapping[str, Column]:
    """Every column of a sheet by each of its normalised names."""
    return _by_name(identifier, sheet(identifier).columns)


@cache
def settings_by_name(identifier: str) -> Mapping[str, Column]:
    """Every setting of the sheet `plan` or `statement` by each of its normalised names."""
    return _by_name(identifier, _SETTINGS[identifier])


def _by_name(prefix: str, columns: tuple[Column, ...]) -> Mapping[str, Column]:
    return {name: column for column in columns for name in _names(f"{prefix}.{column.id}", column.name)}


@cache
def choices_by_name(choices: type[StrEnum]) -> Mapping[str, str]:
    """Every value of an enumeration of choices by each of its normalised names."""
    return {name: str(member) for member in choices for name in _names(f"{choices.__name__}.{member}", str(member))}


def choice_named(choices: type[StrEnum], word: str) -> str | None:
    """The value of the choice that a word names, or None."""
    return choices_by_name(choices).get(normalise(word))


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(normalise(word) for word in words(key))


def means(key: str, word: str) -> bool:
    """Whether a word is one of the synonyms kept under this key."""
    return normalise(word) in _words(key)


def sheet_named(title: str) -> tuple[SheetShape, str] | None:
    """The sheet that a title names and, for sheets that may occur several times, the rest of its title."""
    name = normalise(title)
    shape = sheets_by_name().get(name)
    if shape is not None:
        return (shape, "") if not shape.titled else None
    best: tuple[int, SheetShape] | None = None
    for known, candidate in sheets_by_name().items():
        if candidate.many and name.startswith(known) and (best is None or len(known) > best[0]):
            best = (len(known), candidate)
    return (best[1], _rest(title, best[0])) if best else None


def _rest(title: str, length: int) -> str:
    """What is left of a title after a prefix of so many normalised letters, without the separators between."""
    for cut in range(1, len(title) + 1):
        if len(normalise(title[:cut])) == length:
            return title[cut:].strip(" _-:")
    return ""


def vocabulary_ids() -> Iterator[str]:
    """The id of everything that has a name in the workbook: what the vocabulary must know and may not exceed."""
    enumerations: dict[str, type[StrEnum]] = {}
    for shape in SHEETS:
        yield f"sheet.{shape.id}"
    for prefix, columns in [*((shape.id, shape.columns) for shape in SHEETS), *_SETTINGS.items()]:
        for column in columns:
            yield f"{prefix}.{column.id}"
            if column.choices is not None:
                enumerations[column.choices.__name__] = column.choices
    enumerations |= {"Unit": Unit, "NamedPoint": NamedPoint}
    for name, choices in sorted(enumerations.items()):
        for member in choices:
            yield f"{name}.{member}"
    yield from (f"SubjectKind.{kind}" for kind in SubjectKind if kind is not SubjectKind.EVERYONE)
    yield from (f"ActsOn.{word}" for word in ACTS_ON)
    yield from ("word.yes", "word.no", "word.percent", *(f"word.{unit}" for unit in UNITS))
