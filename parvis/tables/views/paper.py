"""Tables on paper, for whoever welcomes: from the browser, or as a PDF."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.refusals import Refusal, WayOut
from parvis.kit.rendering import page
from parvis.kit.typesetting import is_installed, pdf_answer
from parvis.meetings.models import Meeting
from parvis.meetings.paper.setting import Sheet, pdf_of
from parvis.meetings.views.finding import meeting_welcomed
from parvis.meetings.views.paper import limit_settings
from parvis.members.doors import member
from parvis.tables.paper import NameList, SeatedCards, name_list, seated_cards
from parvis.tables.reading import evening_of


class NobodySeated(Refusal):
    """Paper is for tables that exist."""

    status = 409


@door(GET=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The list by first name, then the cards."""
    meeting = meeting_welcomed(request, pk)
    names, cards = _sheets(meeting)
    facts = {"meeting": meeting, "list": names, "cards": cards, "makes_pdf": is_installed()}
    return page(request, "tables/paper/show.html", facts)


@door(GET=member)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as one PDF."""
    meeting = meeting_welcomed(request, pk)
    names, cards = _sheets(meeting)
    limit_settings(request)
    sheets: list[tuple[str, Sheet]] = [("name-list", names), ("seated-cards", cards)]
    made = pdf_of(names.name, sheets, at=timezone.now())
    return pdf_answer(f"{slugify(names.name)[:80] or 'tables'}.pdf", made)


def _sheets(meeting: Meeting) -> tuple[NameList, SeatedCards]:
    evening = evening_of(meeting)
    if evening.now is None:
        room = WayOut(_("Compose the tables"), reverse("meetings:room", args=[meeting.pk]))
        raise NobodySeated(_("Nobody is seated yet: there is nothing to print."), room)
    return name_list(meeting, evening, evening.now), seated_cards(meeting, evening.now)
