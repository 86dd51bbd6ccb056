"""Figures and people from other files: exports of other programs, read with their own places and merged into the plan.

In: the files that a command or the sheet Sources names, `.xlsx` or separated text. Out: sheets that the reader of
tables takes like any other, and what of them is the same as in the plan, completes it, or contradicts it. What a sheet
means is the schema's business; nothing here is ever written to.
"""
