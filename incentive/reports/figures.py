"""A KPI's figures in its own unit: what was achieved, targets, and how far apart they lie.

A KPI and an exact value come in, short text in the reader's language goes out.
"""

from decimal import Decimal

from incentive.formula.tree import Value
from incentive.i18n.currencies import minor_units
from incentive.i18n.formats import NO_BREAK, rounded
from incentive.i18n.words import Words
from incentive.numbers import CONTEXT
from incentive.plan.choices import Better
from incentive.plan.records import Kpi
from incentive.reports.arithmetic import Form, Term, exact_decimals
from incentive.reports.legible import legible

# Units that say what kind of number it is and would only repeat the KPI's name.
_SILENT = {"", "count", "number", "score", "index", "ratio", "yes/no"}
_MOST_DECIMALS = 2


def is_percent(kpi: Kpi) -> bool:
    """Whether the KPI's figures are percentages."""
    return kpi.unit in {"%", "percent"}


def currency_of(kpi: Kpi) -> str:
    """The currency in which the KPI is measured, or an empty text."""
    unit = kpi.unit.strip().upper()
    return unit if len(unit) == 3 and minor_units(unit) is not None else ""


def figure(value: Value, kpi: Kpi, words: Words) -> str:
    """`€112,000`, `51 days`, `4.2%`, `yes`; a dash for what does not exist."""
    if value is None:
        return words("figure.none")
    if isinstance(value, bool) or (kpi.better is Better.YES and value in {0, 1}):
        return words("figure.yes" if value else "figure.no")
    if not isinstance(value, Decimal):
        return legible(str(value), 24)
    decimals = _decimals(value, kpi)
    if is_percent(kpi):
        return words.formats.percent(value, decimals)
    if currency_of(kpi):
        return words.formats.money(value, currency_of(kpi), decimals)
    return _with_unit(value, decimals, kpi, words)


def distance(value: Decimal, other: Decimal, kpi: Kpi, words: Words) -> str:
    """How far a figure lies from another, without sign: `€12,000`, `6 days`, `1.5 percentage points`."""
    apart = CONTEXT.abs(CONTEXT.subtract(value, other))
    if is_percent(kpi):
        points = apart.scaleb(2, CONTEXT)
        places = max(_decimals(value, kpi), _decimals(other, kpi))
        return words.count(
            "unit.percentage point", rounded(points, places), number=words.formats.number(points, places)
        )
    decimals = max(_decimals(value, kpi), _decimals(other, kpi))
    if currency_of(kpi):
        return words.formats.money(apart, currency_of(kpi), decimals)
    return _with_unit(apart, decimals, kpi, words)


def figure_term(value: Decimal, kpi: Kpi) -> Term:
    """A figure as a number of a printed sum: the digits of `figure`, more where the sum needs them."""
    decimals = _decimals(value, kpi)
    if is_percent(kpi):
        return Term(value, Form.PERCENT, decimals)
    return Term(value, Form.NUMBER, decimals)


def _with_unit(value: Decimal, decimals: int, kpi: Kpi, words: Words) -> str:
    number = words.formats.number(value, decimals)
    unit = legible(kpi.unit, 16)
    if unit.casefold() in _SILENT:
        return number
    key = f"unit.{unit.casefold()}"
    if words.has(key):
        return words.count(key, rounded(value, decimals), number=number)
    return f"{number}{NO_BREAK}{unit}"


def _decimals(value: Decimal, kpi: Kpi) -> int:
    """The decimals that the plan asks for; else as many as the figure has, within reason."""
    if kpi.decimals is not None:
        return kpi.decimals
    has = exact_decimals(value.scaleb(2, CONTEXT) if is_percent(kpi) else value)
    if currency_of(kpi) and has:
        return minor_units(currency_of(kpi)) or 0
    return min(has, _MOST_DECIMALS)
