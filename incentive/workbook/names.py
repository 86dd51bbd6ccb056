"""Who and what the workbook speaks of: the names that its sheets define, and what a reference to one resolves to.

In: the tables. Out: `Names`, which gives each reference the spelling of the place that defines it, so that all later
comparison is of plain strings. Employee ids compare exactly, all other names by the one normaliser.
"""

import re
from collections.abc import Iterator, Mapping

from incentive.formula.nearest import nearest
from incentive.formula.tree import Name, normalise, walk
from incentive.i18n.phrases import Listing, phrase
from incentive.plan.choices import SubjectKind
from incentive.plan.records import EVERYONE, Subject
from incentive.workbook import advice
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import means
from incentive.workbook.schema import sheet as sheet_shape
from incentive.workbook.schema_forms import Column, Thing
from incentive.workbook.tables import refuse
from incentive.workbook.values import Refusal

EVERY = "*"
_WHOM = phrase(
    "Write an employee's id, role:X, team:X, department:X or *; a person who left stays on Employees, with an End."
)

NOBODY_THERE = "WB052"

_UNKNOWN = {
    Thing.EMPLOYEE: "WB050",
    Thing.ROLE: "WB051",
    Thing.TEAM: NOBODY_THERE,
    Thing.DEPARTMENT: NOBODY_THERE,
    Thing.KPI: "WB053",
    Thing.FIGURE: "WB053",
    Thing.SCALE: "WB054",
    Thing.SECTION: "WB055",
    Thing.GOAL: "WB056",
}
THINGS = {
    Thing.EMPLOYEE: phrase("employee"),
    Thing.ROLE: phrase("role"),
    Thing.TEAM: phrase("team"),
    Thing.DEPARTMENT: phrase("department"),
    Thing.KPI: phrase("KPI"),
    Thing.FIGURE: phrase("KPI or input"),
    Thing.SCALE: phrase("scale"),
    Thing.SECTION: phrase("section"),
    Thing.GOAL: phrase("goal"),
}
_KINDS = {
    SubjectKind.EMPLOYEE: phrase("an employee"),
    SubjectKind.ROLE: phrase("a role"),
    SubjectKind.TEAM: phrase("a team"),
    SubjectKind.DEPARTMENT: phrase("a department"),
}
_SUBJECTS = {
    SubjectKind.EMPLOYEE: Thing.EMPLOYEE,
    SubjectKind.ROLE: Thing.ROLE,
    SubjectKind.TEAM: Thing.TEAM,
    SubjectKind.DEPARTMENT: Thing.DEPARTMENT,
}
_SHEET_OF = {
    Thing.KPI: "kpis",
    Thing.FIGURE: "kpis",
    Thing.SCALE: "scales",
    Thing.GOAL: "goals",
    Thing.EMPLOYEE: "employees",
}
# Goals without their sheet are labels; the sheet Employees is asked for anyway.
_KPIS = {Thing.KPI, Thing.FIGURE}
_MISSED = {Thing.KPI, Thing.FIGURE, Thing.SCALE}
_WORD = re.compile(r"[^\W\d]\w*")
_FIGURES_OF_A_KPI = {"actual", "target", "threshold", "maximum"}

Tables = Mapping[str, list[Table]]


