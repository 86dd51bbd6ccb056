"""The formulas of a random plan: replaced and new steps, by role, over people, split; and the grids that they look up.

In: a draft whose matrix and rules stand. Out: rows of Formulas and a sheet `Grid Matrix`. Every formula reads only what
everyone has, so that no blank meets arithmetic, and only what comes before it in the chain.
"""

from __future__ import annotations

from decimal import Decimal

from tests.random_plans.form import Draft, numbers
from tests.random_plans.rules import attained, condition, conditions, figure

GRID: list[list[Decimal | None]] = [
    [None, *numbers("0 0.5 1 1.2")],
    [*numbers("0 0.5 0.6 0.7 0.8")],
    [*numbers("0.8 0.6 0.8 1 1.1")],
    [*numbers("1 0.8 1 1.2 1.5")],
]


def add_steps(draft: Draft) -> None:
    """Nothing in many plans; else one to four changes of the chain."""
    if draft.blank_section:
        _modifier(draft, f'0.5 + SECTION("{draft.blank_section}") / 2')
    elif draft.chance(0.8):
        _modifier(draft, None)
    replaced = {row["Step"] for row in draft.sheets.get("Formulas", [])}
    if draft.chance(0.3):
        _extra(draft)
    elif draft.chance(0.3):
        _replace_money(draft, replaced)
    if draft.chance(0.2):
        _replace_early(draft)
    if draft.chance(0.14):
        _split(draft)


def _step(draft: Draft, name: str, formula: str, unit: str | None = None, role: str | None = None) -> None:
    draft.add("Formulas", Step=name, Formula=formula, Unit=unit, Role=role)


def _modifier(draft: Draft, formula: str | None) -> None:
    """A number that multiplies the bonus: a new step of its own, or inside `BonusEarned`."""
    number = formula or _number(draft)
    if draft.chance(0.3):
        _step(draft, "BonusEarned", f"TargetBonus * Gated * ({number})")
    else:
        _step(draft, "Modifier", number, draft.pick([None, "number", "percent"]))
        if len(draft.roles) > 1 and draft.chance(0.3):
            role = draft.pick(draft.roles)
            _step(draft, "Modifier", draft.pick(["1", "0.5", "1.2 - 20%", _number(draft)]), None, role)
        _step(draft, "BonusEarned", draft.pick(["TargetBonus * Gated * Modifier", "=TargetBonus*Gated*[Modifier]"]))
    if len(draft.roles) > 1 and draft.chance(0.2):
        _step(draft, "BonusEarned", "TargetBonus * Gated * 1.5", None, draft.pick(draft.roles))


def _number(draft: Draft) -> str:
    """An expression around one, of one or two parts."""
    of = _numbers(draft)
    parts = [draft.pick(of) for _ in range(draft.pick([1, 1, 2, 2, 3]))]
    if len(parts) == 1:
        return parts[0]
    first, *others = parts
    return draft.pick([f"({first}) * ({others[0]})", f"({first}) + ({' + '.join(f'({one})' for one in others)}) / 10"])


def _test(draft: Draft, *more: str) -> str:
    """A condition to stand within a formula."""
    return condition(draft, [*conditions(draft), *more]).removeprefix("=")


