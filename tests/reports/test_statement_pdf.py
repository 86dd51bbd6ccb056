"""Statements as printed: nothing past the margins, nothing orphaned, no empty page, whatever the plan holds."""

import re
import subprocess
from pathlib import Path

import pytest

from incentive.engine.tracing.trace import Trace
from incentive.reports.statement import statement_html, statement_pdf
from tests.reports.crowded import crowded
from tests.reports.giulia import PLAN, TRACE

PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
MARGIN = 17 / 25.4 * 72
LONG = "A very long name with many words that go on " * 250
WIDE = "W" * 10_000


def words_by_page(trace: Trace, folder: Path) -> list[list[tuple[float, float, str]]]:
    """Left end, right end and text of each word that can be seen, by page, in reading order."""
    file = folder / "statement.pdf"
    file.write_bytes(statement_pdf(trace, PLAN, "7f3a9c21").pdf)
    text = subprocess.run(["pdftotext", "-bbox", file, "-"], check=True, capture_output=True, text=True).stdout
    pages = []
    for width, _, body in PAGE.findall(text):
        found = [(float(left), float(right), word) for left, _, right, _, word in WORD.findall(body)]
        pages.append([entry for entry in found if entry[1] > 0])
        for left, right, word in pages[-1]:
            assert left >= MARGIN - 1, word
            assert right <= float(width) - MARGIN + 1, word
    return pages


@pytest.mark.parametrize("name", ["", LONG, WIDE, "a\x00b\x1f\u202ec\ud7ff\n\t<b>&amp;"])
@pytest.mark.parametrize("bonus", ["1200", "999999999999.99"])
def test_nothing_runs_past_the_margins(name: str, bonus: str, tmp_path: Path) -> None:
    assert words_by_page(crowded(12, bonus=bonus, sections=3, parts=2, name=name), tmp_path)


@pytest.mark.parametrize("count", [10, 13, 15, 16, 17, 30])
def test_no_line_is_parted_from_its_table(count: int, tmp_path: Path) -> None:
    pages = words_by_page(crowded(count, sections=2), tmp_path)
    for page in pages[1:]:
        body = [word for _, _, word in page]
        assert len(body) > 25
        head = body[:40]
        first = head.index("€") + 1 if head[0] == "KPI" else 0
        assert body[first] not in {"Together", "Payout"}


def test_the_same_trace_gives_the_same_bytes() -> None:
    assert statement_pdf(TRACE, PLAN, "a") == statement_pdf(TRACE, PLAN, "a")
    assert statement_pdf(TRACE, PLAN, "a") != statement_pdf(TRACE, PLAN, "b")


def test_the_page_is_one_a_reader_s_program_can_follow() -> None:
    text = statement_html(TRACE, PLAN, "7f3a9c21")
    assert '<html lang="en"' in text
    assert "<title>Bonus statement · third quarter 2026 · Giulia Rossi</title>" in text
    assert text.count("<caption>") == text.count("</table>") - 2
    assert "<th>" not in text


def test_names_are_escaped() -> None:
    text = statement_html(crowded(1, name="<script>alert(1)</script>"), PLAN, "x")
    assert "<script" not in text
    assert "&lt;script&gt;" in text
