"""The trace of one person: assignments and KPI rows, put together with steps, ladder and notes.

In comes a computed engine and a person's number, out goes a `Trace`. Values are read from the columns that were
computed; trees are those they were computed from, in the form that a layman can follow.
"""

from decimal import Decimal

from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.prepared import ScoreRow, State, makes_money
from incentive.engine.scaling.attainment import attainment_tree, expression, sign_of
from incentive.engine.scaling.points import reads
from incentive.engine.scoring.amounts import exchange
from incentive.engine.scoring.blocks import takes_last_point
from incentive.engine.tracing.figure import figure_words
from incentive.engine.tracing.ladder import ladder_of
from incentive.engine.tracing.notices import notes_of
from incentive.engine.tracing.operands import actual_places, known, kpi_unit, target_places, whose
from incentive.engine.tracing.rungs import split_lines, step_lines
from incentive.engine.tracing.target import target_line
from incentive.engine.tracing.trace import AssignmentTrace, DealTrace, Line, Operand, ScoreTrace, Trace
from incentive.formula.tree import Call, Name, Node, Text
from incentive.i18n.phrases import Share, phrase
from incentive.plan.choices import Between, MeasuredIn, NamedPoint, Pays, Unit
from incentive.plan.records import Scale


def traced(engine: Engine, person: int) -> Trace:
    """The whole way of one person."""
    held = engine.prepared.people[person]
    chain = engine.chain_of[person]

    def step(name: str) -> Decimal | None:
        value = engine.ledger.get(f"chainstep:{chain.number}:{name}")[person]
        return value if isinstance(value, Decimal) else None

    scores = tuple(_score(engine, person, number) for number in held.rows)
    lines = step_lines(engine, person)
    return Trace(
        held.employee,
        held.employee.currency,
        step("Payout"),
        step("Score"),
        step("TargetBonus"),
        held.time.days if held.time else 0,
        engine.prepared.clock.span.days,
        tuple(_assignment(engine, index) for index in held.segments),
        scores,
        lines,
        split_lines(engine, person),
        ladder_of(engine, person, {line.step: line for line in lines}),
        notes_of(engine, person),
    )


def _assignment(engine: Engine, index: int) -> AssignmentTrace:
    segment = engine.prepared.segments[index]
    lines = [target_line(engine, index)]
    for passage in engine.gates.passages.get(index, ()):
        place = engine.prepared.notes.place(passage.gate.condition.at, "Condition", passage.gate.condition.text)
        met = phrase("met") if passage.met else phrase("not met")
        label = phrase("After gate {gate}", gate=passage.gate.id)
        lines.append(Line(f"Gate {passage.gate.id}", label, Unit.PERCENT, passage.after, places=(place,), words=met))
    return AssignmentTrace(
        segment.start, segment.end, segment.days, segment.role, segment.team, segment.department, tuple(lines)
    )


def _score(engine: Engine, person: int, number: int) -> ScoreTrace:
    row = engine.prepared.rows[number]
    held = engine.prepared.people[person]
    segment = engine.prepared.segments[row.segment]
    return ScoreTrace(
        row.kpi,
        row.row,
        row.segment - held.segments.start,
        segment.start,
        segment.end,
        row.section,
        row.actual,
        row.threshold,
        row.target,
        row.maximum,
        engine.columns.attainment[number],
        engine.results.result[number],
        row.weight,
        engine.amounts.kpi_target_bonus[number],
        engine.results.earned[number],
        held.employee.currency,
        tuple(_lines(engine, number, row)),
        whose(engine, row),
        _points(row),
        tuple(_deals(engine, number, row)),
        row.counted,
        row.terms.part,
        row.terms.shrinks if row.terms.part is not None else (False, False, False),
    )


def _points(row: ScoreRow) -> tuple[tuple[Decimal, Decimal], ...]:
    """The scale's points as this row uses them."""
    if row.curve is not None:
        return row.curve.points
    if row.scale is None or row.scale.between is Between.FORMULA:
        return ()
    return tuple((point.x, point.pays) for point in row.scale.points if not isinstance(point.x, NamedPoint))


def _deals(engine: Engine, number: int, row: ScoreRow) -> list[DealTrace]:
    found = []
    for deal in engine.deals:
        if deal.row == number:
            place = engine.prepared.notes.place(deal.actual.at, "Value", deal.actual.value)
            figures = known(Actual=Operand(phrase("Actual"), deal.number, kpi_unit(row), (place,)))
            unit = Unit.MONEY if makes_money(row) else Unit.NUMBER
            label = phrase("Earned by this deal")
            line = Line("Money", label, unit, deal.money, _scale_tree(row, "Actual"), figures, (place,))
            found.append(DealTrace(deal.number, deal.money, (line,), (place,)))
    return found


