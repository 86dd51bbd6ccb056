"""The little that every page and PDF shares: the template environment, the fonts, what a page may load, the PDF itself.

Names of templates and plain data come in; HTML text and PDF bytes go out. Nothing here knows plans or payouts. Jinja2,
WeasyPrint and the font packages are used here and nowhere else.
"""

from incentive.pages.colours import readable_on_white
from incentive.pages.fonts import FAMILY
from incentive.pages.letters import letters_without_shape
from incentive.pages.render import html, pdf
from incentive.pages.templates import templates_folder

__all__ = ["FAMILY", "html", "letters_without_shape", "pdf", "readable_on_white", "templates_folder"]
