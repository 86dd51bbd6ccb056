"""Tables of the plan's own columns whose cells are merged down: role, section or scale written once for several rows.

A section's weight may stand beside its KPIs, under a heading of its own or under a second `Weight` right behind the
section. Out: the same rows with every cell filled in, and rows of Sections. A row that holds nothing else is none.
"""

from incentive.i18n.phrases import phrase
from incentive.workbook.book_forms import Merged, Sheet
from incentive.workbook.layouts import words
from incentive.workbook.layouts.nested import SECTION_WEIGHT, nest
from incentive.workbook.layouts.view import Record, Understood, View
from incentive.workbook.schema import columns_by_name
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.tables import header_of, headings_of

LAYOUT = "merged down"
_WORDS = phrase("a table with cells merged down")
_FILLED = {
    "matrix": ("role", "employee", "section", "kpi", "scale"),
    "scales": ("id",),
    "targets": ("subject", "kpi", "role"),
    "actuals": ("subject", "kpi", "month", "role"),
}


def merged_down(sheet: Sheet, identifier: str) -> Understood | None:
    """The sheet with its merged cells filled in; None where none of those that may be are merged down."""
    if identifier not in _FILLED:
        return None
    known = columns_by_name(identifier)
    header = header_of(sheet, known, None)
    if header is None:
        return None
    columns, others, twice = headings_of(header, known)
    if identifier == "matrix" and "weight" not in columns:
        weight = next((number for number, text in others.items() if words.measure(text) == "weight"), None)
        if weight is not None:
            others.pop(weight)
            columns["weight"] = weight
    names = {number: words.name(identifier, each) for each, number in columns.items()}
    weights = _section_weights(identifier, columns, others, [number for _, number in twice], names)
    filled = {columns[each] for each in _FILLED[identifier] if each in columns} | weights
    needed = {column.id for column in sheet_shape(identifier).columns if column.required}
    if identifier == "actuals" and not columns.keys() & {"kpi", "value"}:
        needed = {"subject"}
    if not needed <= set(columns):
        return None
    ranges = [each for each in sheet.merged if each.last > max(each.first, header.number) and each.column in filled]
    if not ranges and not weights:
        return None
    names |= {number: text for number, text in others.items() if number not in weights}
    found = _filled(sheet, identifier, header.number, names, filled, ranges)
    # Figures that only the merge makes one person's are left to be asked about.
    return found if identifier != "actuals" or _apart(found, [names[each] for each in filled]) else None


def _apart(found: Understood, keys: list[str]) -> bool:
    """Whether the rows differ in what they are of."""
    rows = [tuple(record[key].cell.value for key in keys) for record in found.records.get("actuals", ())]
    return len(set(rows)) == len(rows)


def applies(sheet: Sheet, identifier: str) -> bool:
    """Whether a sheet's cells are merged down, or it holds sections' weights beside the KPIs."""
    return merged_down(sheet, identifier) is not None


def _section_weights(
    identifier: str, columns: dict[str, int], others: dict[int, str], twice: list[int], names: dict[int, str]
) -> set[int]:
    """The columns that hold sections' weights; of two headed `Weight` that is the one right behind the section."""
    if identifier != "matrix" or "section" not in columns:
        return set()
    found = {number for number, text in others.items() if words.is_section_weight(text)}
    behind = columns["section"] + 1
    if not found and twice and "weight" in columns and behind in {columns["weight"], *twice}:
        other = next(number for number in (columns["weight"], *twice) if number != behind)
        names.pop(columns["weight"], None)
        names[other] = words.name("matrix", "weight")
        found = {behind}
    names.update(dict.fromkeys(found, SECTION_WEIGHT))
    return found


def _filled(
    sheet: Sheet, identifier: str, header: int, names: dict[int, str], filled: set[int], ranges: list[Merged]
) -> Understood:
    view = View(sheet)
    found = Understood(_WORDS)
    for row in view.rows:
        if row <= header:
            continue
        # Cells of a range merged for several rows make no row by themselves.
        own = {
            column
            for column in names
            if view.at(row, column) is not None and not any(each.holds(row, column) for each in ranges)
        }
        if not own:
            continue
        # The row's own cells first: a record is named by its first cell's row.
        order = sorted(names, key=lambda column: column not in own)
        record: Record = {names[each]: view.own(row, each) for each in order if each in filled or each in own}
        first = next(cell for _, cell in view.row(row))
        if words.is_sum(first.text) and first.at[1] == row:
            found.passed.append((first.at, phrase('"{cell}" is a row of totals', cell=first.text)))
            continue
        found.add(identifier, record)
    nest(found)
    return found
