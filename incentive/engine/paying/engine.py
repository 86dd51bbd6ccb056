"""The engine as computed: everything a calculation is made of, for tables, trace and warnings to read.

`calculate` wires it and asks for every column; whoever explains a calculation reads it here and computes nothing.
"""

from dataclasses import dataclass

from incentive.engine.evaluating.ledger import Ledger
from incentive.engine.evaluating.names import Names
from incentive.engine.evaluating.scopes import PersonScope
from incentive.engine.evaluating.units import Units
from incentive.engine.paying.chain import Chain, Steps
from incentive.engine.paying.conditions import Conditions
from incentive.engine.paying.overruling import Overruling
from incentive.engine.paying.passages import PayoutGates
from incentive.engine.paying.payouts import Defaults
from incentive.engine.paying.personal import Personal
from incentive.engine.paying.results import Results
from incentive.engine.preparation.prepared import Prepared
from incentive.engine.scoring.amounts import Amounts
from incentive.engine.scoring.blocks import ScoreColumns
from incentive.engine.scoring.deals import DealRow


@dataclass(slots=True)
class Engine:
    """Everything a calculation is made of, for the tables and the trace to read."""

    prepared: Prepared
    names: Names
    units: Units
    ledger: Ledger
    columns: ScoreColumns
    amounts: Amounts
    deals: list[DealRow]
    results: Results
    conditions: Conditions
    personal: Personal
    gates: PayoutGates
    overruling: Overruling
    defaults: Defaults
    chains: list[Chain]
    steps: Steps
    scopes: list[PersonScope]

    @property
    def chain_of(self) -> dict[int, Chain]:
        """Each person's chain."""
        return {person: chain for chain in self.chains for person in chain.people}
