"""The marks of a starter: conditional formats that show at once what a row still needs, what is unknown, what misses.

In: sheets as arranged and the names of what is defined. Out: conditional formats, whose formulas look at their own
sheet and at defined names alone (Excel takes no other sheet there). They are a first look; `incentive check` says all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from incentive.plan.choices import Between, Pays, Weighting
from incentive.workbook.schema_forms import Column, Kind, Thing
from incentive.workbook.starter.arrangement import FIRST, HEADER, Placed
from incentive.workbook.starter.lists import FORMULAS, WEIGHTS_RULE, Lists
from incentive.workbook.starter.wording import Wording

BLANK_FILL = PatternFill("solid", bgColor="FFE08A", fgColor="FFE08A")
UNKNOWN_FILL = PatternFill("solid", bgColor="F8CBC6", fgColor="F8CBC6")
TOTAL_FILL = PatternFill("solid", bgColor="FBD5A8", fgColor="FBD5A8")
UNKNOWN_FONT = Font(color="9C1C12")

# Things that the sheet where they are first typed defines: a new one there is no unknown one.
_DEFINING = {("matrix", "role"), ("employees", "team"), ("employees", "department")}
_EITHER = ("target_bonus_percent", "target_bonus_amount")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its cells, the formula for the first of them, and what it shows: `blank`, `unknown` or `total`."""

    cells: str
    formula: str
    shows: str


def add_marks(sheet: Worksheet, placed: Placed, lists: Lists, wording: Wording) -> None:
    """Put the marks of a sheet into it."""
    put_marks(sheet, marks(placed, lists, wording))


def put_marks(sheet: Worksheet, found: Iterator[Mark]) -> None:
    """Put marks into a sheet."""
    for mark in found:
        fill = {"blank": BLANK_FILL, "unknown": UNKNOWN_FILL, "total": TOTAL_FILL}[mark.shows]
        font = UNKNOWN_FONT if mark.shows != "blank" else None
        sheet.conditional_formatting.add(mark.cells, _rule(mark.formula, DifferentialStyle(font=font, fill=fill)))


def _rule(formula: str, style: DifferentialStyle) -> Rule:
    return Rule(type="expression", formula=[formula], dxf=style)


def marks(placed: Placed, lists: Lists, wording: Wording) -> Iterator[Mark]:
    """The marks of a table."""
    for column in placed.columns:
        letter = placed.letter(column.id)
        cells = f"{letter}{FIRST}:{letter}{placed.reach}"
        if column.required or column.id in _EITHER:
            yield Mark(cells, _blank(placed, column, wording), "blank")
        unknown = _unknown(placed, column, lists)
        if unknown is not None:
            yield Mark(cells, unknown, "unknown")
    if placed.shape.id == "matrix":
        yield from _totals(placed, lists, wording)


def _blank(placed: Placed, column: Column, wording: Wording) -> str:
    """Whether a cell is blank in a row that has begun."""
    cell = _cell(placed, column.id)
    begun = f"COUNTA($A{FIRST}:${placed.last_letter}{FIRST})>0"
    parts = [f"LEN({cell})=0", begun]
    if placed.shape.id == "matrix" and column.id == "weight":
        pays = _cell(placed, "pays")
        parts += [f'{pays}<>"{word}"' for word in _both((Pays.AMOUNT, Pays.RATE), wording)]
    if placed.shape.id == "scales" and column.id in {"x", "pays"}:
        parts += [f'{_cell(placed, "between")}<>"{word}"' for word in _both((Between.FORMULA,), wording)]
    if column.id in _EITHER:
        parts = [f"LEN({_cell(placed, each)})=0" for each in _EITHER] + [begun]
    return f"AND({','.join(parts)})"


def _both(members: tuple[Pays | Between | Weighting, ...], wording: Wording) -> list[str]:
    """Choices as this workbook writes them, and in English."""
    return list(dict.fromkeys(word for member in members for word in (wording.choice(member), str(member))))


def _cell(placed: Placed, column: str) -> str:
    return f"${placed.letter(column)}{FIRST}"


