"""People: employees, their dated assignments and absences, and what was adjusted and paid; exchange rates.

In: tables whose references are resolved. Out: records in the sheet's order; a line that makes none is named as broken.
What contradicts what between several rows of one person is for `check_people`.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.formula.tree import Value
from incentive.i18n.phrases import Day, phrase
from incentive.periods import Period
from incentive.plan.choices import PaidKind
from incentive.plan.records import Absence, Adjustment, Assignment, Employee, Paid, Rate
from incentive.workbook import values
from incentive.workbook.as_typed import currency_sign, in_currency
from incentive.workbook.book_forms import shown_number
from incentive.workbook.build_kpis import unique
from incentive.workbook.months import EARLIEST
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.tables import own_cells, own_key, refuse, sound, unreadable

_MUCH = Decimal(3)
"""A target bonus of so many salaries is more likely a slip: 3 typed as 300 %, 10 as 1,000 %."""
_FIELDS = ("role", "salary", "target_bonus_percent", "target_bonus_amount", "fte", "team", "department")


def employees_of(table: Table, currency: str, reading: Reading) -> Iterator[Employee]:
    """The employees; `currency` is the plan's."""
    for line in unique(table, reading):
        identifier = line.text("id")
        own = _own(line, reading)
        whole = _one_bonus(line, reading) and _in_order(line, "start", "end", reading)
        whole = _in_its_currency(line, line.text("currency") or currency, reading) and whole
        _warn_of_much(line, identifier, reading)
        if not sound(line, f"employee:{identifier}", reading) or not whole:
            reading.broken.add(f"employee:{identifier}")
            continue
        yield Employee(
            id=identifier,
            name=line.text("name"),
            role=line.text("role"),
            salary=line.number_of("salary") or Decimal(0),
            target_bonus_percent=line.number_of("target_bonus_percent"),
            target_bonus_amount=line.number_of("target_bonus_amount"),
            email=line.text("email"),
            team=line.text("team"),
            department=line.text("department"),
            manager=line.text("manager"),
            fte=_or(line.number_of("fte"), Decimal(1)),
            start=line.day("start"),
            end=line.day("end"),
            currency=line.text("currency") or currency,
            language=line.text("language"),
            statement=line.truth("statement") is not False,
            own=own,
            at=line.at(),
        )


def _in_its_currency(line: Line, currency: str, reading: Reading) -> bool:
    """Whether no amount says that it is in another currency than the person's."""
    whole = True
    for column in sorted(values.PAY):
        cell = line.cells.get(column)
        if cell is not None and isinstance(cell.value, str) and not in_currency(cell.value, currency):
            place = reading.place(line.at(column), cell.shown)
            words = {"column": line.table.column(column).name, "value": cell.shown, "currency": currency}
            reading.report("WB120", (place,), **words)
            whole = False
    return whole


def _without_currency(line: Line, reading: Reading) -> None:
    """Refuse amounts with a currency beside them where no currency is said to compare it with."""
    for column in sorted(values.PAY):
        cell = line.cells.get(column)
        if cell is None or not isinstance(cell.value, str) or column in line.refused:
            continue
        if currency_sign(cell.value) is not None:
            refuse(line, line.table.column(column), values.not_a_number(cell), reading)


def _or(value: Decimal | None, default: Decimal) -> Decimal:
    return default if value is None else value


def _own(line: Line, reading: Reading) -> dict[str, Value]:
    """The company's own columns of a line, by their headings."""
    found: dict[str, Value] = {}
    for number, cell in own_cells(line).items():
        heading = line.table.others[number]
        refused = unreadable(cell)
        if refused is not None:
            place = reading.place(_cell_at(line, number), cell.shown)
            reading.report(refused.code, (place,), column=heading, value=cell.shown, **refused.values)
            line.refused.add(own_key(number))
        else:
            found[heading] = cell.value.strip() if isinstance(cell.value, str) else cell.value
    return found


def _cell_at(line: Line, column: int) -> int:
    """The compact index of a line's cell in a column by number."""
    return line.moved.get(own_key(column), line.at() | column)


def _one_bonus(line: Line, reading: Reading) -> bool:
    """Whether exactly one of target bonus % and amount is given; else it is reported."""
    columns = ("target_bonus_percent", "target_bonus_amount")
    if any(column in line.refused for column in columns):
        return False
    given = [column for column in columns if line.has(column)]
    if len(given) == 1:
        return True
    if given:
        places = tuple(reading.place(line.at(column), line.shown(column)) for column in given)
        reading.report("WB062", places, employee=line.text("id") or line.text("employee"))
    else:
        reading.report("WB061", (reading.place(line.at()),), employee=line.text("id"))
    return False


