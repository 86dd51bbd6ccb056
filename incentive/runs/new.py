"""New: a workbook under a name of the user's own, ready to fill in, or an example.

In come a path and what was asked for, as typed; out goes the file, whole. Nothing is overwritten unasked.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from incentive.formula.tree import normalise
from incentive.i18n.currencies import minor_units
from incentive.i18n.speech import known_language
from incentive.i18n.vocabulary import LANGUAGES
from incentive.i18n.words import ENGLISH
from incentive.periods import Period, parse_period
from incentive.runs.exits import wrong_use
from incentive.runs.given import meant
from incentive.runs.written import whole
from incentive.workbook.examples import EXAMPLES, example_bytes
from incentive.workbook.kpi_library import FUNCTIONS, Indicator, library, search
from incentive.workbook.schema import SHEETS, sheet_named
from incentive.workbook.starter import FIRST_SHEETS, Layout, Wanted, sheet_titles, starter

ALL = "all"
LEAVE_OUT = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a new workbook, as typed; None: not given."""

    language: str | None = None
    sheets: str | None = None
    kpis: str | None = None
    layout: str | None = None
    period: str | None = None
    currency: str | None = None


def new_example(path: Path, name: str, language: str | None = None, force: bool = False) -> str:
    """Write an example to the path and give its name; Stop of wrong use where that may not be."""
    if name not in EXAMPLES:
        raise wrong_use("RN006", name=name, near=meant(name, sorted(EXAMPLES)))
    spoken = _language(language)
    with whole(path, force) as temporary:
        temporary.write_bytes(example_bytes(name, spoken))
    return name


def new_starter(path: Path, asked: Asked, force: bool = False) -> tuple[str, ...]:
    """Write a workbook ready to fill in to the path and give the titles of its sheets; Stop as above."""
    wanted = _wanted(asked)
    with whole(path, force) as temporary:
        temporary.write_bytes(starter(wanted))
    return sheet_titles(wanted)


def _wanted(asked: Asked) -> Wanted:
    indicators = tuple(_indicators(asked.kpis or ""))
    period = _period(asked)
    # KPIs of the library bring inputs along: those are columns unless somebody wants otherwise.
    layout = Layout(asked.layout) if asked.layout is not None else Layout.WIDE if indicators else Layout.LONG
    if layout is Layout.MONTHS and period is None:
        raise wrong_use("RN009", option="--layout months", other="--period", example="--period 2026-Q3")
    return Wanted(_sheets(asked.sheets or ""), _language(asked.language), layout, indicators, period, _currency(asked))


def _words(text: str) -> Iterator[str]:
    return (word.strip() for word in text.split(",") if word.strip())


def _refused(option: str, value: str, known: Collection[str], others: Collection[str] = ()) -> Exception:
    """The refusal of what an option does not take; `others` are known too, but too many to be listed."""
    return wrong_use("RN008", option=option, value=value, near=meant(value, known, others))


def _sheets(text: str) -> tuple[str, ...]:
    """The ids of the sheets: the usual ones, those named, but not those named with a minus in front."""
    chosen = dict.fromkeys(FIRST_SHEETS)
    by_id = {normalise(one.id): one for one in SHEETS}
    for word in _words(text):
        if word.casefold() == ALL:
            chosen |= dict.fromkeys(shape.id for shape in SHEETS)
            continue
        name = word.removeprefix(LEAVE_OUT).strip()
        named = sheet_named(name)
        shape = named[0] if named is not None else by_id.get(normalise(name))
        if shape is None:
            raise _refused("--sheets", name, [*(one.name for one in SHEETS), ALL])
        if word.startswith(LEAVE_OUT):
            chosen.pop(shape.id, None)
        else:
            chosen[shape.id] = None
    return tuple(chosen)


def _indicators(text: str) -> Iterator[Indicator]:
    """The KPIs of the library by function or id, each once."""
    found: dict[str, Indicator] = {}
    by_id = {normalise(one): one for one in library()}
    for word in _words(text):
        if word.casefold() in FUNCTIONS:
            found.update((one.id, one) for one in search(functions=(word.casefold(),)))
        elif normalise(word) in by_id:
            identifier = by_id[normalise(word)]
            found[identifier] = library()[identifier]
        else:
            raise _refused("--kpis", word, FUNCTIONS, others=library())
    yield from found.values()


def _language(typed: str | None) -> str:
    language = known_language(typed or ENGLISH)
    if language is None:
        raise _refused("--lang", typed or "", LANGUAGES)
    return language


def _period(asked: Asked) -> Period | None:
    if asked.period is None:
        return None
    try:
        return parse_period(asked.period)
    except ValueError:
        raise wrong_use("RN023", value=asked.period) from None


def _currency(asked: Asked) -> str:
    code = (asked.currency or "").strip().upper()
    if code and minor_units(code) is None:
        raise _refused("--currency", asked.currency or "", ("EUR", "USD", "GBP", "CHF"))
    return code
