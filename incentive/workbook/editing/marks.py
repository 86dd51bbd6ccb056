"""Cells marked by a conditional format: their own format stays as it is, and the mark goes without a trace.

In: a `SheetEdit` and cells. Out: one rule for all of them. Ours are known by their formula, which is always true.
"""

from collections.abc import Sequence

from incentive.workbook.editing.sheet import SheetEdit
from incentive.workbook.editing.splices import Element, elements
from incentive.workbook.editing.styles import Styles

_FORMULA = 'LEN("incentive check")>0'
_LOOK = (
    '<{p}dxf><{p}font><{p}color rgb="FF7A2E00"/></{p}font><{p}fill><{p}patternFill patternType="solid">'
    '<{p}fgColor rgb="FFFFD9A0"/><{p}bgColor rgb="FFFFD9A0"/></{p}patternFill></{p}fill></{p}dxf>'
)


def remove_marks(sheet: SheetEdit) -> None:
    """Take away all marks of ours."""
    data = sheet.copy.read(sheet.part)
    for rule in sheet.children("conditionalFormatting"):
        if _is_ours(data, rule):
            sheet.remove(rule)


def _is_ours(data: bytes, rule: Element) -> bool:
    inside = data[rule.start : rule.end].replace(b"&gt;", b">").replace(b"&quot;", b'"')
    return _FORMULA.encode() in inside


def add_marks(sheet: SheetEdit, cells: Sequence[str], styles: Styles) -> None:
    """Mark the cells; where the file has no styles they stay unmarked."""
    if not cells or not styles.there:
        return
    look = styles.number("dxfs", _LOOK)
    data = sheet.copy.read(sheet.part)
    rules = [rule for rule in elements(data, lambda path, _: path[-1] == "cfRule") if not _is_ours(data, rule)]
    priority = max((int(rule.attributes.get("priority", 0)) for rule in rules), default=0) + 1
    prefix = sheet.prefix()
    sheet.add(
        "conditionalFormatting",
        f'<{prefix}conditionalFormatting sqref="{" ".join(cells)}"><{prefix}cfRule type="expression" dxfId="{look}" '
        f'priority="{priority}"><{prefix}formula>{_FORMULA.replace(">", "&gt;")}</{prefix}formula></{prefix}cfRule>'
        f"</{prefix}conditionalFormatting>",
    )
