"""Words and formats by language: the vocabulary of the workbook, currencies, and what outputs say.

Text comes in and goes out; nothing here knows plans, people or files. Babel is used here and nowhere else.
"""
