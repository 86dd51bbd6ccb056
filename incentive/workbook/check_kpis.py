"""What contradicts what among KPIs, matrix and scales: rules, ways to combine, caps, orders of points.

In: the plan's records. Out: problems in the `Reading`, each naming both cells. Nothing is mended and nothing left out.
"""

from incentive.plan import Plan
from incentive.workbook.reading import Reading


def check_kpis(plan: Plan, reading: Reading) -> None:
    """Report each contradiction."""
