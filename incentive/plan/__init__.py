"""What a plan is, in the field's words: frozen data, no file, no screen, no calculation.

`choices` holds the enumerations, `records` one dataclass per sheet, `origins` the cells they came from, `plan` the
whole. The workbook room builds it, the engine calculates it, the reports name its cells.
"""

from incentive.plan.plan import Plan

__all__ = ["Plan"]
