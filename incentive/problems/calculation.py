"""Entries of the catalogue: calculation."""

from incentive.problems.entry import Entry

CALCULATION: tuple[Entry, ...] = ()
