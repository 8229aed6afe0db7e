"""What the named person hears of a source: it fails (once a day at most), or waits for their word."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.federation.models import Source
from parvis.members.models import Member, Role
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

FAILED, UNDECIDED = "federation.source_failed", "federation.undecided"
AGAIN = timedelta(hours=23)
PATIENCE = 2  # readings that fail in a row before anybody is told: servers sleep badly now and then


def responsible(source: Source, at: datetime) -> Member | None:
    """Whom to tell: the person named, while they are here; else the first administrator."""
    here = Role.objects.at_work().filter(kind=Role.Kind.ADMINISTRATOR).select_related("member")
    told = source.told
    if told is not None and told.left_at is None and told.suspension_at(at) is None:
        return told
    role = here.order_by("since_on", "pk").first()
    return role.member if role else None


def tell_failure(source: Source, at: datetime) -> None:
    """Write to the named person, unless they know already. Inside the transaction of the reading."""
    member = responsible(source, at)
    is_fresh = source.told_at is not None and at - source.told_at < AGAIN
    if source.failures < PATIENCE or is_fresh or member is None:
        return
    link = reverse("federation:source", args=[source.pk])
    words = speak(member, lambda: _words(source, link))
    reach(member, FAILED, words, subject=source, at=at, once_key=f"{FAILED}:{source.pk}:{at:%Y%m%d%H}")
    source.told_at = at


def _words(source: Source, link: str) -> Words:
    return Words(
        title=_("The calendar “%(name)s” cannot be read") % {"name": source.name},
        body="\n".join(
            [
                source.failure,
                _("Its meetings stay in the programme as they were. We go on trying."),
                _("You can give another address, or stop following it."),
            ]
        ),
        link=link,
        link_words=_("See this calendar"),
    )


def tell_undecided(source: Source, member: Member, count: int, at: datetime) -> None:
    """New ones look like meetings already here: once a day at most. Inside the transaction of the reading."""
    words = speak(member, lambda: _undecided(source, count))
    key = f"{UNDECIDED}:{source.pk}:{at:%Y%m%d}"
    reach(member, UNDECIDED, words, subject=source, at=at, once_key=key)


def _undecided(source: Source, count: int) -> Words:
    title = ngettext(
        "“%(name)s”: %(count)s new meeting may be here already",
        "“%(name)s”: %(count)s new meetings may be here already",
        count,
    ) % {"name": source.name, "count": count}
    body = _("Nothing is announced twice before you have looked. The other news of this calendar came in.")
    link = reverse("federation:source", args=[source.pk])
    return Words(title=title, body=body, link=link, link_words=_("Look and decide"))


def still_undecided(dispatch: Dispatch, now: datetime) -> bool:
    """Whether somebody's word is still awaited when the words leave."""
    followed = Source.objects.filter(pk=dispatch.subject_id or 0, state=Source.State.FOLLOWED).first()
    return followed is not None and followed.imported.undecided().exists()


def still_fails(dispatch: Dispatch, now: datetime) -> bool:
    """Whether the words are still true when they leave."""
    followed = Source.objects.filter(pk=dispatch.subject_id or 0, state=Source.State.FOLLOWED)
    return followed.filter(failures__gt=0).exists()


def declare() -> None:
    """Make the purposes known to the courier."""
    register_purpose(Purpose(FAILED, still_wanted=still_fails, matter=Matter.DUTY))
    register_purpose(Purpose(UNDECIDED, still_wanted=still_undecided, matter=Matter.DUTY))
