"""What the desk takes by telephone, and why it sends words: said once at the start."""

from django.utils.translation import gettext_lazy as _

from parvis.courier.purposes import Purpose, register_purpose
from parvis.desk import aid, bridging, exchanges, rides, said
from parvis.desk.messages import MESSAGE, MessageForm, note_message
from parvis.desk.promises import PROMISE, PromiseForm, promise_call, why_not
from parvis.desk.taking import Taking, register_taking
from parvis.desk.ways import ThroughForm, WayForm, note_through, note_way
from parvis.members.mandates import Scope


def declare_takings() -> None:
    """The desk's own; areas above and beside add theirs in their `apps.ready()`."""
    heard = Scope.MESSAGES
    register_taking(Taking("message", _("Note a message"), 10, MessageForm, note_message, heard))
    register_taking(
        Taking("promise", _("Promise to call back"), 20, PromiseForm, promise_call, heard, why_not)
    )
    register_taking(Taking("way", _("Note a number or an address"), 30, WayForm, note_way, heard))
    for one in [*aid.takings(), *said.takings(), *rides.takings(), *bridging.takings(), exchanges.taking()]:
        register_taking(one)
    through = Taking("through", _("Reach them through somebody"), 35, ThroughForm, note_through, heard)
    register_taking(through)


def declare_purposes() -> None:
    """Both answer an act of the person concerned: they leave at any hour."""
    register_purpose(Purpose(MESSAGE, is_answer=True))
    register_purpose(Purpose(PROMISE, is_answer=True))
