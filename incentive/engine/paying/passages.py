"""The way through the payout gates: each person's percent or money, assignment by assignment.

In come people with a value each, out come the values that the gates leave, the mean over assignments. What came to a
gate, and what went on, is remembered for the trace. Source: "Gates" and "Precedence" of the calculation reference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.gates import Holding
from incentive.engine.paying.personal import Personal
from incentive.engine.preparation.prepared import Prepared
from incentive.formula.tree import Value


@dataclass(frozen=True, slots=True)
class Passage:
    """A gate on the way of one segment: what came, whether the condition was met, what went on."""

    gate: Holding
    met: bool
    before: Decimal
    after: Decimal


@dataclass(slots=True)
class PayoutGates:
    """The gates on bonus and on all money. `passages` remembers each segment's way of the payout percent."""

    prepared: Prepared
    personal: Personal
    conditions: Conditions
    passages: dict[int, list[Passage]] = field(default_factory=dict)

    def percents(self, people: Sequence[int], chain: int, given: Sequence[Value]) -> list[Value]:
        """Payout percents through all payout gates."""
        return self._through(people, chain, given, {"bonus", "all"}, limits=True, passages=self.passages)

    def direct(self, people: Sequence[int], chain: int, given: Sequence[Value]) -> list[Value]:
        """Money paid directly through the gates on all."""
        return self._through(people, chain, given, {"all"}, limits=False)

    def _through(
        self,
        people: Sequence[int],
        chain: int,
        given: Sequence[Value],
        kinds: set[str],
        limits: bool,
        passages: dict[int, list[Passage]] | None = None,
    ) -> list[Value]:
        """Each person's value through the gates of these kinds, segment by segment, then the mean."""
        if not self.prepared.plan.gates:
            return list(given)
        gates = self._met(people, chain, kinds)
        found: list[Value] = []
        for person, value in zip(people, given, strict=True):
            if not isinstance(value, Decimal):
                found.append(value)
                continue
            outcomes: list[Value] = []
            for segment in self.prepared.people[person].segments:
                now = value
                way = [] if passages is None else passages.setdefault(segment, [])
                for gate in self.conditions.of_segment(segment):
                    met = gates.get(id(gate), {}).get(person)
                    if met is not None:
                        after = now if met else gate.apply(now, limits)
                        way.append(Passage(gate, met, now, after))
                        now = after
                outcomes.append(now)
            found.append(self.personal.over(person, outcomes))
        return found

    def _met(self, people: Sequence[int], chain: int, kinds: set[str]) -> dict[int, dict[int, bool | None]]:
        """The answers of the gates' conditions, by gate and person, for those whom each gate concerns."""
        concerned: dict[int, tuple[Holding, list[int]]] = {}
        for person in people:
            for segment in self.prepared.people[person].segments:
                for gate in self.conditions.of_segment(segment):
                    if gate.acts_on.kind in kinds:
                        concerned.setdefault(id(gate), (gate, []))[1].append(person)
        return {
            key: dict(self.conditions.met_by_person(gate, members, chain)) for key, (gate, members) in concerned.items()
        }
