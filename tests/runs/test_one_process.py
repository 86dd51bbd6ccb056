"""One process may do everything, in any order: what one library leaves behind must not spoil what another writes."""

from pathlib import Path

from incentive.reports.statement import STYLE
from incentive.workbook.examples import EXAMPLES, write_example


def test_workbooks_are_the_same_after_the_renderer_was_loaded(tmp_path: Path) -> None:
    assert STYLE
    for name in EXAMPLES:
        write_example(name, tmp_path / "after.xlsx")
        kept = Path(__file__).parents[2] / "example_workbooks" / f"{name}.xlsx"
        assert (tmp_path / "after.xlsx").read_bytes() == kept.read_bytes(), name
