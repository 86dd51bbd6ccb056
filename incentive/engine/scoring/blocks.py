"""Scores from resolved rows up to the KPI's cap, a block of like rows at a time.

A block holds the rows of one KPI that share rule, scale and state, so that its expressions are compiled once and meet
only numbers. In come `ScoreRow`s, out come the flat columns Attainment, Measured, ScaleResult, RoundedResult and
CappedResult in the order of the rows. Gates, overrides and money follow in `results`. Source: "Columns of Scores".
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.preparation.prepared import Prepared, ScoreRow, State
from incentive.engine.scaling.attainment import INDEX, Sign, attainment_tree, expression, needed, sign_of
from incentive.engine.scaling.points import CurveBook, RowScope, reads
from incentive.formula.evaluate import Compiled, Fault, compile_columns
from incentive.formula.tree import Node, Value
from incentive.numbers import ONE, ZERO, RoundingMode, exact_arithmetic, round_to
from incentive.plan.choices import Between, Combine, MeasuredIn, Pays, Rule
from incentive.plan.records import Scale

Figures = dict[str, Sequence[Value]]
_AT_ONCE = 1 << 12


@dataclass(slots=True)
class ScoreColumns:
    """Flat columns over all rows of Scores, None where there is no value; `measured` is what the scale read."""

    attainment: list[Decimal | None]
    measured: list[Decimal | None]
    scaled: list[Decimal | None]
    rounded: list[Decimal | None]
    capped: list[Decimal | None]

    @classmethod
    def blank(cls, count: int) -> "ScoreColumns":
        """Columns of `count` blanks."""
        return cls([None] * count, [None] * count, [None] * count, [None] * count, [None] * count)


@dataclass(slots=True)
class Block:
    """Rows of one KPI that share rule, scale, state and which figures they have."""

    first: ScoreRow
    sign: Sign
    attains: bool
    numbers: list[int] = field(default_factory=list)
    rows: list[ScoreRow] = field(default_factory=list)


def blocks_of(rows: Sequence[ScoreRow]) -> Iterator[Block]:
    """The rows in blocks, some thousand rows at a time, so that what is worked on stays near the processor."""
    for first in range(0, len(rows), _AT_ONCE):
        yield from _blocks(rows[first : first + _AT_ONCE], first)


def _blocks(rows: Sequence[ScoreRow], first: int) -> list[Block]:
    """Rows in blocks, in the order in which a block's first row stands; `first` is the number of the first of all."""
    found: dict[Hashable, Block] = {}
    alike: dict[Hashable, int] = {}
    kinds: dict[int, tuple[int, Sign]] = {}
    for number, row in enumerate(rows, first):
        terms = row.terms
        kind = kinds.get(id(terms))
        if kind is None:
            sign = sign_of(terms.target)
            have = (terms.threshold is None, terms.target is None, terms.maximum is None)
            kind = kinds[id(terms)] = (alike.setdefault((id(terms.row), sign, have), len(alike)), sign)
        zero = terms.kpi.attainment in _SPECIAL and not _answers(row)
        key = (kind[0], row.state, row.number is None, zero)
        block = found.get(key)
        if block is None:
            attains = row.number is not None and not zero and _has_figures(row)
            block = found[key] = Block(row, kind[1], attains)
        block.numbers.append(number)
        block.rows.append(row)
    return list(found.values())


_SPECIAL = frozenset({Rule.INVERSE, Rule.INDEX})


def _answers(row: ScoreRow) -> bool:
    """Whether a rule that divides by something of the row has an answer for it."""
    if row.kpi.attainment is Rule.INVERSE:
        return row.number is not None and sign_of(row.number) is not Sign.ZERO
    return row.target != row.threshold


def takes_last_point(row: ScoreRow) -> bool:
    """Whether the attainment is the scale's last point: by the inverse rule, of 0 or of deals that add up to it."""
    if row.kpi.attainment is Rule.INVERSE and row.kpi.combine is Combine.EACH:
        return sign_of(row.number) is Sign.ZERO and _has_figures(row)
    return row.state is State.LAST


def _has_figures(row: ScoreRow) -> bool:
    """Whether the figures that the row's attainment reads are there."""
    if row.kpi.attainment is Rule.VALUE:
        return False
    return all(getattr(row, name.casefold()) is not None for name in needed(row.kpi))


