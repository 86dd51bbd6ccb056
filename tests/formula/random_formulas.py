"""Random formulas over a few named values, as text: every operator and function, all kinds of values mixed.

A source of random numbers comes in, the text of a formula goes out. Exponents stay small, since what is beyond bounds
is each evaluator's own affair; the rest may well be a problem, and must then be one for every evaluator.
"""

from datetime import date
from decimal import Decimal
from random import Random

from incentive.formula.tree import Value

VALUES: dict[str, Value] = {
    "n1": Decimal("0.3"),
    "n2": Decimal(7),
    "n3": Decimal("-2.5"),
    "n4": Decimal("1234.565"),
    "on1": None,
    "on2": Decimal("0.1"),
    "t1": "North",
    "t2": "b2",
    "ot1": None,
    "b1": True,
    "b2": False,
    "ob1": None,
    "d1": date(2026, 7, 1),
    "d2": date(2026, 6, 1),
    "any1": None,
    "any2": Decimal(3),
    "any3": "x",
    "any4": True,
}
_NUMBERS = ["0.3", "0.1", "1", "2", "3", "(-2.5)", "0", "1234.565", "1000", "7", "0.5", "100", "1E6", "0.07", "12.345"]
_NUMBERS += ["0.999", "99999.5"]
_NAMES = ["n1", "n2", "n3", "n4", "n1", "n2", "on1", "on2", "any1", "any2"]
_TEXTS = ['"a"', '"North"', '"NORTH"', '""', '"a b"', "t1", "t2", "ot1", "any3"]
_TRUTHS = ["b1", "b2", "TRUE", "any4", "ob1"]


class Formulas:
    """Draws formulas."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def anything(self, depth: int) -> str:
        """A value of any kind."""
        draw = self.random.random()
        if draw < 0.5:
            return self.number(depth)
        if draw < 0.75:
            return self.text(depth)
        return self.truth(depth) if draw < 0.9 else self.random.choice(["d1", "d2", "d1-d2", "any4", "any1"])

    def number(self, depth: int) -> str:
        """What is mostly a number."""
        draw = self.random.random()
        if depth <= 0 or draw < 0.25:
            return self.random.choice([self.random.choice(_NUMBERS), self.random.choice(_NAMES)])
        if draw < 0.55:
            return f"({self.number(depth - 1)}{self.random.choice('+-*/+-*/')}{self.number(depth - 1)})"
        if draw < 0.6:
            return f"-{self.number(depth - 1)}"
        if draw < 0.63:
            return f"{self.number(depth - 1)}%"
        return self._called(depth - 1)

    def _called(self, depth: int) -> str:
        choose = self.random.choice
        kind = choose(["one", "digits", "many", "many", "step", "power", "if", "if", "choice", "other", "other"])
        match kind:
            case "one":
                return f"{choose(['ABS', 'INT', 'SQRT'])}({self.number(depth)})"
            case "digits":
                digits = choose(["0", "1", "2", "-1", "-2", "1.9", "5"])
                return f"{choose(['ROUND', 'ROUNDUP', 'ROUNDDOWN'])}({self.number(depth)},{digits})"
            case "many":
                values = ",".join(self.number(depth) for _ in range(self.random.randint(1, 3)))
                return f"{choose(['MIN', 'MAX', 'SUM', 'AVERAGE'])}({values})"
            case "step":
                step = choose(["0.1", "5", "0.05", "-2", "0", "3", self.number(depth)])
                return f"{choose(['MROUND', 'CEILING', 'FLOOR', 'MOD'])}({self.number(depth)},{step})"
            case "power":
                exponent = choose(["2", "0.5", "3", "-1", "0", "1.35", "(1/3*3)", "(1/3)"])
                return choose([f"POWER({self.number(depth)},{exponent})", f"({self.number(depth)}^{exponent})"])
            case "if":
                return f"IF({self.truth(depth)},{self.number(depth)},{self.number(depth)})"
            case "other":
                return f"{choose(['IFERROR', 'IFBLANK'])}({self.number(depth)},{self.number(depth)})"
        cases = f"{self.anything(depth)},{self.number(depth)},{self.anything(depth)},{self.number(depth)}"
        last = choose(["", f",{self.number(depth)}"])
        conditions = f"{self.truth(depth)},{self.number(depth)},{self.truth(depth)},{self.number(depth)}"
        return choose([f"SWITCH({self.anything(depth)},{cases}{last})", f"IFS({conditions})"])

    def text(self, depth: int) -> str:
        """What is mostly a text."""
        if depth <= 0 or self.random.random() < 0.6:
            return self.random.choice(_TEXTS)
        joined = f"{self.anything(depth - 1)}&{self.text(depth - 1)}"
        chosen = f"IF({self.truth(depth - 1)},{self.text(depth - 1)},{self.text(depth - 1)})"
        return self.random.choice([joined, chosen])

    def truth(self, depth: int) -> str:
        """What is mostly a truth value."""
        draw = self.random.random()
        if depth <= 0 or draw < 0.1:
            return self.random.choice(_TRUTHS)
        if draw < 0.6:
            sign = self.random.choice(["=", "<>", "<", "<=", ">", ">="])
            return f"({self.number(depth - 1)}{sign}{self.number(depth - 1)})"
        if draw < 0.75:
            sign = self.random.choice(["=", "<>", "<", ">="])
            return f"({self.anything(depth - 1)}{sign}{self.anything(depth - 1)})"
        if draw < 0.85:
            return f"{self.random.choice(['AND', 'OR'])}({self.truth(depth - 1)},{self.truth(depth - 1)})"
        if draw < 0.9:
            return f"ISBLANK({self.anything(depth - 1)})"
        return f"NOT({self.truth(depth - 1)})"
