"""What all tests share: the random profiles and the golden files.

`golden(path, text)` compares a text with the file `tests/golden/<path>`. After a change that is meant, `pytest
--update-golden` writes the files anew; the difference is then read in the commit like any other change.
"""

import difflib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests read what the program says: in English, whatever language the computer that runs them speaks.
os.environ["INCENTIVE_LANG"] = "en"

GOLDEN = Path(__file__).parent / "golden"
SHOWN = 80  # lines of a difference; a longer one is a rewrite, and is read with git

Golden = Callable[[str, str], None]

# CI draws the same cases each time, so that a failure is the change's own; at a desk they differ, to find new ones.
# Time limits are off: machines share their cores, and speed has its own tests.
settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the files under tests/golden anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with a golden file, byte for byte in UTF-8; under ``--update-golden`` write it instead."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(path: str, text: str) -> None:
        file = GOLDEN / path
        if not file.resolve().is_relative_to(GOLDEN.resolve()):
            raise ValueError(f"{path} lies outside tests/golden")
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
            return
        if not file.is_file():
            pytest.fail(f"tests/golden/{path} does not exist; pytest --update-golden writes it", pytrace=False)
        kept = file.read_bytes().decode()
        if text != kept:
            pytest.fail(difference(path, kept, text), pytrace=False)

    return compare


def difference(path: str, kept: str, text: str) -> str:
    lines = list(difflib.unified_diff(kept.splitlines(), text.splitlines(), "kept", "now", lineterm=""))
    # Texts can differ in their line ends alone, of which a comparison by lines shows nothing.
    shown = "\n".join(lines[:SHOWN]) if lines else "Only line ends differ."
    more = f"\n… and {len(lines) - SHOWN} lines more" if len(lines) > SHOWN else ""
    return f"tests/golden/{path} differs; if that is meant, pytest --update-golden writes it anew.\n{shown}{more}"
