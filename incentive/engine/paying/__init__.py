"""Paying: from the results of KPIs to the payout.

Gates, overrides, factors, the default chain of Payouts and what the plan's own steps put in its place, cap, budget and
rounding; and the warnings of what no longer acts. Out comes `Engine`: everything a calculation is made of.
"""
