"""Changing a user's own workbook without loading and saving it: bytes of its parts are cut out and put in.

In: a package and what to change. Out: a copy in which every other part, and every other byte of a changed part, is as
it was: charts, pivot tables, comments, formats, and the stored value of each formula.
"""
