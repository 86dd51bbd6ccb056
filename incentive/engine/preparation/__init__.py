"""Preparation: all that is decided before anything is calculated, up to the frontier.

In comes a plan, out comes `Prepared`: one row per person, assignment and KPI, with whose figure counts, the months
combined, days, precedence, weights, and what stands for a missing figure, each beside the record it came from.
`resolve` is the door. Right of it everything is columns.
"""
