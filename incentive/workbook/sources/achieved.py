"""Figures of several files merged: the same figure given twice counts once, two different ones are an error.

In: the records of Actuals in the order of the files, the plan's own first. Out: those that count. A figure is known by
whom it is for, its KPI, month and role; where a file gives several under one key (deals), all of them are compared.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from incentive.i18n.phrases import Named, phrase
from incentive.periods import month_name
from incentive.plan.choices import SubjectKind
from incentive.plan.origins import sheet_of
from incentive.plan.records import Actual, Subject
from incentive.problems import Place
from incentive.workbook.book_forms import shown_number
from incentive.workbook.reading import Reading

_MOST = 2_000  # places that one notice names
_SHOWN = 6

_Key = tuple[Subject, str, int | None, str | None]
"""Whom a figure is for, its KPI, month and role."""


def merged_actuals(actuals: Sequence[Actual], reading: Reading) -> tuple[Actual, ...]:
    """The figures that count, in their order; what several files say of one is a notice or an error."""
    files = [sheet.file for sheet in reading.sheets]
    if len({files[sheet_of(actual.at)] for actual in actuals}) < 2:
        return tuple(actuals)
    groups: dict[_Key, dict[str | None, list[Actual]]] = {}
    for actual in actuals:
        key = (actual.subject, actual.kpi, actual.month, actual.role)
        groups.setdefault(key, {}).setdefault(files[sheet_of(actual.at)], []).append(actual)
    dropped: set[int] = set()
    repeated: dict[tuple[str, str], list[Actual]] = {}
    for of_file in groups.values():
        (first, before), *others = of_file.items()
        other = first or reading.sheets[sheet_of(before[0].at)].sheet
        for file, after in others:
            dropped.update(actual.at for actual in after)
            if _values(after) == _values(before):
                repeated.setdefault((file or "", other), []).extend(after)
            else:
                _contradict(before, after, {"file": file or "", "other": other}, reading)
    _roles(groups, reading)
    for (file, other), again in repeated.items():
        places = tuple(_place(actual, reading) for actual in again[:_MOST])
        reading.report("WB137", places, file=file, other=other, count=str(len(again)))
    return tuple(actual for actual in actuals if actual.at not in dropped)


def _roles(groups: Mapping[_Key, Mapping[str | None, Sequence[Actual]]], reading: Reading) -> None:
    """Warn of a figure for a role beside another file's for any: in that role the latter does not count."""
    for (subject, kpi, month, role), of_file in groups.items():
        anyone = groups.get((subject, kpi, month, None), {}) if role is not None else {}
        for file, figures in of_file.items():
            for other, general in anyone.items():
                if other == file or _values(general) == _values(figures):
                    continue
                names = [
                    name or reading.sheets[sheet_of(rows[0].at)].sheet
                    for name, rows in ((file, figures), (other, general))
                ]
                words = {
                    **_said(general[0]),
                    "value": _shown(general),
                    "before": _shown(figures),
                    "role": role or "",
                    "other": names[0],
                    "file": names[1],
                }
                reading.report("WB150", (_place(general[0], reading), _place(figures[0], reading)), **words)


def _values(actuals: Sequence[Actual]) -> Counter[Decimal | bool]:
    return Counter(actual.value for actual in actuals)


def _contradict(before: Sequence[Actual], after: Sequence[Actual], files: Mapping[str, str], reading: Reading) -> None:
    """Report figures of one key that two files give with different values, with the cells of both."""
    first = after[0]
    words = {**_said(first), "value": _shown(after), "before": _shown(before)}
    places = tuple(_place(actual, reading) for actual in (*after, *before)[:_MOST])
    if len(after) == len(before) == 1:
        places = (_place(after[0], reading), _place(before[0], reading))
    reading.report("WB138", places, **files, **words)
    reading.broken.add(f"actual:{first.kpi}")


def _said(actual: Actual) -> dict[str, str]:
    """What a figure is of, in words."""
    return {
        "kpi": actual.kpi,
        "whom": _whom(actual.subject),
        "month": phrase("the period") if actual.month is None else month_name(actual.month),
    }


def _place(actual: Actual, reading: Reading) -> Place:
    return reading.origins.place(actual.at, "Value", _figure(actual))


def _figure(actual: Actual) -> str:
    return shown_number(actual.value) if isinstance(actual.value, Decimal) else str(actual.value).upper()


def _shown(actuals: Sequence[Actual]) -> str:
    figures = [_figure(actual) for actual in actuals[:_SHOWN]]
    return " + ".join(figures) + (" + …" if len(actuals) > _SHOWN else "")


def _whom(subject: Subject) -> str:
    if subject.kind is SubjectKind.EVERYONE:
        return phrase("everyone")
    return phrase("{kind} {name}", kind=Named(str(subject.kind), f"SubjectKind.{subject.kind}"), name=subject.name)
