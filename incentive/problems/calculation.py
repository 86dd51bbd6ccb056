"""Entries of the catalogue: what the calculation finds when it brings a plan's sheets together.

CA001 to CA019 are about whose figures count, CA020 to CA049 about what holds for a person, CA050 onwards about steps,
gates and formulas over people.
"""

from incentive.problems.entry import Entry, error, notice, warning

_FIGURES = (
    error(
        "CA001",
        "A figure for a formula KPI",
        "{kpi} is calculated by its formula, but a figure is given for it.",
        "Take the row away and give figures for the formula's inputs, or clear the KPI's Formula.",
    ),
    error(
        "CA002",
        "A figure for the wrong kind of thing",
        "{kpi} is measured for each {expected}, but this row is for {given}.",
        "Correct the row's For, or the KPI's Level on the sheet KPIs.",
    ),
    error(
        "CA003",
        "Two figures for one month",
        "{kpi} of {whom} has two figures for {month}.",
        "Keep one of them, or set Combine to each if every row is a deal of its own.",
    ),
    error(
        "CA004",
        "Figures with and without a month",
        "{kpi} of {whom} has a figure with a month beside one without.",
        "Give every row its month, or keep the single figure for the whole period.",
    ),
    warning(
        "CA005",
        "A figure outside the person's time",
        "{kpi} of {whom} has a figure for {month}, outside the person's time in the plan; it counts.",
        "Check the month, or the person's Start and End.",
    ),
    error(
        "CA006",
        "Several months and no way to combine them",
        "{kpi} has figures for {count} months, and its Combine is blank.",
        "Say on the sheet KPIs how months make one figure: sum, average, last, max, min, or each.",
    ),
    notice(
        "CA007",
        "A month without any figure",
        "No row gives {what} a figure for {months}; the other months are combined.",
        "Add the figures if the month was measured.",
    ),
    notice(
        "CA008",
        "Figures outside the period",
        'The sheet "{sheet}" has figures of {months}, outside {period}, which do not count (in all: {count}).',
        "Nothing to do if they are only kept for the record.",
    ),
    error(
        "CA010",
        "A function that this formula cannot use",
        "{function} cannot be used in this formula.",
        "KPIs and scales are calculated from figures alone: use it on the sheet Formulas or Gates.",
    ),
    error(
        "CA011",
        "KPIs that need each other",
        "The formulas of these KPIs go in a circle: {path}.",
        "Let one of them be measured, or calculate it from inputs alone.",
    ),
)