def _numbers(draft: Draft) -> list[str]:
    test = _test(draft, "Score >= 1", "Score < 0.9", "Gated <> Score")
    other = _test(draft)
    score = "MAX(Score, 0)"
    of = [
        f"IF({test}, 1.1, 0.9)",
        f"IF({test}; 1.25; 0.75)",
        f"IF({test}, 1.3)",
        f"IF({test}, 1.1, )",
        f"IF({other};; 1.2)",
        "IFERROR(1 / (Score - 1), )",
        "IF(TRUE(), Score, 0)",
        "Score * 1E1 / 10",
        "5E-1 + Score / 2",
        f"IFS({test}, 1.2, {other}, 1.1, TRUE, 0.9)",
        f"IFS({other}; 0.7; TRUE; 1.2)",
        'SWITCH(Team, "North", 1.1, "South", 0.8, 1)',
        f'SWITCH(Department, "{draft.departments[0]}", 1.2, 0.7)',
        'SWITCH(Role; "rep"; 1.1; "lead"; 0.9; 1)',
        "IFERROR(1 / (Score - 1), 1.05)",
        "IFERROR(Score / 0, 0.8)",
        "IFERROR(FLOOR(Score, 0), 0.75)",
        "IFERROR(MOD(Score, 0); 1.15)",
        "IFERROR(SQRT(Score - 1), 0.6)",
        "MIN(Score, 1, 1.2)",
        f"MIN({score}, FTE)",
        "MAX(Score, 0.9)",
        "SUM(Score, 0.1, TargetBonusPercent)",
        "AVERAGE(Score, 1)",
        "AVERAGE(1, Gated, TargetBonusPercent)",
        "AVERAGE(Score; 0.7; FTE)",
        "1 + ABS(Score - 1)",
        "ABS(Score - 1.5)",
        "INT(Score * 10) / 10",
        "INT(Score * -10) / -10",
        "ROUND(Score, 1)",
        "ROUND(Score * 10 + 0.25; 0) / 10",
        "ROUND(Score - 1, 1) + 1",
        "ROUND(Score * 3, 0) / 3",
        "ROUNDUP(Score, 1)",
        "1.5 - ROUNDUP(Score / 3, 1)",
        "INT(Score * 5 + 1.5) / 5",
        "INT(10 * Gated) / 10",
        "ROUNDUP(Score * 3; 0) / 3",
        "ROUNDDOWN(Score, 1)",
        "ROUNDDOWN(Gated * 4, 0) / 4",
        "ROUNDDOWN(Score * 7, 0) / 7",
        f"MROUND({score}, 0.25)",
        f"MROUND({score}, 0.1)",
        f"CEILING({score}, 0.05)",
        f"CEILING({score}; 0.25)",
        f"FLOOR({score}, 0.05)",
        f"FLOOR({score}, 0.25)",
        f"MOD({score} * 10, 3) / 2",
        "1 - MOD(Score, -0.3)",
        f"POWER({score}, 2)",
        f"POWER({score}, 0.5)",
        f"SQRT({score})",
        f"SQRT({score} + 0.44)",
        "Score^2",
        "-Score^2 + 2^-1",
        "(Score + 1)^2^0.5 / 2",
        "Score^2^0.5",
        "1.5 - Score^2^0.5 / 2",
        "0.5 + -Score^2",
        "Score - 20%",
        "50% + Score * 50%",
        "Score / 2 + TRUE",
        "(Score >= 1) / 2 + 0.6",
        "1 - (Score = 1) / 4",
        "COUNT(Score) / 4",
        "COUNT(Score >= 1) / 2",
        "COUNT(Score, GROUP(Team)) / 2",
        "1 / RANK(Score)",
        "1.5 - RANK(TargetBonus) / 10",
        "1.2 - RANK(Score, GROUP(Department)) / 10",
        "0.5 + PERCENTRANK(Score)",
        "PERCENTRANK(TargetBonus; GROUP(Team)) + 0.2",
        "IF(TOTAL(TargetBonus) > 0, TargetBonus / IF(TOTAL(TargetBonus) = 0, 1, TOTAL(TargetBonus)), 0.1)",
        "TOTAL(Score, GROUP(Team)) / COUNT(Score, GROUP(Team))",
    ]
    of += _of_kpis(draft)
    for _ in draft.value_factors:
        of += [
            'FACTOR("Rating") / 4',
            'FACTOR("rating") / 3',
            '0.7 + FACTOR("Rating") / 10',
            'GRID("Matrix", FACTOR("Rating") / 4, Score)',
        ]
    of += ['GRID("Matrix", Score, Gated)'] * 3 + ['GRID("matrix", FTE, Score)'] * 2
    for name in draft.plain_scales:
        of += [f'SCALE("{name}", Score)', f'SCALE("{name}"; {score} * 0.9)'] * 6
    if "Points" in draft.columns:
        of += ["0.9 + Points / 50", "1 + [Points]%", "RANK(Points) / 4", "ABS(Points - 5) / 5"]
    if "Base points" in draft.columns:
        of += ["[Base points] / 3", "1 / [Base points]", "0.8 + [Base points]%"] * 3
    if "Grade" in draft.columns:
        of += ['IF(Grade = "a", 1.2, 0.8)', 'SWITCH(Grade, "A", 1.1, "B", 0.7)', "COUNT(Grade, GROUP(Grade)) / 3"]
    return of


