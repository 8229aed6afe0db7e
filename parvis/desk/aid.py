"""Mutual aid by telephone: one sentence taken down; a notice of theirs kept, found or taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.alike import alike
from parvis.aid.categories import CATEGORIES, words_of
from parvis.aid.ending import end
from parvis.aid.forms.posting import SentenceForm
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.posting import post
from parvis.aid.renewing import renew
from parvis.aid.reporting.holding_back import held_of
from parvis.aid.rewriting import rewrite
from parvis.aid.telling import said, seen_until
from parvis.aid.understanding import suggest
from parvis.community.models import Circle
from parvis.community.switches import is_on
from parvis.desk.notices import notices_for, other_one
from parvis.desk.taking import Caller, Taking
from parvis.kit.fields import DayField
from parvis.kit.freshness import cached
from parvis.members.journaling import TELEPHONE, journal
from parvis.members.mandates import Scope
from parvis.members.models import Role

SUBJECT = "desk.aid"
_CIRCLES = frozenset({"community_circle"})
_WROTE, _DONE = (
    gettext_lazy("Wrote down what you ask or offer."),
    gettext_lazy("A notice of yours: did what you said."),
)
_CHANGED = gettext_lazy("Changed a notice of yours as you said.")
_WHATS = (
    ("again", gettext_lazy("Thirty days more")),
    ("found", gettext_lazy("It is settled")),
    ("back", gettext_lazy("Take the notice back")),
)


class AidForm(SentenceForm):
    """Three fields, as they say it."""

    until_on = DayField(label=gettext_lazy("Until which day?"), required=False)

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)


class MineForm(forms.Form):
    """Which of their notices, and what of it."""

    notice = forms.ChoiceField(label=gettext_lazy("Which one?"), widget=forms.RadioSelect)
    what = forms.ChoiceField(
        label=gettext_lazy("What do they say?"), choices=_WHATS, widget=forms.RadioSelect
    )

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        choices = [(str(one.pk), said(one)) for one in notices_for(caller).own]
        self.fields["notice"].choices = choices  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """Which of their notices, and what is otherwise; what is left empty stays as it is."""

    changed = forms.ChoiceField(label=gettext_lazy("Which one?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=gettext_lazy("The new sentence"), max_length=MOST_LETTERS, required=False,
        help_text=gettext_lazy("Leave empty what stays as it is."),
    )  # fmt: skip
    place_words = forms.CharField(label=gettext_lazy("The new place"), max_length=120, required=False)
    from_on = DayField(label=gettext_lazy("From which day on?"), required=False)
    until_on = DayField(label=gettext_lazy("Until which day?"), required=False)
    readers = forms.ChoiceField(label=gettext_lazy("Who may read it?"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What kind of help?"), required=False)

    def __init__(self, caller: Caller, **known: Any) -> None:
        super().__init__(**known)
        named = [(str(one.pk), said(one)) for one in _live(caller)]
        self.fields["changed"].choices = named  # type: ignore[attr-defined]
        readers = [(str(one.pk), one.name) for one in _circles(caller)]
        stays, everybody = gettext_lazy("As before"), gettext_lazy("Everybody here")
        self.fields["readers"].choices = [("", stays), ("all", everybody), *readers]  # type: ignore[attr-defined]
        kinds = [(one.slug, one.words) for one in CATEGORIES]
        self.fields["kind"].choices = [("", stays), *kinds]  # type: ignore[attr-defined]


def _live(caller: Caller) -> list[Notice]:
    return [one for one in notices_for(caller).own if one.is_live(caller.at)]


def _circles(caller: Caller) -> list[Circle]:
    """Theirs; of the secret ones only those whoever answers belongs to as well."""
    known = cached("desk.circles", lambda: list(Circle.objects.order_by("name", "pk")), tables=_CIRCLES)
    theirs, mine = caller.person.circle_ids, caller.by.circle_ids
    secret = Circle.Joining.SECRET
    return [one for one in known if one.pk in theirs and (one.joining != secret or one.pk in mine)]


@transaction.atomic
def note_aid(caller: Caller, told: Mapping[str, Any]) -> str:
    """It is published at once; who offers it already is named. CannotPost, PostedEnough, TooYoung."""
    notice = post(
        author=caller.person, direction=told["direction"], words=told["words"], at=caller.at,
        channel=TELEPHONE, category=suggest(told["words"]), until_on=told.get("until_on"),
        once_key=f"desk:{caller.key}" if caller.key else None,
    )  # fmt: skip
    _journal(caller, _WROTE)
    waits = held_of(notice) or _("It is noted.")
    return " ".join(filter(None, [f"{said(notice)}.", waits, _kind(notice), *_offered(caller, notice)]))


def _kind(notice: Notice) -> str:
    kind = words_of(notice.category)
    return _("Kind of help: %(kind)s. They may say otherwise.") % {"kind": kind} if kind else ""


def _offered(caller: Caller, notice: Notice) -> list[str]:
    """« Odile propose déjà : mon échelle »: the first one both may know of, short enough to be read aloud."""
    found = alike(direction=notice.direction, words=notice.words, reader=caller.person, now=caller.at).answers
    says = _("%(name)s is looking for this:") if not notice.is_need else _("%(name)s offers already:")
    known = (one for one in found if other_one(caller, one.pk))
    return [f"{says % {'name': one.author.name}} {Truncator(one.words).chars(80)}." for one in known][:1]


@transaction.atomic
def note_mine(caller: Caller, told: Mapping[str, Any]) -> str:
    """NoticeOver when it cannot come back."""
    notice = next(one for one in notices_for(caller).own if str(one.pk) == told["notice"])
    says = _("It is noted.")
    if told["what"] == "again":
        says = f"{says} {seen_until(renew(notice=notice, at=caller.at))}"
    else:
        why = NoticeEnd.Why.FULFILLED if told["what"] == "found" else NoticeEnd.Why.WITHDRAWN
        end(notice=notice, why=why, by=caller.person, at=caller.at)
    _journal(caller, _DONE)
    return says


@transaction.atomic
def note_change(caller: Caller, told: Mapping[str, Any]) -> str:
    """What they said otherwise, and nothing else. NoticeOver, CannotPost, TooYoung."""
    notice = next(one for one in _live(caller) if str(one.pk) == told["changed"])
    names = ("words", "place_words", "from_on", "until_on")
    facts = {name: told[name] for name in names if told.get(name)}
    if facts.get("place_words"):
        facts["place"] = None  # the words stand in the place of the one of the list
    if told.get("kind"):
        facts["category"] = told["kind"]
    if told.get("readers"):
        facts["circle"] = next((one for one in _circles(caller) if str(one.pk) == told["readers"]), None)
    fresh = rewrite(notice=notice, facts=facts, at=caller.at)
    _journal(caller, _CHANGED)
    return " ".join(filter(None, [f"{said(fresh)}.", held_of(fresh) or _("It is noted.")]))


def _journal(caller: Caller, words: Any) -> None:
    journal(
        member=caller.person, by=caller.by, words=words, role=Role.Kind.CORRESPONDENT, subject=SUBJECT,
        channel=TELEPHONE, at=caller.at,
    )  # fmt: skip


def takings() -> list[Taking]:
    """What they ask or offer; and, when they have some, their notices."""
    return [
        Taking(
            "aid", gettext_lazy("Note what they ask or offer"), 25, AidForm, note_aid, Scope.AID,
            is_shown=lambda caller: is_on("aid") and caller.person.minor_until_on is None,
        ),
        Taking(
            "aid_mine", gettext_lazy("Keep or end their notice"), 26, MineForm, note_mine, Scope.AID,
            is_shown=lambda caller: is_on("aid") and bool(notices_for(caller).own),
        ),
        Taking(
            "aid_change", gettext_lazy("Change what their notice says"), 27, ChangeForm, note_change,
            Scope.AID, is_shown=lambda caller: is_on("aid") and bool(_live(caller)),
        ),
    ]  # fmt: skip
