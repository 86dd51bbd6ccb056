"""A sheet in another language: its title, headings, settings and choices as that language writes them.

In: a sheet in the notation of the examples, in English. Out: the same with other words. Names of people and teams, ids
and formulas stay as they are; the reader understands both, even on one sheet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from incentive.formula.tree import normalise
from incentive.plan.choices import NamedPoint
from incentive.workbook.notation import Cell, Form
from incentive.workbook.schema import choice_named, columns_by_name, means, settings_by_name, sheet_named
from incentive.workbook.schema_forms import UNITS, Column, Kind
from incentive.workbook.starter.wording import SETTINGS, Wording

_LANGUAGE = "language"
_EXAMPLE = "example"
_PROSE = {
    "kpis": {"name", "source", "description"},
    "goals": {"name"},
    "targets": {"reason"},
    "factors": {"reason"},
    "overrides": {"reason"},
    "adjustments": {"reason"},
    "formulas": {"label"},
}
"""Columns whose texts are sentences or titles, that nothing refers to."""


def reworded(form: Form, language: str) -> Form:
    """The sheet in a language; one that the schema does not know as it is."""
    named = sheet_named(form.name)
    if named is None:
        return form
    shape, rest = named
    wording = Wording(language)
    title = f"{wording.title(shape)} {rest}".strip()
    notes = tuple(wording.speech(note, _EXAMPLE) for note in form.notes)
    if form.grid:
        # The tables of a plan are named by their titles; the word before the name is found in every language.
        return replace(form, name=title, notes=notes)
    known = columns_by_name(shape.id)
    columns = [known.get(normalise(str(cell.value))) for cell in form.header]
    header = tuple(
        replace(cell, value=wording.heading(shape.id, column)) if column is not None else cell
        for cell, column in zip(form.header, columns, strict=True)
    )
    rows = tuple(_row(row, shape.id, columns, wording) for row in form.rows)
    return replace(form, name=title, notes=notes, header=header, rows=rows)


def _row(
    row: tuple[Cell, ...], identifier: str, columns: Sequence[Column | None], wording: Wording
) -> tuple[Cell, ...]:
    if identifier in SETTINGS:
        return _setting(row, identifier, wording)
    prose = _PROSE.get(identifier, set())
    return tuple(
        _told(cell, wording) if column is not None and column.id in prose else _worded(cell, column, wording)
        for cell, column in zip(row, columns, strict=True)
    )


def _told(cell: Cell, wording: Wording) -> Cell:
    return replace(cell, value=wording.speech(cell.value, _EXAMPLE)) if isinstance(cell.value, str) else cell


def prose(form: Form) -> Iterator[str]:
    """The texts of a sheet that have a translation of their own."""
    yield from form.notes
    named = sheet_named(form.name)
    if named is None or form.grid:
        return
    known = columns_by_name(named[0].id)
    columns = [known.get(normalise(str(cell.value))) for cell in form.header]
    for row in form.rows:
        for cell, column in zip(row, columns, strict=True):
            if column is not None and column.id in _PROSE.get(named[0].id, set()) and isinstance(cell.value, str):
                yield cell.value


def _setting(row: tuple[Cell, ...], identifier: str, wording: Wording) -> tuple[Cell, ...]:
    """A row of settings: its name, and its value where that is a choice."""
    name, value, *more = row
    setting = settings_by_name(identifier).get(normalise(str(name.value)))
    if setting is None:
        return row
    if setting.id == _LANGUAGE:
        value = replace(value, value=wording.language)
    return (
        replace(name, value=wording.heading(identifier, setting)),
        _worded(value, setting, wording),
        *more,
    )


def _worded(cell: Cell, column: Column | None, wording: Wording) -> Cell:
    """A cell with the language's word for what it chooses."""
    if column is None or not isinstance(cell.value, str) or cell.formula:
        return cell
    if column.choices is not None:
        return _chosen(cell, column.choices, wording)
    if column.id == "x":
        return _chosen(cell, NamedPoint, wording)
    if column.kind is Kind.UNIT and cell.value in UNITS:
        return replace(cell, value=wording.word(f"word.{cell.value}", cell.value))
    if column.kind is Kind.YES_NO:
        yes, no = wording.yes_and_no()
        words: Mapping[str, str] = {"word.yes": yes, "word.no": no}
        return next((replace(cell, value=word) for key, word in words.items() if means(key, str(cell.value))), cell)
    return cell


def _chosen(cell: Cell, choices: type[StrEnum], wording: Wording) -> Cell:
    found = choice_named(choices, str(cell.value))
    return replace(cell, value=wording.choice(choices(found))) if found is not None else cell
