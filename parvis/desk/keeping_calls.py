"""What the telephone desk keeps about who calls, and how long."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.desk.holding_calls import KEPT_FOR
from parvis.desk.models import Namesakes, OpenCall
from parvis.members.holdings.register import Going, Holding, Rule, register
from parvis.members.holdings.rows import deletes_older, forget
from parvis.members.models import Role


def _forget_calls(going: Going) -> None:
    OpenCall.objects.filter(Q(person=going.member) | Q(correspondent=going.member)).delete()


def _forget_namesakes(going: Going) -> None:
    Namesakes.objects.filter(Q(one=going.member) | Q(other=going.member)).delete()
    forget(going.member, (Namesakes, "by"))


CALLS = Holding(
    "desk.calls",
    words=_("A call that waits: who calls, and what the correspondent had typed"),
    why=_("To take the call up again where it stood."),
    kept_for=_("Until the call ends, a day at most."),
    seen_by=_("The correspondent who took the call."),
    columns=("desk.OpenCall.correspondent", "desk.OpenCall.person"),
    erase=_forget_calls,
    rules=(
        Rule(
            "desk.calls",
            words=_("Calls that waited at the telephone desk"),
            since=_("after the call began"),
            kept=KEPT_FOR,
            apply=deletes_older(lambda before: OpenCall.objects.filter(began_at__lte=before)),
        ),
    ),
)
NAMESAKES = Holding(
    "desk.namesakes",
    words=_("Two people with nearly the same name, known to be two"),
    why=_("So that one is never taken for the other."),
    kept_for=_("As long as both are members."),
    seen_by=_("Nobody: it only stops a question."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("desk.Namesakes.one", "desk.Namesakes.other", "desk.Namesakes.by"),
    erase=_forget_namesakes,
)


def hold() -> None:
    """Write these holdings into the register."""
    register(CALLS, NAMESAKES)
