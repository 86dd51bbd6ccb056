"""What you achieved: the table of KPIs, by section and, for several assignments, by time, with amounts that foot.

A trace comes in, groups of rows go out. The shown amounts of share KPIs add up to the bonus after the results, as the
ladder shows it; those of amount and rate KPIs to the direct money of the ladder.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from incentive.engine.tracing.trace import AssignmentTrace, ScoreTrace, Trace
from incentive.i18n.formats import money_decimals, rounded
from incentive.i18n.words import Words
from incentive.numbers import ONE, ZERO, foot, look, same
from incentive.plan import Plan
from incentive.plan.choices import Better, Combine, Pays, Rule
from incentive.plan.records import Scale
from incentive.reports.arithmetic import exact_decimals
from incentive.reports.figures import figure
from incentive.reports.legible import LONGEST_NAME, legible
from incentive.reports.statement.bars import bar
from incentive.reports.statement.counted import counted_scores, paid_directly, sections_apart
from incentive.reports.statement.ladder import shown_rungs
from incentive.reports.statement.view import Achieved, Foot, Group, KpiRow

# Characters of a figure or an amount that the usual columns have room for.
_ROOM = 11
_RESULTS = {"target", "score"}
# Characters that fit under a KPI's name in one line, and how many KPIs a sentence names.
_LINE = 30
_MOST_NAMED = 3
_RATE_DECIMALS = 6


def achieved(trace: Trace, plan: Plan, words: Words) -> Achieved | None:
    """The whole table; None for someone without KPIs."""
    if not trace.scores:
        return None
    share, direct = counted_scores(trace), paid_directly(trace)
    apart = [score for score in trace.scores if score.row.pays is Pays.SHARE and score not in share]
    scales = {scale.id: scale for scale in plan.scales}
    table = _Table(trace, scales, shown_amounts(trace), words)
    groups = table.groups(share)
    if share:
        groups[-1:] = [_with_foot(groups[-1], table.together(share))]
    if apart:
        groups += table.apart(apart)
    if direct:
        paid = table.groups(direct, words("achieved.direct") if share else "")
        paid[-1:] = [_with_foot(paid[-1], table.together(direct))]
        groups += paid
    rows = [row for group in groups for row in group.rows]
    return Achieved(
        groups=tuple(groups),
        currency=words.formats.symbol(trace.currency),
        has_bars=any(row.bar is not None or row.verdict for row in rows),
        has_weights=any(row.weight for row in rows),
        footing=footing(trace, words),
        wide=any(len(text) > _ROOM for row in rows for text in (row.target, row.achieved))
        or any(len(line.amount) > _ROOM for group in groups for line in group.feet),
    )


def shown_amounts(trace: Trace) -> dict[int, Decimal]:
    """The amount that each KPI is shown with, by `id` of its score; none for those that only formulas read."""
    share, direct = counted_scores(trace), paid_directly(trace)
    amounts = dict(zip(map(id, share), footed(share, _share_total(trace), trace.currency), strict=True))
    return amounts | dict(zip(map(id, direct), footed(direct, _direct_total(trace), trace.currency), strict=True))


def footing(trace: Trace, words: Words) -> str:
    """That amounts were rounded so that they add up, and which of them would be another by itself; else empty."""
    shown, decimals = shown_amounts(trace), money_decimals(trace.currency)
    parts = []
    for score in trace.scores:
        own = rounded(score.earned or ZERO, decimals)
        if shown.get(id(score), own) != own:
            name = legible(score.kpi.name or score.kpi.id, LONGEST_NAME)
            parts.append(words("achieved.by_itself", kpi=name, amount=words.formats.number(own, decimals)))
    if not parts:
        return ""
    more = len(parts) - _MOST_NAMED
    named = parts[:_MOST_NAMED] + ([words.count("achieved.by_itself.more", more)] if more > 0 else [])
    return words("achieved.footing", parts=words.formats.list_of(named))


def footed(scores: Sequence[ScoreTrace], total: Decimal | None, currency: str) -> list[Decimal]:
    """Each KPI's amount as shown, adding up to the total; or, where that is not their sum, to the sum rounded."""
    decimals = money_decimals(currency)
    step = Decimal((0, (1,), -decimals))
    exact = [score.earned or ZERO for score in scores]
    whole = rounded(sum(exact, ZERO), decimals)
    for wanted in (total, whole):
        if wanted is None or abs(wanted - whole) > step:
            continue
        try:
            return foot(wanted, exact, step)
        except ValueError:
            continue
    return [rounded(amount, decimals) for amount in exact]


