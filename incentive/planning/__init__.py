"""Planning: whether a plan is a good one, beside whether it can be calculated.

In: a plan that was read. Out: problems, all of them warnings, that name the cells. No file, no screen, no payout.
"""
