"""What names mean in the plan's formulas: columns of Employees, steps, factors, and a few figures of the plan.

One table of the canonical columns with their spellings in all languages, and the check that no step, factor or column
of the company's own collides with another. Values are fetched elsewhere (`scopes`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from incentive.engine.trouble import Notebook
from incentive.formula.tree import normalise
from incentive.i18n import vocabulary
from incentive.i18n.phrases import Listing, phrase
from incentive.plan import Plan
from incentive.plan.records import Step
from incentive.problems import Place

FIELDS: dict[str, str] = {
    "Employee": "employee",
    "Name": "name",
    "Role": "role",
    "Salary": "salary",
    "TargetBonusPercent": "percent",
    "TargetBonusAmount": "amount",
    "Email": "email",
    "Team": "team",
    "Department": "department",
    "Manager": "manager",
    "FTE": "fte",
    "Start": "start",
    "End": "end",
    "Currency": "currency",
    "Language": "language",
}
"""Canonical name of each column of Employees that formulas read, and the field that holds it."""

DATED = frozenset({"role", "salary", "percent", "amount", "fte", "team", "department"})
"""The fields that an assignment can change."""

MONEY_FIELDS = frozenset({"salary", "amount"})

FIGURES = ("PeriodSalary", "Adjustments", "Paid", "Cap", "Budget")
"""Figures of the person and the plan that formulas can name; a step, factor or own column of that name wins."""

CHAIN = (
    "TargetBonus",
    "Score",
    "PayoutPercent",
    "Gated",
    "BonusEarned",
    "Direct",
    "Capped",
    "Adjusted",
    "Due",
    "Payout",
)
"""The default chain in order of calculation."""

_SPELLINGS = {"percent": "Target bonus %", "amount": "Target bonus amount"}
_SCHEMA_IDS = {"employee": "id", "percent": "target_bonus_percent", "amount": "target_bonus_amount"}


_CHAIN_KEYS = frozenset(normalise(step) for step in CHAIN)


def _column_name(given: str) -> str:
    """The heading on Employees, in English, of a field that formulas read."""
    return _SPELLINGS.get(given) or next(name for name, field_name in FIELDS.items() if field_name == given)


def _field_names() -> dict[str, str]:
    found = {normalise(name): given for name, given in FIELDS.items()}
    found |= {normalise(name): given for given, name in _SPELLINGS.items()}
    return found


@dataclass(slots=True)
class Names:
    """The names of one plan, normalised: to the step's, factor's, field's or own column's canonical name."""

    fields: dict[str, str] = field(default_factory=_field_names)
    steps: dict[str, str] = field(default_factory=dict)
    factors: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    """Every valid name, normalised, as it is best written: for the nearest name."""

    @classmethod
    def of(cls, plan: Plan, notes: Notebook) -> "Names":
        """The plan's names; collisions are noted with both cells."""
        names = cls()
        takers: dict[str, list[tuple[str, Place]]] = {}
        for given in FIELDS.values():
            for spelling in vocabulary.words(f"employees.{_SCHEMA_IDS.get(given, given)}"):
                names.fields.setdefault(normalise(spelling), given)
        names.steps = {normalise(step): step for step in CHAIN}
        header = plan.employees[0].at if plan.employees else 0
        for column in plan.own_columns:
            place = notes.origins.heading(header, column) or notes.place(header, column)
            takers.setdefault(normalise(column), []).append((column, place))
            names.own.setdefault(normalise(column), column)
        rows: dict[tuple[str, str | None], Step] = {}
        for row in plan.steps:
            key = normalise(row.name)
            place = notes.place(row.at, "Step", row.name)
            other = rows.setdefault((key, row.role), row)
            if other is not row:
                first = notes.place(other.at, "Step", other.name)
                notes.say("CA050", [place, first], name=row.name, other=f"{other.name} ({first})")
            elif key not in names.steps:
                takers.setdefault(key, []).append((row.name, place))
                names.steps.setdefault(key, row.name)
            if row.split and names.steps[key] in CHAIN:
                notes.say("CA069", [notes.place(row.at, "Split", row.split)], step=row.name, group=row.split)
        for factor in plan.factors:
            key = normalise(factor.id)
            if key not in names.factors:
                takers.setdefault(key, []).append((factor.id, notes.place(factor.at, "Factor", factor.id)))
                names.factors[key] = factor.id
        for key, found in takers.items():
            names._note_collision(notes, key, found, header)
        names.figures = {normalise(figure): figure for figure in FIGURES}
        names._spell()
        return names

    def _note_collision(self, notes: Notebook, key: str, takers: Sequence[tuple[str, Place]], header: int) -> None:
        """Note all that one name stands for as one problem: the last to take it, then those who had it before."""
        *before, (name, place) = takers
        others = [f"{other} ({at})" for other, at in before]
        places = [place, *(at for _, at in before)]
        if key in self.fields:
            column = _column_name(self.fields[key])
            heading = notes.origins.heading(header, column)
            words = (
                phrase("the column {column} of Employees", column=column)
                if heading is None
                else phrase("the column {column} ({cell})", column=column, cell=str(heading))
            )
            others.append(
                words if normalise(column) == key else phrase("{column}, also called {name}", column=words, name=name)
            )
            places += [heading] if heading is not None else []
        elif key in _CHAIN_KEYS:
            others.append(phrase("the step {step}, which every plan has", step=self.steps[key]))
        if others:
            notes.say("CA050", places, name=name, other=Listing(others, "and"))

    def _spell(self) -> None:
        self.spelled = {normalise(name): name for name in FIELDS}
        for group in (self.own, self.steps, self.factors, self.figures):
            self.spelled.update({key: name for key, name in group.items() if key not in self.spelled})

    def all(self) -> Iterable[str]:
        """Every valid name."""
        return self.spelled.values()
