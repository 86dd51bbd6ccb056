"""How often each feature decides an amount: a table that shows what a comparison by random plans has really compared.

In: random plans and a way to pay them. Out: by feature the number of plans in which taking it out changed what is
paid. A feature that no plan uses stands in the table with 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from tests.random_plans.features import FEATURES
from tests.random_plans.form import Sheets
from tests.random_plans.generator import RandomPlan

# Features whose meeting needs care; what one of them does alone says little of what they do together.
MEETINGS: tuple[tuple[str, str], ...] = (
    ("sheet Assignments", "Level = team"),
    ("Assignments.Team", "Level = team"),
    ("Assignments.Role", "Actuals.Role"),
    ("Assignments.Role", "Combine = each"),
    ("Assignments.Role", "Pays = rate"),
    ("Assignments.Role", "Pays = amount"),
    ("Assignments.Role", "Part period = prorate"),
    ("Assignments.Role", "Formulas.Role"),
    ("sheet Absences", "Pays = rate"),
    ("sheet Absences", "Pays = amount"),
    ("sheet Absences", "sheet Assignments"),
    ("sheet Absences", "Proration = whole months"),
    ("sheet Assignments", "Proration = whole months"),
    ("sheet Assignments", "Proration = 30/360"),
    ("sheet Assignments", "sheet Gates"),
    ("sheet Assignments", "sheet Overrides"),
    ("sheet Assignments", "sheet Factors"),
    ("sheet Gates", "sheet Overrides"),
    ("sheet Sections", "If missing = leave out"),
    ("sheet Sections", "Overrides section:"),
    ("sheet Sections", "Acts on = section:"),
    ("If missing = leave out", "sheet Overrides"),
    ("Earnings = cumulative", "Paid"),
    ("Earnings = cumulative", "Employees.Currency"),
    ("Earnings = cumulative", "sheet Assignments"),
    ("Earnings = cumulative", "Cap"),
    ("Earnings = cumulative", "If over budget = scale"),
    ("If over budget = scale", "Cap"),
    ("If over budget = scale", "Employees.Currency"),
    ("If over budget = scale", "Rounding"),
    ("If over budget = scale", "Adjustments"),
    ("Cap covers = all", "Pays = rate"),
    ("Formulas.Role", "Split"),
    ("Part period = prorate", "Targets.Role"),
    ("Part period = prorate", "Employees.Start"),
    ("Between = slices", "sheet Assignments"),
    ("Weights = as given", "blank-weight sections"),
    ("Weights = relative", "Targets.Weight"),
    ("function ALLOCATE", "Employees.Currency"),
    ("function RANK", "Employees.Currency"),
    ("Minimum service", "Pays = rate"),
    ("Round score", "Overall scale"),
)

Pay = Callable[[Sheets], Mapping[str, object] | None]


def count(plans: Iterable[RandomPlan], pay: Pay, enough: int = 20) -> dict[str, int]:
    """By feature the plans in which it changed what `pay` gives; a feature that has `enough` is not tried any more.

    `pay` gives what each person gets (and may add other amounts under names of their own), or None for a plan that has
    problems: such a plan, or a plan that is such without the feature, is not counted.
    """
    changed = dict.fromkeys(FEATURES, 0)
    for plan in plans:
        open_features = [name for name in plan.features if changed[name] < enough]
        paid = pay(plan.sheets) if open_features else None
        if paid is None:
            continue
        for name in open_features:
            other = pay(plan.features[name]())
            if other is not None and other != paid:
                changed[name] += 1
        if all(times >= enough for times in changed.values()):
            break
    return changed


def lacking(changed: Mapping[str, int], enough: int = 20) -> dict[str, int]:
    """The features that have not reached the number, the rarest first."""
    rare = {name: times for name, times in changed.items() if times < enough}
    return dict(sorted(rare.items(), key=lambda item: item[1]))


def together(plans: Iterable[RandomPlan], pay: Pay, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """By pair of features the plans in which each of the two changed what is paid: there they may meet."""
    met = dict.fromkeys(pairs, 0)
    for plan in plans:
        used = [pair for pair in met if set(pair) <= set(plan.features)]
        paid = pay(plan.sheets) if used else None
        if paid is None:
            continue
        names = {name for pair in used for name in pair}
        others = {name: pay(plan.features[name]()) for name in sorted(names)}
        deciding = {name for name, other in others.items() if other is not None and other != paid}
        for pair in used:
            met[pair] += set(pair) <= deciding
    return met
