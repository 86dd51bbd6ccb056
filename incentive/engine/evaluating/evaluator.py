"""Running a formula of the plan over certain rows, and noting what is wrong with it once.

In come a tree, a scope and the rows; out comes a list of values. What cannot be worked out is noted with the step, the
person, the place in the text and the cell; people for whom something failed already are passed over in silence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from incentive.engine.evaluating.ledger import Ledger
from incentive.engine.evaluating.scopes import PersonScope, fetch
from incentive.engine.preparation.consequences import OF_BLANKS, about_name
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.evaluate import Compiled, Computed, Fault, compile_columns
from incentive.formula.operands import read_at
from incentive.formula.scope import FormulaError
from incentive.formula.tree import Node, Value
from incentive.i18n.phrases import Listing, phrase
from incentive.plan.records import Formula
from incentive.problems import Place

_MOST_FAULTS = 20
_MOST_READ = 3
_OF_VALUES = frozenset({"FX031", "FX032", "FX034"})
"""Faults of a value that a formula reads."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a formula stands and what it is called in a problem: `step Bonus`, `gate Safety`."""

    context: str
    formula: Formula | None = None
    column: str = "Formula"


@dataclass(frozen=True, slots=True)
class Made:
    """A compiled tree and what must be computed before it runs."""

    tree: Node
    compiled: Compiled
    before: tuple[str, ...]


@dataclass(slots=True)
class Evaluator:
    """Compiles each formula once per scope and runs it."""

    prepared: Prepared
    ledger: Ledger
    _made: dict[tuple[int, int], Made] = field(default_factory=dict)

    def make(self, tree: Node, scope: PersonScope) -> Made:
        """The compiled tree; what its names need is remembered, not yet computed."""
        key = (id(tree), id(scope))
        found = self._made.get(key)
        if found is None or found.tree is not tree:
            outer, scope.before = scope.before, []
            compiled = compile_columns([("value", tree)], scope)
            found = self._made[key] = Made(tree, compiled, (*compiled.inputs, *scope.before))
            scope.before = outer
        return found

    def compute(self, made: Made, scope: PersonScope, rows: Sequence[int]) -> Computed:
        """Run a tree without errors; its inputs are computed first."""
        for key in made.before:
            self.ledger.get(key)
        outer, scope.rows = scope.rows, rows
        try:
            columns = {slot: fetch(self.ledger, slot, rows) for slot in made.compiled.inputs}
            return made.compiled.run(columns, len(rows))
        finally:
            scope.rows = outer

    def run(self, tree: Node, scope: PersonScope, rows: Sequence[int], source: Source) -> list[Value]:
        """The values of a tree for the scope's rows (people or segments by number)."""
        made = self.make(tree, scope)
        if made.compiled.errors:
            for _, error in made.compiled.errors:
                about = about_name(self.prepared.plan, error)
                self.ledger.notes.formula(error, source.context, self._cell(source), about)
            self.ledger.dead.update(range(len(self.prepared.people)))
            return [None] * len(rows)
        computed = self.compute(made, scope, rows)
        self.note(computed.faults, scope, rows, source, tree)
        return computed.columns["value"]

    def _cell(self, source: Source) -> list[Place]:
        if source.formula is None:
            return []
        return [self.ledger.notes.place(source.formula.at, source.column, source.formula.text)]

    def _is_news(self, fault: Fault, person: int) -> bool:
        """Whether a fault does not merely follow from what is reported already."""
        if person in self.ledger.dead:
            return False
        return fault.error.code not in OF_BLANKS or person not in self.ledger.doubtful

    def note(
        self, faults: Sequence[Fault], scope: PersonScope, rows: Sequence[int], source: Source, tree: Node | None = None
    ) -> None:
        """Note what could not be worked out, as far as it is news."""
        fresh = [fault for fault in faults if self._is_news(fault, scope.owner(rows[fault.row]))]
        for fault in islice(fresh, _MOST_FAULTS):
            whose = fault.error.values.get("person")
            person = self.prepared.people[scope.owner(rows[fault.row])].employee
            places = self._cell(source)
            if whose is None:
                places.append(self.ledger.notes.place(person.at, "Employee", person.id))
            context = _context(fault.error, tree, source, whose or person.id)
            self.ledger.notes.formula(fault.error, context, places, (f"employee:{person.id}",))
        self.ledger.dead.update(scope.owner(rows[fault.row]) for fault in faults)


def _context(error: FormulaError, tree: Node | None, source: Source, whom: str) -> str:
    """Which formula, for whom, and, where a value is not as needed, what was read there."""
    read = read_at(tree, error.position) if tree is not None and error.code in _OF_VALUES else ()
    if not read or len(read) > _MOST_READ:
        return phrase("{step}, for {whom}", step=source.context, whom=whom)
    return phrase("{step}, for {whom}, at {read}", step=source.context, whom=whom, read=Listing(read, "or"))
