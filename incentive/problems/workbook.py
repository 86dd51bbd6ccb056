"""Entries of the catalogue: workbook."""

from incentive.problems.entry import Entry

WORKBOOK: tuple[Entry, ...] = ()
