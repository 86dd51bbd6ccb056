"""The two weights of Noto Sans as fonts of their own, cut once from the package's variable font and kept.

A variable font embedded in a page is cut to its weight again for each page, which takes longer than all the rest. The
cut fonts lie in the user's cache, under a name made of everything that their bytes depend on; where nothing can be kept
they are cut for this process alone. Same bytes either way. Letters: Latin, Greek, Cyrillic.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import fontTools

WEIGHTS = (400, 600)
_RECIPE = "1"
_RANGES = (
    (0x0020, 0x058F),
    (0x1C80, 0x1C8F),
    (0x1D00, 0x1FFF),
    (0x2000, 0x2BFF),
    (0x2C60, 0x2DFF),
    (0x2E00, 0x2E7F),
    (0xA640, 0xA7FF),
    (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06),
    (0xFFFC, 0xFFFD),
)
_FEATURES = ["ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "tnum"]


def static_fonts(variable: Path, fallback: Path) -> Path:
    """The folder with one font a weight; `fallback` is used where the cache cannot be."""
    said = f"{_RECIPE} {fontTools.version} {WEIGHTS} {_RANGES} {_FEATURES} ".encode() + variable.read_bytes()
    name = f"noto-sans-{hashlib.sha256(said).hexdigest()[:16]}"
    for home in (_cache(), fallback):
        folder = home / name
        if folder.is_dir():
            return folder
        try:
            home.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=home, ignore_cleanup_errors=True) as made:
                whole = Path(made) / name
                whole.mkdir()
                _cut(variable, whole)
                try:
                    # Whole or not at all; another process may have been first.
                    whole.rename(folder)
                except OSError:
                    if not folder.is_dir():
                        raise
        except OSError:
            continue
        return folder
    raise OSError(f"no place for fonts: neither {_cache()} nor {fallback} can be written")


def _cache() -> Path:
    """Where programs of this user keep what can be made again."""
    given = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(given) if given else Path.home() / ".cache") / "incentive"
    except RuntimeError:
        # A user without a home.
        return Path(tempfile.gettempdir()) / f"incentive-{os.getpid()}"


def _cut(variable: Path, folder: Path) -> None:
    """Write one static font for each weight."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import OverlapMode, instantiateVariableFont

    options = Options(layout_features=_FEATURES, notdef_outline=True, glyph_names=False, hinting=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in _RANGES for code in range(first, last + 1)])
    smaller = folder / "letters"
    with TTFont(variable, recalcTimestamp=False, lazy=True) as letters:
        subsetter.subset(letters)
        letters.save(smaller)
    for weight in WEIGHTS:
        with TTFont(smaller, recalcTimestamp=False) as font:
            place = {"wght": weight, "wdth": 100}
            instantiateVariableFont(font, place, inplace=True, overlap=OverlapMode.KEEP_AND_DONT_SET_FLAGS)
            font.save(folder / f"NotoSans-{weight}.ttf")
    smaller.unlink()
