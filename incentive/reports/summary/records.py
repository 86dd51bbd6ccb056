"""The sheets of what was read: overrides and adjustments with their reasons, inputs with their cells, parameters.

A calculation comes in, sheets go out. Every line names the cell or row it was read from.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value, normalise
from incentive.numbers import plain
from incentive.periods import Period, month_name
from incentive.plan import Plan
from incentive.plan.choices import SubjectKind
from incentive.plan.records import ActsOn, Actual, Formula, Subject
from incentive.problems import Place
from incentive.reports.summary.tables import currencies, decimals_of, total
from incentive.sheets import Block, Cell, SheetColumn, SheetContent, Tone

Row = tuple[Value | Cell, ...]

# Sheets whose rows are parameters of the plan; those of people and figures are inputs.
_PARAMETERS = (
    "kpis",
    "goals",
    "matrix",
    "sections",
    "scales",
    "grids",
    "gates",
    "rates",
    "steps",
    "exports",
    "scenarios",
)
_INPUTS = ("employees", "assignments", "absences", "targets", "actuals", "factors", "overrides", "adjustments", "paid")
PLACES = (
    SheetColumn("File", tone=Tone.INPUT),
    SheetColumn("Sheet", tone=Tone.INPUT),
    SheetColumn("Cell", tone=Tone.INPUT),
)


def adjustments_sheet(calculation: Calculation) -> SheetContent | None:
    """Amounts beside the plan, with reason and approval."""
    plan = calculation.plan
    if not plan.adjustments:
        return None
    names = {employee.id: employee for employee in plan.employees}
    rows = []
    sums: dict[str, list[Decimal]] = {currency: [] for currency in currencies(plan)}
    for one in plan.adjustments:
        employee = names.get(one.employee)
        currency = employee.currency if employee else plan.settings.currency
        sums.setdefault(currency, []).append(one.amount)
        name = employee.name if employee else None
        rows.append(
            (one.employee, name, one.amount, currency, one.reason, one.approved_by, one.day, *place_cells(plan, one.at))
        )
    columns = (
        SheetColumn("Employee", tone=Tone.INPUT),
        SheetColumn("Name", tone=Tone.INPUT),
        SheetColumn("Amount", "", "money", Tone.INPUT, decimals_of(plan)),
        SheetColumn("Currency", tone=Tone.INPUT),
        SheetColumn("Reason", tone=Tone.INPUT),
        SheetColumn("ApprovedBy", "Approved by", tone=Tone.INPUT),
        SheetColumn("Date", "", "date", Tone.INPUT),
        *PLACES,
    )
    lines = tuple(
        (f"Total {currency}", None, total(iter(amounts)), currency, *(None,) * 6)
        for currency, amounts in sums.items()
        if amounts
    )
    return SheetContent("Adjustments", (Block(columns, rows, lines),))


def inputs_sheet(calculation: Calculation) -> SheetContent:
    """Every record of people and figures as read, one line a field."""
    return _records_sheet("Inputs", calculation.plan, _INPUTS, ())


def parameters_sheet(calculation: Calculation) -> SheetContent:
    """Settings and every record that is a rule of the plan, one line a field."""
    plan = calculation.plan
    settings = plan.settings
    rows = [
        ("Plan", None, _heading(field.name), text, *place_cells(plan, settings.at.get(field.name, 0)))
        for field in fields(settings)
        if field.name != "at" and (text := _value(getattr(settings, field.name))) is not None
    ]
    return _records_sheet("Parameters", plan, _PARAMETERS, rows)


def _records_sheet(name: str, plan: Plan, kinds: Sequence[str], first: Sequence[Row]) -> SheetContent:
    columns = (
        SheetColumn("Record", tone=Tone.INPUT),
        SheetColumn("Key", "Whose or which", tone=Tone.INPUT),
        SheetColumn("Field", tone=Tone.INPUT),
        SheetColumn("Value", tone=Tone.INPUT),
        *PLACES,
    )
    return SheetContent(name, (Block(columns, _record_rows(plan, kinds, first)),), frozen=2)


def _record_rows(plan: Plan, kinds: Sequence[str], first: Sequence[Row]) -> Iterator[Row]:
    yield from first
    for kind in kinds:
        for record in getattr(plan, kind) or ():
            if isinstance(record, Actual):
                yield _actual(plan, record)
            else:
                yield from _fields(plan, kind.capitalize(), record)


def _actual(plan: Plan, record: Actual) -> Row:
    """A figure on one line: they are many."""
    when = [month_name(record.month)] if record.month is not None else []
    text = ", ".join([record.kpi, *when, *([f"role {record.role}"] if record.role else [])])
    return ("Actuals", subject_text(record.subject), text, record.value, *place_cells(plan, record.at))


def _fields(plan: Plan, kind: str, record: object) -> Iterator[Row]:
    """One line for each field that says something."""
    names = [field.name for field in fields(record) if field.name != "at"] if is_dataclass(record) else []
    key = _text(getattr(record, names[0])) if names else None
    at = int(getattr(record, "at", 0))
    for name in names:
        value = getattr(record, name)
        if name == "points" and isinstance(value, tuple):
            for point in value:
                yield (kind, key, f"at {_text(point.x)}", point.pays, *place_cells(plan, point.at))
        elif isinstance(value, Mapping):
            for own, item in value.items():
                yield (kind, key, str(own), _value(item), *place_cells(plan, at, str(own)))
        elif (text := _value(value)) is not None:
            own_cell = value.at if isinstance(value, Formula) and value.at else at
            yield (kind, key, _heading(name), text, *place_cells(plan, own_cell, _heading(name)))


def _heading(name: str) -> str:
    """A field's name as a heading reads."""
    return name.replace("_", " ").capitalize()


