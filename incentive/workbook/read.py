"""From a workbook to a plan: every pass in its order, and all problems of all passes at once.

In: a path or a `Book`. Out: the `Plan` and its problems. Where something is wrong the plan holds what is sound and
names the rest in `Plan.broken`; there is none at all only where the file does not open or has no sheet that is known.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from incentive.i18n.currencies import minor_units
from incentive.i18n.phrases import of_schema, phrase
from incentive.periods import month_of, plan_year
from incentive.plan import Plan
from incentive.plan.choices import Earnings, MeasuredOver, Pays, Rule, Weighting
from incentive.plan.records import Kpi, MatrixRow, Section, Settings, Target
from incentive.problems import Problem, sort_key
from incentive.workbook.book_forms import Book, Sheet
from incentive.workbook.build_actuals import actuals_of, blanks_of, filled_elsewhere, is_wide, report_missing
from incentive.workbook.build_kpis import goals_of, kpis_of, matrix_of, sections_of, targets_of
from incentive.workbook.build_people import (
    absences_of,
    adjustments_of,
    assignments_of,
    employees_of,
    paid_of,
    rates_of,
)
from incentive.workbook.build_rules import (
    exports_of,
    factors_of,
    gates_of,
    overrides_of,
    scenarios_of,
    sources_of,
    steps_of,
)
from incentive.workbook.build_scales import Use, grid_of, needs_points, scales_of
from incentive.workbook.cells import open_book
from incentive.workbook.check_idle import check_idle
from incentive.workbook.check_kpis import check_kpis
from incentive.workbook.check_people import check_people
from incentive.workbook.figures import Figures
from incentive.workbook.layouts.arrange import arranged
from incentive.workbook.names import gather, resolve
from incentive.workbook.reading import Reading, Table
from incentive.workbook.schema import SHEETS, sheet
from incentive.workbook.schema_forms import Thing
from incentive.workbook.settings import overall_scale, plan_settings, statement_texts
from incentive.workbook.sources.achieved import merged_actuals
from incentive.workbook.sources.given import Given
from incentive.workbook.sources.merging import Sources
from incentive.workbook.sources.opening import TakenFile
from incentive.workbook.tables import Found, find_sheets, missing_columns, read_table
from incentive.workbook.unread_weights import check_unread
from incentive.workbook.weights import Weights, matrix_weights, section_weights, target_weights

Record = TypeVar("Record")
Result = tuple[Plan | None, tuple[Problem, ...]]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """A plan as far as it is sound, everything that is wrong with it, and the files beside the workbook it came from.

    `sources` knows what was found in those files; there is none where the workbook does not open.
    """

    plan: Plan | None
    problems: tuple[Problem, ...]
    files: tuple[TakenFile, ...] = ()
    sources: Sources | None = None


def read_plan(path: Path) -> Result:
    """The plan in a file, and everything that is wrong with it."""
    read = read_with(path, Given())
    return read.plan, read.problems


def read_with(path: Path, given: Given) -> ReadPlan:
    """The plan in a file, completed by those that a command gives and those that its sheet Sources names."""
    book, problems = open_book(path)
    if book is None:
        return ReadPlan(None, tuple(sorted(problems, key=sort_key)))
    plan, found, builder = _read(book, None, replace(given, workbook=path))
    sources = builder.sources if builder is not None else None
    files = tuple(sources.desk.taken.values()) if sources is not None else ()
    return ReadPlan(plan, tuple(sorted([*problems, *found], key=sort_key)), files, sources)


def read_tables(path: Path) -> tuple[Plan | None, Mapping[str, Sequence[Table]], tuple[Problem, ...]]:
    """The plan in a file with the tables that it was read from, by id of their sheet, and everything that is wrong.

    The tables are the workbook's own: other files that it names are not read.
    """
    book, problems = open_book(path)
    if book is None:
        return None, {}, tuple(sorted(problems, key=sort_key))
    plan, found, builder = _read(book, None, Given())
    tables = builder.tables if builder is not None else {}
    return plan, tables, tuple(sorted([*problems, *found], key=sort_key))


def plan_of(book: Book, file: str | None = None) -> Result:
    """The plan in a book, and everything that is wrong with it. `file` names the book in places; None: the plan."""
    plan, problems, _ = _read(book, file, Given())
    return plan, problems


def read_book(book: Book, given: Given) -> Result:
    """The plan in a book, completed by other files, and everything that is wrong with it."""
    plan, problems, _ = _read(book, None, given)
    return plan, problems


def _read(book: Book, file: str | None, given: Given) -> tuple[Plan | None, tuple[Problem, ...], "_Builder | None"]:
    reading = Reading(file)
    book = arranged(book, reading)
    found = find_sheets(book, reading)
    if not found.sheets and not found.grids:
        names = ", ".join(shape.name for shape in SHEETS if shape.required)
        titles = ", ".join(sheet.title for sheet in book.sheets[:8]) or "none at all"
        problem = Problem("WB010", (), {"sheets": names, "found": titles})
        return None, (problem,), None
    builder = _Builder(found, reading, given)
    plan = builder.plan()
    return plan, tuple(sorted(reading.problems, key=sort_key)), builder


class _Builder:
    """One pass over a book: tables, names, then records sheet by sheet."""

    def __init__(self, found: Found, reading: Reading, given: Given) -> None:
        self.reading = reading
        self.found = found
        self.tables: dict[str, list[Table]] = {}
        for shape in SHEETS:
            if shape.id == "actuals" or shape.titled:
                continue
            for each in found.sheets.get(shape.id, ()):
                self._read(shape.id, each)
        self.settings = plan_settings(self.table("plan"), reading)
        self.source_rows = self.records("sources", lambda table: sources_of(table, reading))
        reading.months = self._months()
        self.sources = Sources(given, self.source_rows, reading)
        self._people()
        self._absent()
        self.names = gather(self.tables, reading)
        self._actuals()
        for tables in self.tables.values():
            for table in tables:
                resolve(table, self.names, reading)

    def _read(
        self,
        identifier: str,
        title: Sheet,
        extra: Callable[[str], str | None] | None = None,
        headings: Sequence[str] = (),
    ) -> Table | None:
        table = read_table(sheet(identifier), title, self.reading, extra, headings)
        if table is not None:
            # What Employees lacks another file may have.
            if identifier != "employees":
                missing_columns(table, self.reading, _not_needed(table))
            self.tables.setdefault(identifier, []).append(table)
        return table

    def _people(self) -> None:
        """Complete Employees from other files; then what columns it lacks can be said."""
        tables = self.tables.get("employees", [])
        self.sources.people(tables, self.settings.currency)
        if tables:
            self.tables["employees"] = tables
        for table in tables:
            missing_columns(table, self.reading)

    def _months(self) -> Collection[int]:
        """The months whose figures can count; none where the period is not known."""
        settings = self.settings
        if "setting:period" in self.reading.broken:
            return ()
        kpis = (line for table in self.tables.get("kpis", ()) for line in table.lines)
        to_date = settings.earnings is Earnings.CUMULATIVE or any(
            line.maybe("measured_over") == MeasuredOver.YEAR_TO_DATE for line in kpis
        )
        months = settings.period.months()
        if not to_date:
            return months
        return range(month_of(plan_year(settings.period.start, settings.year_starts).start), months.stop)

    def _absent(self) -> None:
        for shape in SHEETS:
            if shape.required and shape.id not in self.found.sheets and shape.id not in self.tables:
                unknown = ", ".join(f'"{title}"' for title in self.found.unknown[:8])
                advice = phrase('Add a sheet named "{sheet}".', sheet=shape.name)
                if unknown:
                    advice = phrase(
                        'Add a sheet named "{sheet}". If it is one of {unknown}, rename that.',
                        sheet=shape.name,
                        unknown=unknown,
                    )
                self.reading.report("WB011", (), sheet=shape.name, help=of_schema(shape.help), advice=advice)
                self.reading.broken.add(f"sheet:{shape.name}")

    def _actuals(self) -> None:
        for each in self.found.sheets.get("actuals", ()):
            # Without the sheet KPIs any heading may be one's, and its absence is said already.
            known = str if Thing.FIGURE in self.names.open else self.names.headed
            self._read("actuals", each, known, self.names.all(Thing.FIGURE))
        known = str if Thing.FIGURE in self.names.open else self.names.headed
        for table in self.sources.actuals(known, self.names.all(Thing.FIGURE), self.settings.currency):
            missing_columns(table, self.reading, _not_needed(table))
            self.tables.setdefault("actuals", []).append(table)
        self.sources.report_unmet()

    def table(self, identifier: str) -> Table | None:
        """The table of a sheet that occurs once."""
        return next(iter(self.tables.get(identifier, ())), None)

    def records(self, identifier: str, build: Callable[[Table], Iterator[Record]]) -> tuple[Record, ...]:
        """The records of a sheet; none where it is absent."""
        return tuple(record for table in self.tables.get(identifier, ()) for record in build(table))

    def plan(self) -> Plan:
        """The plan, as far as it is sound."""
        reading, names = self.reading, self.names
        settings = self.settings
        settings = replace(settings, overall_scale=overall_scale(settings, names, reading))
        kpis = self.records("kpis", lambda table: kpis_of(table, reading))
        figures = Figures({kpi.id: kpi for kpi in kpis})
        matrix, targets, sections = self._matrix(settings, figures)
        uses = _uses(matrix, figures.kpis, settings)
        scales = self.records("scales", lambda table: scales_of(table, uses, figures, reading))
        actuals = self.records("actuals", lambda table: actuals_of(table, figures, names, reading))
        actuals = merged_actuals(actuals, reading)
        blanks = self.records("actuals", lambda table: blanks_of(table, names))
        filled = filled_elsewhere(blanks, actuals) if self.sources.there else ()
        for table in self.tables.get("actuals", ()):
            report_missing(table, filled, reading)
        figures.mixed(reading)
        kpis = tuple(replace(kpi, points=figures.in_points(kpi.id)) for kpi in kpis)
        grids = [grid_of(name, each, reading) for name, each in self.found.grids]
        statement = self.table("statement")
        plan = Plan(
            settings=settings,
            kpis=kpis,
            goals=self.records("goals", lambda table: goals_of(table, reading)),
            matrix=matrix,
            targets=targets,
            sections=sections,
            scales=scales,
            grids=tuple(grid for grid in grids if grid is not None),
            employees=self.records("employees", lambda table: employees_of(table, settings.currency, reading)),
            assignments=self.records("assignments", lambda table: assignments_of(table, reading)),
            absences=self.records("absences", lambda table: absences_of(table, reading)),
            actuals=actuals,
            blanks=blanks,
            factors=self.records("factors", lambda table: factors_of(table, names, reading)),
            gates=self.records("gates", lambda table: gates_of(table, names, reading)),
            overrides=self.records("overrides", lambda table: overrides_of(table, matrix, names, reading)),
            adjustments=self.records("adjustments", lambda table: adjustments_of(table, reading)),
            paid=self.records("paid", lambda table: paid_of(table, reading)),
            rates=self.records("rates", lambda table: rates_of(table, reading)),
            steps=self.records("formulas", lambda table: steps_of(table, reading)),
            exports=self.records("exports", lambda table: exports_of(table, reading)),
            scenarios=self.records("scenarios", lambda table: scenarios_of(table, reading)),
            sources=self.source_rows,
            statement=statement_texts(statement, reading) if statement is not None else {},
            own_columns=self._own_columns(),
        )
        check_kpis(plan, reading)
        self._nobody()
        check_people(plan, reading)
        check_idle(plan, reading)
        return replace(
            plan,
            steps_of=_steps_of(plan),
            origins=reading.origins,
            broken=frozenset(reading.broken),
        )

    def _matrix(
        self, settings: Settings, figures: Figures
    ) -> tuple[tuple[MatrixRow, ...], tuple[Target, ...], tuple[Section, ...] | None]:
        reading = self.reading
        weights = Weights(settings.weights)
        matrix = self.records("matrix", lambda table: matrix_of(table, figures, reading))
        for identifier in ("matrix", "sections", "targets"):
            for table in self.tables.get(identifier, ()):
                weights.note(table)
        nested = self._nested()
        if (matrix_table := self.table("matrix")) is not None:
            if settings.weights is Weighting.TOTAL_100:
                check_unread(matrix_table, nested, reading)
            matrix = matrix_weights(matrix, nested, weights, matrix_table, reading)
        sections = self.records("sections", lambda table: sections_of(table, reading))
        if (sections_table := self.table("sections")) is not None:
            sections = section_weights(sections, weights, sections_table, reading)
        targets = self.records("targets", lambda table: targets_of(table, figures, self.names, reading))
        if (targets_table := self.table("targets")) is not None:
            in_points = {row.kpi: row.at in weights.points for row in matrix}
            targets = target_weights(targets, in_points, weights, targets_table, reading)
        return matrix, targets, sections if nested else None

    def _nobody(self) -> None:
        """Report a plan in which nobody is yet."""
        tables = self.tables.get("employees", [])
        if tables and not any(table.lines for table in tables):
            self.reading.report("WB092", (self.reading.place(tables[0].heading("id")),), sheet=tables[0].title)
            self.reading.broken.add(f"sheet:{tables[0].shape.name}")

    def _nested(self) -> bool:
        """Whether weights are nested: there is a sheet Sections, and it is not one that waits to be filled in."""
        tables = self.tables.get("sections", [])
        return "sections" in self.found.sheets and (not tables or any(table.lines for table in tables))

    def _own_columns(self) -> tuple[str, ...]:
        tables = self.tables.get("employees", ())
        return tuple(dict.fromkeys(table.others[number] for table in tables for number in sorted(table.others)))


def _not_needed(table: Table) -> frozenset[str]:
    """The required columns that this table can do without."""
    if table.shape.id == "actuals" and is_wide(table):
        return frozenset({"kpi", "value"})
    if table.shape.id == "scales" and not needs_points(table):
        return frozenset({"x", "pays"})
    if table.shape.id == "matrix" and all(line.maybe("pays") in {Pays.AMOUNT, Pays.RATE} for line in table.lines):
        return frozenset({"weight"})
    return frozenset()


def _uses(matrix: tuple[MatrixRow, ...], kpis: Mapping[str, Kpi], settings: Settings) -> Mapping[str, list[Use]]:
    """Who uses each scale."""
    uses: dict[str, list[Use]] = {}
    for row in matrix:
        if row.scale is not None:
            kpi = kpis.get(row.kpi)
            reads_actual = kpi is not None and kpi.attainment is Rule.VALUE
            uses.setdefault(row.scale, []).append(Use(row.kpi, row.pays, reads_actual))
    if settings.overall_scale is not None:
        uses.setdefault(settings.overall_scale, []).append(Use(None, Pays.SHARE))
    return uses


def _steps_of(plan: Plan) -> dict[str, Decimal]:
    """The rounding step of each currency in use: the setting, else the currency's minor unit."""
    codes = [
        plan.settings.currency,
        *(employee.currency for employee in plan.employees),
        *(kpi.unit.upper() for kpi in plan.kpis),
        *(rate.currency for rate in plan.rates),
        *(step.unit for step in plan.steps),
    ]
    steps: dict[str, Decimal] = {}
    for code in dict.fromkeys(codes):
        decimals = minor_units(code)
        if decimals is not None:
            steps[code] = plan.settings.rounding or Decimal(1).scaleb(-decimals)
    return steps
