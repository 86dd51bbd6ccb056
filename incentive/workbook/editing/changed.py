"""A copy of a workbook with other values in some cells, and a sheet of ours at its front.

In: values by sheet and cell. Out: the copy as a file. Formulas elsewhere keep their last value, and Excel is told to
calculate them anew when it opens the file; a formula that went is taken off the list in which Excel calculates.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from incentive.problems import Problem
from incentive.workbook.editing.altered import altered
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.listing import Listing, listing
from incentive.workbook.editing.sheet import SheetEdit, Value
from incentive.workbook.editing.sheets import put_first
from incentive.workbook.editing.splices import Splices, elements
from incentive.workbook.parts import Outline


def write_changed(
    path: Path, values: Mapping[str, Mapping[str, Value]], notes: Listing, title: str, out: Path
) -> Problem | None:
    """Write the copy to `out`; the problem that keeps the file from being read, if there is one."""

    def change(copy: Copy, found: Outline) -> None:
        numbers = _sheet_numbers(copy)
        gone: list[tuple[str, str]] = []
        for name, part in found.sheets:
            if not values.get(name):
                continue
            sheet = SheetEdit(copy, part, found.from_1904, dict(values[name]))
            gone += [(numbers.get(part, ""), cell) for cell in sheet.done()]
        _off_the_chain(copy, gone)
        _calculate_anew(copy)
        put_first(copy, title, listing(copy, notes, [name for name, _ in found.sheets]))

    return altered(path, out, change)


def _sheet_numbers(copy: Copy) -> Mapping[str, str]:
    """The number by which a chain of calculation knows each sheet's part."""
    related = copy.related(copy.book_part)
    listed = elements(copy.read(copy.book_part), lambda path, _: path[-1] == "sheet")
    return {
        related[relation][1]: one.attributes.get("sheetId", "")
        for one in listed
        for key, relation in one.attributes.items()
        if key.endswith("}id") and relation in related
    }


def _off_the_chain(copy: Copy, gone: Sequence[tuple[str, str]]) -> None:
    """Take formulas that went off the chain of calculation: Excel calls a file damaged that lists what is none."""
    chain = next((part for kind, part in copy.related(copy.book_part).values() if kind == "calcChain"), None)
    if chain is None or not copy.has(chain) or not gone:
        return
    data = copy.read(chain)
    lost = set(gone)
    number = ""
    left = 0
    splices = Splices(data)
    for one in elements(data, lambda path, _: path[-1] == "c"):
        # A number that is left out is that of the cell before.
        number = one.attributes.get("i", number)
        if (number, one.attributes.get("r", "")) in lost:
            splices.remove(one)
        else:
            left += 1
            splices.attribute(one, "i", number)
    if left:
        copy.put(chain, splices.result())
        return
    relation = next(key for key, (_, part) in copy.related(copy.book_part).items() if part == chain)
    copy.unrelate(copy.book_part, relation)
    copy.drop(chain)


def _calculate_anew(copy: Copy) -> None:
    """Ask for all formulas to be calculated when the file is opened."""
    book = copy.read(copy.book_part)
    splices = Splices(book)
    found = elements(book, lambda path, _: len(path) == 2)
    settings = next((one for one in found if one.name == "calcPr"), None)
    if settings is not None:
        splices.attribute(settings, "fullCalcOnLoad", "1")
    else:
        before = {"sheets", "functionGroups", "externalReferences", "definedNames"}
        last = max(one.end for one in found if one.name in before)
        splices.insert(last, f'<{found[0].prefix}calcPr fullCalcOnLoad="1"/>')
    copy.put(copy.book_part, splices.result())
