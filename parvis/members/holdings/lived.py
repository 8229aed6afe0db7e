"""What somebody did and lived with others: the chronicle knows numbers, members know whose they are."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.chronicle import forgetting, recalling
from parvis.members.holdings.deeds import words_for
from parvis.members.holdings.register import Going, Holding, Row, holds_nobody, register
from parvis.members.holdings.rows import rows_of
from parvis.members.models import Member

_DEEDS = {"at": _("When"), "verb": _("What")}
_PRESENCES = {"began_at": _("When"), "minutes": _("Minutes"), "people": _("How many were there")}


def _deeds(member: Member) -> Iterator[Row]:
    for row in rows_of(_DEEDS, recalling.deeds_of(member.pk)):
        yield {**row, "verb": words_for(str(row["verb"]))}


def _presences(member: Member) -> Iterator[Row]:
    return rows_of(_PRESENCES, recalling.times_together(member.pk))


def _forget(going: Going) -> None:
    forgetting.forget_person(person=going.member.pk, kind=Member._meta.label_lower)


DEEDS = Holding(
    "chronicle.deeds",
    words=_("What somebody did here: came, proposed, wrote"),
    why=_("So that other parts of the place can follow."),
    kept_for=_("For good, without the person once they have left."),
    seen_by=_("Nobody: only figures about all come from it."),
    columns=("chronicle.Deed.person", "chronicle.Deed.for_person"),
    fields=_DEEDS,
    export=_deeds,
    erase=_forget,
)
PRESENCES = Holding(
    "chronicle.presences",
    words=_("Who was together, and how long"),
    why=_("To count the hours lived together and first meetings, for all at once."),
    kept_for=_("For good, without the person once they have left."),
    seen_by=_("Nobody: no figure tells about fewer than five people."),
    columns=("chronicle.Presence.person",),
    fields=_PRESENCES,
    export=_presences,
    erase=_forget,
)


def hold() -> None:
    """Write these holdings into the register."""
    holds_nobody(
        "chronicle.Cursor",
        "chronicle.Cursor.position",
        "kit.Schedule",
        why="How far the machine got in its own work.",
    )
    holds_nobody(
        "community.Community", "community.Circle", "community.Place", "community.Room", "community.Closure",
        "community.Interest", "community.Ritual", "community.Switch",
        why="The place itself, not the people in it.",
    )  # fmt: skip
    holds_nobody(
        "members.ImportLine.name_key", "members.ImportLine.mail_key", "members.ImportLine.telephone_key",
        why="Digests; the lines they stand in are held.",
    )  # fmt: skip
    holds_nobody(
        "kit.SearchEntry", "kit.SearchEntry.subject_id", "kit.SearchWord",
        why="Words of meetings, places, circles and stories, never of people.",
    )  # fmt: skip
    holds_nobody(
        "courier.TextLine", "courier.TextRules", why="What the text messages of the place cost in all."
    )
    holds_nobody(
        "courier.Inbox",
        "courier.Inbox.uid_validity",
        "courier.Inbox.last_uid",
        why="How far the box of answers was read.",
    )
    holds_nobody("courier.Silence", why="The digest of an address to leave alone: nobody reads it back.")
    holds_nobody("courier.DomainPace", why="The digest of a mail domain, how many mails leave for it.")
    holds_nobody("courier.Setback", why="The digest of an address from which mail came back.")
    holds_nobody("courier.Edition", why="A letter as all received it; a name in it goes with the person.")
    holds_nobody("members.Passkey.sign_count", why="How often a device was used, as its maker counts.")
    holds_nobody("chronicle.Encounter", why="How many were together and how long, never who.")
    holds_nobody("chronicle.Deed.subject_id", why="The thing a deed is about; a person's own is emptied.")
    holds_nobody("chronicle.Encounter.gathering_id", why="The meeting it was.")
    holds_nobody("courier.Dispatch.subject_id", why="What the words are about.")
    register(DEEDS, PRESENCES)
