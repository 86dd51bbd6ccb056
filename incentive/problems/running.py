"""Entries of the catalogue: running."""

from incentive.problems.entry import Entry

RUNNING: tuple[Entry, ...] = ()
