"""What a statement shows, as plain data between a trace and a template: texts in the reader's language, and positions.

`prepare` makes it; templates under `templates/statement` print it. Every text is ready to print; nothing is left to
decide but where it stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a bar: `kind` is threshold, target or maximum; `at` is its place, 0 to 100 from the left."""

    kind: str
    at: Decimal


@dataclass(frozen=True, slots=True)
class Bar:
    """A bullet bar: filled from the left up to `fill`, 0 to 100; right is always better. `text` says it in words."""

    fill: Decimal
    marks: tuple[Mark, ...]
    text: str


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A row of the table of KPIs; `bar` or, where none makes sense, `verdict` stands in its middle.

    `note` may have several lines.
    """

    name: str
    note: str
    target: str
    achieved: str
    bar: Bar | None
    verdict: str
    attained: str
    pays: str
    weight: str
    amount: str


@dataclass(frozen=True, slots=True)
class Foot:
    """The line under rows: what they come to."""

    label: str
    pays: str
    weight: str
    amount: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own, a section or a part of the time; without one the heading is empty."""

    heading: str
    rows: tuple[KpiRow, ...]
    feet: tuple[Foot, ...] = ()
    level: int = 1


@dataclass(frozen=True, slots=True)
class Achieved:
    """The table of KPIs; columns that no row uses are left out; `wide` where figures are long.

    `footing` is said under it where an amount was rounded up or down so that all add up.
    """

    groups: tuple[Group, ...]
    currency: str
    has_bars: bool
    has_weights: bool
    footing: str
    wide: bool


@dataclass(frozen=True, slots=True)
class LadderRow:
    """A rung: the bar floats from `start` over `width`, 0 to 100. `kind` is target, up, down or payout."""

    label: str
    text: str
    kind: str
    start: Decimal
    width: Decimal
    amount: str


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A way in which the payout is paid."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Something unusual, and what it did in money."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement. `answer` are sentences; greeting, introduction, closing and own footer are the plan's texts.

    `long_amounts` asks for room in the ladder, `air` (dense, tight) for less of it between lines.
    """

    language: str
    colour: str
    document_title: str
    organisation: str
    title: str
    name: str
    id: str
    role: str
    days: str
    amount: str
    greeting: str
    introduction: str
    answer: tuple[str, ...]
    achieved: Achieved | None
    ladder_title: str
    ladder: tuple[LadderRow, ...]
    long_amounts: bool
    air: str
    splits: tuple[SplitRow, ...]
    notes: tuple[NoteRow, ...]
    questions: str
    closing: str
    footer: str
    own_footer: str
    labels: Mapping[str, str]
