"""Weights made final: what a role's weights must add up to, sections, and who takes over what is left out.

In come the rows of one segment; their `weight` is set, and `counted` where their section counts in Score. Source:
`Weights` and `Sections` of the workbook reference, "leave out" of the calculation reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.preparation.consequences import about_figures, about_matrix, left_out
from incentive.engine.preparation.prepared import ScoreRow, State
from incentive.engine.preparation.spans import Segment
from incentive.engine.trouble import Notebook
from incentive.i18n.phrases import Written, phrase
from incentive.numbers import ONE, ZERO, plain, same
from incentive.plan import Plan
from incentive.plan.choices import Pays, Weighting
from incentive.plan.records import Employee, Section
from incentive.problems import Place


@dataclass(slots=True)
class Weigher:
    """Sets the weights of one plan's rows."""

    plan: Plan
    notes: Notebook
    _sections: dict[tuple[str, str | None], Section] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for section in self.plan.sections or ():
            self._sections.setdefault((section.id, section.role), section)

    def weigh(self, employee: Employee, segment: Segment, rows: Sequence[ScoreRow]) -> None:
        """Set `weight` and `counted` of a segment's share rows."""
        shares = [row for row in rows if row.row.pays is Pays.SHARE]
        for row in rows:
            if row.state is State.OUT:
                row.weight = ZERO
        if not shares:
            if rows and all(row.state is State.OUT for row in rows):
                self._say_nothing_left(employee, rows)
            return
        for row in shares:
            row.weight = row.terms.weight or ZERO
        groups = self._groups(segment, shares)
        self._within(employee, segment, groups)
        self._between(segment, groups)
        if any(row.state is State.OUT for row in shares):
            self._leave_out(employee, groups)

    def _groups(self, segment: Segment, shares: Sequence[ScoreRow]) -> dict[str | None, list[ScoreRow]]:
        """The rows by section; all in one where the plan has no sheet Sections."""
        if self.plan.sections is None:
            return {None: list(shares)}
        groups: dict[str | None, list[ScoreRow]] = {}
        for row in shares:
            section = self._section(row.section, segment.role) if row.section else None
            if section is None:
                place = self.notes.place(row.row.at, "Section", row.section or "")
                about = (f"section:{row.section}", "section:", *about_matrix(self.plan, segment.role))
                self.notes.say("CA032", [place], about, kpi=row.kpi.id, section=row.section or "", role=segment.role)
            else:
                groups.setdefault(row.section, []).append(row)
        return groups

    def _section(self, section: str | None, role: str) -> Section | None:
        if section is None:
            return None
        return self._sections.get((section, role)) or self._sections.get((section, None))

    def _within(self, employee: Employee, segment: Segment, groups: dict[str | None, list[ScoreRow]]) -> None:
        """Weights within a section, or of all KPIs where there are none."""
        for section, rows in groups.items():
            total = sum((row.weight or ZERO for row in rows), ZERO)
            match self.plan.settings.weights:
                case Weighting.TOTAL_100 if not same(total, ONE):
                    self._refuse(employee, segment, section, rows, total)
                case Weighting.RELATIVE if total == ZERO:
                    places = self._cells(rows)
                    about = about_matrix(self.plan, segment.role)
                    self.notes.say("CA044", places, about, once=tuple(places), role=segment.role)
                case Weighting.RELATIVE:
                    for row in rows:
                        row.weight = (row.weight or ZERO) / total
                case _:
                    continue

    def _between(self, segment: Segment, groups: dict[str | None, list[ScoreRow]]) -> None:
        """The sections' own weights; a blank one counts as 1 for its rows and stays out of Score."""
        if self.plan.sections is None:
            return
        used = {name: self._section(name, segment.role) for name in groups}
        weights = {name: section.weight for name, section in used.items() if section and section.weight is not None}
        total = sum(weights.values(), ZERO)
        if weights:
            self._check_sections(segment.role, [section for section in used.values() if section], total)
        for name, rows in groups.items():
            weight = weights.get(name)
            for row in rows:
                row.counted = weight is not None
                if weight is not None:
                    whole = total if self.plan.settings.weights is Weighting.RELATIVE and total else ONE
                    row.weight = (row.weight or ZERO) * weight / whole

    def _check_sections(self, role: str, sections: Sequence[Section], total: Decimal) -> None:
        """What the weights of a role's sections must add up to."""
        words: dict[str, str] = {}
        match self.plan.settings.weights:
            case Weighting.TOTAL_100 if not same(total, ONE):
                code, words = "CA034", {"total": percent(total)}
            case Weighting.RELATIVE if total == ZERO:
                code = "CA044"
            case _:
                return
        broken = sorted(subject for subject in self.plan.broken if subject.startswith("section:"))
        about = (*broken, *about_matrix(self.plan, role))
        places = [self.notes.place(section.at, "Weight", section.weight) for section in sections]
        self.notes.say(code, places, about, once=tuple(places), role=role, **words)

    def _leave_out(self, employee: Employee, groups: dict[str | None, list[ScoreRow]]) -> None:
        """The rest of the section, else of the plan, takes over, at the same target bonus."""
        whole = rest = ZERO
        present = False
        for rows in groups.values():
            total = sum((row.weight or ZERO for row in rows), ZERO)
            kept = [row for row in rows if row.state is not State.OUT]
            present = present or bool(kept)
            if rows[0].counted:
                whole += total
            if not kept or not sum((row.weight or ZERO for row in kept), ZERO):
                continue
            _spread(kept, total)
            if rows[0].counted:
                rest += total
        if rest and rest != whole:
            _spread(
                [row for rows in groups.values() for row in rows if row.counted and row.state is not State.OUT], whole
            )
        for rows in groups.values():
            for row in rows:
                if row.state is State.OUT:
                    row.weight = ZERO
        if not present or (whole and not rest):
            self._say_nothing_left(employee, [row for rows in groups.values() for row in rows])

    def _say_nothing_left(self, employee: Employee, rows: Sequence[ScoreRow]) -> None:
        """Every figure is missing, or those that are there have no weight; of a row in a problem nothing follows."""
        if all(left_out(self.plan, row) for row in rows if row.state is State.OUT):
            about = [subject for row in rows for subject in about_figures(row.kpi)]
            place = self.notes.place(employee.at, "Employee", employee.id)
            self.notes.say("CA035", [place], about, employee=employee.id)

    def _cells(self, rows: Sequence[ScoreRow]) -> list[Place]:
        return [self.notes.place(row.terms.sources[3], "Weight", row.terms.weight) for row in rows]

    def _refuse(
        self,
        employee: Employee,
        segment: Segment,
        section: str | None,
        rows: Sequence[ScoreRow],
        total: Decimal,
    ) -> None:
        places = self._cells(rows)
        personal = any(row.row.employee or row.terms.sources[3] != row.row.at for row in rows)
        who = phrase("employee {employee}", employee=employee.id)
        if not personal:
            who = phrase('role "{role}"', role=segment.role)
        inside = phrase(' in section "{section}"', section=section) if section else ""
        about = about_matrix(self.plan, segment.role, employee.id if personal else None)
        difference = ONE - total
        points = plain(abs(difference) * 100)
        if difference > ZERO:
            mend = phrase("raise one of them by {points} points", points=points)
        else:
            mend = phrase("lower one of them by {points} points", points=points)
        self.notes.say(
            "CA033", places, about, once=tuple(places), who=who, inside=inside, total=percent(total), mend=mend
        )


def _spread(rows: Sequence[ScoreRow], total: Decimal) -> None:
    """Scale the rows' weights so that they add up to the total."""
    now = sum((row.weight or ZERO for row in rows), ZERO)
    if now and now != total:
        for row in rows:
            row.weight = (row.weight or ZERO) * total / now


def percent(share: Decimal) -> str:
    """A share for a problem's words: `95%`."""
    return Written(f"{plain((share * 100).quantize(Decimal('0.0001')))}%")
