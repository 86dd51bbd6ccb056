"""Everything that leaves the tool: files of a run, statements, the summary workbook, the explanation as text.

A calculation or one person's trace comes in; texts, bytes and plain data go out. Nothing here calculates a payout:
whatever is shown was computed by the engine, and is only chosen, rounded for show and put into words here.
"""
