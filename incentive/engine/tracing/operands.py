"""The values that went into a person's steps, each with its name, unit and cells: what a trace puts into a formula.

In come an engine, a person and a tree; out come operands by normalised name, and by source text for functions of the
plan. Values are the ledger's own.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from incentive.engine.evaluating.money import is_money
from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.figures import subject_of
from incentive.engine.preparation.prepared import ScoreRow
from incentive.engine.tracing.trace import Operand
from incentive.formula.functions import FUNCTIONS
from incentive.formula.text import source
from incentive.formula.tree import Call, Name, Node, Text, Value, normalise, walk
from incentive.i18n.phrases import Named
from incentive.plan.choices import SubjectKind, Unit
from incentive.plan.records import EVERYONE, Subject
from incentive.problems import Place

COLUMNS: Mapping[str, Named] = {
    field: Named(heading, f"employees.{id}")
    for field, heading, id in (
        ("employee", "Employee", "id"),
        ("salary", "Salary", "salary"),
        ("percent", "Target bonus %", "target_bonus_percent"),
        ("amount", "Target bonus amount", "target_bonus_amount"),
        ("fte", "FTE", "fte"),
    )
}
"""The headings of Employees for the fields that formulas read, where they are not the field's own word."""


def operands_of(engine: Engine, person: int, tree: Node) -> dict[str, Operand]:
    """The operands of a step's tree for one person."""
    found: dict[str, Operand] = {}
    for node in walk(tree):
        if isinstance(node, Name) and node.key not in found:
            found[node.key] = _named(engine, person, node)
        elif isinstance(node, Call) and not FUNCTIONS[node.function].standard and node.function != "GROUP":
            found.setdefault(source(node), _called(engine, person, node))
    return found


def worked_out(engine: Engine, person: int, tree: Node) -> Value:
    """A tree's value for one person, None where it cannot be worked out."""
    scope = engine.scopes[engine.chain_of[person].number]
    made = engine.steps.evaluator.make(tree, scope)
    if made.compiled.errors:
        return None
    return engine.steps.evaluator.compute(made, scope, [person]).columns["value"][0]


def _named(engine: Engine, person: int, node: Name) -> Operand:
    scope = engine.defaults.scopes[engine.chain_of[person].number]
    key = scope.key(node.name) or ""
    family, _, rest = key.partition(":")
    value = engine.ledger.get(key)[person] if key else None
    employee = engine.prepared.people[person].employee
    notes = engine.prepared.notes
    match family:
        case "chainstep" | "rawstep":
            name = rest.partition(":")[2]
            return Operand(name, value, str(engine.units.unit(name)))
        case "factor":
            return Operand(rest, value, Unit.NUMBER, factor_places(engine, person, rest))
        case "field":
            unit = Unit.MONEY if rest in {"salary", "amount"} else Unit.PERCENT if rest == "percent" else Unit.NUMBER
            column = COLUMNS.get(rest, rest.capitalize())
            return Operand(
                column, value, unit, (notes.place(employee.at, column, value), *field_places(engine, person, rest))
            )
        case "own":
            return Operand(rest, value, Unit.NUMBER, (notes.place(employee.at, rest, value),))
        case "figure":
            return Operand(rest, value, Unit.MONEY, figure_places(engine, person, rest))
        case _:
            return Operand(node.name, value)


def field_places(engine: Engine, person: int, field: str) -> tuple[Place, ...]:
    """The cells of Assignments that a field's value also rests on."""
    name = "target" if field in {"percent", "amount"} else field
    held = engine.prepared.people[person]
    ats = dict.fromkeys(
        at for index in held.segments for given, at in engine.prepared.segments[index].sources if given == name
    )
    column = COLUMNS.get(field, field.capitalize())
    return tuple(engine.prepared.notes.place(at, column) for at in ats)


def factor_places(engine: Engine, person: int, factor: str) -> tuple[Place, ...]:
    """The rows of a factor that hold for a person."""
    rows = [engine.personal.factor_row(factor, index) for index in engine.prepared.people[person].segments]
    known = {row.at: row for row in rows if row is not None}
    return tuple(engine.prepared.notes.place(at, "Value", row.value) for at, row in known.items())


