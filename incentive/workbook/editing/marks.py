"""Cells marked by a conditional format: their own format stays as it is, and the mark goes without a trace.

In: a `SheetEdit` and cells with the kind of problem that each has. Out: one rule for all of a kind. Ours are known by
their formula, which is always true.
"""

from collections.abc import Mapping

from incentive.problems import Severity
from incentive.workbook.editing.sheet import SheetEdit
from incentive.workbook.editing.splices import Element
from incentive.workbook.editing.styles import Styles

_FORMULA = 'LEN("incentive check")>0'
_COLOURS: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("FF7A2E00", "FFFFD9A0"),
    Severity.WARNING: ("FF5C4A00", "FFFFF3BF"),
    Severity.NOTICE: ("FF1F4E66", "FFDCEBF3"),
}
"""Of text and ground."""


def _look(severity: Severity) -> str:
    text, ground = _COLOURS[severity]
    return (
        f'<{{p}}dxf><{{p}}font><{{p}}color rgb="{text}"/></{{p}}font><{{p}}fill><{{p}}patternFill patternType="solid">'
        f'<{{p}}fgColor rgb="{ground}"/><{{p}}bgColor rgb="{ground}"/></{{p}}patternFill></{{p}}fill></{{p}}dxf>'
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


def add_marks(sheet: SheetEdit, cells: Mapping[str, Severity], styles: Styles) -> None:
    """Mark the cells, each as its kind of problem is marked; where the file has no styles they stay unmarked."""
    if not styles.there or not cells:
        return
    data = sheet.copy.read(sheet.part)
    rules = [rule for rule in sheet.frame() if rule.name == "cfRule" and not _is_ours(data, rule)]
    priority = max((int(rule.attributes.get("priority", 0)) for rule in rules), default=0)
    prefix = sheet.prefix()
    for severity in Severity:
        marked = [cell for cell, kind in cells.items() if kind is severity]
        if not marked:
            continue
        priority += 1
        look = styles.number("dxfs", _look(severity))
        sheet.add(
            "conditionalFormatting",
            f'<{prefix}conditionalFormatting sqref="{" ".join(marked)}">'
            f'<{prefix}cfRule type="expression" dxfId="{look}" priority="{priority}">'
            f"<{prefix}formula>{_FORMULA.replace('>', '&gt;')}</{prefix}formula></{prefix}cfRule>"
            f"</{prefix}conditionalFormatting>",
        )
