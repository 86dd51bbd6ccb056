"""Weights written as points: 40, 35 and 25 for 40 %, 35 % and 25 %, where they add up to 100 within a total.

In: matrix, sections and targets with weights as written, and the cells they came from. Out: the same as fractions. A
bare number above 1 that belongs to no total of 100 points is refused. Whether all add up to 100 % is calculation.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.phrases import Figure
from incentive.numbers import ONE
from incentive.plan.choices import Pays, Weighting
from incentive.plan.records import MatrixRow, Section, Target
from incentive.workbook import values
from incentive.workbook.book_forms import Cell
from incentive.workbook.names import EVERY
from incentive.workbook.reading import Reading, Table

HUNDRED = Decimal(100)


@dataclass(slots=True)
class Weights:
    """The weight cells of the sheets by the row's compact index, and which rows are written as points."""

    weighting: Weighting
    cells: dict[int, Cell] = field(default_factory=dict)
    points: set[int] = field(default_factory=set)
    unread: dict[str, list[Decimal]] = field(default_factory=dict)
    """Weights of the matrix's rows that could not be read otherwise, by role: they count when points are added up."""
    _totals: dict[int, tuple[tuple[int, ...], Decimal]] = field(default_factory=dict)
    _said: set[tuple[int, ...]] = field(default_factory=set)

    def note(self, table: Table) -> None:
        """Remember the weight cells of a sheet."""
        for line in table.lines:
            cell = line.cells.get("weight")
            if cell is not None:
                self.cells[line.at()] = cell
                weight = cell.value
                if (
                    table.shape.id == "matrix"
                    and line.refused
                    and isinstance(weight, Decimal)
                    and not values.is_percent(cell)
                ):
                    self.unread.setdefault(normalise(line.shown("role") or ""), []).append(weight)

    def bare(self, at: int) -> bool:
        """Whether a row's weight is a number that does not say that it is a percentage."""
        return at in self.cells and not values.is_percent(self.cells[at])

    def total(self, rows: Sequence[MatrixRow | Section]) -> None:
        """Note the rows of one total as points where they are: all bare, adding up to 100."""
        given = [row for row in rows if row.weight is not None]
        whole = sum((row.weight for row in given if row.weight is not None), Decimal(0))
        others = [
            weight for role in {normalise(row.role or "") for row in given} for weight in self.unread.get(role, ())
        ]
        if HUNDRED in {whole, whole + sum(others)} and all(self.bare(row.at) for row in given):
            self.points.update(row.at for row in given)
        ats = tuple(row.at for row in given)
        for at in ats:
            self._totals.setdefault(at, (ats, whole + sum(others)))

    def fraction(self, weight: Decimal | None, at: int, reading: Reading, sheet: Table) -> Decimal | None:
        """The weight as a fraction; a bare number above 1 in no total of points is refused with a problem."""
        if weight is None or self.weighting is Weighting.RELATIVE:
            return weight
        if at in self.points:
            return weight / HUNDRED
        if weight > ONE and self.bare(at):
            ats, total = self._totals.get(at, ((at,), weight))
            if ats not in self._said:
                self._said.add(ats)
                cells = [each for each in ats if self.bare(each)]
                first = cells.index(at) if at in cells else 0
                ordered = [*cells[first:], *cells[:first]] or [at]
                places = [reading.place(each | sheet.columns["weight"], self.cells[each].shown) for each in ordered]
                words = values.bare_percent(weight).values
                reading.report("WB079", tuple(places), total=Figure(total), **words)
            return None
        return weight


def matrix_weights(
    rows: Sequence[MatrixRow], nested: bool, weights: Weights, table: Table, reading: Reading
) -> tuple[MatrixRow, ...]:
    """The matrix with weights as fractions; rows whose weight is refused are left out."""
    for total in _totals([row for row in rows if row.pays is Pays.SHARE], nested):
        weights.total(total)
    found = []
    for row in rows:
        weight = weights.fraction(row.weight, row.at, reading, table)
        if weight is None and row.weight is not None:
            reading.broken.add(f"matrix:{row.role}")
        else:
            found.append(replace(row, weight=weight))
    return tuple(found)


def _totals(rows: Sequence[MatrixRow], nested: bool) -> Iterable[list[MatrixRow]]:
    """The rows that count together, by role (and section, where weights are nested), and for each person apart."""
    roles = dict.fromkeys(row.role for row in rows)
    people = dict.fromkeys((row.role, row.employee) for row in rows if row.employee is not None)
    for role, employee in [*((role, None) for role in roles), *people]:
        chosen: dict[str, MatrixRow] = {}
        for row in sorted(rows, key=_rank):
            if row.role in {role, EVERY} and row.employee in {employee, None}:
                chosen[row.kpi] = row
        yield from _parts(chosen.values(), nested)


def _rank(row: MatrixRow) -> int:
    """From the least to the most specific row."""
    return 2 if row.employee is not None else int(row.role != EVERY)


def _parts(rows: Iterable[MatrixRow], nested: bool) -> Iterable[list[MatrixRow]]:
    parts: dict[str | None, list[MatrixRow]] = {}
    for row in rows:
        parts.setdefault(row.section if nested else None, []).append(row)
    return parts.values()


def section_weights(rows: Sequence[Section], weights: Weights, table: Table, reading: Reading) -> tuple[Section, ...]:
    """The sections with weights as fractions."""
    for role in dict.fromkeys(row.role for row in rows):
        chosen: dict[str, Section] = {}
        for row in sorted(rows, key=lambda row: row.role is not None):
            if row.role in {role, None}:
                chosen[row.id] = row
        weights.total(list(chosen.values()))
    found = []
    for row in rows:
        weight = weights.fraction(row.weight, row.at, reading, table)
        if weight is None and row.weight is not None:
            reading.broken.add(f"section:{row.id}")
        else:
            found.append(replace(row, weight=weight))
    return tuple(found)


def target_weights(
    rows: Sequence[Target], matrix: Mapping[str, bool], weights: Weights, table: Table, reading: Reading
) -> tuple[Target, ...]:
    """Targets with weights as fractions; they are points where the matrix's weights of that KPI are (`matrix`)."""
    found = []
    for row in rows:
        if row.weight is not None and weights.bare(row.at) and matrix.get(row.kpi):
            weights.points.add(row.at)
        weight = weights.fraction(row.weight, row.at, reading, table)
        if weight is None and row.weight is not None:
            reading.broken.add(f"target:{row.kpi}")
        else:
            found.append(replace(row, weight=weight))
    return tuple(found)
