"""Let a correspondent act for somebody: give a mandate, look for one that holds, end it with a word.

Whoever acts for a person calls `require_mandate` inside the act's own transaction: it holds the mandate's
row, so that the act is over before the mandate ends, or is refused.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.kit.locking import hold
from parvis.kit.moments import day_and_year
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.journaling import SCREEN, TELEPHONE, journal
from parvis.members.models import Lasts, Mandate, Member, Role, Scope
from parvis.members.models.mandate import MandateQuerySet, last_moment_before
from parvis.members.models.member import MemberQuerySet
from parvis.members.models.role import RoleQuerySet
from parvis.members.telling_of_mandates import tell_ended, tell_given

__all__ = [
    "Lasts",
    "Mandate",
    "NoMandate",
    "NotForOneself",
    "Scope",
    "end_all",
    "end_mandate",
    "give_mandate",
    "live_mandate",
    "require_mandate",
    "sentence_for",
]

MANDATES = "members.mandates"
GAVE = gettext_lazy("Noted that the desk may act for you until %(day)s: %(scopes)s.")
GAVE_ONE = gettext_lazy("Noted that %(name)s may act for you until %(day)s: %(scopes)s.")
ENDED = gettext_lazy("Noted that nobody acts for you any more: %(scopes)s.")
_LONG = {
    Lasts.MONTH: relativedelta(months=1),
    Lasts.HALF_YEAR: relativedelta(months=6),
    Lasts.YEAR: relativedelta(years=1),
}
# What is read aloud for each scope: « On » is whoever acts.
ALOUD: dict[str, str | Promise] = {
    Scope.REGISTRATIONS: gettext_lazy("They register you, cancel and answer in your name."),
    Scope.MESSAGES: gettext_lazy("They note your messages, and how to reach you."),
    Scope.AID: gettext_lazy("They write down what you offer and what you need."),
    Scope.DATA: gettext_lazy("They print your data, or note that you leave."),
}
FOR: dict[str, str | Promise] = {
    Lasts.DAY: gettext_lazy("for one day"),
    Lasts.MONTH: gettext_lazy("for one month"),
    Lasts.HALF_YEAR: gettext_lazy("for six months"),
    Lasts.YEAR: gettext_lazy("for one year"),
}
_SAME_TAP = timedelta(minutes=3)


class NoMandate(Refusal):
    """This person has not said that this may be done for them; `scope` is what is missing."""

    def __init__(self, member: Member, scope: str) -> None:
        url = f"{reverse('desk:mandate', args=[member.pk])}?pour={scope}"
        self.member, self.scope = member, Scope(scope)
        super().__init__(
            _("%(name)s has not said yet that you may do this for them.") % {"name": member.name},
            WayOut(_("Ask whether they agree"), url),
        )


class NotForOneself(Refusal):
    """Whoever holds the desk does their own things in their own space, like everybody."""


class CannotHold(Refusal):
    """Only a correspondent at work may be given a mandate, by a person who is here, for something."""


def sentence_for(holder: Member, scopes: Iterable[str], lasts: str, for_the_desk: bool) -> str:
    """The exact sentence to read aloud, in the language of the page; « Êtes-vous d’accord ? » at its end."""
    opening = opening_words(who_may(holder, for_the_desk=for_the_desk), str(FOR[Lasts(lasts)]))
    return " ".join([opening, *(str(ALOUD[scope]) for scope in _in_order(scopes)), closing()])


def who_may(holder: Member, *, for_the_desk: bool) -> str:
    """« La permanence », or the name of the one person."""
    return _("The telephone desk") if for_the_desk else holder.name


def opening_words(who: str, lasts: str) -> str:
    """What every mandate begins with."""
    return _("%(who)s may act for you %(lasts)s, when you ask.") % {"who": who, "lasts": lasts}


def closing() -> str:
    """What every mandate ends with."""
    return _("You can read each act, or have it read to you. One word from you ends it. Do you agree?")


def end_of(lasts: str, at: datetime) -> datetime:
    """When a mandate given now ends: a day is twenty-four hours, the others end with their last day."""
    if lasts == Lasts.DAY:
        return at + timedelta(days=1)
    last_day = at.astimezone(current().zone) + _LONG[Lasts(lasts)] + timedelta(days=1)
    return last_day.replace(hour=0, minute=0, second=0, microsecond=0)


def live_mandate(member: Member, by: Member, scope: str, at: datetime) -> Mandate | None:
    """The mandate by which `by` may do this for the person now, the last to end; None when there is none."""
    return _longest(Mandate.objects.filter(member=member), by, scope, at)


def with_mandate(people: MemberQuerySet, by: Member, at: datetime) -> MemberQuerySet:
    """Each with until when `by` may do anything at all for them (`mandate_ends_at`), in the same question."""
    held = Mandate.objects.filter(member=OuterRef("pk")).live(at).held_by(by).order_by("-pk")
    return people.annotate(mandate_ends_at=Subquery(held.values("ends_at")[:1]))


def may_act_until(person: Member) -> datetime | None:
    """The last moment of that mandate, for a person of `with_mandate`; None when there is none."""
    ends_at: datetime | None = person.mandate_ends_at  # type: ignore[attr-defined]
    return last_moment_before(ends_at) if ends_at else None


@transaction.atomic
def require_mandate(*, member: Member, by: Member, scope: str, at: datetime) -> Mandate:
    """The mandate, its row held until the end of the act's transaction. NotForOneself, NoMandate."""
    refuse_oneself(member, by)
    hold(Member.objects.filter(pk=member.pk), lets_refer=True)  # in the same order as whoever gives one
    found = _longest(_held_rows(member), by, scope, at)
    if found is None:
        raise NoMandate(member, scope)
    return found


