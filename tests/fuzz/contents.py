"""Spoiling what a workbook says: cells, values, formulas, names of sheets and columns, formats, relations.

In: a source of chance and the text of a part of a known kind. Out: the text, spoilt, and mostly well-formed still, so
that the spoilt thing is reached and not the parser alone.
"""

import re
from collections.abc import Callable
from random import Random

from tests.fuzz.markup import VALUES

_CELL = re.compile(r"<c( [^<>]*?)?(?:/>|>(.*?)</c>)", re.S)
_ROW = re.compile(r"<row( [^<>]*)>")
_TEXT = re.compile(r"<t[^<>]*>([^<>]*)</t>")
_NAME = re.compile(r'name="([^"]*)"')

TEXTS = (
    "", " ", "x", "*", "-", ":", "kpi:", "role:", "80%", "-5%", "=1+", "=1/0", "(", "a;b;;", "each", "0001",
    "threshold", "9999-Q4", "2026-13", "1E999", "1" * 400, "-1E-400", "é" * 40, "A" * 33_000, "\u200b", "٣", "١٢٪",
    "1 200,50 €", "≥100%", "95%~99%", "n/a", "?", "1'000", "Ｐｌａｎ", "\U0001f600", "\u202eabc", "a\nb", "1,5",
    "１２", "²", "½", "Setting", "Value", "Employee", "KPI", "Weight", "Month", "2026-02-30", "31.12.2026",
    "GRID(\"x\",1,2)",
    "((((" * 300, "IF(" * 200, "1" + "+1" * 4000, "-" * 5000 + "1", "A^B^C^9^9^9^9^9^9", "9^9^9^9",
    "99999999999^999", "ROUND(1,999999999)", "LEFT(\"x\",-1)", "Salary&lt;0", "&quot;" * 99, "True", "#REF!",
    "scale:x", "team:", "company",
)  # fmt: skip
KINDS = ("n", "s", "str", "b", "e", "d", "inlineStr", "", "x")
FORMULAS = (
    "A1",
    "1/0",
    "[1]Sheet!A1",
    "SUM(A:A)",
    "",
    "=",
    "\x85",
    'INDIRECT("A1")',
    'WEBSERVICE("http://x")',
    "A" * 9000,
)
NUMBERS = (
    "0", "-0", "1", "-1", "1e308", "-1e308", "1e-320", "1e999", "NaN", "INF", "45000.5", "0.1", "00012", "0x10",
    "1_000", " 5 ", "5,5", "+5", ".5", "5.", "1e17", "123456789012345678", "2958466", "-45000", "60", "1e5",
    "9" * 5000, "٣", "True", "4294967296",
)  # fmt: skip


def _cell(random: Random, text: str) -> str:
    """Another cell in a cell's place."""
    found = list(_CELL.finditer(text))
    if not found:
        return text
    for one in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 3, 30)))), key=lambda one: -one.start()
    ):
        text = text[: one.start()] + _other_cell(random, one) + text[one.end() :]
    return text


def _other_cell(random: Random, one: re.Match[str]) -> str:
    attributes, content = one[1] or "", one[2] or ""
    reference = random.choice(("", ' r="A1"', ' r="B3"', ' r="XFD1048576"', f' r="{random.choice(VALUES[:29])}"'))
    style = random.choice(("", ' s="1"', ' s="3"', f' s="{random.choice(VALUES[:14])}"'))
    formula = f"<f>{random.choice(FORMULAS)}</f>"
    area = random.choice(("", ' ref="A1:B9"'))
    shared = f'<f t="shared" si="{random.randrange(3)}"{area}>{random.choice(("", "A1"))}</f>'
    said, no = _shown(random.choice(TEXTS)), ""
    stored = random.choice((content, "", "<v/>", "<v>1</v>"))
    error = random.choice(("#DIV/0!", "#N/A", "", said))
    ways = (
        f"<c{reference}{style}><v>{random.choice(NUMBERS)}</v></c>",
        f'<c{attributes} t="{random.choice(KINDS)}">{content}</c>',
        f'<c{reference}{style} t="{random.choice(KINDS)}"><v>{random.choice((*NUMBERS, said))}</v></c>',
        f"<c{attributes}>{random.choice((formula, shared))}{stored}</c>",
        f'<c{reference} t="inlineStr"><is><t>{said}</t></is></c>',
        f'<c{reference} t="str">{random.choice((formula, shared, no))}<v>{said}</v></c>',
        f'<c{reference} t="e">{random.choice((formula, no))}<v>{error}</v></c>',
        f"<c{attributes}/>",
        one[0] * random.choice((0, 2, 500)),
    )
    return random.choice(ways)