def _figures(engine: Engine, row: ScoreRow) -> dict[str, Operand]:
    """Actual, threshold, target and maximum of a row with their cells."""
    unit = kpi_unit(row)
    return dict(
        known(
            Actual=Operand(
                phrase("Actual"), row.number if row.number is not None else row.actual, unit, actual_places(engine, row)
            ),
            Threshold=Operand(phrase("Threshold"), row.threshold, unit, target_places(engine, row, 0)),
            Target=Operand(phrase("Target"), row.target, unit, target_places(engine, row, 1)),
            Maximum=Operand(phrase("Maximum"), row.maximum, unit, target_places(engine, row, 2)),
        )
    )


def _lines(engine: Engine, number: int, row: ScoreRow) -> list[Line]:
    """Every column of the row that says something new, in order of calculation."""
    figures = _figures(engine, row)
    lines = [_actual_line(engine, row, figures)]
    attained = engine.columns.attainment[number]
    if attained is not None:
        by_rule = row.state is State.NORMAL and not takes_last_point(row)
        tree = attainment_tree(row.kpi, sign_of(row.target)) if by_rule else None
        used = {key: operand for key, operand in figures.items() if operand.value is not None}
        lines.append(Line("Attainment", phrase("Attainment"), Unit.PERCENT, attained, tree, used))
        figures |= known(Attainment=Operand("Attainment", attained, Unit.PERCENT))
    scaled = engine.columns.scaled[number]
    if scaled is not None and row.scale is not None:
        lines.append(_scale_line(engine, row, row.scale, scaled, figures))
    lines += _after_scale(engine, number, row)
    lines += _money_lines(engine, number, row)
    return lines


def _actual_line(engine: Engine, row: ScoreRow, figures: dict[str, Operand]) -> Line:
    words = figure_words(engine, row)
    if row.kpi.formula is not None:
        parts: dict[str, Operand] = {}
        for item in row.figure.rows:
            place = engine.prepared.notes.place(item.at, "Value", item.value)
            parts[place.cell or item.kpi] = Operand(item.kpi, item.value, "", (place,))
        tree = row.kpi.formula.tree if len(row.figure.rows) == len({item.kpi for item in row.figure.rows}) else None
        operands = parts
        if tree is not None:
            named = {item.kpi: item for item in row.figure.rows}
            operands = dict(
                known(
                    **{
                        name: Operand(name, item.value, "", (engine.prepared.notes.place(item.at, "Value"),))
                        for name, item in named.items()
                    }
                )
            )
        return Line(
            "Actual", phrase("Actual"), kpi_unit(row), row.actual, tree, operands, figures["actual"].places, words
        )
    return Line("Actual", phrase("Actual"), kpi_unit(row), row.actual, None, {}, figures["actual"].places, words)


def _scale_tree(row: ScoreRow, name: str) -> Node | None:
    if row.scale is None:
        return None
    if row.scale.between is Between.FORMULA and row.scale.formula is not None:
        return row.scale.formula.tree
    return Call("SCALE", (Text(row.scale.id), Name(name)))


def _measured_name(row: ScoreRow, scale: Scale) -> str:
    measure = reads(row.kpi, scale)
    if scale.between is Between.SLICES and row.row.pays is not Pays.SHARE:
        return "Actual"
    return {MeasuredIn.ATTAINMENT: "Attainment", MeasuredIn.VALUE: "Actual", MeasuredIn.INDEX: "Index"}[measure]


def _scale_line(engine: Engine, row: ScoreRow, scale: Scale, scaled: Decimal, figures: dict[str, Operand]) -> Line:
    name = _measured_name(row, scale)
    operands = {key: value for key, value in figures.items() if key == name.casefold()}
    if scale.between is Between.FORMULA and operands:
        operands = {"x": next(iter(operands.values()))}
    unit = Unit.MONEY if makes_money(row) else Unit.PERCENT
    places = tuple(engine.prepared.notes.place(point.at, "At", point.x) for point in scale.points)
    label = phrase("Scale {scale}", scale=scale.id)
    return Line("ScaleResult", label, unit, scaled, _scale_tree(row, name), operands, places)


