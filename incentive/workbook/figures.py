"""Figures in a KPI's own unit: thresholds, targets, maxima and actuals, and whether a KPI is written in one style.

In: cells and the KPI they belong to. Out: exact numbers; of a KPI whose unit is %, percentages and bare numbers such as
85 are not mixed: the cells seen so far are kept here and judged at the end, and so are bare numbers that read otherwise
than they may be meant. What a figure is compared with is not here.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from incentive.numbers import ONE
from incentive.plan.choices import Better
from incentive.plan.records import Kpi
from incentive.workbook import values
from incentive.workbook.as_typed import in_currency
from incentive.workbook.book_forms import Cell, shown_number
from incentive.workbook.reading import Line, Reading
from incentive.workbook.schema_forms import Column
from incentive.workbook.tables import refuse

POINTS = Decimal(10)  # the largest bare number that may still be a fraction: 10 is 1,000 %
LOW = Decimal("0.1")  # beside percentages below this a bare 1 is more likely 1 % than 100 %
HUNDRED = Decimal(100)

Spot = tuple[int, str]
"""A cell: its compact index, and what it shows."""


@dataclass(slots=True)
class Seen:
    """Where figures of a KPI were first written as percentages, and as bare numbers above 1; the largest of each.

    `points` is the first bare number too large for a fraction with that number, `part` the first one that may be one,
    `one` the first bare 1. How many of each kind there are tells which of two is the odd one.
    """

    percent: Spot | None = None
    bare: Spot | None = None
    largest: Decimal = Decimal(0)
    largest_percent: Decimal = Decimal(0)
    points: tuple[Spot, Decimal] | None = None
    part: tuple[Spot, Decimal] | None = None
    one: Spot | None = None
    percents: int = 0
    bares: int = 0
    in_points: int = 0
    parts: int = 0


@dataclass(slots=True)
class Figures:
    """The KPIs by id, and how the figures of those whose unit is % were written."""

    kpis: dict[str, Kpi]
    styles: dict[str, Seen] = field(default_factory=dict)

    def read(self, line: Line, column: Column, kpi: str, reading: Reading) -> Decimal | None:
        """The figure in a cell of this KPI's; None where blank, or refused with a problem."""
        cell = line.cell(column.id)
        if cell is None:
            return None
        value = self.number(cell, kpi)
        if isinstance(value, values.Refusal):
            refuse(line, column, value, reading)
            return None
        self.note(kpi, cell, value, line.at(column.id))
        return value

    def number(self, cell: Cell, kpi: str) -> Decimal | values.Refusal:
        """The number that a cell says in this KPI's unit: only where that is % may it be text such as 80%."""
        known = self.kpis.get(kpi)
        if isinstance(cell.value, str) and known is not None and known.unit != "%":
            if values.is_percent(cell) or not in_currency(cell.value, known.unit.upper()):
                return values.not_a_number(cell)
            return values.number(cell, money=True)
        return values.number(cell)

    def achieved(self, cell: Cell, kpi: str) -> Decimal | bool | values.Refusal:
        """An actual: a number, or of a yes/no KPI a truth value."""
        known = self.kpis.get(kpi)
        if known is not None and known.better is Better.YES and not isinstance(cell.value, Decimal):
            truth = values.truth(cell)
            return truth if truth is not None else values.Refusal("WB032", {})
        return self.number(cell, kpi)

    def note(self, kpi: str, cell: Cell, value: Decimal, at: int, bound: Decimal = ONE) -> None:
        """Remember how a figure was written; a bare number up to `bound` goes with percentages."""
        known = self.kpis.get(kpi)
        if known is None or known.unit != "%":
            return
        seen = self.styles.setdefault(kpi, Seen())
        spot = (at, cell.shown)
        if values.is_percent(cell):
            seen.percents += 1
            seen.percent = seen.percent or spot
            seen.largest_percent = max(seen.largest_percent, abs(value))
        elif abs(value) > bound:
            seen.bares += 1
            seen.bare = seen.bare or spot
            seen.largest = max(seen.largest, abs(value))
            if abs(value) > POINTS:
                seen.in_points += 1
                seen.points = seen.points or (spot, value)
        elif bound == ONE and value:
            # Points of a scale, which have another bound, may well lie that low.
            seen.parts += 1
            seen.part = seen.part or (spot, value)
            seen.one = seen.one or (spot if value == ONE else None)

    def mixed(self, reading: Reading) -> None:
        """Report each KPI whose figures are written in two styles, or in one that leaves open what a cell means."""
        for kpi, seen in self.styles.items():
            _report_doubtful(kpi, seen, reading)
            if seen.percent is not None and seen.bare is not None:
                written = (seen.bare, seen.percent) if seen.bares <= seen.percents else (seen.percent, seen.bare)
                places = tuple(reading.place(*spot) for spot in written)
                words = {"kpi": kpi, "bare": seen.bare[1], "percent": seen.percent[1]}
                reading.report("WB035", places, (f"kpi:{kpi}",), **words)
                reading.broken.add(f"kpi:{kpi}")

    def in_points(self, kpi: str) -> bool:
        """Whether a KPI's figures are all bare and too large to be fractions: 85 then is 85 %."""
        seen = self.styles.get(kpi)
        return seen is not None and seen.percent is None and seen.largest > POINTS


def _report_doubtful(kpi: str, seen: Seen, reading: Reading) -> None:
    """Warn of bare numbers up to 1 beside percent points, at those of which there are fewer, and of a bare 1."""
    if seen.percent is None and seen.points is not None and seen.part is not None:
        (part, fraction), (points, number) = seen.part, seen.points
        words = {"kpi": kpi, "bare": part[1], "points": points[1]}
        if seen.parts > seen.in_points:
            words |= {"percent": shown_number(fraction * HUNDRED), "meant": shown_number(number / HUNDRED)}
            reading.report("WB122", (reading.place(*points), reading.place(*part)), (f"kpi:{kpi}",), **words)
        else:
            words |= {"meant": shown_number(fraction * HUNDRED)}
            reading.report("WB104", (reading.place(*part), reading.place(*points)), (f"kpi:{kpi}",), **words)
    if seen.percent is not None and seen.bare is None and seen.one is not None and seen.largest_percent < LOW:
        words = {"kpi": kpi, "percent": seen.percent[1]}
        reading.report("WB105", (reading.place(*seen.one), reading.place(*seen.percent)), (f"kpi:{kpi}",), **words)
