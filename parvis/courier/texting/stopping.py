"""« STOP » by text message: nothing more leaves for that number, by text message; it is said once."""

from datetime import datetime

from django.utils.translation import gettext as _

from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.courier.silencing import digest_of, is_silent, lift, silence
from parvis.courier.stop_words import STOP
from parvis.courier.texting.answering import Answer, words_of
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.purposes import STOPPED

_START = {"reprendre", "start", "reprise"}


def stop(text: Text, at: datetime) -> Answer | None:
    """Silence asked for, or lifted. Asked again: nothing is said."""
    said, digest = words_of(text.words), digest_of(text.sender)
    name = letterhead().name
    if said in STOP:
        if is_silent(digest):
            return Answer()
        silence(digest=digest, at=at)
        return Answer(
            _("%(name)s: it is noted, no more text messages. To receive them again: REPRENDRE.")
            % {"name": name}
        )
    if said in _START and is_silent(digest):
        lift(digest=digest)
        return Answer(_("%(name)s: it is noted, you receive text messages again.") % {"name": name})
    return None


def says_it_is_noted(dispatch: Dispatch) -> bool:
    """The one answer that goes to a number which has just asked for silence."""
    return dispatch.purpose == STOPPED
