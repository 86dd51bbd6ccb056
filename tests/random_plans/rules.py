"""What changes results in a random plan: factors, gates and overrides.

In: a draft whose KPIs, matrix and actuals stand. Out: rows of Factors, Gates and Overrides. No condition reads what
its own gate changes, and none reads a figure that somebody lacks.
"""

from __future__ import annotations

from tests.random_plans.form import Draft, Kpi, Person, numbers


def add_rules(draft: Draft) -> None:
    """Figures that an override replaces come first, then factors, since conditions may read what is there."""
    if draft.chance(0.12):
        _override_a_gap(draft)
    if draft.chance(0.3):
        _multipliers(draft)
    if draft.chance(0.4):
        _ratings(draft)
    if draft.chance(0.45):
        for place in range(draft.pick([1, 1, 2, 3])):
            _gate(draft, f"Gate {place + 1}")
    if draft.chance(0.3):
        _overrides(draft)


def whose(draft: Draft, person: Person) -> str:
    """One of the ways to name a person, the role, the team, the department or everyone."""
    ways = [
        person.id, f"role:{person.roles[0]}", f"team:{person.teams[0]}", f"department:{person.departments[0]}", "*",
    ]  # fmt: skip
    return draft.pick(ways)


def _rows_for(draft: Draft, count: int) -> list[str]:
    seen: list[str] = []
    for _ in range(count):
        name = whose(draft, draft.pick(draft.people))
        if name not in seen:
            seen.append(name)
    return seen


def _override_a_gap(draft: Draft) -> None:
    """A missing figure that would stop the run, and the override that stands in for it."""
    read = " ".join(kpi.formula or "" for kpi in draft.kpis)
    person = draft.pick(draft.people)
    open_kpis = [
        kpi
        for kpi in draft.everywhere()
        if kpi.policy == "stop" and kpi.level == "person" and not kpi.formula and not kpi.money and kpi.id not in read
    ]
    if not open_kpis or not person.present:
        return
    kpi = draft.pick(open_kpis)
    kpi.missing = True
    actuals = [row for row in draft.sheets["Actuals"] if (row["For"], row["KPI"]) != (person.id, kpi.id)]
    if actuals:
        draft.sheets["Actuals"] = actuals
    else:
        del draft.sheets["Actuals"]
    value = draft.pick(numbers("0.5 0.9 1 1.1"))
    what = f"kpi:{kpi.id}"
    draft.add("Overrides", For=person.id, What=what, Value=value, Reason="No figure", Approved_by="Board")


def _multipliers(draft: Draft) -> None:
    for name in draft.sample(["Quality", "Safety"], 2):
        use = draft.pick([None, "multiply"])
        for name_for in _rows_for(draft, draft.pick([1, 2, 3])):
            value = draft.pick(numbers("0.9 1.1 1.2 0.5 1.05 0.8 2 1.15 0.75 0"))
            draft.add("Factors", Factor=name, For=name_for, Value=value, Use=use, Reason="Agreed")


def _ratings(draft: Draft) -> None:
    draft.value_factors.append("Rating")
    for name_for in ["*", *(one for one in _rows_for(draft, 3) if one != "*")]:
        draft.add("Factors", Factor="Rating", For=name_for, Value=draft.pick(numbers("1 2 3 4 5")), Use="value")


def attained(draft: Draft) -> list[Kpi]:
    """KPIs whose attainment everyone has."""
    return [kpi for kpi in draft.everywhere() if kpi.rule != "value"]


def figure(draft: Draft) -> list[Kpi]:
    """KPIs whose actual everyone has, and whose target too."""
    return [kpi for kpi in draft.everywhere() if kpi.target and "target" in kpi.needs and kpi.domain != "yes"]


def conditions(draft: Draft, row: bool = False) -> list[str]:
    """Conditions that hold no circle whatever they stand on: they read no result."""
    texts = ['Role = "rep"', 'Role <> "lead"', "FTE < 1"]
    texts += [f'Team = "{draft.teams[0]}"', f'Department <> "{draft.departments[0]}"']
    if len(draft.teams) > 1:
        texts += ['Team > "North"', 'Team <= "North"']
    texts += ["Salary >= 48000", "Salary > 2500.5", 'Role & "-" & Team = "rep-North"', "NOT(FTE = 1)"]
    texts += ['Manager = ""', "ISBLANK(Start)", "NOT(ISBLANK(End))"]
    texts += ["ISBLANK(TargetBonusAmount)", "IFBLANK(TargetBonusPercent, 0) >= 0.1"]
    for kpi in attained(draft):
        texts += [f'ATTAINMENT("{kpi.id}") >= 1', f'ATTAINMENT("{kpi.id}") > 0.9', f'NOT(ATTAINMENT("{kpi.id}") < 1)']
    for kpi in figure(draft):
        texts += [f'ACTUAL("{kpi.id}") >= {kpi.target}', f'ACTUAL("{kpi.id}") <= TARGET("{kpi.id}")']
        texts.append(f'ACTUAL("{kpi.id}") = {kpi.target}')
    for _ in draft.value_factors:
        texts += ['FACTOR("Rating") >= 3', 'FACTOR("Rating") <> 2', 'MOD(FACTOR("Rating"), 2) = 1']
    if "Points" in draft.columns:
        texts += ["Points > 5", "[Points] <= 5"]
    if "Grade" in draft.columns:
        texts += ['Grade = "a"', 'Grade & Team = "ANorth"']
    if not row:
        texts += [f'WEIGHT("{kpi.id}") > 0.4' for kpi in draft.everywhere() if not kpi.money]
    return texts


