"""The kiosk, for everybody: the week, a meeting, stories, who to call. Reading asks for no keyboard."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.community import switches
from parvis.desk.kiosk.audiences import kiosk_reader
from parvis.desk.kiosk.entries import person_at
from parvis.desk.kiosk.reading import is_today, stories, week_of
from parvis.desk.kiosk.showing import kiosk_page, without_links
from parvis.kit.doors import door
from parvis.meetings.models import Meeting
from parvis.wiki.seeing import visible_stories


@door(GET=kiosk_reader)
def home(request: HttpRequest) -> HttpResponse:
    """What one can do this evening and this week."""
    now = timezone.now()
    days = week_of(person_at(request), now) if switches.is_on("meetings") else []
    return kiosk_page(request, "home", {"days": days, "begins_today": is_today(days, now)})


@door(GET=kiosk_reader)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting, and what this person can do about it."""
    person, now = person_at(request), timezone.now()
    found = Meeting.objects.visible_to(person).for_page().filter(pk=pk).first()
    if found is None or not switches.is_on("meetings"):
        return _gone(request)
    mine = found.registrations.live().filter(member=person).first() if person else None
    facts = {
        "meeting": found,
        "mine": mine,
        "is_over": found.is_over(now),
        "about": without_links(found.about),
    }
    return kiosk_page(request, "meeting", facts)


@door(GET=kiosk_reader)
def all_stories(request: HttpRequest) -> HttpResponse:
    """The latest stories."""
    return kiosk_page(request, "stories", {"stories": stories() if switches.is_on("wiki") else []})


@door(GET=kiosk_reader)
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """One story, its sentences and its photos."""
    found = visible_stories(None).published().for_list().filter(pk=pk).first()
    if found is None or not switches.is_on("wiki"):
        return _gone(request)
    return kiosk_page(request, "story", {"story": found})


def _gone(request: HttpRequest) -> HttpResponse:
    return kiosk_page(request, "gone", status=404)
