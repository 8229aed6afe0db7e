"""A mandate was written down: the person is told on their own channel, so that nobody can invent their yes.

Whom a machine reaches gets a message, which a word ends. Whom only a call reaches hears it from somebody
else of the desk than the one who noted it, when there is somebody; it is in their journal in any case.
"""

from datetime import datetime, timedelta

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit.moments import day_and_year
from parvis.members.models import Mandate, Role
from parvis.members.reaching import Words, reach, route_to

GIVEN = "members.mandate_given"
ENDED = "members.mandate_ended"
MANDATES_PAGE = "/mon-espace/qui-agit/"
_WORTH_A_CALL = timedelta(days=2)  # shorter: it is over before anybody calls


def tell_given(mandate: Mandate, at: datetime, *, by_call: bool) -> None:
    """Tell the person what was noted in their name; once a mandate. Their own tap needs no call."""
    member = mandate.member
    route = route_to(member)
    if not route.is_written and not (by_call and _is_worth_a_call(mandate)):
        return
    reach(
        member,
        GIVEN,
        _given(mandate, is_written=route.is_written),
        subject=mandate,
        at=at,
        route=route,
        once_key=f"{GIVEN}:{mandate.pk}",
        reply_to=reply_address(GIVEN, subject=mandate.pk, person=member.pk),
    )


def tell_ended(mandate: Mandate, at: datetime) -> None:
    """Somebody else than the person ended it: they hear of it, when a machine reaches them."""
    if route_to(mandate.member).is_written:
        once_key = f"{ENDED}:{mandate.pk}"
        reach(mandate.member, ENDED, _ended(mandate), subject=mandate, at=at, once_key=once_key)


def is_still_true(mandate_pk: int | None, at: datetime) -> bool:
    """Whether the mandate somebody is about to hear of still holds."""
    return mandate_pk is not None and Mandate.objects.live(at).filter(pk=mandate_pk).exists()


def _is_worth_a_call(mandate: Mandate) -> bool:
    if mandate.heard_by is None or mandate.ends_at - mandate.given_at < _WORTH_A_CALL:
        return False
    others = Role.objects.at_work().filter(kind=Role.Kind.CORRESPONDENT)
    return others.exclude(member=mandate.heard_by).exists()


def _given(mandate: Mandate, *, is_written: bool) -> Words:
    with translation.override(mandate.member.language), timezone.override(current().zone):
        until = day_and_year(mandate.last_moment)
        who = _name(mandate)
        parts = [f"« {mandate.sentence} »"]
        if mandate.heard_by is not None:
            parts.append(_("%(name)s heard your yes.") % {"name": mandate.heard_by.name})
        if not is_written:
            other = mandate.heard_by.name if mandate.heard_by else ""
            parts.append(_("To be said by somebody else than %(name)s.") % {"name": other})
        elif can_be_answered():
            parts.append(_("It was not you, or you change your mind? Answer “stop mandat”."))
        else:
            parts.append(_("It was not you, or you change your mind? One tap ends it, or one call."))
        title = _("%(who)s may act for you until %(day)s") % {"who": who, "day": until}
        return Words(title, "\n\n".join(parts), MANDATES_PAGE, _("See who acts for me"))


def _ended(mandate: Mandate) -> Words:
    with translation.override(mandate.member.language):
        who = _name(mandate)
        return Words(
            title=_("%(who)s acts for you no more") % {"who": who},
            body=_("Nothing is done in your name any more. You may choose somebody else."),
            link=MANDATES_PAGE,
            link_words=_("See who acts for me"),
        )


def _name(mandate: Mandate) -> str:
    if mandate.for_the_desk or mandate.holder is None:
        return _("The telephone desk")
    return mandate.holder.name
