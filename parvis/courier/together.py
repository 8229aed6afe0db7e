"""Several dispatches carried as one: two people at one address, or several titles for one person.

One of them leads; the others go with it (`goes_with`), and end as it ends. Nobody's words are copied into
another one's row: the leader's message is put together while it leaves, so that erasing one leaves the other.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, UnknownPurpose, purpose
from parvis.kit.french import plain

State = Dispatch.State
_TAKING = 0x70617274  # one number in PostgreSQL's space of advisory locks
OPEN = (State.WAITING, State.LEAVING, State.DOUBT)
_Same = tuple[str, str, str, str, str, int | None]


def one_hand_at_a_time() -> None:
    """Until this transaction ends, no other worker takes words: it could take the other half of a couple's.

    SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TAKING])


def tie_households(taken: list[Dispatch], now: datetime) -> list[Dispatch]:
    """Of the dispatches just claimed, those that lead; the same words to others at one address go with them.

    Call it in the transaction that takes them.
    """
    leaders: dict[_Same, Dispatch] = {}
    kept = []
    for row in taken:
        leader = leaders.setdefault(_same(row), row) if _may_be_joined(row) else row
        if leader is row:
            kept.append(row)
        elif leader.person == row.person:
            kept.append(row)  # the same words twice for one person are two messages
        else:
            row.goes_with = leader
            mine = Dispatch.objects.filter(pk=row.pk)
            mine.update(goes_with=leader, claimed_until_at=None, attempts=F("attempts") - 1)
    _tie_those_behind(leaders, now)
    return kept


def companions_of(dispatch: Dispatch) -> list[Dispatch]:
    """Those that go with it, in order; none for words not written yet."""
    if (known := dispatch.known_companions) is not None:
        return known
    return list(dispatch.companions.order_by("pk")) if dispatch.pk else []


def remember_companions(leaders: Sequence[Dispatch]) -> None:
    """Of many about to leave: their companions are asked for once, and remembered with them."""
    found: dict[int, list[Dispatch]] = {row.pk: [] for row in leaders}
    for row in Dispatch.objects.filter(goes_with__in=found).order_by("pk"):
        found[row.goes_with_id or 0].append(row)
    for row in leaders:
        row.known_companions = found[row.pk]


def others_of(dispatch: Dispatch, companions: Iterable[Dispatch]) -> list[Dispatch]:
    """Of its companions, those for somebody else at the same address."""
    return [row for row in companions if row.person != dispatch.person]


def greeting(dispatch: Dispatch, companions: Iterable[Dispatch]) -> str:
    """« Odile et Henri » when the message is for both, nothing otherwise."""
    others = others_of(dispatch, companions)
    names = first_names_of([dispatch, *others])
    if not others or len(names) < 2:
        return ""
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def first_names_of(rows: Iterable[Dispatch]) -> list[str]:
    """How they are called: by their first name, or by all their names when two share it."""
    names = [row.name for row in rows if row.name]
    firsts = [name.split(" ")[0] for name in names]
    return firsts if len({plain(name) for name in firsts}) == len(firsts) else names


def end_companions(dispatch: Dispatch, **values: object) -> None:
    """What happened to the leader happened to them."""
    Dispatch.objects.filter(goes_with=dispatch, state__in=OPEN).update(**values)


def set_free(leaders: Iterable[int], now: datetime) -> int:
    """Their companions wait by themselves again; how many. For a leader that does not leave after all."""
    rows = Dispatch.objects.filter(goes_with__in=list(leaders), state__in=OPEN)
    return rows.update(goes_with=None, claimed_until_at=None, state=State.WAITING, not_before_at=now)


def free_orphans(now: datetime) -> int:
    """Those whose leader ended without them (it was dropped meanwhile) wait by themselves again; how many."""
    left = Dispatch.objects.filter(state=State.WAITING, goes_with__isnull=False)
    gone = left.exclude(goes_with__state__in=OPEN)
    leaders = {pk for pk in gone.values_list("goes_with", flat=True) if pk is not None}
    return set_free(leaders, now) if leaders else 0


def _tie_those_behind(leaders: dict[_Same, Dispatch], now: datetime) -> None:
    """Those of the same address that were not among the taken."""
    if not leaders:
        return
    addresses = {row.address for row in leaders.values()}
    rows = Dispatch.objects.filter(state=State.WAITING, address__in=addresses).unclaimed(now).due(now)
    for row in rows.select_for_update(skip_locked=True):  # the taken are claimed already
        leader = leaders.get(_same(row))
        if leader is not None and leader.person != row.person and _may_be_joined(row):
            Dispatch.objects.filter(pk=row.pk).update(goes_with=leader)


def _same(row: Dispatch) -> _Same:
    return row.channel, row.address, row.purpose, row.title, row.subject_kind, row.edition_id


def _may_be_joined(row: Dispatch) -> bool:
    """News are said once for all; a code, or the answer to somebody's own act, is theirs alone.

    What was tried already leaves as it was: a mailbox knows it by its Message-ID.
    """
    try:
        is_answer = purpose(row.purpose).matter == Matter.ANSWER
    except UnknownPurpose:
        return False
    return not is_answer and row.person is not None and row.attempts == 0
