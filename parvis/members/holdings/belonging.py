"""Circles, roles, and what was done in somebody's name."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes, deletes_older, forget, in_words, rows_of
from parvis.members.models import ChosenInterest, CommonEntry, JournalEntry, Member, Membership, Role

_CIRCLES = {"circle": _("Circle"), "asked_at": _("Asked"), "accepted_at": _("Accepted")}
_ROLES = {
    "role": _("Role"),
    "scope": _("For"),
    "duties": _("Duties"),
    "hours": _("Hours"),
    "since_on": _("Since"),
    "is_public": _("Shown to passers-by"),
}
_INTERESTS = {"interest": _("Interest"), "chosen_at": _("Since")}
_JOURNAL = {"at": _("When"), "author": _("By"), "words": _("What"), "channel": _("How")}


def _circles(member: Member) -> Iterator[Row]:
    rows = member.memberships.order_by("asked_at", "pk")
    return rows_of(_CIRCLES, rows.values_list("circle__name", "asked_at", "accepted_at"))


def _circles_told_to(member: Member, reader: Member) -> Iterator[Row]:
    """A secret circle is told to those who are in it."""
    shared = Circle.objects.filter(memberships__member=reader, memberships__accepted_at__isnull=False)
    rows = member.memberships.exclude(
        circle__in=Circle.objects.filter(joining="secret").exclude(pk__in=shared)
    )
    return rows_of(
        _CIRCLES, rows.order_by("asked_at", "pk").values_list("circle__name", "asked_at", "accepted_at")
    )


def _forget_circles(going: Going) -> None:
    deletes(Membership, "member")(going)
    forget(going.member, (Membership, "accepted_by"))


def _interests(member: Member) -> Iterator[Row]:
    rows = member.chosen_interests.order_by("chosen_at", "pk")
    return rows_of(_INTERESTS, rows.values_list("interest__name", "chosen_at"))


def _roles(member: Member) -> Iterator[Row]:
    for role in member.roles.select_related("circle", "place", "ritual").order_by("pk"):
        yield {
            "role": in_words(Role.Kind, role.kind),
            "scope": role.scope,
            **{key: getattr(role, key) for key in ("duties", "hours", "since_on", "is_public")},
        }


def _journal(member: Member) -> Iterator[Row]:
    rows = member.journal.order_by("at", "pk")
    return rows_of(_JOURNAL, rows.values_list("at", "author__name", "words", "channel"))


def _forget_journal(going: Going) -> None:
    deletes(JournalEntry, "member")(going)
    forget(going.member, (JournalEntry, "author"))


def _common(member: Member) -> Iterator[Row]:
    rows = CommonEntry.objects.filter(person=member).order_by("at", "pk")
    return rows_of(_JOURNAL, rows.values_list("at", "author__name", "words", "channel"))


def _forget_common(going: Going) -> None:
    """What was done for all stays: its words name nobody."""
    forget(going.member, (CommonEntry, "person"), (CommonEntry, "author"))


MEMBERSHIPS = Holding(
    "members.memberships",
    words=_("The circles somebody is in, or asked to join"),
    why=_("To show them what these circles do."),
    kept_for=_("Until they leave the circle."),
    seen_by=_("The person, and the members of the circle."),
    roles=(Role.Kind.ANIMATOR,),
    columns=("members.Membership.member", "members.Membership.accepted_by"),
    fields=_CIRCLES,
    export=_circles,
    export_to=_circles_told_to,
    erase=_forget_circles,
)
INTERESTS = Holding(
    "members.interests",
    words=_("What somebody asked to hear more about"),
    why=_("To add it to the letter they receive."),
    kept_for=_("Until they choose otherwise, or leave."),
    seen_by=_("The person, and whoever answers the telephone."),
    roles=(Role.Kind.ANIMATOR,),
    columns=("members.ChosenInterest.member",),
    fields=_INTERESTS,
    export=_interests,
    export_to=lambda member, reader: _interests(member),
    erase=deletes(ChosenInterest, "member"),
)
ROLES = Holding(
    "members.roles",
    words=_("The roles somebody holds, their hours and their own words"),
    why=_("So that a name stands where one needs help."),
    kept_for=_("As long as the role is held."),
    seen_by=_("Members. Passers-by, when the person agreed to it."),
    columns=("members.Role.member",),
    fields=_ROLES,
    export=_roles,
    erase=deletes(Role, "member"),
)
JOURNAL = Holding(
    "members.journal",
    words=_("What somebody else did in their name: a call, a registration"),
    why=_("So that nothing is done in silence."),
    kept_for=_("Two years."),
    seen_by=_("The person, and whoever reads it to them on the telephone."),
    columns=("members.JournalEntry.member", "members.JournalEntry.author"),
    fields=_JOURNAL,
    export=_journal,
    erase=_forget_journal,
    rules=(
        Rule(
            "members.journal",
            words=_("The journal of what was done for somebody"),
            since=_("after the act"),
            kept=timedelta(days=730),
            apply=deletes_older(lambda before: JournalEntry.objects.filter(at__lt=before)),
        ),
    ),
)


COMMON = Holding(
    "members.common_journal",
    words=_("Their name, in the journal of what was done for all"),
    why=_("So that everyone can read who was given a role."),
    kept_for=_("Two years."),
    seen_by=_("Members."),
    columns=("members.CommonEntry.person", "members.CommonEntry.author"),
    fields=_JOURNAL,
    export=_common,
    export_to=lambda member, reader: _common(member),
    erase=_forget_common,
    rules=(
        Rule(
            "members.common_journal",
            words=_("The journal of what was done for all"),
            since=_("after the act"),
            kept=timedelta(days=730),
            apply=deletes_older(lambda before: CommonEntry.objects.filter(at__lt=before)),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register."""
    register(MEMBERSHIPS, INTERESTS, ROLES, JOURNAL, COMMON)
