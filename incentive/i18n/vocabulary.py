"""The vocabulary of the workbook: synonyms of sheets, columns, settings and choices, by schema id and language."""

from collections.abc import Mapping

LANGUAGES = ("en", "it", "de", "fr", "es", "ru")

_WORDS: Mapping[str, str] = {
    "word.yes": "yes; y; true; 1; x | sì; si; s; vero | ja; j; wahr | oui; o; vrai | sí; si; verdadero | да; истина",
    "word.no": "no; n; false; 0 | no; falso | nein; falsch | non; faux | no; falso | нет; ложь",
    "word.percent": "percent; pct; per cent | percento; percentuale | Prozent | pourcent; pourcentage | por ciento; porcentaje | процент",
}


def words(key: str) -> tuple[str, ...]:
    """Every synonym of the thing with this schema id, in all languages."""
    text = _WORDS.get(key, "")
    return tuple(word.strip() for part in text.split("|") for word in part.split(";") if word.strip())
