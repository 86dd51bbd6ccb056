"""How a code's smallest workbook is checked: the code, its cells, and sentences with nothing left open."""

import re
from string import Formatter

from incentive.problems import CATALOGUE, Problem
from tests.problems.small_books import Case, checked


def check_case(code: str, case: Case) -> None:
    """The workbook provokes the code at its cells, and nothing that is not said to come with it."""
    problems = checked(case.sheets)
    assert {problem.code for problem in problems} == {code, *case.others}
    problem = next(problem for problem in problems if problem.code == code)
    assert tuple(str(place) for place in problem.places) == case.places
    for sentences in (problem.message, problem.hint):
        assert re.search(r'[.!?]"?$', sentences), sentences
        assert not re.search(r"[{}]|Decimal\(|\bNone\b|  |\bFormulaError\b", sentences)
    assert_every_gap_is_filled(problem)


def assert_every_gap_is_filled(problem: Problem) -> None:
    """Each gap of the catalogue's sentences has a word, and no gap is filled with nothing but where it may be."""
    entry = CATALOGUE[problem.code]
    for sentence in (entry.message, entry.hint):
        for _, name, _, _ in Formatter().parse(sentence):
            if name is not None and name not in {"inside", "what"}:
                assert problem.values[name].strip(), f"{problem.code}: {name}"
