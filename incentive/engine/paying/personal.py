"""Columns that formulas read of a person or an assignment: fields, factors, KPI functions, sections.

Registered with the ledger: `field`, `own`, `factor`, `figure`, `kpi`, `section` over people; `segfield`, `segkpi`,
`ofperson` over segments. Where segments differ, the means of the calculation reference are taken here.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from incentive.engine.evaluating.ledger import Column, Ledger
from incentive.engine.evaluating.names import DATED
from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.mean import mean
from incentive.engine.paying.results import Results
from incentive.engine.preparation.precedence import Ranked
from incentive.engine.preparation.prepared import Prepared
from incentive.engine.preparation.spans import in_days
from incentive.engine.scoring.amounts import Amounts
from incentive.engine.scoring.blocks import ScoreColumns
from incentive.formula.tree import Value
from incentive.numbers import ONE, ZERO, exact_arithmetic
from incentive.plan.choices import MeasuredIn, PaidKind, Pays, Use
from incentive.plan.records import Factor, Kpi

Triple = tuple[Value, Value, Value]


class Personal:
    """Fields, factors, KPI values and sections of each person and each assignment."""

    def __init__(
        self,
        prepared: Prepared,
        ledger: Ledger,
        columns: ScoreColumns,
        amounts: Amounts,
        results: Results,
        conditions: Conditions,
    ) -> None:
        self.prepared = prepared
        self.ledger = ledger
        self.columns = columns
        self.amounts = amounts
        self.results = results
        self.conditions = conditions
        self.kpi_of = {kpi.id: kpi for kpi in prepared.plan.kpis}
        self.factors: Ranked[Factor] = Ranked.of(prepared.plan.factors, lambda row: row.id, "Factors", prepared.notes)
        self.multiplies = self._uses()
        self.days = [in_days(segment.days) for segment in prepared.segments]
        ledger.providers |= {
            "field": self._field,
            "own": self._own,
            "factor": self._factor,
            "figure": self._figure,
            "kpi": self._kpi,
            "section": self._section,
            "segfield": self._segment_field,
            "segkpi": self._segment_kpi,
            "ofperson": self._of_person,
        }

    def _uses(self) -> dict[str, bool]:
        """Whether each factor multiplies; all rows of one say the same."""
        found: dict[str, Factor] = {}
        for row in self.prepared.plan.factors:
            found.setdefault(row.id, row)
        return {name: row.use is Use.MULTIPLY for name, row in found.items()}

    def over(self, person: int, values: Sequence[Value], *weightings: Sequence[Decimal]) -> Value:
        """One value for a person from one per segment: by target bonus, then by days, unless told otherwise."""
        segments = self.prepared.people[person].segments
        if not weightings:
            weightings = (self.of(person, self.amounts.target_bonus), self.of(person, self.days))
        return mean(values, *weightings) if segments else None

    def of(self, person: int, column: Sequence[Decimal]) -> list[Decimal]:
        """A person's part of a column over segments."""
        segments = self.prepared.people[person].segments
        return list(column[segments.start : segments.stop])

    def _field(self, name: str) -> Column:
        """A column of Employees: numbers day-weighted, texts the last."""
        if name not in DATED:
            return [
                self._text(getattr(person.employee, _ATTRIBUTES.get(name, name))) for person in self.prepared.people
            ]
        found: list[Value] = []
        with exact_arithmetic():
            for number, person in enumerate(self.prepared.people):
                values = [self._segment_value(index, name) for index in person.segments]
                if values:
                    found.append(self.over(number, values, self.of(number, self.days)))
                else:
                    found.append(self._text(getattr(person.employee, _EMPLOYEE_FIELDS.get(name, name))))
        return found

    def _text(self, value: object) -> Value:
        """A blank text is a blank."""
        if isinstance(value, str):
            return value or None
        return value if isinstance(value, Decimal | bool | date) else None

    def _segment_value(self, index: int, name: str) -> Value:
        return self._text(getattr(self.prepared.segments[index], name))

    def _segment_field(self, name: str) -> Column:
        return [self._segment_value(index, name) for index in range(len(self.prepared.segments))]

    def _of_person(self, key: str) -> Column:
        column = self.ledger.get(key)
        return [column[owner] for owner in self.prepared.owners]

    def _own(self, header: str) -> Column:
        return [person.employee.own.get(header) for person in self.prepared.people]

    def factor_row(self, name: str, segment: int) -> Factor | None:
        """The row of a factor that holds in a segment."""
        return self.factors.first(name, self.conditions.subjects(segment))

    def _factor(self, name: str) -> Column:
        """A factor of each person; a multiplier is 1 in a segment where no row fits."""
        found: list[Value] = []
        nothing = ONE if self.multiplies.get(name) else None
        with exact_arithmetic():
            for number, person in enumerate(self.prepared.people):
                values: list[Value] = []
                for index in person.segments:
                    row = self.factor_row(name, index)
                    values.append(nothing if row is None else row.value)
                found.append(self.over(number, values) if values else nothing)
        return found

    def _figure(self, name: str) -> Column:
        """Figures of the person and the plan that formulas can name."""
        settings = self.prepared.plan.settings
        count = len(self.prepared.people)
        if name in {"Cap", "Budget"}:
            return [settings.cap if name == "Cap" else settings.budget] * count
        with exact_arithmetic():
            if name == "PeriodSalary":
                return [self._period_salary(number) for number in range(count)]
            totals: dict[str, Decimal] = {}
            if name == "Adjustments":
                for adjustment in self.prepared.plan.adjustments:
                    totals[adjustment.employee] = totals.get(adjustment.employee, ZERO) + adjustment.amount
            else:
                for paid in self.prepared.plan.paid:
                    if paid.period.start in self.prepared.clock.span:
                        amount = paid.amount if paid.kind is PaidKind.PAID else -paid.amount
                        totals[paid.employee] = totals.get(paid.employee, ZERO) + amount
            return [totals.get(person.employee.id, ZERO) for person in self.prepared.people]

    def _period_salary(self, person: int) -> Decimal:
        """The sum over assignments of salary for the span × FTE × share."""
        amounts = self.amounts
        segments = self.prepared.people[person].segments
        parts = (amounts.span_salary[index] * amounts.fte[index] * amounts.share[index] for index in segments)
        return sum(parts, ZERO)

    def _values(self, function: str, kpi: str) -> Callable[[int], Value]:
        """A KPI function of one row of Scores, its columns computed."""
        rows = self.prepared.rows
        match function:
            case "ACTUAL":
                return lambda number: rows[number].actual
            case "TARGET":
                return lambda number: rows[number].target
            case "ATTAINMENT":
                return lambda number: self.columns.attainment[number]
            case "RESULT":
                self.ledger.get(f"result:{kpi}")
                return lambda number: self.results.result[number]
            case "WEIGHT":
                return lambda number: rows[number].weight
            case _:
                self.ledger.get(f"earned:{kpi}")
                return lambda number: self.results.earned[number]

    def _kpi(self, key: str) -> Column:
        """A KPI function over people: the mean by KPI target bonus, WEIGHT by target bonus, EARNED the sum."""
        function, _, kpi = key.partition(":")
        value = self._values(function, kpi)
        by_person: dict[int, list[int]] = {}
        for number in self.results.rows_of.get(kpi, ()):
            by_person.setdefault(self.prepared.rows[number].person, []).append(number)
        found: list[Value] = []
        with exact_arithmetic():
            for person in range(len(self.prepared.people)):
                numbers = by_person.get(person)
                if numbers is None:
                    found.append(self._outside(function, kpi, person))
                elif len(numbers) == 1:
                    found.append(value(numbers[0]))
                elif function == "EARNED":
                    found.append(sum((self.results.earned[number] or ZERO for number in numbers), ZERO))
                else:
                    values = [value(number) for number in numbers]
                    found.append(mean(values, *self._weightings(function, numbers)))
        return found

    def _weightings(self, function: str, numbers: Sequence[int]) -> list[list[Decimal]]:
        rows = [self.prepared.rows[number] for number in numbers]
        days = [self.days[row.segment] for row in rows]
        if function == "WEIGHT":
            return [[self.amounts.target_bonus[row.segment] for row in rows], days]
        parts = [self.amounts.kpi_target_bonus[number] or ZERO for number in numbers]
        weights = [(row.weight or ZERO) * self.days[row.segment] for row in rows]
        return [parts, weights, days]

    def _outside(self, function: str, kpi: str, person: int) -> Value:
        """A KPI that the person's matrix lacks: actual, target and attainment still exist, by target bonus."""
        if function not in _TRIPLE:
            return None
        holder = self.prepared.people[person]
        values = [self._triple(self.kpi_of[kpi], person, index)[_TRIPLE.index(function)] for index in holder.segments]
        return self.over(person, values) if values else None

    def _triple(self, kpi: Kpi, person: int, segment: int) -> Triple:
        """Actual, target and attainment of a KPI that a segment's matrix lacks."""
        held = self.prepared.people[person]
        part = self.prepared.segments[segment]
        actual = self.prepared.figures.figure(kpi, held.holder, part).value
        rows = self.prepared.targets.matching(kpi.id, self.conditions.subjects(segment), part.role)

        def figure(name: str) -> Decimal | None:
            return next((value for row in rows if (value := getattr(row, name)) is not None), None)

        figures = (figure("threshold"), figure("target"), figure("maximum"))
        number = (ONE if actual else ZERO) if isinstance(actual, bool) else actual
        attained = None
        if isinstance(number, Decimal):
            attained = self.prepared.curves.measured(kpi, MeasuredIn.ATTAINMENT, number, figures)
        return actual, figures[1], attained

    def _segment_kpi(self, key: str) -> Column:
        """A KPI function over segments."""
        function, _, kpi = key.partition(":")
        value = self._values(function, kpi)
        by_segment = {self.prepared.rows[number].segment: number for number in self.results.rows_of.get(kpi, ())}
        found: list[Value] = []
        with exact_arithmetic():
            for segment, owner in enumerate(self.prepared.owners):
                number = by_segment.get(segment)
                if number is not None:
                    found.append(value(number))
                elif function in _TRIPLE:
                    found.append(self._triple(self.kpi_of[kpi], owner, segment)[_TRIPLE.index(function)])
                else:
                    found.append(None)
        return found

    def _section(self, section: str) -> Column:
        """Makes sure that the section's rows are final; the values are asked for one by one."""
        rows = self.prepared.rows
        for kpi in dict.fromkeys(row.kpi.id for row in rows if row.section == section):
            self.ledger.get(f"earned:{kpi}")
        return ()

    def section_of_person(self, person: int, section: str) -> Decimal | None:
        """SECTION of a person over all assignments; None where the person lacks it."""
        return self._section_share(self.prepared.people[person].rows, section, None)

    def section_of_segment(self, segment: int, section: str) -> Decimal | None:
        """SECTION of one assignment; None where it lacks the section."""
        return self._section_share(self.prepared.people[self.prepared.owners[segment]].rows, section, segment)

    def _section_share(self, numbers: range, section: str, segment: int | None) -> Decimal | None:
        rows = self.prepared.rows
        chosen = [
            number
            for number in numbers
            if rows[number].section == section
            and rows[number].row.pays is Pays.SHARE
            and segment in {None, rows[number].segment}
        ]
        with exact_arithmetic():
            return self.results.share_of(chosen) if chosen else None


_TRIPLE = ("ACTUAL", "TARGET", "ATTAINMENT")
_ATTRIBUTES = {"employee": "id"}
_EMPLOYEE_FIELDS = {"percent": "target_bonus_percent", "amount": "target_bonus_amount"}
