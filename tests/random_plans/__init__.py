"""Random, valid plans that together use every feature of the contract, and how often each feature decides an amount."""

from tests.random_plans.coverage import MEETINGS, count, lacking, together
from tests.random_plans.features import FEATURES
from tests.random_plans.form import Sheets
from tests.random_plans.generator import RandomPlan, generate
from tests.random_plans.strategy import plan_of, plan_strategy
from tests.random_plans.xlsx import write_xlsx

__all__ = [
    "FEATURES",
    "MEETINGS",
    "RandomPlan",
    "Sheets",
    "count",
    "generate",
    "lacking",
    "plan_of",
    "plan_strategy",
    "together",
    "write_xlsx",
]
