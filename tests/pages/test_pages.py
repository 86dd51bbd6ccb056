"""Pages: what they may load, the fonts they carry, the same bytes each time, and a colour that can be read."""

import subprocess
from pathlib import Path

import pytest

from incentive.pages import html, pdf, readable_on_white, templates_folder
from incentive.pages.colours import contrast_with_white
from incentive.pages.render import OnlyTemplates

PAGE = "<html lang='en'><title>A page</title><body><p>Hello − <strong>you</strong> 漢字</p>{}</body></html>"
STYLE = "statement/statement.css"


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf(PAGE.format(""), STYLE, "a") == pdf(PAGE.format(""), STYLE, "a")
    assert pdf(PAGE.format(""), STYLE, "a") != pdf(PAGE.format(""), STYLE, "b")


def test_only_noto_sans_is_embedded_and_no_time_is_told(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf(PAGE.format(""), STYLE, "a"))
    lines = asked("pdffonts", file)[2:]
    assert {line.split()[0].partition("+")[2] for line in lines} == {"Noto-Sans", "Noto-Sans-Semi-Bold"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in lines)
    info = asked("pdfinfo", file)
    assert "Title:           A page" in info
    assert not any(line.startswith(("CreationDate", "ModDate")) for line in info)


def asked(program: str, file: Path) -> list[str]:
    """What a program of poppler says about a PDF."""
    return subprocess.run([program, file], check=True, capture_output=True, text=True).stdout.splitlines()


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "ftp://127.0.0.1:9/x",
        "file://elsewhere/templates/x",
        "relative.css",
        "{folder}/../pyproject.toml",
        "{folder}/statement/%2e%2e/%2e%2e/pyproject.toml",
    ],
)
def test_nothing_outside_the_templates_is_loaded(url: str) -> None:
    folder = templates_folder()
    with pytest.raises(ValueError, match=r"outside|nothing from elsewhere|disallowed|absolute"):
        OnlyTemplates(folder).fetch(url.format(folder=folder.as_uri()))


def test_templates_and_data_are_loaded() -> None:
    folder = templates_folder()
    fetcher = OnlyTemplates(folder)
    assert b"@page" in fetcher.fetch((folder / STYLE).as_uri()).read()
    assert fetcher.fetch("data:text/plain,hello").read() == b"hello"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "secret"
    outside.write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    with pytest.raises(ValueError, match="outside"):
        OnlyTemplates(folder).fetch((folder / "link").as_uri())


def test_templates_escape_what_is_put_in_and_refuse_unknown_names() -> None:
    with pytest.raises(Exception, match="statement"):
        html("statement/statement.html", {})


@pytest.mark.parametrize("colour", ["#fff", "#ffff00", "77CCFF", "#1f5b7a", "red; x", "", "#12345"])
def test_the_accent_can_be_read_on_white(colour: str) -> None:
    shown = readable_on_white(colour)
    channels = [int(shown[place : place + 2], 16) for place in (1, 3, 5)]
    assert contrast_with_white(channels) >= 4.5


def test_a_dark_colour_stays_and_a_text_that_is_none_gives_the_default() -> None:
    assert readable_on_white("#003366") == "#003366"
    assert readable_on_white("navy") == "#1f5b7a"
