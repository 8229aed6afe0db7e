"""Answers about meetings that come by mail: who acts on them, and who reads what no machine understands.

The reader is whoever organises, as long as they are here.
"""

from parvis.courier.readers import know_reader
from parvis.courier.replying import know_idle, register_reply
from parvis.meetings.answering import answer, is_idle
from parvis.meetings.inviting import ANSWERS
from parvis.meetings.models import Meeting, Respondent
from parvis.meetings.polls.purposes import POLL_ASKED, POLL_SEAT
from parvis.meetings.purposes import TELLING
from parvis.meetings.telling_by_mail import tell_by_mail


def register_all() -> None:
    """In `apps.ready()`."""
    register_reply(ANSWERS, answer)
    know_idle(ANSWERS, is_idle)
    register_reply(TELLING, tell_by_mail, takes_pictures=True)
    know_reader(ANSWERS, _host)
    know_reader(TELLING, _host)
    know_reader(POLL_ASKED, _asker)
    know_reader(POLL_SEAT, _asker)


def _host(meeting: int, _person: int) -> int | None:
    rows = Meeting.objects.filter(pk=meeting, host__left_at=None)
    return rows.values_list("host", flat=True).first()


def _asker(respondent: int, _person: int) -> int | None:
    rows = Respondent.objects.filter(pk=respondent, poll__asker__left_at=None)
    return rows.values_list("poll__asker", flat=True).first()