class Names:
    """The names of each kind of thing, by their normalised form, in the spelling of the place that defines them."""

    def __init__(self) -> None:
        self.known: dict[Thing, dict[str, str]] = {thing: {} for thing in Thing}
        self.open: set[Thing] = set()
        """Things whose sheet is absent or unreadable: whether a reference is right cannot be said."""
        self.resolved: dict[tuple[Thing, str], str | None] = {}
        self.subjects: dict[str, Subject | Refusal] = {}
        self.people: dict[str, str] = {}
        """Of each employee's id the cell that defines it."""
        self.called: dict[str, str | None] = {}
        """Employees' ids by their names; None where several have one."""
        self.titles: dict[str, str | None] = {}
        """KPIs by their names; None where several have one."""

    def add(self, thing: Thing, name: str) -> None:
        """Note a name; its first spelling stands."""
        self.known[thing].setdefault(_key(thing, name), name)

    def find(self, thing: Thing, name: str) -> str | None:
        """The name as its definition spells it, or None. Asked for once all names are known."""
        asked = (thing, name)
        if asked not in self.resolved:
            self.resolved[asked] = self._find(thing, name)
        return self.resolved[asked]

    def _find(self, thing: Thing, name: str) -> str | None:
        if thing is Thing.FIGURE:
            return self.known[Thing.KPI].get(normalise(name)) or self.known[thing].get(normalise(name))
        return self.known[thing].get(_key(thing, name))

    def headed(self, heading: str) -> str | None:
        """The KPI or input whose column this heading is: by its id or, where only one KPI has it, by its name."""
        return self.find(Thing.FIGURE, heading) or self.titles.get(normalise(heading))

    def all(self, thing: Thing) -> list[str]:
        """Every name of this kind."""
        if thing is Thing.FIGURE:
            return [*self.known[Thing.KPI].values(), *self.known[thing].values()]
        return list(self.known[thing].values())

    def unknown(self, thing: Thing, name: str) -> Refusal:
        """The refusal of a name that nothing bears."""
        return Refusal(_UNKNOWN[thing], {"kind": THINGS[thing], "name": name, "advice": self._advice(thing, name)})

    def _advice(self, thing: Thing, name: str) -> str:
        if thing is Thing.EMPLOYEE:
            known = self._zeros(name) or self._as_name(name)
            if known is not None:
                return known
        title = self.titles.get(normalise(name)) if thing in _KPIS else None
        if title is not None:
            return phrase("That is the name of KPI {kpi}: write {kpi}.", kpi=title)
        near = _near(name, self.all(thing))
        if near:
            return phrase("Did you mean {near}?", near=near)
        some = _some(self.all(thing))
        if thing not in _SHEET_OF:
            return phrase("Add it, or write one of {names}.", names=some)
        sheet = sheet_shape(_SHEET_OF[thing]).name
        return phrase("Add it to the sheet {sheet}, or write one of {names}.", sheet=sheet, names=some)

    def _zeros(self, name: str) -> str | None:
        """What to do where an id and one of Employees differ by the zeros in front alone."""
        if not name.isdigit():
            return None
        ids = self.known[Thing.EMPLOYEE]
        near = next((each for each in ids if each.isdigit() and each.lstrip("0") == name.lstrip("0")), None)
        return advice.zeros_words(name, near, self.people.get(near, "Employees")) if near is not None else None

    def _as_name(self, name: str) -> str | None:
        employee = self.called.get(normalise(name))
        if employee is None:
            return None
        return phrase("That is the name of employee {employee}: write the id.", employee=employee)

    def subject(self, text: str) -> Subject | Refusal:
        """Whom a `For` names: `*`, a prefix and a name, an employee's id, or the one thing that bears the name."""
        if text not in self.subjects:
            self.subjects[text] = self._subject(text)
        return self.subjects[text]

    def _subject(self, text: str) -> Subject | Refusal:
        if text == EVERY:
            return EVERYONE
        prefix, colon, name = text.partition(":")
        if colon:
            for kind, thing in _SUBJECTS.items():
                if normalise(prefix) == normalise(kind) or means(f"SubjectKind.{kind}", prefix):
                    found = self.find(thing, name.strip())
                    return Subject(kind, found) if found is not None else self.unknown(thing, name.strip())
        bearers = [(kind, found) for kind, thing in _SUBJECTS.items() if (found := self.find(thing, text)) is not None]
        if len(bearers) == 1:
            return Subject(*bearers[0])
        if bearers:
            kinds = Listing([_KINDS[kind] for kind, _ in bearers], "and")
            write = phrase("Write {near}.", near=f"{bearers[0][0]}:{text}")
            return Refusal("WB058", {"name": text, "kinds": kinds, "advice": write})
        known = self._zeros(text) or self._as_name(text)
        if known is not None:
            return Refusal("WB057", {"name": text, "advice": known})
        candidates = [name for thing in _SUBJECTS.values() for name in self.all(thing)]
        near = _near(text, candidates)
        return Refusal("WB057", {"name": text, "advice": phrase("Did you mean {near}?", near=near) if near else _WHOM})


def _key(thing: Thing, name: str) -> str:
    return name if thing is Thing.EMPLOYEE else normalise(name)


def _near(name: str, candidates: list[str]) -> str | None:
    """The name that was meant; of numbers none, since any two look alike."""
    return None if name.isdigit() else nearest(name, candidates)


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:8])
    return f"{shown}, …" if len(names) > 8 else shown or phrase("none so far")


