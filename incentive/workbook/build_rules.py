"""Rules beside the matrix: factors, gates, overrides and the steps of the payout; and sheets kept as they are read.

In: tables whose references are resolved. Out: records in the sheet's order; a line that makes none is named as broken.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.currencies import minor_units
from incentive.i18n.phrases import Listing, Named, phrase
from incentive.plan.choices import Pays, Unit, Use
from incentive.plan.records import (
    EVERYONE,
    ActsOn,
    Export,
    Factor,
    Gate,
    MatrixRow,
    Override,
    Scenario,
    SourceRow,
    Step,
)
from incentive.workbook import values
from incentive.workbook.names import Names, subject_of
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import choice_named, means
from incentive.workbook.schema_forms import Thing
from incentive.workbook.tables import refuse, sound

_LARGE = Decimal(3)
_GATES = ("bonus", "all")
_OVERRIDES = ("score", "payout %")


def factors_of(table: Table, names: Names, reading: Reading) -> Iterator[Factor]:
    """The factors; of one name all multiply or none does."""
    first: dict[str, Line] = {}
    for line in table.lines:
        name = line.text("id")
        subject = subject_of(line, names, reading)
        start = first.setdefault(normalise(name), line)
        use = line.choice("use", Use) or Use.MULTIPLY
        if use is not (start.choice("use", Use) or Use.MULTIPLY):
            places = tuple(reading.place(each.at("use"), each.shown("use")) for each in (line, start))
            reading.report("WB086", places, factor=name)
            line.refused.add("use")
        value = _rating(line, use, reading)
        if not sound(line, f"factor:{name}", reading) or subject is None or value is None:
            reading.broken.add(f"factor:{name}")
            continue
        if use is Use.MULTIPLY and isinstance(value, Decimal) and value > _LARGE:
            reading.report("WB087", (reading.place(line.at("value"), line.shown("value")),), factor=name)
        yield Factor(start.text("id"), subject, value, use, line.text("reason"), line.at())


def _rating(line: Line, use: Use, reading: Reading) -> Decimal | str | None:
    cell = line.cell("value")
    if cell is None:
        return None
    column = line.table.column("value")
    answer: Decimal | str | values.Refusal
    if isinstance(cell.value, bool):
        answer = Decimal(int(cell.value))
    elif use is Use.VALUE and not isinstance(cell.value, Decimal) and not values.is_percent(cell):
        answer = cell.shown
    else:
        answer = values.percent(cell, column) if use is Use.MULTIPLY else values.number(cell)
    if isinstance(answer, Decimal) and use is Use.MULTIPLY and answer < 0:
        answer = values.Refusal("WB023", {"rule": phrase("{bound} or more", bound="0")})
    if isinstance(answer, values.Refusal):
        if answer.code == "WB022":
            answer = values.Refusal("WB085", {})
        refuse(line, column, answer, reading)
        return None
    return answer


def gates_of(table: Table, names: Names, reading: Reading) -> Iterator[Gate]:
    """The gates, in the order in which they act."""
    spelled: dict[str, str] = {}
    for line in table.lines:
        name = line.text("id")
        subject = subject_of(line, names, reading) if line.has("subject") else EVERYONE
        acts_on = _acts_on(line, "acts_on", _GATES, names, reading) if line.has("acts_on") else None
        condition = line.formula("condition")
        if not sound(line, f"gate:{name}", reading) or subject is None or condition is None:
            reading.broken.add(f"gate:{name}")
            continue
        yield Gate(
            id=spelled.setdefault(normalise(name), name),
            condition=condition,
            subject=subject,
            multiply_by=line.number_of("multiply_by"),
            limit_to=line.number_of("limit_to"),
            acts_on=acts_on,
            at=line.at(),
        )


def _acts_on(line: Line, column: str, alone: tuple[str, ...], names: Names, reading: Reading) -> ActsOn | None:
    """What a gate or an override acts on: one of some words, `kpi:X` or `section:X`."""
    text = line.text(column)
    prefix, colon, name = text.partition(":")
    shape = line.table.column(column)
    if not colon:
        for word in alone:
            if normalise(word) == normalise(text) or means(f"ActsOn.{word}", text):
                return ActsOn(word)
        refuse(
            line,
            shape,
            values.Refusal("WB088", {"choices": Listing(Named(word, f"ActsOn.{word}") for word in alone)}),
            reading,
        )
        return None
    for kind, thing in (("kpi", Thing.KPI), ("section", Thing.SECTION)):
        if normalise(prefix) == kind or means(f"ActsOn.{kind}", prefix):
            found = names.find(thing, name.strip())
            if found is not None or thing in names.open:
                return ActsOn(kind, found or name.strip())
            refuse(line, shape, names.unknown(thing, name.strip()), reading)
            return None
    refuse(
        line,
        shape,
        values.Refusal("WB088", {"choices": Listing(Named(word, f"ActsOn.{word}") for word in alone)}),
        reading,
    )
    return None


def overrides_of(table: Table, matrix: tuple[MatrixRow, ...], names: Names, reading: Reading) -> Iterator[Override]:
    """The overrides; the value is a percentage but for KPIs that pay an amount or a rate."""
    direct = {row.kpi for row in matrix if row.pays is not Pays.SHARE}
    for line in table.lines:
        subject = subject_of(line, names, reading)
        what = _acts_on(line, "what", _OVERRIDES, names, reading) if line.has("what") else None
        value = None
        cell = line.cell("value")
        if cell is not None and what is not None:
            column = line.table.column("value")
            money = what.kind == "kpi" and what.name in direct
            answer = values.number(cell) if money else values.percent(cell, column)
            if isinstance(answer, values.Refusal):
                refuse(line, column, answer, reading)
            else:
                value = answer
        about = f"override:{line.text('what')}"
        if not sound(line, about, reading) or subject is None or what is None or value is None:
            reading.broken.add(about)
            continue
        yield Override(subject, what, value, line.text("reason"), line.text("approved_by"), line.at())


def steps_of(table: Table, reading: Reading) -> Iterator[Step]:
    """The steps of the payout."""
    for line in table.lines:
        name = line.text("name")
        unit = _step_unit(line, reading)
        formula = line.formula("formula")
        if not sound(line, f"step:{name}", reading) or formula is None:
            reading.broken.add(f"step:{name}")
            continue
        yield Step(
            name=name,
            formula=formula,
            label=line.text("label"),
            unit=unit,
            role=line.maybe("role"),
            split=line.text("split"),
            at=line.at(),
        )


def _step_unit(line: Line, reading: Reading) -> str:
    text = line.text("unit")
    if not text:
        return ""
    word = "percent" if text == "%" else choice_named(Unit, text)
    if word is not None:
        return word
    if minor_units(text.upper()) is not None:
        return text.upper()
    choices = [str(unit) for unit in Unit]
    refusal = values.not_a_choice(text, choices)
    refuse(line, line.table.column("unit"), refusal, reading)
    return ""


def exports_of(table: Table, reading: Reading) -> Iterator[Export]:
    """The exports, a row a column; the settings of an export come with its first row."""
    options = [column for column in table.shape.columns if column.first_row or column.id == "format"]
    for line in table.lines:
        if sound(line, f"export:{line.text('export')}", reading):
            given = {column.id: line.text(column.id) for column in options if line.has(column.id)}
            yield Export(line.text("export"), line.text("column"), line.text("value"), given, line.at())


def scenarios_of(table: Table, reading: Reading) -> Iterator[Scenario]:
    """The scenarios, as written."""
    for line in table.lines:
        if sound(line, f"scenario:{line.text('scenario')}", reading):
            yield Scenario(
                scenario=line.text("scenario"),
                sheet=line.text("sheet"),
                row=line.text("row"),
                column=line.text("column"),
                change=line.text("change"),
                description=line.text("description"),
                at=line.at(),
            )


def sources_of(table: Table, reading: Reading) -> Iterator[SourceRow]:
    """The sources, as written."""
    for line in table.lines:
        if sound(line, "sheet:Sources", reading):
            yield SourceRow(
                file=line.text("file"),
                sheet=line.text("sheet"),
                read_as=line.text("read_as"),
                their_name=line.text("their_name"),
                our_name=line.text("our_name"),
                decimal_mark=line.text("decimal_mark"),
                at=line.at(),
            )
