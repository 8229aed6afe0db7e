"""Who reads what no machine understands hears of it: once, at a calm hour; again only when all was read."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch, Received
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.readers import ANYTHING, know_reader, tell_readers_by
from parvis.members.helping import helper_pk
from parvis.members.models import Member
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

TO_READ = "desk.to_read"


def register_all() -> None:
    """Make the words known, and who reads what nobody else does: the correspondent."""
    register_purpose(Purpose(TO_READ, matter=Matter.DUTY, still_wanted=_something_waits))
    know_reader(ANYTHING, _the_correspondent)
    tell_readers_by(_tell)


def _the_correspondent(_subject: int, _person: int) -> int | None:
    return helper_pk()


def _tell(received: Received, at: datetime) -> None:
    """The first that waits tells; what comes before it is read is found on the same page."""
    waiting = Received.objects.to_read().filter(reader=received.reader).exclude(pk=received.pk)
    reader = Member.objects.let_in(at).filter(pk=received.reader or 0).first()
    if reader is None or waiting.exists():
        return
    reach(reader, TO_READ, speak(reader, _words), subject=reader, at=at, once_key=f"{TO_READ}:{received.pk}")


def _words() -> Words:
    body = [_("Somebody wrote, and no machine understood."), _("The page below shows their words.")]
    return Words(
        title=_("A message waits for you to read"),
        body="\n\n".join(body),
        link=reverse("desk:my_answers"),
        link_words=_("Read it"),
    )


def _something_waits(dispatch: Dispatch, now: datetime) -> bool:
    return Received.objects.to_read().filter(reader=dispatch.person or 0).exists()