_PEOPLE = (
    error(
        "CA020",
        "Two rows of one rank",
        "Two rows of {sheet} say something about the same thing for {whom}; neither goes before the other.",
        "Keep one of them, or make one more specific.",
    ),
    error(
        "CA021",
        "A named point without its figure",
        "The scale {scale} of {kpi} has a point at {point}, which is blank for {whom}.",
        "Fill the {point} on the sheet Matrix or Targets, or write a number in the scale.",
    ),
    error(
        "CA022",
        "Slices that cannot be turned into values",
        "The scale {scale} pays {kpi} by slices; its point {point} cannot be turned into a value for {whom}.",
        "Set the scale's Measured in to value and write the points in the KPI's own unit.",
    ),
    error(
        "CA023",
        "A named point that cannot be measured",
        "The point {point} of scale {scale} cannot be measured for {kpi} of {whom}.",
        "Check the KPI's threshold, target and maximum, or write numbers in the scale.",
    ),
    error(
        "CA024",
        "Points that turn back",
        "With the figures of {whom} the points of scale {scale} for {kpi} do not follow one another.",
        "Put threshold, target and maximum in the order in which they are reached.",
    ),
    error(
        "CA025",
        "A figure that is needed is blank",
        "The {reader} of {kpi} needs a {figure}, and none is given for {employee} (role {role}).",
        "Fill it on the sheet Matrix, or on Targets for the person, the team or everyone.",
    ),
    error(
        "CA026",
        "A KPI without a scale",
        "{kpi} of role {role} needs a scale to say what it pays.",
        "Name one in the row's Scale: rates and amounts, and KPIs whose attainment is value, cannot do without.",
    ),
    error(
        "CA027",
        "Base and target are the same",
        "The index of {kpi} cannot be calculated: threshold and target are the same.",
        "Change one of them, or use another attainment rule.",
    ),
    error(
        "CA028",
        "The inverse rule on a negative number",
        "{kpi} of {employee} divides target by actual, and one of them is negative.",
        "Use the rule ratio, which is right for negative numbers.",
    ),
    error(
        "CA029",
        "The inverse rule on zero",
        "{kpi} of {employee} divides target by an actual of 0, and there is no scale whose last point could be taken.",
        "Give the KPI a scale with points, or use the rule ratio.",
    ),
    warning(
        "CA030",
        "A target of zero",
        "The {figure} of {kpi} is 0: the KPI can only be met (100%) or not met (0%).",
        "Use the rule value with a scale in the KPI's own unit if there should be something in between.",
    ),
    error(
        "CA031",
        "Neither yes nor no",
        "{kpi} of {employee} is {value}, but without a target only yes or no (1 or 0) has a meaning.",
        "Write yes or no, or give the KPI a target.",
    ),
    error(
        "CA032",
        "A section that is not listed",
        '{kpi} of role {role} is in section "{section}", which the sheet Sections does not list for it.',
        "Add the section there, or correct the row's Section.",
    ),
    error(
        "CA033",
        "Weights miss 100 %",
        "The weights of {who}{inside} add to {total}, not 100%.",
        "Mend the cells: {mend}, or set Weights to relative.",
    ),
    error(
        "CA034",
        "Section weights miss 100 %",
        'The weights of the sections of role "{role}" add to {total}, not 100%.',
        "Change the weights on the sheet Sections, or set Weights to relative.",
    ),
    error(
        "CA035",
        "Every figure is missing",
        "All KPIs of {employee} are left out, since none has a figure.",
        "Give at least one figure, or say what a missing one counts as (If actual is missing).",
    ),
    error(
        "CA036",
        "A rate with nothing to act on",
        "{kpi} of {employee} has an override of its rate, but no figure that the rate could act on.",
        "Give the figure, or override an amount by an adjustment instead.",
    ),
    error(
        "CA037",
        "A missing figure and no target",
        "{kpi} of {employee} has no figure and should count as its target, but there is none.",
        "Fill the target, or choose another policy for missing figures.",
    ),
    warning(
        "CA038",
        "A full target for part of the period",
        "{kpi} is measured for only part of the period for {who}, against the full target.",
        "Set Part period to prorate if the target should shrink with the days, or give a target on the sheet Targets.",
    ),
    notice(
        "CA039",
        "Dates beyond the period",
        "A row of {sheet} for {employee} reaches beyond {start} to {end}; only what is inside counts.",
        "Nothing to do if that is meant.",
    ),
    warning(
        "CA040",
        "A role without KPIs",
        "The matrix has no row for role {role} of {employee}.",
        "Add the role's KPIs to the sheet Matrix, or correct the role.",
    ),
    notice(
        "CA041",
        "No deals",
        "{kpi} of {employee} has no row in Actuals; it counts as 0.",
        "Nothing to do if there were none.",
    ),
    error(
        "CA042",
        "No team to take a figure from",
        "{kpi} is measured for each {level}, and {employee} belongs to none.",
        "Fill the person's {level} on the sheet Employees, or change the KPI's Level.",
    ),
    error(
        "CA043",
        "A figure is missing",
        "{kpi} of {whom} has no figure{what}.",
        "Add it on the sheet Actuals, or say what it counts as: If missing on KPIs, If actual is missing on Plan.",
    ),
    error(
        "CA075",
        "Figures are missing",
        'The sheet "{sheet}" has blank cells that wait for figures (in all: {count}), of {kpis}.',
        "Fill them in, or say what they count as: If missing on KPIs, If actual is missing on Plan.",
    ),
    error(
        "CA045",
        "Figures of another period",
        'The figures of {kpis} on the sheet "{sheet}" are of {months}, outside {period}: none counts, and there are no '
        "others (in all: {count}).",
        "Enter the figures of {period} or correct the months; if the figures are right, correct Period on Plan.",
    ),
    warning(
        "CA046",
        "A sheet of another period",
        'All figures with a month on the sheet "{sheet}" are of {months}, outside {period}; none counts (in all: '
        "{count}).",
        "Check the months, and Period on Plan, if these figures should count.",
    ),
    warning(
        "CA074",
        "A fraction against percent points",
        "{kpi} of {employee} comes out of its formula as {actual}, which is compared with a target of {target} as it "
        "stands.",
        "If {target} % is meant, write the target as {target}% or multiply the formula by 100. If the formula gives "
        "percent points already, nothing need be done.",
    ),
    error(
        "CA044",
        "Weights that cannot be normalised",
        'The weights of role "{role}" are not positive numbers.',
        "Write positive numbers: they are made to add to 100%.",
    ),
)