def _of_kpis(draft: Draft) -> list[str]:
    of: list[str] = []
    for kpi in attained(draft):
        of += [f'ATTAINMENT("{kpi.id}")', f'MIN(1.2, ATTAINMENT("{kpi.id}"))']
    for kpi in figure(draft):
        of.append(f'ACTUAL("{kpi.id}") / TARGET("{kpi.id}")')
        of.append(f'1.5 * TARGET("{kpi.id}") / (TARGET("{kpi.id}") + {kpi.target} / 2)')
        of += [f'1 - (ACTUAL("{kpi.id}") <> {kpi.target}) / 8']
    for kpi in draft.everywhere():
        if not kpi.money:
            of += [f'RESULT("{kpi.id}")', f'0.5 + WEIGHT("{kpi.id}")', f'1.5 - WEIGHT("{kpi.id}")']
    for kpi in draft.kpis:
        if not kpi.money:
            id = kpi.id
            of += [f'IFBLANK(RESULT("{id}"), 0.7)', f'IF(ISBLANK(RESULT("{id}")), 0.8, 1.1)']
    for section in draft.sections:
        # A section of which a figure may be left out can be without any weight, and then has no value.
        shares = {kpi.id for kpi in draft.kpis if kpi.section == section and not (kpi.money or kpi.missing)}
        if all(shares & set(ids) for ids in draft.role_kpis.values()):
            of += [f'SECTION("{section}")', f'0.4 + SECTION("{section}") / 2'] * 2
    return of


def _money(draft: Draft) -> list[str]:
    of = [
        "PeriodSalary * 1%",
        "Salary / 100",
        "IF(Salary > 40000, 100, 50)",
        "ALLOCATE(1000, TargetBonus)",
        "ALLOCATE(1000.05, MAX(Score, 0) * TargetBonus)",
        "ALLOCATE(100; FTE; GROUP(Team))",
        "ALLOCATE(TOTAL(TargetBonus, GROUP(Department)) / 10, Score, GROUP(Department))",
        "ALLOCATE(500, (Score >= 0.9) * 1)",
        "TOTAL(TargetBonus) / 20",
        "TOTAL(Capped, GROUP(Team)) / 10",
        "IFBLANK(TargetBonusAmount, TargetBonus) / 10",
        "IF(RANK(Score) = 1, 500, 0)",
        "TargetBonus / 10",
        "SUM(TargetBonus, TargetBonusAmount) / 10",
    ]
    for kpi in draft.everywhere():
        of += [f'EARNED("{kpi.id}") / 2', f'SUM(EARNED("{kpi.id}"), 100)']
    for kpi in draft.kpis:
        of += [f'IFBLANK(EARNED("{kpi.id}"), 20)', f'SUM(EARNED("{kpi.id}")) / 4']
    if "Points" in draft.columns:
        of += ["Points * 10", "ALLOCATE(300, Points)"]
    return of


