"""Under fifteen: the child says yes and a parent too; listed nowhere; it ends by itself.

Of a birth only the year is asked, and kept as the day from which the person is surely fifteen.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel, Dispatch
from parvis.members.consenting import BEING_LISTED, agree, withdraw_all
from parvis.members.contacts import Contact
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.leaving import leave
from parvis.members.models import Guardian, Leaving, Mandate, Member, Role
from parvis.members.reaching import Words, absolute, reach

BEING_A_CHILD = "members.being_a_child"
PARENT_ASKED = "members.parent_asked"
OF_AGE = "members.of_age"
AGE = 15
PARENT_ANSWERS_WITHIN = timedelta(days=14)
CHILD_SAYS = gettext_lazy(
    "I am under fifteen. My name and how to reach me are written down, to tell me and to register me. "
    "Nobody sees me in a list. My parent agrees too."
)
PARENT_SAYS = gettext_lazy(
    "Your child wishes to come to our meetings. We keep their name and how to reach them, nothing else. "
    "Nobody sees them in a list. One word from you, or from them, ends it. Do you agree?"
)
_AGREED = gettext_lazy("Noted that %(name)s, your parent, agrees.")
_LEFT = gettext_lazy("Noted that %(name)s, your parent, does not agree.")


@dataclass(frozen=True)
class Parent:
    """Who agrees: a name and a number; `agreed` when somebody heard their yes."""

    name: str
    telephone: Contact
    agreed: bool = False


def until(birth_year: int) -> date:
    """The day from which somebody born that year is fifteen, whatever the month."""
    return date(birth_year + AGE + 1, 1, 1)


def is_minor(member: Member, at: datetime) -> bool:
    """Whether this person is under fifteen, as far as anybody said."""
    return member.minor_until_on is not None and timezone.localdate(at) < member.minor_until_on


@transaction.atomic
def protect(
    *,
    member: Member,
    birth_year: int,
    parent: Parent,
    at: datetime,
    how: str = Mandate.How.SCREEN,
    heard_by: Member | None = None,
) -> Guardian:
    """Write down that this person is under fifteen: listed nowhere from now on; the parent said yes, or is
    called. Said again, it changes the parent."""
    Member.objects.filter(pk=member.pk).update(minor_until_on=until(birth_year), is_listed=False)
    member.refresh_from_db(fields=["minor_until_on", "is_listed"])
    withdraw_all(member=member, purpose=BEING_LISTED, at=at)
    with translation.override(member.language):
        said, asked = str(CHILD_SAYS), str(PARENT_SAYS)
    agree(member=member, purpose=BEING_A_CHILD, sentence=said, at=at, how=how, heard_by=heard_by)
    values = {"name": parent.name, "telephone": parent.telephone.address, "sentence": asked, "asked_at": at}
    blank = {"parent": None, "agreed_at": None, "how": "", "heard_by": None}
    guardian, _is_new = Guardian.objects.update_or_create(child=member, defaults={**values, **blank})
    if parent.agreed:
        return parent_agrees(guardian=guardian, how=how, by=heard_by, at=at)
    _ask(guardian, at)
    return guardian


@transaction.atomic
def parent_agrees(*, guardian: Guardian, how: str, by: Member | None, at: datetime) -> Guardian:
    """The parent heard the sentence and said yes; again: nothing more."""
    row = Guardian.objects.select_for_update(of=("self",)).select_related("child").get(pk=guardian.pk)
    if row.agreed_at is None:
        row.agreed_at, row.how, row.heard_by = at, how, by
        row.save(update_fields=["agreed_at", "how", "heard_by"])
        if by is not None:
            _write_down(row, by, _AGREED, at)
    return row


@transaction.atomic
def parent_declines(*, guardian: Guardian, by: Member | None, at: datetime) -> Leaving:
    """The parent says no: the child leaves, their seats are free, everything is erased in seven days."""
    if by is not None:
        _write_down(guardian, by, _LEFT, at)
    return leave(member=guardian.child, at=at, by=by, how=Leaving.How.SPOKEN)


def look_after(at: datetime) -> int:
    """For the worker, daily: who is fifteen is asked one question; who has no answer of a parent leaves."""
    grown = list(Member.objects.present().filter(minor_until_on__lte=timezone.localdate(at)))
    for member in grown:
        come_of_age(member=member, at=at)
    silent = Guardian.objects.filter(agreed_at=None, asked_at__lt=at - PARENT_ANSWERS_WITHIN)
    waiting = list(silent.filter(child__left_at=None).select_related("child"))
    for guardian in waiting:
        parent_declines(guardian=guardian, by=None, at=at)
    return len(grown) + len(waiting)


@transaction.atomic
def come_of_age(*, member: Member, at: datetime) -> None:
    """Fifteen: the parent’s name goes, and the person is asked once whether they wish to be listed."""
    Guardian.objects.filter(child=member).delete()
    Member.objects.filter(pk=member.pk).update(minor_until_on=None)
    withdraw_all(member=member, purpose=BEING_A_CHILD, at=at)
    with translation.override(member.language):
        words = Words(
            title=_("You are fifteen: the choice is yours"),
            body=_("Nothing of you is in a list. Do you wish to be in “Who is who”? If not, do nothing."),
            link="/mon-espace/details/",
            link_words=_("My details"),
        )
    reach(member, OF_AGE, words, at=at, once_key=f"{OF_AGE}:{member.pk}")


def is_still_asked(call: Dispatch, at: datetime) -> bool:
    """Whether this parent still has to be called at this number."""
    waiting = Guardian.objects.filter(child=call.person, agreed_at=None, child__left_at=None)
    return waiting.filter(telephone=call.address).exists()


def _ask(guardian: Guardian, at: datetime) -> None:
    """A call to make to the parent, with the page on which their answer is noted."""
    child = guardian.child
    dispatch(
        channel=Channel.TELEPHONE,
        purpose=PARENT_ASKED,
        address=guardian.telephone,
        name=guardian.name,
        person=child.pk,
        subject=guardian,
        title=_("%(name)s is under fifteen: does their parent agree?") % {"name": child.name},
        body=f"« {guardian.sentence} »\n\n{_('Note the answer on the page of the child.')}",
        link=absolute(f"/permanence/personnes/{child.pk}/parent/"),
        link_words=_("Note the answer"),
        at=at,
        once_key=f"{PARENT_ASKED}:{guardian.pk}:{guardian.telephone}",
    )


def _write_down(guardian: Guardian, by: Member, words: Promise, at: datetime) -> None:
    journal(
        member=guardian.child,
        by=by,
        words=words,
        values={"name": guardian.name},
        role=Role.Kind.CORRESPONDENT,
        channel=TELEPHONE,
        at=at,
    )
