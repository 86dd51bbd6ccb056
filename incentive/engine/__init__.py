"""The engine: a plan in, the four tables of a calculation out.

`preparation` (left of the frontier) resolves whose figure counts, months, missing figures, dated assignments, days and
precedence into one row per person, assignment and KPI; right of it, in `scoring`, `evaluating` and `paying`, everything
is expression trees, and `scaling` makes those of attainments and scales. `calculate` is the door in, `tables` what
comes out, `tracing` the one way to explain. No file, no screen, no rounding but where the plan says so.
"""