def gather(tables: Tables, reading: Reading) -> Names:
    """The names that the tables define. Roles, teams and departments are defined by being used for people."""
    names = Names()
    for table in (table for group in tables.values() for table in group):
        if table.shape.thing is not None:
            for line in table.lines:
                _add(names, table.shape.thing, line, "id")
    for line in (*_lines(tables, "employees"), *_lines(tables, "assignments")):
        for column, thing in (("role", Thing.ROLE), ("team", Thing.TEAM), ("department", Thing.DEPARTMENT)):
            _add(names, thing, line, column)
    for line in _lines(tables, "matrix"):
        _add(names, Thing.ROLE, line, "role")
        if "sections" not in tables:
            _add(names, Thing.SECTION, line, "section")
    names.titles = _called(tables, "kpis")
    names.called = _called(tables, "employees")
    names.people = {line.text("id"): str(reading.place(line.at("id"))) for line in _lines(tables, "employees")}
    for name in inputs(tables, names):
        names.add(Thing.FIGURE, name)
    for thing, sheet in _SHEET_OF.items():
        if sheet not in tables or f"sheet:{sheet_shape(sheet).name}" in reading.broken:
            names.open.add(thing)
    return names


def _called(tables: Tables, sheet: str) -> dict[str, str | None]:
    """The ids of a sheet by the names beside them; None where several have one name."""
    found: dict[str, str | None] = {}
    for line in _lines(tables, sheet):
        title, identifier = normalise(line.text("name")), line.maybe("id")
        if title and identifier is not None:
            found[title] = None if found.get(title, identifier) != identifier else identifier
    return found


def _add(names: Names, thing: Thing, line: Line, column: str) -> None:
    name = line.maybe(column)
    if name is not None and name != EVERY:
        names.add(thing, name)


def inputs(tables: Tables, names: Names) -> Iterator[str]:
    """The names in KPIs' formulas that are no KPI: figures that Actuals supplies."""
    for line in _lines(tables, "kpis"):
        formula = line.formula("formula")
        if formula is None:
            # A formula that cannot be read may have meant each of its words as an input.
            yield from _WORD.findall(line.shown("formula") or "")
            continue
        for node in walk(formula.tree):
            if isinstance(node, Name) and node.key not in names.known[Thing.KPI]:
                yield node.name


def _lines(tables: Tables, sheet: str) -> Iterator[Line]:
    for table in tables.get(sheet, ()):
        yield from table.lines


def resolve(table: Table, names: Names, reading: Reading) -> None:
    """Give each reference of a table the spelling of its definition, or report that nothing bears the name."""
    for column in table.shape.columns:
        if column.refers is None or column.id not in table.columns:
            continue
        _missed(table, column, names, reading)
        for line in table.lines:
            _reference(line, column, names, reading)


def _missed(table: Table, column: Column, names: Names, reading: Reading) -> None:
    """Report once that a sheet is missing to which a column refers."""
    if column.refers not in _MISSED or column.refers not in names.open:
        return
    sheet = sheet_shape(_SHEET_OF[column.refers]).name
    first = next((line for line in table.lines if column.id in line.values), None)
    if first is not None and f"sheet:{sheet}" not in reading.broken:
        place = reading.place(first.at(column.id), first.shown(column.id))
        reading.report("WB095", (place,), sheet=sheet, name=Listing([table.title, column.name]))
        reading.broken.add(f"sheet:{sheet}")


def _reference(line: Line, column: Column, names: Names, reading: Reading) -> None:
    thing = column.refers
    value = line.values.get(column.id)
    if thing is None or value is None:
        return
    if isinstance(value, tuple):
        found = [names.find(thing, str(each)) for each in value]
        if thing not in names.open:
            for name, known in zip(value, found, strict=True):
                if known is None:
                    refuse(line, column, names.unknown(thing, str(name)), reading)
        if column.id in line.values:
            line.values[column.id] = tuple(known or str(name) for name, known in zip(value, found, strict=True))
        return
    name = str(value)
    if column.everyone and name == EVERY:
        if not column.required:
            # Where a blank already means everyone, the word for it means the same.
            line.values.pop(column.id, None)
        return
    spelling = names.find(thing, name)
    if spelling is not None:
        line.values[column.id] = spelling
    elif thing not in names.open:
        refuse(line, column, names.unknown(thing, name), reading)


def subject_of(line: Line, names: Names, reading: Reading, column: str = "subject") -> Subject | None:
    """Whom a line is for; None, with a problem, where that cannot be said."""
    text = line.maybe(column)
    if text is None:
        return None
    found = names.subject(text)
    if isinstance(found, Subject):
        return found
    if Thing.EMPLOYEE in names.open:
        line.refused.add(column)
        return None
    refuse(line, line.table.column(column), found, reading)
    return None


def is_own_figure(name: str) -> bool:
    """Whether a name in an attainment formula is one of the KPI's own figures."""
    return normalise(name) in _FIGURES_OF_A_KPI