def _shown(text: str) -> str:
    """A text as XML holds it."""
    return text.replace("&", "&amp;").replace("<", "&lt;") if "&" not in text else text


def _row(random: Random, text: str) -> str:
    """Another number of a row, rows hidden, rows far away, rows of nothing."""
    found = list(_ROW.finditer(text))
    if not found:
        return text
    one = random.choice(found)
    number = random.choice((*VALUES[:20], "1", "2", "1048576", "1048577"))
    rows = '<row r="9" spans="1:3"/>' * random.choice((1, 50_000))
    hidden = f'<row{one[1]} hidden="{random.choice(VALUES[:12])}">'
    new = random.choice((f'<row r="{number}">', "<row>", hidden, f"{rows}{one[0]}"))
    return text[: one.start()] + new + text[one.end() :]


def _behind(random: Random, text: str) -> str:
    """Merged cells, conditional formats, comments, links, filters behind the rows."""
    area = random.choice(
        ("A1:B9", "A2:A5", "B3", "XFD1:XFD1048576", "A1:XFD1048576", "x", "B9:A1", "A0:A1", "A1:A9999999", "A5:A2")
    )
    merged = "".join(f'<mergeCell ref="A{row}:A{row + 1}"/>' for row in range(1, 20_000, 2))
    rule = '<cfRule type="expression" dxfId="0" priority="1"><formula>1</formula></cfRule>'
    new = random.choice(
        (
            f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>',
            f"<mergeCells>{merged}</mergeCells>",
            f'<conditionalFormatting sqref="{area}">{rule}</conditionalFormatting>',
            '<legacyDrawing r:id="rId1"/>',
            f'<hyperlinks><hyperlink ref="{area}" r:id="rId99"/></hyperlinks>',
            f'<autoFilter ref="{area}"/>',
            "<sheetData/>",
            '<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>',
            '<extLst><ext uri="x"/></extLst>',
        )
    )
    return text.replace("</sheetData>", f"</sheetData>{new}", 1)


def _said(random: Random, text: str) -> str:
    """Another text in the place of shared ones: names of columns, ids, choices."""
    found = list(_TEXT.finditer(text))
    if not found:
        return text
    for one in sorted(
        random.sample(found, min(len(found), random.choice((1, 1, 2, 10)))), key=lambda one: -one.start()
    ):
        new = _shown(random.choice(TEXTS)) if random.random() < 0.6 else random.choice(found)[1]
        if random.random() < 0.2:
            new = one[1][:1] + one[1][2:]
        text = text[: one.start(1)] + new + text[one.end(1) :]
    return text


def _name(random: Random, text: str) -> str:
    """Another name of a sheet, of a defined name, of whatever has one."""
    found = list(_NAME.finditer(text))
    if not found:
        return text
    one = random.choice(found)
    names = (
        *VALUES,
        "Plan",
        "plan",
        "Matrix ",
        "Bareme",
        "Gehälter",
        "Actuals 2",
        "Grid A",
        "Grid",
        "incentive check",
        "incentive ",
        "Sources",
        "P'lan",
        "a:b",
    )
    new = random.choice((random.choice(names), random.choice(found)[1], one[1][:-1], one[1] + "s"))
    return text[: one.start(1)] + new + text[one.end(1) :]


def _format(random: Random, text: str) -> str:
    """Another number format."""
    codes = (
        "0%",
        '0"%',
        "\\",
        "00000",
        '"A"000',
        "yyyy-mm",
        "[Red]0",
        "[h]",
        "d",
        "@",
        ";;;",
        '"',
        "0" * 3000,
        "%" * 999,
        "\\%",
        "General%",
    )
    new = random.choice(codes).replace('"', "&quot;")
    changed = re.sub(r'formatCode="[^"]*"', lambda _: f'formatCode="{new}"', text, count=random.choice((0, 1)))
    return re.sub(
        r'numFmtId="\d+"',
        f'numFmtId="{random.choice((*range(60), 164, 165, 99999))}"',
        changed,
        count=random.choice((0, 1, 5)),
    )


def spoil_contents(random: Random, name: str, text: str) -> str:
    """Change what a part says, by what kind of part it is."""
    return random.choice(_changes(name))(random, text)


def _changes(name: str) -> tuple[Callable[[Random, str], str], ...]:
    if "worksheets/" in name:
        return (_cell, _cell, _cell, _row, _behind, _said)
    if "sharedStrings" in name:
        return (_said,)
    if "styles" in name:
        return (_format,)
    return (_name,)
