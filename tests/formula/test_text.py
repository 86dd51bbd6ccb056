"""Formulas as sentences, as templates for many rows, and as text to be typed."""

from decimal import Decimal

import pytest

from incentive.formula.text import sentence, source, template
from incentive.formula.tree import Binary, Call, Name, Number, Text
from tests.formula.scopes import tree

VALUES = {"salary": "1,200.00", "rate": "113.3333%", "extra": "50.00", "debt": "−20.00", "team": "North"}


class Spoken:
    def name(self, node: Name) -> str:
        return VALUES.get(node.key, node.name)

    def number(self, value: Decimal) -> str:
        return f"{value:,f}"

    def percent(self, value: Decimal) -> str:
        return f"{value.scaleb(2):f}%"

    def quoted(self, text: str) -> str:
        return f"“{text}”"

    def call(self, node: Call) -> str | None:
        first = node.arguments[0]
        if node.function == "RESULT" and isinstance(first, Text):
            return f"result of {first.value}"
        return None

    def function(self, name: str) -> str:
        return name.lower()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Salary * Rate * 1.05 + Extra", "1,200.00 × 113.3333% × 1.05 + 50.00"),
        ("Salary * (Rate - 1) / 2", "1,200.00 × (113.3333% − 1) ÷ 2"),
        ("Salary - (Extra + 1)", "1,200.00 − (50.00 + 1)"),
        ("Salary + (Extra + 1)", "1,200.00 + 50.00 + 1"),
        ("Salary + (Extra - 1)", "1,200.00 + (50.00 − 1)"),
        ("Salary / (Extra / 2)", "1,200.00 ÷ (50.00 ÷ 2)"),
        ("Salary + Debt", "1,200.00 + (−20.00)"),
        ("Debt + Salary", "−20.00 + 1,200.00"),
        ("-Debt", "−−20.00"),
        ("Debt ^ 2", "−20.00 ^ 2"),
        ("-(2^2)", "−(2 ^ 2)"),
        ("50%", "50%"),
        ("MIN(Salary; Extra * 2)", "min(1,200.00; 50.00 × 2)"),
        ('IF(Team <> "South", Salary, 0)', "if North ≠ “South” then 1,200.00, else 0"),
        ("IF(Rate >= 1, Salary)", "if 113.3333% ≥ 1 then 1,200.00"),
        ("2 * IF(Rate <= 1, 1, 2)", "2 × (if 113.3333% ≤ 1 then 1, else 2)"),
        ("IFS(Rate > 1, 2, TRUE, 3)", "if 113.3333% > 1 then 2, else if true then 3"),
        ('SWITCH(Team, "a", 1, 0)', "if North = “a” then 1, else 0"),
        ("AND(Rate > 1, OR(Extra < 3, NOT(Rate = 2)))",
         "113.3333% > 1 and (50.00 < 3 or (not (113.3333% = 2)))"),
        ("IFBLANK(Extra, 0)", "50.00, where blank 0"),
        ("IFERROR(1 / Extra, 0)", "1 ÷ 50.00, where not calculable 0"),
        ("POWER(Rate, 2)", "113.3333% ^ 2"),
        ('RESULT("sales") * 2', "result of sales × 2"),
        ('ACTUAL("sales") * 2', "actual(“sales”) × 2"),
    ],
)  # fmt: skip
def test_sentences(text: str, said: str) -> None:
    assert sentence(tree(text), Spoken()) == said


def test_templates() -> None:
    form, keys = template(tree('[Base salary] * 110% + RESULT("sales") - 1.50'))
    assert form == "%s × 110%% + %s − 1.5"
    assert keys == ("basesalary", 'RESULT("sales")')
    assert form % ("1,000.00", "80%") == "1,000.00 × 110% + 80% − 1.5"


def test_templates_with_words() -> None:
    form, keys = template(tree("IF(x > 1000, y, -x)"), Spoken())
    assert form == "if %s > 1,000 then %s, else −%s"
    assert keys == ("x", "y", "x")


def test_source() -> None:
    assert source(tree('if([a b]>=1;"x""y";true)')) == 'IF([a b] >= 1, "x""y", TRUE)'
    assert source(Binary("^", Number(Decimal(-2)), Number(Decimal(2)))) == "-2 ^ 2"
    assert source(Name("it's")) == "[it''s]"
