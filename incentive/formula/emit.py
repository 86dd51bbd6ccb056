"""Trees written as Python's own expression nodes, so that many rows run as one compiled function.

A tree comes in, a `Piece` goes out: an `ast` expression and what is known of its value. Where numbers are certain the
plain operators of `Decimal` are written; elsewhere, and in `careful` mode everywhere, functions that check and know
their place in the text. No text is ever compiled, only nodes made here.
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.formula import kinds, operations, standard
from incentive.formula.kinds import NUMBER, Shape
from incentive.formula.scope import FormulaError, FormulaFault, Kind, Link, Meaning, Scope, Slot
from incentive.formula.tree import Binary, Call, Name, Node, Number, Omitted, Text, Truth, Unary, Value
from incentive.numbers import CONTEXT, ZERO, look

ROW = "row"
"""The variable that holds the row's number."""

_RAW: Mapping[str, ast.operator] = {"+": ast.Add(), "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div()}
_CHECKED: Mapping[str, Callable[..., Value]] = {
    "+": operations.add,
    "-": operations.subtract,
    "*": operations.multiply,
    "/": operations.divide,
    "^": operations.power,
    "&": operations.join,
}
_ORDER: Mapping[str, ast.cmpop] = {
    "=": ast.Eq(),
    "<>": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_FEW = 6
"""Up to so many arguments SUM is written as a chain of plain additions."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An expression, its shape, and its value where that is a constant number."""

    code: ast.expr
    shape: Shape
    constant: Decimal | None = None


def otherwise(work: Callable[[], Value], instead: Callable[[], Value]) -> Value:
    """IFERROR: the other value where the first cannot be worked out."""
    try:
        return work()
    except (FormulaFault, ArithmeticError):
        return instead()


def unmatched(code: str, at: int, value: Value = None) -> Value:
    """IFS or SWITCH at their end."""
    raise operations.fault(code, at, value=operations.shown(value))


def placed(function: Callable[..., Value], at: int, *values: Value) -> Value:
    """A caller's function, its fault given the call's place."""
    try:
        return function(*values)
    except FormulaFault as fault:
        raise FormulaFault(fault.error.placed(at)) from fault
    except ArithmeticError as reason:
        raise operations.fault("FX040", at) from reason


def seen_range(value: Decimal) -> tuple[Decimal, bool, Decimal, bool]:
    """The numbers that comparisons see as this one: from (included?) to (included?).

    A half is rounded away from zero, so the end farther from zero is out and the nearer one is in.
    """
    decimals = 12 if abs(value) < 1000 else 14 - value.adjusted()
    half = Decimal((0, (5,), -decimals - 1))
    # Just inside a power of ten from 1,000 on, one decimal more is seen.
    power = abs(value) >= 1000 and value.normalize(CONTEXT).as_tuple().digits == (1,)
    inner = half / 10 if power else half
    low, high = (value - half, value + inner) if value < 0 else (value - inner, value + half)
    return low, value > 0, high, value < 0


class Emitter:
    """Writes trees; `names` gathers the objects that the code refers to, `slots` the keys it reads."""

    def __init__(self, scope: Scope, columns: Mapping[str, Shape], careful: bool) -> None:
        self.scope = scope
        self.columns = columns
        self.careful = careful
        self.names: dict[str, object] = {}
        self.slots: dict[str, str] = {}
        self.errors: list[FormulaError] = []
        self._named: dict[int, str] = {}
        self._constants: dict[Decimal, str] = {}
        self._temporaries = 0

    # --- leaves -----------------------------------------------------------------------------------------------

    def variable(self, key: str) -> str:
        """The variable of a slot's or column's value."""
        return self.slots.setdefault(key, f"v{len(self.slots)}")

    def refer(self, thing: object) -> ast.expr:
        """A reference to an object of this program or of the caller."""
        name = self._named.get(id(thing))
        if name is None:
            name = f"g{len(self.names)}"
            self.names[name] = thing
            self._named[id(thing)] = name
        return _load(name)

    def constant(self, value: Decimal) -> Piece:
        """A number known beforehand."""
        name = self._constants.get(value)
        if name is None:
            name = f"g{len(self.names)}"
            self.names[name] = value
            self._constants[value] = name
        return Piece(_load(name), NUMBER, value)

    def invoke(self, function: Callable[..., object], *arguments: ast.expr) -> ast.expr:
        """A call of a function of this program."""
        return ast.Call(self.refer(function), list(arguments), [])

    def emit(self, node: Node) -> Piece:
        """The tree as an expression."""
        match node:
            case Number() | Omitted():
                return self.constant(node.value if isinstance(node, Number) else ZERO)
            case Text() | Truth():
                known = kinds.TEXT if isinstance(node, Text) else kinds.TRUTH
                return Piece(ast.Constant(node.value), known)
            case Name():
                return self._meaning(self.scope.name(node), node.at)
            case Unary():
                return self._unary(node)
            case Binary():
                return self._binary(node)
            case Call():
                if kinds.is_standard(node):
                    return self._call(node)
                return self._meaning(self.scope.call(node), node.at)

    def _meaning(self, meaning: Meaning | FormulaError, at: int) -> Piece:
        if isinstance(meaning, FormulaError):
            self.errors.append(meaning.placed(at))
            return Piece(ast.Constant(None), Shape(Kind.ANY, True))
        known = Shape(meaning.kind, meaning.blank)
        arguments: list[ast.expr] = [_load(ROW)]
        if isinstance(meaning, Slot):
            return Piece(_load(self.variable(meaning.key)), self.columns.get(meaning.key, known))
        if isinstance(meaning, Link):
            arguments = [self.emit(argument).code for argument in meaning.arguments]
        if self.careful:
            return Piece(
                self.invoke(placed, self.refer(meaning.function), ast.Constant(at), *arguments),
                known,
            )
        return Piece(ast.Call(self.refer(meaning.function), arguments, []), known)

    # --- operators --------------------------------------------------------------------------------------------

    def _unary(self, node: Unary) -> Piece:
        operand = self.emit(node.operand)
        if operand.constant is not None:
            return self.constant(kinds.folded(node.operator, operand.constant))
        number = self._number(operand, node.at)
        match node.operator:
            case "-":
                return Piece(ast.UnaryOp(ast.USub(), number), NUMBER)
            case "%":
                hundredth = self.constant(kinds.HUNDREDTH).code
                return Piece(ast.BinOp(number, ast.Mult(), hundredth), NUMBER)
        return Piece(number, NUMBER)

    def _number(self, piece: Piece, at: int) -> ast.expr:
        if piece.shape.number:
            return piece.code
        return self.invoke(operations.number, piece.code, ast.Constant(at))

    def _truth(self, piece: Piece, at: int) -> ast.expr:
        if piece.shape == kinds.TRUTH:
            return piece.code
        if piece.shape.number:
            return self.invoke(operations.holds, piece.code)
        return self.invoke(operations.truth, piece.code, ast.Constant(at))

    def _binary(self, node: Binary) -> Piece:
        left, right = self.emit(node.left), self.emit(node.right)
        known = kinds.binary(node.operator, left.shape, right.shape)
        if node.operator in _ORDER:
            return Piece(self._comparison(node.operator, left, right, node.at), known)
        raw = _RAW.get(node.operator)
        if raw is not None and left.shape.number and right.shape.number and not self.careful:
            return Piece(ast.BinOp(left.code, raw, right.code), known)
        return Piece(self.invoke(_CHECKED[node.operator], left.code, right.code, ast.Constant(node.at)), known)

    def _comparison(self, operator: str, left: Piece, right: Piece, at: int) -> ast.expr:
        if left.shape.number and right.shape.number:
            if right.constant is not None:
                return self._against(operator, left.code, right.constant)
            if left.constant is not None:
                return self._against(_MIRRORED[operator], right.code, left.constant)
            return _compare(self.invoke(operations.order, left.code, right.code), _ORDER[operator], ast.Constant(0))
        if operator in {"=", "<>"}:
            equal = self.invoke(operations.equal, left.code, right.code)
            return equal if operator == "=" else ast.UnaryOp(ast.Not(), equal)
        order = self.invoke(operations.compare, left.code, right.code, ast.Constant(at))
        return _compare(order, _ORDER[operator], ast.Constant(0))

    def _against(self, operator: str, code: ast.expr, constant: Decimal) -> ast.expr:
        """A number against a constant: against the ends of what is seen as that constant, so nothing is rounded."""
        low, with_low, high, with_high = seen_range(look(constant))
        at_least: ast.cmpop = ast.GtE() if with_low else ast.Gt()
        at_most: ast.cmpop = ast.LtE() if with_high else ast.Lt()
        low_end, high_end = self.constant(low).code, self.constant(high).code
        match operator:
            case ">=":
                return _compare(code, at_least, low_end)
            case "<":
                return _compare(code, ast.Lt() if with_low else ast.LtE(), low_end)
            case "<=":
                return _compare(code, at_most, high_end)
            case ">":
                return _compare(code, ast.Gt() if with_high else ast.GtE(), high_end)
        above: ast.cmpop = ast.LtE() if with_low else ast.Lt()
        inside = ast.Compare(low_end, [above, at_most], [code, high_end])
        return inside if operator == "=" else ast.UnaryOp(ast.Not(), inside)

    # --- calls ------------------------------------------------------------------------------------------------

    def _call(self, node: Call) -> Piece:
        pieces = [self.emit(argument) for argument in node.arguments]
        known = kinds.call(node.function, [piece.shape for piece in pieces])
        return Piece(self._call_code(node, pieces), known)

    def _call_code(self, node: Call, pieces: Sequence[Piece]) -> ast.expr:
        codes = [piece.code for piece in pieces]
        match node.function:
            case "IF":
                other = codes[2] if len(codes) > 2 else ast.Constant(False)
                return ast.IfExp(self._truth(pieces[0], node.at), codes[1], other)
            case "IFS":
                return self._ifs(node, pieces)
            case "SWITCH":
                return self._switch(node, pieces)
            case "IFERROR":
                return self.invoke(otherwise, self._later(codes[0]), self._later(codes[1]))
            case "IFBLANK":
                value, store = self._kept(codes[0])
                return ast.IfExp(_compare(store, ast.IsNot(), ast.Constant(None)), value, codes[1])
            case "AND" | "OR":
                # `&` and `|` look at both sides, unlike `and` and `or`.
                joint = ast.BitAnd() if node.function == "AND" else ast.BitOr()
                return _chain([self._truth(piece, node.at) for piece in pieces], joint)
            case "NOT":
                return ast.UnaryOp(ast.Not(), self._truth(pieces[0], node.at))
        return self._plain_call(node, pieces)

    def _plain_call(self, node: Call, pieces: Sequence[Piece]) -> ast.expr:
        codes = [piece.code for piece in pieces]
        if node.function == "ISBLANK":
            if isinstance(codes[0], ast.Constant):
                # Python warns of `is` beside a literal.
                return ast.Constant(codes[0].value is None)
            return _compare(codes[0], ast.Is(), ast.Constant(None))
        if all(piece.shape.number for piece in pieces) and not self.careful:
            match node.function:
                case "MIN" | "MAX" if len(pieces) == 1:
                    return codes[0]
                case "MIN" | "MAX":
                    choose = min if node.function == "MIN" else max
                    return ast.Call(self.refer(choose), codes, [])
                case "SUM" if len(pieces) <= _FEW:
                    return _chain(codes, ast.Add())
                case "ABS":
                    return ast.Call(self.refer(abs), codes, [])
        return self.invoke(standard.MEANINGS[node.function], ast.Constant(node.at), *codes)

    def _ifs(self, node: Call, pieces: Sequence[Piece]) -> ast.expr:
        code = self.invoke(unmatched, ast.Constant("FX037"), ast.Constant(node.at))
        for condition, value in zip(reversed(pieces[0::2]), reversed(pieces[1::2]), strict=True):
            code = ast.IfExp(self._truth(condition, node.at), value.code, code)
        return code

    def _switch(self, node: Call, pieces: Sequence[Piece]) -> ast.expr:
        value, store = self._kept(pieces[0].code)
        if len(pieces) % 2 == 0:
            code, cases = pieces[-1].code, pieces[1:-1]
        else:
            code, cases = self.invoke(unmatched, ast.Constant("FX038"), ast.Constant(node.at), value), pieces[1:]
        pairs = list(zip(cases[0::2], cases[1::2], strict=True))
        for place, (case, result) in reversed(list(enumerate(pairs))):
            subject = Piece(store if place == 0 else value, pieces[0].shape)
            code = ast.IfExp(self._comparison("=", subject, case, node.at), result.code, code)
        return code

    def _kept(self, code: ast.expr) -> tuple[ast.expr, ast.expr]:
        """A reading of a kept value, and the expression that keeps it and must run first."""
        if isinstance(code, ast.Name):
            return code, code
        name = f"t{self._temporaries}"
        self._temporaries += 1
        return _load(name), ast.NamedExpr(ast.Name(name, ast.Store()), code)

    def _later(self, code: ast.expr) -> ast.expr:
        """The expression as a function without arguments. Its variables are handed over as defaults: a variable that an
        inner function shares is slower for the whole row."""
        used = {each.id for each in ast.walk(code) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}
        kept = {each.id for each in ast.walk(code) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
        local = sorted(name for name in used - kept if name == ROW or name[0] in "vt")
        arguments = ast.arguments(
            posonlyargs=[],
            args=[ast.arg(name) for name in local],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[_load(name) for name in local],
        )
        return ast.Lambda(arguments, code)


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.Compare:
    return ast.Compare(left, [operator], [right])


def _chain(codes: Sequence[ast.expr], operator: ast.operator) -> ast.expr:
    """The codes joined from left to right."""
    result = codes[0]
    for code in codes[1:]:
        result = ast.BinOp(result, operator, code)
    return result
