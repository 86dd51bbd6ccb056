"""Forms of single months: which month a form is of, and what the forms of several months say together.

In: a form's cells and titles; rows of Matrix that bear their month. Out: the month; one row for each person and KPI,
with the weight that all months have and the target that theirs make. What they disagree on stays, to be reported.
"""

from collections.abc import Sequence
from decimal import Decimal

from incentive.i18n.phrases import Listing, Named
from incentive.numbers import plain
from incentive.periods import Period, month_name, month_of
from incentive.plan.choices import Combine
from incentive.workbook import values
from incentive.workbook.book_forms import Cell
from incentive.workbook.layouts.crosstab import combined_target
from incentive.workbook.layouts.heading import span_of
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.view import Placed, Record, Understood, View

MONTH_OF = "Month"
"""The key of a row of Matrix under which the month of its form stands."""
_TARGETS = ("Threshold", "Target", "Maximum")
# Behind one of these a date says when something was written down.
_WRITTEN = frozenset(
    {"of", "at", "on", "by", "vom", "am", "stand", "al", "au", "del", "на", "от", "к", "date", "datum"}
)
_AROUND = " ,;:.()[]–—-_"


def one_month(placed: Placed, known: Known) -> Placed | None:
    """The month that a cell names, unless it is the plan's whole period."""
    span = span_of(placed.cell, known)
    if span is None or span.whole_months != 1 or span.months() == known.months:
        return None
    return placed.saying(month_name(month_of(span.start)))


def month_above(view: View, header: int, known: Known) -> Placed | None:
    """The month that titles above a form name, if they name one: alone in a cell, or at the end of a title."""
    found: dict[str, Placed] = {}
    for row in (each for each in view.rows if each < header):
        for _, placed in view.row(row):
            month = _ends_with_month(placed.text, known) if placed.text else None
            if month is not None:
                found.setdefault(month, placed.saying(month))
    return next(iter(found.values())) if len(found) == 1 else None


def _ends_with_month(text: str, known: Known) -> str | None:
    """The month at the end of a title, with its year; a day's is none."""
    parts = text.split()
    for count in range(min(3, len(parts)), 0, -1):
        end = " ".join(parts[-count:]).strip(_AROUND)
        before = parts[-count - 1].strip(_AROUND).casefold() if len(parts) > count else ""
        span = known.span(end)
        if span is None or not any(sign.isdigit() for sign in end):
            continue
        if before.isdigit() or before in _WRITTEN or count == 3 or _has_day(end):
            return None
        return _name(span, known)
    return None


def _has_day(text: str) -> bool:
    """Whether a text of digits names a day, not a month: three numbers, or more than one and a word."""
    numbers = "".join(sign if sign.isdigit() else " " for sign in text).split()
    return len(numbers) > (1 if any(sign.isalpha() for sign in text) else 2)


def _name(span: Period, known: Known) -> str | None:
    if span.whole_months != 1 or span.months() == known.months:
        return None
    return month_name(month_of(span.start))


def month_in_title(title: str, person: str, known: Known) -> tuple[str | None, str]:
    """The month in a sheet's title, and the rest of it. A word of the person's name is none: `Jan Ley`, `May`."""
    parts = title.replace("_", " ").split()
    own = {word.strip(_AROUND).casefold() for word in person.split()}
    for count in (2, 1):
        for first in (len(parts) - count, 0):
            if first < 0 or len(parts) <= count:
                continue
            words = [part.strip(_AROUND) for part in parts[first : first + count]]
            rest = " ".join(parts[:first] + parts[first + count :]).strip(_AROUND)
            text = " ".join(words)
            digits = any(sign.isdigit() for sign in text)
            if own & {word.casefold() for word in words} or (text.isdigit() and len(text) < len("202607")):
                continue
            if not person and not digits:
                # Without a label a name may itself be a month's.
                continue
            span = known.span(text)
            if span is not None:
                return _name(span, known), rest
    return None, title


def of_period(records: Sequence[Record], known: Known) -> tuple[list[Record], Understood]:
    """The rows of Matrix, those of several months' forms made one; and what is to be said of them."""
    found = Understood("")
    groups: dict[tuple[str, str], list[Record]] = {}
    rest: list[Record] = []
    for record in records:
        if MONTH_OF not in record:
            rest.append(record)
            continue
        owner = record.get("Employee", record.get("Role"))
        groups.setdefault((owner.cell.shown if owner is not None else "", record["KPI"].cell.shown), []).append(record)
    for group in groups.values():
        rest.extend(_one(group, known, found))
    return rest, found


def _one(group: list[Record], known: Known, found: Understood) -> list[Record]:
    """One row of those of several months; all of them where they differ in more than targets."""
    months = [record[MONTH_OF].cell.shown for record in group]
    bare = [{name: cell for name, cell in record.items() if name != MONTH_OF} for record in group]
    if len(set(months)) < len(months):
        return bare
    first = bare[0]
    for other in bare[1:]:
        if any(_said(first, name) != _said(other, name) for name in {*first, *other} - set(_TARGETS)):
            return bare
    kpi = first["KPI"].cell.shown
    for name in _TARGETS:
        given = [(month, record[name]) for month, record in zip(months, bare, strict=True) if name in record]
        if given:
            first = first | {name: _whole(kpi, name, given, known, found)}
    return [first]


def _said(record: Record, name: str) -> object:
    return record[name].cell.value if name in record else None


def _whole(kpi: str, name: str, given: list[tuple[str, Placed]], known: Known, found: Understood) -> Placed:
    """The target of the whole period from those of its months."""
    way = known.combine(kpi)
    cells = [cell for _, cell in given]
    numbers = [values.number(cell.cell) for cell in cells]
    decimals = [number for number in numbers if isinstance(number, Decimal)]
    if len(decimals) < len(numbers) or (way is None and len(set(decimals)) == 1):
        return next(cell for cell, number in zip(cells, numbers, strict=True) if way is None or number not in decimals)
    combined = combined_target(cells, way)
    if combined is None:
        return cells[0]
    months = Listing(month for month, _ in given)
    if way is Combine.SUM and len(cells) > 1 and len(set(decimals)) == 1:
        words = {"target": plain(decimals[0]), "way": Named(way, f"Combine.{way}"), "whole": _shown(combined.cell)}
        found.say("WB163", *cells, kpi=kpi, months=months, **words)
    elif way is Combine.SUM and name == "Target" and len(cells) < len(known.months):
        found.say("WB168", *cells, kpi=kpi, whom=cells[0].at[0], months=months)
    return combined


def _shown(cell: Cell) -> str:
    return plain(cell.value) if isinstance(cell.value, Decimal) else cell.shown
