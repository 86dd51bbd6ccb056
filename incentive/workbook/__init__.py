"""Excel in: the workbook's shape, safe opening, cells with their places, and the plan that they make.

In: an .xlsx file, or sheets in memory. Out: a `Plan` and everything that is wrong with it, in one pass. The only room
that knows openpyxl; what a plan means is calculation, not here.
"""

from incentive.workbook.book import Book, book_of
from incentive.workbook.read import plan_of, read_plan

__all__ = ["Book", "book_of", "plan_of", "read_plan"]
