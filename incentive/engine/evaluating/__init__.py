"""Evaluating: the plan's own formulas.

What a name in a formula means, where its value lies, and the columns made of them: for each person alone, and over all
people at once. Which step of the payout a formula replaces is not known here.
"""
