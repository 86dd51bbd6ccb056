"""What drop-downs offer: each role, KPI, scale, person and so on, from the sheet where it is defined, as far as typed.

In: the sheets as arranged. Out: a folded sheet with a formula a row and defined names, `list_…` for what is offered
(each once, in the order of the sheet, growing as one types) and `known_…` for what counts as defined. Only functions
that Excel 2016 and LibreOffice both have, none that is calculated anew at each keystroke.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl import Workbook
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from incentive.plan.choices import SubjectKind
from incentive.workbook.schema import LISTS_SHEET, PLAN_SETTINGS
from incentive.workbook.schema_forms import Thing
from incentive.workbook.starter.arrangement import HEADER, Placed
from incentive.workbook.starter.wording import Wording

# Where each thing is defined, the first of these sheets that there is: sheet, column, whether an id stands there once.
_DEFINED: Mapping[Thing, tuple[tuple[str, str, bool], ...]] = {
    Thing.ROLE: (("matrix", "role", False), ("employees", "role", False)),
    Thing.KPI: (("kpis", "id", True),),
    Thing.SCALE: (("scales", "id", False),),
    Thing.GOAL: (("goals", "id", True),),
    Thing.EMPLOYEE: (("employees", "id", True),),
    Thing.TEAM: (("employees", "team", False),),
    Thing.DEPARTMENT: (("employees", "department", False),),
    Thing.SECTION: (("sections", "id", True), ("matrix", "section", False)),
}
_PLURALS: Mapping[Thing, str] = {
    Thing.ROLE: "roles",
    Thing.KPI: "kpis",
    Thing.SCALE: "scales",
    Thing.GOAL: "goals",
    Thing.EMPLOYEE: "people",
    Thing.TEAM: "teams",
    Thing.DEPARTMENT: "departments",
    Thing.SECTION: "sections",
}
# A list looks at so many rows of its sheet, holds so many names, and so many of whom something may be for.
_LOOKS, _HOLDS, _WHOM = 500, 100, 400
FORMULAS = "known_formulas"
WEIGHTS_RULE = "weights_rule"
FIGURES, WHOM = "list_figures", "list_whom"


@dataclass(slots=True)
class Lists:
    """The folded sheet while it is written, and the names that it defines."""

    book: Workbook
    sheet: Worksheet
    placed: Mapping[str, Placed]
    offered: dict[Thing, str] = field(default_factory=dict)
    """The name of the list of each thing."""
    known: dict[Thing, str] = field(default_factory=dict)
    """The name of the cells where each thing is defined."""
    columns: int = 0

    def column(self, heading: str, formulas: Iterator[str]) -> str:
        """Fill a further column, from the second row on; its letter."""
        self.columns += 1
        self.sheet.cell(1, self.columns, heading)
        for row, formula in enumerate(formulas, start=2):
            self.sheet.cell(row, self.columns, formula)
        return get_column_letter(self.columns)

    def name(self, name: str, text: str) -> str:
        """Define a name."""
        self.book.defined_names[name] = DefinedName(name, attr_text=text)
        return name

    def cells(self, letter: str, first: int, last: int) -> str:
        """The address of cells of this sheet, for every sheet."""
        return f"{quote_sheetname(LISTS_SHEET)}!${letter}${first}:${letter}${last}"


def write_lists(book: Workbook, placed: Mapping[str, Placed], wording: Wording, inputs: Sequence[str]) -> Lists:
    """Add the folded sheet. `inputs` are figures of formulas that are known from the start."""
    sheet = book.create_sheet(LISTS_SHEET)
    sheet.sheet_state = "hidden"
    lists = Lists(book, sheet, placed)
    for thing, places in _DEFINED.items():
        found = next(((placed[where], column, once) for where, column, once in places if where in placed), None)
        if found is None or not found[0].has(found[1]):
            continue
        at, column, once = found
        lists.known[thing] = lists.name(f"known_{_PLURALS[thing]}", at.elsewhere(column))
        offered = _as_typed(at, column) if once else _unique(lists, thing, at, column)
        lists.offered[thing] = lists.name(f"list_{_PLURALS[thing]}", offered)
    _figures(lists, inputs)
    if any(column.id == "subject" for each in placed.values() for column in each.columns):
        _whom(lists, wording)
    _weights_rule(lists, wording)
    return lists


def _as_typed(at: Placed, column: str) -> str:
    """A column down to the last row that holds something."""
    area = at.elsewhere(column)
    first, _, _ = area.partition(":")
    return f'{first}:INDEX({area},MAX(1,SUMPRODUCT(MAX(({area}<>"")*(ROW({area})-{HEADER})))))'


def _unique(lists: Lists, thing: Thing, at: Placed, column: str) -> str:
    """Each value of a column once: one column numbers those not seen before, a second lists them by their numbers."""
    letter, first = at.letter(column), HEADER + 1
    rows = min(_LOOKS, at.reach - HEADER)
    mark = get_column_letter(lists.columns + 1)

    def numbers() -> Iterator[str]:
        for row in range(first, first + rows):
            cell, seen = at.on(f"${letter}${row}"), at.on(f"${letter}${first}:${letter}${row}")
            line = row - first + 2
            known = f'IF(SUMPRODUCT(--({seen}={cell}))>1,"",MAX({mark}$1:{mark}{line - 1})+1)'
            yield f'=IF(OR({cell}="",{cell}="*"),"",{known})'

    plural = _PLURALS[thing]
    marks = lists.column(f"{plural} #", numbers())
    held = min(rows, _HOLDS)
    values = at.on(f"${letter}${first}:${letter}${first + rows - 1}")
    ranks = f"${marks}$2:${marks}${rows + 1}"
    named = lists.column(
        plural, (f'=IFERROR(INDEX({values},MATCH({number},{ranks},0))&"","")' for number in range(1, held + 1))
    )
    listed, last = lists.cells(named, 2, held + 1), lists.cells(marks, 2, rows + 1)
    return f"{listed.partition(':')[0]}:INDEX({listed},MIN({held},MAX(1,{last})))"


def _figures(lists: Lists, inputs: Sequence[str]) -> None:
    """What Actuals may hold: inputs that are known, then every KPI."""
    kpis = lists.offered.get(Thing.KPI)
    if kpis is None:
        return
    at = lists.placed["kpis"]
    lists.name(FORMULAS, at.elsewhere("formula"))
    if not inputs:
        lists.offered[Thing.FIGURE] = kpis
        return
    area, rows = at.elsewhere("id"), at.reach - HEADER

    def figures() -> Iterator[str]:
        yield from inputs
        for number in range(1, rows + 1):
            yield f'=INDEX({area},{number})&""'

    letter = lists.column("figures", figures())
    listed = lists.cells(letter, 2, len(inputs) + rows + 1)
    text = f"{listed.partition(':')[0]}:INDEX({listed},{len(inputs)}+ROWS({kpis}))"
    lists.offered[Thing.FIGURE] = lists.name(FIGURES, text)


def _whom(lists: Lists, wording: Wording) -> None:
    """Whom a figure or rule may be for: everyone, teams and departments with their prefix, then each person."""
    kinds = ((Thing.TEAM, SubjectKind.TEAM), (Thing.DEPARTMENT, SubjectKind.DEPARTMENT), (Thing.EMPLOYEE, None))
    groups = [(lists.offered[thing], kind) for thing, kind in kinds if thing in lists.offered]
    # A list of nothing is one blank cell.
    counts = [f"IF(SUMPRODUCT(LEN({name}))=0,0,ROWS({name}))" for name, _ in groups]
    letter = lists.column("whom #", iter([f"={count}" for count in counts]))
    number = get_column_letter(lists.columns + 1)

    def whom() -> Iterator[str]:
        yield "*"
        for row in range(1, _WHOM):
            formula, before = '""', ["0"] + [f"${letter}${at}" for at in range(2, len(groups) + 2)]
            for index in reversed(range(len(groups))):
                name, kind = groups[index]
                start, end = "+".join(before[: index + 1]), "+".join(before[: index + 2])
                prefix = f'"{wording.kind(kind)}:"&' if kind is not None else ""
                formula = f'IF({row}<={end},{prefix}INDEX({name},{row}-({start}))&"",{formula})'
            yield f"={formula}"

    lists.column("whom", whom())
    listed = lists.cells(number, 2, _WHOM + 1)
    used = lists.cells(letter, 2, len(groups) + 1)
    lists.name(WHOM, f"{listed.partition(':')[0]}:INDEX({listed},MIN({_WHOM},1+SUM({used})))")


def _weights_rule(lists: Lists, wording: Wording) -> None:
    """What the plan says of weights; a blank where it says nothing."""
    plan = lists.placed.get("plan")
    if plan is None:
        return
    setting = next(column for column in PLAN_SETTINGS if column.id == "weights")
    name = wording.heading("plan", setting)
    found = f'MATCH("{name}",{plan.elsewhere("setting")},0)'
    letter = lists.column("weights", iter([f'=IFERROR(INDEX({plan.elsewhere("value")},{found})&"","")']))
    lists.name(WEIGHTS_RULE, lists.cells(letter, 2, 2).partition(":")[0])
