"""Scoring: the columns of Scores that a row's own figures decide.

In come prepared rows, out come attainments, what their scales give, rounded and capped, deal by deal where a KPI pays
so; and the money of assignments. Gates, overrides and what is earned follow in `paying`.
"""
