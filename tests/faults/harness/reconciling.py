"""The ledger against the tables: nothing acknowledged is lost, nothing refused exists, unknown is whole or absent.

Each function gives discrepancies in words; an empty list is the only good answer.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from tests.faults.harness.browser import ACKNOWLEDGED, UNKNOWN, UNSENT
from tests.faults.harness.ledger import Act, Ledger
from tests.faults.harness.stores import Row, Store

# What identifies an act in its table.
ONE_ROW = {
    "sentence": "SELECT words FROM wiki_sentence",
    "photo": "SELECT description FROM wiki_photo",
    "arrival": "SELECT key FROM meetings_tap",
    "proposal": "SELECT once_key FROM meetings_meeting",
}


def reconcile(ledger: Ledger, store: Store) -> list[str]:
    """Every discrepancy between what people were told and what is there."""
    found = _joined(ledger, store) + _after_joining(ledger, store) + _codes(ledger, store)
    for kind, sql in ONE_ROW.items():
        found += _one_row_each(ledger.of(kind), Counter(row[0] for row in store.rows(sql)))
    return found + _series(ledger, store)


def _verdict(act: Act, rows: int) -> list[str]:
    """What is wrong about the number of rows of one act."""
    if act.outcome == ACKNOWLEDGED and rows == 0:
        return [f"lost: {act.kind} {act.key} was acknowledged"]
    if act.outcome not in (ACKNOWLEDGED, UNKNOWN) and rows:
        return [f"there: {act.kind} {act.key} was {act.outcome} ({act.status})"]
    return [f"twice: {act.kind} {act.key} is there {rows} times"] if rows > 1 else []


def _one_row_each(acts: Iterable[Act], rows: Counter[str]) -> list[str]:
    return [words for act in acts for words in _verdict(act, rows[act.key])]


def _joined(ledger: Ledger, store: Store) -> list[str]:
    """Newcomers: the person, their address, their registration, its seats and companions."""
    known: defaultdict[str, list[Row]] = defaultdict(list)
    sql = """SELECT c.address, r.id, r.meeting_id, r.party, r.companions FROM members_contactpoint c
             LEFT JOIN meetings_registration r ON r.member_id = c.member_id WHERE c.address LIKE 'nouveau%'"""
    for address, *row in store.rows(sql):
        known[address].append(tuple(row))
    changed = {act.key for act in ledger.of("party")}
    found = []
    for act in ledger.of("join"):
        rows = known.pop(act.key, [])
        found += _verdict(act, len(rows))
        found += [f"half: {act.key} has no registration" for row in rows if row[0] is None]
        if rows and rows[0][0] and act.facts["token"]:
            found += _as_told(act, rows[0], is_changed=act.facts["token"] in changed)
    return found + [f"from nowhere: {address}" for address in known]


def _as_told(act: Act, row: Row, *, is_changed: bool) -> list[str]:
    number, meeting, party, companions = (str(value) for value in row)
    told = act.facts
    wrong = number != told["token"].partition(".")[0] or meeting != told["meeting"]
    if not is_changed:
        wrong = wrong or party != told["party"] or companions != told["companions"]
    return [f"other: {act.key} was told {told}, the rows say {row}"] if wrong else []


def _after_joining(ledger: Ledger, store: Store) -> list[str]:
    """Those who withdrew, and those who come in another number."""
    rows = {str(row[0]): row for row in store.rows("SELECT id, state, party FROM meetings_registration")}
    parties = {act.facts["token"]: act.facts["party"] for act in ledger.of("join")}
    found = []
    for act in [*ledger.of("withdraw"), *ledger.of("party")]:
        row = rows.get(act.key.partition(".")[0])
        if row is None or act.outcome == UNKNOWN:
            continue  # that it is lost was said already
        if act.kind == "withdraw":
            is_right = (row[1] == "withdrawn") == (act.outcome == ACKNOWLEDGED)
        else:
            wanted = act.facts["party"] if act.outcome == ACKNOWLEDGED else parties[act.key]
            is_right = str(row[2]) == wanted
        found += [] if is_right else [f"other: {act.kind} {act.key} {act.facts} was {act.outcome}: {row}"]
    return found


def _codes(ledger: Ledger, store: Store) -> list[str]:
    """Codes asked for: one row each time it was acknowledged, perhaps one when nobody knows."""
    sql = "SELECT address, count(*) FROM members_signincode GROUP BY address"
    rows: dict[str, int] = dict(store.rows(sql))  # type: ignore[arg-type]
    told: Counter[tuple[str, str]] = Counter((act.key, act.outcome) for act in ledger.of("code"))
    found = []
    for address in {act.key for act in ledger.of("code")}:
        least = told[address, ACKNOWLEDGED]
        most = least + told[address, UNKNOWN]
        if not least <= rows.get(address, 0) <= most:
            found.append(f"codes: {address} has {rows.get(address, 0)}, told {least} to {most}")
    return found


def _series(ledger: Ledger, store: Store) -> list[str]:
    """A regular appointment is there with all its weeks, or not at all."""
    sql = """SELECT first.once_key, count(*) FROM meetings_meeting first
             JOIN meetings_meeting one ON one.series_id = first.series_id
             WHERE first.once_key IS NOT NULL GROUP BY first.once_key"""
    weeks = dict(store.rows(sql))  # type: ignore[arg-type]
    there = {row[0] for row in store.rows("SELECT once_key FROM meetings_meeting WHERE once_key IS NOT NULL")}
    return [
        f"half: {act.key} has {weeks.get(act.key, 0)} weeks"
        for act in ledger.of("proposal")
        if act.facts["weeks"] == "4"
        and act.key in there
        and act.outcome != UNSENT
        and weeks.get(act.key) != 4
    ]
