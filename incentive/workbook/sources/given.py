"""Which files are read beside the workbook, and as what: those that a command names, and those of the sheet Sources.

In: what the command gave, and the rows of Sources. Out: `Source` objects, and problems of rows that name no file that
may be read. A workbook may have come from anywhere: what it names itself is read only in its own folder and below.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.plan.records import SourceRow
from incentive.workbook.layouts.directed import IGNORE, ignores
from incentive.workbook.reading import Reading
from incentive.workbook.schema import sheet, sheet_named

ACTUALS, EMPLOYEES = "actuals", "employees"
MOST_FILES = 100
_DECIMAL_MARKS = {".", ","}


@dataclass(frozen=True, slots=True)
class Given:
    """What a command gives beside the workbook: files, `names` (their heading to ours), and how numbers are written.

    `workbook` is the plan's own file; without it no file that Sources names is sought.
    """

    actuals: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    prefer_people: bool = False
    decimal_mark: str | None = None
    workbook: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of the command, figures first."""
        return (*self.actuals, *self.people)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: what places call it, the id of the sheet that it is read as, and its own words.

    `sheet` is the title of the only sheet wanted, if one is; `called` gives its headings our names; `at` is the row of
    Sources that names it.
    """

    path: Path
    name: str
    read_as: str
    sheet: str = ""
    ignored: frozenset[str] = frozenset()
    called: Mapping[str, str] = field(default_factory=dict)
    mark: str | None = None
    at: int = 0


@dataclass(slots=True)
class _Wanted:
    """What the rows of Sources say of one sheet of a file (or of the file as a whole)."""

    title: str
    read_as: str = ""
    called: dict[str, str] = field(default_factory=dict)
    mark: str | None = None
    at: int = 0


def sources_given(given: Given, rows: Iterable[SourceRow], reading: Reading) -> list[Source]:
    """Every file to read, figures and people, in the order in which they are named."""
    own = {normalise(theirs): ours for theirs, ours in given.names.items()}
    names = names_of(given.files)
    sheets: dict[Path, dict[str, _Wanted]] = {path: {} for path in names}
    for row in rows:
        if not row.file:
            continue
        path = _named(row, given, reading)
        if path is None:
            continue
        if path not in sheets and len(sheets) >= MOST_FILES:
            reason = phrase("a plan is read from at most {most} files", most=str(MOST_FILES))
            _refuse(row, reason, phrase("Put several exports into one."), reading)
            break
        _note(row, sheets.setdefault(path, {}), reading)
        names.setdefault(path, row.file)
    found: list[Source] = []
    for path, wanted in sheets.items():
        roles = [role for role, files in ((ACTUALS, given.actuals), (EMPLOYEES, given.people)) if path in files]
        if not roles and not any(each.read_as for each in wanted.values()):
            first = next(iter(wanted.values()))
            reason, advice = phrase("Read as is blank"), phrase("Write Actuals or Employees.")
            _refuse_at(first.at, names[path], reason, advice, reading)
        found += _sources(Source(path, names[path], "", mark=given.decimal_mark), roles, wanted)
    return [replace(source, called={**source.called, **own}) for source in found]


def names_of(paths: Sequence[Path]) -> dict[Path, str]:
    """What places call each file: its name, with its folder's where two have one name."""
    plain = [path.name for path in paths]
    return {
        path: spelled(path.name if plain.count(path.name) == 1 else f"{path.parent.name}/{path.name}") for path in paths
    }


def spelled(name: str) -> str:
    """A file's name as text: bytes that are none are spelled out, so that files of text can hold it."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _named(row: SourceRow, given: Given, reading: Reading) -> Path | None:
    """The file that a row names; one that the command names too may lie anywhere."""
    text = row.file.replace("\\", "/")
    folder = given.workbook.parent if given.workbook is not None else None
    try:
        beside = (folder / text).resolve() if folder is not None else None
        for path in given.files:
            if path.name == text or path.resolve() == beside:
                return path
        if folder is None or beside is None:
            return None
        if ":" in text or not beside.is_relative_to(folder.resolve()):
            _refuse(
                row,
                phrase("it lies outside the workbook's folder"),
                phrase("Put it there, or name it on the command line."),
                reading,
            )
        elif not beside.is_file():
            _refuse(
                row,
                phrase("there is no such file in the workbook's folder"),
                phrase("Correct the name, or put it there."),
                reading,
            )
        elif given.workbook is not None and beside == given.workbook.resolve():
            _refuse(
                row, phrase("it is this workbook"), phrase("Leave File blank for a sheet of this workbook."), reading
            )
        else:
            return beside
    except (OSError, ValueError, RuntimeError):
        _refuse(row, phrase("that is no name of a file"), phrase("Correct the name."), reading)
    return None


def _note(row: SourceRow, sheets: dict[str, _Wanted], reading: Reading) -> None:
    wanted = sheets.setdefault(normalise(row.sheet), _Wanted(row.sheet, at=row.at))
    if row.their_name and row.our_name:
        wanted.called[normalise(row.their_name)] = row.our_name
    if row.decimal_mark:
        if row.decimal_mark in _DECIMAL_MARKS:
            wanted.mark = row.decimal_mark
        else:
            reason = phrase('"{mark}" is no decimal mark', mark=row.decimal_mark)
            _refuse(row, reason, phrase("Write a point or a comma."), reading)
    if row.read_as:
        named = sheet_named(row.read_as)
        role = IGNORE if ignores(row.read_as) else named[0].id if named is not None else ""
        if role in {ACTUALS, EMPLOYEES, IGNORE}:
            wanted.read_as = wanted.read_as or role
        else:
            reason = phrase('a file is not read as "{sheet}"', sheet=row.read_as)
            _refuse(row, reason, phrase("Write Actuals, Employees or ignore."), reading)
            wanted.read_as = wanted.read_as or IGNORE


def _sources(file: Source, roles: Sequence[str], wanted: Mapping[str, _Wanted]) -> Iterator[Source]:
    """What of a file is read, sheet by sheet where Sources says so, else whichever sheet fits."""
    whole = wanted.get("", _Wanted(""))
    single = [each for each in wanted.values() if each.title]
    ignored = frozenset(normalise(each.title) for each in single if each.read_as == IGNORE)
    if whole.read_as and whole.read_as != IGNORE and whole.read_as not in roles:
        roles = [*roles, whole.read_as]
    for each in single:
        if each.read_as and each.read_as != IGNORE:
            called = {**whole.called, **each.called}
            yield replace(
                file,
                read_as=each.read_as,
                sheet=each.title,
                called=called,
                mark=each.mark or whole.mark or file.mark,
                at=each.at,
            )
    for role in roles:
        if any(each.read_as == role for each in single):
            continue
        called = dict(whole.called)
        for each in single:
            called |= each.called if not each.read_as else {}
        yield replace(file, read_as=role, ignored=ignored, called=called, mark=whole.mark or file.mark, at=whole.at)


def _refuse(row: SourceRow, reason: str, advice: str, reading: Reading) -> None:
    _refuse_at(row.at, row.file, reason, advice, reading)


def _refuse_at(at: int, file: str, reason: str, advice: str, reading: Reading) -> None:
    place = reading.origins.place(at, "File", file)
    reading.report("WB145", (place,), file=file, reason=reason, advice=advice)
    reading.broken |= {f"sheet:{sheet(role).name}" for role in (ACTUALS, EMPLOYEES)}
