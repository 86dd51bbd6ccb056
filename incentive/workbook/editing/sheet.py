"""One sheet of a copy, whose cells are given other contents and whose elements are put in where the format wants them.

In: a `Copy` and the part of a sheet. Out: nothing until `done`, which puts the changed part into the copy. A cell keeps
its style; a formula that others share is written out for them before it goes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from incentive.numbers import plain
from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.splices import Element, Splices, elements, escaped

Value = Decimal | str | bool | date | None

# The order that the format prescribes for what stands in a sheet beside its cells.
_NAMES = """
    sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
    autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
    hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
    ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture oleObjects controls
    webPublishItems tableParts extLst
"""
_ORDER = _NAMES.split()


@dataclass(slots=True)
class SheetEdit:
    """What is to become of a sheet: new values by cell (`B7`), None empties it; `styles` by cell; further elements."""

    copy: Copy
    part: str
    from_1904: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    _added: list[tuple[str, str]] = field(default_factory=list)
    _removed: list[Element] = field(default_factory=list)
    _frame: tuple[bytes, list[Element]] = (b"", [])

    def children(self, name: str) -> list[Element]:
        """The elements of this name that stand directly in the sheet."""
        return [one for one in self.frame() if len(one.path) == 2 and one.name == name]

    def prefix(self) -> str:
        """The prefix, with its colon, that the sheet's elements are written with."""
        return self.frame()[0].prefix

    def frame(self) -> list[Element]:
        """The sheet's own element and all in it but its rows."""
        part = self.copy.read(self.part)
        if part != self._frame[0]:
            # Of a large sheet each look at all elements takes seconds.
            self._frame = part, elements(part, lambda path, _: len(path) <= 2 or path[1] != "sheetData")
        return self._frame[1]

    def add(self, name: str, text: str) -> None:
        """Put an element directly into the sheet, after others of its name."""
        self._added.append((name, text))

    def remove(self, element: Element) -> None:
        """Take out an element that `children` gave."""
        self._removed.append(element)

    def done(self) -> frozenset[str]:
        """Make all changes; gives the cells whose formula went."""
        if not (self._removed or self._added or self.values or self.styles):
            return frozenset()
        splices = Splices(self.copy.read(self.part))
        for element in self._removed:
            splices.remove(element)
        touched = set(self.values) | set(self.styles)
        lost = self._cells(splices, touched) if touched else frozenset()
        self._elements(splices)
        self.copy.put(self.part, splices.result())
        return lost

    def _elements(self, splices: Splices) -> None:
        if not self._added:
            return
        root, *there = [one for one in self.frame() if len(one.path) <= 2]
        for name, text in self._added:
            rank = _ORDER.index(name)
            behind = [one for one in there if one.name in _ORDER and _ORDER.index(one.name) > rank]
            splices.insert(min((one.start for one in behind), default=root.close), text)

    def _cells(self, splices: Splices, touched: set[str]) -> frozenset[str]:
        numbers = {str(coordinate_from_string(cell)[1]) for cell in touched}
        rows: dict[int, Element] = {}
        cells: dict[int, list[Element]] = {}
        formulas: dict[str, Element] = {}
        data: Element | None = None

        def wanted(path: tuple[str, ...], attributes: Mapping[str, str]) -> bool:
            return path[-1] in {"sheetData", "row"} or (
                path[-1] == "c" and attributes.get("r", "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") in numbers
            )

        for one in elements(splices.part, wanted):
            if one.name == "sheetData":
                data = one
            elif one.name == "row":
                rows[int(one.attributes.get("r", len(rows) + 1))] = one
            else:
                column, row = coordinate_from_string(one.attributes["r"])
                cells.setdefault(row, []).append(one)
                formulas[f"{column}{row}"] = one
        if data is None:
            raise ValueError("a sheet without its data")
        lost = self._unshared(splices, touched)
        self._existing(splices, formulas, touched)
        self._new(splices, data, rows, cells, sorted(touched - set(formulas), key=_position))
        return lost

    def _existing(self, splices: Splices, cells: Mapping[str, Element], touched: set[str]) -> None:
        for name in touched & set(cells):
            element = cells[name]
            style = str(self.styles.get(name, element.attributes.get("s", "")))
            if name in self.values:
                splices.replace(element.start, element.end, self._cell(element.prefix, name, style))
            else:
                splices.attribute(element, "s", style)

    def _new(
        self,
        splices: Splices,
        data: Element,
        rows: Mapping[int, Element],
        cells: Mapping[int, list[Element]],
        missing: Iterable[str],
    ) -> None:
        by_row: dict[int, list[str]] = {}
        for name in missing:
            if self.values.get(name) is not None or name in self.styles:
                by_row.setdefault(_position(name)[0], []).append(name)
        new_rows: dict[int, str] = {}
        for number, names in by_row.items():
            row = rows.get(number)
            written = {name: self._cell(data.prefix, name, str(self.styles.get(name, ""))) for name in names}
            if row is None:
                new_rows[number] = f'<{data.prefix}row r="{number}">{"".join(written.values())}</{data.prefix}row>'
            elif row.empty:
                splices.fill(row, "".join(written.values()))
            else:
                there = [(_position(one.attributes["r"]), one.start) for one in cells.get(number, ())]
                for name, text in written.items():
                    right = [start for position, start in there if position > _position(name)]
                    splices.insert(min(right, default=row.close), text)
        if data.empty:
            splices.fill(data, "".join(new_rows.values()))
            return
        for number, text in new_rows.items():
            splices.insert(min((one.start for at, one in rows.items() if at > number), default=data.close), text)

    def _unshared(self, splices: Splices, touched: set[str]) -> frozenset[str]:
        """Write out the formulas that cells share with one that goes; gives the touched cells that had a formula."""
        emptied = {name for name in touched if name in self.values}
        found = elements(splices.part, lambda path, _: path[-1] in {"c", "f"} and "sheetData" in path)
        owner = ""
        masters: dict[str, tuple[str, str]] = {}
        lost: set[str] = set()
        for one in found:
            if one.name == "c":
                owner = one.attributes.get("r", "")
                continue
            shared = one.attributes.get("si") if one.attributes.get("t") == "shared" else None
            text = _unescaped(splices.part[one.inner : one.close].decode())
            if owner in emptied:
                lost.add(owner)
                if shared is not None and text:
                    masters[shared] = (owner, text)
            elif shared in masters:
                origin, formula = masters[shared]
                moved = Translator(f"={formula}", origin=origin).translate_formula(owner)[1:]
                splices.replace(one.start, one.end, f"<{one.tag}>{escaped(moved)}</{one.tag}>")
        return frozenset(lost)

    def _cell(self, prefix: str, name: str, style: str) -> str:
        value = self.values.get(name)
        head = f'<{prefix}c r="{name}"' + (f' s="{style}"' if style else "")
        match value:
            case None:
                return f"{head}/>"
            case bool():
                return f'{head} t="b"><{prefix}v>{int(value)}</{prefix}v></{prefix}c>'
            case Decimal():
                return f"{head}><{prefix}v>{plain(value)}</{prefix}v></{prefix}c>"
            case date():
                number = (value - (MAC_EPOCH if self.from_1904 else WINDOWS_EPOCH).date()).days
                return f"{head}><{prefix}v>{number}</{prefix}v></{prefix}c>"
        return f"{head} {inline(prefix, value)}</{prefix}c>"


def inline(prefix: str, text: str) -> str:
    """What stands in a cell's element for a text: its kind, the end of the start tag, and the contents."""
    return f't="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{escaped(text)}</{prefix}t></{prefix}is>'


def _position(cell: str) -> tuple[int, int]:
    column, row = coordinate_from_string(cell)
    return row, column_index_from_string(column)


def _unescaped(text: str) -> str:
    for written, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(written, sign)
    return text
