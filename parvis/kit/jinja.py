"""The Jinja2 environment: translations, addresses, dates, and what areas offer to every page."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext, pgettext
from jinja2 import Environment
from markupsafe import Markup

from parvis.kit import menu, moments, telephones
from parvis.kit.display import display
from parvis.kit.form_keys import new_key
from parvis.kit.form_words import heading
from parvis.kit.freshness import cached
from parvis.kit.markdown import to_html
from parvis.kit.notices import notice
from parvis.kit.stylesheet import sheet

# What pages may call. Areas replace the helper (members) and add their own.
_offered: dict[str, Callable[..., Any]] = {
    "menu": menu.menu,
    "foot": menu.foot,
    "search": menu.search,
    "writing": menu.writing,
    "helper": lambda: None,
    "display": display,
    "announced": notice,  # names no page gives to a thing of its own
    "company_bar": lambda request: "",
    "following": lambda request: "",
    "scenes_address": lambda: "",
    "start_visit": lambda request, **options: "",
}


def offer(name: str, function: Callable[..., Any]) -> None:
    """Make a function callable from every template; called by areas in `apps.ready()`.

    `offer("community", current)` lets pages write `{{ community().name }}` without kit knowing it.
    """
    _offered[name] = function


def offered(name: str) -> Callable[..., Any]:
    """The function an area offers under this name. KeyError when no area does."""
    return _offered[name]


@lru_cache(4096)
def _url(name: str, *args: Any, **kwargs: Any) -> str:
    """The path of a page. Paths are the same in every language, so they are worked out once."""
    return reverse(name, args=args, kwargs=kwargs)


def _stylesheet() -> str:
    return reverse("kit:stylesheet", args=[sheet()[1]])


def _frame(part: str, here: str = "") -> Markup:
    """A part of the frame, the same for everybody on every page: rendered once, until something changes.

    part: top, help or foot. here: the menu entry the page belongs to.
    """

    def render() -> Markup:
        return Markup(engines["jinja2"].get_template(f"kit/_{part}.html").render({"here": here}))  # noqa: S704 - autoescaped

    return cached(("kit.frame", part, here, get_language()), render)


class _Offers:
    """Looks an offered function up at call time, so that order of `ready()` does not matter."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return _offered[self.name](*args, **kwargs)


def environment(**options: Any) -> Environment:
    """Build the environment (Django calls it once)."""
    env = Environment(  # noqa: S701 - Django's backend passes autoescape=True in the options
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True, lstrip_blocks=True, **options
    )
    env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext
    )
    env.globals.update(
        static=static,
        url=_url,
        language=get_language,
        stylesheet=_stylesheet,
        new_once=new_key,
        heading_of_errors=heading,
        part_of_frame=_frame,
    )
    env.globals.update({name: _Offers(name) for name in _offered})
    env.filters.update(
        day=moments.day,
        day_and_year=moments.day_and_year,
        hour=moments.hour,
        span=moments.span,
        at=moments.at,
        start=moments.start,
        start_hour=moments.start_hour,
        lasts_all_day=moments.is_all_day,
        date=moments.date,
        month=moments.month,
        date_and_year=moments.date_and_year,
        markdown=to_html,
        telephone=telephones.spoken,
        dialled=telephones.dialled,
    )
    return env
