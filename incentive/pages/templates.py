"""Where templates lie, and how they are read.

The folder is found in the package (an installed wheel) or at the top of a checkout. Templates escape whatever is put
into them, and a name they misspell stops them; they take plain data and decide nothing about amounts.
"""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def templates_folder() -> Path:
    """The folder of templates; FileNotFoundError where the installation lacks it."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "statement").is_dir():
            return folder
    raise FileNotFoundError(f"no folder of templates in {package} or beside it")


@cache
def environment(folder: Path) -> Environment:
    """One environment for each folder and process, so that a template is compiled once."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
