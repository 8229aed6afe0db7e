"""« Rappeler à 14 h »: the hour has passed and nobody calls; whoever promised is told, then somebody else."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.courier.calling import is_held
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member, Role
from parvis.members.reaching import Words, can_be_written_to, reach
from parvis.members.speaking import speak

LATE = "desk.promise_late"
_SOON, _STILL = timedelta(minutes=15), timedelta(hours=2)  # who promised; then somebody else
_FORGOTTEN = timedelta(days=1)  # two people know of it by then
_MOST = 50


def register_all() -> None:
    """Make the alarm known to the courier."""
    register_purpose(Purpose(LATE, matter=Matter.DUTY, still_wanted=_still_waits))


def warn_of_promises(at: datetime) -> int:
    """For the worker: tell of the calls promised for an hour that has passed; how many people were told."""
    calls = Dispatch.objects.waiting(Channel.TELEPHONE)
    late = calls.filter(call_again_at__lte=at - _SOON, call_again_at__gt=at - _FORGOTTEN)
    rows = [row for row in late.order_by("call_again_at", "pk")[:_MOST] if not is_held(row, at)]
    keys = {_key(row, step): (row, step) for row in rows for step in _steps(row, at)}
    known = Dispatch.objects.filter(once_key__in=list(keys)).values_list("once_key", flat=True)
    for key in known:
        keys.pop(key or "", None)
    if not keys:
        return 0
    desk, others = _at_work(Role.Kind.CORRESPONDENT), _at_work(Role.Kind.ADMINISTRATOR)
    return sum(_tell(row, step, key, desk, others, at) for key, (row, step) in keys.items())


def _steps(row: Dispatch, at: datetime) -> list[int]:
    waited = at - row.call_again_at if row.call_again_at else timedelta(0)
    return [1, 2] if waited >= _STILL else [1]


def _key(row: Dispatch, step: int) -> str:
    return f"{LATE}:{row.pk}:{row.call_again_at:%Y%m%d%H%M}:{step}"


def _at_work(kind: str) -> list[Member]:
    roles = Role.objects.at_work().filter(kind=kind).select_related("member").order_by("pk")
    return [role.member for role in roles if can_be_written_to(role.member)]


def _tell(row: Dispatch, step: int, key: str, desk: list[Member], others: list[Member], at: datetime) -> bool:
    """First whoever promised (else another at the desk); two hours later, somebody who did not know."""
    first = next((one for one in desk if one.pk == row.ended_by), None) or next(iter([*desk, *others]), None)
    second = next((one for one in [*others, *desk] if first is None or one.pk != first.pk), None)
    person = first if step == 1 else second
    if person is None:
        return False
    words = speak(person, lambda: _words(row, is_of_the_desk=person in desk))
    reach(person, LATE, words, subject=row, at=at, once_key=key)
    return True


def _words(row: Dispatch, *, is_of_the_desk: bool) -> Words:
    """The name goes to the desk only, which knows it already."""
    hour = moments.at(row.call_again_at) if row.call_again_at else ""
    title = _("A call was promised, and nobody has made it")
    name = unlinked(row.name.split(" ", 1)[0]) if is_of_the_desk and row.name else _("Somebody")
    body = _("%(name)s expects our call since %(moment)s. Can somebody call?")
    body = body % {"name": name, "moment": hour}
    return Words(title=title, body=body, link=reverse("desk:calls"), link_words=_("See the calls"))


def _still_waits(dispatch: Dispatch, now: datetime) -> bool:
    """Nobody called meanwhile, and the hour was not moved."""
    rows = Dispatch.objects.waiting(Channel.TELEPHONE).filter(pk=dispatch.subject_id or 0)
    return rows.filter(call_again_at__lte=now).exists()
