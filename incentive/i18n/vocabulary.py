"""The vocabulary of the workbook: synonyms of its sheets, columns, settings and choices in every language.

Kept in `vocabulary.txt` beside this module: by schema id, a line of `en | it | de | fr | es | ru`, `;` between several
words of one language; the first of a language is the one to write, the rest are only read. English names themselves are
in the schema. Within one sheet, one list of settings or one list of choices no word means two things; a test holds it.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files

LANGUAGES = ("en", "it", "de", "fr", "es", "ru")


def _read(text: str) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]]]]:
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        key, _, rest = line.partition(":")
        parts = [part.strip() for part in rest.split("|")]
        if len(parts) != len(LANGUAGES):
            raise ValueError(f"{key}: {len(parts)} languages, not {len(LANGUAGES)}")
        found = {
            language: tuple(word.strip() for word in part.split(";") if word.strip())
            for language, part in zip(LANGUAGES, parts, strict=True)
        }
        yield key, found


VOCABULARY: Mapping[str, Mapping[str, tuple[str, ...]]] = dict(
    _read(files(__package__).joinpath("vocabulary.txt").read_text(encoding="utf-8"))
)


def words(key: str) -> tuple[str, ...]:
    """Every synonym of the thing with this schema id, in all languages."""
    return tuple(word for found in VOCABULARY.get(key, {}).values() for word in found)
