"""The fonts of pages: Noto Sans from its package, and no other.

WeasyPrint asks fontconfig for fonts, and fontconfig reads one file of settings, once, when WeasyPrint is imported. The
one written here names the folder of the fonts cut from the package alone: fonts of the machine are never seen, so that
a page looks the same everywhere. Importing the room imports this module first.
"""

import os
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

import fontpkg

from incentive.pages.weights import static_fonts

FAMILY = "Noto Sans"
_MADE = "1767225600"  # 1 January 2026, UTC


def _use_package_fonts() -> tempfile.TemporaryDirectory[str]:
    """Point fontconfig of this process at the package; settings and cache lie in a folder gone with the process."""
    folder = tempfile.TemporaryDirectory(prefix="incentive-fonts-", ignore_cleanup_errors=True)
    settings = Path(folder.name) / "fonts.conf"
    fonts = static_fonts(fontpkg.path(FAMILY), Path(folder.name))
    settings.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"  <dir>{escape(str(fonts))}</dir>\n"
        f"  <cachedir>{escape(str(Path(folder.name) / 'cache'))}</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(settings)
    # Embedded fonts are cut to the weights in use and then bear the second in which that was done: let it be this one.
    os.environ["SOURCE_DATE_EPOCH"] = _MADE
    return folder


_SETTINGS = _use_package_fonts()


def static_folder() -> Path:
    """The folder of the fonts that pages embed."""
    return static_fonts(fontpkg.path(FAMILY), Path(_SETTINGS.name))
