"""How tightly each operator binds, for reading formulas and for writing them with the fewest brackets."""

LEVELS = {
    "=": 1,
    "<>": 1,
    "<": 1,
    "<=": 1,
    ">": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
}
"""The operators between two values; all of them group from left to right."""

SIGN = 6
"""A minus or plus sign before a value binds tighter than `^`."""

PERCENT = 7
"""The percent sign after a value."""

CLOSED = 8
"""What needs no brackets anywhere: a number, a name, a call."""
