"""The engine as computed: everything a calculation is made of, for tables, trace and warnings to read.

`calculate` wires it and asks for every column; whoever explains a calculation reads it here and computes nothing.
"""

from dataclasses import dataclass

from incentive.engine.amounts import Amounts
from incentive.engine.blocks import ScoreColumns
from incentive.engine.chain import Chain, Steps
from incentive.engine.conditions import Conditions
from incentive.engine.deals import DealRow
from incentive.engine.ledger import Ledger
from incentive.engine.names import Names
from incentive.engine.payouts import Defaults
from incentive.engine.personal import Personal
from incentive.engine.prepared import Prepared
from incentive.engine.results import Results
from incentive.engine.scopes import PersonScope
from incentive.engine.units import Units


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
    defaults: Defaults
    chains: list[Chain]
    steps: Steps
    scopes: list[PersonScope]

    @property
    def chain_of(self) -> dict[int, Chain]:
        """Each person's chain."""
        return {person: chain for chain in self.chains for person in chain.people}
