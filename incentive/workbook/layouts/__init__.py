"""Sheets in other layouts than the plan's own, brought into its form before they are read.

In: a `Book` as it was opened. Out: a `Book` whose sheets have the columns of the schema; each cell keeps the place that
it came from, so that problems and traces name the user's own. One module a layout: each looks at a sheet and says what
rows it holds, or None. Sheets that are read as they stand never come here; what rows mean is not known here.
"""