def _share_total(trace: Trace) -> Decimal | None:
    """The bonus after the results, as the ladder shows it."""
    found = [step.total for step in shown_rungs(trace) if step.rung.kind in _RESULTS]
    return found[-1] if found else None


def _direct_total(trace: Trace) -> Decimal | None:
    found = [step.amount for step in shown_rungs(trace) if step.rung.kind == "direct"]
    return sum(found, ZERO) if found else None


class _Table:
    """Rows and groups of one person's table."""

    def __init__(self, trace: Trace, scales: dict[str, Scale], amounts: dict[int, Decimal], words: Words) -> None:
        self.trace = trace
        self.scales = scales
        self.amounts = amounts
        self.words = words

    def groups(self, scores: Sequence[ScoreTrace], heading: str = "") -> list[Group]:
        """Rows by assignment, where there are several, and by section, where there are any."""
        found = [Group(heading, ())] if heading else []
        several = len(self.trace.assignments) > 1
        for number, rows in groupby(scores, key=lambda score: score.assignment):
            of_assignment = list(rows)
            if several:
                found.append(Group(self._time(self.trace.assignments[number]), ()))
            sections = list(dict.fromkeys(score.section for score in of_assignment))
            for section in sections:
                here = tuple(self.row(score) for score in of_assignment if score.section == section)
                found.append(Group(legible(section or ""), here, level=2))
            if several and len(of_assignment) > 1 and id(of_assignment[0]) in self.amounts:
                found[-1] = _with_foot(found[-1], self._subtotal(of_assignment))
        return found

    def apart(self, scores: Sequence[ScoreTrace]) -> list[Group]:
        """KPIs that only a formula of the plan reads: each section with the result that the formula takes."""
        found = self.groups(scores, self.words("achieved.apart"))
        results = {legible(one.name): one for one in sections_apart(self.trace)}
        for number, group in enumerate(found):
            one = results.get(group.heading) if group.rows else None
            if one is not None and one.result is not None:
                pays = self.words.formats.percent(one.result, 1)
                found[number] = _with_foot(group, Foot(self.words("achieved.together"), pays, "", ""))
        return found

    def row(self, score: ScoreTrace) -> KpiRow:
        """One KPI's row."""
        words, kpi = self.words, score.kpi
        scale = self.scales.get(score.row.scale or "")
        attained = score.attainment
        met = kpi.better is Better.YES and score.target is None
        return KpiRow(
            name=legible(kpi.name or kpi.id, LONGEST_NAME),
            note=self._note(score),
            target="" if score.target is None else figure(score.target, kpi, words),
            achieved=words.count("achieved.deals", len(score.deals))
            if score.deals
            else figure(score.actual, kpi, words),
            bar=bar(score, scale, words),
            verdict=words("achieved.met" if score.actual else "achieved.not_met")
            if met and score.actual is not None
            else "",
            attained="" if attained is None or kpi.attainment is Rule.VALUE else words.formats.percent(attained, 1),
            pays=self._pays(score),
            weight=_weight(score.weight, words) if score.row.pays is Pays.SHARE else "",
            amount=self._amount(score),
        )

    def together(self, scores: Sequence[ScoreTrace]) -> Foot:
        """The last line: what all of them come to."""
        exact = sum((score.earned or ZERO for score in scores), ZERO)
        target = self.trace.target_bonus
        pays = weight = ""
        if scores[0].row.pays is Pays.SHARE:
            # Where a plan rounds the score, or pays no weight of 100 %, this is the sum before that.
            if target and same(target, sum((one.kpi_target_bonus or ZERO for one in scores), ZERO)):
                pays = self.words.formats.percent(exact / target, 1)
            if len(self.trace.assignments) == 1:
                weight = _weight(sum((one.weight or ZERO for one in scores), ZERO), self.words)
        return Foot(self.words("achieved.together"), pays, weight, self._sum(scores))

    def _amount(self, score: ScoreTrace) -> str:
        """What the KPI earned; empty where only a formula of the plan reads its result."""
        amount = self.amounts.get(id(score))
        return "" if amount is None else self.words.formats.number(amount, money_decimals(self.trace.currency))

    def _subtotal(self, scores: Sequence[ScoreTrace]) -> Foot:
        return Foot(self.words("achieved.subtotal"), "", "", self._sum(scores))

    def _sum(self, scores: Sequence[ScoreTrace]) -> str:
        total = sum((self.amounts[id(score)] for score in scores), ZERO)
        return self.words.formats.number(total, money_decimals(self.trace.currency))

    def _time(self, part: AssignmentTrace) -> str:
        texts = [self.words.formats.days(part.start, part.end), legible(part.role, 60)]
        if part.team:
            texts.append(self.words("who.team", team=legible(part.team, 60)))
        return ", ".join(text for text in texts if text)

    def _note(self, score: ScoreTrace) -> str:
        """Whose figure it is, and which way is better where that is not more."""
        words = self.words
        better = {
            Better.LOWER: words("better.lower"),
            Better.CLOSEST: words("better.closest"),
            Better.YES: words("better.yes") if score.target is None else "",
        }.get(score.kpi.better, "")
        parts = [whose(score.whose, words), better]
        if score.row.cap is not None:
            parts.append(words("achieved.at_most", cap=words.formats.percent(score.row.cap)))
        if score.part is not None and score.shrunk[1] and score.target is not None:
            parts.append(
                words.count("achieved.prorated", score.part[1], days=str(score.part[0]), of=str(score.part[1]))
            )
        rate = exchange_rate(score)
        if rate is not None:
            shown = words.formats.number(rate, min(_RATE_DECIMALS, exact_decimals(rate)))
            parts.append(words("achieved.rate", rate=shown, currency=self.trace.currency))
        return _lines([part for part in parts if part])

    def _pays(self, score: ScoreTrace) -> str:
        if score.result is None:
            return ""
        if score.row.pays is Pays.SHARE:
            return self.words.formats.percent(score.result, 1)
        scale = self.scales.get(score.row.scale or "")
        is_money = score.row.pays is Pays.AMOUNT or score.kpi.combine is Combine.EACH
        if is_money or (scale is not None and scale.between.value == "slices"):
            return ""
        if abs(score.result) <= ONE:
            return self.words.formats.percent(score.result, min(3, exact_decimals(score.result.scaleb(2))))
        return self.words.formats.number(score.result, min(4, exact_decimals(score.result)))


