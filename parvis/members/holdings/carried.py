"""What was written to somebody: the courier knows addresses, members know whose they are."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from parvis.courier import forgetting
from parvis.courier.editions import words_of
from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.setbacks import forget_setbacks
from parvis.members.contacts import shown
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import CHUNK, in_words
from parvis.members.models import ContactPoint, Member, PenName, Role

_SENT = {
    "written_at": _("Written"),
    "channel": _("By"),
    "address": _("To"),
    "title": _("Title"),
    "body": _("Words"),
    "state": _("State"),
}


def _sent(member: Member) -> Iterator[Row]:
    """Codes are not given again: a message with a code in it would open the door."""
    rows = Dispatch.objects.filter(person=member.pk).exclude(purpose="members.sign_in").order_by("written_at")
    for row in rows.select_related("edition").iterator(CHUNK):
        yield {
            **{key: getattr(row, key) for key in _SENT},
            "body": words_of(row),
            "channel": in_words(Channel, row.channel),
            "state": in_words(Dispatch.State, row.state),
        }


def addresses_of_their_own(member: Member) -> set[str]:
    """The addresses nobody else has here: a couple shares one, and what it received may be the other's."""
    own = set(member.contact_points.exclude(address="").values_list("address", flat=True))
    others = ContactPoint.objects.filter(address__in=own).exclude(member=member)
    return own - set(others.values_list("address", flat=True))


def names_of(member: Member) -> list[str]:
    """How words to others may name them: name, pen name, numbers and addresses as people write them."""
    pen_name = PenName.objects.filter(member=member).values_list("name", flat=True)
    own = addresses_of_their_own(member)
    ways = [point for point in member.contact_points.all() if point.address in own]
    return [member.name, *pen_name, *(point.address for point in ways), *(shown(point) for point in ways)]


def _forget_sent(going: Going) -> None:
    with override(settings.LANGUAGE_CODE):
        someone = gettext("somebody who left")
    forgetting.forget_person(
        person=going.member.pk,
        addresses=addresses_of_their_own(going.member),
        names=names_of(going.member),
        someone=someone,
        at=going.at,
    )


DISPATCHES = Holding(
    "courier.dispatches",
    words=_("The messages, calls and letters meant for somebody"),
    why=_("So as not to send twice, and to answer when one went astray."),
    kept_for=_("The words three months, the fact one year."),
    seen_by=_("The person. Calls to make: those who make them."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=(
        "courier.Dispatch.person",
        "courier.Dispatch.ended_by",
        "courier.Dispatch.claimed_by",
        "courier.Attempt.by",
        "courier.CallSheet.by",
        "courier.LeftList.person",
    ),
    fields=_SENT,
    export=_sent,
    erase=_forget_sent,
    rules=(
        Rule(
            "courier.words",
            words=_("The words of messages, and the addresses they went to"),
            since=_("after they left"),
            kept=timedelta(days=90),
            apply=forgetting.forget_words,
        ),
        Rule(
            "courier.facts",
            words=_("The fact that a message left"),
            since=_("after it left"),
            kept=timedelta(days=365),
            apply=forgetting.forget_facts,
        ),
        Rule(
            "courier.setbacks",
            words=_("That mail for an address came back"),
            since=_("since the last time"),
            kept=timedelta(days=180),
            apply=forget_setbacks,
        ),
    ),
)


_RECEIVED = {
    "received_at": _("Received"),
    "sender": _("From"),
    "title": _("Title"),
    "text": _("Words"),
    "state": _("State"),
}


def _received(member: Member) -> Iterator[Row]:
    rows = Received.objects.filter(person=member.pk).order_by("received_at", "pk")
    for row in rows.iterator(CHUNK):
        values = {key: getattr(row, key) for key in _RECEIVED}
        yield {**values, "state": in_words(Received.State, row.state)}


def _forget_received(going: Going) -> None:
    forgetting.forget_answers(person=going.member.pk, addresses=addresses_of_their_own(going.member))
    numbers = going.member.contact_points.exclude(address="").values_list("address", flat=True)
    forgetting.forget_questions(set(numbers))  # of a shared number too: the other one is asked again


RECEIVED = Holding(
    "courier.received",
    words=_("The answers somebody sent by mail or by text message"),
    why=_("So that the same message never acts twice, and that a person reads what a machine cannot."),
    kept_for=_("Words nobody has read yet, until they are. Everything else three months."),
    seen_by=_("The person. What waits for a reader: whoever organises, and those who answer the telephone."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=(
        "courier.Received.person",
        "courier.Received.subject_id",
        "courier.Received.ended_by",
        "courier.Received.reader",
        "courier.TextQuestion",
    ),
    fields=_RECEIVED,
    export=_received,
    erase=_forget_received,
    rules=(
        Rule(
            "courier.received",
            words=_("The messages that reached us, once read"),
            since=_("after they came"),
            kept=timedelta(days=90),
            apply=forgetting.forget_received,
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register."""
    register(DISPATCHES, RECEIVED)
