"""The engine: a plan in, the four tables of a calculation out.

Preparation (left of the frontier) resolves whose figure counts, months, missing figures, dated assignments, days and
precedence into one row per person, assignment and KPI; right of it everything is expression trees. `calculate` is the
door in, `trace` the one way to explain. No file, no screen, no rounding but where the plan says so.
"""
