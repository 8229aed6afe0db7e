"""How somebody enters: codes, passkeys, open sessions."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.members import codes
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import CHUNK, deletes, deletes_older, rows_of
from parvis.members.models import Member, Passkey, PersonalNumber, SignInCode
from parvis.members.sessions import AT_KIOSK

_KEYS = {"name": _("Name"), "added_at": _("Added")}
_NUMBERS = {"set_at": _("Chosen")}
_CODES = {"made_at": _("Made"), "expires_at": _("Ends"), "used_at": _("Used")}
_SESSIONS = {"expires_at": _("Ends")}
_SESSIONS_LAST = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def sessions_of(member: Member) -> Iterator[Session]:
    """The open sessions of this person: every session is opened and read, one query, some at a time."""
    for session in Session.objects.iterator(chunk_size=CHUNK):
        held = session.get_decoded()
        if held.get(SESSION_KEY) == str(member.pk) or held.get(AT_KIOSK, [0])[0] == member.pk:
            yield session


def _keys(member: Member) -> Iterator[Row]:
    return rows_of(_KEYS, member.passkeys.order_by("added_at").values_list("name", "added_at"))


def _numbers(member: Member) -> Iterator[Row]:
    return rows_of(_NUMBERS, PersonalNumber.objects.filter(member=member).values_list("set_at"))


def _codes_of(member: Member) -> Q:
    """Codes made for the person, or sent to an address only they have."""
    own = set(member.contact_points.exclude(address="").values_list("address", flat=True))
    others = Member.objects.filter(contact_points__address__in=own).exclude(pk=member.pk)
    shared = set(others.values_list("contact_points__address", flat=True))
    return Q(member=member) | Q(address__in=(own - shared) | {member.card_code})


def _codes(member: Member) -> Iterator[Row]:
    rows = SignInCode.objects.filter(_codes_of(member)).order_by("made_at", "pk")
    return rows_of(_CODES, rows.values_list("made_at", "expires_at", "used_at"))


def _forget_codes(going: Going) -> None:
    SignInCode.objects.filter(_codes_of(going.member)).delete()


def _sessions(member: Member) -> Iterator[Row]:
    return rows_of(_SESSIONS, ((session.expire_date,) for session in sessions_of(member)))


def _end_sessions(going: Going) -> None:
    keys = [session.pk for session in sessions_of(going.member)]
    Session.objects.filter(pk__in=keys).delete()


def _old_sessions(before: datetime, most: int) -> int:
    return deletes_older(lambda at: Session.objects.filter(expire_date__lt=at))(before + _SESSIONS_LAST, most)


PASSKEYS = Holding(
    "members.passkeys",
    words=_("The devices somebody enters with, if they wished it"),
    why=_("To let them in without a code."),
    kept_for=_("Until they remove it, or leave."),
    seen_by=_("The person."),
    columns=("members.Passkey.member",),
    fields=_KEYS,
    export=_keys,
    erase=deletes(Passkey, "member"),
)
NUMBERS = Holding(
    "members.personal_numbers",
    words=_("The personal number for the kiosk, as a digest nobody can read"),
    why=_("To let them in with their card, without a call."),
    kept_for=_("Until they remove it, or leave."),
    seen_by=_("Nobody."),
    columns=("members.PersonalNumber.member",),
    fields=_NUMBERS,
    export=_numbers,
    erase=deletes(PersonalNumber, "member"),
)
CODES = Holding(
    "members.codes",
    words=_("The codes to enter, as digests nobody can read"),
    why=_("To let in whoever owns the address."),
    kept_for=_("One day."),
    seen_by=_("Nobody."),
    columns=("members.SignInCode.member",),
    fields=_CODES,
    export=_codes,
    erase=_forget_codes,
    rules=(
        Rule(
            "members.codes",
            words=_("The codes to enter"),
            since=_("after their end"),
            kept=codes.KEPT,
            apply=deletes_older(lambda before: SignInCode.objects.filter(expires_at__lt=before)),
        ),
    ),
)
SESSIONS = Holding(
    "members.sessions",
    words=_("On which devices somebody is signed in"),
    why=_("So as not to ask for a code at every page."),
    kept_for=_("Until they sign out, six months at most."),
    seen_by=_("Nobody."),
    columns=("sessions.Session.session_data",),
    fields=_SESSIONS,
    export=_sessions,
    erase=_end_sessions,
    rules=(
        Rule(
            "members.sessions",
            words=_("The devices one is signed in on"),
            since=_("after signing in"),
            kept=_SESSIONS_LAST,
            apply=_old_sessions,
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register."""
    holds_nobody(
        "auth.Group",
        "auth.Group_permissions",
        "auth.Permission",
        "contenttypes.ContentType",
        why="Tables of the framework, empty here: nobody is in them.",
    )
    holds_nobody("members.PersonalNumber.tries", why="Wrong tries in a row, to close it.")
    register(PASSKEYS, NUMBERS, CODES, SESSIONS)
