"""Let the people of a list move in, a batch at a time. Nobody is written to.

A batch is one transaction that makes the members and marks their lines: killed at any moment,
it goes on with the lines still waiting, and nobody arrives twice.
"""

import secrets
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.members.circles import visible_circles
from parvis.members.joining import BEING_REGISTERED
from parvis.members.models import Consent, ContactPoint, Import, ImportLine, Member, Membership, TurnedName
from parvis.members.moving_in import rows, storing
from parvis.members.moving_in.completing import POINT_COLUMNS, complete, points_of
from parvis.members.moving_in.likeness import words_of
from parvis.members.names import new_card_codes
from parvis.members.turning_names import turns

BATCH = 500
Place = tuple[int, int]  # line number and part
State, Choice = ImportLine.State, ImportLine.Choice
UPDATED = ["state", "facts", "member_id", "added"]  # facts are emptied: the person now has them


@transaction.atomic
def apply_some(pk: int, at: datetime) -> bool:
    """Let one batch move in. False when there was nothing to do."""
    brought = Import.objects.select_for_update().filter(pk=pk, state=Import.State.APPLYING).first()
    if brought is None:
        return False
    lines = list(brought.lines.waiting()[:BATCH])
    if lines:
        circles = _circles(brought, at)
        _apply(brought, lines, circles, at)
        rows.update(
            ImportLine, UPDATED, [(line.pk, (line.state, {}, line.member_id, line.added)) for line in lines]
        )
    if len(lines) < BATCH:
        _finish(brought, at)
    return True


def _apply(brought: Import, lines: list[ImportLine], circles: dict[str, Circle], at: datetime) -> None:
    """Newcomers first, then those who complete someone already here."""
    arrived = _earlier(brought, lines)
    here = {(line.number, line.part) for line in lines}
    linking = [line for line in lines if line.choice == Choice.LINK and _has_target(line, arrived, here)]
    creating = [line for line in lines if line.choice != Choice.SKIP and line not in linking]
    _create(brought, creating, circles, arrived, at)
    links = [(line, target) for line in linking if (target := _target(line, arrived)) is not None]
    complete(links, circles, at)
    done = {id(line) for line, _target_member in links}
    # Whoever was to complete a line that was itself left aside arrives as a newcomer.
    _create(brought, [line for line in linking if id(line) not in done], circles, arrived, at)
    for line in lines:
        if line.choice == Choice.SKIP:
            line.state = State.SKIPPED


def _earlier(brought: Import, lines: list[ImportLine]) -> dict[Place, int]:
    """The members that earlier lines became, for the lines that say they are the same person."""
    numbers = {
        line.twin_number for line in lines if line.choice == Choice.LINK and line.twin_number is not None
    }
    found = brought.lines.filter(number__in=numbers, member__isnull=False)
    return {
        (number, part): member for number, part, member in found.values_list("number", "part", "member_id")
    }


def _has_target(line: ImportLine, arrived: dict[Place, int], here: set[Place]) -> bool:
    if line.twin_member_id is not None:
        return True
    place = (line.twin_number or 0, line.twin_part)
    return place in arrived or (place in here and place < (line.number, line.part))


def _target(line: ImportLine, arrived: dict[Place, int]) -> int | None:
    """The member a line completes; those that complete the same one find them through it."""
    target = line.twin_member_id or arrived.get((line.twin_number or 0, line.twin_part))
    if target is not None:
        arrived[(line.number, line.part)] = target
        line.state, line.member_id = State.LINKED, target
    return target


def _since(line: ImportLine, at: datetime) -> datetime:
    """The day the list says, at noon; else now."""
    if not (said := line.facts.get("joined_on")):
        return at
    return min(at, timezone.make_aware(datetime.combine(date.fromisoformat(said), time(12))))


