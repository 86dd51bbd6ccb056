"""`incentive explain`: one person's whole way from cells to payout, as text and as plain data.

A trace and its plan come in; text for a terminal, or a dictionary that JSON can hold, goes out. It says what page two
of a statement says, with the cells that every figure came from. Numbers of the data are decimal text, unrounded.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from incentive.engine.tracing.trace import AssignmentTrace, Line, Note, Operand, Rung, ScoreTrace, Trace
from incentive.formula.tree import Value
from incentive.i18n.formats import money_decimals, rounded
from incentive.i18n.words import Words, words
from incentive.numbers import ZERO, exact_arithmetic, plain
from incentive.plan import Plan
from incentive.plan.records import Scale
from incentive.problems import Place
from incentive.reports.arithmetic import Form, digits
from incentive.reports.forms import plain_value
from incentive.reports.legible import legible
from incentive.reports.spoken import cells, formula_in_words, places_of, printed, sections_said, told
from incentive.reports.statement.achieved import shown_amounts, whose
from incentive.reports.statement.counted import sections_apart
from incentive.reports.statement.ladder import ladder
from incentive.reports.statement.notes import note_row
from incentive.reports.statement.prepare import period_name
from incentive.reports.workings import Working, section_line, workings

_WIDTH = 100
_LABEL = 26


def explain_text(trace: Trace, plan: Plan, kpi: str | None = None, language: str | None = None) -> str:
    """The explanation as lines of text, in a language if not in the person's own; with `kpi`, that KPI alone."""
    with exact_arithmetic():
        said_in = words(language or trace.employee.language or plan.settings.language)
        return "\n".join(_Text(trace, plan, said_in).lines(kpi)) + "\n"


def explain_data(trace: Trace, plan: Plan, kpi: str | None = None) -> dict[str, object]:
    """The explanation as plain data; with `kpi`, only that KPI among the scores."""
    with exact_arithmetic():
        return _Data(trace, plan).whole(kpi)


