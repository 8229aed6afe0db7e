"""What stands behind the scenes. Areas and colleagues add a line with `add_section`."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Section:
    """One line of the list: its words, what one does there, its page."""

    words: Words
    about: Words
    url_name: str
    order: int


_sections: dict[str, Section] = {}


def add_section(*, words: Words, about: Words, url_name: str, order: int) -> None:
    """Show a page of settings in the list; called in `apps.ready()` or at import."""
    _sections[url_name] = Section(words, about, url_name, order)


def sections() -> list[Section]:
    """Every line, in its order."""
    return sorted(_sections.values(), key=lambda section: section.order)


for _order, (_name, _words, _about) in enumerate(
    [
        ("console:identity", _("Who we are"), _("Name, colour, logo, story, open to all or to members.")),
        ("console:switches", _("What is open"), _("Switch on or off: meetings, stories, the desk.")),
        ("console:places", _("Places and rooms"), _("Where we meet, how to get in, how many it holds.")),
        ("console:circles", _("Circles"), _("Who gathers around what, and how one joins.")),
        ("console:rituals", _("Rituals"), _("What comes back and gives time its shape.")),
        ("console:roles", _("Roles"), _("Who holds what, and who could take it over.")),
        ("console:people", _("Members"), _("Find someone: their roles, a suspension, a removal.")),
        ("console:imports", _("Moving in"), _("Bring the list of members from a spreadsheet.")),
        ("console:charter", _("Charter"), _("What we promise one another, and when we read it again.")),
        ("console:year", _("The year as a book"), _("Meetings, stories and photos of the year, to print.")),
        (
            "console:carrying_away",
            _("Leave with everything"),
            _("The whole community in one archive, read without Parvis."),
        ),
        (
            "console:examination",
            _("Is the place well?"),
            _("Disk, database, jobs, messages: what needs a hand."),
        ),
    ]
):
    add_section(words=_words, about=_about, url_name=_name, order=10 * (_order + 1))
