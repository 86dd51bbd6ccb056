"""KPIs: the library of indicators, searched, and one of them put into a workbook.

In come words, a category, functions; out go indicators. Or: an id and a workbook, which then has the KPI, and the cells
that are to be completed.
"""

from collections.abc import Sequence
from pathlib import Path

from incentive.i18n.phrases import phrase
from incentive.plan.choices import Category
from incentive.problems import Place, Problem
from incentive.runs.exits import Exit, Stop, wrong_use
from incentive.runs.given import meant, require_file
from incentive.runs.written import whole
from incentive.workbook.editing.indicator import add_indicator
from incentive.workbook.kpi_library import FUNCTIONS, Indicator, library, search
from incentive.workbook.read import read_tables
from incentive.workbook.schema import choice_named


def found(words: str, category: str | None, functions: Sequence[str]) -> tuple[Indicator, ...]:
    """The KPIs that fit; Stop of wrong use for a category or a function that there is none of."""
    chosen = choice_named(Category, category) if category is not None else None
    if category is not None and chosen is None:
        raise wrong_use("RN024", what=phrase("category"), name=category, near=meant(category, list(Category)))
    for name in functions:
        if name.casefold() not in FUNCTIONS:
            raise wrong_use("RN024", what=phrase("function"), name=name, near=meant(name, FUNCTIONS))
    of = tuple(name.casefold() for name in functions)
    return search(words, Category(chosen) if chosen is not None else None, of)


def indicator(identifier: str) -> Indicator:
    """The KPI of this id; Stop of wrong use where there is none."""
    one = library().get(identifier.upper())
    if one is None:
        near = meant(identifier.upper(), (), others=library()) or phrase("See incentive kpis.")
        raise wrong_use("RN024", what=phrase("KPI"), name=identifier, near=near)
    return one


def add(identifier: str, file: Path) -> tuple[Indicator, tuple[Place, ...]]:
    """Put the KPI into the workbook; gives the cells that are to be completed."""
    one = indicator(identifier)
    require_file(file)
    plan, tables, problems = read_tables(file)
    if plan is None or not tables.get("kpis"):
        raise Stop(Exit.FILE, problems)
    if any(kpi.id.casefold() == one.id.casefold() for kpi in plan.kpis):
        raise wrong_use("RN025", name=one.id, file=str(file))
    with whole(file, force=True) as temporary:
        done = add_indicator(file, plan, tables, one, temporary)
        if isinstance(done, Problem):
            raise Stop(Exit.FILE, [done])
    return one, done
