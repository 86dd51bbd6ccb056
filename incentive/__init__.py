"""Exact bonus payouts from a KPI matrix workbook.

A workbook comes in; a statement for each person, a summary workbook and files for payroll and audit go out. The rooms
of this package, and which of them may import which, are described in CONTRIBUTING.md. Here stands the version alone.
"""

__version__ = "0.1.0"
