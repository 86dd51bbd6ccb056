"""The reference page is fresh and names every sheet, column and setting."""

from pathlib import Path

import pytest

from incentive.workbook.reference import reference
from incentive.workbook.schema import PLAN_SETTINGS, SHEETS, STATEMENT_SETTINGS

PAGE = Path(__file__).parents[2] / "docs" / "workbook.md"


def test_the_page_is_fresh(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update-golden"):
        PAGE.write_text(reference(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == reference(), "pytest --update-golden writes docs/workbook.md anew"


def test_the_page_names_everything() -> None:
    page = reference()
    for shape in SHEETS:
        part = page.partition(f"\n## {shape.name}")[2].partition("\n## ")[0]
        assert shape.help in part
        settings = {"plan": PLAN_SETTINGS, "statement": STATEMENT_SETTINGS}.get(shape.id)
        for column in settings if settings is not None else shape.columns:
            assert f"\n| {column.name}" in part
            assert column.help in part