def condition(draft: Draft, of: list[str]) -> str:
    """One of these, or two joined."""
    first, second = draft.pick(of), draft.pick(of)
    return draft.pick([first] * 4 + [f"AND({first}, {second})", f"OR({first}; {second})", f"NOT({first})", f"={first}"])


def _gate(draft: Draft, name: str) -> None:
    shares = [kpi for kpi in draft.kpis if not kpi.money]
    acts = [None, "bonus", "all", f"kpi:{draft.pick(draft.kpis).id}", f"kpi:{draft.pick(draft.kpis).id}"]
    # Only sections that some row of the matrix names: a role may leave one out.
    sections = sorted({row["Section"] for row in draft.sheets["Matrix"] if "Section" in row})
    if sections:
        acts += [f"section:{draft.pick(sections)}"] * 2
    on = draft.pick(acts)
    inner = bool(on and ":" in on)
    texts = conditions(draft, row=inner)
    if not inner:
        texts += ["Score >= 1", "Score > 0.8", "Score < 1.2", "RANK(Score) <= 2"]
        texts += [f'RESULT("{kpi.id}") >= 0.8' for kpi in draft.everywhere() if not kpi.money]
    money = bool(on and on.startswith("kpi:") and draft.kpi(on[4:]).money)
    limited = not money and on != "all" and bool(shares) and draft.chance(0.4)
    limit = draft.pick(numbers("0.5 0.8 1 0.9")) if limited else None
    multiply = draft.pick([None, *numbers("0.5 0.8 0.9")] if limited else [None, None, *numbers("0.5 0 0.8")])
    who = whose(draft, draft.pick(draft.people)) if draft.chance(0.4) else None
    draft.add(
        "Gates", Gate=name, For=who, Condition=condition(draft, texts), Multiply_by=multiply, Limit_to=limit, Acts_on=on
    )
    if draft.chance(0.3):
        # A second row of the same gate for fewer people: its cells win, those that it leaves blank come from the first.
        person = draft.pick(draft.people)
        special = draft.pick([person.id, f"role:{person.roles[0]}", f"team:{person.teams[0]}"])
        if special != who:
            again = draft.pick(numbers("0.2 0.9"))
            draft.add("Gates", Gate=name, For=special, Condition=condition(draft, texts), Multiply_by=again, Acts_on=on)


def _overrides(draft: Draft) -> None:
    seen = {(row["For"], row["What"]) for row in draft.sheets.get("Overrides", [])}
    for _ in range(draft.pick([1, 1, 2, 3])):
        person = draft.pick(draft.people)
        name = whose(draft, person) if draft.chance(0.5) else person.id
        what = _what(draft, person, name)
        if (name, what) in seen:
            continue
        seen.add((name, what))
        value = draft.pick(numbers("0 0.5 0.7 0.8 0.9 1 1.1 1.25"))
        if what.startswith("kpi:"):
            kpi = draft.kpi(what[4:])
            if kpi.pays == "rate" and kpi.between != "slices" and kpi.combine != "each":
                value = draft.pick(numbers("0.01 0.04"))
            elif kpi.money:
                value = draft.pick(numbers("100 250.005 0 1000"))
        draft.add("Overrides", For=name, What=what, Value=value, Reason="Decided", Approved_by="Board")


def _what(draft: Draft, person: Person, name: str) -> str:
    everyone = name != person.id or person.role_changes
    held = [kpi.id for kpi in draft.everywhere()] if everyone else draft.role_kpis[person.roles[0]]
    # Where the actual may be missing, a rate has nothing to act on.
    held = [id for id in held if not (draft.kpi(id).missing and draft.kpi(id).pays == "rate")]
    choices = ["score", "payout %"]
    choices += [f"kpi:{draft.pick(held)}"] * 3 if held else []
    sections = {draft.kpi(id).section for id in held if not draft.kpi(id).money}
    choices += [f"section:{section}" for section in sorted(section for section in sections if section)] * 2
    return draft.pick(choices)
