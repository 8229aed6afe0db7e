"""The same mails through a real SMTP server, that breaks: nothing is lost, programs end up right."""

from datetime import datetime, timedelta
from email import message_from_bytes

from django.conf import LazySettings

from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
from parvis.courier.receiving import receive
from parvis.meetings.calendar_entries import uid_of
from parvis.meetings.cancelling import cancel
from parvis.meetings.registering import register
from tests.courier.conftest import Mailbox, mailbox
from tests.meetings.calendar_programs import Program, answer_of
from tests.village import Village

__all__ = ["mailbox"]
JEANNE = "jeanne@exemple.fr"


def test_from_the_seat_to_the_cancellation_while_the_line_breaks(
    village: Village, now: datetime, mailbox: Mailbox, settings: LazySettings
) -> None:
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    program, at = Program(JEANNE), now
    register(meeting=village.cafe, member=village.jeanne, at=now)
    mailbox.hang_up_after_data = 1  # taken by the server, but we never hear so: the mail is in doubt
    assert deliver_due(at) == 0
    at += timedelta(minutes=20)
    assert deliver_due(at) == 1
    first, second = (bytes(envelope.content) for envelope in mailbox.received)
    assert message_from_bytes(first)["Message-ID"] == message_from_bytes(second)["Message-ID"]
    assert [program.receive(first), program.receive(second)] == ["REQUEST", "REQUEST"]
    assert len(program.entries) == 1
    to = message_from_bytes(second)["Reply-To"]
    receive(answer_of("google", to=to, uid=uid_of(village.cafe), answer="TENTATIVE"), at)
    assert village.cafe.registrations.get().is_perhaps
    cancel(meeting=village.cafe, by=village.karim, at=at)
    mailbox.answers[JEANNE] = ["450 later"]
    assert deliver_due(at) == 0
    at += timedelta(minutes=20)
    assert deliver_due(at) == 1
    assert program.receive(bytes(mailbox.received[-1].content)) == "CANCEL"
    assert not program.entries
    assert not Dispatch.objects.filter(state="waiting", channel="mail", not_before_at__lte=at).exists()
