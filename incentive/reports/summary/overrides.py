"""The sheet of overrides: each result set by decision, the value that it replaced, reason, approval and cells.

A calculation comes in, a sheet goes out. Who was affected, and from which value, is read from the traces of those whom
an override can concern; an override that concerned nobody is listed all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from incentive.engine.calculate import calculate, trace_of
from incentive.engine.tables import Calculation
from incentive.engine.tracing.trace import Note
from incentive.formula.tree import Value
from incentive.plan.choices import SubjectKind
from incentive.plan.records import Employee, Override
from incentive.problems import Place, Severity
from incentive.reports.columns import column
from incentive.reports.summary.tables import share_cell
from incentive.reports.summary.texts import PLACES, place_cells, subject_text
from incentive.sheets import Block, Row, SheetColumn, SheetContent, Tone

_MOST_RECALCULATED = 20_000


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
    found: dict[tuple[str | None, str | None, str | None], list[tuple[Employee, Note]]] = {}
    for number in _concerned(calculation):
        employee = calculation.plan.employees[number]
        for note in trace_of(calculation, number).notes:
            if note.code == "override":
                found.setdefault(_row_of(note.places), []).append((employee, note))
    change = _Changes(calculation)
    for one in calculation.plan.overrides:
        place = place_cells(calculation.plan, one.at)
        known = found.get((place[0], place[1], _digits(place[2])), [])
        for employee, note in known:
            amount = note.amount if note.amount is not None else change.of(one, employee)
            yield _row(one, place, employee, replace(note, amount=amount))
        if not known:
            yield _row(one, place, None, None)


class _Changes:
    """What overrides did to the bonus where no column says it: in a section that only a formula of the plan reads.

    Each is left out of the plan by itself and the bonus calculated anew; so many people times overrides that this would
    keep the reader waiting are left blank.
    """

    def __init__(self, calculation: Calculation) -> None:
        self.calculation = calculation
        self.numbers = {employee.id: number for number, employee in enumerate(calculation.plan.employees)}
        self.left = _MOST_RECALCULATED // max(1, len(calculation.plan.employees))
        self.without: dict[int, Sequence[Value] | None] = {}

    def of(self, one: Override, employee: Employee) -> Decimal | None:
        """The bonus as it is less the bonus without the override; None where there would be none."""
        number = self.numbers[employee.id]
        before = self._bonuses(one)
        now = column(self.calculation.payouts, "BonusEarned")[number]
        was = before[number] if before is not None else None
        return now - was if isinstance(now, Decimal) and isinstance(was, Decimal) else None

    def _bonuses(self, one: Override) -> Sequence[Value] | None:
        """Everyone's bonus without the override; None where the plan does not stand without it."""
        if id(one) not in self.without and self.left:
            self.left -= 1
            plan = self.calculation.plan
            rest = tuple(other for other in plan.overrides if other is not one)
            anew = calculate(replace(plan, overrides=rest))
            sound = not any(problem.severity is Severity.ERROR for problem in anew.problems)
            self.without[id(one)] = column(anew.payouts, "BonusEarned") if sound else None
        return self.without.get(id(one))


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


def _row_of(places: tuple[Place, ...]) -> tuple[str | None, str | None, str | None]:
    """File, sheet and row of a note's first place."""
    first = places[0] if places else Place()
    return (first.file, first.sheet, _digits(first.cell))


def _digits(cell: str | None) -> str | None:
    return cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if cell else None
