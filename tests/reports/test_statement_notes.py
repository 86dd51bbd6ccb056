"""Notes of a statement: each says what happened, why, who approved it, and what it did in money, in plain words."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from incentive.engine.tracing import notices
from incentive.engine.tracing.trace import Note
from incentive.i18n.words import words
from incentive.numbers import exact_arithmetic
from incentive.reports.statement.notes import note_row
from tests.reports.giulia import TRACE

D = Decimal


def spaced(text: str) -> str:
    return text.replace("\u00a0", " ")


NOTES: dict[str, tuple[dict[str, Any], str | None, str]] = {
    "joined": (
        {"day": date(2026, 8, 17)},
        "-549.18",
        (
            "Your time in the plan began on 17 August 2026: 92 of 92 days count. "
            "Your target bonus is €549.18 lower for it."
        ),
    ),
    "left": ({"day": date(2026, 8, 31)}, None, "Your time in the plan ended on 31 August 2026: 92 of 92 days count."),
    "absent": (
        {"from": date(2026, 8, 3), "to": date(2026, 8, 4), "absent": D(2), "counts_as": D("0.5")},
        "-3",
        (
            "You were away from 3 August 2026 to 4 August 2026 (2 days); this time counts at 50%. "
            "Your target bonus is €3.00 lower for it."
        ),
    ),
    "changed": (
        {"day": date(2026, 9, 1), "what": "role, salary, fte", "before": "Advisor", "after": "Lead"},
        None,
        (
            "On 1 September 2026 you went from Advisor to Lead; your salary and working time changed too. "
            "Each time counts under its own terms."
        ),
    ),
    "override": (
        {"kpi": "Revenue", "own": D("0.6"), "value": D(1), "reason": "Storm.", "approved_by": "M. Bianchi"},
        "300",
        "Revenue counts as 100% instead of 60%: Storm. Approved by M. Bianchi. This added €300.00.",
    ),
    "missing": (
        {"kpi": "Revenue", "choice": "out"},
        None,
        "There was no figure for Revenue; it was left out, and the other KPIs weigh more.",
    ),
    "minimum service": (
        {"served": D(1), "least": D(30)},
        "-9",
        "You were in the plan for 1 day; the plan asks for at least 30 days. No bonus is earned. This took €9.00.",
    ),
    "cap": ({"cap": D("1.4")}, "-5", "The plan pays at most 140% of your target bonus. This took €5.00."),
    "budget": ({"budget": D(9000)}, "-5", "All bonuses were scaled to fit the plan's budget. This took €5.00."),
    "carried": (
        {"paid": D(9), "earned": D(7), "debt": D(2)},
        None,
        "You were paid €9.00 and earned €7.00; €2.00 is carried over to the next statement.",
    ),
    "reclaimed": (
        {"paid": D(9), "earned": D(7), "debt": D(2)},
        None,
        "You were paid €9.00 and earned €7.00; €2.00 is to be paid back.",
    ),
    "forgiven": (
        {"paid": D(9), "earned": D(7), "debt": D(2)},
        None,
        "You were paid €9.00 and earned €7.00; €2.00 is forgiven.",
    ),
    "adjustment": (
        {"reason": "Referral award", "approved_by": "M. Bianchi", "day": date(2026, 9, 30)},
        "-50",
        "€50.00 was taken outside the plan, approved by M. Bianchi on 30 September 2026.",
    ),
    "gate": (
        {"gate": "Safety", "kpi": "Revenue"},
        "0",
        "The condition “Safety” was not met; it acts on Revenue. This changed nothing in money.",
    ),
    "out of plan": ({}, None, "You had no day in the plan in this period."),
    "negative": ({"before": D(-12)}, "12", "The sum came to −€12.00; nothing is taken back."),
}


@pytest.mark.parametrize("code", NOTES)
def test_each_note_says_the_whole_thing(code: str) -> None:
    values, amount, text = NOTES[code]
    with exact_arithmetic():
        row = note_row(Note(code, None if amount is None else D(amount), values), TRACE, words("en"))
    assert spaced(row.text) == text
    assert row.title == ("Referral award." if code == "adjustment" else words("en")(f"note.{code}.title"))


def test_every_note_of_the_engine_has_its_words() -> None:
    source = Path(notices.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'Note\(\s*"([a-z ]+)"', source)) | set(
        re.findall(r'IfOverpaid\.\w+: "(\w+)"', source)
    ) == set(NOTES)


@pytest.mark.parametrize(
    ("code", "values", "text"),
    [
        (
            "absent",
            {"from": date(2026, 8, 3), "to": date(2026, 8, 3), "absent": D(1), "counts_as": D(0)},
            "(1 day); this time does not count.",
        ),
        ("changed", {"day": date(2026, 9, 1), "what": "salary"}, "On 1 September 2026 your salary changed."),
        (
            "changed",
            {"day": date(2026, 9, 1), "what": "team", "before": "North", "after": "South"},
            "from North to South. Each",
        ),
        (
            "override",
            {"what": "score", "own": D(1), "value": D("0.9"), "reason": "x", "approved_by": "y"},
            "Your score counts as 90% instead of 100%: x.",
        ),
        (
            "override",
            {"what": "Team", "value": D("0.9"), "reason": "x", "approved_by": "y"},
            "The section Team counts as 90%: x. Approved by y.",
        ),
        ("missing", {"kpi": "NPS", "choice": "normal"}, "There was no figure for NPS; the target counts as achieved."),
        ("gate", {"gate": "Safety"}, "The condition “Safety” was not met."),
        ("adjustment", {"reason": "x", "approved_by": "y"}, "€1.00 was added outside the plan, approved by y."),
    ],
)
def test_a_note_has_the_form_that_its_values_ask_for(code: str, values: dict[str, Any], text: str) -> None:
    with exact_arithmetic():
        row = note_row(Note(code, D(1) if code == "adjustment" else None, values), TRACE, words("en"))
    assert text in spaced(row.text)
