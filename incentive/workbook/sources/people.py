"""People of another file merged into Employees, line by line: blanks filled, people added, contradictions named.

In: the tables of Employees and those of a file of people, cells read, references not yet resolved. Out: the tables with
lines completed, each value with the place that it came from. What stands where both say something else is the caller's
wish; what a line must hold is judged later, as for any other line.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.formula.tree import normalise
from incentive.problems import Place
from incentive.workbook.book_forms import Cell, shown_number
from incentive.workbook.build_kpis import unique
from incentive.workbook.reading import Answer, Line, Reading, Table
from incentive.workbook.schema_forms import Kind
from incentive.workbook.sources.given import Source
from incentive.workbook.tables import own_cells, own_key

_MOST = 2_000  # places that one notice names
_EITHER = {
    "target_bonus_percent": "target_bonus_amount",
    "target_bonus_amount": "target_bonus_percent",
}


def own_kinds(tables: Iterable[Table]) -> Mapping[str, Kind]:
    """How the company's own columns of Employees are filled: as numbers or days where all their cells are."""
    found: dict[str, set[Kind]] = {}
    for table in tables:
        for name in table.others.values():
            found.setdefault(normalise(name), set())
        for line in table.lines:
            for number, cell in own_cells(line).items():
                found[normalise(table.others[number])].add(_kind(cell))
    return {name: next(iter(kinds)) if len(kinds) == 1 else Kind.TEXT for name, kinds in found.items()}


def _kind(cell: Cell) -> Kind:
    match cell.value:
        case str() | bool() | None:
            return Kind.TEXT
        case _ if hasattr(cell.value, "year"):
            return Kind.DATE
    return Kind.PERCENT if cell.percent else Kind.NUMBER


