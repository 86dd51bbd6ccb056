"""Columns of formulas over rows of values: checked once, compiled together, computed exactly.

The columns' trees and a scope come in; `Compiled.run` takes a list of values for each input and gives a list for each
column, with a `Fault` for each value that cannot be worked out. A row in which something is wrong is computed again,
column by column and with every check, to say what and where.
"""

import ast
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import CodeType, FunctionType

from incentive.formula.emit import ROW, Emitter, Piece
from incentive.formula.kinds import Shape
from incentive.formula.scope import FormulaError, FormulaFault, Scope
from incentive.formula.tree import Node, Value
from incentive.numbers import exact_arithmetic

_Repair = Callable[[int, tuple[Value, ...]], tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A value that could not be worked out: the row's number, the column's key, and why."""

    row: int
    column: str
    error: FormulaError


@dataclass(frozen=True, slots=True)
class Computed:
    """A list per column, None where blank or faulty, and the faults by row."""

    columns: dict[str, list[Value]]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Compiled:
    """Columns ready to run. `errors`: what is wrong whatever the rows hold; then it cannot run.

    `inputs`: the keys of the values needed per row. `shapes`: what is known of each column's values.
    """

    columns: tuple[tuple[str, Node], ...]
    scope: Scope
    inputs: tuple[str, ...]
    shapes: Mapping[str, Shape]
    errors: tuple[tuple[str, FormulaError], ...] = ()
    _fast: "_Written | None" = field(default=None, repr=False)

    def run(self, inputs: Mapping[str, Sequence[Value]], count: int) -> Computed:
        """Compute all columns for `count` rows; each input is a sequence of that length."""
        if self._fast is None:
            raise ValueError(f"columns with errors cannot run: {', '.join(sorted({key for key, _ in self.errors}))}")
        sources = [inputs[key] for key in self.inputs]
        for key, source in zip(self.inputs, sources, strict=True):
            if len(source) != count:
                raise ValueError(f"input {key} has {len(source)} values for {count} rows")
        results: dict[str, list[Value]] = {key: [] for key, _ in self.columns}
        faults: list[Fault] = []
        if not results:
            return Computed(results)

        def repair(row: int, values: tuple[Value, ...]) -> tuple[Value, ...]:
            return self._row(row, dict(zip(self.inputs, values, strict=True)), faults)

        with exact_arithmetic():
            rows = zip(range(count), *sources, strict=True)
            self._fast.function(rows, repair, *(result.append for result in results.values()))
        return Computed(results, tuple(faults))

    def _row(self, row: int, values: dict[str, Value], faults: list[Fault]) -> tuple[Value, ...]:
        """One row column by column; what needs a faulty column stays blank without a further fault."""
        faulty: set[str] = set()
        for (key, _), written in zip(self.columns, self._careful, strict=True):
            values[key] = None
            if not faulty.isdisjoint(written.slots):
                faulty.add(key)
                continue
            try:
                values[key] = written.function(row, *(values[slot] for slot in written.slots))
            except FormulaFault as fault:
                faulty.add(key)
                faults.append(Fault(row, key, fault.error))
            except ArithmeticError:
                faulty.add(key)
                faults.append(Fault(row, key, FormulaError("FX040")))
        return tuple(values[key] for key, _ in self.columns)

    @cached_property
    def _careful(self) -> list["_Written"]:
        """Each column by itself, with all checks; written when a row first needs it."""
        known: dict[str, Shape] = {}
        found = []
        for key, tree in self.columns:
            emitter = Emitter(self.scope, known, careful=True)
            piece = emitter.emit(tree)
            found.append(_column_function(emitter, piece))
            known[key] = self.shapes[key]
        return found


@dataclass(frozen=True, slots=True)
class _Written:
    """A compiled function and the keys of the values it takes."""

    function: Callable[..., Value]
    slots: tuple[str, ...]


def compile_columns(columns: Sequence[tuple[str, Node]], scope: Scope) -> Compiled:
    """Check all names and calls through the scope and compile the columns, in this order, into one function.

    The scope is asked again, for the same answers, when a row with a fault first has to be explained.
    """
    keys = [key for key, _ in columns]
    if len(set(keys)) != len(keys):
        raise ValueError("two columns have the same key")
    shapes: dict[str, Shape] = {}
    emitter = Emitter(scope, shapes, careful=False)
    pieces: list[Piece] = []
    errors: list[tuple[str, FormulaError]] = []
    inputs: list[str] = []
    for key, tree in columns:
        emitter.errors = []
        piece = emitter.emit(tree)
        pieces.append(piece)
        errors += [(key, error) for error in emitter.errors]
        inputs += [slot for slot in emitter.slots if slot not in shapes and slot not in inputs]
        if key in inputs:
            raise ValueError(f"column {key} is read before it is computed")
        shapes[key] = piece.shape
    fast = None if errors else _rows_function(emitter, keys, inputs, pieces)
    return Compiled(tuple(columns), scope, tuple(inputs), shapes, tuple(errors), fast)


def evaluate(tree: Node, scope: Scope, row_values: Mapping[str, Value]) -> Value:
    """The value of one tree for one row; raises FormulaFault. Compiles each time: for many rows use compile_columns."""
    key = "="
    compiled = compile_columns([(key, tree)], scope)
    if compiled.errors:
        raise FormulaFault(compiled.errors[0][1])
    computed = compiled.run({name: [row_values[name]] for name in compiled.inputs}, 1)
    if computed.faults:
        raise FormulaFault(computed.faults[0].error)
    return computed.columns[key][0]


def _rows_function(emitter: Emitter, keys: Sequence[str], inputs: Sequence[str], pieces: Sequence[Piece]) -> _Written:
    """The loop over the rows: all columns of a row, or the row repaired where one of them fails."""
    names = {key: emitter.variable(key) for key in keys}
    assigned: list[ast.stmt] = [
        ast.Assign([_store(names[key])], piece.code) for key, piece in zip(keys, pieces, strict=True)
    ]
    values = ast.Tuple([_load(emitter.variable(key)) for key in inputs], ast.Load())
    repaired = ast.Assign(
        [ast.Tuple([_store(names[key]) for key in keys], ast.Store())],
        ast.Call(_load("repair"), [_load(ROW), values], []),
    )
    failures = ast.Tuple([emitter.refer(FormulaFault), emitter.refer(ArithmeticError)], ast.Load())
    attempt = ast.Try(assigned or [ast.Pass()], [ast.ExceptHandler(failures, None, [repaired])], [], [])
    outputs = [f"out{place}" for place in range(len(keys))]
    appended: list[ast.stmt] = [
        ast.Expr(ast.Call(_load(output), [_load(names[key])], [])) for output, key in zip(outputs, keys, strict=True)
    ]
    target = ast.Tuple([_store(ROW), *(_store(emitter.variable(key)) for key in inputs)], ast.Store())
    loop = ast.For(target, _load("rows"), [attempt, *appended], [])
    return _Written(_function(["rows", "repair", *outputs], [loop], emitter.names), tuple(inputs))


def _column_function(emitter: Emitter, piece: Piece) -> _Written:
    slots = tuple(emitter.slots)
    parameters = [ROW, *(emitter.slots[slot] for slot in slots)]
    return _Written(_function(parameters, [ast.Return(piece.code)], emitter.names), slots)


def _function(parameters: Sequence[str], body: list[ast.stmt], names: Mapping[str, object]) -> Callable[..., Value]:
    """A function of this body; all that it can reach are its parameters and these named objects."""
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg(name) for name in parameters], kwonlyargs=[], kw_defaults=[], defaults=[]
    )
    definition = ast.FunctionDef("columns", arguments, body, [])
    module = ast.fix_missing_locations(ast.Module([definition], []))
    reach: dict[str, object] = {"__builtins__": {}, **names}
    # The module's only constant that is code is the function's; so nothing is run to get at it.
    codes = [each for each in compile(module, "<formula>", "exec").co_consts if isinstance(each, CodeType)]
    return FunctionType(codes[0], reach)


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _store(name: str) -> ast.Name:
    return ast.Name(name, ast.Store())


def needed(columns: Collection[tuple[str, Node]], scope: Scope) -> dict[str, frozenset[str]]:
    """The slot keys that each column reads: what an order of columns is made from."""
    found: dict[str, frozenset[str]] = {}
    for key, tree in columns:
        emitter = Emitter(scope, {}, careful=False)
        emitter.emit(tree)
        found[key] = frozenset(emitter.slots)
    return found
