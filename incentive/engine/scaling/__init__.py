"""Scaling: what is reached, and what it pays.

The rule that makes an attainment of an actual and a target, the scale that makes a result of an attainment, and the
scale as one KPI of one person uses it. In come records of the plan, out come trees and curves. No people, no money.
"""