_STEPS = (
    error(
        "CA050",
        "Two things with one name",
        "The name {name} is already taken by {other}.",
        "Rename one of them: case, spaces, accents, _ and - make no difference.",
    ),
    error(
        "CA051",
        "Something that does not exist",
        'There is no {what} called "{name}".',
        "{advice}",
    ),
    error(
        "CA052",
        "A section that the person lacks",
        'The person has no KPI in section "{section}".',
        "Give the formula a Role, or say with IFERROR what holds for people without the section.",
    ),
    error(
        "CA053",
        "A condition that is neither true nor false",
        "The condition of gate {gate} gives {value} for {employee}, neither true nor false.",
        'Write a comparison, for example ACTUAL("EBITDA") >= 1000000.',
    ),
    error(
        "CA055",
        "Named points without a KPI",
        "The scale {scale} has points named threshold, target or maximum, which have no meaning outside a KPI.",
        "Write numbers in the scale.",
    ),
    error(
        "CA060",
        "A split that does not add up",
        "The steps of split {group} add to {sum} for {employee}, and the payout is {payout}.",
        "Let the parts add up to Payout, for example Payout * 60% and Payout * 40%.",
    ),
    warning(
        "CA061",
        "The budget is exceeded",
        "The plan pays {total} {currency}, {over} more than its budget of {budget}.",
        "Set If over budget to scale to fit it, or raise the budget.",
    ),
    error(
        "CA062",
        "A circle of formulas",
        "These need each other: {path}.",
        "Let one of them read something that is calculated before.",
    ),
    warning(
        "CA063",
        "A negative payout became zero",
        "The payout of {employee} would be {amount} {currency}; it is paid as 0.",
        "Set Negative payout to allow if the amount should be reclaimed.",
    ),
    error(
        "CA064",
        "A payout that cannot be paid",
        "The payout of {employee} is {value}, which cannot be paid.",
        "Correct the figures, or the formula of the step Payout or Due: it must give a number below 1E18.",
    ),
    warning(
        "CA065",
        "A target bonus and nothing to earn it by",
        "{employee} has a target bonus, but no KPI that pays a share of it: the score is 0.",
        "Add KPIs for the role, or clear the target bonus.",
    ),
    warning(
        "CA066",
        "Below the minimum service",
        "{employee} was in the plan for {days}, fewer than the {least} of Minimum service: no bonus.",
        "Nothing to do if that is meant.",
    ),
    warning(
        "CA067",
        "Scaled to fit the budget",
        "The plan would pay {total} {currency}, {over} more than its budget of {budget}: every part was scaled to fit.",
        "Nothing to do if that is meant.",
    ),
    warning(
        "CA068",
        "Something that no longer acts",
        "The plan's own formula for {step} leaves {what} without effect.",
        "Put what it does into the formula, or take one of the two away.",
    ),
    error(
        "CA069",
        "A split of a step that is no part",
        "The step {step} is one that every plan has; it cannot be a part of the split {group}.",
        "Give the part a name of its own, with a formula such as {step} * 60%.",
    ),
    warning(
        "CA070",
        "A payment that does not count",
        "What was paid to {employee} for {period} is not deducted: {why}.",
        "Correct the period, or the settings Earnings and Year starts.",
    ),
    warning(
        "CA071",
        "A rule that acts on nothing",
        "The {rule} changes nothing: none of those whom it concerns has {what}.",
        "Correct what it acts on, or for whom it is; or take it away.",
    ),
    warning(
        "CA072",
        "A figure for a role that is not held",
        "{employee} is never {role} in this period; the figure of {kpi} for that role does not count.",
        "Clear or correct the row's Role, or give the person that role on Employees or Assignments.",
    ),
    notice(
        "CA073",
        "Amounts above 10,000,000,000",
        "Amounts above 10,000,000,000 in size (people: {count}), the first for {employee}: {step} {amount}.",
        "Check figures and currency. Above that size the summary shows values only, as exact as a spreadsheet keeps "
        "them.",
    ),
)

CALCULATION: tuple[Entry, ...] = (*_FIGURES, *_PEOPLE, *_STEPS)
