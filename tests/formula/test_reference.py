"""The reference page is fresh, and tables agree with each other."""

from pathlib import Path

import pytest

from incentive.formula.functions import FUNCTIONS
from incentive.formula.reference import reference
from incentive.formula.standard import MEANINGS
from incentive.problems.formulas import FORMULAS

PAGE = Path(__file__).parents[2] / "docs" / "formulas.md"


def test_the_page_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference(), "pytest --update-golden writes docs/formulas.md anew"


def test_every_function_has_its_line() -> None:
    page = reference()
    for function in FUNCTIONS.values():
        assert f"| `{function.signature}` | {function.help} | `{function.example}` |" in page


def test_every_number_function_has_a_meaning() -> None:
    assert set(MEANINGS) == {function.name for function in FUNCTIONS.values() if function.kind.name == "NUMBER"}


def test_codes_are_in_order_and_used_once() -> None:
    codes = [entry.code for entry in FORMULAS]
    assert codes == sorted(set(codes))
    assert all(code.startswith("FX") for code in codes)
