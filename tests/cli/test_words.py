"""What goes to a terminal is harmless, whatever a workbook holds."""

import pytest

from incentive.cli.words import join, shown, shown_lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Müller-Ñandú 王", "Zoë Müller-Ñandú 王"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("first\nsecond\r\tthird", "first second  third"),
        ("abc\u202egpj.exe", "abc\\u202egpj.exe"),
        ("half \udc80", "half \\udc80"),
        ("\u2028", " "),
        ("[bold]not markup[/bold]", "[bold]not markup[/bold]"),
    ],
)
def test_shown(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_a_long_text_is_cut_and_says_so() -> None:
    text = shown("x" * 10_000)
    assert len(text) < 500
    assert text.endswith("… (10,000 characters)")


def test_lines_stay_lines() -> None:
    assert shown_lines("one\n\x1b[2Jtwo") == "one\n\\x1b[2Jtwo"


def test_lists() -> None:
    assert [join([]), join(["a"]), join(["a", "b"]), join(["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