def _warn_of_much(line: Line, employee: str, reading: Reading) -> None:
    """Warn of a target bonus of several salaries."""
    share = line.number_of("target_bonus_percent")
    if share is None or share < _MUCH:
        return
    place = reading.place(line.at("target_bonus_percent"), line.shown("target_bonus_percent"))
    words = {"value": shown_number(share, "0%"), "meant": shown_number(share / 100, "0%")}
    reading.report("WB123", (place,), (f"employee:{employee}",), employee=employee, **words)


def _in_order(line: Line, first: str, last: str, reading: Reading) -> bool:
    """Whether two days of a line are in order; else it is reported."""
    start, end = line.day(first), line.day(last)
    if start is None or end is None or start <= end:
        return True
    places = tuple(reading.place(line.at(column), line.shown(column)) for column in (last, first))
    names = [line.table.column(column).name for column in (first, last)]
    reading.report("WB063", places, first=names[0], last=names[1], start=Day(start), end=Day(end))
    return False


def assignments_of(table: Table, reading: Reading) -> Iterator[Assignment]:
    """The dated changes."""
    for line in table.lines:
        subject = f"employee:{line.text('employee')}"
        whole = _in_order(line, "start", "to", reading)
        _without_currency(line, reading)
        if line.has("target_bonus_percent", "target_bonus_amount"):
            whole = _one_bonus(line, reading) and whole
        _warn_of_much(line, line.text("employee"), reading)
        if not sound(line, subject, reading) or not whole:
            reading.broken.add(subject)
            continue
        start = line.day("start")
        if not any(line.has(field) for field in _FIELDS):
            reading.report("WB064", (reading.place(line.at()),), employee=line.text("employee"))
            continue
        if start is None:
            raise ValueError(f"a line without a start is not sound (years begin with {EARLIEST})")
        yield Assignment(
            employee=line.text("employee"),
            start=start,
            to=line.day("to"),
            role=line.maybe("role"),
            salary=line.number_of("salary"),
            target_bonus_percent=line.number_of("target_bonus_percent"),
            target_bonus_amount=line.number_of("target_bonus_amount"),
            fte=line.number_of("fte"),
            team=line.maybe("team"),
            department=line.maybe("department"),
            at=line.at(),
        )


def absences_of(table: Table, reading: Reading) -> Iterator[Absence]:
    """The absences."""
    for line in table.lines:
        subject = f"employee:{line.text('employee')}"
        start, to = line.day("start"), line.day("to")
        whole = _in_order(line, "start", "to", reading)
        if not sound(line, subject, reading) or not whole or start is None or to is None:
            reading.broken.add(subject)
            continue
        yield Absence(line.text("employee"), start, to, _or(line.number_of("counts_as"), Decimal(0)), line.at())


def adjustments_of(table: Table, reading: Reading) -> Iterator[Adjustment]:
    """The adjustments."""
    for line in table.lines:
        amount = line.number_of("amount")
        if sound(line, f"employee:{line.text('employee')}", reading) and amount is not None:
            yield Adjustment(
                employee=line.text("employee"),
                amount=amount,
                reason=line.text("reason"),
                approved_by=line.text("approved_by"),
                day=line.day("day"),
                at=line.at(),
            )


def paid_of(table: Table, reading: Reading) -> Iterator[Paid]:
    """What earlier periods paid."""
    for line in table.lines:
        amount, period = line.number_of("amount"), line.values.get("period")
        if sound(line, f"employee:{line.text('employee')}", reading) and amount is not None:
            if not isinstance(period, Period):
                raise TypeError("a line without a period is not sound")
            kind = line.choice("kind", PaidKind) or PaidKind.PAID
            yield Paid(line.text("employee"), period, amount, kind, line.at())


def rates_of(table: Table, reading: Reading) -> Iterator[Rate]:
    """The exchange rates; two for one currency and day are reported."""
    first: dict[tuple[str, object], Line] = {}
    for line in table.lines:
        currency, rate, day = line.text("currency"), line.number_of("rate"), line.day("day")
        if not sound(line, f"rate:{currency}", reading) or rate is None:
            continue
        if (currency, day) in first:
            places = tuple(reading.place(each.at("rate"), each.shown("rate")) for each in (line, first[currency, day]))
            reading.report("WB059", places, thing=phrase("rate"), id=currency)
            continue
        first[currency, day] = line
        yield Rate(currency, rate, day, line.text("source"), line.at())
