"""The person for whom figures are looked up, as far as figures ask: who it is, and which months are the own time."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Holder:
    """The person for whom a figure is looked up: id, the months of the own time, and those of each role's time."""

    employee: str
    at: int
    months: frozenset[int]
    role_months: Mapping[str, frozenset[int]]
