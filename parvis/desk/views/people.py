"""The person on the telephone: where they are going, where they might, a code."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.acting_for import acts_for, needs_no_mandate
from parvis.desk.bridging import with_bridge
from parvis.desk.forms import RegisterForm
from parvis.desk.holding_calls import end_call, open_calls, waiting_words
from parvis.desk.knowing import promised_to
from parvis.desk.places_to_go import open_to, polls_for
from parvis.desk.rides import cars_of, with_cars
from parvis.desk.said import with_what_waits
from parvis.desk.taking import Caller, Taking, taking, takings
from parvis.desk.telling_apart import perhaps_twice, tell_apart
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.mandates import NoMandate, may_act_until, with_mandate
from parvis.members.models import Member
from parvis.members.models.member import MemberQuerySet
from parvis.members.opening import Reason, open_details, with_why
from parvis.members.recalling import whole
from parvis.members.signing_in import give_code

NOTHING: Mapping[str, Form] = MappingProxyType({})


@door(GET=correspondent)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything one needs during a call, on one screen; before that, the reason for opening it."""
    return shown(request, pk)


def shown(
    request: HttpRequest,
    pk: int,
    *,
    registering: RegisterForm | None = None,
    sent: Mapping[str, Form] = NOTHING,
) -> HttpResponse:
    """The page of a person. registering, or sent by the name of a taking: what has a fault."""
    now = timezone.now()
    person = _person_for(request, pk, now)
    if not person.is_opened:  # type: ignore[attr-defined]
        return _why(request, person)
    caller = Caller(person, me(request), now)
    calls = open_calls(me(request), now)
    typed: dict[str, str] = next((call.typed for call in calls if call.person_id == person.pk), {})
    meetings = open_to(person, me(request), now)
    fault = registering or next(iter(sent.values()), None)
    context = {
        "person": person,
        "coming": caller.coming,
        "cars": {seen.registration.pk: seen.rides for seen in cars_of(caller)},
        "meetings": meetings,
        "registering": registering or RegisterForm(meetings, initial=typed),
        "polls": polls_for(person, me(request), now),
        "promised": promised_to(person, now),
        "may_act_until": may_act_until(person),
        "twice": perhaps_twice(person),
        "takings": _takings(caller, sent, typed),
        "open_calls": [(call, waiting_words(call, now)) for call in calls],
        "form": fault,
    }
    return page(request, "desk/person.html", context, status=422 if fault else 200)


def _takings(caller: Caller, sent: Mapping[str, Form], typed: dict[str, str]) -> list[dict[str, Any]]:
    """Each thing one can take: its form (with what was typed before the call waited), whether it is open."""
    told = []
    for one in takings():
        if one.name not in sent and not one.is_shown(caller):
            continue
        begins = f"{one.name}-"
        was_typed = {key.removeprefix(begins): said for key, said in typed.items() if key.startswith(begins)}
        form = sent.get(one.name) or one.form(caller, initial=was_typed, prefix=one.name)
        is_open_already = one.name in sent or bool(was_typed)
        told.append({"it": one, "form": form, "why_not": one.why_not(caller), "is_open": is_open_already})
    return told


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("says why the record is opened; the person reads it")
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap with its reason; the person can read it in their space."""
    person, reason = person_at(pk), request.POST.get("reason", "")
    if request.method == "GET" or reason not in Reason.values:
        return _why(request, person)
    open_details(member=person, by=me(request), reason=Reason(reason), at=timezone.now())
    return redirect("desk:person", pk)


def _why(request: HttpRequest, person: Member) -> HttpResponse:
    context = {"person": person, "reasons": Reason.choices}
    return page(request, "desk/opening.html", context)


@door(POST=correspondent)
@needs_no_mandate("what is taken down says itself what it needs, and asks for it")
def take(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take something by telephone: a message, a promise to call back, what later areas add."""
    person, wanted = person_at(pk), taking(name)
    if wanted is None:
        raise Http404
    return acts_for(wanted.scope)(_taken)(request, pk=person.pk, wanted=wanted)


def _taken(request: HttpRequest, pk: int, wanted: Taking) -> HttpResponse:
    person = person_at(pk)
    caller = Caller(person, me(request), timezone.now(), key=key_of(request.POST))
    form = wanted.form(caller, data=request.POST, prefix=wanted.name)
    if wanted.why_not(caller) or not form.is_valid():
        return shown(request, pk, sent={wanted.name: form})
    try:
        with transaction.atomic():
            words = wanted.take(caller, form.cleaned_data)
    except NoMandate:
        raise  # the page that asks for it carries what was typed
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return shown(request, pk, sent={wanted.name: form})
    end_call(correspondent=me(request), person=person)
    return announce(redirect("desk:person", pk), words)


@door(POST=correspondent)
@needs_no_mandate("only stops a question; both journals say it")
def apart(request: HttpRequest, pk: int, other_pk: int) -> HttpResponse:
    """« Ce sont deux personnes »: nobody is asked again."""
    one, other = person_at(pk), person_at(other_pk)
    if one.pk == other.pk:
        raise Http404
    tell_apart(one=one, other=other, by=me(request), at=timezone.now())
    return announce(redirect("desk:person", pk), _("Noted: they are two people."))


@door(POST=correspondent)
@needs_no_mandate("the code lets the person in, nobody else")
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Six digits on the screen, to read out; they are shown this once."""
    person = person_at(pk)
    fresh = give_code(member=person, by=me(request), at=timezone.now())
    return page(request, "desk/code.html", {"person": person, "code": fresh.spoken})


def _person_for(request: HttpRequest, pk: int, now: datetime) -> Member:
    """With their circles, the ways to reach them, and what this reader may do: one question."""
    known = with_why(_with_what_they_say(Member.objects.present().filter(pk=pk)), me(request), now)
    person = whole(with_mandate(known, me(request), now), "contact_points")
    if person is None:
        raise Http404
    return person


def person_at(pk: int) -> Member:
    return people_at([pk])[0]


def people_at(pks: Sequence[int]) -> list[Member]:
    """In this order, with the ways to reach them, and what waits for a word of theirs; else 404."""
    known = _with_what_they_say(Member.objects.present().filter(pk__in=pks))
    found = {one.pk: one for one in known.select_related("suspension").prefetch_related("contact_points")}
    if not found.keys() >= set(pks):
        raise Http404
    return [found[pk] for pk in pks]


def _with_what_they_say(people: MemberQuerySet) -> MemberQuerySet:
    return with_bridge(with_cars(with_what_waits(people)))
