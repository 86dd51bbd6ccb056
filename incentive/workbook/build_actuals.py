"""Actuals: from lines, long or wide, on any number of sheets, to one record per figure.

In: tables whose references are resolved. Out: `Actual` records in the order of the sheets; a blank figure makes none
and is no zero. Whose figure counts for whom is calculation, not here.
"""

from collections.abc import Collection, Iterable, Iterator

from incentive.plan.records import Actual, Blank, Subject
from incentive.problems import Place
from incentive.workbook import values
from incentive.workbook.figures import Figures
from incentive.workbook.names import EVERY, NOBODY_THERE, Names, subject_of
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema_forms import Thing
from incentive.workbook.tables import own_cells, require, unreadable


def is_wide(table: Table) -> bool:
    """Whether each KPI has a column of its own."""
    return "kpi" not in table.columns and "value" not in table.columns


def actuals_of(table: Table, figures: Figures, names: Names, reading: Reading) -> Iterator[Actual]:
    """The figures of one sheet; those of a team or department that nobody is in are said and left aside."""
    idle: dict[str, list[Place]] = {}
    for line in table.lines:
        for column in ("subject",) if is_wide(table) else ("subject", "kpi"):
            require(line, table.column(column), reading)
        empty = names.subject(line.maybe("subject") or EVERY)
        if isinstance(empty, values.Refusal) and empty.code == NOBODY_THERE:
            whom = line.shown("subject") or ""
            idle.setdefault(whom, []).append(reading.place(line.at("subject"), whom))
            continue
        subject = subject_of(line, names, reading)
        if is_wide(table):
            yield from _wide(line, subject, figures, names, reading)
        else:
            yield from _long(line, subject, figures, reading)
    for whom, places in idle.items() if Thing.EMPLOYEE not in names.open else ():
        reading.report("WB099", tuple(places), whom=whom)


def blanks_of(table: Table, names: Names) -> Iterator[Blank]:
    """The cells of one sheet that wait for a figure, in rows that say whose it is."""
    wide = is_wide(table)
    headed = {number: names.headed(name) for number, name in table.others.items()} if wide else {}
    for line in table.lines:
        subject = names.subject(line.maybe("subject") or "")
        if line.refused or not isinstance(subject, Subject):
            continue
        month, role = line.whole("month"), line.maybe("role")
        given = own_cells(line)
        for number, kpi in headed.items():
            if kpi is not None and number not in given:
                yield Blank(subject, kpi, month, role, line.at() | number)
        if not wide and "value" in table.columns and "value" not in line.cells and line.has("kpi"):
            yield Blank(subject, line.text("kpi"), month, role, line.at("value"))


def _long(line: Line, subject: Subject | None, figures: Figures, reading: Reading) -> Iterator[Actual]:
    kpi, cell = line.text("kpi"), line.cell("value")
    answer = figures.achieved(cell, kpi) if cell is not None else None
    if isinstance(answer, values.Refusal):
        _refuse(line, line.table.columns["value"], answer, reading)
        line.refused.add("value")
    elif cell is not None and answer is not None and not isinstance(answer, bool):
        figures.note(kpi, cell, answer, line.at("value"))
    if line.refused or subject is None:
        reading.broken.add(f"actual:{kpi}")
    elif answer is not None and not isinstance(answer, values.Refusal):
        yield Actual(subject, kpi, answer, line.whole("month"), line.maybe("role"), line.at())


def _refuse(line: Line, column: int, refusal: values.Refusal, reading: Reading) -> None:
    cell = line.cells.get("value") or own_cells(line).get(column)
    shown = cell.shown if cell is not None else ""
    heading = line.table.others.get(column, line.table.column("value").name)
    words: dict[str, str] = {"column": heading, "value": shown, **refusal.values}
    reading.report(refusal.code, (reading.place(line.at() | column, shown),), **words)


def _wide(line: Line, subject: Subject | None, figures: Figures, names: Names, reading: Reading) -> Iterator[Actual]:
    for column, cell in own_cells(line).items():
        kpi = names.headed(line.table.others[column])
        if kpi is None:
            continue
        answer = unreadable(cell) or figures.achieved(cell, kpi)
        if isinstance(answer, values.Refusal):
            _refuse(line, column, answer, reading)
            reading.broken.add(f"actual:{kpi}")
            continue
        at = line.at() | column
        if not isinstance(answer, bool):
            figures.note(kpi, cell, answer, at)
        if line.refused or subject is None:
            reading.broken.add(f"actual:{kpi}")
        else:
            yield Actual(subject, kpi, answer, line.whole("month"), line.maybe("role"), at)


def filled_elsewhere(blanks: Iterable[Blank], actuals: Iterable[Actual]) -> frozenset[int]:
    """The cells that wait for a figure which is there all the same, in another file."""
    given = {(each.subject, each.kpi, each.month, each.role) for each in actuals}
    return frozenset(each.at for each in blanks if (each.subject, each.kpi, each.month, each.role) in given)


def report_missing(table: Table, filled: Collection[int], reading: Reading) -> None:
    """Say once per sheet that figures are not there yet; those `filled` are."""
    if is_wide(table) or "value" not in table.columns:
        return
    blank = [line for line in table.lines if "value" not in line.cells and line.at("value") not in filled]
    if blank:
        place = (reading.place(blank[0].at("value")),)
        reading.report("WB094", place, sheet=table.title, count=str(len(blank)))