def whose(subject: str, words: Words) -> str:
    """`your figure`, `figure of team North`: whose figure counted, from the trace's own short form."""
    kind, _, name = subject.partition(" ")
    if kind in {"team", "department"} and name:
        return words(f"whose.{kind}", name=legible(name, 60))
    return words(f"whose.{kind}") if kind in {"you", "company"} else ""


def exchange_rate(score: ScoreTrace) -> Decimal | None:
    """The rate at which money of the KPI became money of the person; None where it was no other currency."""
    for line in score.lines:
        rate = line.operands.get("rate") if line.step == "Earned" else None
        if rate is not None and isinstance(rate.value, Decimal):
            return rate.value
    return None


def _lines(parts: Sequence[str]) -> str:
    """The parts on as few lines as hold them, each whole; a part longer than a line wraps as it must."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1]) + len(part) + 3 <= _LINE:
            lines[-1] = f"{lines[-1]} · {part}"
        else:
            lines.append(part)
    return "\n".join(lines)


def _weight(weight: Decimal | None, words: Words) -> str:
    if weight is None:
        return ""
    return words.formats.percent(weight, min(2, exact_decimals(look(weight.scaleb(2)))))


def _with_foot(group: Group, line: Foot) -> Group:
    return Group(group.heading, group.rows, (*group.feet, line), group.level)
