"""The four tables of a calculation, from the engine's columns.

In comes a computed engine, out go Deals, Scores, Assignments and Payouts with their columns in order of calculation.
Nothing is calculated here; names of columns are those of the calculation reference.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import cast

from incentive.engine.evaluating.names import CHAIN
from incentive.engine.evaluating.scopes import quoted
from incentive.engine.paying.engine import Engine
from incentive.engine.paying.results import counted
from incentive.engine.paying.steps import step_label, step_order
from incentive.engine.preparation.prepared import Person, Prepared, ScoreRow
from incentive.engine.preparation.spans import Segment, in_days
from incentive.engine.scaling.attainment import expression
from incentive.engine.scoring.amounts import exchange
from incentive.engine.tables import Column, Drawn, Span, Table
from incentive.formula.tree import Call, Node, Value, normalise, walk
from incentive.numbers import ONE
from incentive.periods import month_name
from incentive.plan.choices import Pays, Unit
from incentive.plan.records import Employee

Given = tuple[str, str, str, Sequence[Value]]
"""Key, label, unit and values of a column."""


def _table(name: str, given: Iterable[Given], trees: dict[str, Node], count: int) -> Table:
    parts = list(given)
    columns = tuple(Column(key, label, unit, trees.get(key)) for key, label, unit, _ in parts)
    return Table(name, columns, {key: values for key, _, _, values in parts}, count)


def deals_table(engine: Engine) -> Table:
    """One row per segment, KPI and row of Actuals of a KPI that combines `each`."""
    prepared = engine.prepared
    rows = [prepared.rows[deal.row] for deal in engine.deals]
    months = [deal.actual.month for deal in engine.deals]
    given: list[Given] = [
        ("Employee", "Employee", "text", [prepared.people[row.person].employee.id for row in rows]),
        ("From", "From", "date", [prepared.segments[row.segment].start for row in rows]),
        ("To", "To", "date", [prepared.segments[row.segment].end for row in rows]),
        ("KPI", "KPI", "text", [row.kpi.id for row in rows]),
        ("Month", "Month", "text", [None if month is None else month_name(month) for month in months]),
        ("Actual", "Figure", "kpi", [deal.actual.value for deal in engine.deals]),
        ("Attainment", "Attainment", "percent", [deal.attainment for deal in engine.deals]),
        ("ScaleResult", "What the scale gives", "number", [deal.scaled for deal in engine.deals]),
        ("Money", "Money", "kpi money", [deal.money for deal in engine.deals]),
    ]
    return _table("Deals", given, {}, len(rows))


def scores_table(engine: Engine) -> Table:
    """One row per person, assignment and KPI."""
    prepared, columns, results = engine.prepared, engine.columns, engine.results
    rows = prepared.rows
    people, segments = prepared.people, prepared.segments

    def drawn(give: Callable[[ScoreRow], Value]) -> Sequence[Value]:
        return Drawn(rows, give)

    given: list[Given] = [
        ("Employee", "Employee", "text", drawn(lambda row: people[row.person].employee.id)),
        ("From", "From", "date", drawn(lambda row: segments[row.segment].start)),
        ("To", "To", "date", drawn(lambda row: segments[row.segment].end)),
        ("Role", "Role", "text", drawn(lambda row: segments[row.segment].role)),
        ("KPI", "KPI", "text", drawn(lambda row: row.kpi.id)),
        ("Section", "Section", "text", drawn(lambda row: row.section)),
        ("Pays", "Pays", "text", drawn(lambda row: row.row.pays.value)),
        ("Actual", "Actual", "kpi", drawn(lambda row: row.actual)),
        ("Threshold", "Threshold", "kpi", drawn(lambda row: row.threshold)),
        ("Target", "Target", "kpi", drawn(lambda row: row.target)),
        ("Maximum", "Maximum", "kpi", drawn(lambda row: row.maximum)),
        ("Scale", "Scale", "text", drawn(lambda row: row.row.scale)),
        ("Days", "Days", "days", drawn(lambda row: in_days(segments[row.segment].days))),
        ("KpiDays", "Days with the KPI", "days", drawn(lambda row: in_days(row.kpi_days))),
        ("Weight", "Weight", "percent", drawn(lambda row: row.weight)),
        ("Attainment", "Attainment", "percent", columns.attainment),
        ("Measured", "What the scale reads", "number", columns.measured),
        ("ScaleResult", "What the scale gives", "number", columns.scaled),
        ("RoundedResult", "Rounded", "number", columns.rounded),
        ("CappedResult", "After the KPI's cap", "number", columns.capped),
        ("KpiGate", "After KPI gates", "number", results.kpi_gate),
        ("SectionGate", "After section gates", "number", results.section_gate),
        ("Override", "Override", "number", drawn(lambda row: None if row.override is None else row.override.value)),
        ("Result", "Result", "number", results.result),
        ("KpiTargetBonus", "KPI target bonus", "money", engine.amounts.kpi_target_bonus),
        ("Earned", "Earned", "money", results.earned),
        ("Currency", "Currency", "text", drawn(lambda row: people[row.person].employee.currency)),
        ("Counts", "Counts in the score", "text", drawn(counted)),
        *_rates(engine),
    ]
    trees = {
        "KpiTargetBonus": expression("Weight * AssignmentTargetBonus"),
        "Earned": expression("KpiTargetBonus * Result"),
    }
    return _table("Scores", given, trees, len(rows))


def _rates(engine: Engine) -> list[Given]:
    """What money of an amount or rate KPI was multiplied by to be in the person's currency; only where one was."""
    rows = engine.prepared.rows
    values: list[Value] = [
        None if row.row.pays is Pays.SHARE or (rate := exchange(engine.prepared, row)) == ONE else rate for row in rows
    ]
    if all(value is None for value in values):
        return []
    return [("Rate", "Exchange rate of the KPI's money", "number", values)]


