"""Conversations by telephone: read out, answered, and what came by mail put where it belongs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.conversations.hearing import is_heard, letting_among, with_own
from parvis.conversations.models import Introduced, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.purposes import REPLY
from parvis.conversations.reading import may_read, threads_seen
from parvis.conversations.refusals import to_threads
from parvis.conversations.saying import say
from parvis.conversations.subjects import titles_of
from parvis.courier.models import Received
from parvis.courier.receiving import mark_read
from parvis.kit.refusals import Refusal
from parvis.meetings.inviting import ANSWERS
from parvis.meetings.models import Meeting
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Member, Role, Scope

MOST = 20
SUBJECT = "conversations.words"
# Words of these came from where we had written: the person's own. The others speak in nobody's name.
_THEIRS = (Received.Why.NOT_UNDERSTOOD, Received.Why.REFUSED, Received.Why.TOO_LONG)


class NotForAThread(Refusal):
    """Nobody knows whose words these are, or they were dealt with."""


def threads_heard(person: Member, reader: Member, now: datetime) -> tuple[list[tuple[Thread, str]], bool]:
    """The person's threads this reader may read out, the latest first, with what each is about.

    Also whether the person lets them hear their messages.
    """
    rows = with_own(threads_seen(person, now), reader, now).distinct()
    threads = list(rows.order_by("-last_said_at", "-pk")[:MOST])
    titles = titles_of(threads, reader)
    lets = letting_among([person.pk], reader, now).get(person.pk, set())
    heard = [one for one in threads if is_heard(one, titles.get(one.pk, ""), lets)]
    named = [(one, one.topic or titles.get(one.pk, "") or _("A conversation")) for one in heard]
    return named, Scope.MESSAGES in lets


def introductions_of(person: Member, now: datetime) -> list[tuple[Introduced, Member]]:
    """Whom this person could meet, unanswered."""
    mine = Introduced.objects.filter(member=person, says_yes=None, introduction__thread=None)
    rows = list(mine.filter(introduction__ends_at__gt=now).select_related("introduction__by").order_by("pk"))
    others = Introduced.objects.filter(introduction__in=[one.introduction_id for one in rows])
    met = {one.introduction_id: one.member for one in others.exclude(member=person).select_related("member")}
    return [(one, met[one.introduction_id]) for one in rows if one.introduction_id in met]


@transaction.atomic
def note_word(*, thread: Thread, person: Member, by: Member, text: str, at: datetime) -> Thread:
    """What the person says, in their thread, with who wrote it down; it stands in their journal. Raises what
    `say` raises."""
    said = say(thread=thread, by=person, noted_by=by, text=text, at=at, channel=TELEPHONE)
    words = gettext_lazy("Wrote down your words in a conversation.")
    journal(
        member=person, by=by, words=words, role=Role.Kind.CORRESPONDENT, subject=SUBJECT, channel=TELEPHONE,
        at=at,
    )  # fmt: skip
    return said.message.thread


@transaction.atomic
def put_into_thread(*, received: Received, by: Member, at: datetime) -> Thread:
    """One tap: what no machine understood goes into the thread of its person, and is read.

    Words from another address than theirs are told by whoever read them, never in the person's name.
    NotForAThread, and what `say` raises.
    """
    person = Member.objects.let_in(at).filter(pk=received.person or 0).first()
    if person is None or received.state != Received.State.TO_READ or not received.text.strip():
        raise NotForAThread(_("We do not know whose conversation this is."), to_threads())
    is_theirs = received.why in _THEIRS
    thread = _thread_of(received, person, at)
    if not is_theirs and not may_read(thread, by, at):
        thread = open_with_organisers(member=person, at=at)
    text = (
        received.text
        if is_theirs
        else f"{_('Received from %(sender)s:') % {'sender': received.sender}}\n{received.text}"
    )
    said = say(
        thread=thread, by=person if is_theirs else by, noted_by=by if is_theirs else None, text=text[:4000],
        at=at, channel=received.channel, once_key=f"received:{received.pk}",
    )  # fmt: skip
    mark_read(received=received, by=by.pk, at=at)
    return said.message.thread


def _quoted(received: Received) -> str:
    """« Reçu de x@exemple.fr : », then the words."""
    return "\n".join([_("Received from %(sender)s:") % {"sender": received.sender}, received.text])


def _thread_of(received: Received, person: Member, at: datetime) -> Thread:
    """The one it answers; about the meeting it answers; else with the desk."""
    if received.purpose == REPLY:
        found = Thread.objects.filter(pk=received.subject_id or 0).first()
        if found is not None and may_read(found, person, at):
            return found
    if received.purpose == ANSWERS:
        meeting = Meeting.objects.visible_to(person).filter(pk=received.subject_id or 0).first()
        return open_with_organisers(member=person, about=meeting, at=at)
    return open_with_organisers(member=person, at=at)
