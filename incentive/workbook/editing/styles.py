"""Formats added to a copy's part of styles, each once, however often they are asked for.

In: an element as the format writes it. Out: its number in its list, by which cells and rules refer to it. What is there
is never changed: formats that nothing uses any more do no harm.
"""

from incentive.workbook.editing.copy import Copy
from incentive.workbook.editing.splices import Splices, elements

# The order that the format prescribes for the lists; only the first few can be missing where others are not.
_LISTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles")


class Styles:
    """The part of styles of a copy; `there` says whether it has one."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        parts = [part for kind, part in copy.related(copy.book_part).values() if kind == "styles"]
        self.part = next((part for part in parts if copy.has(part)), "")

    @property
    def there(self) -> bool:
        """Whether formats can be added."""
        return bool(self.part)

    def number(self, name: str, element: str) -> int:
        """The number of an element in the list of this name (`fonts`, `cellXfs`, `dxfs`, …), added where it is new.

        `{p}` in the element stands for the prefix that the part's elements are written with.
        """
        data = self.copy.read(self.part)
        found = elements(data, lambda path, _: len(path) <= 3 and (len(path) < 3 or path[1] == name))
        text = element.replace("{p}", found[0].prefix)
        lists = [one for one in found if len(one.path) == 2]
        members = [one for one in found if len(one.path) == 3]
        for number, one in enumerate(members):
            if data[one.start : one.end].decode() == text:
                return number
        splices = Splices(data)
        whole = next((one for one in lists if one.name == name), None)
        if whole is not None:
            splices.attribute(whole, "count", str(len(members) + 1))
            splices.append(whole, text)
        else:
            rank = _LISTS.index(name)
            behind = [one.start for one in lists if one.name not in _LISTS[:rank]]
            prefix = found[0].prefix
            splices.insert(min(behind, default=found[0].close), f'<{prefix}{name} count="1">{text}</{prefix}{name}>')
        self.copy.put(self.part, splices.result())
        return len(members)

    def cell(self, font: str, *, wrap: bool = False, fill: str = "") -> int:
        """The number of a cell format with this font, perhaps wrapped, perhaps filled (`RRGGBB`)."""
        fonts = self.number("fonts", font)
        fills = 0
        if fill:
            pattern = f'<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="FF{fill}"/>'
            fills = self.number("fills", f"{pattern}</{{p}}patternFill></{{p}}fill>")
        alignment = f'<{{p}}alignment vertical="top"{" wrapText=" + chr(34) + "1" + chr(34) if wrap else ""}/>'
        return self.number(
            "cellXfs",
            f'<{{p}}xf numFmtId="0" fontId="{fonts}" fillId="{fills}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1">{alignment}</{{p}}xf>',
        )