@transaction.atomic
def give_mandate(
    *,
    member: Member,
    holder: Member,
    scopes: Collection[str],
    lasts: str,
    sentence: str,
    how: str,
    heard_by: Member | None,
    at: datetime,
    for_the_desk: bool = True,
    calls_back: bool = True,
) -> Mandate:
    """Write down what the person agreed to; the same again within minutes is the same mandate.

    It takes the place of those it covers wholly. heard_by: who heard or read their yes; None when they gave
    it themselves, on screen or by message. The person is told on their own channel (see
    `telling_of_mandates`); calls_back: by telephone too. NotForOneself, CannotHold.
    """
    refuse_oneself(member, holder)
    if heard_by is not None:
        refuse_oneself(member, heard_by)
    hold(Member.objects.filter(pk=member.pk), lets_refer=True)
    wanted = _in_order(scopes)
    if not wanted or not _may_hold(holder, at):
        raise CannotHold(
            _("%(name)s does not answer the telephone here any more.") % {"name": holder.name},
            WayOut(_("Who is who"), reverse("members:directory")),
        )
    ends_at = end_of(lasts, at)
    before = list(_held_rows(member).live(at))
    same = [one for one in before if one.for_the_desk == for_the_desk and _is_same_holder(one, holder)]
    for one in same:
        if one.scopes == wanted and one.sentence == sentence and one.given_at > at - _SAME_TAP:
            return one
    for one in same:
        if set(one.scopes) <= set(wanted) and one.ends_at <= ends_at:
            _close(one, by=heard_by, at=at, why=Mandate.Why.RENEWED)
    mandate = Mandate.objects.create(
        member=member, holder=holder, for_the_desk=for_the_desk, scopes=wanted, sentence=sentence, how=how,
        heard_by=heard_by, given_at=at, ends_at=ends_at,
    )  # fmt: skip
    if heard_by is not None:
        _write_down(mandate, heard_by, GAVE if for_the_desk else GAVE_ONE, at)
    tell_given(mandate, at, by_call=calls_back)
    return mandate


