"""Conversations of the person on the telephone: read out, answered; a message put into its thread."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.answering import KIND as EXCHANGE
from parvis.community.switches import is_on
from parvis.conversations.forms import WordsForm
from parvis.conversations.introducing import answer
from parvis.conversations.models import Introduced, Thread
from parvis.conversations.showing import lines_of
from parvis.courier.models import Received
from parvis.desk.acting_for import acts_for, needs_no_mandate
from parvis.desk.answers import answers_for, answers_to_read
from parvis.desk.conversing import introductions_of, note_word, put_into_thread, threads_heard
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me, member
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import with_why
from parvis.members.recalling import whole


def _person(request: HttpRequest, pk: int, now: datetime) -> Member:
    """With what this reader said of why they open the record (`is_said`)."""
    rows = with_why(Member.objects.present().filter(pk=pk), me(request), now)
    person = whole(rows) if is_on("conversations") else None
    if person is None:
        raise Http404
    return person


def _ask_why(pk: int) -> HttpResponse:
    """An act for them is not enough to read this."""
    return announce(redirect("desk:opening", pk), _("Say first why you open this record."), "warn")


@door(GET=correspondent)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What may be read out to them, and whom they could meet."""
    now = timezone.now()
    person = _person(request, pk, now)
    if not person.is_said:  # type: ignore[attr-defined]
        return _ask_why(pk)
    heard, is_let = threads_heard(person, me(request), now)
    questions = introductions_of(person, now)
    context = {"person": person, "threads": heard, "questions": questions, "is_let": is_let}
    return page(request, "desk/conversations/index.html", context)


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.MESSAGES)
def show(request: HttpRequest, pk: int, thread_pk: int) -> HttpResponse:
    """One of them, read out; POST writes down what they say."""
    now = timezone.now()
    person = _person(request, pk, now)
    if not person.is_said:  # type: ignore[attr-defined]
        return _ask_why(pk)
    heard, _is_let = threads_heard(person, me(request), now)
    found = [pair for pair in heard if pair[0].pk == thread_pk]
    if not found:
        raise Http404
    thread, title = found[0]
    if thread.subject_kind == EXCHANGE:
        return redirect("desk:exchange", pk, thread.subject_id)
    form = WordsForm(request.POST if request.method == "POST" else None, is_finite=not thread.is_with_us)
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            kept = note_word(thread=thread, person=person, by=me(request), text=words, at=now)
        except Refusal as refusal:
            form.add_error("words", refusal.reason)
        else:
            return announce(redirect("desk:conversation", pk, kept.pk), _("It is written down."))
    context = {"person": person, "thread": thread, "title": title, "form": form,
               "lines": lines_of(thread, person), "is_over": thread.is_closed(now)}  # fmt: skip
    return page(request, "desk/conversations/show.html", context, status=422 if form.errors else 200)


@door(POST=correspondent)
@acts_for(Scope.MESSAGES)
def introduction(request: HttpRequest, pk: int, introduced_pk: int) -> HttpResponse:
    """« Oui » or « non », said by telephone."""
    now = timezone.now()
    row = get_object_or_404(Introduced, pk=introduced_pk, member=_person(request, pk, now))
    answer(introduced=row, says_yes=request.POST.get("says") == "yes", at=now)
    return announce(redirect("desk:conversations", pk), _("It is noted."))


@door(POST=correspondent)
@needs_no_mandate("puts the person’s own message where it is read; who put it there is named")
def placing(request: HttpRequest, pk: int) -> HttpResponse:
    """A message that waits to be read goes into the thread of its person."""
    _known(pk, {one.pk for one in answers_to_read(me(request)) if not one.is_hidden})
    put_into_thread(received=get_object_or_404(Received, pk=pk), by=me(request), at=timezone.now())
    return announce(redirect("desk:answers"), _("It is in their conversation. Those who answer are told."))


@door(POST=member)
@needs_no_mandate("puts a message meant for this reader where it is answered; who put it there is named")
def my_placing(request: HttpRequest, pk: int) -> HttpResponse:
    """The same, by whoever organises what it answers."""
    _known(pk, {one.pk for one in answers_for(me(request)) if not one.is_hidden})
    own = get_object_or_404(Received, pk=pk, reader=me(request).pk)
    thread: Thread = put_into_thread(received=own, by=me(request), at=timezone.now())
    return announce(redirect("conversations:thread", thread.pk), _("Answer them here."))


def _known(pk: int, pks: set[int]) -> None:
    """404 for a message about something this reader may not see."""
    if pk not in pks:
        raise Http404
