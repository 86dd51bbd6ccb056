"""The reference page is fresh, and every entry of the catalogue can be put into words."""

import re
from pathlib import Path
from string import Formatter

import pytest

from incentive.problems import CATALOGUE, Severity
from incentive.problems.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "problems.md"


def test_the_page_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference(), "pytest --update-golden writes docs/problems.md anew"


def test_the_page_has_every_code() -> None:
    assert re.findall(r"^### (\w+) ", reference(), re.M) == sorted(
        CATALOGUE, key=lambda code: (["WB", "FX", "CA", "PL", "RN"].index(code[:2]), code)
    )


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_entry_is_in_words(code: str) -> None:
    entry = CATALOGUE[code]
    assert entry.code == code
    assert re.fullmatch(r"(WB|FX|CA|PL|RN)\d{3}", code)
    assert entry.severity in Severity
    assert entry.title
    assert not entry.title.endswith(".")
    for sentence in (entry.message, entry.hint):
        fields = {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}
        assert all(name.isidentifier() for name in fields)
        assert sentence.format_map(dict.fromkeys(fields, "x"))
        assert not sentence[0].islower()
        assert sentence.endswith((".", "}", "!", "?"))
