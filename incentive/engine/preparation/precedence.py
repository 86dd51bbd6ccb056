"""Which row wins: the matrix by whole rows, all other sheets cell by cell, from the most to the least specific.

In come records with a `For`; out comes, for one person and segment, the row (or the cells) that hold. Two rows of one
rank are a problem naming both. Source of the rules: "Precedence" in the calculation reference.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from incentive.engine.preparation.spans import Segment
from incentive.engine.trouble import Notebook
from incentive.i18n.phrases import Named, phrase
from incentive.plan.choices import SubjectKind
from incentive.plan.records import EVERYONE, MatrixRow, Subject, Target


class Addressed(Protocol):
    """A record that says for whom it is."""

    @property
    def subject(self) -> Subject:
        """For whom the record is."""
        ...

    @property
    def at(self) -> int:
        """Where the record stands."""
        ...


Record = TypeVar("Record", bound=Addressed)


def subjects_of(employee: str, segment: Segment) -> tuple[Subject, ...]:
    """All that a `For` may say to mean this person in this segment, the most specific first."""
    return (
        Subject(SubjectKind.EMPLOYEE, employee),
        Subject(SubjectKind.ROLE, segment.role),
        Subject(SubjectKind.TEAM, segment.team),
        Subject(SubjectKind.DEPARTMENT, segment.department),
        EVERYONE,
    )


@dataclass(slots=True)
class Ranked(Generic[Record]):
    """Records of one sheet by what they are about (a factor, a gate, …) and for whom."""

    by_topic: dict[Hashable, dict[Subject, Record]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, records: Iterable[Record], topic: Callable[[Record], Hashable], sheet: str, notes: Notebook
    ) -> "Ranked[Record]":
        """Index the records; two with one topic and one subject are a problem."""
        book = cls()
        for record in records:
            rows = book.by_topic.setdefault(topic(record), {})
            other = rows.setdefault(record.subject, record)
            if other is not record:
                places = [notes.place(item.at, "For", item.subject.name or "*") for item in (other, record)]
                notes.say(
                    "CA020",
                    places,
                    sheet=Named(sheet, f"sheet.{sheet.casefold()}"),
                    whom=record.subject.name or phrase("everyone (*)"),
                )
        return book

    @property
    def topics(self) -> tuple[Hashable, ...]:
        """The topics in the sheet's order."""
        return tuple(self.by_topic)

    def matching(self, topic: Hashable, subjects: Sequence[Subject]) -> Iterator[Record]:
        """The records that hold, the most specific first."""
        rows = self.by_topic.get(topic)
        if rows:
            for subject in subjects:
                if subject in rows:
                    yield rows[subject]

    def first(self, topic: Hashable, subjects: Sequence[Subject]) -> Record | None:
        """The record that wins, or None."""
        return next(self.matching(topic, subjects), None)


_CELLS = ("threshold", "target", "maximum", "weight")


@dataclass(slots=True)
class TargetBook:
    """The rows of Targets by KPI and subject; the row with the Role first among those of one subject."""

    by_kpi: dict[str, dict[Subject, list[Target]]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[Target], notes: Notebook) -> "TargetBook":
        """Index the rows; two of one rank that give the same cell are a problem."""
        book = cls()
        for row in rows:
            held = book.by_kpi.setdefault(row.kpi, {}).setdefault(row.subject, [])
            for other in held:
                twice = [cell for cell in _CELLS if getattr(row, cell) is not None and getattr(other, cell) is not None]
                if other.role == row.role and twice:
                    column = twice[0].capitalize()
                    places = [notes.place(item.at, column, getattr(item, twice[0])) for item in (other, row)]
                    notes.say(
                        "CA020",
                        places,
                        sheet=Named("Targets", "sheet.targets"),
                        whom=row.subject.name or phrase("everyone (*)"),
                    )
            held.append(row)
            held.sort(key=lambda item: item.role is None)
        return book

    def matching(self, kpi: str, subjects: Sequence[Subject], role: str) -> list[Target]:
        """The rows that hold for the KPI, the most specific first."""
        rows = self.by_kpi.get(kpi)
        if not rows:
            return []
        return [row for subject in subjects for row in rows.get(subject, ()) if row.role is None or row.role == role]


@dataclass(slots=True)
class MatrixBook:
    """The matrix: for a person and role the winning row of each KPI, in the sheet's order."""

    general: dict[str, list[tuple[int, MatrixRow]]] = field(default_factory=dict)
    personal: dict[str, list[tuple[int, MatrixRow]]] = field(default_factory=dict)
    _kept: dict[str, tuple[MatrixRow, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[MatrixRow]) -> "MatrixBook":
        """Index the rows by person, else by role."""
        book = cls()
        for number, row in enumerate(rows):
            if row.employee is not None:
                book.personal.setdefault(row.employee, []).append((number, row))
            else:
                book.general.setdefault(row.role, []).append((number, row))
        return book

    def rows(self, employee: str, role: str) -> tuple[MatrixRow, ...]:
        """The rows of a person while in a role: the person's own > the role's > everyone's, KPI by KPI."""
        own = [item for item in self.personal.get(employee, ()) if item[1].role in {role, "*"}]
        if not own:
            found = self._kept.get(role)
            if found is None:
                found = self._kept[role] = self._winners([], role)
            return found
        own.sort(key=lambda item: item[1].role == "*")
        return self._winners(own, role)

    def _winners(self, own: list[tuple[int, MatrixRow]], role: str) -> tuple[MatrixRow, ...]:
        winners: dict[str, tuple[int, MatrixRow]] = {}
        for item in (*own, *self.general.get(role, ()), *self.general.get("*", ())):
            winners.setdefault(item[1].kpi, item)
        return tuple(row for _, row in sorted(winners.values(), key=lambda item: item[0]))
