"""How a person wants pages to look: light or dark, how big. Kept in a cookie, never in a profile.

The cookie holds two words, `dark.large`; anything else means « as my device says, normal size ».
Pages differ only by its canonical form (`Display.key`) and by the language: caches may rely on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from markupsafe import Markup

COOKIE = "affichage"
ONE_YEAR = 365 * 24 * 3600
THEMES = ("system", "light", "dark")
SIZES = ("normal", "large", "larger")


@dataclass(frozen=True)
class Display:
    theme: str = "system"
    size: str = "normal"

    @property
    def key(self) -> str:
        """The canonical cookie value: « system.normal », « dark.larger »…"""
        return f"{self.theme}.{self.size}"

    @property
    def attributes(self) -> Markup:
        """What goes into the `html` tag; nothing at all for the usual display."""
        theme = f' data-theme="{self.theme}"' if self.theme != "system" else ""
        size = f' data-size="{self.size}"' if self.size != "normal" else ""
        return Markup(theme + size)  # noqa: S704 - both words come from the lists above


def read(cookies: Mapping[str, str]) -> Display:
    """The display a browser asks for; the usual one when the cookie is missing or strange."""
    theme, _, size = cookies.get(COOKIE, "").partition(".")
    return Display(
        theme=theme if theme in THEMES else "system",
        size=size if size in SIZES else "normal",
    )


def display(request: HttpRequest) -> Display:
    """For templates: the display of this request."""
    return read(request.COOKIES)
