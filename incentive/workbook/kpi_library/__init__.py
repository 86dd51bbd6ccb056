"""The KPI library: the classic indicators of a company's functions, ready to be put into a plan.

Kept as data beside this module, one TOML file a function (marketing, sales, …). Out: for each KPI what it measures and
from which inputs, and what every rewarded figure also does: what it tempts people to, and which KPIs balance that.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from incentive.formula.tree import normalise
from incentive.plan.choices import Better, Category, Combine, Level

FUNCTIONS = ("marketing", "sales", "support", "production", "hr", "finance", "it", "logistics", "projects")

CURRENCY = "currency"
"""Stands as the unit of a KPI in money; a plan's own currency takes its place."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A KPI of the library. `inputs` maps the figures of its formula to what they are; without a formula it has none.

    `tempts` is what a reward on it tempts people to do, `balance` the ids of KPIs that show it; `period` is the one
    that it is usually measured over. `example` has a figure for each input, from which the formula `gives` its result.
    """

    id: str
    function: str
    name: str
    names: Mapping[str, str]
    definition: str
    category: Category
    unit: str
    decimals: int
    better: Better
    formula: str
    combine: Combine
    level: Level
    period: str
    source: str
    inputs: Mapping[str, str]
    tempts: str
    balance: tuple[str, ...]
    example: Mapping[str, Decimal]
    gives: Decimal | None

    def named(self, language: str) -> str:
        """Its name in a language; the English one where there is none."""
        return self.names.get(language, self.name)


@cache
def library() -> Mapping[str, Indicator]:
    """Every KPI of the library by its id, function by function."""
    return {one.id: one for function in FUNCTIONS for one in _read(function)}


def search(words: str = "", category: Category | None = None, functions: tuple[str, ...] = ()) -> tuple[Indicator, ...]:
    """The KPIs of a category and of some functions in whose id, names, definition or inputs each word occurs."""
    wanted = [normalise(word) for word in words.split()]
    return tuple(
        one
        for one in library().values()
        if (category is None or one.category is category)
        and (not functions or one.function in functions)
        and all(word in _searched(one.id) for word in wanted)
    )


@cache
def _searched(identifier: str) -> str:
    one = library()[identifier]
    return normalise(" ".join((one.id, one.name, *one.names.values(), one.definition, *one.inputs)))


def _read(function: str) -> Iterator[Indicator]:
    text = files(__name__).joinpath(f"{function}.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["kpi"]:
        yield _indicator(function, entry)


def _indicator(function: str, entry: Mapping[str, Any]) -> Indicator:
    return Indicator(
        id=entry["id"],
        function=function,
        name=entry["name"],
        names=entry["names"],
        definition=entry["definition"],
        category=Category(entry["category"]),
        unit=entry["unit"],
        decimals=entry["decimals"],
        better=Better(entry["better"]),
        formula=entry.get("formula", ""),
        combine=Combine(entry["combine"]),
        level=Level(entry["level"]),
        period=entry["period"],
        source=entry["source"],
        inputs=entry.get("inputs", {}),
        tempts=entry["tempts"],
        balance=tuple(entry["balance"]),
        example={name: Decimal(figure) for name, figure in entry.get("example", {}).items()},
        gives=Decimal(entry["gives"]) if "gives" in entry else None,
    )
