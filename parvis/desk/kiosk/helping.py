"""Mutual help at the kiosk: what is asked and offered, what is theirs, two fields. No number is shown."""

from datetime import datetime

from django.db import transaction

from parvis.aid.ending import end
from parvis.aid.exchange.showing import Seen, meetings_of
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.posting import post
from parvis.aid.understanding import suggest
from parvis.community.switches import is_on
from parvis.members.models import Member

MOST = 12
CHANNEL = "kiosk"


def notices_for(person: Member, now: datetime) -> list[Notice]:
    """The last ones of others they may know of."""
    rows = Notice.objects.visible_to(person).live(now).exclude(author=person)
    return list(rows.for_list().latest_first()[:MOST])


def notice_for(person: Member, pk: int, now: datetime) -> Notice | None:
    """One of them; None when it is over, theirs, or not for them."""
    rows = Notice.objects.visible_to(person).live(now).exclude(author=person)
    return rows.for_list().filter(pk=pk).first()


def notices_of(person: Member, now: datetime) -> list[Notice]:
    """Their own that stand."""
    return list(Notice.objects.filter(author=person).live(now).for_list().latest_first()[:MOST])


def agreed_of(person: Member, now: datetime) -> list[Seen]:
    """Their agreed hours to come."""
    return [seen for seen, _path in meetings_of(person, now)] if is_on("aid") else []


def publish(*, person: Member, direction: str, words: str, once: str, at: datetime) -> Notice:
    """Two fields, its kind from its words. What `post` raises."""
    key = f"{person.pk}:{once}" if once else None
    return post(
        author=person, direction=direction, words=words, at=at, channel=CHANNEL, category=suggest(words),
        once_key=key,
    )  # fmt: skip


@transaction.atomic
def end_mine(*, person: Member, pk: int, is_found: bool, at: datetime) -> bool:
    """« C’est réglé », or « je retire »; False when it is not theirs, or over already."""
    notice = Notice.objects.filter(author=person, pk=pk).live(at).first()
    if notice is None:
        return False
    why = NoticeEnd.Why.FULFILLED if is_found else NoticeEnd.Why.WITHDRAWN
    end(notice=notice, why=why, by=person, at=at)
    return True
