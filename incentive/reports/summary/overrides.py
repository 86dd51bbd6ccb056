"""The sheet of overrides: each result set by decision, the value that it replaced, reason, approval and cells.

A calculation comes in, a sheet goes out. Who was affected, and from which value, is read from the traces of those whom
an override can concern; an override that concerned nobody is listed all the same.
"""

from collections.abc import Iterator

from incentive.engine.calculate import trace_of
from incentive.engine.tables import Calculation
from incentive.engine.tracing.trace import Note
from incentive.plan.choices import SubjectKind
from incentive.plan.records import Employee, Override
from incentive.problems import Place
from incentive.reports.columns import column
from incentive.reports.overruled import Changes, RowOfSheet, row_of
from incentive.reports.summary.tables import share_cell
from incentive.reports.summary.texts import PLACES, place_cells, subject_text
from incentive.sheets import Block, Row, SheetColumn, SheetContent, Tone


def overrides_sheet(calculation: Calculation) -> SheetContent | None:
    """One line an override and person that it concerned; None where there is no override."""
    if not calculation.plan.overrides:
        return None
    columns = (
        SheetColumn("For", tone=Tone.INPUT),
        SheetColumn("Employee", tone=Tone.INPUT),
        SheetColumn("Name", tone=Tone.INPUT),
        SheetColumn("What", tone=Tone.INPUT),
        SheetColumn("Own", "The value that it replaced", "number"),
        SheetColumn("Value", "The result that stands", "number", Tone.INPUT),
        SheetColumn("Amount", "Change of the bonus, before cap and rounding", "money"),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("Reason", tone=Tone.INPUT),
        SheetColumn("ApprovedBy", "Approved by", tone=Tone.INPUT),
        *PLACES,
    )
    return SheetContent("Overrides", (Block(columns, list(_rows(calculation))),))


def _rows(calculation: Calculation) -> Iterator[Row]:
    """By override in the sheet's order, then by person."""
    found: dict[RowOfSheet, list[tuple[int, Note]]] = {}
    changes = Changes(calculation)
    for number in _concerned(calculation):
        for note in changes.told(trace_of(calculation, number), number).notes:
            if note.code == "override":
                found.setdefault(row_of(note.places[0] if note.places else Place()), []).append((number, note))
    for one in calculation.plan.overrides:
        place = place_cells(calculation.plan, one.at)
        known = found.get(row_of(calculation.plan.origins.place(one.at)), [])
        for number, note in known:
            yield _row(one, place, calculation.plan.employees[number], note)
        if not known:
            yield _row(one, place, None, None)


def _row(one: Override, place: tuple[str | None, ...], employee: Employee | None, note: Note | None) -> Row:
    return (
        subject_text(one.subject),
        employee.id if employee else None,
        employee.name if employee else None,
        f"{one.what.kind}:{one.what.name}" if one.what.name else one.what.kind,
        share_cell(note.values.get("own") if note else None),
        share_cell(one.value),
        note.amount if note else None,
        employee.currency if employee else None,
        one.reason,
        one.approved_by,
        *place,
    )


def _concerned(calculation: Calculation) -> list[int]:
    """The people whom an override can concern: those named, those with a KPI set, or all where one is for a group."""
    plan = calculation.plan
    rest = [one for one in plan.overrides if one.what.kind != "kpi"]
    if any(one.subject.kind is not SubjectKind.EMPLOYEE for one in rest):
        return list(range(len(plan.employees)))
    named = {one.subject.name for one in rest}
    overridden = column(calculation.scores, "Override")
    return [
        number
        for number, (employee, span) in enumerate(zip(plan.employees, calculation.spans, strict=True))
        if employee.id in named or any(overridden[row] is not None for row in range(*span.scores))
    ]
