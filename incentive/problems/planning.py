"""Entries of the catalogue: planning. Whether a plan is a good one; all are warnings that `check` alone gives."""

from incentive.problems.entry import Entry, warning

PLANNING: tuple[Entry, ...] = (
    warning(
        "PL001",
        "Small weight",
        'In role "{role}" the weight of {kpis} is under 5% of the whole.',
        "Drop the KPI or give it more weight: what small a part of the bonus hangs on moves nobody.",
    ),
    warning(
        "PL002",
        "Many KPIs",
        'Role "{role}" has {count} KPIs; more than {most} nobody keeps in mind.',
        "Keep those that the person can move most, and follow the others without paying for them.",
    ),
    warning(
        "PL003",
        "One input rewarded twice",
        'In role "{role}" the input {input} is rewarded by {kpis}.',
        "Look whether both are meant: one good or bad figure then counts twice.",
    ),
    warning(
        "PL004",
        "A KPI that nobody has",
        "No role has the KPI {kpi}, and no formula reads it.",
        "Give it a row in Matrix, or take it out.",
    ),
    warning(
        "PL005",
        "A KPI that serves no goal",
        "These KPIs serve no goal of the company: {kpis}.",
        "Name the goal in KPIs, or ask why the KPI is paid for.",
    ),
    warning(
        "PL006",
        "A goal without a KPI",
        'No KPI serves the goal "{goal}".',
        "Name the goal at a KPI that moves it, or take it out.",
    ),
    warning(
        "PL007",
        "Cliff",
        "In scale {scale} one unit more changes the pay by up to {jump} of the KPI's part: a cliff (over {most}).",
        "Add points between, so that each unit counts: at a cliff people hold figures back, or hurry them.",
    ),
    warning(
        "PL008",
        "Nothing more to earn",
        "In scale {scale} there is a stretch on which more pays nothing: it stays at {pays}.",
        "Let it rise a little there, or end the scale where it begins.",
    ),
    warning(
        "PL009",
        "A figure that does not fit its unit",
        "{kpi} is {value} here: {why}.",
        "Correct the figure, or the KPI's unit.",
    ),
    warning(
        "PL010",
        "A salary far from the others",
        "The salary of employee {employee} is {salary}; those beside it are about {middle}.",
        "Look whether a digit slipped, or the salary is for another time than the others.",
    ),
)