@transaction.atomic
def end_mandate(*, mandate: Mandate, by: Member | None, at: datetime, why: str = "") -> None:
    """It holds no more from this moment; ended already: nothing happens. Never needs a mandate.

    by: the person, whoever heard their word, or None for the machine. why: one of `Mandate.Why`.
    """
    held = Mandate.objects.select_for_update(of=("self",))
    row = held.select_related("member", "holder").get(pk=mandate.pk)
    if row.ended_at is not None:
        return
    _close(row, by=by, at=at, why=why or Mandate.Why.WORD)
    if by is None or by.pk != row.member_id:
        _write_down(row, by, ENDED, at)
        tell_ended(row, at)


@transaction.atomic
def end_all(*, member: Member, by: Member | None, at: datetime) -> int:
    """« stop »: whatever the person let others do ends; how many mandates."""
    live = list(Mandate.objects.filter(member=member).live(at))
    for mandate in live:
        end_mandate(mandate=mandate, by=by, at=at)
    return len(live)


@transaction.atomic
def end_those_held_by(holder: Member, at: datetime) -> int:
    """Their role ends: what was given to them by name ends with it; what was given to the desk stays.

    Nothing happens while they keep the desk, even for a part of the village. How many mandates.
    """
    if _may_hold(holder, at):
        return 0
    named = Mandate.objects.live(at).filter(holder=holder, for_the_desk=False)
    rows = list(named.select_related("member"))
    for mandate in rows:
        end_mandate(mandate=mandate, by=None, at=at, why=Mandate.Why.HOLDER)
    return len(rows)


def _longest(rows: MandateQuerySet, by: Member, scope: str, at: datetime) -> Mandate | None:
    held = rows.live(at).held_by(by).filter(Exists(_desk_of(by, at)))
    allowing = (one for one in held if scope in one.scopes and one.member_id != by.pk)
    return max(allowing, key=lambda one: one.ends_at, default=None)


def _held_rows(member: Member) -> MandateQuerySet:
    """The person's mandates, held until the transaction ends."""
    return Mandate.objects.select_for_update(of=("self",)).filter(member=member)


def _may_hold(by: Member, at: datetime) -> bool:
    return _desk_of(by, at).exists()


def _desk_of(by: Member, at: datetime) -> RoleQuerySet:
    """What makes somebody a correspondent who is at work: neither gone nor suspended."""
    return Role.objects.let_in(at).filter(member=by, kind=Role.Kind.CORRESPONDENT)


def refuse_oneself(member: Member, by: Member) -> None:
    """NotForOneself when the two are one."""
    if member.pk == by.pk:
        raise NotForOneself(
            _("For yourself there is no need to ask: everything is in “My space”."),
            WayOut(_("My space"), reverse("portal:my_space")),
        )


def _in_order(scopes: Iterable[str]) -> list[str]:
    wanted = set(scopes)
    return [scope.value for scope in Scope if scope.value in wanted]


def _is_same_holder(mandate: Mandate, holder: Member) -> bool:
    return mandate.for_the_desk or mandate.holder_id == holder.pk


def _close(mandate: Mandate, *, by: Member | None, at: datetime, why: str) -> None:
    mandate.ended_at, mandate.ended_by, mandate.ended_why = max(at, mandate.given_at), by, why
    mandate.save(update_fields=["ended_at", "ended_by", "ended_why"])


def _write_down(mandate: Mandate, by: Member | None, words: str | Promise, at: datetime) -> None:
    """In the journal, in the person's language."""
    from_screen = mandate.how in (Mandate.How.SCREEN, Mandate.How.PAPER)
    with translation.override(mandate.member.language), timezone.override(current().zone):
        values = {
            "day": day_and_year(mandate.last_moment),
            "scopes": ", ".join(mandate.scopes_in_words),
            "name": mandate.holder.name if mandate.holder else "",
        }
    journal(
        member=mandate.member, by=by, words=words, values=values, role=Role.Kind.CORRESPONDENT if by else "",
        subject=MANDATES, channel=SCREEN if from_screen else TELEPHONE, at=at,
    )  # fmt: skip
