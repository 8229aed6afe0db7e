"""Conversations: mine, one of them, a new one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.conversations.forms import MeetForm, NewForm, PromiseForm, WordsForm
from parvis.conversations.listing import listed
from parvis.conversations.models import Thread
from parvis.conversations.reading import threads_seen
from parvis.conversations.saying import Said, say
from parvis.conversations.showing import shown
from parvis.conversations.subjects import own_page
from parvis.conversations.writing import addressees, begin, read_key
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.members.models import Role
from parvis.members.permissions import holds


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """Where somebody waits for me, then the others; the page ends."""
    context = {
        "listed": listed(me(request), timezone.now()),
        "animates": holds(me(request), Role.Kind.ANIMATOR),
    }
    return page(request, "conversations/thread/index.html", context)


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """« Parler à quelqu’un »: to whom, and what."""
    person, now = me(request), timezone.now()
    asked = read_key(request.GET.get("a", "") or request.POST.get("to", ""))
    choices = addressees(person, now, asked)
    form = NewForm(choices, request.POST if request.method == "POST" else None)
    if form.is_valid():
        about = read_key(form.cleaned_data["to"]) or ("", None)
        once, words = _once(request), form.cleaned_data["words"]
        try:
            said = begin(member=person, about=about, text=words, at=now, once_key=once)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            return announce(redirect("conversations:thread", said.message.thread_id), _("It has left."))
    context = {"form": form}
    return page(request, "conversations/thread/new.html", context, status=422 if form.errors else 200)


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, in order; POST says something more."""
    thread = seen(request, pk)
    if path := own_page(thread, me(request)):
        return redirect(path)
    if request.method == "GET":
        return thread_page(request, thread)
    form = WordsForm(request.POST, is_finite=not thread.is_with_us)
    if not form.is_valid():
        return thread_page(request, thread, words=form)
    try:
        said = say(
            thread=thread, by=me(request), text=form.cleaned_data["words"], at=timezone.now(),
            once_key=_once(request), seen=_number(request.POST.get("seen", "")),
        )  # fmt: skip
    except Refusal as refusal:
        form.add_error("words", refusal.reason)
        return thread_page(request, thread, words=form)
    return announce(redirect("conversations:thread", said.message.thread_id), _told(said))


def seen(request: HttpRequest, pk: int) -> Thread:
    """A thread this person may read; else it does not exist."""
    rows = threads_seen(me(request), timezone.now()).select_related("member", "answerer", "introduction__by")
    return get_object_or_404(rows.distinct(), pk=pk)


def thread_page(
    request: HttpRequest,
    thread: Thread,
    *,
    words: WordsForm | None = None,
    meeting: MeetForm | None = None,
    promising: PromiseForm | None = None,
) -> HttpResponse:
    """The page, with whatever form came back as it was typed."""
    wrong = next((form for form in (words, meeting, promising) if form is not None), None)
    context = {
        "shown": shown(thread, me(request), timezone.now()),
        "reader": me(request),
        "words": words or WordsForm(is_finite=not thread.is_with_us),
        "meeting": meeting or MeetForm(prefix="meet"),
        "promising": promising or PromiseForm(prefix="promise"),
        "is_meeting": meeting is not None,
        "is_promising": promising is not None,
        "form": wrong,
    }
    return page(request, "conversations/thread/show.html", context, status=422 if wrong else 200)


def _told(said: Said) -> str:
    if said.crossed is None:
        return _("It has left.")
    return _("It has left. %(name)s answered too, meanwhile.") % {"name": said.crossed.first_name}


def _once(request: HttpRequest) -> str:
    """The key of one filled-in form, of one person: sent twice, it acts once."""
    return f"web:{me(request).pk}:{key_of(request.POST)}"


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None