class _Text:
    """The lines of one person's explanation."""

    def __init__(self, trace: Trace, plan: Plan, language: Words) -> None:
        self.trace = trace
        self.plan = plan
        self.words = language
        self.scales = {scale.id: scale for scale in plan.scales}
        self.amounts = shown_amounts(trace)

    def lines(self, kpi: str | None) -> Iterator[str]:
        trace, language = self.trace, self.words
        person = trace.employee
        yield f"{legible(person.name)} · {legible(person.id)}"
        title = language("statement.title", period=period_name(self.plan.settings.period, language))
        yield self._ends(title, language.formats.money(trace.payout or ZERO, trace.currency))
        for part in trace.assignments:
            yield from self._assignment(part)
        for score in trace.scores:
            if kpi is None or score.kpi.id == kpi:
                yield ""
                yield from self._score(score)
        if kpi is not None:
            return
        yield from self._sections()
        yield ""
        yield from self._ladder()
        yield ""
        yield language("explain.steps")
        for line in trace.steps:
            # Money paid directly is no step for those who have none.
            if line.value or line.tree is not None or line.words:
                yield from self._step(line)
        if trace.splits:
            yield ""
            yield language("label.splits_title")
            for line in trace.splits:
                yield from self._step(line)
        if trace.notes:
            yield ""
            yield language("explain.notes")
            yield from self._notes()

    def _assignment(self, part: AssignmentTrace) -> Iterator[str]:
        language = self.words
        team = language("who.team", team=legible(part.team)) if part.team else ""
        days = language.count("who.days", self.trace.span_days, days=str(part.days), of=str(self.trace.span_days))
        texts = [language.formats.days(part.start, part.end), days, legible(part.role), team]
        yield ""
        yield ", ".join(text for text in texts if text)
        for line in part.lines:
            yield from self._step(line, self._digits(part))

    def _digits(self, part: AssignmentTrace) -> int:
        """The decimals with which the KPIs of an assignment go on with its target bonus."""
        number = self.trace.assignments.index(part)
        target = next((line.value for line in part.lines if line.step == "AssignmentTargetBonus"), None)
        return max(
            (
                digits(working.settled[0], target, Form.MONEY)
                for score in self.trace.scores
                if score.assignment == number and isinstance(target, Decimal)
                for working in self._workings(score)
                if working.settled is not None
            ),
            default=0,
        )

    def _workings(self, score: ScoreTrace) -> list[Working]:
        return workings(score, self.scales.get(score.row.scale or ""), self.words, self.trace.currency)

    def _score(self, score: ScoreTrace) -> Iterator[str]:
        language = self.words
        shown = self.amounts.get(id(score))
        # What only a formula reads is no money.
        earned = "" if shown is None else language.formats.money(shown, self.trace.currency)
        name = legible(score.kpi.name or score.kpi.id)
        label = name if name == score.kpi.id else f"{name} · {score.kpi.id}"
        if len(self.trace.assignments) > 1:
            label = f"{label}, {language.formats.days(score.start, score.end)}"
        yield self._ends(label, earned) if earned else label
        owner = whose(score.whose, language)
        if owner:
            yield f"   {owner[:1].upper()}{owner[1:]}"
        for number, working in enumerate(self._workings(score), 1):
            yield f"   {number}. {working.text(language)}"
        if shown is not None and shown != rounded(score.earned or ZERO, money_decimals(self.trace.currency)):
            yield f"   {language('explain.footed', amount=earned)}"
        yield from self._sources(score)

    def _sections(self) -> Iterator[str]:
        """The results of sections that only formulas read, as sums of their KPIs."""
        for section in sections_apart(self.trace):
            if section.result is None:
                continue
            known = [(score.result, score.weight) for score in section.scores]
            yield ""
            yield section_line(legible(section.name, 60), known, section.result, self.words).text(self.words)

    def _sources(self, score: ScoreTrace) -> Iterator[str]:
        """The cells of each figure, and what preparation did with them."""
        for line in score.lines:
            known = cells(places_of(line))
            if known or line.words:
                label = legible(told(line.label, self.words), 40)
                if line.words:
                    label = f"{label} ({legible(told(line.words, self.words), 200)})"
                yield f"   {self.words('said.of', what=label, text=known)}" if known else f"   {label}"

    def _ladder(self) -> Iterator[str]:
        yield self.words("ladder.title" if self.trace.target_bonus else "ladder.title.direct")
        for row in ladder(self.trace, self.plan, self.words):
            yield self._ends(f"   {row.label:<{_LABEL}} {row.text}", row.amount)

    def _step(self, line: Line, decimals: int = 0) -> Iterator[str]:
        formula, value = printed(line, self.trace.currency, self.words, decimals)
        label = told(line.label, self.words)
        # A step that formulas can name is called by that name too.
        if line.step.isidentifier() and label not in {line.step, ""}:
            label = f"{line.step} · {label}"
        texts = [legible(told(line.words, self.words), 200), sections_said(line, self.trace.currency, self.words)]
        said = "; ".join(text for text in texts if text)
        said = f" ({said})" if said else ""
        figures = f"{formula} = {value}{said}" if formula else f"{value}{said}"
        yield f"   {self.words('said.of', what=legible(label or line.step, 60), text=figures)}"
        known = cells(places_of(line))
        if known:
            yield f"      {self.words('explain.from')} {known}"

    def _notes(self) -> Iterator[str]:
        for note in self.trace.notes:
            row = note_row(note, self.trace, self.words)
            known = cells(note.places)
            yield f"   {row.title} {row.text}".rstrip() + (f" [{known}]" if known else "")

    @staticmethod
    def _ends(left: str, right: str) -> str:
        """A line with an amount at its right end."""
        return f"{left}{' ' * max(2, _WIDTH - len(left) - len(right))}{right}"


