"""Scales whose rows are ranges as people write them: `<95%`, `95%~99%`, `≥100%`, in any order.

In: the sheet Scales. Out: the same rows from the lowest up, each with the value at which it begins; without `Between`
they are steps. A gap between a row's end and the next row's start belongs to the lower row, which is said; an end of 0
or of nines alone is no limit, which is said too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.numbers import plain
from incentive.plan.choices import Between
from incentive.workbook import values
from incentive.workbook.book_forms import PERCENT, Cell, Row, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.view import Placed, Record, Understood, View
from incentive.workbook.schema import choice_named, columns_by_name
from incentive.workbook.sources.marks import figure
from incentive.workbook.tables import header_of, headings_of

_WORDS = phrase("a table of ranges")
_NUMBER = r"(?P<{0}>[-−]?\d[\d.,'’\s]*%?|[-−]?\d[\d.,'’\s]*\s%)"
_FROM = r"≥|>=|=>|⩾|ab|from|at least|mindestens|mind\.|da|almeno|à partir de|dès|desde|a partir de|от|не менее"
_OVER = r">|over|above|more than|über|mehr als|oltre|più di|plus de|más de|свыше|более"
_UNDER = r"<|under|below|less than|unter|weniger als|sotto|meno di|moins de|menos de|менее|ниже"
_UP_TO = r"≤|<=|=<|⩽|up to|bis|bis zu|fino a|jusqu'à|hasta|до|не более"
_TO = r"~|–|—|-|−|\.\.\.?|…|to|bis|a|à|до"
_MORE = r"\+|and more|or more|and above|und mehr|oder mehr|e oltre|o più|et plus|ou plus|y más|o más|и более|и выше"
_AFTER, _BEFORE = _NUMBER.format("start"), _NUMBER.format("end")
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?:(?P<open>{_OVER})|{_FROM})\s*{_AFTER}(?:\s*(?:{_TO})\s*(?:{_UP_TO})?\s*{_BEFORE})?",
        rf"(?:{_UNDER}|(?P<closed>{_UP_TO}))\s*{_BEFORE}",
        rf"{_AFTER}\s*(?:{_TO})\s*(?:{_UP_TO}|{_UNDER})?\s*{_BEFORE}",
        rf"{_AFTER}\s*(?:{_MORE})",
    )
)
_NINES = re.compile(r"9{4,}%?")
_END = "End"
"""The key of a row's end, where that stands in a column of its own."""
_END_HEADINGS = frozenset(
    normalise(word)
    for word in ("to", "until", "up to", "ends at", "bis", "fino a", "jusqu'à", "jusque", "hasta", "до", "по")
)
_SETTINGS = ("measured_in", "between", "below_first", "above_last", "boundary", "formula")


@dataclass(frozen=True, slots=True)
class _Range:
    """Where a row begins and ends, if it says; `above`: what lies on its start belongs to the row below."""

    start: Decimal | None
    end: Decimal | None
    percent: bool
    above: bool = False
    limitless: bool = False


def range_of(text: str) -> _Range | None:
    """The range that a text writes; None where it writes none, or numbers that could be read in two ways."""
    text = " ".join(text.split())
    found = next((match for form in _FORMS if (match := form.fullmatch(text)) is not None), None)
    if found is None:
        return None
    parts = found.groupdict()
    percent = any((parts.get(name) or "").endswith("%") for name in ("start", "end"))
    start, end = _exact(parts.get("start")), _exact(parts.get("end"))
    if (parts.get("start") and start is None) or (parts.get("end") and end is None):
        return None
    written = re.sub(r"\s", "", parts.get("end") or "")
    limitless = bool(written) and (_NINES.fullmatch(written) is not None or (end == 0 and bool(start)))
    share = Decimal("0.01") if percent else Decimal(1)
    return _Range(
        start * share if start is not None else None,
        end * share if end is not None and not limitless else None,
        percent,
        bool(parts.get("open") or parts.get("closed")),
        limitless,
    )


def _exact(text: str | None) -> Decimal | None:
    found = figure(text.strip()) if text else None
    readings = set(found.values.values()) if found is not None else set()
    return readings.pop() if len(readings) == 1 else None


def applies(sheet: Sheet) -> bool:
    """Whether any row of a sheet of scales begins with a range, or all of them have an end in a column of its own."""
    known = columns_by_name("scales")
    header = header_of(sheet, known, None)
    at = headings_of(header, known)[0].get("x") if header is not None else None
    if header is None or at is None:
        return False
    below = [row.cells[at] for row in sheet.rows if row.number > header.number and at in row.cells]
    if any(isinstance(cell.value, str) and range_of(cell.value) is not None for cell in below):
        return True
    return _has_ends(sheet, header, at)


def end_column(others: Mapping[int, str]) -> int | None:
    """The column, of those that the schema does not know, that says where rows of a scale end."""
    return next((at for at, name in others.items() if normalise(name) in _END_HEADINGS), None)


def _has_ends(sheet: Sheet, header: Row, at: int) -> bool:
    """Whether rows are from a number to a number, and nothing says that a line joins them."""
    columns, others, _ = headings_of(header, columns_by_name("scales"))
    end = end_column(others)
    if end is None:
        return False
    between = columns.get("between", 0)
    ends = 0
    for row in (each for each in sheet.rows if each.number > header.number):
        cells = [row.cells.get(each, Cell(None)) for each in (at, end, between)]
        way = choice_named(Between, cells[2].shown) if not cells[2].blank else Between.STEP
        numbers = [isinstance(values.number(cell), Decimal) for cell in cells[:2] if not cell.blank]
        if way is not Between.STEP or not all(numbers):
            return False
        ends += not cells[1].blank
    return ends > 0