def figure_places(engine: Engine, person: int, figure: str) -> tuple[Place, ...]:
    """The cells behind a figure of the person or the plan."""
    plan, notes = engine.prepared.plan, engine.prepared.notes
    employee = engine.prepared.people[person].employee
    match figure:
        case "Adjustments":
            return tuple(
                notes.place(row.at, "Amount", row.amount) for row in plan.adjustments if row.employee == employee.id
            )
        case "Paid":
            rows = [row for row in plan.paid if row.employee == employee.id]
            return tuple(
                notes.place(row.at, "Amount", row.amount)
                for row in rows
                if row.period.start in engine.prepared.clock.span
            )
        case "PeriodSalary":
            return (notes.place(employee.at, "Salary", employee.salary),)
        case _:
            at = plan.settings.at.get(figure.casefold())
            return (notes.place(at),) if at else ()


def _called(engine: Engine, person: int, call: Call) -> Operand:
    """A function of the plan as an operand: its value, and for a KPI the cells of its figure."""
    value = worked_out(engine, person, call)
    first = call.arguments[0]
    name = first.value if isinstance(first, Text) else source(first)
    places: tuple[Place, ...] = ()
    rows = [engine.prepared.rows[number] for number in engine.prepared.people[person].rows]
    of_kpi = [row for row in rows if normalise(row.kpi.id) == normalise(name)]
    unit = str(Unit.NUMBER)
    if call.function in {"ACTUAL", "TARGET"} and of_kpi:
        unit = kpi_unit(of_kpi[0])
        places = actual_places(engine, of_kpi[0]) if call.function == "ACTUAL" else target_places(engine, of_kpi[0])
    elif call.function in {"ATTAINMENT", "RESULT", "WEIGHT", "SECTION", "PERCENTRANK"}:
        unit = Unit.PERCENT
    elif call.function in {"EARNED", "ALLOCATE"} or (call.function == "TOTAL" and _is_money(engine, call)):
        unit = Unit.MONEY
    return Operand(source(call), value, unit, places)


def _is_money(engine: Engine, call: Call) -> bool:
    return is_money(call, engine.units.is_money)


def kpi_unit(row: ScoreRow) -> str:
    """A KPI's unit as operands say it: `percent`, a currency code, or its own words."""
    return str(Unit.PERCENT) if row.kpi.unit == "%" else row.kpi.unit


def actual_places(engine: Engine, row: ScoreRow) -> tuple[Place, ...]:
    """The cells that a row's actual came from, its formula first."""
    notes = engine.prepared.notes
    places = [notes.place(item.at, "Value", item.value) for item in row.figure.rows]
    if row.kpi.formula is not None:
        places.insert(0, notes.place(row.kpi.at, "Formula", row.kpi.formula.text))
    return tuple(places)


def target_places(engine: Engine, row: ScoreRow, figure: int = 1) -> tuple[Place, ...]:
    """The cell that a row's threshold (0), target (1), maximum (2) or weight (3) came from."""
    at = row.terms.sources[figure]
    column = ("Threshold", "Target", "Maximum", "Weight")[figure]
    return (engine.prepared.notes.place(at, column),) if at else ()


def figure_subject(engine: Engine, row: ScoreRow) -> Subject:
    """Whose figure counts for a row."""
    prepared = engine.prepared
    holder, segment = prepared.people[row.person].holder, prepared.segments[row.segment]
    return subject_of(row.kpi.level, holder.subject, segment) or EVERYONE


def whose(engine: Engine, row: ScoreRow) -> str:
    """Whose figure counts: `you`, `team North`, `department Sales`, `company`."""
    subject = figure_subject(engine, row)
    match subject.kind:
        case SubjectKind.EMPLOYEE:
            return "you"
        case SubjectKind.EVERYONE:
            return "company"
        case kind:
            return f"{kind} {subject.name}"


def money(label: str, value: Value, places: Sequence[Place] = ()) -> Operand:
    """An amount as an operand."""
    return Operand(label, value, Unit.MONEY, tuple(places))


def number(label: str, value: int | Decimal) -> Operand:
    """A plain number as an operand."""
    return Operand(label, Decimal(value), Unit.NUMBER)


def known(**operands: Operand) -> Mapping[str, Operand]:
    """Operands by normalised name."""
    return {normalise(name): operand for name, operand in operands.items()}