class _Data:
    """The same as plain data."""

    def __init__(self, trace: Trace, plan: Plan) -> None:
        self.trace = trace
        self.words = words(plan.settings.language)
        self.scales = {scale.id: scale for scale in plan.scales}

    def whole(self, kpi: str | None) -> dict[str, object]:
        trace = self.trace
        return {
            "employee": trace.employee.id,
            "name": trace.employee.name,
            "currency": trace.currency,
            "payout": plain_value(trace.payout),
            "score": plain_value(trace.score),
            "target_bonus": plain_value(trace.target_bonus),
            "days": trace.days,
            "span_days": trace.span_days,
            "assignments": [self._assignment(part) for part in trace.assignments],
            "scores": [self._score(score) for score in trace.scores if kpi is None or score.kpi.id == kpi],
            "steps": [self._line(line) for line in trace.steps],
            "splits": [self._line(line) for line in trace.splits],
            "ladder": [self._rung(rung) for rung in trace.ladder],
            "notes": [self._note(note) for note in trace.notes],
        }

    def _assignment(self, part: AssignmentTrace) -> dict[str, object]:
        return {
            "from": part.start.isoformat(),
            "to": part.end.isoformat(),
            "days": part.days,
            "role": part.role,
            "team": part.team,
            "department": part.department,
            "steps": [self._line(line) for line in part.lines],
        }

    def _score(self, score: ScoreTrace) -> dict[str, object]:
        scale: Scale | None = self.scales.get(score.row.scale or "")
        known: Sequence[Working] = workings(score, scale, self.words, self.trace.currency)
        return {
            "kpi": score.kpi.id,
            "name": score.kpi.name,
            "from": score.start.isoformat(),
            "to": score.end.isoformat(),
            "section": score.section,
            "whose": score.whose,
            "actual": plain_value(score.actual),
            "threshold": plain_value(score.threshold),
            "target": plain_value(score.target),
            "maximum": plain_value(score.maximum),
            "attainment": plain_value(score.attainment),
            "result": plain_value(score.result),
            "weight": plain_value(score.weight),
            "kpi_target_bonus": plain_value(score.kpi_target_bonus),
            "earned": plain_value(score.earned),
            "workings": [working.text(self.words) for working in known],
            "steps": [self._line(line) for line in score.lines],
            "deals": [
                {
                    "actual": plain_value(deal.actual),
                    "earned": plain_value(deal.earned),
                    "steps": [self._line(line) for line in deal.lines],
                    "places": [place_data(place) for place in deal.places],
                }
                for deal in score.deals
            ],
        }

    def _line(self, line: Line) -> dict[str, object]:
        return {
            "name": line.step,
            "label": told(line.label, self.words),
            "unit": line.unit,
            "value": plain_value(line.value),
            "formula": formula_in_words(line, self.trace.currency, self.words) or None,
            "words": told(line.words, self.words) or None,
            "operands": [self._operand(name, operand) for name, operand in line.operands.items()],
            "places": [place_data(place) for place in line.places],
        }

    def _operand(self, name: str, operand: Operand) -> dict[str, object]:
        return {
            "name": name,
            "label": told(operand.label, self.words),
            "unit": operand.unit,
            "value": plain_value(operand.value),
            "places": [place_data(place) for place in operand.places],
        }

    def _rung(self, rung: Rung) -> dict[str, object]:
        key = f"ladder.{rung.kind}"
        return {
            "kind": rung.kind,
            "label": self.words(key) if self.words.has(key) else told(rung.label, self.words),
            "amount": plain(rung.amount),
            "total": plain(rung.total),
            "values": {name: self._value(value) for name, value in rung.values.items()},
        }

    def _value(self, value: Value) -> object:
        """A value that a rung is told by: a name of the plan's, or one of the program's own."""
        return told(value, self.words) if isinstance(value, str) else plain_value(value)

    def _note(self, note: Note) -> dict[str, object]:
        row = note_row(note, self.trace, self.words)
        return {
            "code": note.code,
            "title": row.title,
            "text": row.text,
            "amount": plain_value(note.amount),
            "values": {name: plain_value(value) for name, value in note.values.items()},
            "places": [place_data(place) for place in note.places],
        }


def place_data(place: Place) -> Mapping[str, str | None]:
    """A cell as data."""
    return {"file": place.file, "sheet": place.sheet, "cell": place.cell, "value": place.value}
