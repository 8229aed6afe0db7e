"""Search: one question, what this reader may know of, without any profile."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import visitor
from parvis.portal.searching.looking import A_PAGE, PEOPLE, look

KINDS = {
    "rencontres": "meetings.meeting", "lieux": "community.place", "cercles": "community.circle",
    "histoires": "wiki.story", "entraide": "aid.notice", "personnes": PEOPLE,
}  # fmt: skip
_MOST_PAGES = 60


@door(GET=visitor)
def show(request: HttpRequest) -> HttpResponse:
    """The question, and what was found: five of each kind, or one page of one kind."""
    narrowed = request.GET.get("quoi", "")
    kind = KINDS.get(narrowed, "")
    asked = request.GET.get("page", "1")
    number = min(max(int(asked[:4]), 1), _MOST_PAGES) if asked[:4].isdecimal() else 1
    answer = look(request.GET.get("mots", ""), request.user, timezone.now(), kind=kind, page=number)
    names = {of_kind: name for name, of_kind in KINDS.items()}
    follows = bool(kind and answer.groups and answer.groups[0].count > number * A_PAGE)
    facts = {"answer": answer, "narrowed": narrowed if kind else "", "names": names}
    facts |= {"number": number, "follows": follows}
    return page(request, "portal/search/show.html", facts)