@dataclass(slots=True)
class Merging:
    """The people of one file on their way into Employees, and what is counted of it."""

    source: Source
    prefer: bool
    reading: Reading
    same: list[Place] = field(default_factory=list)
    filled: list[Place] = field(default_factory=list)
    added: list[Place] = field(default_factory=list)
    preferred: list[Place] = field(default_factory=list)

    def merge(self, ours: list[Table], theirs: Table) -> None:
        """Merge a table into those of Employees; people who are new come with a table of their own."""
        self._own_columns(ours, theirs)
        known = {line.text("id"): line for table in ours for line in table.lines if line.has("id")}
        new = []
        for line in list(unique(theirs, self.reading)):
            mine = known.get(line.text("id")) if line.has("id") else None
            if mine is None:
                self._without_zeros(line, known)
                new.append(line)
                self.added.append(self.reading.place(line.at("id"), line.shown("id")))
            else:
                self._person(mine, line)
        for table in ours[:1]:
            self._supplied(table, theirs)
        theirs.lines[:] = new
        if new:
            ours.append(theirs)

    def report(self) -> None:
        """Say what came of it, once a file."""
        report, name = self.reading.report, self.source.name
        if self.same:
            report("WB139", tuple(self.same[:_MOST]), file=name, count=str(len(self.same)))
        if self.preferred:
            report("WB141", tuple(self.preferred[:_MOST]), file=name, count=str(len(self.preferred)))
        if self.filled or self.added:
            counts = {"filled": str(len(self.filled)), "added": str(len(self.added))}
            report("WB142", (*self.filled, *self.added)[:_MOST], file=name, **counts)

    def _own_columns(self, ours: list[Table], theirs: Table) -> None:
        """Keep the company's own columns that Employees has, or that were given a name; say which others are left."""
        wanted = {normalise(name): name for table in ours for name in table.others.values()}
        wanted |= {normalise(name): name for name in self.source.called.values() if normalise(name) not in wanted}
        left = {number: name for number, name in theirs.others.items() if normalise(name) not in wanted}
        theirs.others = {
            number: wanted[normalise(name)] for number, name in theirs.others.items() if number not in left
        }
        for line in theirs.lines:
            line.cells = {key: cell for key, cell in line.cells.items() if _number(key) not in left}
        if left:
            place = Place(self.source.name, theirs.title, str(theirs.header))
            self.reading.report("WB143", (place,), file=self.source.name, columns=", ".join(left.values()))

    def _supplied(self, ours: Table, theirs: Table) -> None:
        """Let a column that Employees lacks count as one of its own, without cells there."""
        ours.columns = dict.fromkeys(theirs.columns, 0) | dict(ours.columns)

    def _without_zeros(self, line: Line, known: Mapping[str, Line]) -> None:
        """Report an id that is another's but for the zeros in front: no new person, but one whose zeros were lost."""
        identifier = line.text("id")
        if not identifier.isdigit():
            return
        near = next((each for each in known if each.isdigit() and each.lstrip("0") == identifier.lstrip("0")), None)
        if near is not None:
            places = tuple(self.reading.place(each.at("id"), each.shown("id")) for each in (line, known[near]))
            words = {"employee": identifier, "near": near, "file": self.source.name}
            self.reading.report("WB148", places, **words)
            self.reading.broken.add(f"employee:{near}")

    def _person(self, mine: Line, line: Line) -> None:
        """Merge what a line says of a person who is there."""
        for column in line.table.columns:
            if column != "id" and column in line.values and column not in mine.refused:
                self._value(mine, line, column)
        headings = {normalise(name): number for number, name in mine.table.others.items()}
        for number, cell in own_cells(line).items():
            name = line.table.others[number]
            here = headings.get(normalise(name))
            if here is None:
                here = _next(mine.table, name)
                headings[normalise(name)] = here
            self._own_value(mine, own_key(here), name, cell, line.at() | number)

    def _value(self, mine: Line, line: Line, column: str) -> None:
        theirs = line.values[column]
        ours = mine.values.get(column)
        name = mine.table.column(column).name
        if ours is None and self.prefer and mine.has(_EITHER.get(column, "id")) and column in _EITHER:
            self._drop(mine, _EITHER[column])
        if column not in mine.cells or ours is None:
            self._take(mine, column, line.cells[column], theirs, line.at(column), name)
            self.filled.append(self.reading.place(line.at(column), line.shown(column)))
        elif _same(ours, theirs):
            self.same.append(self.reading.place(line.at(column), line.shown(column)))
        else:
            places = (
                self.reading.place(line.at(column), line.shown(column)),
                self.reading.place(mine.at(column), mine.shown(column)),
            )
            if self._differ(mine, name, places):
                self._take(mine, column, line.cells[column], theirs, line.at(column), name)

    def _own_value(self, mine: Line, key: str, name: str, cell: Cell, at: int) -> None:
        ours = mine.cells.get(key)
        place = self.reading.place(at, cell.shown)
        if ours is None:
            self._take(mine, key, cell, None, at, name)
            self.filled.append(place)
        elif _same(ours.value, cell.value):
            self.same.append(place)
        else:
            before = mine.moved.get(key, mine.at() | (_number(key) or 0))
            if self._differ(mine, name, (place, self.reading.place(before, ours.shown))):
                self._take(mine, key, cell, None, at, name)

    def _differ(self, mine: Line, name: str, places: tuple[Place, Place]) -> bool:
        """Whether the file's value stands instead; else the contradiction is reported."""
        if self.prefer:
            self.preferred.append(places[0])
            return True
        words = {
            "employee": mine.text("id"),
            "column": name,
            "file": self.source.name,
            "value": places[0].value or "",
            "other": places[1].file or places[1].sheet or "",
            "before": places[1].value or "",
        }
        self.reading.report("WB140", places, **words)
        self.reading.broken.add(f"employee:{mine.text('id')}")
        return False

    def _take(self, mine: Line, key: str, cell: Cell, value: Answer, at: int, name: str) -> None:
        mine.cells = {**mine.cells, key: cell}
        if value is not None:
            mine.values[key] = value
        mine.moved[key] = at
        self.reading.elsewhere.setdefault(mine.at(), {})[name] = at

    def _drop(self, mine: Line, column: str) -> None:
        """Take away a value in the place of which another one stands."""
        mine.cells = {key: cell for key, cell in mine.cells.items() if key != column}
        mine.values.pop(column, None)


def _same(ours: object, theirs: object) -> bool:
    """Whether two cells say the same; texts are compared as names are."""
    if isinstance(ours, str) and isinstance(theirs, str):
        return normalise(ours) == normalise(theirs)
    if isinstance(ours, Decimal) and isinstance(theirs, str):
        return shown_number(ours) == theirs.strip()
    if isinstance(ours, str) and isinstance(theirs, Decimal):
        return _same(theirs, ours)
    return type(ours) is type(theirs) and ours == theirs


def _number(key: str) -> int | None:
    return int(key[1:]) if key.startswith("#") else None


def _next(table: Table, name: str) -> int:
    """A column of the company's own that the table lacks, with a number that no cell of it has."""
    number = max([*table.columns.values(), *table.others, 0]) + 1
    table.others = {**table.others, number: name}
    return number
