"""Words that layouts go by, beyond the schema's own: what a figure is, sums, differences, weights of sections.

In: a text from a heading or a label. Out: the id of what it says, or None. The columns' synonyms are the vocabulary's;
here are only words that head no column of the plan's own form.
"""

import re
from collections.abc import Mapping
from functools import cache

from incentive.formula.tree import normalise
from incentive.workbook.schema import columns_by_name
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.strays import is_total

ACTUAL = "value"
DIFFERENCE = "difference"
FIGURES = ("threshold", "target", "maximum")

_DIFFERENCES = (
    *("difference", "diff", "delta", "variance", "deviation", "gap", "vs target", "actual vs target", "+/-", "±", "Δ"),
    *("attainment", "achievement", "% achieved", "achieved %", "% of target", "score", "result %"),
    *("differenza", "scostamento", "raggiungimento", "abweichung", "differenz", "zielerreichung", "erreichung"),
    *("écart", "différence", "atteinte", "taux d'atteinte", "diferencia", "desviación", "cumplimiento"),
    *("отклонение", "разница", "выполнение", "% выполнения"),
)
_MORE = {
    "target": ("soll", "ziel", "goal value", "budget", "obiettivo", "objectif", "objetivo", "prévu", "previsto"),
    ACTUAL: ("fact", "achieved", "effettivo", "erreicht", "réel", "alcanzado", "realizado", "realizzato", "выполнено"),
}
_SECTION_WEIGHTS = (
    *("block weight", "weight of block", "blockgewicht", "gewicht des blocks", "peso blocco", "poids du bloc"),
    *("peso del bloque", "вес блока"),
    *("section weight", "weight of section", "weight of the section", "group weight", "section %", "section weight %"),
    *("peso sezione", "peso della sezione", "abschnittsgewicht", "gewicht des abschnitts", "gewicht abschnitt"),
    *("poids de la section", "poids section", "peso de la sección", "peso sección", "вес раздела", "вес группы"),
)
_WEIGHTS = (
    *("weight in section", "weight within section", "weight in the section", "gewicht im abschnitt"),
    *("peso nella sezione", "poids dans la section", "peso en la sección", "вес в разделе", "вес в группе"),
    *("вес внутри раздела", "вес в блоке"),
)
_SECTIONS = ("block", "group", "blocco", "gruppo", "gruppe", "bloc", "groupe", "bloque", "grupo", "блок", "группа")
_KPIS = (
    *("name of kpi", "name of the kpi", "name des kpi", "name der kennzahl", "nome kpi", "nome dell'indicatore"),
    *("nome del kpi", "nom du kpi", "nom de l'indicateur", "nombre del kpi", "nombre del indicador"),
    *("наименование kpi", "название kpi", "наименование показателя", "название показателя", "ключевой показатель"),
)
_BEHIND = re.compile(r"^(?P<heading>[^,(\[]+?)\s*(?:,\s*\S{1,12}|[(\[][^)\]]{1,24}[)\]])$")


@cache
def measures() -> Mapping[str, str]:
    """What a figure may be, by each of its normalised names: columns of Matrix, the actual, a difference."""
    found: dict[str, str] = {}
    for identifier, words in (*_MORE.items(), ("weight", _WEIGHTS)):
        found |= {normalise(word): identifier for word in words}
    found |= {normalise(word): DIFFERENCE for word in _DIFFERENCES}
    for name, column in columns_by_name("actuals").items():
        if column.id == ACTUAL:
            found[name] = ACTUAL
    for name, column in columns_by_name("matrix").items():
        if column.id not in {"role", "employee", "kpi", "section", "pays"}:
            found[name] = column.id
    return found


def measure(text: str) -> str | None:
    """What figure a text says: weight, threshold, target, maximum, scale, cap, value (the actual), difference.

    What stands behind it in brackets or behind a comma, such as its unit, does not count: `Weight, %`, `Target (EUR)`.
    """
    found = measures().get(normalise(text.rstrip(":")))
    if found is None and (shorter := _BEHIND.match(text.strip())) is not None:
        found = measures().get(normalise(shorter["heading"]))
    if found is None and text.strip() and not text.strip(" %(),./"):
        return DIFFERENCE if "%" in text else None
    return found


def behind(text: str) -> str:
    """What stands behind a heading in brackets or behind a comma; nothing where there is none."""
    found = _BEHIND.match(text.strip())
    return text.strip()[len(found["heading"]) :].strip(" ,()[]") if found is not None else ""


def column(sheet: str, text: str) -> str | None:
    """The id of the column of a sheet that a heading names."""
    found = columns_by_name(sheet).get(normalise(text.rstrip(":")))
    return found.id if found is not None else None


@cache
def _names(sheet: str) -> Mapping[str, str]:
    return {each.id: each.name for each in sheet_shape(sheet).columns}


def name(sheet: str, identifier: str) -> str:
    """The name of a column of a sheet by its id."""
    return _names(sheet)[identifier]


@cache
def _section_weights() -> frozenset[str]:
    return frozenset(normalise(word) for word in _SECTION_WEIGHTS)


def is_section_weight(text: str) -> bool:
    """Whether a heading is that of sections' weights."""
    return normalise(text) in _section_weights()


@cache
def _heads(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normalise(word) for word in words)


def heads_kpis(text: str) -> bool:
    """Whether a text heads a form's KPIs, beyond the words of the plan's own sheets."""
    return normalise(text) in _heads(_KPIS)


def heads_sections(text: str) -> bool:
    """Whether a text heads a form's sections, beyond the words of the plan's own sheets."""
    return normalise(text) in _heads(_SECTIONS)


def is_sum(text: str) -> bool:
    """Whether a text heads a sum."""
    return bool(text) and is_total(text)


def says_sum(text: str) -> bool:
    """Whether a text names a sum, alone or with what it is of: `Total`, `Q3 gesamt`, `Итого за квартал`."""
    return is_sum(text) or any(is_total(word) for word in text.split())
