"""The four tables of the calculation as sheets: their own columns, in their own order and under their own names.

A table comes in, a sheet's content goes out. What preparation resolved is shown as input, what was calculated as
calculation; amounts stand in one currency a column, or have the currency beside them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.sentences import score_sentences
from incentive.engine.tables import Calculation, Column, Table
from incentive.formula.tree import Value, normalise
from incentive.i18n.formats import money_decimals
from incentive.numbers import ZERO
from incentive.plan import Plan
from incentive.plan.choices import Pays
from incentive.plan.records import Kpi
from incentive.reports.columns import column, has_column
from incentive.reports.figures import currency_of, is_percent
from incentive.reports.summary.reasons import reasons
from incentive.sheets import Block, Cell, Row, SheetColumn, SheetContent, Tone

# Columns that say whose row it is: they stay in view, and stand on each page of a wide sheet.
FROZEN = {"Payouts": 2, "Assignments": 2, "Scores": 5, "Deals": 4, "Inputs": 4}
# The first column right of the frontier: what stands before it was read or resolved, the rest is calculated.
_CALCULATED_FROM = {"Deals": "Attainment", "Scores": "Attainment", "Assignments": "Share"}
# Units of columns that are no units of amounts.
_UNITS = {"factor": "number", "input": "money", "kpi money": "kpi", "": "number"}
# Columns of money that can be added up.
_ADDED = {
    "Assignments": {"SpanSalary", "AssignmentTargetBonus"},
    "Scores": {"KpiTargetBonus", "Earned"},
    "Deals": {"Money"},
}
# Numbers of Scores that are no results.
_NO_RESULTS = {"Measured", "Rate"}
_LINE_WIDTH = 100
_LARGEST_SHARE = 10


@dataclass(frozen=True, slots=True)
class Beside:
    """A column that stands beside those of a table: text, one a row."""

    column: SheetColumn
    values: Sequence[Value]


def table_sheet(calculation: Calculation, table: Table, *, read: bool = False) -> SheetContent | None:
    """The sheet of a table; None where it has no rows. With `read` all of it was read or resolved."""
    if not table.count:
        return None
    money = money_unit(calculation.plan)
    first = {one.key: place for place, one in enumerate(table.columns)}.get(_CALCULATED_FROM.get(table.name, ""), 0)
    columns = [
        _sheet_column(one, money, calculation.plan, read or place < first or _is_read(one))
        for place, one in enumerate(table.columns)
    ]
    beside = list(_beside(calculation, table))
    totals = () if read else tuple(_totals(calculation, table, len(beside)))
    block = Block((*columns, *(one.column for one in beside)), TableRows(calculation.plan, table, beside), totals)
    return SheetContent(table.name, (block,), FROZEN.get(table.name, 1))


def _beside(calculation: Calculation, table: Table) -> Iterator[Beside]:
    """The currency, where amounts have several; how each amount of Scores came about; why somebody gets nothing."""
    several = len(currencies(calculation.plan)) > 1 and any(one.unit in {"money", "input"} for one in table.columns)
    if (several or table is calculation.deals) and not has_column(table, "Currency"):
        label = SheetColumn("Currency", "Currency of the amounts", "text", Tone.INPUT)
        yield Beside(label, _currency_by_row(calculation, table))
    if table is calculation.scores and calculation.engine is not None:
        label = SheetColumn("HowCalculated", "How the amount came about", width=_LINE_WIDTH)
        yield Beside(label, score_sentences(calculation.engine))
    if table is calculation.payouts and (without := reasons(calculation)):
        label = SheetColumn("NoPayoutBecause", "Why there is no payout")
        yield Beside(label, [without.get(number) for number in range(table.count)])


def currencies(plan: Plan) -> tuple[str, ...]:
    """The currencies people are paid in, in alphabetical order."""
    return tuple(sorted({employee.currency for employee in plan.employees}))


def money_unit(plan: Plan) -> str:
    """The one currency of all amounts, or `money` where there are several."""
    found = currencies(plan)
    return found[0] if len(found) == 1 else "money"


def decimals_of(plan: Plan) -> int:
    """Decimals that show every currency's amounts in full."""
    return max((money_decimals(currency) for currency in currencies(plan)), default=2)


def _is_read(one: Column) -> bool:
    return one.unit in {"text", "date", "days", "factor", "input"}


def _sheet_column(one: Column, money: str, plan: Plan, read: bool) -> SheetColumn:
    unit = "percent" if one.key == "FTE" else _UNITS.get(one.unit, one.unit)
    unit = money if unit == "money" else unit
    is_money = unit in {money, "money"} or (len(unit) == 3 and unit.isupper())
    label = one.label if normalise(one.label) != normalise(one.key) else ""
    tone = Tone.INPUT if read else Tone.CALCULATED
    return SheetColumn(one.key, label, unit, tone, decimals_of(plan) if is_money else None)


