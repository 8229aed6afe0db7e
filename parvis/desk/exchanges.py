"""Exchanges by telephone: read out, answered, settled, done; each word stands in the person's journal."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.exchange.agreeing import agree, show_address
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.saying import say_to_the_other
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.exchange.showing import Seen, going_on, seen
from parvis.aid.exchange.stopping import stop, thank_the_others
from parvis.aid.exchange.wording import line_of
from parvis.aid.models import Exchange, Notice
from parvis.community.switches import is_on
from parvis.conversations.saying import LONGEST_AMONG_US
from parvis.desk.notices import notices_for, other_one, sought
from parvis.desk.taking import Caller, Taking
from parvis.kit.refusals import Refusal
from parvis.kit.searching.matching import MOST_LETTERS
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.mandates import Scope, live_mandate
from parvis.members.models import Member, Role

SUBJECT = "aid.exchange"
_ANSWERED = gettext_lazy("Answered a notice for you, with your words.")
_WORDS = gettext_lazy("Wrote down your words for an exchange.")
_HOUR = gettext_lazy("Proposed for you an hour and a place.")
Act = Callable[[Exchange, Member, datetime, int | None], object]


class NotHeard(Refusal):
    """What was tapped cannot be said any more."""


ACTS: Mapping[str, tuple[Act, str | Promise]] = {
    "yes": (
        lambda one, person, at, seen: agree(exchange=one, by=person, at=at),
        gettext_lazy("Noted your yes to who answered your notice."),
    ),
    "hour": (
        lambda one, person, at, seen: accept(exchange=one, by=person, at=at, seen=seen),
        gettext_lazy("Noted that an hour suits you."),
    ),
    "done": (
        lambda one, person, at, seen: done(exchange=one, by=person, at=at),
        gettext_lazy("Noted that an exchange is done."),
    ),
    "stop": (
        lambda one, person, at, seen: stop(exchange=one, by=person, at=at),
        gettext_lazy("Noted that you let an exchange be."),
    ),
    "show": (
        lambda one, person, at, seen: show_address(exchange=one, by=person, shows=True, at=at),
        gettext_lazy("Noted that the other of an exchange may know how to reach you."),
    ),
    "hide": (
        lambda one, person, at, seen: show_address(exchange=one, by=person, shows=False, at=at),
        gettext_lazy("Noted that the other of an exchange may no longer know how to reach you."),
    ),
    "others": (
        lambda one, person, at, seen: thank_the_others(exchange=one, by=person, at=at),
        gettext_lazy("Thanked for you those who answered too."),
    ),
}


def is_let(person: Member, reader: Member, now: datetime) -> bool:
    """Whether this reader may read their exchanges out."""
    return live_mandate(person, reader, Scope.AID, now) is not None


def heard_of(person: Member, reader: Member, now: datetime) -> list[Seen]:
    """What goes on, as far as the reader may know of its notice: what waits for a word first."""
    if not is_let(person, reader, now):
        return []
    pairs = [pair[0] for pair in going_on(person, now)]
    notices = Notice.objects.visible_to(reader).filter(pk__in=[one.exchange.notice_id for one in pairs])
    known = set(notices.values_list("pk", flat=True))
    return [one for one in pairs if one.exchange.notice_id in known]


def heard_one(person: Member, reader: Member, pk: int, now: datetime) -> Seen | None:
    """One of them, with what was said; over ones too, as far as the reader may know."""
    known = Notice.objects.visible_to(reader).filter(pk=OuterRef("notice"))
    exchange = Exchange.objects.of(person).for_page().filter(Exists(known), pk=pk).first()
    if exchange is None or not is_let(person, reader, now):
        return None
    return seen(exchange, person, now)


@transaction.atomic
def note_act(
    *, exchange: Exchange, person: Member, by: Member, do: str, at: datetime, seen: int | None = None
) -> None:
    """One tap for what they say. seen: the version of the hour that was read out. NotHeard, and what the acts
    raise.
    """
    if do not in ACTS:
        raise NotHeard(_("This can no longer be chosen."))
    act, words = ACTS[do]
    act(exchange, person, at, seen)
    _journal(exchange, person, by, words, at)


@transaction.atomic
def note_words(
    *, exchange: Exchange, person: Member, by: Member, text: str, at: datetime, once_key: str = ""
) -> None:
    """What they say to the other, with who wrote it down."""
    say_to_the_other(
        exchange=exchange, by=person, noted_by=by, text=text, at=at, channel=TELEPHONE, once_key=once_key
    )
    _journal(exchange, person, by, _WORDS, at)


@transaction.atomic
def note_hour(
    *, exchange: Exchange, person: Member, by: Member, facts: Mapping[str, Any], at: datetime,
    seen: int | None = None,
) -> None:  # fmt: skip
    """A day, an hour and a place they propose. seen: as for `note_act`. What `settle` raises."""
    settle(exchange=exchange, by=person, at=at, seen=seen, **facts)
    _journal(exchange, person, by, _HOUR, at)


def _journal(exchange: Exchange, person: Member, by: Member, words: str | Promise, at: datetime) -> None:
    """Read back to them by whoever may know of this exchange."""
    journal(
        member=person, by=by, words=words, role=Role.Kind.CORRESPONDENT, subject=f"{SUBJECT}:{exchange.pk}",
        channel=TELEPHONE, at=at,
    )  # fmt: skip


class AnswerNoticeForm(forms.Form):
    """Which notice: of the last ones, or by a few of its words; and what they say."""

    notice = forms.TypedChoiceField(
        label=gettext_lazy("Which notice?"), coerce=int, empty_value=None,
        error_messages={"required": gettext_lazy("Choose which notice.")},
    )  # fmt: skip
    about = forms.CharField(
        label=gettext_lazy("It is not in the list? A few of its words"), max_length=MOST_LETTERS,
        required=False,
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("What they say"), max_length=LONGEST_AMONG_US,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        asked = str(self.data.get(self.add_prefix("about"), "")).replace("\0", " ")[:MOST_LETTERS]
        self.found = sought(caller, asked) if asked.strip() else []
        self.fields["notice"].required = not asked.strip()  # its words say which one
        offered = {one.pk: one for one in [*self.found, *notices_for(caller).others]}
        named = [(pk, line_of(one)) for pk, one in offered.items()]
        self.fields["notice"].choices = [("", gettext_lazy("Choose")), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the words find is taken when it is the only one; else the list shows it first."""
        given = super().clean() or {}
        if given.get("notice") or "notice" in self.errors or "about" in self.errors:
            return given
        if len(self.found) == 1:
            given["notice"] = self.found[0].pk
        elif self.found:
            self.add_error("notice", _("Several are found: they come first in the list. Choose one."))
        else:
            self.add_error("about", _("No notice says this. Try one word of it."))
        return given


@transaction.atomic
def take_answer(caller: Caller, given: Mapping[str, Any]) -> str:
    """They answer a notice: the one who wrote it is told. What `answer` raises."""
    notice = other_one(caller, given["notice"])
    if notice is None:
        raise NotHeard(_("This notice is over. Others may need you."))
    made = answer(
        notice=notice, by=caller.person, words=given["words"], at=caller.at, channel=TELEPHONE,
        noted_by=caller.by, once_key=f"desk:{caller.key}" if caller.key else None,
    )  # fmt: skip
    _journal(made, caller.person, caller.by, _ANSWERED, caller.at)
    return _("It is written down. %(name)s is told.") % {"name": notice.author.first_name}


def taking() -> Taking:
    return Taking(
        "aid_answer", gettext_lazy("Answer a notice"), 46, AnswerNoticeForm, take_answer, Scope.AID,
        is_shown=lambda caller: (
            is_on("aid") and caller.person.minor_until_on is None and bool(notices_for(caller).others)
        ),
    )  # fmt: skip
