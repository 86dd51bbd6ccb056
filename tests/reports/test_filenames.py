"""File names made from ids: safe everywhere, and one for each."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incentive.reports.filenames import LONGEST, stems

DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}


@pytest.mark.parametrize("person", ["00417", "E-17", "anna.rossi", "A 12", "x_1"])
def test_a_plain_id_is_its_own_name(person: str) -> None:
    assert stems([person]) == {person: person}


@pytest.mark.parametrize(
    "person",
    [
        "../../x",
        "CON",
        "con.txt",
        "Lpt1",
        "a/b",
        "a\\b",
        "x.",
        "x ",
        ".hidden",
        "-rf",
        "",
        "a:b",
        "é",
        "日本",
        "a\n",
        "~x",
    ],
)
def test_a_doubtful_id_carries_its_hash(person: str) -> None:
    name = stems([person])[person]
    assert re.fullmatch(r"[A-Za-z0-9_\-]+~[0-9a-f]{8}", name)
    assert name == stems([person, "other"])[person]


def test_ids_that_differ_in_case_alone_get_two_names() -> None:
    names = stems(["ab", "AB", "c"])
    assert names["c"] == "c"
    assert len({name.casefold() for name in names.values()}) == 3


def test_a_long_id_is_cut() -> None:
    name = stems(["x" * 10_000])["x" * 10_000]
    assert len(name) <= LONGEST
    assert name.startswith("x" * 40 + "~")


@given(st.lists(st.text(max_size=70), max_size=30))
def test_any_ids_give_distinct_safe_names(ids: list[str]) -> None:
    names = stems(ids)
    assert set(names) == set(ids)
    assert len({name.casefold() for name in names.values()}) == len(names)
    for name in names.values():
        assert re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.\- ]*(~[0-9a-f]+)?", name)
        assert name[-1] not in " ."
        assert re.split(r"[. ]", name.casefold())[0] not in DEVICES
        assert len(name) <= LONGEST + 1 + 64