def _value(value: object) -> Value:
    """A field as a cell shows it: numbers, dates and truth values as such, the rest as text; blanks are None."""
    match value:
        case Decimal() | bool() | date():
            return value
        case None | "" | ():
            return None
        case int():
            return month_name(value) if value > 1000 * 12 else Decimal(value)
        case _:
            return _text(value) or None


def _text(value: object) -> str:
    """A field, or a part of one, as text."""
    text = ""
    match value:
        case Enum() | Decimal():
            text = plain(value) if isinstance(value, Decimal) else str(value.value)
        case Formula():
            text = value.text
        case Period():
            text = value.name or f"{value.start.isoformat()} to {value.end.isoformat()}"
        case Subject():
            text = subject_text(value)
        case ActsOn():
            text = f"{value.kind}:{value.name}" if value.name else value.kind
        case tuple():
            text = "; ".join(_text(item) for item in value)
        case date():
            text = value.isoformat()
        case _ if value is not None:
            text = str(value)
    return text


def subject_text(subject: Subject) -> str:
    """What a `For` names, as the workbook writes it."""
    if subject.kind is SubjectKind.EVERYONE:
        return "*"
    return subject.name if subject.kind is SubjectKind.EMPLOYEE else f"{subject.kind.value}:{subject.name}"


def place_cells(plan: Plan, at: int, column: str | None = None) -> tuple[str | None, str | None, str | None]:
    """File, sheet and cell of a record, of its cell in a column where the sheet has one of that name."""
    place = plan.origins.place(at)
    if column is not None and place.sheet and not (place.cell or "").rstrip("0123456789"):
        known = plan.origins.sheets[_sheet_number(plan, place)].columns
        wanted = normalise(column).rstrip("%").removesuffix("percent")
        for name in known:
            if normalise(name).rstrip("%") == wanted:
                place = plan.origins.place(at, name)
                break
    return (place.file, place.sheet, place.cell)


def _sheet_number(plan: Plan, place: Place) -> int:
    for number, sheet in enumerate(plan.origins.sheets):
        if sheet.sheet == place.sheet and sheet.file == place.file:
            return number
    return 0
