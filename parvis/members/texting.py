"""What a member may say by text message about themselves: what they wish to receive. And who a number is."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.models import Channel, Dispatch
from parvis.courier.texting.answering import Answer, words_of
from parvis.courier.texting.arriving import Text
from parvis.members.helping import helper
from parvis.members.models import ContactPoint, Member, Role, Wish
from parvis.members.reaching import Words, reach

NEARLY_SPENT = "members.texts_nearly_spent"
_WISHES = {
    "tout": Wish.EVERYTHING,
    "essentiel": Wish.ESSENTIAL,
    "l essentiel": Wish.ESSENTIAL,
    "rappels": Wish.REMINDERS,
    "seulement mes rappels": Wish.REMINDERS,
}


def people_at(number: str, at: datetime) -> list[Member]:
    """Who may be here and has this number, the first to join first; a number says who it may be."""
    own = ContactPoint.objects.filter(kind=ContactPoint.Kind.TELEPHONE, address=number)
    return list(Member.objects.let_in(at).filter(pk__in=own.values("member")).order_by("pk"))


def written_to(
    number: str, purposes: Collection[str], lately: timedelta, at: datetime
) -> tuple[int, Member] | None:
    """The one subject we wrote of to this number lately, and to whom; None when none, or several."""
    people = {one.pk: one for one in people_at(number, at)}
    rows = Dispatch.objects.filter(
        channel=Channel.SMS, address=number, purpose__in=purposes, written_at__gt=at - lately,
        state=Dispatch.State.SENT, person__in=list(people),
    )  # fmt: skip
    asked = set(rows.values_list("subject_id", "person")[:50]) if people else set()
    if len(asked) != 1:
        return None
    subject, person = asked.pop()
    return (subject or 0, people[person or 0])


def wish(text: Text, at: datetime) -> Answer | None:
    """« TOUT », « ESSENTIEL », « RAPPELS »: what everybody at this number receives from now on."""
    wished = _WISHES.get(words_of(text.words))
    people = people_at(text.sender, at) if wished else []
    if wished is None or not people:
        return None
    Member.objects.filter(pk__in=[member.pk for member in people]).update(wish=wished)
    names = _(" and ").join(member.first_name for member in people)
    words = _("It is noted for %(names)s: %(wish)s. To change: TOUT, ESSENTIEL or RAPPELS.")
    return Answer(words % {"names": names, "wish": wished.label}, person=people[0].pk)


def pass_on(text: Text, at: datetime) -> Answer | None:
    """Whatever nobody understood, from a number of ours: somebody reads it, and the person is told so."""
    people = people_at(text.sender, at)
    if not people:
        return None
    person = helper()
    name = person.name if person else _("the team")
    says = _("Your message is passed on: %(name)s reads it.") % {"name": name}
    return Answer(says, person=people[0].pk if len(people) == 1 else None, is_for_a_person=True)


@transaction.atomic
def tell_nearly_spent(parts: int, ceiling: int, at: datetime) -> None:
    """Four fifths of what text messages may cost this month are spent: whoever administers hears of it."""
    words = Words(
        title=_("Text messages: %(parts)s of %(ceiling)s this month") % {"parts": parts, "ceiling": ceiling},
        body=ngettext(
            "Beyond the ceiling of %(count)s, people are called instead. You may raise it.",
            "Beyond the ceiling of %(count)s, people are called instead. You may raise it.",
            ceiling,
        )
        % {"count": ceiling},
        link="/coulisses/textos/",
        link_words=_("See the ceiling"),
    )
    for role in Role.objects.at_work().filter(kind=Role.Kind.ADMINISTRATOR).select_related("member"):
        key = f"{NEARLY_SPENT}:{role.member_id}:{at:%Y%m}"
        reach(role.member, NEARLY_SPENT, words, at=at, once_key=key)
