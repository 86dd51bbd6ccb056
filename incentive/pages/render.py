"""HTML from a template, and PDF bytes from HTML: the same input gives the same bytes.

Fonts and parsed style sheets are made once a process and shared by all pages: made anew for each they leak memory and
take a fifth of the time. What a page may load is the template folder and `data:`, nothing else.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree.ElementTree import register_namespace

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from incentive.pages.templates import environment, templates_folder

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

# WeasyPrint binds the empty prefix to the empty namespace for the whole process, after which `canonicalize` writes
# broken XML, and with it every workbook. A prefix has one namespace: this takes it away again.
register_namespace("", "urn:incentive:none")


class OnlyTemplates(URLFetcher):
    """Serves files of one folder, and `data:`; whatever else a page names is not loaded."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols=["file", "data"], allow_redirects=False)
        self.folder = folder.resolve()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> "URLFetcherResponse":
        """The file's content; ValueError, which WeasyPrint reports and survives, for anything outside the folder."""
        parts = urlsplit(url)
        if parts.scheme == "file":
            path = Path(url2pathname(parts.path)).resolve()
            if parts.netloc or not path.is_relative_to(self.folder):
                raise ValueError(f"outside the folder of templates: {url}")
        elif parts.scheme != "data":
            raise ValueError(f"a page loads nothing from elsewhere: {url}")
        return super().fetch(url, headers)


def html(template: str, values: Mapping[str, object]) -> str:
    """The text of a template (`statement/statement.html`) with its values put in."""
    return environment(templates_folder()).get_template(template).render(values)


def pdf(text: str, stylesheet: str, identifier: str) -> bytes:
    """The PDF of an HTML text under a style sheet of the template folder; `identifier` stands in its bytes."""
    folder = templates_folder()
    document = HTML(string=text, base_url=_base(folder), url_fetcher=OnlyTemplates(folder))
    content = document.write_pdf(
        font_config=_fonts(),
        stylesheets=[_stylesheet(folder, stylesheet)],
        pdf_identifier=identifier.encode(),
        optimize_images=False,
    )
    return bytes(content)


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _stylesheet(folder: Path, name: str) -> CSS:
    path = folder / name
    return CSS(
        string=path.read_text(encoding="utf-8"),
        base_url=_base(path.parent),
        font_config=_fonts(),
        url_fetcher=OnlyTemplates(folder),
    )


def _base(folder: Path) -> str:
    return folder.as_uri() + "/"
