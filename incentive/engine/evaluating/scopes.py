"""What formulas read: the person (a row of Payouts) or one of the person's assignments (a row of Assignments).

A scope answers the formula language with slots whose keys the ledger can compute. `PersonScope` serves steps and all
conditions that read the person, `SegmentScope` the conditions of KPI and section gates, which read their assignment.
Source: "Formula language" in the calculation reference.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import cast

from incentive.engine.evaluating.ledger import Column, Ledger
from incentive.engine.evaluating.names import DATED, Names
from incentive.engine.scaling.scales import grid_value
from incentive.formula import operations
from incentive.formula.functions import FUNCTIONS, FunctionKind
from incentive.formula.nearest import nearest, unknown_name
from incentive.formula.scope import FormulaError, FormulaFault, Kind, Link, Meaning, PerRow, Slot
from incentive.formula.tree import Call, Name, Text, Value, normalise
from incentive.i18n.phrases import phrase
from incentive.plan import Plan

Pay = Callable[[Decimal], Decimal]
Wide = Callable[[Call, "PersonScope"], PerRow | FormulaError]


class Library:
    """The scales, grids, KPIs and sections that formulas name in quotes, by normalised name."""

    def __init__(self, plan: Plan, pay_of: Callable[[str], Pay | FormulaError]) -> None:
        self.kpis = {normalise(kpi.id): kpi.id for kpi in plan.kpis}
        self.scales = {normalise(scale.id): scale.id for scale in plan.scales}
        self.grids = {normalise(grid.name): grid for grid in plan.grids}
        sections = [row.section for row in plan.matrix if row.section]
        sections += [section.id for section in plan.sections or ()]
        self.sections = {normalise(section): section for section in dict.fromkeys(sections)}
        self.pay_of = pay_of

    def scale(self, call: Call) -> Meaning | FormulaError:
        """SCALE("id", x)."""
        name = quoted(call)
        found = self.scales.get(normalise(name))
        if found is None:
            return missing(phrase("scale"), name, call, self.scales.values())
        pay = self.pay_of(found)
        if isinstance(pay, FormulaError):
            return pay.placed(call.at)
        return Link(_numeric(pay), call.arguments[1:], Kind.NUMBER, blank=False)

    def grid(self, call: Call) -> Meaning | FormulaError:
        """GRID("name", x, y)."""
        name = quoted(call)
        grid = self.grids.get(normalise(name))
        if grid is None:
            return missing(phrase("grid"), name, call, [found.name for found in self.grids.values()])
        return Link(_numeric(lambda x, y: grid_value(grid, x, y)), call.arguments[1:], Kind.NUMBER, blank=False)


def quoted(call: Call) -> str:
    """The name in quotes that a call begins with."""
    first = call.arguments[0]
    return first.value if isinstance(first, Text) else ""


def missing(what: str, name: str, call: Call, known: Sequence[str] | object) -> FormulaError:
    """The error for a scale, grid, KPI, section or factor that does not exist."""
    near = nearest(name, cast("Sequence[str]", known))
    advice = phrase("Define the {what}, or correct the name.", what=what)
    if near:
        advice = phrase('Did you mean "{near}"?', near=near)
    return FormulaError("CA051", call.at, {"what": what, "name": name, "advice": advice})


def _numeric(function: Callable[..., Decimal]) -> Callable[..., Value]:
    """The function, refusing what is not a number."""

    def checked(*values: Value) -> Value:
        for value in values:
            if value is None:
                raise FormulaFault(FormulaError("FX031", None, {"needed": phrase("a number")}))
            if not isinstance(value, Decimal):
                kind = operations.kind_of(value)
                words = {"value": str(value), "kind": kind, "needed": phrase("a number")}
                raise FormulaFault(FormulaError("FX032", None, words))
        return function(*values)

    return checked


_KINDS = {"salary": Kind.NUMBER, "percent": Kind.NUMBER, "amount": Kind.NUMBER, "fte": Kind.NUMBER}


def _no_section(_row: int, _section: str) -> Decimal | None:
    return None


class PersonScope:
    """Names and functions of a person's row; `chain` numbers the group of people whose steps hold.

    `unrounded` are the steps of the formula's own Split group, which it sees as they are before they foot. `built_in`:
    a formula of the default chain, for which the plan's own figures win over anything of the same name.
    """

    def __init__(
        self,
        names: Names,
        library: Library,
        wide: Wide,
        chain: int,
        unrounded: frozenset[str] = frozenset(),
        built_in: bool = False,
    ) -> None:
        self.names = names
        self.library = library
        self.wide = wide
        self.chain = chain
        self.unrounded = unrounded
        self.built_in = built_in
        self.before: list[str] = []
        self.rows: Sequence[int] = ()
        self.section_of: Callable[[int, str], Decimal | None] = _no_section

    def key(self, name: str) -> str | None:
        """The ledger's key of a name, or None where nothing bears it."""
        key = normalise(name)
        if self.built_in and key in self.names.figures:
            return f"figure:{self.names.figures[key]}"
        if key in self.names.steps:
            family = "raw" if key in self.unrounded else "chain"
            return f"{family}step:{self.chain}:{self.names.steps[key]}"
        if key in self.names.factors:
            return f"factor:{self.names.factors[key]}"
        if key in self.names.own:
            return f"own:{self.names.own[key]}"
        if key in self.names.fields:
            return f"field:{self.names.fields[key]}"
        if key in self.names.figures:
            return f"figure:{self.names.figures[key]}"
        return None

    def name(self, node: Name) -> Slot | FormulaError:
        """The meaning of a name."""
        key = self.key(node.name)
        if key is None:
            return unknown_name(node, self.names.all())
        return Slot(key, _KINDS.get(key.removeprefix("field:"), Kind.ANY))

    def call(self, node: Call) -> Meaning | FormulaError:
        """The meaning of a function of the engine."""
        if node.function == "SCALE":
            return self.library.scale(node)
        if node.function == "GRID":
            return self.library.grid(node)
        if node.function == "FACTOR":
            return self._factor(node)
        if node.function == "SECTION":
            return self._section(node)
        if FUNCTIONS[node.function].kind is FunctionKind.KPI:
            kpi = self.library.kpis.get(normalise(quoted(node)))
            if kpi is None:
                return missing(phrase("KPI"), quoted(node), node, self.library.kpis.values())
            return Slot(self.kpi_key(node.function, kpi))
        return self.wide(node, self)

    def person(self, row: int) -> int:
        """The person of a row of the current run."""
        return self.owner(self.rows[row])

    def owner(self, number: int) -> int:
        """The person of a row of the table that the scope reads."""
        return number

    def kpi_key(self, function: str, kpi: str) -> str:
        """The ledger's key of a KPI function."""
        return f"kpi:{function}:{kpi}"

    def _factor(self, node: Call) -> Meaning | FormulaError:
        found = self.names.factors.get(normalise(quoted(node)))
        if found is None:
            return missing(phrase("factor"), quoted(node), node, self.names.factors.values())
        return Slot(self.person_key(f"factor:{found}"))

    def person_key(self, key: str) -> str:
        """A person's key as this scope's rows read it."""
        return key

    def _section(self, node: Call) -> Meaning | FormulaError:
        section = self.library.sections.get(normalise(quoted(node)))
        if section is None:
            return missing(phrase("section"), quoted(node), node, self.library.sections.values())
        self.before.append(f"section:{section}")
        position = node.at

        def value(row: int) -> Value:
            found = self.section_of(self.rows[row], section)
            if found is None:
                raise FormulaFault(FormulaError("CA052", position, {"section": section}))
            return found

        return PerRow(value, Kind.NUMBER, blank=False)


