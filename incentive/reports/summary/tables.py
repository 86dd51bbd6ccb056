"""The four tables of the calculation as sheets: their own columns, in their own order and under their own names.

A table comes in, a sheet's content goes out. What preparation resolved is shown as input, what was calculated as
calculation; amounts stand in one currency a column, or have the currency beside them.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from incentive.engine.tables import Calculation, Column, Table
from incentive.formula.tree import Value, normalise
from incentive.i18n.formats import money_decimals
from incentive.numbers import ZERO
from incentive.plan import Plan
from incentive.plan.choices import Pays
from incentive.plan.records import Kpi
from incentive.reports.columns import column, has_column
from incentive.reports.figures import currency_of, is_percent
from incentive.sheets import Block, Cell, SheetColumn, SheetContent, Tone

FROZEN = {"Payouts": 2}
# The first column right of the frontier: what stands before it was read or resolved, the rest is calculated.
_CALCULATED_FROM = {"Deals": "Attainment", "Scores": "Attainment", "Assignments": "Share"}
# Units of columns that are no units of amounts.
_UNITS = {"factor": "number", "input": "money", "kpi money": "kpi", "": "number"}


def table_sheet(calculation: Calculation, table: Table) -> SheetContent | None:
    """The sheet of a table; None where it has no rows."""
    if not table.count:
        return None
    money = money_unit(calculation.plan)
    first = {one.key: place for place, one in enumerate(table.columns)}.get(_CALCULATED_FROM.get(table.name, ""), 0)
    columns = [
        _sheet_column(one, money, calculation.plan, place < first or _is_read(one))
        for place, one in enumerate(table.columns)
    ]
    added = money == "money" and not has_column(table, "Currency")
    if added:
        columns.append(SheetColumn("Currency", "Currency of the amounts", "text", Tone.INPUT))
    totals = tuple(_totals(calculation, table, added)) if table is calculation.payouts else ()
    block = Block(tuple(columns), _rows(calculation, table, added), totals)
    return SheetContent(table.name, (block,), FROZEN.get(table.name, 1))


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
    unit = _UNITS.get(one.unit, one.unit)
    unit = money if unit == "money" else unit
    is_money = unit in {money, "money"} or (len(unit) == 3 and unit.isupper())
    label = one.label if normalise(one.label) != normalise(one.key) else ""
    tone = Tone.INPUT if read else Tone.CALCULATED
    return SheetColumn(one.key, label, unit, tone, decimals_of(plan) if is_money else None)


def _rows(calculation: Calculation, table: Table, added: bool) -> Iterator[tuple[Value | Cell, ...]]:
    kpis = {kpi.id: kpi for kpi in calculation.plan.kpis}
    looks = [_look(table, one) for one in table.columns]
    kpi_column = column(table, "KPI") if has_column(table, "KPI") else ()
    pays = column(table, "Pays") if has_column(table, "Pays") else ()
    shares = [pay != Pays.AMOUNT for pay in pays] or [False] * table.count
    currency = _currency_by_row(calculation, table) if added else ()
    values = [table.values[one.key] for one in table.columns]
    for number in range(table.count):
        kpi = kpis.get(str(kpi_column[number])) if kpi_column else None
        row: list[Value | Cell] = [
            column_values[number] if look is None else look(column_values[number], kpi, shares[number])
            for column_values, look in zip(values, looks, strict=True)
        ]
        if added:
            row.append(currency[number])
        yield tuple(row)


Look = Callable[[Value, Kpi | None, bool], Value | Cell]


def _look(table: Table, one: Column) -> Look | None:
    """How a column's values are formatted row by row; None where the column says it."""
    if one.unit in {"kpi", "kpi money"}:
        return lambda value, kpi, _: kpi_cell(value, kpi)
    if table.name == "Scores" and one.unit == "number" and one.key != "Measured":
        # A result is a share, or a rate; of KPIs that pay an amount it is money.
        return lambda value, _, share: (
            Cell(value, "percent") if share and isinstance(value, Decimal) and abs(value) < 10 else value
        )
    return None


def kpi_cell(value: Value, kpi: Kpi | None) -> Value | Cell:
    """A KPI's figure in the format of its unit."""
    if kpi is None or not isinstance(value, Decimal):
        return value
    if is_percent(kpi):
        return Cell(value, "percent")
    return Cell(value, currency_of(kpi)) if currency_of(kpi) else Cell(value, "number")


def _currency_by_row(calculation: Calculation, table: Table) -> list[str]:
    """The currency of each row's person."""
    found = [""] * table.count
    for number, (employee, span) in enumerate(zip(calculation.plan.employees, calculation.spans, strict=True)):
        first, last = {
            "Assignments": span.assignments,
            "Scores": span.scores,
            "Deals": span.deals,
        }.get(table.name, (number, number + 1))
        found[first:last] = [employee.currency] * (last - first)
    return found


def _totals(calculation: Calculation, table: Table, added: bool) -> Iterator[tuple[Value | Cell, ...]]:
    """One line a currency: the sum of each column of money."""
    plan = calculation.plan
    for currency in currencies(plan):
        people = [number for number, employee in enumerate(plan.employees) if employee.currency == currency]
        line: list[Value | Cell] = []
        for place, one in enumerate(table.columns):
            if place == 0:
                line.append(f"Total {currency}")
            elif one.unit in {"money", "input"}:
                line.append(total(table.values[one.key][number] for number in people))
            else:
                line.append(None)
        yield tuple(line) + ((currency,) if added else ())


def total(values: Iterator[Value]) -> Decimal:
    """The sum of the numbers among the values."""
    return sum((value for value in values if isinstance(value, Decimal)), ZERO)
