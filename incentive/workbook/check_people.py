"""What contradicts what among several rows of one person: overlapping assignments and absences.

In: the plan's records. Out: problems in the `Reading`, each naming both cells.
"""

from incentive.plan import Plan
from incentive.workbook.reading import Reading


def check_people(plan: Plan, reading: Reading) -> None:
    """Report each contradiction."""
