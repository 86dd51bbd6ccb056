"""The little that every written workbook shares: styles, units, sheets with frozen headers and filters, print set-up.

Plain sheets of columns and rows come in, the bytes of an `.xlsx` go out, the same bytes for the same input. Nothing
here knows plans or payouts. XlsxWriter is used here and nowhere else.
"""

from incentive.sheets.book import Properties, workbook
from incentive.sheets.content import Block, Cell, Row, Rows, SheetColumn, SheetContent, Tone

__all__ = ["Block", "Cell", "Properties", "Row", "Rows", "SheetColumn", "SheetContent", "Tone", "workbook"]
