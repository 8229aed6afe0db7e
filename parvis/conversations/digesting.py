"""Once a day at most, those of a finite thread read what was said since; and it ends at its declared hour."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import F

from parvis.community.identity import current
from parvis.conversations import wording
from parvis.conversations.models import Message, Thread
from parvis.conversations.naming import names_of
from parvis.conversations.purposes import DIGEST
from parvis.conversations.reading import people_of
from parvis.conversations.telling import write
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered
from parvis.kit.locking import hold
from parvis.members.reaching import Words, route_to

HOUR = time(18)  # of the digest, in the community's time
MOST_MESSAGES = 30
_MOST = 100


def digest_due(at: datetime) -> int:
    """For the worker: after 18 h, the threads in which something was said since the last digest; how many."""
    local = at.astimezone(current().zone)
    this_evening = local.replace(hour=HOUR.hour, minute=0, second=0, microsecond=0)
    if local < this_evening:
        return 0
    among = Thread.objects.live().filter(kind=Thread.Kind.AMONG_US, digested_at__lt=this_evening)
    rows = among.filter(last_said_at__gt=F("digested_at"), closes_at__gt=at).order_by("pk")
    return sum(digest(thread, at) for thread in rows[:_MOST])


@transaction.atomic
def digest(thread: Thread, at: datetime) -> bool:
    """Written to those a machine reaches; the desk reads it out. Nobody gets only their own words."""
    hold(Thread.objects.filter(pk=thread.pk))
    thread = Thread.objects.get(pk=thread.pk)
    since = thread.digested_at or thread.opened_at
    said = list(_said_since(thread, since))
    thread.digested_at = at
    thread.save(update_fields=["digested_at"])
    if not said:
        return False
    names = names_of(thread)
    key = f"{DIGEST}:{thread.pk}:{at.astimezone(current().zone):%Y%m%d}"
    for person in people_of(thread, at):
        route = route_to(person)
        theirs = [(names.get(one.author_id or 0, one.signed), one.text) for one in said]
        if route.is_written and any(one.author_id != person.pk for one in said):
            can_answer = route.channel == Channel.MAIL and can_be_answered()

            def words(theirs: list[tuple[str, str]] = theirs, can_answer: bool = can_answer) -> Words:
                return wording.digest(thread, theirs, can_answer=can_answer)

            write(person, DIGEST, words, thread, at, once_key=f"{key}:{person.pk}", route=route)
    return True


def _said_since(thread: Thread, since: datetime) -> list[Message]:
    rows = thread.messages.standing().filter(said_at__gt=since).in_order()
    return list(rows[:MOST_MESSAGES])


def end_over(at: datetime) -> int:
    """For the worker: finite threads whose hour has passed are over; how many."""
    over = Thread.objects.live().filter(closes_at__lte=at)
    return over.update(closed_at=F("closes_at"), answerer=None, answer_by_at=None)
