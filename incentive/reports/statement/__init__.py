"""The statement: one person's page that says what they get, whether that is good, why, and how it came about.

A person's trace, the plan and the run's id come in; HTML text or PDF bytes go out, the same bytes for the same input.
`prepare` makes plain data of the trace, `templates/statement` prints them; nothing here calculates a payout.
"""

import hashlib
from dataclasses import dataclass

from incentive.engine.tracing.trace import Trace
from incentive.numbers import exact_arithmetic
from incentive.pages import html, letters_without_shape, pdf, readable_on_white
from incentive.plan import Plan
from incentive.reports.statement.prepare import prepare
from incentive.reports.statement.view import Statement

__all__ = ["Printed", "Statement", "prepare", "statement_html", "statement_pdf"]

TEMPLATE = "statement/statement.html"
STYLE = "statement/statement.css"


@dataclass(frozen=True, slots=True)
class Printed:
    """A statement's PDF, and the letters in it that no font has: each shows as a box."""

    pdf: bytes
    boxes: str


def statement_html(trace: Trace, plan: Plan, run_id: str) -> str:
    """The statement as HTML; its style sheet is `STYLE`."""
    with exact_arithmetic():
        view = prepare(trace, plan, run_id)
    return html(TEMPLATE, {"statement": view, "colour": readable_on_white(view.colour)})


def statement_pdf(trace: Trace, plan: Plan, run_id: str) -> Printed:
    """The statement as a PDF: A4, fonts embedded, no date of making in it."""
    text = statement_html(trace, plan, run_id)
    content = pdf(text, STYLE, hashlib.sha256(text.encode()).hexdigest()[:32])
    return Printed(content, letters_without_shape(text))
