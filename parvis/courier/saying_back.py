"""The few words the courier itself says back by mail: « plus rien ne part », « pas gardé ».

Only to an address we had written to, never to a machine, once a day at most of each kind.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.dispatching import dispatch, one_line
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.purposes import Purpose, register_purpose
from parvis.courier.silencing import choosing_path
from parvis.courier.stopping import passes_silence_when

SILENCE_NOTED = "courier.silence_noted"
NOT_KEPT = "courier.not_kept"
_DAY = timedelta(days=1)


def declare() -> None:
    """Make them known; the word that silence is noted is the last one, and passes it."""
    register_purpose(Purpose(SILENCE_NOTED, is_answer=True))
    register_purpose(Purpose(NOT_KEPT, is_answer=True))
    passes_silence_when(_says_it_is_noted)


def say_silence(row: Received, address: str, at: datetime) -> None:
    """« Stop » was understood: what it means, and the way back."""
    body = "\n\n".join([
        _("Nothing more leaves for this address, not even that a meeting is cancelled."),
        _("To receive messages again, open this page."),
    ])  # fmt: skip
    path = choosing_path(row.person, address) if row.person else ""
    _say(SILENCE_NOTED, row, address, _("It is noted: we write to you no more."), body, at, path)


def say_not_kept(row: Received, address: str, at: datetime, names: Sequence[str] = ()) -> None:
    """What was attached could not be taken; without names, the whole message was too large."""
    if not names:
        title = _("Your message was too large")
        body = [
            _("We could not open your message: it is too large."),
            _("Somebody here knows that you wrote."),
        ]
        body.append(_("A photo at a time arrives well."))
    else:
        listed = ", ".join(_("“%(name)s”") % {"name": one_line(name, 60)} for name in names[:4] if name)
        title = ngettext("Your attachment was not kept", "Your attachments were not kept", len(names))
        body = [_("We read your words. What was attached was not kept."), listed]
        body.append(_("By e-mail, only photos for a story can be taken."))
    _say(NOT_KEPT, row, address, title, "\n\n".join(part for part in body if part), at)


def _say(
    purpose: str, row: Received, address: str, title: str, body: str, at: datetime, path: str = ""
) -> None:
    lately = Dispatch.objects.filter(address__iexact=address, purpose=purpose, written_at__gt=at - _DAY)
    if lately.exists():
        return
    dispatch(
        channel=Channel.MAIL, purpose=purpose, address=address, title=title, body=body, at=at,
        person=row.person, link=_whole(path), link_words=_("What I receive") if path else "",
        once_key=f"{purpose}:{row.pk}",
    )  # fmt: skip


def _whole(path: str) -> str:
    return f"{settings.PUBLIC_ADDRESS}{path}" if path else ""


def _says_it_is_noted(row: Dispatch) -> bool:
    return row.purpose == SILENCE_NOTED
