"""From a trace to what its statement shows: the reader's language chosen, every figure rounded for show and in words.

A person's trace, the plan and the run's id come in; a `Statement` goes out. How it looks is the templates' business.
"""

from collections.abc import Mapping
from datetime import date

from incentive.engine.tracing.trace import Trace
from incentive.formula.tree import normalise
from incentive.i18n.words import Words, words
from incentive.numbers import ZERO
from incentive.periods import Period
from incentive.plan import Plan
from incentive.plan.records import Settings
from incentive.reports.legible import LONGEST_TEXT, legible
from incentive.reports.spoken import told
from incentive.reports.statement.achieved import achieved
from incentive.reports.statement.answer import answer
from incentive.reports.statement.ladder import ladder
from incentive.reports.statement.notes import notes
from incentive.reports.statement.view import SplitRow, Statement

# Characters of an amount that the ladder usually has room for.
_ROOM = 13
# From so many lines on, page one holds the way to the payout only with less air between them.
_DENSE, _TIGHT = 18, 21
_LONGEST_SAID = 1200
_LABELS = (
    "kpi",
    "target",
    "achieved",
    "marks",
    "attained",
    "pays",
    "weight",
    "achieved_title",
    "achieved_caption",
    "ladder_caption",
    "step",
    "how",
    "change",
    "amount",
    "splits_title",
    "splits_caption",
    "page_of",
)


def prepare(trace: Trace, plan: Plan, run_id: str) -> Statement:
    """What the statement of one person shows."""
    settings = plan.settings
    language = words(trace.employee.language or settings.language)
    title = language("statement.title", period=period_name(settings.period, language))
    name = legible(trace.employee.name) or legible(trace.employee.id)
    footer = language(
        "statement.footer", plan=legible(settings.plan_name, 60), run=run_id, name=legible(trace.employee.name, 60)
    )
    table, said = achieved(trace, plan, language), notes(trace, language)
    splits = _splits(trace, language)
    lines = 0 if table is None else sum(len(group.rows) + len(group.feet) + 1 for group in table.groups)
    rungs = ladder(trace, plan, language)
    style = {normalise(key): value for key, value in plan.statement.items()}
    return Statement(
        language=language.formats.language,
        colour=style.get("colour", ""),
        document_title=f"{title} · {name}",
        organisation=legible(settings.organisation) or legible(settings.plan_name),
        title=title,
        name=name,
        id=legible(trace.employee.id, 40),
        role=_role(trace, language),
        days=_days(trace, settings, language),
        amount=language.formats.money(trace.payout or ZERO, trace.currency),
        greeting=legible(style.get("greeting", ""), LONGEST_TEXT),
        introduction=legible(style.get("introduction", ""), _LONGEST_SAID),
        answer=answer(trace, settings, language),
        achieved=table,
        ladder_title=language("ladder.title" if trace.target_bonus else "ladder.title.direct"),
        # A way of one step from nothing to nothing is none.
        ladder=rungs if len(rungs) > 1 or trace.payout else (),
        long_amounts=any(len(row.amount) > _ROOM for row in rungs),
        air=_air(lines + len(rungs) + len(splits) + 2 * len(said)),
        splits=splits,
        notes=said,
        questions=questions(settings, language),
        closing=legible(style.get("closing", ""), _LONGEST_SAID),
        footer=footer,
        own_footer=legible(style.get("footer", ""), 120),
        labels=_labels(language),
    )


def _air(lines: int) -> str:
    return "dense tight" if lines >= _TIGHT else "dense" if lines >= _DENSE else ""


def period_name(period: Period, language: Words) -> str:
    """`third quarter 2026`, `July 2026`, `2026`; else its days."""
    year, _, part = period.name.partition("-")
    if part[:1] in {"Q", "H"}:
        return language(f"period.{part}", year=year)
    if part.isdigit():
        return language.formats.month(period.start)
    return year if year.isdigit() else language.formats.days(period.start, period.end)


def questions(settings: Settings, language: Words) -> str:
    """Until when to ask whom; what is blank is left out, and nothing is said where both are."""
    until, contact = settings.questions_until.strip(), legible(settings.contact, 160)
    try:
        until = language.formats.day(date.fromisoformat(until))
    except ValueError:
        until = legible(until)
    if until and contact:
        return language("questions.until_to", until=until, contact=contact)
    if until:
        return language("questions.until", until=until)
    return language("questions.to", contact=contact) if contact else ""


def _role(trace: Trace, language: Words) -> str:
    """The role, or roles in turn, and the team at the end."""
    parts = trace.assignments
    roles = list(dict.fromkeys(legible(part.role, 60) for part in parts if part.role))
    role = language("who.then").join(roles) if roles else legible(trace.employee.role, 60)
    team = legible(parts[-1].team if parts else trace.employee.team, 60)
    if team:
        return f"{role}, {language('who.team', team=team)}"
    department = legible(parts[-1].department if parts else trace.employee.department, 60)
    return f"{role}, {department}" if department else role


def _days(trace: Trace, settings: Settings, language: Words) -> str:
    """The days that count: those of the person's own time."""
    parts = trace.assignments
    start = min((part.start for part in parts), default=settings.period.start)
    end = max((part.end for part in parts), default=settings.period.end)
    span = language.formats.days(start, end)
    return f"{span}, {language.count('who.days', trace.span_days, days=str(trace.days), of=str(trace.span_days))}"


def _splits(trace: Trace, language: Words) -> tuple[SplitRow, ...]:
    rows = []
    for line in trace.splits:
        if line.value is None or isinstance(line.value, str | bool | date):
            continue
        unit = line.unit if len(line.unit) == 3 and line.unit.isupper() else trace.currency
        amount = (
            language.formats.number(line.value) if line.unit == "number" else language.formats.money(line.value, unit)
        )
        rows.append(SplitRow(legible(told(line.label, language) or line.step, 60), amount))
    return tuple(rows)


def _labels(language: Words) -> Mapping[str, str]:
    return {name: language(f"label.{name}") for name in _LABELS}
