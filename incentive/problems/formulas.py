"""Entries of the catalogue: formulas."""

from incentive.problems.entry import Entry

FORMULAS: tuple[Entry, ...] = ()