class SegmentScope(PersonScope):
    """Names and functions of an assignment's row: its own fields, KPIs and sections, all else the person's."""

    def __init__(self, names: Names, library: Library, wide: Wide, owners: Sequence[int]) -> None:
        super().__init__(names, library, wide, 0)
        self.owners = owners

    def key(self, name: str) -> str | None:
        """The ledger's key of a name as the assignment reads it."""
        key = super().key(name)
        if key is None:
            return None
        family, _, rest = key.partition(":")
        if family == "field" and rest in DATED:
            return f"segfield:{rest}"
        if family.endswith("step"):
            return f"ofperson:step:{rest.partition(':')[2]}"
        return f"ofperson:{key}"

    def kpi_key(self, function: str, kpi: str) -> str:
        """The ledger's key of a KPI function of the assignment."""
        return f"segkpi:{function}:{kpi}"

    def person_key(self, key: str) -> str:
        """A person's key, spread over assignments."""
        return f"ofperson:{key}"

    def owner(self, number: int) -> int:
        """The person of an assignment."""
        return self.owners[number]


def fetch(ledger: Ledger, key: str, rows: Sequence[int]) -> Column:
    """A slot's values for certain rows."""
    column = ledger.get(key)
    if rows == range(len(column)):
        return column
    return [column[row] for row in rows]
