"""KPIs, goals, matrix, targets and sections: from lines to records.

In: tables whose references are resolved. Out: records in the sheet's order; a line that makes none is named as broken.
What contradicts what between several records is for `check_kpis`.
"""

from collections.abc import Iterator
from decimal import Decimal

from incentive.formula.nearest import nearest
from incentive.formula.parse import parse
from incentive.formula.tree import Name, normalise
from incentive.i18n.phrases import phrase
from incentive.plan.choices import (
    Better,
    Category,
    Combine,
    IfMissing,
    Level,
    MeasuredOver,
    PartPeriod,
    Pays,
    Rule,
)
from incentive.plan.records import Formula, Goal, Kpi, MatrixRow, Section, Target
from incentive.workbook.figures import Figures
from incentive.workbook.names import THINGS, Names, is_own_figure, subject_of
from incentive.workbook.reading import Line, Reading, Table
from incentive.workbook.schema import choice_named
from incentive.workbook.tables import formula_of, refuse, sound
from incentive.workbook.values import not_a_choice

_RULES = [str(rule) for rule in Rule if rule is not Rule.FORMULA]


def kpis_of(table: Table, reading: Reading) -> Iterator[Kpi]:
    """The KPIs. A line whose id is already taken makes none."""
    for line in unique(table, reading):
        rule, formula = _attainment(line, reading)
        identifier = line.text("id")
        if not sound(line, f"kpi:{identifier}", reading):
            continue
        yield Kpi(
            id=identifier,
            better=line.choice("better", Better) or Better.HIGHER,
            name=line.text("name"),
            category=line.choice("category", Category),
            unit=line.text("unit"),
            decimals=line.whole("decimals"),
            attainment=rule,
            attainment_formula=formula,
            formula=line.formula("formula"),
            combine=line.choice("combine", Combine),
            part_period=line.choice("part_period", PartPeriod) or PartPeriod.FULL,
            measured_over=line.choice("measured_over", MeasuredOver) or MeasuredOver.PERIOD,
            level=line.choice("level", Level) or Level.PERSON,
            if_missing=line.choice("if_missing", IfMissing),
            goals=tuple(line.texts("goals")),
            source=line.text("source"),
            description=line.text("description"),
            at=line.at(),
        )


def unique(table: Table, reading: Reading) -> Iterator[Line]:
    """The lines of a table whose ids are its own; the second of two of one name is reported."""
    first: dict[str, Line] = {}
    exact = table.shape.id == "employees"
    for line in table.lines:
        identifier = line.maybe("id")
        key = identifier if identifier is None or exact else normalise(identifier)
        if key is not None and key in first:
            places = tuple(reading.place(each.at("id"), each.shown("id")) for each in (line, first[key]))
            reading.report(
                "WB059",
                places,
                thing=_thing(table),
                id=str(identifier),
            )
            continue
        if key is not None:
            first[key] = line
        yield line


def _attainment(line: Line, reading: Reading) -> tuple[Rule, Formula | None]:
    """The rule of a KPI and, where it is a formula, its formula. Blank: `met` for yes/no KPIs, else `ratio`."""
    text = line.maybe("attainment")
    if text is None:
        return (Rule.MET if line.maybe("better") == Better.YES else Rule.RATIO), None
    column = line.table.column("attainment")
    word = choice_named(Rule, text)
    if word is not None and word != Rule.FORMULA:
        return Rule(word), None
    tree = parse(text).tree
    if word is not None or (isinstance(tree, Name) and not is_own_figure(tree.name) and nearest(tree.name, _RULES)):
        # A lone word that is nearly a rule was meant as one.
        refuse(line, column, not_a_choice(text, _RULES), reading)
        return Rule.RATIO, None
    formula_of(line, column, text, reading)
    formula = line.formula("attainment")
    return (Rule.FORMULA if formula is not None else Rule.RATIO), formula


def goals_of(table: Table, reading: Reading) -> Iterator[Goal]:
    """The goals."""
    for line in unique(table, reading):
        if sound(line, f"goal:{line.text('id')}", reading):
            yield Goal(line.text("id"), line.text("name"), line.text("owner"), line.text("measure"), line.at())


def matrix_of(table: Table, figures: Figures, reading: Reading) -> Iterator[MatrixRow]:
    """The rows of the matrix; weights are as written, points not yet divided."""
    first: dict[tuple[str, str, str], Line] = {}
    for line in table.lines:
        role, kpi = line.text("role"), line.text("kpi")
        pays = line.choice("pays", Pays) or Pays.SHARE
        numbers = _figures(line, kpi, figures, reading)
        optional = frozenset({"weight"}) if pays is not Pays.SHARE else frozenset[str]()
        if not sound(line, f"matrix:{role}", reading, optional):
            continue
        key = (normalise(role) or role, line.text("employee"), kpi)
        if key in first:
            places = tuple(reading.place(each.at("kpi"), kpi) for each in (line, first[key]))
            reading.report("WB060", places, role=role, kpi=kpi)
            reading.broken.add(f"matrix:{role}")
            continue
        first[key] = line
        threshold, target, maximum = numbers
        yield MatrixRow(
            role=role,
            kpi=kpi,
            employee=line.maybe("employee"),
            section=line.maybe("section"),
            weight=line.number_of("weight"),
            threshold=threshold,
            target=target,
            maximum=maximum,
            scale=line.maybe("scale"),
            cap=line.number_of("cap"),
            pays=pays,
            at=line.at(),
        )


def _figures(line: Line, kpi: str, figures: Figures, reading: Reading) -> tuple[Decimal | None, ...]:
    names = ("threshold", "target", "maximum")
    return tuple(figures.read(line, line.table.column(name), kpi, reading) for name in names)


def targets_of(table: Table, figures: Figures, names: Names, reading: Reading) -> Iterator[Target]:
    """The rows of Targets; weights are as written."""
    for line in table.lines:
        kpi = line.text("kpi")
        subject = subject_of(line, names, reading)
        threshold, target, maximum = _figures(line, kpi, figures, reading)
        if not sound(line, f"target:{kpi}", reading) or subject is None:
            reading.broken.add(f"target:{kpi}")
            continue
        yield Target(
            subject=subject,
            kpi=kpi,
            role=line.maybe("role"),
            threshold=threshold,
            target=target,
            maximum=maximum,
            weight=line.number_of("weight"),
            reason=line.text("reason"),
            at=line.at(),
        )


def sections_of(table: Table, reading: Reading) -> Iterator[Section]:
    """The sections, one per name and role; weights are as written."""
    first: dict[tuple[str, str], Line] = {}
    for line in table.lines:
        identifier = line.text("id")
        if not sound(line, f"section:{identifier}", reading, frozenset({"weight"})):
            continue
        key = (normalise(identifier), line.text("role"))
        if key in first:
            places = tuple(reading.place(each.at("id"), each.shown("id")) for each in (line, first[key]))
            reading.report("WB059", places, thing=phrase("section"), id=identifier)
            continue
        spelling = first[next(each for each in first if each[0] == key[0])].text("id") if _named(key[0], first) else ""
        first[key] = line
        yield Section(spelling or identifier, line.number_of("weight"), line.maybe("role"), line.at())


def _named(name: str, first: dict[tuple[str, str], Line]) -> bool:
    return any(known == name for known, _ in first)


def _thing(table: Table) -> str:
    """What a row of the table defines, in words."""
    return THINGS[table.shape.thing] if table.shape.thing is not None else phrase("row")
