"""A page has the same bytes whenever it is made, not only within one second."""

import time

import pytest

from incentive.pages import pdf
from incentive.reports.statement import STYLE


def test_the_moment_leaves_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    text = '<html lang="en"><title>Page</title><p>Light and <b>bold</b> text</p></html>'
    first = pdf(text, STYLE, "0" * 32)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 86_400)
    assert pdf(text, STYLE, "0" * 32) == first
