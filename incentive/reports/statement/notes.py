"""Notes of a statement: what was unusual, and what each did in money.

A trace's notes come in, titles and sentences go out. The sentences are the catalogue's, `note.<code>` and its forms;
their gaps are the note's own values. Where a value for a gap is missing the shorter sentence `….short` stands.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from incentive.engine.tracing.trace import Note, Trace
from incentive.i18n.formats import money_decimals, rounded
from incentive.i18n.words import Words
from incentive.numbers import ZERO, look
from incentive.reports.arithmetic import exact_decimals
from incentive.reports.legible import legible
from incentive.reports.statement.view import NoteRow

_LONGEST, _LONGEST_TITLE = 200, 80
_TEN = Decimal(10)
# Notes that no amount follows where it is nothing, and those whose own sentence has the amount.
_SAYS_ITSELF = {"changed", "out of plan", "absent", "joined", "left", "minimum service"}
_HAS_AMOUNT = {"adjustment", "negative", "carried", "reclaimed", "forgiven"}
_PERCENTS = {"cap", "counts_as"}
_RESULTS = {"value", "own"}
_MONEY = {"paid", "earned", "debt", "before"}
_DAYS = {"absent", "served", "least"}


def notes(trace: Trace, words: Words) -> tuple[NoteRow, ...]:
    """Each note as a title and sentences, in the trace's order; the same words are not said twice."""
    rows = [note_row(note, trace, words) for note in trace.notes]
    return tuple(dict.fromkeys(row for row in rows if row.text))


def note_row(note: Note, trace: Trace, words: Words) -> NoteRow:
    """One note in words."""
    texts = _texts(note, trace, words) | {"days": str(trace.days), "span_days": str(trace.span_days)}
    key = f"note.{note.code}"
    title = words(f"{key}.title", **texts) if words.has(f"{key}.title") else legible(note.code.capitalize(), 60)
    if note.code == "adjustment" and "reason" in texts:
        # What it was is its own title: an adjustment says nothing by being one.
        reason = legible(texts["reason"], _LONGEST_TITLE)
        title = f"{reason[:1].upper()}{reason[1:]}."
    sentence = _sentence(key, list(_forms(note, texts)), texts, words)
    return NoteRow(title, " ".join(part for part in (sentence, _money(note, trace, words)) if part))


def _forms(note: Note, texts: dict[str, str]) -> Iterator[str]:
    """The forms of the note's sentence that fit its values, the most telling first."""
    match note.code:
        case "missing":
            yield f".{texts.get('choice')}"
        case "adjustment":
            yield ".took" if (note.amount or ZERO) < ZERO else ".added"
        case "absent" if note.values.get("counts_as") == ZERO:
            yield ".none"
        case "changed" if "before" in texts:
            yield ".also" if texts.get("also") else ".only"
        case "override" if "kpi" not in texts:
            yield ".what"
    yield ""


def _sentence(key: str, forms: list[str], texts: dict[str, str], words: Words) -> str:
    for form in (f"{key}{form}{length}" for form in forms for length in ("", ".short")):
        if words.has(form):
            try:
                return words(form, **texts)
            except KeyError:
                continue
    return ""


def _money(note: Note, trace: Trace, words: Words) -> str:
    """What it did in money; empty where that cannot be said or is said by the sentence itself."""
    if note.amount is None or note.code in _HAS_AMOUNT:
        return ""
    amount = rounded(note.amount, money_decimals(trace.currency))
    if amount == ZERO:
        return words("note.nothing") if note.code not in _SAYS_ITSELF else ""
    shown = words.formats.money(abs(amount), trace.currency)
    own = f"note.{note.code}.{'added' if amount > ZERO else 'took'}"
    return words(own if words.has(own) else "note.added" if amount > ZERO else "note.took", amount=shown)


def _texts(note: Note, trace: Trace, words: Words) -> dict[str, str]:
    """The note's values as text under names that the catalogue's gaps use: small letters and `_`."""
    found = {}
    for key, value in note.values.items():
        name = key.replace(" ", "_").casefold()
        match value:
            case None | bool():
                continue
            case date():
                found[name] = words.formats.day(value)
            case Decimal():
                found[name] = _number(name, value, trace, words)
            case str():
                if value.strip():
                    found[name] = legible(value, _LONGEST).rstrip(".")
    if note.code == "adjustment" and note.amount is not None:
        found["amount"] = words.formats.money(abs(note.amount), trace.currency)
    if "what" in found:
        found |= _what(note, found["what"], words)
    return found


def _what(note: Note, what: str, words: Words) -> dict[str, str]:
    """What changed, or what a decision set, by the words that people use for it."""
    if note.code != "changed":
        key = f"note.what.{what}"
        return {"what": words(key) if words.has(key) else words("note.what.section", name=what)}
    names = [name.strip() for name in what.split(",")]
    said = [words(f"note.term.{name}") if words.has(f"note.term.{name}") else name for name in names]
    # The first of them is told by its value before and after.
    return {"what": words.formats.list_of(said), "also": words.formats.list_of(said[1:])}


def _number(name: str, value: Decimal, trace: Trace, words: Words) -> str:
    """A number in the form that its name asks for; results are shares unless they are too large for one."""
    if name in _DAYS:
        return words.count("unit.days", rounded(value, exact_decimals(value)), number=words.formats.number(value))
    if name in _PERCENTS or (name in _RESULTS and abs(value) < _TEN):
        return words.formats.percent(value, min(2, exact_decimals(look(value.scaleb(2)))))
    if name in _MONEY:
        return words.formats.money(value, trace.currency)
    return words.formats.number(value, min(4, exact_decimals(value)))
