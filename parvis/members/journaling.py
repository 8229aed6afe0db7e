"""Write down what is done by power: in the journal of the person concerned, and on the page of all.

Called inside the act's own transaction, so that there is no act without its line. It audits power, not
people: nothing here is written when somebody reads what is theirs or open to all.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from parvis.members.models import CommonEntry, JournalEntry, Member

Words = str | Promise
SCREEN, TELEPHONE, TERMINAL = "screen", "telephone", "terminal"
_LONGEST = 300
_AT_ONCE = 500


def journal(
    *,
    member: Member,
    by: Member | None,
    words: Words,
    at: datetime,
    values: Mapping[str, object] | None = None,
    role: str = "",
    reason: str = "",
    subject: str = "",
    channel: str = SCREEN,
) -> JournalEntry:
    """One line in this person's journal: « Monique, permanence · A ouvert votre fiche pour … ».

    words: lazy, with `%(name)s` filled from `values`; written in the language of the person who reads it.
    by: None for the machine itself, or an act nobody in particular did.
    """
    entry = JournalEntry(member=member, author=by, at=at, channel=channel)
    entry.role, entry.reason, entry.subject = role, reason[:_LONGEST], subject
    entry.words = _said(words, values, member.language)
    entry.save()
    return entry


def journal_each(
    *,
    members: Iterable[Member],
    by: Member | None,
    words: Words,
    at: datetime,
    values: Mapping[str, object] | None = None,
    role: str = "",
    subject: str = "",
    channel: str = SCREEN,
) -> None:
    """The same line in the journals of many people, a few statements in all."""
    in_language: dict[str, str] = {}
    entries = []
    for member in members:
        if member.language not in in_language:
            in_language[member.language] = _said(words, values, member.language)
        entry = JournalEntry(member=member, author=by, at=at, channel=channel, role=role, subject=subject)
        entry.words = in_language[member.language]
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries, batch_size=_AT_ONCE)


def journal_for_all(
    *,
    by: Member | None,
    words: Words,
    at: datetime,
    values: Mapping[str, object] | None = None,
    person: Member | None = None,
    touches_everyone: bool = False,
    role: str = "",
    channel: str = SCREEN,
) -> CommonEntry:
    """One line on the page « Ce qui a été fait au nom de tous ». The words name nobody: `person` does.

    touches_everyone: it concerns what each member confided (a list or a copy left): their own journal
    shows it too, without a row each.
    """
    said = _said(words, values, settings.LANGUAGE_CODE)
    entry = CommonEntry(author=by, person=person, words=said, at=at, role=role, channel=channel)
    entry.touches_everyone = touches_everyone
    entry.save()
    return entry


def _said(words: Words, values: Mapping[str, object] | None, language: str) -> str:
    with override(language):
        said = str(words)
        return (said % values if values else said)[:_LONGEST]