def _after_scale(engine: Engine, number: int, row: ScoreRow) -> list[Line]:
    """Rounding, cap, gates and override, each only where it changed something."""
    notes, results, columns = engine.prepared.notes, engine.results, engine.columns
    unit = Unit.MONEY if makes_money(row) else Unit.PERCENT
    lines = []
    if columns.rounded[number] is not None and columns.rounded[number] != columns.scaled[number]:
        lines.append(Line("RoundedResult", phrase("Rounded by the plan"), unit, columns.rounded[number]))
    before = columns.scaled[number] if columns.rounded[number] is None else columns.rounded[number]
    if columns.capped[number] != before and row.row.cap is not None:
        place = notes.place(row.row.at, "Cap", row.row.cap)
        label, words = phrase("Cap of the KPI"), phrase("at most {cap}", cap=Share(row.row.cap))
        lines.append(Line("CappedResult", label, unit, columns.capped[number], places=(place,), words=words))
    for gate in results.unmet.get(number, ()):
        place = notes.place(gate.condition.at, "Condition", gate.condition.text)
        after = results.kpi_gate[number] if gate.acts_on.kind == "kpi" else results.section_gate[number]
        step = "KpiGate" if gate.acts_on.kind == "kpi" else "SectionGate"
        label, words = phrase("Gate {gate}", gate=gate.id), phrase("condition not met")
        lines.append(Line(step, label, unit, after, places=(place,), words=words))
    if row.override is not None:
        place = notes.place(row.override.at, "Value", row.override.value)
        words = phrase("{reason}, approved by {who}", reason=row.override.reason, who=row.override.approved_by)
        lines.append(Line("Override", phrase("Override"), unit, row.override.value, places=(place,), words=words))
    return lines


def _money_lines(engine: Engine, number: int, row: ScoreRow) -> list[Line]:
    """From the result to what was earned."""
    results, amounts = engine.results, engine.amounts
    result = results.result[number]
    unit = Unit.MONEY if makes_money(row) else Unit.PERCENT
    lines = [Line("Result", phrase("Result"), unit, result)]
    earned = results.earned[number]
    part = amounts.kpi_target_bonus[number]
    if row.row.pays is Pays.SHARE:
        weight = Operand(phrase("Weight"), row.weight, Unit.PERCENT, target_places(engine, row, 3))
        target = Operand(phrase("Target bonus"), amounts.target_bonus[row.segment], Unit.MONEY)
        tree = expression("TargetBonus * Weight")
        figures = known(Weight=weight, TargetBonus=target)
        lines.append(Line("KpiTargetBonus", phrase("KPI target bonus"), Unit.MONEY, part, tree, figures))
        figures = known(
            KpiTargetBonus=Operand(phrase("KPI target bonus"), part, Unit.MONEY),
            Result=Operand(phrase("Result"), result, Unit.PERCENT),
        )
        override = results.section_overrides.get(number)
        if override is None:
            tree = expression("KpiTargetBonus * Result")
            lines.append(Line("Earned", phrase("Earned"), Unit.MONEY, earned, tree, figures))
        else:
            place = engine.prepared.notes.place(override.at, "Value", override.value)
            words = phrase(
                "section set to {value}: {reason}, approved by {who}",
                value=Share(override.value),
                reason=override.reason,
                who=override.approved_by,
            )
            lines.append(Line("Earned", phrase("Earned"), Unit.MONEY, earned, places=(place,), words=words))
        return lines
    lines.append(_direct_line(engine, row, result, earned))
    return lines


def _direct_line(engine: Engine, row: ScoreRow, result: Decimal | None, earned: Decimal | None) -> Line:
    """The money of an amount or a rate: on the actual, for the row's days."""
    unit = Unit.MONEY if makes_money(row) else Unit.PERCENT
    figures = {"result": Operand(phrase("Result"), result, unit)}
    text = "Result"
    if not makes_money(row):
        figures["actual"] = Operand(phrase("Actual"), row.number, kpi_unit(row), actual_places(engine, row))
        text = "Actual * Result"
    whole = engine.prepared.clock.span.days if row.row.pays is Pays.AMOUNT else row.kpi_days
    days = engine.prepared.segments[row.segment].days
    if days != whole:
        text += f" * {days} / {whole}"
    rate = exchange(engine.prepared, row)
    if rate != 1:
        figures["rate"] = Operand(phrase("Rate"), rate, Unit.NUMBER)
        text += " * Rate"
    return Line("Earned", phrase("Earned"), Unit.MONEY, earned, expression(text), figures)
