"""Tracing: why a person is paid what they are paid.

In comes the engine as computed, out comes a `Trace`: each column with its tree, its operands and the cells behind them,
the rungs from target bonus to payout, and notes. Nothing is calculated here that a column does not hold.
"""
