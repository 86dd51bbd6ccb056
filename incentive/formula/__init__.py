"""The formula language: Excel's expression syntax over exact decimals.

Text comes in and becomes a small tree once; three writers take it on: `evaluate` computes columns of decimals, `excel`
writes live cell formulas, `text` writes a sentence with the numbers put in. What names, scales and people-wide values
mean is told by an environment that each caller brings along; nothing here knows plans or people.
"""
