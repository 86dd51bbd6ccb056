"""Catalogues kept up to date: what the program says, listed from its sources, and a language's words beside it.

In come texts with their contexts, and Python source; out goes the text of a `.po` file, in which nothing that is
translated is lost as long as its English stands. What a person translates is not here.
"""

import ast
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from incentive.i18n.words import ENGLISH

CONTEXTS: Mapping[str, str] = {
    "phrase": "phrase",
    "phrases": "phrase",
    "told": "command",
    "told_count": "command",
    "speech": "command",
}
"""The functions whose first argument is a text to translate, with the context in which it is; `phrases` and
`told_count` take a second one, for more than one."""
_COUNTING = {"phrases", "told_count"}
_HEADER = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plural};\\n"

"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate: its context (none for the words of outputs, whose msgid is a key), and where it stands.

    `note` is what a translator should know: of a key, the English.
    """

    context: str
    text: str
    plural: str = ""
    where: str = ""
    note: tuple[str, ...] = ()


def texts_in(source: str, where: str) -> Iterator[Text]:
    """The texts that a Python source marks by the functions of `CONTEXTS`, in order."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for node in sorted(found, key=lambda each: (each.lineno, each.col_offset)):
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if name not in CONTEXTS or not texts or not isinstance(node.args[0], ast.Constant):
            continue
        context = texts[1] if name == "speech" and len(texts) > 1 else CONTEXTS[name]
        yield Text(context, texts[0], texts[1] if name in _COUNTING else "", where)


def output_texts() -> Iterator[Text]:
    """The words of outputs, by their keys in the English catalogue."""
    for message in read_po(io.BytesIO(_bytes_of(ENGLISH))):
        if message.id and not message.context:
            one, many = (message.id, "") if isinstance(message.id, str) else message.id
            english = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            yield Text("", one, many, note=tuple(text if text == text.strip() else f'"{text}"' for text in english))


def renewed(language: str, texts: Iterable[Text]) -> str:
    """The catalogue of a language with exactly these texts, each with the translation that there is already."""
    old = _old(language)
    new = Catalog(locale=language)
    for text in texts:
        key = (text.context, text.text)
        known = new.get(text.text, text.context or None)
        if known is not None:
            # The same words at several places are one entry.
            _add_place(known, text.where)
            continue
        kept = old.get(key)
        forms = kept if isinstance(kept, tuple) else (kept or "",)
        several = (*forms, *[""] * new.num_plurals)[: new.num_plurals]
        new.add(
            (text.text, text.plural) if text.plural else text.text,
            several if text.plural else forms[0],
            locations=[(text.where, 0)] if text.where else [],
            auto_comments=text.note,
            context=text.context or None,
        )
    written = io.BytesIO()
    write_po(written, new, width=0, omit_header=True, include_lineno=False)
    return _HEADER.format(language=language, plural=new.plural_forms.rstrip(";")) + written.getvalue().decode()


def _add_place(message: Message, where: str) -> None:
    if where and (where, 0) not in message.locations:
        message.locations.append((where, 0))


def _old(language: str) -> dict[tuple[str, str], str | tuple[str, ...]]:
    """The translations that a language has, by context and English text."""
    try:
        read = read_po(io.BytesIO(_bytes_of(language)))
    except FileNotFoundError:
        return {}
    found: dict[tuple[str, str], str | tuple[str, ...]] = {}
    for message in read:
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text and message.string:
            string = message.string
            found[message.context or "", text] = string if isinstance(string, str) else tuple(string)
    return found


def _bytes_of(language: str) -> bytes:
    return (files("incentive.i18n") / "catalogues" / f"{language}.po").read_bytes()