def assignments_table(engine: Engine) -> Table:
    """One row per person and assignment: days, share, target bonus, score, each payout gate."""
    prepared, amounts = engine.prepared, engine.amounts
    segments = prepared.segments
    people = prepared.people

    def drawn(give: Callable[[Segment], Value]) -> Sequence[Value]:
        return Drawn(segments, give)

    def of_owner(give: Callable[[Employee], Value]) -> Sequence[Value]:
        return Drawn(prepared.owners, lambda owner: give(people[owner].employee))

    given: list[Given] = [
        ("Employee", "Employee", "text", of_owner(lambda employee: employee.id)),
        ("From", "From", "date", drawn(lambda segment: segment.start)),
        ("To", "To", "date", drawn(lambda segment: segment.end)),
        ("Role", "Role", "text", drawn(lambda segment: segment.role)),
        ("Team", "Team", "text", drawn(lambda segment: segment.team or None)),
        ("Department", "Department", "text", drawn(lambda segment: segment.department or None)),
        ("Salary", "Salary", "money", drawn(lambda segment: segment.salary)),
        ("FTE", "FTE", "number", amounts.fte),
        ("TargetBonusPercent", "Target bonus %", "percent", drawn(lambda segment: segment.percent)),
        ("TargetBonusAmount", "Target bonus amount", "money", drawn(lambda segment: segment.amount)),
        ("Days", "Days", "days", drawn(lambda segment: in_days(segment.days))),
        ("Present", "Present", "percent", drawn(lambda segment: segment.present)),
        ("Share", "Share of the span", "percent", amounts.share),
        ("SpanSalary", "Salary for the span", "money", amounts.span_salary),
        ("AssignmentTargetBonus", "Target bonus", "money", amounts.target_bonus),
        ("Score", "Score", "percent", [engine.results.score_of(number) for number in range(len(segments))]),
        *_section_columns(engine),
        *_gate_columns(engine),
        ("Currency", "Currency", "text", of_owner(lambda employee: employee.currency)),
    ]
    return _table("Assignments", given, {}, len(segments))


def _section_columns(engine: Engine) -> list[Given]:
    """What SECTION gives in each assignment, of the sections that a step or a gate reads."""
    plan = engine.prepared.plan
    trees = [step.formula.tree for step in plan.steps] + [gate.condition.tree for gate in plan.gates]
    calls = [node for tree in trees for node in walk(tree) if isinstance(node, Call) and node.function == "SECTION"]
    read = {normalise(quoted(call)) for call in calls}
    sections = dict.fromkeys(row.section for row in engine.prepared.rows if row.section)
    segments = range(len(engine.prepared.segments))
    return [
        (
            f"Section {name}",
            f"Result of section {name}",
            "percent",
            [engine.personal.section_of_segment(segment, name) for segment in segments],
        )
        for name in sections
        if normalise(name) in read
    ]


