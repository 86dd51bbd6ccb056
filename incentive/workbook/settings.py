"""The sheets Plan and Statement: settings by name, each with its value, and what follows when one is missing.

In: the table of a settings sheet. Out: `Settings` with the cell of each setting that was given, or a mapping of texts.
A missing or broken period gets a placeholder and is named as broken, so that all else can still be read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from incentive.formula.nearest import nearest
from incentive.formula.tree import normalise
from incentive.i18n.phrases import Named, of_schema, phrase
from incentive.periods import Period, parse_period
from incentive.plan.records import Settings
from incentive.workbook import values
from incentive.workbook.names import Names
from incentive.workbook.reading import Answer, Line, Reading, Table
from incentive.workbook.schema import PLAN_SETTINGS, settings_by_name
from incentive.workbook.schema_forms import Column, Kind
from incentive.workbook.tables import unreadable

PLACEHOLDER = parse_period("2000")
NO_CURRENCY = "XXX"  # the code that ISO 4217 keeps for none
_NAMES = {column.name: f"plan.{column.id}" for column in PLAN_SETTINGS}


@dataclass(frozen=True, slots=True)
class Given:
    """A setting that was given: its column, its line and what its cell says."""

    column: Column
    line: Line
    answer: Answer


def read_settings(table: Table, reading: Reading) -> dict[str, Given]:
    """The settings of a sheet by id; those refused are named as broken, those left blank are not there."""
    known = settings_by_name(table.shape.id)
    seen: dict[str, Line] = {}
    given: dict[str, Given] = {}
    for line in table.lines:
        name = line.maybe("setting")
        if name is None:
            if "setting" not in line.refused:
                reading.report("WB042", (reading.place(line.at("value"), line.shown("value")),), sheet=table.title)
            continue
        column = known.get(normalise(name))
        if column is None:
            _unknown(line, name, [column.name for column in known.values()], reading)
        elif column.id in seen:
            places = [reading.place(each.at("setting"), each.shown("value")) for each in (line, seen[column.id])]
            reading.report("WB041", tuple(places), setting=column.name)
        else:
            seen[column.id] = line
            answer = _answer(line, column, reading)
            if answer is not None:
                given[column.id] = Given(column, line, answer)
    return given


def _unknown(line: Line, name: str, known: list[str], reading: Reading) -> None:
    near = nearest(name, known)
    if near:
        advice = phrase("Did you mean {near}?", near=near)
    else:
        advice = phrase("Take the row away, or see the list of settings.")
    reading.report("WB040", (reading.place(line.at("setting"), name),), setting=name, advice=advice)


def _answer(line: Line, column: Column, reading: Reading) -> Answer:
    cell = line.cells.get("value")
    if cell is None:
        return None
    refused = unreadable(cell)
    if refused is None and column.kind is Kind.NUMBER and normalise(cell.shown) == normalise(column.default):
        return None
    if refused is None and values.no_limit(cell, column):
        place = (reading.place(line.at("value"), cell.shown),)
        reading.report("WB116", place, column=Named(column.name, "plan.cap"), value=cell.shown)
        return None
    answer = refused or values.read(cell, column)
    if not isinstance(answer, values.Refusal):
        return answer
    words: dict[str, str] = {"column": column.name, "value": cell.shown, **answer.values}
    # A text cell of the sheet has been refused already, with the sheet's own column.
    if "value" not in line.refused:
        reading.report(answer.code, (reading.place(line.at("value"), cell.shown),), **words)
    reading.broken.add(f"setting:{column.id}")
    return None


def plan_settings(table: Table | None, reading: Reading) -> Settings:
    """The sheet Plan as `Settings`; placeholders stand where a required setting is missing or broken."""
    given = read_settings(table, reading) if table is not None else {}
    period = _period(given, table, reading)
    for column in PLAN_SETTINGS:
        if column.required and column.id != "period":
            _required(column, given, table, reading)
    fields: dict[str, Any] = {"plan_name": "", "currency": NO_CURRENCY}
    for identifier, setting in given.items():
        if identifier not in {"period", "period_start", "period_end"}:
            fields[identifier] = _field(setting)
    at = {identifier: setting.line.at("value") for identifier, setting in given.items()}
    if "period" not in at and "period_start" in at:
        at["period"] = at["period_start"]
    return Settings(period=period, at=at, **fields)


def _field(setting: Given) -> object:
    answer = setting.answer
    if setting.column.choices is not None:
        return setting.column.choices(str(answer))
    if setting.column.kind is Kind.YEAR_START and isinstance(answer, date):
        return (answer.month, answer.day)
    return answer


def _required(column: Column, given: Mapping[str, Given], table: Table | None, reading: Reading) -> None:
    if column.id in given or f"setting:{column.id}" in reading.broken:
        return
    reading.broken.add(f"setting:{column.id}")
    if table is not None:
        blank = next((line for line in table.lines if _names(line, column)), None)
        place = reading.place(table.heading("setting") if blank is None else blank.at("value"))
        reading.report("WB043", (place,), setting=column.name, help=of_schema(column.help, _NAMES))


def _names(line: Line, column: Column) -> bool:
    """Whether a line is that of a setting."""
    return settings_by_name(line.table.shape.id).get(normalise(line.maybe("setting") or "")) is column


def _period(given: Mapping[str, Given], table: Table | None, reading: Reading) -> Period:
    whole, start, end = (given.get(name) for name in ("period", "period_start", "period_end"))
    first = start.answer if start is not None else None
    last = end.answer if end is not None else None
    period = whole.answer if whole is not None else None
    places = tuple(
        reading.place(each.line.at("value"), each.line.shown("value")) for each in (whole, start, end) if each
    )
    broken = any(f"setting:{name}" in reading.broken for name in ("period", "period_start", "period_end"))
    if isinstance(period, Period):
        if (first is None or first == period.start) and (last is None or last == period.end):
            return period
        reading.report("WB044", places)
    elif isinstance(first, date) and isinstance(last, date):
        if first <= last:
            return Period(first, last)
        reading.report("WB045", places)
    elif (start is not None or end is not None) and not broken:
        reading.report("WB046", places)
    elif not broken:
        _required(next(column for column in PLAN_SETTINGS if column.id == "period"), given, table, reading)
    reading.broken.add("setting:period")
    return PLACEHOLDER


def overall_scale(settings: Settings, names: Names, reading: Reading) -> str | None:
    """The overall scale in its own sheet's spelling; None, with a problem, where there is none of that name."""
    if settings.overall_scale is None:
        return None
    column = next(column for column in PLAN_SETTINGS if column.id == "overall_scale")
    if column.refers is None:
        return settings.overall_scale
    found = names.find(column.refers, settings.overall_scale)
    if found is None:
        refusal = names.unknown(column.refers, settings.overall_scale)
        place = reading.place(settings.at["overall_scale"], settings.overall_scale)
        reading.report(refusal.code, (place,), column=column.name, **refusal.values)
        reading.broken.add("setting:overall_scale")
    return found


def statement_texts(table: Table, reading: Reading) -> dict[str, str]:
    """The sheet Statement: text by setting id."""
    return {identifier: str(setting.answer) for identifier, setting in read_settings(table, reading).items()}