class Scorer:
    """Computes the blocks of a plan; expressions are compiled once for each kind of block.

    With `deals` the rows are single deals; without, a row of deals is their sum, which no scale is asked about.
    """

    def __init__(self, curves: CurveBook, round_results: Decimal | None, *, deals: bool = False) -> None:
        self.curves = curves
        self.round_results = round_results
        self.deals = deals
        self.faults: list[tuple[Block, int, Fault]] = []
        self._compiled: dict[Hashable, Compiled] = {}

    def run(self, blocks: Iterable[Block], columns: ScoreColumns) -> None:
        """Fill the columns for all blocks."""
        with exact_arithmetic():
            for block in blocks:
                self._block(block, columns)

    def _block(self, block: Block, columns: ScoreColumns) -> None:
        state, first = block.first.state, block.first
        if state in {State.OUT, State.STOOD_IN}:
            return
        count = len(block.rows)
        if state is State.ZERO:
            zeros: list[Decimal | None] = [ZERO] * count
            self._put(block, columns, (zeros, None, zeros, None, zeros))
            return
        attained = self._attainment(block)
        measured = attained
        measure = reads(first.kpi, first.scale)
        if measure is MeasuredIn.VALUE:
            measured = [row.number for row in block.rows]
        elif measure is MeasuredIn.INDEX:
            measured = self._computed(block, "index", expression(INDEX))
        if first.kpi.combine is Combine.EACH and not self.deals:
            self._put(block, columns, (attained, measured, None, None, None))
            return
        scaled = self._scaled(block, measured)
        rounded = None
        capped = scaled
        if first.row.pays is Pays.SHARE:
            if self.round_results is not None:
                step = self.round_results
                rounded = capped = [
                    None if value is None else round_to(value, step, RoundingMode.HALF_UP) for value in scaled
                ]
            cap = first.row.cap
            if cap is not None:
                capped = [cap if value is not None and value > cap else value for value in capped]
        self._put(block, columns, (attained, measured, scaled, rounded, capped))

    def _put(
        self,
        block: Block,
        columns: ScoreColumns,
        values: tuple[Sequence[Decimal | None] | None, ...],
    ) -> None:
        """Scatter a block's columns to the flat ones."""
        flat = (columns.attainment, columns.measured, columns.scaled, columns.rounded, columns.capped)
        for target, source in zip(flat, values, strict=True):
            if source is not None:
                for number, value in zip(block.numbers, source, strict=True):
                    target[number] = value

    def _attainment(self, block: Block) -> list[Decimal | None]:
        first = block.first
        if first.state is State.MET:
            return [ONE] * len(block.rows)
        if takes_last_point(first):
            return [row.curve.points[-1][0] if row.curve else None for row in block.rows]
        tree = attainment_tree(first.kpi, block.sign)
        if not block.attains or tree is None:
            return [None] * len(block.rows)
        return self._computed(block, ("attainment", first.kpi.id, block.sign), tree)

    def _computed(self, block: Block, key: Hashable, tree: Node) -> list[Decimal | None]:
        """An expression over the figures of the block's rows."""
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = compile_columns([("value", tree)], RowScope())
            for _, error in compiled.errors:
                self.faults.append((block, 0, Fault(0, "attainment", error)))
        if compiled.errors:
            return [None] * len(block.rows)
        figures: Figures = {}
        for name in compiled.inputs:
            attribute = "number" if name == "Actual" else name.casefold()
            figures[name] = [getattr(row, attribute) for row in block.rows]
        computed = compiled.run(figures, len(block.rows))
        self.faults.extend((block, fault.row, fault) for fault in computed.faults)
        return [value if isinstance(value, Decimal) else None for value in computed.columns["value"]]

    def _scaled(self, block: Block, measured: Sequence[Decimal | None]) -> list[Decimal | None]:
        first = block.first
        scale = first.scale
        if scale is None:
            return [None if value is None else max(value, ZERO) for value in measured]
        if scale.between is Between.FORMULA:
            return self._by_formula(block, scale, measured)
        curves = {id(row.curve): row.curve for row in block.rows if row.curve is not None}
        pays = {key: curve.pay for key, curve in curves.items()}
        figures = measured
        if scale.between is Between.SLICES and first.row.pays is not Pays.SHARE and first.state is not State.LAST:
            figures = [row.number for row in block.rows]
        if len(pays) == 1 and all(row.curve is not None for row in block.rows):
            pay = next(iter(pays.values()))
            return [None if value is None else pay(value) for value in figures]
        return [
            None if value is None or row.curve is None else pays[id(row.curve)](value)
            for row, value in zip(block.rows, figures, strict=True)
        ]

    def _by_formula(self, block: Block, scale: Scale, measured: Sequence[Decimal | None]) -> list[Decimal | None]:
        compiled = self.curves.formula(scale)
        if compiled is None or any(value is None for value in measured):
            return [None] * len(block.rows)
        computed = compiled.run(dict.fromkeys(compiled.inputs, measured), len(block.rows))
        self.faults.extend((block, fault.row, fault) for fault in computed.faults)
        return [value if isinstance(value, Decimal) else None for value in computed.columns["pays"]]


def score_columns(prepared: Prepared) -> ScoreColumns:
    """The flat columns of all resolved rows; faults are noted with person and KPI."""
    columns = ScoreColumns.blank(len(prepared.rows))
    scorer = Scorer(prepared.curves, prepared.plan.settings.round_results)
    scorer.run(blocks_of(prepared.rows), columns)
    note_faults(prepared, scorer)
    return columns


def note_faults(prepared: Prepared, scorer: Scorer) -> None:
    """What could not be worked out, with the cell of the plan's own formula, the figure's and the row's."""
    notes = prepared.notes
    for block, number, fault in scorer.faults:
        row = block.rows[number]
        employee = prepared.people[row.person].employee
        places = [notes.place(item.at, "Value", item.value) for item in row.figure.rows[:1]]
        places.append(notes.place(row.row.at))
        formula = row.kpi.attainment_formula
        if fault.column == "pays" and row.scale is not None and row.scale.formula is not None:
            formula = row.scale.formula
        if formula is not None:
            places.insert(0, notes.place(formula.at, None, formula.text))
        notes.formula(fault.error, f"KPI {row.kpi.id} of {employee.id}", places, (f"kpi:{row.kpi.id}",))
        # What follows from it is no news; a deal's row stands for the row of Scores as well.
        for other in prepared.rows[prepared.people[row.person].rows.start : prepared.people[row.person].rows.stop]:
            if other.row is row.row and other.segment == row.segment:
                other.state = State.OUT
