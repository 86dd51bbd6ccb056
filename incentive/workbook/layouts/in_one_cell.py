"""A KPI and a number of it in one cell: `Revenue, target 100 000`, `NPS (≥ 40)`, `Revenue (60%)` over a column.

In: a text and the KPIs that are known. Out: the KPI, the number and whether the text says what the number is; None
where it is no KPI, or where the number could be read in two ways. A text that is itself a KPI's name is left whole.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from incentive.numbers import plain
from incentive.workbook.book_forms import GENERAL, PERCENT, Cell, Row, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.known import Known
from incentive.workbook.layouts.view import Placed, Understood
from incentive.workbook.schema import columns_by_name
from incentive.workbook.sources.marks import figure
from incentive.workbook.tables import header_of, headings_of

_TAIL = re.compile(
    r"(?P<before>.*?)(?P<sign>≥|>=|=>|≤|<=|=<|>|<|=)?\s*(?P<number>\d[\d\s.,'’]*)(?P<unit>[^\d\s.,)\]]{1,12})?\s*[)\]]?"
)
SHARE = re.compile(r"(?P<name>.*?\S)[\s,:;(–—-]+(?P<share>\d[\d.,]*)\s*%\)?")
"""A name with a share behind it: `Sales results (70%)`."""
_AROUND = " ,;:([–—-="
_MOST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Joined:
    """A KPI with a number: `said` is what the text calls it, if it does; `signed`: whether a sign such as ≥ does."""

    kpi: str
    number: Decimal
    percent: bool
    said: str | None
    signed: bool


def joined(text: str, known: Known) -> Joined | None:
    """The KPI and the number that a text holds together."""
    found = _TAIL.fullmatch(" ".join(text.split()))
    if found is None or known.figure(text) is not None:
        return None
    before = found["before"].strip(_AROUND)
    name, said = _name(before, known)
    kpi = known.figure(name)
    unit = (found["unit"] or "").strip()
    value = figure(found["number"].strip())
    readings = set(value.values.values()) if value is not None else set()
    if kpi is None or len(readings) != 1 or not (unit in {"", "%"} or known.is_unit(unit, kpi)):
        return None
    percent = unit == "%"
    return Joined(kpi, readings.pop() / (100 if percent else 1), percent, said, bool(found["sign"]))


def _name(text: str, known: Known) -> tuple[str, str | None]:
    """The name of a KPI without the word for its number behind it, and that word's meaning."""
    if known.figure(text) is not None:
        return text, None
    parts = text.split()
    for count in range(1, min(_MOST_WORDS, len(parts) - 1) + 1):
        said = words.measure(" ".join(parts[-count:]).strip(_AROUND))
        if said is not None:
            return " ".join(parts[:-count]).strip(_AROUND), said
    return text, None


def target_of(kpi: Placed, known: Known, found: Understood) -> tuple[Placed, Placed] | None:
    """KPI and target from the cell of a KPI, which is said; the target is no cell of its own, and never written to."""
    both = joined(kpi.text, known) if kpi.text else None
    if both is None or both.said not in {None, "target"}:
        return None
    shown = plain(both.number * 100) + "%" if both.percent else plain(both.number)
    code = "WB164" if both.said or both.signed else "WB165"
    found.say(code, kpi, cell=kpi.text, kpi=both.kpi, target=shown)
    return kpi.saying(both.kpi), Placed(Cell(both.number, PERCENT if both.percent else GENERAL, "=target"), kpi.at)


def separated(sheet: Sheet, known: Known, found: Understood) -> Sheet | None:
    """A sheet Matrix with KPI and target in columns of their own; None where it has them so already."""
    header = header_of(sheet, columns_by_name("matrix"), None)
    columns = headings_of(header, columns_by_name("matrix"))[0] if header is not None else {}
    if header is None or "kpi" not in columns:
        return None
    at = columns["kpi"]
    target = columns.get("target") or max(_columns(sheet.rows)) + 1
    places = dict(sheet.places)
    rows = []
    for row in sheet.rows:
        cell = row.cells.get(at)
        free = row.number > header.number and (target not in row.cells or row.cells[target].blank)
        spot = places.get((row.number, at), (sheet.title, row.number, at))
        both = target_of(Placed(cell, spot), known, found) if cell is not None and free else None
        if both is not None:
            places[row.number, target] = spot
            rows.append(Row(row.number, {**row.cells, at: both[0].cell, target: both[1].cell}))
        else:
            rows.append(row)
    if not found.said:
        return None
    if "target" not in columns:
        heading = Cell(words.name("matrix", "target"))
        rows = [Row(row.number, {**row.cells, target: heading}) if row.number == header.number else row for row in rows]
    return replace(sheet, rows=tuple(rows), places=places)


def _columns(rows: Iterable[Row]) -> set[int]:
    return {column for row in rows for column in row.cells}
