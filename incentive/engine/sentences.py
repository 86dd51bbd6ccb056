"""One line of text for each row of Scores: how its amount came about, with the numbers put in.

In comes a computed engine, out go lines in the order of the rows: `112000 ÷ 100000 = 1.1200; scale S gives 1.3000;
600.00 × 1.3000 = 780.00`. Sentences are made once a block and filled a row at a time. Numbers are cut for reading; the
columns hold them whole.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.prepared import ScoreRow, State, makes_money
from incentive.engine.scaling.attainment import attainment_tree
from incentive.engine.scoring.amounts import exchange
from incentive.engine.scoring.blocks import Block, blocks_of
from incentive.formula.text import template
from incentive.numbers import ONE, exact_arithmetic
from incentive.plan.choices import Combine, Pays

_SHARE, _MONEY, _FINE = Decimal("0.0001"), Decimal("0.01"), Decimal("0.000001")
_LONGEST = 16
_STATES = {
    State.ZERO: "no figure: the result is 0",
    State.MET: "no figure: counts as 100 %",
    State.OUT: "no figure: left out",
    State.STOOD_IN: "no figure: an override stands in",
    State.LAST: "0: the scale's last point",
}


def score_sentences(engine: Engine) -> list[str]:
    """A line for each row of Scores, in order."""
    lines = [""] * len(engine.prepared.rows)
    with exact_arithmetic():
        for block in blocks_of(engine.prepared.rows):
            for number, line in zip(block.numbers, _lines(engine, block), strict=True):
                lines[number] = line
    return lines


def _lines(engine: Engine, block: Block) -> list[str]:
    """The lines of one block."""
    numbers = block.numbers
    heads = _heads(engine, block)
    results = [_cut(engine.results.result[number], _SHARE) for number in numbers]
    earned = [_cut(engine.results.earned[number], _MONEY) for number in numbers]
    scale = block.first.row.scale
    gives = f"; scale {scale} gives " if scale else "; result "
    scaled = [_cut(engine.columns.scaled[number], _SHARE) for number in numbers]
    changed = [
        "" if before == after else f"; {_why(row)} {after}"
        for before, after, row in zip(scaled, results, block.rows, strict=True)
    ]
    if block.first.row.pays is Pays.SHARE:
        parts = [_cut(engine.amounts.kpi_target_bonus[number], _MONEY) for number in numbers]
        return [
            f"{head}{gives}{first}{change}; {part} × {result} = {amount}"
            for head, first, change, part, result, amount in zip(
                heads, scaled, changed, parts, results, earned, strict=True
            )
        ]
    by = "" if makes_money(block.first) else " of it"
    rates = [exchange(engine.prepared, row) for row in block.rows]
    at = ["" if rate == ONE else f", at a rate of {_cut(rate, _FINE)}" for rate in rates]
    return [
        f"{head}{gives}{first}{by}{change}{rate}; earned {amount}"
        for head, first, change, rate, amount in zip(heads, scaled, changed, at, earned, strict=True)
    ]


def _why(row: ScoreRow) -> str:
    """What changed a result after its scale."""
    return "override" if row.override is not None else "result"


def _heads(engine: Engine, block: Block) -> list[str]:
    """How each row's attainment came about, or what stands in the place of a figure."""
    first = block.first
    if first.state is not State.NORMAL:
        return [_STATES[first.state]] * len(block.rows)
    if first.kpi.combine is Combine.EACH:
        return [f"{len(row.figure.rows)} deals, {_short(row.number)} in all" for row in block.rows]
    tree = attainment_tree(first.kpi, block.sign) if block.attains else None
    if tree is None:
        return [f"actual {_short(row.number)}" for row in block.rows]
    text, keys = template(tree)
    columns: list[Sequence[str]] = [
        [_short(getattr(row, "number" if key == "actual" else key)) for row in block.rows] for key in keys
    ]
    attained = [_cut(engine.columns.attainment[number], _SHARE) for number in block.numbers]
    filled = zip(*columns, strict=True) if columns else iter([()] * len(block.rows))
    return [f"{text % values} = {share}" for values, share in zip(filled, attained, strict=True)]


def _short(value: Decimal | None) -> str:
    """A figure with its own digits, but no more than anyone reads."""
    text = str(value)
    return text if len(text) <= _LONGEST or value is None else str(value.quantize(_FINE, ROUND_HALF_UP))


def _cut(value: Decimal | None, step: Decimal) -> str:
    """A number for reading; a dash where there is none."""
    return "–" if value is None else str(value.quantize(step, ROUND_HALF_UP))
