"""Random, valid plans that together use every feature of the contract, and how often each feature decides an amount."""

from tests.random_plans.coverage import count, lacking
from tests.random_plans.features import FEATURES
from tests.random_plans.form import Sheets
from tests.random_plans.generator import RandomPlan, generate
from tests.random_plans.strategy import plan_of, plan_strategy
from tests.random_plans.xlsx import write_xlsx

__all__ = ["FEATURES", "RandomPlan", "Sheets", "count", "generate", "lacking", "plan_of", "plan_strategy", "write_xlsx"]
