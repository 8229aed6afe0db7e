"""« On prend celle-ci »: everybody answers for themselves, all are registered in one act, or none is.

Two who propose at once make one choice: the second finds the first. Locks are taken in one order: the visit,
the community (who is new joins one at a time), the meeting.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.covisits import refusals, registering_together
from parvis.covisits.models import Choice, ChoiceAnswer, CoVisit, Visitor
from parvis.covisits.visiting import hold_for, stir, tidy_first_name
from parvis.meetings.models import Meeting
from parvis.members.contacts import Contact
from parvis.members.models import Member

_State = Choice.State


@dataclass(frozen=True)
class Coming:
    """« Je viens avec vous »: as the member one is, or by a name and one way to be told."""

    member: Member | None = None
    name: str = ""
    contact: Contact | None = None
    by_text: bool = False
    shows_name: bool = False
    said: dict[str, str] = field(default_factory=dict)  # question → words
    child: dict[str, Any] | None = None  # under fifteen: the year of birth and the parent, for `protect`


@transaction.atomic
def propose(*, visitor: Visitor, meeting: Meeting, at: datetime) -> Choice:
    """Put one meeting to everybody. Another one is being answered: that one, and nothing changes. One for
    which seats are missing makes room for another."""
    held = hold_for(visitor, at)
    existing = held.choices.open().first()
    if existing is not None:
        is_same = existing.meeting_id == meeting.pk
        if is_same or (existing.state == _State.ASKED and existing.meeting_id is not None):
            return existing
        _end(existing, _State.DROPPED, at)
    choice = Choice.objects.create(co_visit=held, meeting=meeting, proposed_by=visitor, proposed_at=at)
    stir(held, at)
    return choice


@transaction.atomic
def answer(*, visitor: Visitor, choice: Choice, coming: Coming | None, at: datetime) -> Choice:
    """Somebody comes, or does not (None); the last answer registers everybody. Raises ChoiceGone."""
    held, choice = _open(visitor, choice, at)
    known: dict[str, Any] = {"comes": coming is not None, "answered_at": at, "trouble": ""}
    if coming is not None:
        contact = coming.contact or Contact("", "")
        known |= {
            "member": coming.member, "name": coming.name[:120], "contact_kind": contact.kind,
            "contact_address": contact.address, "by_text": coming.by_text, "shows_name": coming.shows_name,
            "said": coming.said, "child": _kept(coming.child),
        }  # fmt: skip
        _be_called(visitor, coming.name)
    ChoiceAnswer.objects.update_or_create(choice=choice, visitor=visitor, defaults=known)
    _settle(held, choice, at)
    stir(held, at)
    return choice


@transaction.atomic
def go_without(*, visitor: Visitor, choice: Choice, others: Collection[int], at: datetime) -> Choice:
    """Of these (ids), whoever said nothing or cannot come is no longer waited for; all the others are.
    Raises ChoiceGone."""
    held, choice = _open(visitor, choice, at)
    answered = {row.visitor_id: row for row in choice.answers.all()}
    for other in held.visitors.here().filter(pk__in=others).exclude(pk=visitor.pk):
        row = answered.get(other.pk) or ChoiceAnswer(choice=choice, visitor=other)
        if row.pk is None or row.trouble:
            row.comes, row.answered_at = False, at
            row.save()
    _settle(held, choice, at)
    stir(held, at)
    return choice


@transaction.atomic
def wait_together(*, visitor: Visitor, choice: Choice, at: datetime) -> Choice:
    """Seats are missing: all go to the waiting list, and are offered seats together. Were enough given back
    meanwhile, they have them. Raises ChoiceGone."""
    held, choice = _open(visitor, choice, at)
    if choice.state == _State.LACKING:
        _settle(held, choice, at)
        if choice.state == _State.LACKING:
            choice.waits = True
            choice.save(update_fields=["waits"])
            _settle(held, choice, at)
        stir(held, at)
    return choice


@transaction.atomic
def drop(*, visitor: Visitor, choice: Choice, at: datetime) -> Choice:
    """It is left aside; what was liked stays. Raises ChoiceGone."""
    held, choice = _open(visitor, choice, at)
    _end(choice, _State.DROPPED, at)
    stir(held, at)
    return choice


def take_back(held: CoVisit, visitor: int) -> None:
    """What somebody who goes said of an open choice counts no more. The visit's row is held."""
    ChoiceAnswer.objects.filter(choice__in=held.choices.open(), visitor=visitor).delete()


def go_on(held: CoVisit, at: datetime) -> None:
    """Somebody went: perhaps all the others have answered. The visit's row is held."""
    choice = held.choices.open().first()
    if choice is not None and choice.answers.exists():
        _settle(held, choice, at)


def _open(visitor: Visitor, choice: Choice, at: datetime) -> tuple[CoVisit, Choice]:
    held = hold_for(visitor, at)
    found = held.choices.open().filter(pk=choice.pk).first()
    if found is None:
        raise refusals.ChoiceGone(_("This was settled meanwhile."), refusals.to_choice())
    return held, found


def _kept(child: dict[str, Any] | None) -> dict[str, Any]:
    """What is said of a child, until everybody has answered."""
    if child is None:
        return {}
    parent = child["parent"]
    return {
        "birth_year": child["birth_year"],
        "parent_name": parent.name,
        "parent_telephone": parent.telephone.address,
    }


def _be_called(visitor: Visitor, name: str) -> None:
    """Whoever began without a first name has one once they said their name to come."""
    if not visitor.first_name and name.split():
        visitor.first_name = tidy_first_name(name.split()[0])
        visitor.save(update_fields=["first_name"])


def _settle(held: CoVisit, choice: Choice, at: datetime) -> None:
    """Once everybody who is here has answered: register those who come, all or none."""
    here = set(held.visitors.here().values_list("pk", flat=True))
    rows = [row for row in choice.answers.select_related("member", "visitor") if row.visitor_id in here]
    if {row.visitor_id for row in rows} != here or any(row.trouble and row.comes for row in rows):
        return
    coming = [row for row in rows if row.comes]
    if not coming:
        _end(choice, _State.DROPPED, at, _("Nobody comes this time."))
        return
    outcome = registering_together.register_all(choice, coming, at)
    if outcome.troubled is not None:
        ChoiceAnswer.objects.filter(pk=outcome.troubled.pk).update(trouble=outcome.why[:200])
    elif outcome.is_lacking:
        _lack(choice, outcome.why)
    else:
        _end(choice, _State.DROPPED if outcome.why else _State.DONE, at, outcome.why)


def _lack(choice: Choice, why: str) -> None:
    choice.state, choice.why, choice.waits = _State.LACKING, why[:200], False
    choice.save(update_fields=["state", "why", "waits"])


def _end(choice: Choice, state: str, at: datetime, why: str = "") -> None:
    choice.state, choice.ended_at, choice.why = state, at, why[:200]
    choice.save(update_fields=["state", "ended_at", "why"])
