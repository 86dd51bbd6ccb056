"""Columns over many rows: inputs, kinds, faults, and what the scope brings."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, getcontext, localcontext

import pytest

from incentive.formula.evaluate import Fault, compile_columns, needed
from incentive.formula.kinds import Shape
from incentive.formula.scope import FormulaError, FormulaFault, Kind, Link, PerRow, Scope
from incentive.formula.tree import Value
from tests.formula.scopes import Names, code, run, tree, value

D = Decimal


def test_columns_read_inputs_and_earlier_columns() -> None:
    found = run(
        [("nfirst", "n1 / n2"), ("nsecond", "MIN(nfirst, 1)"), ("third", "nsecond * n1")],
        {"n1": [D(1), D(9)], "n2": [D(4), D(3)]},
    )
    assert found.columns == {"nfirst": [D("0.25"), D(3)], "nsecond": [D("0.25"), D(1)], "third": [D("0.25"), D(9)]}
    assert found.faults == ()


def test_inputs_and_kinds_are_told() -> None:
    compiled = compile_columns(
        [
            ("nx", tree("n1 + on2")),
            ("b", tree("nx > 1")),
            ("ot", tree('IF(b, "a", ot1)')),
            ("any", tree('IF(b, 1, "a")')),
            ("d", tree("d1 + 1")),
            ("e", tree("any1 + 1")),
        ],
        Names(),
    )
    assert compiled.inputs == ("n1", "on2", "ot1", "d1", "any1")
    assert compiled.shapes == {
        "nx": Shape(Kind.NUMBER),
        "b": Shape(Kind.TRUTH),
        "ot": Shape(Kind.TEXT, True),
        "any": Shape(Kind.ANY),
        "d": Shape(Kind.DATE),
        "e": Shape(Kind.ANY),
    }


def test_a_fault_leaves_the_rest_of_its_row_and_all_other_rows() -> None:
    found = run(
        [("nrate", "n1 / n2"), ("ndouble", "nrate * 2"), ("nother", "n1 + 1"), ("nlate", "IFERROR(1 / n2, 0)")],
        {"n1": [D(1), D(2), D(3)], "n2": [D(1), D(0), D(2)]},
    )
    assert found.columns == {
        "nrate": [D(1), None, D("1.5")],
        "ndouble": [D(2), None, D(3)],
        "nother": [D(2), D(3), D(4)],
        "nlate": [D(1), D(0), D("0.5")],
    }
    assert found.faults == (Fault(1, "nrate", FormulaError("FX030", 3)),)


def test_two_faults_of_a_row_are_both_told() -> None:
    found = run([("na", "1 / n1"), ("nb", "SQRT(n1 - 1)"), ("nc", "na + nb")], {"n1": [D(0), D(2)]})
    assert [(fault.row, fault.column, fault.error.code) for fault in found.faults] == [
        (0, "na", "FX030"),
        (0, "nb", "FX041"),
    ]
    assert found.columns["nc"] == [None, D("1.5")]


def test_names_that_the_scope_refuses_are_all_told() -> None:
    compiled = compile_columns(
        [("a", tree("unknown1 + 2 * unknown2")), ("b", tree('ACTUAL("sales")')), ("c", tree("1 + 1"))], Names()
    )
    assert [(key, error.code, error.position) for key, error in compiled.errors] == [
        ("a", "FX026", 0),
        ("a", "FX026", 15),
        ("b", "FX012", 0),
    ]
    with pytest.raises(ValueError, match="columns with errors cannot run: a, b"):
        compiled.run({}, 1)


def test_wrong_use_is_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        compile_columns([("a", tree("1")), ("a", tree("2"))], Names())
    with pytest.raises(ValueError, match="read before"):
        compile_columns([("a", tree("nb")), ("nb", tree("2"))], Names())
    compiled = compile_columns([("a", tree("n1"))], Names())
    with pytest.raises(ValueError, match="2 values for 3 rows"):
        compiled.run({"n1": [D(1), D(2)]}, 3)
    with pytest.raises(KeyError):
        compiled.run({}, 0)


def test_no_rows_and_no_columns() -> None:
    assert run([("a", "n1 + 1")], {"n1": []}).columns == {"a": []}
    assert compile_columns([], Names()).run({}, 3).columns == {}


def test_rows_without_inputs() -> None:
    compiled = compile_columns([("a", tree("1 + 1"))], Names())
    assert compiled.run({}, 3).columns == {"a": [D(2)] * 3}


def refuse(_: int) -> Value:
    raise FormulaFault(FormulaError("FX030"))


def refuse_there(_: int) -> Value:
    raise FormulaFault(FormulaError("FX030", 99))


def overflow(*_: Value) -> Value:
    return D("1E999999") * 10


CALLS: Mapping[str, Link | PerRow] = {
    "SCALE": Link(lambda name, x: D(x) * 2 if name == "twice" else None, (), Kind.NUMBER, False),
    "RANK": PerRow(lambda row: D(row + 1), Kind.NUMBER, False),
    "ACTUAL": Link(lambda name: name.upper(), (), Kind.TEXT, False),
    "TOTAL": PerRow(refuse, Kind.NUMBER, False),
    "COUNT": PerRow(refuse_there, Kind.NUMBER, False),
    "GRID": Link(overflow, (), Kind.NUMBER, False),
    "FACTOR": Link(lambda _: None, ()),
}


def test_the_callers_functions() -> None:
    scope = Names(CALLS)
    found = run(
        [("a", 'SCALE("twice", n1 + 1) + RANK(n1)'), ("b", 'ACTUAL("x") & "y"'), ("c", 'FACTOR("f")')],
        {"n1": [D(1), D(2)]},
        scope,
    )
    assert found.columns == {"a": [D(5), D(8)], "b": ["Xy", "Xy"], "c": [None, None]}


def test_faults_of_the_callers_functions() -> None:
    scope = Names(CALLS)
    assert code("TOTAL(n1)", {"n1": D(1)}, scope) == "FX030"
    assert value("IFERROR(TOTAL(n1), 5)", {"n1": D(1)}, scope) == 5
    assert code('GRID("g", 1, 2)', {}, scope) == "FX040"
    found = run([("a", "1 + TOTAL(n1)"), ("b", "1 + COUNT(n1)")], {}, scope)
    assert [fault.error.position for fault in found.faults] == [4, 99]


def test_a_careful_row_gives_the_same_values() -> None:
    texts = {
        "na": "n1 * 3 - n2% + MIN(n1, n2) + MAX(n1) + ABS(n2) + SUM(n1, n2)",
        "nb": 'IF(n1 >= 1, SCALE("twice", n1), -n1) + IFERROR(RANK(n1), 0)',
        "c": "1 / n3",
    }
    columns = list(texts.items())
    inputs = {"n1": [D("0.3"), D(7)], "n2": [D(-2), D(5)]}
    good = run(columns, {**inputs, "n3": [D(1), D(1)]}, Names(CALLS))
    bad = run(columns, {**inputs, "n3": [D(0), D(0)]}, Names(CALLS))
    assert len(bad.faults) == 2
    # 0.9 + 0.02 − 2 + 0.3 + 2 − 1.7, and 21 − 0.05 + 5 + 7 + 5 + 12.
    assert good.columns["na"] == bad.columns["na"] == [D("-0.48"), D("49.95")]
    assert good.columns["nb"] == bad.columns["nb"] == [D("0.7"), D(16)]


def test_the_context_is_the_languages_own() -> None:
    with localcontext() as context:
        context.prec = 5
        assert value("1/3") == D("0." + "3" * 34)
        assert getcontext().prec == 5


def test_what_columns_need() -> None:
    scope: Scope = Names(CALLS)
    found = needed([("a", tree("n1 + b1")), ("b", tree('SCALE("x", n2) * n1'))], scope)
    assert found == {"a": {"n1", "b1"}, "b": {"n1", "n2"}}


def test_dates_pass_through() -> None:
    day = date(2026, 1, 31)
    assert run([("d", "d1"), ("n", "d - d1")], {"d1": [day]}).columns == {"d": [day], "n": [D(0)]}
