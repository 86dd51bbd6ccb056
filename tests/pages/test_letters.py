"""Letters for which pages have no font: each is found, and nothing else is."""

from dataclasses import replace
from pathlib import Path

import pytest

from incentive.pages import letters_without_shape
from incentive.reports.statement import statement_pdf
from tests.pages.test_pages import asked
from tests.reports.giulia import GIULIA, PLAN, TRACE


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("Zoë Müller-Łódź, Ångström, Ćirić, Nguyễn Thị Hằng", ""),
        ("Ольга Ковальчук, Αλέξανδρος, Ђорђе", ""),
        ("e\u0301 n\u0303 zero\u200dwidth\u200b soft\u00ad \ufe0f tab\t line\n no\u00a0break", ""),
        ("€1,478.00 − 5% × 3 ÷ 2 · “quoted” – …", ""),
        ("李小龙 Lee, 李", "李小龙"),
        ("محمد", "محد"),
        ("דוד and สมชาย", "דוสมชาย"),
        ("≈ 😀", "≈😀"),
    ],
)
def test_letters_without_a_shape(text: str, boxes: str) -> None:
    assert letters_without_shape(text) == boxes


def test_a_statement_with_boxes_is_made_and_says_which(tmp_path: Path) -> None:
    printed = statement_pdf(replace(TRACE, employee=replace(GIULIA, name="李 Rossi")), PLAN, "x")
    assert printed.boxes == "李"
    file = tmp_path / "statement.pdf"
    file.write_bytes(printed.pdf)
    assert any("Rossi" in line for line in asked("pdfinfo", file))


def test_an_ordinary_statement_has_none() -> None:
    assert statement_pdf(TRACE, PLAN, "x").boxes == ""
