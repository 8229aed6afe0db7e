"""What threads hold of people: their words, who answers, what they answered to an introduction."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from parvis.conversations.models import Handover, Introduced, Introduction, Message, Report, Thread
from parvis.conversations.reading import threads_seen
from parvis.conversations.subjects import titles_of
from parvis.courier.models import Channel
from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes_older, forget, in_words
from parvis.members.models import Member, Role, Texts

YEAR, MONTH, HALF_A_YEAR = timedelta(days=366), timedelta(days=30), timedelta(days=183)
_WORDS = {"about": _("About"), "said_at": _("When"), "how": _("By which way"), "words": _("Words")}
_REPORTS = {"at": _("When"), "words": _("Why")}
_INTRODUCED = {"asked_at": _("When"), "why": _("Why"), "says_yes": _("Said yes")}


def _told(rows: QuerySet[Message], reader: Member) -> Iterator[Row]:
    said = list(rows.select_related("thread").order_by("said_at", "pk"))
    names = titles_of({one.thread for one in said}, reader)
    for one in said:
        how = in_words(Channel, one.channel)
        yield {"about": names.get(one.thread_id, ""), "said_at": one.said_at, "how": how, "words": one.text}


def _words(member: Member) -> Iterator[Row]:
    """What they said, and what was answered to them."""
    return _told(Message.objects.filter(Q(author=member) | Q(thread__member=member)), member)


def _words_told_to(member: Member, reader: Member) -> Iterator[Row]:
    """Read by who prints it: the threads they read themselves."""
    seen = threads_seen(reader, timezone.now()).values("pk")
    return _told(Message.objects.filter(author=member, thread__in=seen), reader)


def _signature(texts: str) -> str:
    with override(settings.LANGUAGE_CODE):
        return gettext("a neighbour (she)") if texts == Texts.SHE else gettext("a neighbour (he)")


def _forget_words(going: Going) -> None:
    """Their own relations go; what they said to others goes too, or stays under another signature."""
    Thread.objects.filter(member=going.member).delete()
    Thread.objects.filter(kind=Thread.Kind.BETWEEN_TWO, introduction__people__member=going.member).delete()
    theirs = Message.objects.filter(author=going.member)
    if going.texts == Texts.GONE:
        theirs.delete()
    else:
        theirs.update(author=None, signed=_signature(going.texts)[:60])
    forget(
        going.member,
        (Message, "noted_by"), (Message, "withdrawn_by"), (Thread, "opened_by"), (Thread, "closed_by"),
        (Thread, "answerer"), (Handover, "by"),
    )  # fmt: skip


def _reports(member: Member) -> Iterator[Row]:
    for one in Report.objects.filter(by=member).order_by("at", "pk"):
        yield {"at": one.at, "words": one.words}


def _forget_reports(going: Going) -> None:
    Report.objects.filter(by=going.member).delete()
    forget(going.member, (Report, "moderator"), (Report, "ended_by"))


def _introduced(member: Member) -> Iterator[Row]:
    rows = Introduced.objects.filter(member=member).select_related("introduction").order_by("pk")
    for one in rows:
        yield {
            "asked_at": one.introduction.asked_at,
            "why": one.introduction.why,
            "says_yes": one.says_yes,
        }


def _forget_introductions(going: Going) -> None:
    """One alone is introduced to nobody."""
    theirs = Introduction.objects.filter(people__member=going.member)
    Introduction.objects.filter(pk__in=list(theirs.values_list("pk", flat=True))).delete()
    forget(going.member, (Introduction, "by"))


def _old_relations(before: datetime) -> QuerySet[Thread]:
    return Thread.objects.filter(kind=Thread.Kind.WITH_US, last_said_at__lt=before)


def _old_finite(before: datetime) -> QuerySet[Thread]:
    is_over = Q(closed_at__lt=before) | Q(closes_at__lt=before)
    rows = Thread.objects.exclude(kind=Thread.Kind.WITH_US).filter(is_over)
    return rows.exclude(pk__in=Handover.objects.filter(begins_at__gte=before).values("thread"))


def _old_reports(before: datetime) -> QuerySet[Report]:
    return Report.objects.filter(at__lt=before)


def _old_introductions(before: datetime) -> QuerySet[Introduction]:
    return Introduction.objects.filter(thread=None, ends_at__lt=before)


WORDS = Holding(
    "conversations.words",
    words=_("What somebody said in conversations, and what was answered to them"),
    why=_("So that one conversation holds what was said, by whatever way it came."),
    kept_for=_("A year after the last word; thirty days after a conversation among several is over."),
    seen_by=_("Those whose conversation it is; who organises; who answers the telephone, for them."),
    roles=(Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR),
    columns=(
        "conversations.Thread.member",
        "conversations.Thread.opened_by",
        "conversations.Thread.closed_by",
        "conversations.Thread.answerer",
        "conversations.Message.author",
        "conversations.Message.noted_by",
        "conversations.Message.withdrawn_by",
        "conversations.Handover.by",
    ),
    fields=_WORDS,
    export=_words,
    export_to=_words_told_to,
    erase=_forget_words,
    rules=(
        Rule(
            "conversations.relations",
            words=_("Conversations with those who organise"),
            since=_("after the last word"),
            kept=YEAR,
            apply=deletes_older(_old_relations),
        ),
        Rule(
            "conversations.finite",
            words=_("Conversations among several people"),
            since=_("after they are over"),
            kept=MONTH,
            apply=deletes_older(_old_finite),
        ),
    ),
)
REPORTS = Holding(
    "conversations.reports",
    words=_("Which words somebody asked to read again, and why"),
    why=_("So that a named person decides."),
    kept_for=_("Six months."),
    seen_by=_("The person who decides."),
    roles=(Role.Kind.ANIMATOR, Role.Kind.ADMINISTRATOR),
    columns=(
        "conversations.Report.by",
        "conversations.Report.moderator",
        "conversations.Report.ended_by",
    ),
    fields=_REPORTS,
    export=_reports,
    erase=_forget_reports,
    rules=(
        Rule(
            "conversations.reports",
            words=_("Which words somebody asked to read again"),
            since=_("after they asked"),
            kept=HALF_A_YEAR,
            apply=deletes_older(_old_reports),
        ),
    ),
)
INTRODUCTIONS = Holding(
    "conversations.introductions",
    words=_("To whom somebody could be introduced, and what they answered"),
    why=_("So that two people meet when both wish it."),
    kept_for=_("Fourteen days, whatever was answered; as long as their conversation when both said yes."),
    seen_by=_("The person alone. Nobody reads a no."),
    columns=("conversations.Introduction.by", "conversations.Introduced.member"),
    fields=_INTRODUCED,
    export=_introduced,
    erase=_forget_introductions,
    rules=(
        Rule(
            "conversations.introductions",
            words=_("Introductions that were not answered yes twice"),
            since=_("after they end"),
            kept=timedelta(0),
            apply=deletes_older(_old_introductions),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(WORDS, REPORTS, INTRODUCTIONS)
    holds_nobody("conversations.Thread.subject_id", why="What a thread is about: a meeting, a circle.")
