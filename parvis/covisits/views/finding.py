"""How pages of a visit find who asks, and what they may see."""

from django.http import Http404, HttpRequest

from parvis.covisits import refusals, subjects
from parvis.covisits.limits import check_act
from parvis.covisits.models import Choice, Visitor
from parvis.covisits.passes import viewer_of, visitor_of
from parvis.meetings.models import Meeting


def visitor_here(request: HttpRequest) -> Visitor:
    """Who visits in this browser. NotVisiting names the way in to the others."""
    visitor = visitor_of(request)
    if visitor is None:
        raise refusals.not_visiting()
    return visitor


def acting(request: HttpRequest) -> Visitor:
    """The same, for an act: counted, so that nobody fills the house."""
    check_act(request)
    return visitor_here(request)


def seen(request: HttpRequest) -> subjects.Shown:
    """What the form names (kind, pk), if this person may see it; else 404."""
    subject = subjects.of_words(request.POST.get("kind", "")[:12], request.POST.get("pk", "")[:16])
    shown = subjects.find(viewer_of(request), subject) if subject else None
    if shown is None:
        raise Http404
    return shown


def choice_of(visitor: Visitor) -> Choice | None:
    """What is being chosen, else what was chosen last."""
    rows = visitor.co_visit.choices.select_related("proposed_by")
    found = rows.open().first() or rows.order_by("-pk").first()
    if found is not None and found.meeting_id is not None:
        found.meeting = Meeting.objects.for_page().filter(pk=found.meeting_id).first()
    return found


def back(request: HttpRequest, shown: subjects.Shown | subjects.Subject) -> str:
    """Where an act on one thing leads: its page, or the list it was done from."""
    subject = (shown.kind, shown.pk) if isinstance(shown, subjects.Shown) else shown
    return "covisits:visit" if request.POST.get("back") == "list" else subjects.page_of(subject)
