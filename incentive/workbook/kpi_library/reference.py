"""The page of the KPI library, made from its data.

Nothing comes in; the text of docs/kpis.md goes out. A test holds the file to it.
"""

from collections.abc import Iterator

from incentive.plan.choices import Category
from incentive.workbook.kpi_library import CURRENCY, FUNCTIONS, Indicator, library

_HEAD = """\
# The KPI library

Indicators ready to be taken into a plan, by function: what each measures, the raw figures it is calculated from, and
what a reward on it tempts people to do. A figure that is paid for is a figure that is chased; the last column names the
KPIs that show when that goes wrong. `incentive kpis --search WORD` finds them, `incentive kpis --add ID FILE` puts one
into a workbook, `incentive new FILE --kpis sales,hr` begins one with all of a function's.

Each is of one of four categories. A *result* is what the work brings; a *cost* what it takes; *productivity* is output
for each unit of input, such as an hour; *efficiency* is how well means or time are used.
"""

_UNIT = {CURRENCY: "in the plan's currency", "number": "a number", "count": "a count"}
_FUNCTION = {"hr": "Human resources", "it": "Information technology", "projects": "Projects and services"}


def reference() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_categories(), *(line for function in FUNCTIONS for line in _function(function))])


def title(function: str) -> str:
    """A function's name in words."""
    return _FUNCTION.get(function, function.capitalize())


def _categories() -> Iterator[str]:
    yield "| category | KPIs |"
    yield "|---|---|"
    for category in Category:
        yield f"| {category} | {', '.join(one.id for one in library().values() if one.category is category)} |"
    yield ""


def _function(function: str) -> Iterator[str]:
    yield f"## {title(function)}\n"
    for one in library().values():
        if one.function == function:
            yield from _indicator(one)


def _indicator(one: Indicator) -> Iterator[str]:
    unit = (
        "in the plan's currency" if one.unit == CURRENCY else f"in {one.unit}" if one.unit != "number" else "a number"
    )
    yield f"### {one.id}: {one.name}\n"
    yield f"{one.definition}\n"
    yield f"- {one.category.capitalize()}, {unit}, {one.better} is better; level {one.level}, by {one.period}."
    if one.formula:
        yield (
            f"- `{one.formula}`; "
            + "; ".join(f"{name}: {meaning.lower()}" for name, meaning in one.inputs.items())
            + "."
        )
    yield f"- Source: {one.source}. Months: {one.combine}."
    yield f"- Tempts to: {one.tempts[0].lower()}{one.tempts[1:]} Balanced by {', '.join(one.balance)}.\n"
