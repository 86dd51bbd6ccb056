"""The fonts cut from the package: the same bytes whether they were kept or made anew, and a place for them always."""

from pathlib import Path

import fontpkg
import pytest

from incentive.pages import FAMILY
from incentive.pages.weights import WEIGHTS, static_fonts


def test_fonts_made_anew_are_those_that_were_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    variable = fontpkg.path(FAMILY)
    kept = static_fonts(variable, tmp_path / "unused")
    taken = tmp_path / "file"
    taken.write_text("a file where the cache should be", encoding="utf-8")
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(taken))
    anew = static_fonts(variable, tmp_path)
    assert anew.parent == tmp_path
    names = {f"NotoSans-{weight}.ttf" for weight in WEIGHTS}
    assert {path.name for path in anew.iterdir()} == {path.name for path in kept.iterdir()} == names
    for name in names:
        assert (anew / name).read_bytes() == (kept / name).read_bytes()
    # A second call finds what the first one made.
    assert static_fonts(variable, tmp_path) == anew
