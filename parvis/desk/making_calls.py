"""What the desk and a meeting’s organiser do alike: see the calls, take some, answer, take a tap back."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.courier.calling import give_back
from parvis.courier.models import Dispatch
from parvis.desk import calling_round
from parvis.desk.calls import MOST_MINE, round_of
from parvis.desk.calls import next_free as free_calls
from parvis.desk.hearing_again import HeardByThemselves
from parvis.desk.masking import known_to
from parvis.kit.fields import HourField
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.meetings.models import Meeting
from parvis.members.models import Member, Role

BATCH = 5
WHOLE = {"message", "absent", "later", "wrong"}  # they speak of the number, not of one thing to say


@dataclass(frozen=True)
class Rounds:
    """Whose round it is: the desk's (perhaps looking at one meeting), or that of a meeting's organiser."""

    meeting: Meeting | None = None
    narrowed_to: int | None = None

    @property
    def only(self) -> int | None:
        return self.meeting.pk if self.meeting else self.narrowed_to

    @property
    def role(self) -> str:
        return Role.Kind.ANIMATOR if self.meeting else Role.Kind.CORRESPONDENT

    def url(self, name: str, pk: int | None = None) -> str:
        """The address of the list ("calls"), of an act on it ("taken", "back", "undone"), of one "call"."""
        at_desk = {"back": "calls_given_back", "taken": "calls_taken", "undone": "calls_undone"}
        of_meeting = {"calls": "meeting_calls", "taken": "meeting_calls_taken", "back": "meeting_calls_back",
                      "undone": "meeting_calls_undone", "call": "meeting_call"}  # fmt: skip
        known = of_meeting[name] if self.meeting else at_desk.get(name, name)
        args = [self.meeting.pk] if self.meeting else []
        return reverse(f"desk:{known}", args=[*args, *([pk] if pk else [])])

    @property
    def list_url(self) -> str:
        """The list, looking at the same meeting."""
        return self.url("calls") + (f"?rencontre={self.narrowed_to}" if self.narrowed_to else "")


DESK = Rounds()


class AgainForm(forms.Form):
    """« Rappeler à… »: one hour."""

    again_at = HourField(
        label=gettext_lazy("Call again at"),
        error_messages={"required": gettext_lazy("Write an hour. For example: 14 h 30.")},
    )


def shown(
    request: HttpRequest, reader: Member, rounds: Rounds, *, form: AgainForm | None = None, asked: int = 0
) -> HttpResponse:
    """The list. form, asked: the hour that was typed for a call, when it could not be taken."""
    now = timezone.now()
    calls = round_of(reader, now, meeting=rounds.only, page=request.GET.get("page", "1")[:6])
    facts = {
        "now": now,
        "rounds": rounds,
        "calls": calls,
        "taps": calling_round.last_taps(reader, now),
        "hours": {call.pk: calling_round.hours_to_propose(call.needed_by_at, now) for call in calls.mine},
        "again": form or AgainForm(),
        "asked": asked,
        "batch": min(BATCH, calls.free),
    }
    if form is not None:
        facts["form"] = form
    return page(request, "desk/calls/index.html", facts, status=422 if form else 200)


def taken(request: HttpRequest, reader: Member, rounds: Rounds) -> HttpResponse:
    """Take one call, the next five, or (with a meeting) all it has, thirty numbers at most."""
    now, one = timezone.now(), request.POST.get("call", "")
    most = MOST_MINE if request.POST.get("most") == "all" and rounds.only else BATCH
    pk = int(one) if one.isascii() and one.isdigit() and len(one) < 18 else None
    chosen = free_calls(reader, now, most=most, meeting=rounds.only, pk=pk)
    people = calling_round.take_calls(calls=chosen, by=reader, at=now, role=rounds.role)
    back = HttpResponseRedirect(rounds.list_url)
    if people or chosen:
        return back
    return announce(back, _("Somebody was faster. There is nothing left to take here."), "info")


def given_back(request: HttpRequest, reader: Member, rounds: Rounds) -> HttpResponse:
    """Give back what one took and did not call."""
    count = give_back(reader.pk, timezone.now())
    words = ngettext("%(count)s call is given back.", "%(count)s calls are given back.", count)
    return announce(HttpResponseRedirect(rounds.list_url), words % {"count": count})


def undone(request: HttpRequest, reader: Member, rounds: Rounds) -> HttpResponse:
    """Take the last tap back, within the minute."""
    now = timezone.now()
    taps = calling_round.last_taps(reader, now)
    is_undone = calling_round.undo_answer(attempts=taps, by=reader, at=now, role=rounds.role)
    back = HttpResponseRedirect(rounds.list_url)
    if is_undone:
        return announce(back, _("Taken back. The call waits again."))
    return announce(back, _("It is too late to take it back. Write it in the person’s record."), "warn")


def answered(request: HttpRequest, reader: Member, rounds: Rounds, pk: int) -> HttpResponse:
    """One tap about one call, or about all there is for its number."""
    now, answer = timezone.now(), request.POST.get("answer", "")
    call = Dispatch.objects.filter(pk=pk, channel="telephone").first()
    back = HttpResponseRedirect(rounds.list_url)
    if call is None or answer not in calling_round.OUTCOMES or not _is_theirs(reader, rounds, call):
        return announce(back, _("This call is no longer to be made."), "info")
    again_at = None
    if answer == "later":
        form = AgainForm(request.POST)
        if not form.is_valid():
            return shown(request, reader, rounds, form=form, asked=pk)
        again_at = next_such_hour(form.cleaned_data["again_at"], now)
    rows = _meant(call, answer, reader, rounds, now)
    try:
        count = calling_round.note_answer(
            calls=rows, answer=answer, by=reader, at=now, again_at=again_at, role=rounds.role
        )
    except calling_round.TooLateAnHour as refusal:
        form.add_error("again_at", refusal.reason)
        return shown(request, reader, rounds, form=form, asked=pk)
    except (calling_round.SomebodyCalls, HeardByThemselves) as refusal:
        return announce(back, refusal.reason, "warn")
    words = _word_after(answer) if count else _("This call is no longer to be made.")
    return announce(back, words, "success" if count else "info")


def _meant(call: Dispatch, answer: str, reader: Member, rounds: Rounds, now: datetime) -> list[Dispatch]:
    """The calls one tap speaks of: the whole number, the same words for a household, or one person."""
    if answer in ("coming", "not_coming", "accepts", "declines"):
        return calling_round.together(call, now, is_whole=False, among=[call.pk])
    rows = calling_round.together(call, now, is_whole=answer in WHOLE)
    return [row for row in rows if rounds.meeting is None or _is_theirs(reader, rounds, row)]


def _is_theirs(reader: Member, rounds: Rounds, call: Dispatch) -> bool:
    """An organiser answers for the calls of their own meeting only."""
    if rounds.meeting is None:
        return True
    found = known_to(reader, [call]).meetings.get(call.pk)
    return found is not None and found.pk == rounds.meeting.pk


def next_such_hour(hour: time, now: datetime) -> datetime:
    """Today at that hour; tomorrow when it has passed."""
    local = timezone.localtime(now)
    moment = timezone.make_aware(datetime.combine(local.date(), hour))
    if moment > now:
        return moment
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=1), hour))


def _word_after(answer: str) -> str:
    return {
        "message": _("Noted: a message was left. The call will come back."),
        "absent": _("The call will come back later."),
        "later": _("Noted. The call comes back at that hour."),
        "wrong": _("Noted. We look for another way to reach this person."),
        "not_coming": _("Noted. The place is free again."),
        "accepts": _("Noted. The seat is theirs."),
        "declines": _("Noted. The seat goes to the next person."),
    }.get(answer, _("Told, thank you."))