def _unknown(placed: Placed, column: Column, lists: Lists) -> str | None:
    """Whether a cell names something that no sheet defines; None where that cannot be said."""
    cell = _cell(placed, column.id)
    if column.kind is Kind.SUBJECT:
        things = (Thing.EMPLOYEE, Thing.TEAM, Thing.DEPARTMENT, Thing.ROLE)
        return _none_of(cell, things, lists, (f'{cell}="*"', f'ISNUMBER(FIND(":",{cell}))'))
    if column.refers is None or (placed.shape.id, column.id) in _DEFINING:
        return None
    if column.refers is Thing.SECTION and "sections" not in lists.placed:
        return None
    allowed = [f'{cell}="*"'] if column.everyone else []
    if column.kind is Kind.LIST:
        allowed.append(f'ISNUMBER(FIND(";",{cell}))')
    if column.refers is Thing.FIGURE:
        if Thing.KPI not in lists.known:
            return None
        # An input is a word of some KPI's formula.
        allowed.append(f"SUMPRODUCT(--ISNUMBER(SEARCH({cell},{FORMULAS})))>0")
        return _none_of(cell, (Thing.KPI,), lists, tuple(allowed))
    return _none_of(cell, (column.refers,), lists, tuple(allowed))


def _none_of(cell: str, things: tuple[Thing, ...], lists: Lists, allowed: tuple[str, ...]) -> str | None:
    names = [lists.known[thing] for thing in things if thing in lists.known]
    if not names:
        return None
    found = "+".join(f'SUMPRODUCT(--({name}&""={cell}&""))' for name in names)
    test = f"{found}=0"
    for each in allowed:
        test = f"IF({each},FALSE,{test})"
    return f"IF(LEN({cell})=0,FALSE,{test})"


def _totals(placed: Placed, lists: Lists, wording: Wording) -> Iterator[Mark]:
    """Whether the weights of a role, each its own or else everyone's, miss 100 % (or 100 points)."""
    role, person, kpi = (_cell(placed, column) for column in ("role", "employee", "kpi"))
    roles, people, kpis, weights, pays = (
        placed.area(column) for column in ("role", "employee", "kpi", "weight", "pays")
    )
    shares = "".join(f'*({pays}<>"{word}")' for word in _both((Pays.AMOUNT, Pays.RATE), wording))
    section = f"*({placed.area('section')}={_cell(placed, 'section')})" if "sections" in lists.placed else ""
    own = f'({roles}={role})*({people}=""){shares}{section}'
    for_all = f'({roles}="*")*({people}="")*(COUNTIFS({roles},{role},{people},"",{kpis},{kpis}&"")=0){shares}{section}'
    alone = f'OR({role}="*",SUMPRODUCT(--({roles}="*"))=0)'
    total = f"SUMPRODUCT({own},{weights})+IF({alone},0,SUMPRODUCT({for_all},{weights}))"
    misses = f"AND(ABS({total}-1)>0.0000001,ABS({total}-100)>0.00001)"
    # Everyone's rows alone need not add up where roles have rows of their own.
    idle = f'AND({role}="*",SUMPRODUCT(({roles}<>"")*({roles}<>"*"))>0)'
    stops = [f"LEN({role})=0", f"LEN({person})>0", f"LEN({kpi})=0", idle]
    if "plan" in lists.placed:
        stops += [f'{WEIGHTS_RULE}="{word}"' for word in _both((Weighting.RELATIVE, Weighting.AS_GIVEN), wording)]
    formula = f"IF(OR({','.join(stops)}),FALSE,{misses})"
    for column in ("role", "weight"):
        letter = placed.letter(column)
        yield Mark(f"{letter}{FIRST}:{letter}{placed.reach}", formula, "total")


def setting_mark(placed: Placed, row: int) -> Mark:
    """A required setting that is still blank."""
    cell = f"{placed.letter('value')}{row}"
    return Mark(cell, f"LEN({cell})=0", "blank")


def figures_marks(placed: Placed) -> Iterator[Mark]:
    """Figures in a column whose heading is still blank."""
    first = len(placed.columns) + 1
    for number, heading in enumerate(placed.figures, start=first):
        if not heading:
            letter = get_column_letter(number)
            begun = f"COUNTA({letter}{FIRST}:{letter}{placed.reach})>0"
            yield Mark(f"{letter}{HEADER}", f"AND(LEN({letter}{HEADER})=0,{begun})", "blank")
