"""What stands in for a missing actual: an override, or what the plan's policy says.

In comes a row with its figure; out comes its state, the number that attainment reads and the actual that formulas see.
Source: "Missing actual" in the calculation reference.
"""

from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.preparation.consequences import about_figures
from incentive.engine.preparation.expected import Expected
from incentive.engine.preparation.figures import level_of, said_month, subject_of
from incentive.engine.preparation.prepared import ScoreRow, State, makes_money
from incentive.engine.preparation.spans import Segment
from incentive.engine.scaling.points import reads
from incentive.engine.trouble import Notebook
from incentive.formula.tree import Value
from incentive.i18n.phrases import Listing, Named, phrase
from incentive.numbers import ONE, ZERO, same
from incentive.plan.choices import Between, Combine, IfMissing, Level, MeasuredIn, Pays, Rule, SubjectKind
from incentive.plan.records import Employee, Subject


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a row, the number that attainment and scale read, and the actual that formulas see."""

    state: State
    number: Decimal | None
    actual: Value


def standing(row: ScoreRow, policy: IfMissing, expected: Expected, employee: Employee, segment: Segment) -> Standing:
    """What the row's actual is, or what stands in for it."""
    notes = expected.notes
    value = row.figure.value
    if value is not None:
        return _given(row, value, notes, employee)
    if row.figure.failed:
        return Standing(State.OUT, None, None)
    if row.kpi.combine is Combine.EACH and not row.figure.rows:
        place = notes.place(row.row.at, "KPI", row.kpi.id)
        about = about_figures(row.kpi)
        notes.say("CA041", [place, notes.place(employee.at)], about, kpi=row.kpi.id, employee=employee.id)
        return Standing(State.NORMAL, ZERO, ZERO)
    if row.override is not None:
        if row.row.pays is Pays.RATE and not makes_money(row):
            notes.say(
                "CA036",
                [notes.place(row.override.at, "Value", row.override.value)],
                kpi=row.kpi.id,
                employee=employee.id,
            )
        return Standing(State.STOOD_IN, None, None)
    match row.kpi.if_missing or policy:
        case IfMissing.ZERO:
            return Standing(State.ZERO, None, None)
        case IfMissing.LEAVE_OUT:
            return Standing(State.OUT, None, None)
        case IfMissing.TARGET:
            return _as_target(row, notes, employee)
        case IfMissing.STOP:
            _refuse(row, expected, employee, segment)
            return Standing(State.OUT, None, None)


def _given(row: ScoreRow, value: Decimal | bool, notes: Notebook, employee: Employee) -> Standing:
    if isinstance(value, bool):
        return Standing(State.NORMAL, ONE if value else ZERO, value)
    if row.kpi.attainment is Rule.MET and row.target is None:
        # Deals are read one by one; their sum counts how many were met.
        read = [deal.value for deal in row.figure.rows] if row.kpi.combine is Combine.EACH else [value]
        other = next((each for each in read if isinstance(each, Decimal) and not _is_truth(each)), None)
        if other is not None:
            places = [notes.place(item.at, "Value", item.value) for item in row.figure.rows]
            notes.say("CA031", places, (f"kpi:{row.kpi.id}",), kpi=row.kpi.id, employee=employee.id, value=other)
            return Standing(State.OUT, None, value)
        # How many deals were met is neither met nor not met.
        return Standing(State.NORMAL, None if row.kpi.combine is Combine.EACH else value, value)
    return Standing(State.NORMAL, value, value)


def _is_truth(value: Decimal) -> bool:
    """Whether a number says yes or no."""
    return same(value, ONE) or same(value, ZERO)


def _as_target(row: ScoreRow, notes: Notebook, employee: Employee) -> Standing:
    """The actual is taken to be the target; where a rule has none, the attainment is 100 %."""
    met = row.kpi.attainment is Rule.MET or row.kpi.attainment is Rule.BAND
    if row.target is not None and row.kpi.attainment is not Rule.BAND:
        return Standing(State.NORMAL, row.target, row.target)
    # What reads the figure itself has nothing to read.
    sliced = row.scale is not None and row.scale.between is Between.SLICES and row.row.pays is not Pays.SHARE
    wants_figure = sliced or row.row.pays is Pays.RATE or reads(row.kpi, row.scale) is not MeasuredIn.ATTAINMENT
    if met and (row.target is not None or not wants_figure):
        return Standing(State.MET, row.target, row.target)
    places = [notes.place(row.row.at, "Target"), notes.place(employee.at)]
    notes.say("CA037", places, (f"kpi:{row.kpi.id}",), kpi=row.kpi.id, employee=employee.id)
    return Standing(State.OUT, None, None)


def _refuse(row: ScoreRow, expected: Expected, employee: Employee, segment: Segment) -> None:
    """Name the blank cell, the person, the KPI, whose figure it would be and, where known, the months."""
    notes = expected.notes
    subject = subject_of(row.kpi.level, Subject(SubjectKind.EMPLOYEE, employee.id), segment)
    about = (f"employee:{employee.id}", *about_figures(row.kpi))
    if subject is None:
        column = "Team" if row.kpi.level is Level.TEAM else "Department"
        notes.say(
            "CA042",
            [notes.place(employee.at, column)],
            about,
            kpi=row.kpi.id,
            employee=employee.id,
            level=Named(row.kpi.level, f"Level.{row.kpi.level}"),
        )
        return
    blanks = expected.cells(row.kpi, subject, segment.role, row.figure.lacking)
    if not blanks and expected.elsewhen(row.kpi, subject):
        return
    personal = level_of(subject) is Level.PERSON
    whom = f"{employee.id} ({employee.name})" if personal else subject.name or phrase("everyone (*)")
    months = Listing(said_month(month) for month in row.figure.lacking)
    places = [
        *blanks,
        notes.place(employee.at, "Employee", employee.id),
        notes.place(row.row.at, "KPI", row.kpi.id),
    ]
    if row.kpi.formula is not None:
        places.append(notes.place(row.kpi.at, "Formula", row.kpi.formula.text))
    what = phrase(" for {months}", months=months) if months else ""
    words = {"kpi": row.kpi.id, "whom": whom, "what": what, "waiting": str(len(blanks))}
    notes.say("CA043", places, about, once=(row.kpi.id, subject, months), **words)