class TableRows:
    """The rows of a table as a sheet shows them, made anew each time they are asked for."""

    def __init__(self, plan: Plan, table: Table, beside: Sequence[Beside]) -> None:
        self.plan = plan
        self.table = table
        self.beside = beside

    def __len__(self) -> int:
        return self.table.count

    def __iter__(self) -> Iterator[Row]:
        table = self.table
        columns: list[Iterable[Value | Cell]] = [self._values(one) for one in table.columns]
        return zip(*columns, *(one.values for one in self.beside), strict=True)

    def _values(self, one: Column) -> Iterable[Value | Cell]:
        """A column's values; where the column does not say how they look, each with its unit."""
        values = self.table.values[one.key]
        if one.unit in {"kpi", "kpi money"} and has_column(self.table, "KPI"):
            units = {kpi.id: kpi_unit(kpi) for kpi in self.plan.kpis}
            named = column(self.table, "KPI")
            return (_with_unit(value, units.get(str(kpi), "")) for value, kpi in zip(values, named, strict=True))
        if self.table.name == "Scores" and one.unit == "number" and one.key not in _NO_RESULTS:
            # A result is a share, or a rate; of KPIs that pay an amount it is money.
            pays = column(self.table, "Pays") if has_column(self.table, "Pays") else [None] * self.table.count
            return (value if pay == Pays.AMOUNT else share_cell(value) for value, pay in zip(values, pays, strict=True))
        return values


def _with_unit(value: Value, unit: str) -> Value | Cell:
    return Cell(value, unit) if unit and isinstance(value, Decimal) else value


def share_cell(value: Value) -> Value | Cell:
    """A result as a share where it can be one; larger ones are amounts."""
    return Cell(value, "percent") if isinstance(value, Decimal) and abs(value) < _LARGEST_SHARE else value


def kpi_unit(kpi: Kpi) -> str:
    """The unit of a KPI's figures on a sheet: percent, a currency, or plain numbers."""
    return "percent" if is_percent(kpi) else currency_of(kpi)


def kpi_cell(value: Value, kpi: Kpi | None) -> Value | Cell:
    """A KPI's figure in the format of its unit."""
    return value if kpi is None else _with_unit(value, kpi_unit(kpi))


def _currency_by_row(calculation: Calculation, table: Table) -> list[str]:
    """The currency of each row's person; of a deal that of its KPI, else the plan's."""
    if table.name == "Deals":
        units = {kpi.id: currency_of(kpi) or calculation.plan.settings.currency for kpi in calculation.plan.kpis}
        return [units[str(kpi)] for kpi in column(table, "KPI")]
    found = [""] * table.count
    for number, (employee, span) in enumerate(zip(calculation.plan.employees, calculation.spans, strict=True)):
        first, last = {
            "Assignments": span.assignments,
            "Scores": span.scores,
        }.get(table.name, (number, number + 1))
        found[first:last] = [employee.currency] * (last - first)
    return found


def _totals(calculation: Calculation, table: Table, beside: int) -> Iterator[Row]:
    """One line a group of rows: the sum of each column that can be added up; blank beside the table."""
    added = _added(table)
    for name, currency, rows in _groups(calculation, table):
        line: list[Value | Cell] = []
        for place, one in enumerate(table.columns):
            if place == 0:
                line.append(name)
            elif normalise(one.key) == "currency":
                line.append(currency)
            elif one.key in added:
                values = table.values[one.key]
                line.append(Cell(total(values[row] for row in rows), currency if one.unit == "kpi money" else ""))
            else:
                line.append(None)
        yield (*line, *(None,) * beside)


def _added(table: Table) -> set[str]:
    """The columns of a table that can be added up: salaries of a year cannot, where a person has two assignments."""
    if table.name == "Payouts":
        return {one.key for one in table.columns if one.unit in {"money", "input"}}
    return _ADDED.get(table.name, set())


def _groups(calculation: Calculation, table: Table) -> Iterator[tuple[str, str, Sequence[int]]]:
    """Name, currency and rows of each line of totals: those of a currency, and apart what only formulas read."""
    held = _currency_by_row(calculation, table)
    unpaid = set(_unpaid(table)) if table.name == "Scores" else set()
    for currency in sorted({str(one) for one in held}):
        rows = [row for row in range(table.count) if held[row] == currency]
        yield f"Total {currency}", currency, [row for row in rows if row not in unpaid]
        if unpaid.intersection(rows):
            yield f"For formulas only {currency}", currency, [row for row in rows if row in unpaid]


def _unpaid(scores: Table) -> Iterator[int]:
    """The rows whose Earned is no money by itself: shares of sections that only a formula reads."""
    pays, counted = column(scores, "Pays"), column(scores, "Counts")
    return (row for row in range(scores.count) if pays[row] == Pays.SHARE and counted[row] is not True)


def total(values: Iterator[Value]) -> Decimal:
    """The sum of the numbers among the values."""
    return sum((value for value in values if isinstance(value, Decimal)), ZERO)
