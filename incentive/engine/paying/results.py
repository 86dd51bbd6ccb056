"""Results and earned amounts: gates, overrides and money of the rows of Scores, KPI by KPI as they are asked for.

Registered with the ledger for the keys `result:KPI`, `earned:KPI` and `sectioned:SECTION`. Gate conditions that act on
a KPI or a section read their row's assignment. Source: "Columns of Scores, in order" in the calculation reference.
"""

from array import array
from collections.abc import Sequence
from decimal import Decimal

from incentive.engine.evaluating.ledger import Ledger
from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.gates import Holding
from incentive.engine.preparation.precedence import Ranked
from incentive.engine.preparation.prepared import Prepared, ScoreRow, State
from incentive.engine.scoring.amounts import Amounts, direct_money
from incentive.engine.scoring.blocks import ScoreColumns
from incentive.numbers import ONE, ZERO, exact_arithmetic
from incentive.plan.choices import Pays
from incentive.plan.records import Override


class Results:
    """The flat columns KpiGate, SectionGate, Result, RawEarned and Earned over all rows of Scores."""

    def __init__(
        self, prepared: Prepared, ledger: Ledger, columns: ScoreColumns, amounts: Amounts, conditions: Conditions
    ) -> None:
        count = len(prepared.rows)
        self.prepared = prepared
        self.ledger = ledger
        self.columns = columns
        self.amounts = amounts
        self.conditions = conditions
        self.unmet: dict[int, list[Holding]] = {}
        self.acting: set[str] = set()
        """The gates on KPIs and sections that concern a row that they can change."""
        self.section_overrides: dict[int, Override] = {}
        self.rows_of: dict[str, array[int]] = {kpi.id: array("L") for kpi in prepared.plan.kpis}
        for number, row in enumerate(prepared.rows):
            self.rows_of[row.kpi.id].append(number)
        by_section = [row for row in prepared.plan.overrides if row.what.kind == "section"]
        self._overrides: Ranked[Override] = Ranked.of(
            by_section, lambda row: row.what.name, "Overrides", prepared.notes
        )
        self._overridden = {row.what.name for row in by_section}
        # Columns between which nothing can act are one.
        gated = bool(conditions.gates.ranked.by_topic)
        replaced = any(row.what.kind == "kpi" for row in prepared.plan.overrides)
        self.kpi_gate = _blank(count) if gated else columns.capped
        self.section_gate = _blank(count) if gated else columns.capped
        self.result = _blank(count) if gated or replaced else columns.capped
        self.raw_earned = _blank(count)
        self.earned = _blank(count) if by_section else self.raw_earned
        self.scores = _blank(len(prepared.segments))
        ledger.providers["result"] = self._result
        ledger.providers["earned"] = self._earned
        ledger.providers["raw"] = self._raw
        ledger.providers["sectioned"] = self._sectioned

    def _result(self, kpi: str) -> Sequence[Decimal | None]:
        """Cap's outcome → KPI gates → section gates → override."""
        numbers = self.rows_of[kpi]
        if self.result is self.columns.capped:
            return self.result
        if self.kpi_gate is not self.columns.capped:
            for number in numbers:
                self.kpi_gate[number] = self.columns.capped[number]
            self._gates(numbers, "kpi", self.kpi_gate)
            for number in numbers:
                self.section_gate[number] = self.kpi_gate[number]
            self._gates(numbers, "section", self.section_gate)
        for number in numbers:
            row = self.prepared.rows[number]
            self.result[number] = row.override.value if row.override is not None else self.section_gate[number]
        return self.result

    def _gates(self, numbers: Sequence[int], kind: str, column: list[Decimal | None]) -> None:
        """The gates of one kind on the rows' results, in the sheet's order."""
        rows = self.prepared.rows
        acting: dict[int, tuple[Holding, list[int]]] = {}
        for number in numbers:
            row = rows[number]
            name = row.kpi.id if kind == "kpi" else row.section
            for holding in self.conditions.of_segment(row.segment):
                if holding.acts_on.kind == kind and holding.acts_on.name == name:
                    acting.setdefault(id(holding), (holding, []))[1].append(number)
                    if row.row.pays is Pays.SHARE or holding.multiply_by != ONE:
                        self.acting.add(holding.id)
        for holding, gated in sorted(acting.values(), key=lambda item: item[0].order):
            met = self.conditions.met_by_segment(holding, [rows[number].segment for number in gated])
            with exact_arithmetic():
                for number in gated:
                    value = column[number]
                    if met.get(rows[number].segment) is False:
                        self.unmet.setdefault(number, []).append(holding)
                        if value is not None:
                            column[number] = holding.apply(value, rows[number].row.pays is Pays.SHARE)

    def _raw(self, kpi: str) -> Sequence[Decimal | None]:
        """Earned before section overrides."""
        self.ledger.get(f"result:{kpi}")
        with exact_arithmetic():
            for number in self.rows_of[kpi]:
                row = self.prepared.rows[number]
                result = self.result[number]
                if row.row.pays is Pays.SHARE:
                    part = self.amounts.kpi_target_bonus[number]
                    self.raw_earned[number] = ZERO if result is None or part is None else part * result
                else:
                    self.raw_earned[number] = direct_money(self.prepared, row, result)
                self.earned[number] = self.raw_earned[number]
        return self.raw_earned

    def _earned(self, kpi: str) -> Sequence[Decimal | None]:
        """Earned after section overrides."""
        self.ledger.get(f"raw:{kpi}")
        if self._overridden:
            sections = {self.prepared.rows[number].section for number in self.rows_of[kpi]}
            for section in sorted(section for section in sections if section in self._overridden and section):
                self.ledger.get(f"sectioned:{section}")
        return self.earned

    def _sectioned(self, section: str) -> Sequence[Decimal | None]:
        """Per assignment, the section's share rows scaled to its KPI target bonus × the value that stands instead."""
        rows = self.prepared.rows
        numbers = [number for number, row in enumerate(rows) if row.section == section and row.row.pays is Pays.SHARE]
        for kpi in dict.fromkeys(rows[number].kpi.id for number in numbers):
            self.ledger.get(f"raw:{kpi}")
        by_segment: dict[int, list[int]] = {}
        for number in numbers:
            by_segment.setdefault(rows[number].segment, []).append(number)
        with exact_arithmetic():
            for segment, members in by_segment.items():
                override = self._overrides.first(section, self.conditions.subjects(segment))
                if override is not None:
                    self._override_section(members, override)
        return self.earned

    def _override_section(self, members: Sequence[int], override: Override) -> None:
        parts = {number: self.amounts.kpi_target_bonus[number] or ZERO for number in members}
        whole = sum(parts.values(), ZERO) * override.value
        now = sum((self.raw_earned[number] or ZERO for number in members), ZERO)
        for number in members:
            self.section_overrides[number] = override
            self.earned[number] = (
                (self.raw_earned[number] or ZERO) * whole / now if now else parts[number] * override.value
            )

    def score_of(self, segment: int) -> Decimal | None:
        """The score of one assignment: its earned shares of its KPI target bonuses, all of them final."""
        if self.scores[segment] is None:
            rows = self.prepared.rows
            of_person = self.prepared.people[self.prepared.owners[segment]].rows
            self.scores[segment] = self.share_of(
                [number for number in of_person if rows[number].segment == segment and counted(rows[number])]
            )
        return self.scores[segment]

    def share_of(self, numbers: Sequence[int]) -> Decimal | None:
        """SUM(Earned) / SUM(KpiTargetBonus) of share rows; by Weight × days where the bonus is 0; None of nothing."""
        whole = sum((self.amounts.kpi_target_bonus[number] or ZERO for number in numbers), ZERO)
        if whole != ZERO:
            return sum((self.earned[number] or ZERO for number in numbers), ZERO) / whole
        return self._by_days([number for number in numbers if self.prepared.rows[number].state is not State.OUT])

    def _by_days(self, numbers: Sequence[int]) -> Decimal | None:
        total = whole = ZERO
        for number in numbers:
            row = self.prepared.rows[number]
            base = (row.weight or ZERO) * self.prepared.segments[row.segment].days
            override = self.section_overrides.get(number)
            whole += base
            value = self.result[number] if override is None else override.value
            total += base * (value or ZERO)
        return total / whole if whole else None


def _blank(count: int) -> list[Decimal | None]:
    return [None] * count


def counted(row: ScoreRow) -> bool:
    """Whether the row counts in Score: a share, in a section that counts."""
    return row.row.pays is Pays.SHARE and row.counted
