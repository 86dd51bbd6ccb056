"""Random plans in which some things are not as they were: for what must hold of any workbook.

In: a random source. Out: sheets in memory. Cells are blanked, given values of other cells, other kinds, signs and
sizes; rows are dropped, doubled and shuffled; sheets are dropped.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from tests.random_plans import generate

Sheets = dict[str, list[Any]]

_VALUES: tuple[Any, ...] = (
    None, "", "x", "*", "80%", "0", True, False,
    *(Decimal(text) for text in ("0", "-1", "1", "0.5", "1E17", "-1E17", "1E-12", "123456789.123456")),
    date(2026, 1, 1), date(2024, 2, 29), date(9999, 12, 31), date(1900, 1, 1),
    "EUR", "USD", "JPY", "2026-07", "2026-Q3", "2026", "2026-H1", "role:Rep", "team:North", "kpi:NONE", "section:A",
)  # fmt: skip
_WORDS = (
    "threshold", "target", "maximum", "each", "slices", "step", "line", "formula", "rate", "amount", "share", "all",
    "leave out", "zero", "as given", "relative", "value", "index", "band", "inverse", "met", "ratio", "hold",
    "continue", "cumulative", "reclaim", "scale", "prorate", "year to date", "company", "team", "score", "payout %",
)  # fmt: skip
_FORMULAS = (
    "Salary * 2", "=Salry*0.1", "1/0", "RANK(Salary)", "TOTAL(1/0)", "Payout", "Payout + 1", "Due*2", "Score", "TRUE",
    "FALSE", '"text"', "ALLOCATE(1000, Salary)", 'SECTION("A")', "x^400", "x", "Actual/Target", "1E300*1E300",
    "10^300*10^300", 'IF(x > 1, "a", 1)', 'IF(Actual > 1, "a", 1)', "Team + 1", "Start", "TOTAL(Payout)",
)  # fmt: skip


def spoilt(random: Random, most: int = 8) -> Sheets:
    """A random plan, spoilt in up to so many places."""
    sheets: Sheets = dict(generate(random).sheets)
    for _ in range(random.randint(1, most)):
        title = random.choice(list(sheets))
        rows = sheets[title]
        if not rows or (random.random() < 0.03 and len(sheets) > 1):
            del sheets[title]
        else:
            change = random.choices((_dropped, _doubled, _shuffled, _cell), (5, 6, 4, 85))[0]
            sheets[title] = change(list(rows), sheets, random)
    return sheets


def _dropped(rows: list[Any], _sheets: Sheets, random: Random) -> list[Any]:
    del rows[random.randrange(len(rows))]
    return rows


def _doubled(rows: list[Any], _sheets: Sheets, random: Random) -> list[Any]:
    rows.insert(0, random.choice(rows))
    return rows


def _shuffled(rows: list[Any], _sheets: Sheets, random: Random) -> list[Any]:
    random.shuffle(rows)
    return rows


def _cell(rows: list[Any], sheets: Sheets, random: Random) -> list[Any]:
    number = random.randrange(len(rows))
    row = rows[number]
    if row:
        column = random.choice(list(row) if isinstance(row, dict) else range(len(row)))
        new = row.copy()
        new[column] = random.choice(_WAYS)(row[column], column, rows, sheets, random)
        rows[number] = new
    return rows


def _elsewhere(_old: object, _column: object, _rows: list[Any], sheets: Sheets, random: Random) -> object:
    """The value of any cell of the workbook."""
    row = random.choice([row for rows in sheets.values() for row in rows if row])
    return random.choice(list(row.values()) if isinstance(row, dict) else row)


def _of_the_column(old: object, column: object, rows: list[Any], _sheets: Sheets, random: Random) -> object:
    """The value of another row: another id, a reference to someone else."""
    found = [row.get(column) for row in rows if isinstance(row, dict)]
    return random.choice(found) if found else old


def _another_size(old: object, _column: object, _rows: list[Any], _sheets: Sheets, random: Random) -> object:
    if not isinstance(old, Decimal):
        return None
    return random.choice((-old, old * 1000, Decimal(0), old / 7))


def _of_another_kind(_old: object, _column: object, _rows: list[Any], _sheets: Sheets, random: Random) -> object:
    return random.choice(random.choice((_VALUES, _WORDS, _FORMULAS)))


_WAYS: tuple[Callable[[object, object, list[Any], Sheets, Random], object], ...] = (
    _elsewhere,
    _of_the_column,
    _another_size,
    _of_another_kind,
)