def _gate_columns(engine: Engine) -> list[Given]:
    """Each payout gate: what it left of the payout percent in each assignment that it concerned."""
    found: dict[str, list[Value]] = {}
    count = len(engine.prepared.segments)
    for segment in range(count):
        for passage in engine.gates.passages.get(segment, ()):
            key = f"Gate {passage.gate.id}"
            found.setdefault(key, [None] * count)[segment] = passage.after
    return [(key, f"After gate {key.removeprefix('Gate ')}", "percent", values) for key, values in found.items()]


def payouts_table(engine: Engine) -> Table:
    """One row per person: every step in order of calculation, what steps read before them."""
    prepared = engine.prepared
    people = prepared.people

    def drawn(give: Callable[[Person], Value]) -> Sequence[Value]:
        return Drawn(people, give)

    def last(field: str) -> Sequence[Value]:
        return drawn(lambda person: _last(prepared, person, field))

    given: list[Given] = [
        ("Employee", "Employee", "text", drawn(lambda person: person.employee.id)),
        ("Name", "Name", "text", drawn(lambda person: person.employee.name)),
        ("Role", "Role", "text", last("role")),
        ("Team", "Team", "text", last("team")),
        ("Department", "Department", "text", last("department")),
        ("Currency", "Currency", "text", drawn(lambda person: person.employee.currency)),
        ("Days", "Days in the plan", "days", drawn(lambda person: in_days(person.time.days if person.time else 0))),
    ]
    trees: dict[str, Node] = {}
    for name in step_order(engine):
        given += _inputs_of(engine, name)
        values = engine.steps.merged(name)
        given.append((name, step_label(engine, name), str(engine.units.unit(name)), values))
        tree = _tree(engine, name)
        if tree is not None:
            trees[name] = tree
    return _table("Payouts", given, trees, len(people))


def _last(prepared: Prepared, person: Person, field: str) -> Value:
    """A text of the person's last assignment; of the employee's row where there is none."""
    held = prepared.segments[person.segments[-1]] if person.segments else person.employee
    return cast("str", getattr(held, field)) or None


def _inputs_of(engine: Engine, name: str) -> list[Given]:
    """The columns that a default step reads and that are no steps: factors, adjustments, what was paid."""
    plan = engine.prepared.plan
    if name in engine.steps.budgeted:
        return [(f"{name}BeforeBudget", "Before the budget", "input", engine.ledger.get(f"before:{name}"))]
    if name == "BonusEarned":
        kept = engine.ledger.kept
        return [
            (factor, factor, "factor", kept[f"factor:{factor}"])
            for factor, multiplies in engine.personal.multiplies.items()
            if multiplies and f"factor:{factor}" in kept
        ]
    if name == "Adjusted" and plan.adjustments:
        return [("Adjustments", "Adjustments", "input", engine.ledger.get("figure:Adjustments"))]
    if name == "Due" and plan.paid:
        return [("Paid", "Already paid", "input", engine.ledger.get("figure:Paid"))]
    return []


def _tree(engine: Engine, name: str) -> Node | None:
    """The expression of a step where all people share one."""
    rows = [chain.steps.get(name) for chain in engine.chains if not chain.outside]
    first = rows[0] if rows else None
    if any(row is not first for row in rows):
        return None
    if first is not None:
        return first.formula.tree
    return engine.defaults.expressions.of(name) if name in CHAIN else None


def spans(engine: Engine) -> Sequence[Span]:
    """Each person's rows in the other tables."""
    deals = [deal.row for deal in engine.deals]

    def span(person: Person) -> Span:
        rows = person.rows
        return Span(
            (person.segments.start, person.segments.stop),
            (rows.start, rows.stop),
            (bisect_left(deals, rows.start), bisect_left(deals, rows.stop)),
        )

    return Drawn(engine.prepared.people, span)


def is_money(unit: str) -> bool:
    """Whether a column's unit is an amount."""
    return unit == Unit.MONEY or (len(unit) == 3 and unit.isupper())
