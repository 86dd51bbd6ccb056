"""Sections' weights that stand beside the KPIs, merged down or repeated: rows of Sections, or only their sums.

In: rows of Matrix that hold their section's weight besides. Out: the same without it and, where KPIs' weights do not
already add up to their sections', rows of Sections.
"""

from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.workbook import values
from incentive.workbook.layouts.view import Placed, Record, Understood

SECTION_WEIGHT = "Section weight"

_Group = tuple[str, str]


def nest(found: Understood, by_role: bool = False) -> None:
    """Move sections' weights from the rows of Matrix to rows of Sections; `by_role`: other sheets may say otherwise."""
    records = found.records.get("matrix", [])
    groups: dict[_Group, list[tuple[Record, Placed]]] = {}
    for record in records:
        weight = record.pop(SECTION_WEIGHT, None)
        if weight is not None and not weight.blank and "Section" in record:
            groups.setdefault(_group(record), []).append((record, weight))
    if not groups:
        return
    if len(groups) > 1 and all(_adds_up(group, records, rows[0][1]) for group, rows in groups.items()):
        return
    same: dict[str, set[str]] = {}
    for (_, section), rows in groups.items():
        same.setdefault(section, set()).add(rows[0][1].cell.shown)
    done: set[str] = set()
    for (_, section), rows in groups.items():
        first, weight = rows[0]
        row: Record = {"Section": first["Section"], "Weight": weight}
        if by_role or len(same[section]) > 1:
            row["Role"] = first["Role"]
        elif section in done:
            continue
        done.add(section)
        found.add("sections", row)


def _group(record: Record) -> _Group:
    role = record.get("Role")
    return normalise(role.cell.shown) if role is not None else "", normalise(record["Section"].cell.shown)


def _adds_up(group: _Group, records: list[Record], weight: Placed) -> bool:
    """Whether the weights of a section's KPIs add up to the section's own: both are shares of the whole then."""
    parts = [_number(row["Weight"]) for row in records if "Section" in row and "Weight" in row and _group(row) == group]
    whole = _number(weight)
    return whole is not None and None not in parts and sum(part for part in parts if part is not None) == whole


def _number(placed: Placed) -> Decimal | None:
    value = values.number(placed.cell)
    return value if isinstance(value, Decimal) else None