def _extra(draft: Draft) -> None:
    """Money beside the bonus: a new step that `Adjusted` or `Direct` adds."""
    money = draft.pick(_money(draft))
    unit = draft.pick(["money", "money", draft.currency, *draft.currencies])
    if draft.currencies and draft.chance(0.6):
        # A plain number that the unit makes money: it counts where people of several currencies are added up.
        _step(draft, "Extra", draft.pick(["100 * FTE", "250", "50 + Score"]), draft.pick(["money", "money", None]))
        _step(draft, "Adjusted", "Capped + Direct + TOTAL(Extra) / 5 + Adjustments")
        return
    _step(draft, "Extra", money, unit)
    if len(draft.roles) > 1 and draft.chance(0.3):
        _step(draft, "Extra", draft.pick(_money(draft)), unit, draft.pick(draft.roles))
    total = draft.pick(["Capped + Direct + Extra + Adjustments", "SUM(Capped, Direct, Extra, Adjustments)"])
    _step(draft, "Adjusted", total)


def _replace_money(draft: Draft, replaced: set[object]) -> None:
    test = _test(draft)
    ways = [
        ("Capped", "MIN(BonusEarned, TargetBonus * 0.9)"),
        ("Capped", f"IF({test}, BonusEarned, BonusEarned / 2)"),
        ("Direct", "100"),
        ("Direct", draft.pick(_money(draft)).replace("Capped", "TargetBonus")),
        ("Adjusted", f"IF({test}, Capped + Direct, Capped) + 10"),
        ("Adjusted", "Capped - Direct"),
        ("Due", "Adjusted * 1.1"),
        ("Due", "MAX(Adjusted, 100)"),
        ("Payout", "Due / 2 + 0.125"),
        ("Payout", "FLOOR(MAX(Due, 0), 50)"),
        ("Payout", "Due - 700"),
    ]
    step, formula = draft.pick([way for way in ways if way[0] not in replaced])
    _step(draft, step, formula)
    if len(draft.roles) > 1 and draft.chance(0.3):
        draft.sheets["Formulas"][-1]["Role"] = draft.pick(draft.roles)


def _replace_early(draft: Draft) -> None:
    """A step before the bonus; conditions that read the score stay away from what it is built from."""
    ways = [
        ("TargetBonus", "PeriodSalary * 10%"),
        ("TargetBonus", "PeriodSalary * IFBLANK(TargetBonusPercent, 5%) + 100"),
        ("PayoutPercent", "MIN(Score, 1.1)"),
        ("PayoutPercent", "IF(Score >= 0.9, Score, 0)"),
        ("Gated", "IF(PayoutPercent < 0.5, 0, PayoutPercent)"),
        ("Gated", "PayoutPercent * 0.9"),
    ]
    for kpi in draft.everywhere():
        if not kpi.money:
            ways += [("Score", f'RESULT("{kpi.id}") * 0.8 + 0.1'), ("Score", f'MAX(RESULT("{kpi.id}"), 0.7)')]
    step, formula = draft.pick(ways)
    _step(draft, step, formula)
    if len(draft.roles) > 1 and draft.chance(0.3):
        draft.sheets["Formulas"][-1]["Role"] = draft.pick(draft.roles)


def _split(draft: Draft) -> None:
    parts = draft.pick(
        [
            ("Payout * 70%", "Payout * 30%"),
            ("Payout / 3", "Payout / 3", "Payout - Payout / 3 - Payout / 3"),
            ("MIN(Payout, 500)", "Payout - Cash"),
            ("Payout * 0.333", "Payout * 0.667"),
        ]
    )
    for name, formula in zip(("Cash", "Deferred", "Shares"), parts, strict=False):
        draft.add("Formulas", Step=name, Formula=formula, Split="Payment", Unit=draft.pick([None, "money"]))


def add_grid(draft: Draft) -> None:
    """The grid, only where some formula reads it."""
    texts = [str(row.get("Formula", "")) for row in draft.sheets.get("Formulas", [])]
    if any("GRID(" in text for text in texts):
        draft.sheets["Grid Matrix"] = [list(row) for row in GRID]
