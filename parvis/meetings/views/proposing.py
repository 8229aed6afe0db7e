"""Propose a meeting: five fields, « Relire », « Publier ». And do it again as last time, in two taps."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.form_keys import new_key
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.hours import last_day_of
from parvis.meetings.forms.meeting import MeetingForm
from parvis.meetings.forms.places import choice_of
from parvis.meetings.forms.ways_out import joined, taken
from parvis.meetings.making_public import publish
from parvis.meetings.models import Meeting
from parvis.meetings.permissions import can_host
from parvis.meetings.proposing import draft_like, propose
from parvis.meetings.views.finding import meeting_seen, signed_in
from parvis.meetings.views.reading_again import join_page, read_again
from parvis.members.doors import member

MOST_BEFORE = 5
SAID_AS_IT_IS = (
    "title", "where", "capacity", "about", "bring", "mode", "link", "telephone_seats", "kept_until",
)  # fmt: skip


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """The form; read again; published. Nothing typed is lost on the way back."""
    now = timezone.now()
    if request.method == "GET":
        start = {"mode": Meeting.Mode.IN_PERSON}
        return _asked(request, MeetingForm(member=signed_in(request), now=now, initial=start))
    form = MeetingForm(taken(request.POST), member=signed_in(request), now=now)
    step = request.POST.get("step", "")
    if step == "change" or not form.is_valid():
        return _asked(request, form, status=200 if step == "change" else 422)
    try:
        if other := joined(request.POST):
            return join_page(request, form, meeting_seen(request, other))
        goes_on = step in ("publish", "keep")
        return _published(request, form, now, step) if goes_on else read_again(request, form, now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, form, status=refusal.status)


@door(GET=member)
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """« Refaire comme la dernière fois »: the same, at its next likely day, ready to be published."""
    meeting = meeting_seen(request, pk)
    draft = draft_like(meeting, timezone.now())
    if not can_host(signed_in(request), meeting):
        draft["link"] = ""  # shown to those who registered, not to whoever asks for the same again
    now = timezone.now()
    form = MeetingForm(said_of(draft), member=signed_in(request), now=now)
    return read_again(request, form, now) if form.is_valid() else _asked(request, form)


@door(POST=member)
def publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever may publish here publishes."""
    publish(meeting=meeting_seen(request, pk), by=signed_in(request), at=timezone.now())
    return announce(redirect("meetings:meeting", pk), _("It is published. Everyone concerned can see it."))


def said_of(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft in the words of the form."""
    begins_at, ends_at = timezone.localtime(draft["begins_at"]), timezone.localtime(draft["ends_at"])
    place, room, circle = draft.get("place"), draft.get("room"), draft.get("circle")
    visibility = draft.get("visibility", "public")
    return {
        **{name: draft.get(name) or "" for name in SAID_AS_IT_IS},
        "publics": (draft.get("publics") or "").partition(",")[0],
        "day": f"{begins_at:%d/%m/%Y}",
        "begins": f"{begins_at:%H:%M}",
        "ends": f"{ends_at:%H:%M}",
        "last_day": last_day_of(begins_at, ends_at),
        "place": choice_of(place and place.pk, room and room.pk),
        "audience": f"circle:{circle.pk}" if visibility == "circle" and circle else visibility,
        "questions": "\n".join(words for words in draft.get("questions", ())),
        "once": new_key(),
    }


def _asked(request: HttpRequest, form: MeetingForm, status: int = 200) -> HttpResponse:
    before = Meeting.objects.filter(host=signed_in(request), is_improvised=False).order_by("-begins_at")[
        :MOST_BEFORE
    ]
    facts = {"form": form, "repeats": True, "mine_before": before}
    return page(request, "meetings/meeting/new.html", facts, status=status)


def _published(request: HttpRequest, form: MeetingForm, now: datetime, step: str) -> HttpResponse:
    meeting = propose(
        **form.cleaned_data["facts"],
        **form.repetition,
        other_days=form.days_otherwise,
        distinct_from=form.distinct_from,
        host=signed_in(request),
        at=now,
        questions=form.questions_asked,
        once_key=form.cleaned_data["once"],
        is_announced=step != "keep",
    )
    if step == "keep" and not meeting.is_published:
        return announce(
            redirect("meetings:meeting", meeting.pk), _("It is kept. Only you see it until then.")
        )
    words = (
        _("It is published.")
        if meeting.is_published
        else _("It is noted. An animator reads it and publishes it.")
    )
    return announce(redirect("meetings:meeting", meeting.pk), words)
