"""« Message noté »: words taken by telephone for somebody with a role, an animator, or the desk itself."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.switches import is_on
from parvis.conversations.opening import open_about
from parvis.conversations.saying import say
from parvis.courier.models import Received
from parvis.desk.taking import Caller
from parvis.kit.moments import at as in_words
from parvis.members.answering_for_all import roles_at_work
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.models import Member, Role
from parvis.members.reaching import Words, reach

MESSAGE = "desk.message"
DESK = "desk"
_MOST = 1000
_MOST_ADDRESSEES = 24


@dataclass(frozen=True)
class Addressee:
    """Somebody a caller may leave words for: a key of the form, a member (None: the desk), the words."""

    key: str
    member: Member | None
    words: str
    meeting: int | None = None  # about which: it goes into their conversation


class MessageForm(forms.Form):
    to = forms.ChoiceField(label=gettext_lazy("For whom"))
    words = forms.CharField(
        label=gettext_lazy("The message"), max_length=_MOST, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        choices = [(one.key, one.words) for one in addressees(caller)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]


def addressees(caller: Caller) -> list[Addressee]:
    """The desk, who welcomes where they go, then who holds a role for all; each person once."""
    found = [Addressee(DESK, None, _("The telephone desk"))]
    named: dict[int, Addressee] = {}
    for meeting in (registration.meeting for registration in caller.coming):
        if meeting.host and meeting.host.left_at is None:
            words = _("%(name)s, for %(title)s") % {"name": meeting.host.name, "title": meeting.title}
            named.setdefault(
                meeting.host.pk, Addressee(f"member:{meeting.host.pk}", meeting.host, words, meeting.pk)
            )
    for role in _roles():
        words = _("%(name)s, %(role)s") % {"name": role.member.name, "role": role.get_kind_display()}
        named.setdefault(role.member_id, Addressee(f"member:{role.member_id}", role.member, words))
    named.pop(caller.person.pk, None)
    return [*found, *named.values()]


def _roles() -> list[Role]:
    held = [role for role in roles_at_work() if role.is_for_all]
    held.sort(key=lambda role: (role.kind, role.member.search_name, role.pk))
    return held[:_MOST_ADDRESSEES]


@transaction.atomic
def note_message(caller: Caller, said: Mapping[str, Any]) -> str:
    """The words go to whom they are for, and stand in the caller's journal; what to announce."""
    to = next((one for one in addressees(caller) if one.key == said["to"]), None)
    member = to.member if to else None
    if member is None:
        _leave_at_the_desk(caller, said["words"])
    elif to is not None and to.meeting is not None and is_on("conversations"):
        _say_in_thread(caller, to.meeting, said["words"])
    else:
        _send(caller, member, said["words"])
    name = member.name if member else _("The telephone desk")
    journal(
        member=caller.person,
        by=caller.by,
        words=gettext_lazy("Took a message from you for: %(name)s."),
        values={"name": name},
        role=Role.Kind.CORRESPONDENT,
        subject=MESSAGE,
        channel=TELEPHONE,
        at=caller.at,
    )
    return _("The message is noted for: %(name)s") % {"name": name}


def _send(caller: Caller, member: Member, words: str) -> None:
    told = {"name": caller.person.name, "by": caller.by.name, "at": in_words(caller.at)}
    taken = _("Taken by telephone by %(by)s, %(at)s. To answer, call the telephone desk.") % told
    title = _("A message from %(name)s") % told
    said = Words(title=title, body=f"{words}\n\n{taken}", signed_by=caller.person.name)
    reach(member, MESSAGE, said, subject=caller.person, at=caller.at)


def _say_in_thread(caller: Caller, meeting: int, words: str) -> None:
    """Those who organise answer there, and the caller hears it read out."""
    thread = open_about(member=caller.person, key=("meetings.meeting", meeting), at=caller.at)
    say(
        thread=thread, by=caller.person, noted_by=caller.by, text=words, at=caller.at, channel=TELEPHONE
    )  # fmt: skip


def _leave_at_the_desk(caller: Caller, words: str) -> None:
    Received.objects.create(
        key=uuid.uuid4().hex,
        purpose=MESSAGE,
        person=caller.person.pk,
        title=_("Taken by telephone by %(by)s") % {"by": caller.by.name},
        text=words,
        state=Received.State.TO_READ,
        received_at=caller.at,
    )
