"""Small plans for the laws: as few sheets as a law needs, drawn by hypothesis.

What is drawn is what a law is about: targets of either sign, weights that total 100 %, rising scales, joiners and
leavers.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

Sheets = dict[str, list[Any]]
Row = dict[str, object]

FIRST, LAST = date(2026, 7, 1), date(2026, 9, 30)


def figures(least: int, most: int) -> st.SearchStrategy[Decimal]:
    """Numbers as people type them, with up to three decimals."""
    return st.tuples(st.integers(least, most), st.sampled_from((0, 1, 2, 3))).map(
        lambda drawn: Decimal(drawn[0]).scaleb(-drawn[1])
    )


def parts_of_a_whole(count: int) -> st.SearchStrategy[list[Decimal]]:
    """So many positive weights that total 100 %."""
    cuts = st.lists(st.integers(1, 999), min_size=count - 1, max_size=count - 1, unique=True).map(sorted)
    return cuts.map(lambda drawn: [Decimal(b - a).scaleb(-3) for a, b in zip([0, *drawn], [*drawn, 1000], strict=True)])


def plan_rows(**settings: object) -> list[Row]:
    """The sheet Plan: a quarter in euros, and these settings."""
    given: Row = {"Plan name": "A law", "Period": "2026-Q3", "Currency": "EUR"}
    given.update({name.replace("_", " "): value for name, value in settings.items()})
    return [{"Setting": name, "Value": value} for name, value in given.items()]


def person(identifier: str, **fields: object) -> Row:
    """A row of Employees."""
    given = {name.replace("_", " "): value for name, value in fields.items() if value is not None}
    return {"Employee": identifier, "Name": identifier, "Role": "Staff", "Salary": Decimal(48000), **given}


@st.composite
def days_in_the_quarter(draw: st.DrawFn) -> Row:
    """Start and End of a person: in the quarter, before it, after it, or blank."""
    start = draw(st.none() | st.integers(-20, 60))
    end = draw(st.none() | st.integers(61, 120))
    dates = {
        "Start": None if start is None else FIRST + timedelta(days=start),
        "End": None if end is None else FIRST + timedelta(days=end),
    }
    return {name: day for name, day in dates.items() if day is not None}


@st.composite
def rising_scale(draw: st.DrawFn, name: str, measured_in: str, ends: tuple[int, int]) -> list[Row]:
    """A scale whose pay never falls: lines or steps, with or without jumps, any ends."""
    count = draw(st.integers(1, 5))
    places = sorted(draw(st.lists(st.integers(*ends), min_size=count, max_size=count, unique=True)))
    pays = sorted(draw(st.lists(st.integers(0, 300), min_size=count, max_size=count)))
    divisor = 1 if measured_in == "value" else 100
    rows: list[Row] = [
        {"Scale": name, "At": Decimal(at) / divisor, "Pays": Decimal(pay) / 100}
        for at, pay in zip(places, pays, strict=True)
    ]
    rows[0].update(
        {
            "Measured in": measured_in,
            "Between": draw(st.sampled_from(("line", "step"))),
            "Below first": draw(st.sampled_from(("zero", "hold"))),
            "Above last": draw(st.sampled_from(("hold", "continue"))),
            "Boundary": draw(st.sampled_from(("from", "to"))),
        }
    )
    return rows
