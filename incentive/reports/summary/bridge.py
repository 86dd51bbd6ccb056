"""From target bonus to payout for people taken together: the columns in which currencies, departments and bands say it.

A calculation comes in; columns, and their values for a group of people of one currency, go out. A share always has both
its numbers from the same time: the bonus of a cumulative plan is that of the whole span, as its target bonus is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from incentive.engine.tables import Calculation
from incentive.formula.tree import Value, normalise
from incentive.i18n.formats import rounded
from incentive.numbers import ZERO
from incentive.plan.choices import Earnings
from incentive.reports.columns import column, has_column
from incentive.reports.manifest import payouts
from incentive.reports.summary.tables import decimals_of, total
from incentive.sheets import SheetColumn

# Steps after Capped; where the plan has its own in their place, Capped need not lead to the payout.
_AFTER_CAP = {"adjusted", "due", "payout"}


@dataclass(frozen=True, slots=True)
class _Part:
    """A column between target bonus and payout, its values by person, and whether it is taken off."""

    key: str
    label: str
    values: Sequence[Value]
    taken: bool = False


class Bridge:
    """The steps from target bonus to payout that groups of people have in common; those that are 0 are left out."""

    def __init__(self, calculation: Calculation, unit: str) -> None:
        plan, table = calculation.plan, calculation.payouts
        self.unit, self.decimals = unit, decimals_of(plan)
        self.cumulative = plan.settings.earnings is Earnings.CUMULATIVE
        self.first_day = first_day(calculation)
        self.target, self.payouts = column(table, "TargetBonus"), payouts(calculation)
        own = {normalise(step.name) for step in plan.steps}
        self.follows = has_column(table, "Capped") and not own & _AFTER_CAP
        given = [_Part("Paid", "Paid before, taken off", _or_blank(calculation, "Paid"), taken=True)]
        if self.follows:
            self.bonus = column(table, "Capped")
            given = [
                _Part("Direct", "Paid directly", column(table, "Direct")),
                _Part("Adjustments", "Adjustments", _or_blank(calculation, "Adjustments")),
                *given,
            ]
        else:
            before = given[0].values
            self.bonus = [total(iter(pair)) for pair in zip(self.payouts, before, strict=True)]
            given = []
        self.parts = [part for part in given if any(part.values)]
        self.has_rest = self.follows and any(
            rounded(self._rest((person,)), self.decimals) for person in range(len(self.payouts))
        )

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        """Target bonus, bonus, the one as a share of the other, what is added and taken off, payout."""
        since = f" from {self.first_day}" if self.cumulative else ""
        bonus = [self._money("Capped", f"Bonus after cap{since}")] if self.follows else []
        rest = [self._money("Rest", "Rounding and other steps")] if self.has_rest else []
        return (
            self._money("TargetBonus", f"Target bonus{since}"),
            *bonus,
            SheetColumn("Share", self.share_label, "percent", decimals=1),
            *(self._money(part.key, part.label) for part in self.parts),
            *rest,
            self._money("Payout", "To be paid now" if self.cumulative else "To be paid"),
        )

    @property
    def share_label(self) -> str:
        """What is divided by what."""
        if self.follows:
            return "Capped ÷ TargetBonus"
        return "(Payout + paid before) ÷ TargetBonus" if self.cumulative else "Payout ÷ TargetBonus"

    def _money(self, key: str, label: str) -> SheetColumn:
        return SheetColumn(key, label, self.unit, decimals=self.decimals)

    def of(self, people: Sequence[int]) -> tuple[Value, ...]:
        """The values of the columns for some people of one currency."""
        target, bonus = total(self.target[n] for n in people), total(self.bonus[n] for n in people)
        return (
            target,
            *([bonus] if self.follows else []),
            share_of(bonus, target),
            *(total(part.values[n] for n in people) for part in self.parts),
            *([self._rest(people)] if self.has_rest else []),
            total(self.payouts[n] for n in people),
        )

    def share(self, person: int) -> Decimal | None:
        """One person's share; None without a target bonus."""
        return share_of(self.bonus[person] or ZERO, self.target[person])

    def _rest(self, people: Iterable[int]) -> Decimal:
        """What the other columns do not say: rounding, what became of a negative amount."""
        found = ZERO
        for person in people:
            led = total(iter((self.bonus[person],)))
            for part in self.parts:
                amount = total(iter((part.values[person],)))
                led += -amount if part.taken else amount
            found += (self.payouts[person] or ZERO) - led
        return found


def _or_blank(calculation: Calculation, name: str) -> Sequence[Value]:
    """A column of Payouts that only some plans have."""
    table = calculation.payouts
    return column(table, name) if has_column(table, name) else [None] * table.count


def first_day(calculation: Calculation) -> str:
    """The first day of the span that is calculated: that of the plan's year where it is cumulative."""
    if calculation.engine is not None:
        return calculation.engine.prepared.clock.span.start.isoformat()
    return calculation.plan.settings.period.start.isoformat()


def share_of(part: Value, whole: Value) -> Decimal | None:
    """A part of a whole; None where there is no whole."""
    if isinstance(part, Decimal) and isinstance(whole, Decimal) and whole > ZERO:
        return part / whole
    return None
