"""What a row's figure is, in words: whose it is, how several months became one, or what stands in its place.

In come an engine and a row, out goes a text that knows how it was made. What it is worth is not here.
"""

from incentive.engine.paying.engine import Engine
from incentive.engine.preparation.figures import said_month
from incentive.engine.preparation.prepared import ScoreRow, State
from incentive.engine.tracing.operands import figure_subject
from incentive.i18n.phrases import Listing, phrase, phrases
from incentive.plan.choices import Combine, SubjectKind


def figure_words(engine: Engine, row: ScoreRow) -> str:
    """`figure of team North, sum of 3 months, 2026-07 to 2026-09`; empty for one figure of the person."""
    instead = _instead(row)
    if not instead:
        return Listing(text for text in (_whose(engine, row), _months(row)) if text)
    if not row.figure.lacking:
        return instead
    months = Listing(said_month(month) for month in row.figure.lacking)
    return Listing((instead, phrase("no figure for {months}", months=months)))


def _instead(row: ScoreRow) -> str:
    """What stands in the place of a figure that is missing; empty where there is one."""
    match row.state:
        case State.ZERO:
            return phrase("missing: the result is 0")
        case State.OUT:
            return phrase("missing: left out")
        case State.STOOD_IN if row.figure.value is None:
            return phrase("missing: an override stands in")
    if row.state is State.MET or row.figure.value is None:
        return phrase("missing: counts as the target")
    return ""


def _whose(engine: Engine, row: ScoreRow) -> str:
    """Whose figure it is; empty where it is the person's own."""
    subject = figure_subject(engine, row)
    match subject.kind:
        case SubjectKind.TEAM:
            return phrase("figure of team {name}", name=subject.name)
        case SubjectKind.DEPARTMENT:
            return phrase("figure of department {name}", name=subject.name)
        case SubjectKind.EVERYONE:
            return phrase("figure of the company")
    return ""


def _months(row: ScoreRow) -> str:
    """How several months became one figure; empty where there was one, or none had a month."""
    months = sorted({item.month for item in row.figure.rows if item.month is not None})
    if len(months) < 2 or row.kpi.combine is None:
        return ""
    number, ends = len(months), {"first": said_month(months[0]), "last": said_month(months[-1])}
    match row.kpi.combine:
        case Combine.SUM:
            return phrases(
                "sum of {n} month, {first} to {last}", "sum of {n} months, {first} to {last}", number, **ends
            )
        case Combine.AVERAGE:
            return phrases(
                "average of {n} month, {first} to {last}", "average of {n} months, {first} to {last}", number, **ends
            )
        case Combine.LAST:
            return phrases(
                "last of {n} month, {first} to {last}", "last of {n} months, {first} to {last}", number, **ends
            )
        case Combine.MAX:
            return phrases(
                "max of {n} month, {first} to {last}", "max of {n} months, {first} to {last}", number, **ends
            )
        case Combine.MIN:
            return phrases(
                "min of {n} month, {first} to {last}", "min of {n} months, {first} to {last}", number, **ends
            )
        case Combine.EACH:
            return phrases(
                "each of {n} month, {first} to {last}", "each of {n} months, {first} to {last}", number, **ends
            )
