"""Every story comes out as it says, from the product and from the independent reference."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Protocol

import pytest

from tests.reference import pay
from tests.scenarios.driver import Refused, Sheets, calculated_people
from tests.scenarios.stories import Expectation, calculated, read_story, story_files


class Score(Protocol):
    """One KPI of one assignment."""

    @property
    def kpi(self) -> str: ...


class Person(Protocol):
    """One person's results, as the product or the reference gives them."""

    @property
    def payout(self) -> object: ...
    @property
    def score(self) -> object: ...
    @property
    def scores(self) -> Sequence[Score]: ...
    @property
    def steps(self) -> Mapping[str, object]: ...


People = Mapping[str, Person]

REFUSED = story_files("refused")
PAID = [path for path in story_files() if path not in REFUSED]
_OF_KPI = re.compile(r"(.+) (actual|target|attainment|result|weight|earned)(?: (\d+))?")
_NEAR = Fraction(1, 10**15)


def of_the_reference(sheets: Sheets) -> People:
    outcome = pay(sheets)
    assert outcome.problems == ()
    return {person.employee: person for person in outcome.people}


@pytest.mark.parametrize("program", [calculated_people, of_the_reference], ids=["product", "reference"])
@pytest.mark.parametrize("path", PAID, ids=lambda path: path.stem)
def test_story(path: Path, program: Callable[[Sheets], People]) -> None:
    story = read_story(path)
    people = program(story.sheets)
    wrong = [line for one in story.expectations if (line := difference(one, people[one.employee]))]
    assert not wrong, "\n".join([story.title, *wrong])


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_what_makes_no_sense_is_refused(path: Path) -> None:
    story = read_story(path)
    with pytest.raises(Refused) as refused:
        calculated_people(story.sheets)
    # The mistake is named, on its sheet, and nothing that only follows from it.
    assert [problem.places[0].sheet for problem in refused.value.problems] == [story.refused]
    assert pay(story.sheets).problems


def difference(expected: Expectation, person: Person) -> str:
    found = value_of(expected.what, person)
    if not isinstance(found, int | Decimal | Fraction):
        return f"{expected.employee}, {expected.what}: {float(expected.value)} expected, {found!r} found"
    exact = Fraction(found)
    # What is paid is exact; other values are quotients, of which a decimal holds 34 digits.
    near = Fraction(0) if expected.what == "payout" else _NEAR * abs(expected.value)
    if abs(exact - expected.value) <= max(near, expected.within):
        return ""
    return f"{expected.employee}, {expected.what}: {float(expected.value)} expected, {float(exact)} found"


def value_of(what: str, person: Person) -> object:
    if what in {"payout", "score"}:
        return getattr(person, what)
    of_kpi = _OF_KPI.fullmatch(what)
    if of_kpi:
        kpi, field, place = of_kpi.groups()
        scores = [score for score in person.scores if score.kpi == kpi]
        return getattr(scores[int(place or 1) - 1], field)
    return person.steps[what]


def test_every_part_has_stories() -> None:
    parts = {path.parent.name for path in story_files()}
    assert parts == {"published", "reference", "real_plans", "refused"}
    assert all(read_story(path).expectations for path in PAID)
    assert all(read_story(path).refused for path in REFUSED)


def test_a_value_that_is_off_is_seen() -> None:
    story = read_story(next(path for path in story_files() if path.stem == "commission_is_paid_once"))
    person = of_the_reference(story.sheets)["Anna"]
    for what in ("payout", "Direct", "SALES result"):
        right = Fraction(str(value_of(what, person)))
        assert not difference(Expectation("Anna", what, right, Fraction(0)), person)
        assert difference(Expectation("Anna", what, right + Fraction(1, 10**9), Fraction(0)), person)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200 × 25% × 130%", Fraction(390)),
        ("(31 × 120% + 61 × 80%) ÷ 92", Fraction(86, 92)),
        ("1 − 5 ÷ 505", Fraction(100, 101)),
        ("−0.5", Fraction(-1, 2)),
    ],
)
def test_sums_are_calculated(text: str, value: Fraction) -> None:
    assert calculated(text) == value


def test_what_is_no_sum_is_refused() -> None:
    with pytest.raises(ValueError, match="not a sum"):
        calculated("2 × rate")
