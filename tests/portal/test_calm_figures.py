"""Messages sent per hour lived together, by month, and nothing of fewer than five people."""

from datetime import timedelta

from parvis.chronicle.encounters import meet
from parvis.courier.models import Dispatch
from parvis.portal.calm import by_month
from tests.village import Village, make_meeting


def send(person: int, at, **known) -> None:
    facts = {"channel": "mail", "purpose": "meetings.reminder", "address": f"p{person}@exemple.fr", "title": "x",
             "body": "x", "state": "sent", "written_at": at, "not_before_at": at, "ended_at": at,
             "message_id": f"<{Dispatch.objects.count()}@exemple.fr>"}  # fmt: skip
    Dispatch.objects.create(person=person, **(facts | known))


def test_by_month(village: Village):
    at = village.now
    since, until = at - timedelta(days=20), at + timedelta(days=1)
    meeting = make_meeting("Soupe", at - timedelta(days=2), host=village.karim)
    meet(gathering=meeting, began_at=meeting.begins_at, minutes=120, persons=[1, 2, 3, 4, 5], unnamed=0)
    for person in range(1, 5):
        send(person, at)
    assert by_month(since, until, at) == []
    send(5, at)
    send(5, at, state="dropped")
    (month,) = by_month(since, until, at)
    assert (month.messages, month.hours, month.per_hour) == (5, 10, "0,5")
    meet(gathering=meeting, began_at=meeting.begins_at, minutes=120, persons=[1, 2, 3, 4], unnamed=0)
    assert by_month(since, until, at) == []
    assert by_month(since, until, at + timedelta(days=400)) == []
