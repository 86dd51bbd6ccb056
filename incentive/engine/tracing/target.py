"""How an assignment's target bonus comes about, as a formula that a pocket calculator can follow.

In come an engine and a segment, out goes the line: salary × percent × part of the year × days. The tree gives the value
that the column holds; it only writes the same product in the numbers that people know.
"""

from decimal import Decimal

from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.spans import Segment
from incentive.engine.tracing.operands import COLUMNS, known, money, number
from incentive.engine.tracing.trace import Line, Operand
from incentive.formula.tree import Binary, Name, Node, Number
from incentive.i18n.phrases import phrase
from incentive.numbers import ONE, same
from incentive.plan.choices import Proration, SalaryPer, TargetAmountPer, Unit


def target_line(engine: Engine, index: int) -> Line:
    """The line AssignmentTargetBonus of one segment."""
    prepared = engine.prepared
    segment = prepared.segments[index]
    employee = prepared.people[prepared.owners[index]].employee
    given = dict(segment.sources)
    at = given.get("target", employee.at)
    operands: dict[str, Operand] = {}
    fraction = prepared.clock.fractions(prepared.clock.span)
    if segment.percent is not None:
        place = prepared.notes.place(given.get("salary", employee.at), "Salary", segment.salary)
        operands |= known(Salary=money(COLUMNS["salary"], segment.salary, (place,)))
        percent_place = prepared.notes.place(at, "Target bonus %", segment.percent)
        percent = Operand(COLUMNS["percent"], segment.percent, Unit.PERCENT, (percent_place,))
        operands |= known(TargetBonusPercent=percent)
        tree: Node = Binary("*", Name("Salary"), Name("TargetBonusPercent"))
        if engine.amounts.fte[index] != ONE:
            operands |= known(FTE=number(COLUMNS["fte"], segment.fte))
            tree = Binary("*", tree, Name("FTE"))
        tree = _part_of_year(tree, _salary_fraction(engine, fraction))
    else:
        place = prepared.notes.place(at, "Target bonus amount", segment.amount)
        operands |= known(TargetBonusAmount=money(COLUMNS["amount"], segment.amount, (place,)))
        tree = _part_of_year(Name("TargetBonusAmount"), _amount_fraction(engine, fraction))
    tree = _times_share(engine, tree, segment)
    value = engine.amounts.target_bonus[index]
    if not operands or (segment.percent is None and segment.amount is None):
        return Line("AssignmentTargetBonus", phrase("Target bonus"), Unit.MONEY, value)
    return Line("AssignmentTargetBonus", phrase("Target bonus"), Unit.MONEY, value, tree, operands)


def _salary_fraction(engine: Engine, span: tuple[int, int]) -> tuple[int, int]:
    """The salary for the span as a fraction of what the workbook says."""
    clock = engine.prepared.clock
    match clock.settings.salary_per:
        case SalaryPer.YEAR:
            return span
        case SalaryPer.MONTH:
            return (span[0] * 12, span[1])
        case SalaryPer.PERIOD:
            period = clock.fractions(clock.period)
            return (span[0] * period[1], span[1] * period[0])


def _amount_fraction(engine: Engine, span: tuple[int, int]) -> tuple[int, int]:
    clock = engine.prepared.clock
    if clock.settings.target_amount_per is TargetAmountPer.YEAR:
        return span
    if clock.span == clock.period:
        return (1, 1)
    period = clock.fractions(clock.period)
    return (span[0] * period[1], span[1] * period[0])


def _part_of_year(tree: Node, fraction: tuple[int, int]) -> Node:
    """The tree times a fraction, written as simply as it goes."""
    above, below = fraction
    if above == below:
        return tree
    if below % above == 0:
        return Binary("/", tree, Number(Decimal(below // above)))
    if above % below == 0:
        return Binary("*", tree, Number(Decimal(above // below)))
    return Binary("/", Binary("*", tree, Number(Decimal(above))), Number(Decimal(below)))


def _times_share(engine: Engine, tree: Node, segment: Segment) -> Node:
    """The tree times the segment's share of the span: days over days, or months over months."""
    span = engine.prepared.clock.span
    proration = engine.prepared.plan.settings.proration
    whole = span.days
    counted = segment.share * segment.present * whole
    if proration is Proration.WHOLE_MONTHS:
        whole = len(span.months())
        counted = segment.share * segment.present * whole
    if proration is Proration.CALENDAR_DAYS:
        counted = segment.days * segment.present
    nearest = counted.to_integral_value()
    if same(counted, nearest):
        counted = nearest
    if counted == whole:
        return tree
    return Binary("/", Binary("*", tree, Number(counted)), Number(Decimal(whole)))
