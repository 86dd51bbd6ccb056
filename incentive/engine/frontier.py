"""The resolved input rows as a table: each figure that Scores start from, and the cells it came from.

In comes a computed engine, out goes one row per row of Scores, made when somebody asks for it. Nothing is calculated.
"""

from collections.abc import Sequence

from incentive.engine.paying.engine import Engine
from incentive.engine.tables import Column, Table
from incentive.engine.tracing.operands import actual_places, target_places, whose
from incentive.formula.tree import Value
from incentive.problems import Place

_MOST = 12


def inputs_table(engine: Engine) -> Table:
    """Actual, threshold, target, maximum and weight of every row of Scores, with whose figure it is and their cells."""
    prepared = engine.prepared
    rows = prepared.rows
    whoms = [whose(engine, row) for row in rows]
    given: list[tuple[str, str, str, Sequence[Value]]] = [
        ("Employee", "Employee", "text", [prepared.people[row.person].employee.id for row in rows]),
        ("From", "From", "date", [prepared.segments[row.segment].start for row in rows]),
        ("To", "To", "date", [prepared.segments[row.segment].end for row in rows]),
        ("KPI", "KPI", "text", [row.kpi.id for row in rows]),
        ("State", "What stands for the figure", "text", [str(row.state) for row in rows]),
        ("Whose", "Whose figure", "text", ["person" if whom == "you" else whom for whom in whoms]),
        ("Actual", "Actual", "kpi", [row.actual for row in rows]),
        ("ActualFrom", "Cells of the actual", "text", [cells(actual_places(engine, row)) for row in rows]),
        ("Threshold", "Threshold", "kpi", [row.threshold for row in rows]),
        ("ThresholdFrom", "Cell of the threshold", "text", _of(engine, 0, [row.threshold for row in rows])),
        ("Target", "Target", "kpi", [row.target for row in rows]),
        ("TargetFrom", "Cell of the target", "text", _of(engine, 1, [row.target for row in rows])),
        ("Maximum", "Maximum", "kpi", [row.maximum for row in rows]),
        ("MaximumFrom", "Cell of the maximum", "text", _of(engine, 2, [row.maximum for row in rows])),
        ("Prorated", "Figures shrunk to the days", "text", [_shrunk(row.terms.part) for row in rows]),
        ("Weight", "Weight", "percent", [row.weight for row in rows]),
        ("WeightFrom", "Cell of the weight", "text", _of(engine, 3, [row.weight for row in rows])),
        ("Scale", "Scale", "text", [row.row.scale for row in rows]),
        ("MatrixRow", "Row of the matrix", "text", [cells((prepared.notes.place(row.row.at),)) for row in rows]),
    ]
    columns = tuple(Column(key, label, unit) for key, label, unit, _ in given)
    return Table("Inputs", columns, {key: values for key, _, _, values in given}, len(rows))


def _of(engine: Engine, figure: int, values: Sequence[Value]) -> list[Value]:
    """The cells of a figure of every row that has it."""
    rows = engine.prepared.rows
    return [
        None if value is None else cells(target_places(engine, row, figure))
        for row, value in zip(rows, values, strict=True)
    ]


def _shrunk(part: tuple[int, int] | None) -> str | None:
    """`× 62 / 92 days`: what the figures were multiplied by where they shrink with a person's days."""
    return None if part is None else f"× {part[0]} / {part[1]} days"


def cells(places: Sequence[Place]) -> str | None:
    """`Actuals!C5, Actuals!C6`: the first cells and how many more; None where there are none."""
    words = list(dict.fromkeys(str(place) for place in places if str(place)))
    if not words:
        return None
    return ", ".join(words) if len(words) <= _MOST else f"{', '.join(words[:_MOST])} and {len(words) - _MOST} more"
