"""What stands behind the scenes, in three groups. Areas and colleagues add a line with `add_section`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.community.switches import is_on

Words = str | Promise

GROUPS: dict[str, Words] = {
    "place": _("The place"),
    "people": _("The people"),
    "keeping": _("Keep and hand on"),
}


@dataclass(frozen=True)
class Section:
    """One line of a group: its words, what one does there, its page."""

    words: Words
    about: Words
    url_name: str
    group: str
    order: int


@dataclass(frozen=True)
class Group:
    """A card of the page: its heading and its lines."""

    words: Words
    sections: list[Section]


_sections: dict[str, Section] = {}


def add_section(*, words: Words, about: Words, url_name: str, group: str, order: int) -> None:
    """Show a page of settings in its group, a key of `GROUPS`; called in `apps.ready()` or at import."""
    _sections[url_name] = Section(words, about, url_name, group, order)


def groups() -> list[Group]:
    """Every line in its order, under the heading of its group; not those of areas switched off."""
    on = [section for section in _sections.values() if is_on(section.url_name.partition(":")[0])]
    lines = sorted(on, key=lambda section: section.order)
    return [Group(words, [line for line in lines if line.group == name]) for name, words in GROUPS.items()]


_OURS: dict[str, list[tuple[str, Words, Words]]] = {
    "place": [
        ("console:identity", _("Who we are"), _("Name, colour, logo, story, open to all or to members.")),
        ("console:charter", _("Charter"), _("What we promise one another, and when we read it again.")),
        ("console:switches", _("What is open"), _("Switch on or off: meetings, stories, the desk.")),
        ("console:places", _("Places and rooms"), _("Where we meet, how to get in, how many it holds.")),
        ("console:texts", _("Text messages"), _("What they may cost a month, and for whom.")),
        ("console:circles", _("Circles"), _("Who gathers around what, and how one joins.")),
        ("console:rituals", _("Rituals"), _("What comes back and gives time its shape.")),
        (
            "tables:coffee_settings",
            _("The coffee"),
            _("Drawn by lot: open it or not, how often, for how many."),
        ),
        (
            "federation:sources",
            _("Calendars of others"),
            _("Meetings announced elsewhere come in by themselves."),
        ),
    ],
    "people": [
        ("console:people", _("Members"), _("Find someone: their roles, a suspension, a removal.")),
        ("console:roles", _("Roles"), _("Who holds what, and who could take it over.")),
        ("console:imports", _("Moving in"), _("Bring the list of members from a spreadsheet.")),
    ],
    "keeping": [
        ("console:year", _("The year as a book"), _("Meetings, stories and photos of the year, to print.")),
        ("console:carrying_away", _("Leave with everything"), _("The whole community in one archive.")),
        ("console:examination", _("Is the place well?"), _("Disk, jobs, messages: what needs a hand.")),
    ],
}
for _group, _lines in _OURS.items():
    for _order, (_name, _words, _about) in enumerate(_lines):
        add_section(words=_words, about=_about, url_name=_name, group=_group, order=10 * (_order + 1))