def in_ranges(sheet: Sheet) -> Understood | None:
    """The scales with the value at which each row begins."""
    known = columns_by_name("scales")
    header = header_of(sheet, known, None)
    if header is None or not applies(sheet):
        return None
    columns, others, _ = headings_of(header, known)
    names = {number: words.name("scales", each) for each, number in columns.items()} | others
    end = end_column(others) if _has_ends(sheet, header, columns["x"]) else None
    if end is not None:
        names[end] = _END
    view = View(sheet)
    found = Understood(_WORDS)
    groups: dict[str, list[Record]] = {}
    scale: Placed | None = None
    for row in (each for each in view.rows if each > header.number):
        order = sorted(names, key=lambda column: names[column] != words.name("scales", "x"))
        record: Record = {names[column]: view.own(row, column) for column in order if view.at(row, column) is not None}
        if record.keys() & {"At", _END} and "Pays" in record:
            # The scale's name may stand on its first row alone.
            scale = record.get("Scale", scale)
            record |= {"Scale": scale} if scale is not None else {}
        if record:
            groups.setdefault(record["Scale"].cell.shown if "Scale" in record else "", []).append(record)
    for name, records in groups.items():
        for record in _scale(name, records, end is not None, found):
            found.add("scales", record)
    return found


def _scale(scale: str, records: list[Record], ends: bool, found: Understood) -> list[Record]:
    """The rows of one scale, from the lowest up. `ends`: where a row ends stands in a cell of its own."""
    read = [_range(record, ends) for record in records]
    of_rows = [record.pop(_END, None) for record in records]
    for record, end in zip(records, of_rows, strict=True):
        if end is not None:
            record.setdefault("At", end)
    ranges = [each for each in read if each is not None]
    if len(ranges) < len(records):
        # Numbers and names of points besides: the rows stand as they are written.
        return records if not ranges else [_begun(record, each) for record, each in zip(records, read, strict=True)]
    settings = {name: records[0].pop(name) for name in map(_setting, _SETTINGS) if name in records[0]}
    rowwise = sorted(zip(ranges, records, of_rows, strict=True), key=lambda row: _key(row[0]))
    _between(scale, rowwise, found)
    pairs = [(each, record) for each, record, _ in rowwise]
    above = all(each.above for each in ranges if each.start is not None) and any(each.above for each in ranges)
    falling = _falling(pairs)
    rows = _fallen(pairs) if falling else [_begun(record, each) for each, record in pairs]
    first = rows[0]["At"]
    settings.setdefault(_setting("between"), first.saying("step"))
    if above is not falling:
        settings.setdefault(_setting("boundary"), first.saying("to"))
    rows[0] |= settings
    return rows


def _range(record: Record, ends: bool) -> _Range | None:
    """The range that a row writes in its one cell, or in two."""
    at, end = record.get("At"), record.get(_END)
    written = range_of(at.text) if at is not None and at.text else None
    if written is not None or not ends:
        return written
    start, last = (_number(cell) for cell in (at, end))
    limitless = last is not None and (_NINES.fullmatch(plain(last)) is not None or (last == 0 and bool(start)))
    percent = any(cell is not None and values.is_percent(cell.cell) for cell in (at, end))
    return _Range(start, None if limitless else last, percent, limitless=limitless)


def _number(placed: Placed | None) -> Decimal | None:
    number = values.number(placed.cell) if placed is not None else None
    return number if isinstance(number, Decimal) else None


def _falling(pairs: list[tuple[_Range, Record]]) -> bool:
    """Whether less is paid the higher the range: it measures what is better low."""
    pays = [values.number(record["Pays"].cell) if "Pays" in record else None for _, record in pairs]
    first, last = pays[0], pays[-1]
    return isinstance(first, Decimal) and isinstance(last, Decimal) and first > last


def _fallen(pairs: list[tuple[_Range, Record]]) -> list[Record]:
    """The rows from the worst, which is the highest, down: each begins where the one above it ends."""
    rows = []
    for number in range(len(pairs) - 1, -1, -1):
        each, record = pairs[number]
        start = pairs[number + 1][0].start if number + 1 < len(pairs) else each.end
        pays = values.number(record["Pays"].cell) if "Pays" in record else None
        if start is None and pays == 0:
            # Nothing is paid before the first row anyway.
            continue
        if start is None:
            rows.append(record)
        else:
            rows.append(_begun(record, replace(each, start=start)))
    return rows


def _setting(identifier: str) -> str:
    return words.name("scales", identifier)


def _key(each: _Range) -> Decimal:
    return each.start if each.start is not None else Decimal("-Infinity")


def _begun(record: Record, each: _Range | None) -> Record:
    """The row with the value at which its range begins; one that says only its end begins at nothing."""
    if each is None:
        return record
    start = each.start if each.start is not None else Decimal(0)
    return record | {"At": Placed(Cell(start, PERCENT if each.percent else "General"), record["At"].at)}


def _between(scale: str, rows: list[tuple[_Range, Record, Placed | None]], found: Understood) -> None:
    """Say of each row's end what it means where the next row does not begin there."""
    for number, (each, record, end) in enumerate(rows):
        at = record["At"]
        if each.limitless:
            last, column = (at, "At") if end is None else (end, "To")
            found.say("WB116", last, column=column, value=last.cell.shown)
        if number + 1 == len(rows):
            continue
        after, above, _ = rows[number + 1]
        if each.end is None or after.start is None or each.end == after.start:
            continue
        code = "WB117" if each.end < after.start else "WB118"
        lower = at.cell.shown if end is None or end.at == at.at else f"{at.cell.shown}–{end.cell.shown}"
        found.say(code, at, above["At"], scale=scale, lower=lower, upper=above["At"].cell.shown)
