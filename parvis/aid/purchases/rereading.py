"""Doubtful words of a purchase: those who animate are asked to read them, to change it or call it off."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase, Notice
from parvis.aid.reporting.doubts import doubts_about
from parvis.aid.reporting.moderators import moderators_of
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.members.reaching import Words, reach
from parvis.members.speaking import speak

TO_LOOK = "aid.purchase_to_look"
FIRST = 2  # who are asked


def look_at(row: GroupPurchase, at: datetime) -> int:
    """Within the act: ask somebody to read these words when a rule has a doubt; how many are asked.

    Nothing is refused nor hidden: those who take some count on its page.
    """
    if not doubts_about(" ".join([row.title, row.unit, row.price, row.words, row.where])):
        return 0
    people = moderators_of(Notice(author=row.organiser, circle=row.circle))[:FIRST]
    for one in people:
        words = speak(one, lambda: _to_look(row))
        key = f"{TO_LOOK}:{row.pk}:{one.pk}:{row.version}"
        reach(one, TO_LOOK, words, subject=row, at=at, once_key=key)
    return len(people)


def register_all() -> None:
    register_purpose(Purpose(TO_LOOK, matter=Matter.DUTY, still_wanted=_is_live))


def _to_look(row: GroupPurchase) -> Words:
    body = _("A rule has a doubt about a group purchase. Only a person decides: change it, or call it off.")
    path = reverse("aid:purchase", args=[row.pk])
    return Words(_("A group purchase waits for your eyes"), body, path, _("Read it"))


def _is_live(dispatch: Dispatch, now: datetime) -> bool:
    return GroupPurchase.objects.to_come(now).filter(pk=dispatch.subject_id or 0).exists()
