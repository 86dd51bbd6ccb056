"""Scores: one row per person, assignment and KPI, from attainment to what it earned.

In: figures.  Out: attainment, result, weight, earned of each row; sections; what KPI functions are worth.
Not here: the steps of Payouts, which gates may read through ``Answers``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from babel.numbers import is_currency

from .attained import Attained, Row
from .contexts import PersonContext, RowContext
from .exact import ONE, ZERO, FormulaError, Problem, half_away, seen
from .figures import Person, mean
from .language import Value, evaluate
from .periods import Segment, days_of
from .syntax import Node


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate as it holds in one segment; blank cells have their defaults."""

    name: str
    condition: Node
    multiply: Fraction
    limit: Fraction | None
    acts: str


class Scores(Attained):
    # what Payouts adds

    def step(self, person: Person, key: str) -> Value:
        raise NotImplementedError

    def is_step(self, key: str) -> bool:
        raise NotImplementedError

    def named_money(self, key: str) -> bool:
        raise NotImplementedError

    def column(self, person: Person, key: str) -> Value:
        raise NotImplementedError

    def factor(self, person: Person, key: str) -> Value:
        raise NotImplementedError

    def rounding_step(self, currency: str) -> Fraction:
        raise NotImplementedError

    # results

    def scaled(self, row: Row) -> Fraction:
        """From attainment through the scale, rounding and the KPI's cap."""
        assert row.matrix is not None
        if row.kpi.combine == "each":
            found = self.deal_by_deal(row)
        elif self.policy(row) == "target":
            found = self._as_target(row)
        else:
            actual = self.row_actual(row)
            assert actual is not None
            found = self.paid_at(row, actual)
        if row.pays != "share":
            return found
        step = self.plan.settings.number["roundresults"]
        if step is not None:
            found = half_away(seen(found) / step, 0) * step
        return found if row.matrix.cap is None else min(found, row.matrix.cap)

    def _as_target(self, row: Row) -> Fraction:
        target = self.targets(row.kpi, row.person, row.segment)["target"]
        forced = ONE if row.kpi.rule in ("band", "met", "index") else None
        scale = self.scale(row)
        by_attainment = scale is None or self.measure(row, scale) == "attainment"
        if target is None and not (forced is not None and by_attainment and row.pays == "share"):
            raise Problem(f"{row.person.id}, KPI {row.kpi.id}: the actual is missing and there is no target to take")
        by_index = scale is not None and self.measure(row, scale) == "index"
        return self.paid_at(row, target if target is not None else ONE, None if by_index else forced)

    def deal_by_deal(self, row: Row) -> Fraction:
        deals = self.deals(row.kpi, row.person, row.segment)
        if not deals:
            self.warn(f"{row.person.id} has no rows of {row.kpi.id}: 0")
        scale = self.scale(row)
        rate = row.pays == "rate" and not (scale is not None and scale.between == "slices")
        total = ZERO
        for deal in deals:
            paid = self.paid_at(row, deal)
            total += paid * deal if rate else paid
        return total

    def result(self, row: Row) -> Fraction | None:
        return self.once(("result", row.person.id, row.segment.place, row.kpi.key), lambda: self._result(row))

    def _result(self, row: Row) -> Fraction | None:
        assert row.matrix is not None
        stands = self.override(f"kpi:{row.kpi.key}", row.person, row.segment)
        if stands is not None:
            return stands
        policy = self.policy(row)
        if policy == "zero":
            return ZERO
        if policy == "leaveout":
            return None
        if policy == "stop":
            raise Problem(f"{row.person.id}, KPI {row.kpi.id}: the actual is missing")
        found = self.scaled(row)
        for kind, name in (("kpi", row.kpi.key), ("section", row.section)):
            for gate in self.gates(row.person, row.segment):
                if name and gate.acts == f"{kind}:{name}" and not self.row_met(gate, row):
                    found *= gate.multiply
                    if gate.limit is not None and row.pays == "share":
                        found = min(found, gate.limit)
        return found

    # gates

    def gates(self, person: Person, segment: Segment) -> list[Gate]:
        """The gates of a segment in the sheet's order, each cell from the most specific row."""
        return self.once(("gates", person.id, segment.place), lambda: self._gates(person, segment))

    def _gates(self, person: Person, segment: Segment) -> list[Gate]:
        found = []
        for name, parts in self.plan.gates.items():
            condition = self.cell(parts, "condition", person, segment, f"the condition of gate {name}")
            if condition is None:
                continue
            assert isinstance(condition, Node)
            multiply = self.cell(parts, "multiply", person, segment, f"gate {name}")
            limit = self.cell(parts, "limit", person, segment, f"gate {name}")
            acts = self.cell(parts, "acts", person, segment, f"gate {name}")
            assert limit is None or isinstance(limit, Fraction)
            if multiply is None:
                multiply = ZERO if limit is None else ONE
            assert isinstance(multiply, Fraction)
            found.append(Gate(name, condition, multiply, limit, str(acts or "bonus")))
        return found

    def row_met(self, gate: Gate, row: Row) -> bool:
        place = "gate", gate.name, row.person.id, row.segment.place
        return self.once(place, lambda: self.holds(gate, RowContext(self, row.person, row.segment)))

    def person_met(self, gate: Gate, person: Person) -> bool:
        """A payout gate reads the person."""
        place = "payout gate", gate.name, id(gate.condition), person.id
        return self.once(place, lambda: self.holds(gate, PersonContext(self, person)))

    def holds(self, gate: Gate, context: PersonContext) -> bool:
        try:
            found = evaluate(gate.condition, context)
        except FormulaError as error:
            raise Problem(f"gate {gate.name}, {context.person.id}: {error}") from error
        if not isinstance(found, bool):
            raise Problem(f"gate {gate.name}: the condition gives {found!r}, not true or false")
        return found

    # weights

    def left_out(self, row: Row) -> bool:
        return self.policy(row) == "leaveout"

    def weights(self, person: Person, segment: Segment) -> dict[str, Fraction]:
        """Weight of each share row, with its section's, after what is left out re-weights the rest."""
        return self.once(("weights", person.id, segment.place), lambda: self._weights(person, segment))

    def _weights(self, person: Person, segment: Segment) -> dict[str, Fraction]:
        rows = self.rows(person, segment)
        shares = [r for r in rows if r.pays == "share"]
        where = f"{person.id} from {segment.start}"
        groups: dict[str, list[Row]] = {}
        for row in shares:
            groups.setdefault(row.section if self.plan.has_sections else "", []).append(row)
        of_sections = self._section_weights(segment, list(groups), where)
        found: dict[str, Fraction] = {}
        for section, members in groups.items():
            plain = [self.targets(r.kpi, person, segment)["weight"] or ZERO for r in members]
            whole = of_sections[section]
            for row, weight in zip(members, self._total(plain, f"{where}, weights {section}"), strict=True):
                found[row.kpi.key] = weight * (ONE if whole is None else whole)
        missing = {r.kpi.key for r in rows if self.left_out(r)}
        if missing:
            self._leave_out(groups, of_sections, found, missing, where)
            if rows and all(r.kpi.key in missing for r in rows):
                raise Problem(f"{where}: every KPI is left out")
        return found

    def _total(self, plain: list[Fraction], where: str) -> list[Fraction]:
        rule, total = self.plan.settings.choice["weights"], sum(plain, ZERO)
        if rule == "asgiven":
            return plain
        if rule == "relative":
            if total <= 0 or any(w < 0 for w in plain):
                raise Problem(f"{where}: relative weights are positive numbers")
            return [w / total for w in plain]
        if seen(total) == 1:
            return plain
        if seen(total) == 100:
            return [w / 100 for w in plain]
        raise Problem(f"{where}: the weights total {total}, not 100 %")

    def _section_weights(self, segment: Segment, sections: list[str], where: str) -> dict[str, Fraction | None]:
        """Each section's weight; blank (None) where only a formula reads the section."""
        if not self.plan.has_sections:
            return {"": ONE}
        found: dict[str, Fraction | None] = {}
        for section in sections:
            places = [p for p in ((section, segment.role), (section, "")) if p in self.plan.sections]
            if not places:
                raise Problem(f"{where}: the section {section!r} is not listed")
            found[section] = self.plan.sections[places[0]]
        weighted = [s for s, w in found.items() if w is not None]
        if weighted:
            totals = self._total([found[s] or ZERO for s in weighted], f"{where}, sections")
            found.update(zip(weighted, totals, strict=True))
        return found

    def _leave_out(
        self,
        groups: dict[str, list[Row]],
        of_sections: dict[str, Fraction | None],
        found: dict[str, Fraction],
        missing: set[str],
        where: str,
    ) -> None:
        """The rest of a section, else of the plan, carries the weight of what is missing."""
        totals, rests = {}, {}
        for section, members in groups.items():
            totals[section] = sum((found[r.kpi.key] for r in members), ZERO)
            rests[section] = sum((found[r.kpi.key] for r in members if r.kpi.key not in missing), ZERO)
        weighted = [s for s in groups if of_sections[s] is not None]
        alive = [s for s in weighted if rests[s] != 0]
        lost = [s for s in weighted if totals[s] != 0 and rests[s] == 0]
        if lost and not alive:
            raise Problem(f"{where}: every KPI is left out")
        whole, left = sum((totals[s] for s in weighted), ZERO), sum((totals[s] for s in alive), ZERO)
        for section, members in groups.items():
            times = totals[section] / rests[section] if rests[section] != 0 else ONE
            if section in alive and lost:
                times *= whole / left
            for row in members:
                found[row.kpi.key] = ZERO if row.kpi.key in missing else found[row.kpi.key] * times

    def weight(self, row: Row) -> Fraction | None:
        if row.pays != "share" or row.matrix is None:
            return ZERO if self.policy(row) == "leaveout" else None
        return self.weights(row.person, row.segment)[row.kpi.key]

    def counts(self, row: Row) -> bool:
        """Whether a share row counts in Score: sections without a weight stay out."""
        if row.pays != "share":
            return False
        if not self.plan.has_sections:
            return True
        role = row.segment.role
        sections = self.plan.sections
        return sections.get((row.section, role), sections.get((row.section, ""))) is not None

    # earned

    def unit(self, row: Row, by_days: bool) -> Fraction:
        """What a result of 1 is worth: KpiTargetBonus, or Weight x days where the bonus is 0."""
        weight = self.weight(row) or ZERO
        return weight * (row.segment.days if by_days else row.segment.bonus)

    def shares_earned(self, person: Person, segment: Segment, by_days: bool = False) -> dict[str, Fraction]:
        """Earned of the share rows of an assignment, after section overrides."""
        place = "shares", person.id, segment.place, by_days
        return self.once(place, lambda: self._shares_earned(person, segment, by_days))

    def _shares_earned(self, person: Person, segment: Segment, by_days: bool) -> dict[str, Fraction]:
        rows = [r for r in self.rows(person, segment) if r.pays == "share"]
        earned = {r.kpi.key: self.unit(r, by_days) * (self.result(r) or ZERO) for r in rows}
        for section in dict.fromkeys(r.section for r in rows if r.section):
            stands = self.override(f"section:{section}", person, segment)
            if stands is None:
                continue
            members = [r for r in rows if r.section == section]
            whole = sum((self.unit(r, by_days) for r in members), ZERO)
            total = sum((earned[r.kpi.key] for r in members), ZERO)
            for row in members:
                name = row.kpi.key
                earned[name] = self.unit(row, by_days) * stands if total == 0 else earned[name] * whole * stands / total
        return earned

    def earned(self, row: Row) -> Fraction:
        if row.pays == "share":
            return self.shares_earned(row.person, row.segment)[row.kpi.key]
        return self.once(("money", row.person.id, row.segment.place, row.kpi.key), lambda: self._money(row))

    def _money(self, row: Row) -> Fraction:
        self.weights(row.person, row.segment)
        result = self.result(row)
        if result is None or self.policy(row) == "zero":
            return ZERO
        span = self.plan.settings.span
        if row.pays == "amount":
            money = result * row.segment.days / days_of(span)
        else:
            days = self.days_with(row.person, row.kpi, row.segment, span)
            money = self._rate_money(row, result) * row.segment.days / days
        unit = row.kpi.unit.upper()
        currency = unit if is_currency(unit) else self.plan.settings.currency
        return self.converted(money, currency, row.person.worker.currency)

    def _rate_money(self, row: Row, result: Fraction) -> Fraction:
        scale = self.scale(row)
        if row.kpi.combine == "each" or (scale is not None and scale.between == "slices"):
            return result
        actual = self.row_actual(row)
        if actual is None:
            raise Problem(f"{row.person.id}, KPI {row.kpi.id}: a rate has no actual to act on")
        return result * actual

    # sections and the functions of formulas

    def section(self, person: Person, segments: Sequence[Segment], section: str) -> Fraction:
        for by_days in (False, True):
            earned, whole, has = ZERO, ZERO, False
            for segment in segments:
                for row in self.rows(person, segment):
                    if row.section == section and row.pays == "share":
                        has = True
                        whole += self.unit(row, by_days)
                        earned += self.shares_earned(person, segment, by_days)[row.kpi.key]
            if not has:
                raise FormulaError(f"{person.id} has no share KPI in the section {section}")
            if whole != 0:
                return earned / whole
        raise FormulaError(f"division by zero: the section {section} of {person.id} has no weight")

    def row_value(self, person: Person, segment: Segment, function: str, kpi: str) -> Fraction | None:
        row = self.row(person, segment, kpi)
        if row is None:
            if function in ("RESULT", "WEIGHT", "EARNED"):
                return None
            row = Row(person, segment, self.plan.kpis[kpi], None)
        if function == "ACTUAL":
            return self.row_actual(row)
        if function == "TARGET":
            return self.targets(row.kpi, person, segment)["target"]
        if function == "ATTAINMENT":
            return self.row_attainment(row)
        if function == "RESULT":
            return self.result(row)
        return self.weight(row) if function == "WEIGHT" else self.earned(row)

    def kpi_value(self, person: Person, function: str, kpi: str) -> Fraction | None:
        mine = [s for s in person.segments if self.row(person, s, kpi) is not None]
        if not mine:
            if function in ("RESULT", "WEIGHT", "EARNED"):
                return None
            values = [self.row_value(person, s, function, kpi) for s in person.segments]
            return mean(values, [s.bonus for s in person.segments], [Fraction(s.days) for s in person.segments])
        values = [self.row_value(person, s, function, kpi) for s in mine]
        if function == "EARNED":
            return sum((v for v in values if v is not None), ZERO)
        days = [Fraction(s.days) for s in mine]
        if function == "WEIGHT":
            return mean(values, [s.bonus for s in mine], days)
        rows = [r for r in (self.row(person, s, kpi) for s in mine) if r is not None]
        return mean(values, [self.unit(r, False) for r in rows], [self.unit(r, True) for r in rows], days)