def _codes(count: int) -> list[str]:
    """So many card codes nobody has."""
    tried = new_card_codes(count + count // 4 + 8, ())
    taken = set(Member.objects.filter(card_code__in=tried).values_list("card_code", flat=True))
    free = [code for code in tried if code not in taken]
    if len(free) < count:
        free = new_card_codes(count, set(Member.objects.values_list("card_code", flat=True)))
    return free[:count]


def _members(lines: list[ImportLine], at: datetime) -> list[int]:
    """New members, one a line; their ids in the same order."""
    codes = _codes(len(lines))
    made = []
    for line, code in zip(lines, codes, strict=True):
        name = line.facts["name"]
        made.append((name, " ".join(words_of(name)), code, secrets.token_hex(16), _since(line, at)))
    rows.insert(Member, ["name", "search_name", "card_code", "session_key", "joined_at"], made)
    ids = dict(Member.objects.filter(card_code__in=codes).values_list("card_code", "pk"))
    turned = [(ids[code], turn) for _name, words, code, *_rest in made for turn in turns(words)]
    rows.insert(TurnedName, ["member_id", "turned"], turned)
    return [ids[code] for code in codes]


def _create(
    brought: Import,
    lines: list[ImportLine],
    circles: dict[str, Circle],
    arrived: dict[Place, int],
    at: datetime,
) -> None:
    """New members with their addresses, the trace of where they come from, and their circles."""
    if not lines:
        return
    members = _members(lines, at)
    for line, member in zip(lines, members, strict=True):
        line.state, line.member_id = State.CREATED, member
        arrived[(line.number, line.part)] = member
    points = [
        point for line, member in zip(lines, members, strict=True) for point in points_of(member, line.facts)
    ]
    rows.insert(ContactPoint, POINT_COLUMNS, points, added_at=at)
    rows.insert(Consent, ["member_id"], [(member,) for member in members], **_consent(brought, at))
    memberships = [
        (member, circles[name].pk)
        for line, member in zip(lines, members, strict=True)
        for name in line.facts.get("circles", [])
        if name in circles
    ]
    rows.insert(Membership, ["member_id", "circle_id"], memberships, asked_at=at, accepted_at=at)


def _consent(brought: Import, at: datetime) -> dict[str, Any]:
    """The columns of the trace: brought by a list, by whom, when."""
    return {
        "purpose": BEING_REGISTERED,
        "sentence": _sentence(brought),
        "how": Consent.How.IMPORTED.value,
        "heard_by_id": brought.brought_by_id,
        "given_at": at,
    }


def _sentence(brought: Import) -> str:
    """What is written as consent: a list was brought, nobody was asked yet."""
    with override("fr"):
        return _("On the association’s list “%(name)s”. Not asked yet.") % {"name": brought.name}


def _circles(brought: Import, at: datetime) -> dict[str, Circle]:
    """Circles by their name in the list; those that are missing are made (once)."""
    if not brought.with_circles:
        return {}
    # Of two that bear the name, the one everybody may know of; secret ones only for who is inside.
    seen = sorted(
        visible_circles(brought.brought_by or AnonymousUser()),
        key=lambda circle: circle.joining != Circle.Joining.SECRET,
    )
    known = {circle.name.casefold(): circle for circle in seen}
    for name in brought.circles:
        if name.casefold() not in known:
            circle = Circle.objects.create(name=name, joining=Circle.Joining.ON_REQUEST, created_at=at)
            known[name.casefold()] = circle
            brought.made_circles.append(circle.pk)
    brought.save(update_fields=["made_circles"])
    return {name: known[name.casefold()] for name in brought.circles}


def _finish(brought: Import, at: datetime) -> None:
    brought.go(Import.State.DONE)
    brought.ended_at = at
    brought.save(update_fields=["state", "ended_at"])
    arrived = brought.lines.filter(state=State.CREATED).count()
    record("members.moved_in", subject=brought, at=at, person=brought.brought_by_id, arrived=arrived)
    transaction.on_commit(lambda: storing.forget(brought.stored))
