"""Weights of rows that make no record: what is wrong with them is said together with what is wrong with the row.

In: the lines of the matrix. Out: problems of roles that miss 100 %, where a cell that is no weight keeps a row from
being read; the calculation says nothing about such a role. Weights that cannot be read, and one person's, are not here.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.i18n.phrases import phrase
from incentive.numbers import ONE, ZERO, plain, same
from incentive.plan.choices import Pays
from incentive.workbook import values
from incentive.workbook.names import EVERY
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.weights import HUNDRED

_WEIGHING = frozenset({"role", "kpi", "employee", "section", "weight", "pays"})
"""Where one of these is not read, what the role's weights add up to is not known."""
_SHOWN = Decimal("0.0001")


def check_unread(table: Table, nested: bool, reading: Reading) -> None:
    """Report the roles whose weights miss 100 %, among those of which a row is in another problem."""
    of_roles: dict[str, list[Line]] = {}
    for line in table.lines:
        of_roles.setdefault(normalise(line.text("role")), []).append(line)
    for key, lines in of_roles.items():
        own = [line for line in lines if not line.has("employee")]
        everyone = of_roles.get(EVERY, []) if key != EVERY else []
        rows = [*own, *(line for line in everyone if not line.has("employee"))]
        if not any(line.refused for line in rows) or not _known([*rows, *lines]):
            continue
        for section, group in _groups(rows, nested).items():
            _total(lines[0].text("role"), section, group, reading)


def _known(lines: Sequence[Line]) -> bool:
    return all(
        line.has("role", "kpi") and line.refused.isdisjoint(_WEIGHING) and (line.has("weight") or not _share(line))
        for line in lines
    )


def _share(line: Line) -> bool:
    return (line.maybe("pays") or Pays.SHARE) == Pays.SHARE


def _groups(rows: Sequence[Line], nested: bool) -> Mapping[str, list[Line]]:
    """The rows that count together; of several of one KPI the most specific one, which comes first."""
    chosen: dict[str, Line] = {}
    for line in rows:
        if _share(line):
            chosen.setdefault(normalise(line.text("kpi")), line)
    groups: dict[str, list[Line]] = {}
    for line in chosen.values():
        groups.setdefault(line.text("section") if nested else "", []).append(line)
    return groups


def _total(role: str, section: str, group: Sequence[Line], reading: Reading) -> None:
    weights = [line.number_of("weight") or ZERO for line in group]
    total = sum(weights, ZERO)
    bare = [not values.is_percent(line.cells["weight"]) for line in group]
    if any(is_bare and weight > ONE for is_bare, weight in zip(bare, weights, strict=True)):
        if not all(line.refused for line in group):
            # Points that miss 100 are refused where they stand.
            return
        total /= HUNDRED if all(bare) else ONE
    if same(total, ONE):
        return
    points = plain(abs(ONE - total) * HUNDRED)
    if total < ONE:
        mend = phrase("raise one of them by {points} points", points=points)
    else:
        mend = phrase("lower one of them by {points} points", points=points)
    places = tuple(reading.place(line.at("weight"), line.shown("weight")) for line in group)
    reading.report(
        "CA033",
        places,
        who=phrase('role "{role}"', role=role),
        inside=phrase(' in section "{section}"', section=section) if section else "",
        total=f"{plain((total * HUNDRED).quantize(_SHOWN))}%",
        mend=mend,
    )
