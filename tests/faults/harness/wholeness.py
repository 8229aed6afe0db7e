"""What must hold after any fault, whatever anybody was told: no half object, no oversold meeting,
no message twice, nobody overtaken, each deed shown once to each reader of the chronicle.
"""

import time
from collections import Counter, defaultdict
from pathlib import Path

from tests.faults.harness.catcher import Catcher
from tests.faults.harness.stores import Store

GRACE = 3600.0  # seconds a file may wait for its row

# Each gives the rows that are wrong.
NEVER = {
    "seats counted wrong": """
        SELECT m.id, m.seats_taken, coalesce(sum(r.party), 0) FROM meetings_meeting m
        LEFT JOIN meetings_registration r ON r.meeting_id = m.id AND r.state IN ('seated', 'offered')
        GROUP BY m.id, m.seats_taken HAVING m.seats_taken <> coalesce(sum(r.party), 0)""",
    "oversold": "SELECT id FROM meetings_meeting WHERE capacity IS NOT NULL AND seats_taken > capacity",
    "registration without its deed, or with two": """
        SELECT r.id, count(d.id) FROM meetings_registration r LEFT JOIN chronicle_deed d
        ON d.subject_kind = 'meetings.registration' AND d.subject_id = r.id AND d.verb = 'meetings.registered'
        GROUP BY r.id HAVING count(d.id) <> 1""",
    "withdrawal without its deed": """
        SELECT r.id FROM meetings_registration r WHERE r.state = 'withdrawn' AND NOT EXISTS (
            SELECT 1 FROM chronicle_deed d WHERE d.subject_id = r.id
            AND d.verb IN ('meetings.withdrew', 'meetings.declined'))""",
    "deed of a withdrawal that did not happen": """
        SELECT d.id FROM chronicle_deed d JOIN meetings_registration r ON r.id = d.subject_id
        WHERE d.verb = 'meetings.withdrew' AND r.state <> 'withdrawn'""",
    "ended without an hour": """
        SELECT id FROM meetings_registration WHERE (state IN ('withdrawn', 'lapsed')) <> (ended_at IS NOT NULL)""",
    "registration nobody was told of, or told twice": """
        SELECT r.id, count(o.id) FROM meetings_registration r
        JOIN members_contactpoint c ON c.member_id = r.member_id AND c.kind = 'mail'
        LEFT JOIN courier_dispatch o ON o.subject_kind = 'meetings.registration' AND o.subject_id = r.id
            AND o.purpose IN ('meetings.confirmation', 'meetings.waiting') AND o.once_key IS NULL
        WHERE r.channel = 'web' AND c.address LIKE 'nouveau%' GROUP BY r.id HAVING count(o.id) <> 1""",
    "offer nobody was told of": """
        SELECT r.id FROM meetings_registration r WHERE r.state = 'offered' AND NOT EXISTS (
            SELECT 1 FROM courier_dispatch o WHERE o.subject_id = r.id AND o.purpose = 'meetings.offer')""",
    "member nobody can reach": """
        SELECT m.id FROM members_member m WHERE NOT EXISTS (
            SELECT 1 FROM members_contactpoint c WHERE c.member_id = m.id)""",
    "proposal half published": """
        SELECT m.id FROM meetings_meeting m WHERE m.once_key IS NOT NULL AND (
            NOT EXISTS (SELECT 1 FROM meetings_publication p WHERE p.meeting_id = m.id) OR NOT EXISTS (
            SELECT 1 FROM chronicle_deed d WHERE d.subject_id = m.id AND d.verb = 'meetings.proposed'))""",
    "tap that welcomed nobody": """
        SELECT t.id FROM meetings_tap t WHERE t.kind = 'here' AND t.member_id IS NULL
        AND NOT EXISTS (SELECT 1 FROM meetings_arrival a WHERE a.once_key = t.meeting_id || '.' || t.key)
        AND NOT EXISTS (SELECT 1 FROM meetings_tap u WHERE u.meeting_id = t.meeting_id
            AND u.kind IN ('undo', 'same') AND t.key IN (u.about, u.other))""",
    "story shown without a voice": """
        SELECT s.id FROM wiki_story s WHERE s.published_at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM wiki_sentence t WHERE t.story_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM wiki_photo p WHERE p.story_id = s.id)""",
    "message written twice": """
        SELECT message_id FROM courier_dispatch GROUP BY message_id HAVING count(*) > 1""",
}
# Each gives two numbers that must be the same.
SAME = {
    "sentences and their deeds": """
        SELECT (SELECT count(*) FROM wiki_sentence),
               (SELECT count(*) FROM chronicle_deed WHERE verb = 'wiki.sentence_added')""",
    "photos and their deeds": """
        SELECT (SELECT count(*) FROM wiki_photo),
               (SELECT count(*) FROM chronicle_deed WHERE verb = 'wiki.photo_added')""",
    "photos and what was agreed": """
        SELECT (SELECT count(*) FROM wiki_photo WHERE people_agreed),
               (SELECT count(*) FROM members_consent WHERE purpose = 'wiki.photo')""",
    "arrivals and their deeds": """
        SELECT (SELECT count(*) FROM meetings_arrival),
               (SELECT count(*) FROM chronicle_deed WHERE verb = 'meetings.arrived')""",
}
# What ends somebody's wait. Saying how many come, or a room or an hour that changed, does not.
LEAVES_THE_LINE = {"meetings.offered", "meetings.registered", "meetings.seat_given", "meetings.withdrew"}
FOLLOWED = "('meetings.registered', 'meetings.withdrew', 'wiki.sentence_added')"


def is_whole(store: Store, media: Path, now: float | None = None) -> list[str]:
    """Everything that is half, double, oversold or out of order, in words."""
    found = [f"{what}: {row}" for what, sql in NEVER.items() for row in store.rows(sql)]
    for what, sql in SAME.items():
        one, other = store.rows(sql)[0]
        found += [] if one == other else [f"{what}: {one} and {other}"]
    if not store.is_postgres:
        found += [f"integrity: {row}" for row in store.rows("PRAGMA integrity_check") if row != ("ok",)]
        found += [f"foreign key: {row}" for row in store.rows("PRAGMA foreign_key_check")]
    return found + _files(store, media, now or time.time()) + in_order(store)


def _files(store: Store, media: Path, now: float) -> list[str]:
    """Each photo has its whole file; a file without a row is young."""
    named = {row[0] for row in store.rows("SELECT image FROM wiki_photo")}
    found = [f"photo without its file: {name}" for name in named if not _is_webp(media / name)]
    for path in media.rglob("*"):
        if (
            path.is_file()
            and str(path.relative_to(media)) not in named
            and now - path.stat().st_mtime > GRACE
        ):
            found.append(f"file without a row: {path.name}")
    return found


def _is_webp(path: Path) -> bool:
    if not path.is_file():
        return False
    content = path.read_bytes()
    return content[:4] == b"RIFF" and len(content) == int.from_bytes(content[4:8], "little") + 8


def in_order(store: Store) -> list[str]:
    """Nobody overtakes: who came while others waited, and sat at once, came too early."""
    waits: defaultdict[int, dict[int, int]] = defaultdict(dict)  # meeting → registration → since which deed
    found = []
    sql = """SELECT d.verb, d.subject_id, r.meeting_id, d.id, d.details FROM chronicle_deed d
             JOIN meetings_registration r ON r.id = d.subject_id AND d.subject_kind = 'meetings.registration'
             ORDER BY d.id"""
    for verb, registration, meeting, deed, details in store.rows(sql):
        line = waits[meeting]
        is_first = not line or registration == min(line)
        if verb == "meetings.registered" and "waiting" in str(details):
            line[registration] = deed
            continue
        if (verb == "meetings.registered" and line) or (verb == "meetings.offered" and not is_first):
            found.append(f"overtaken at meeting {meeting} by registration {registration}: {sorted(line)[:5]}")
        if verb in LEAVES_THE_LINE:
            line.pop(registration, None)
    return found


def echoes(store: Store) -> list[str]:
    """The extra reader of the chronicle saw each deed once, in their order."""
    order = "ctid" if store.is_postgres else "rowid"
    seen = [row[0] for row in store.rows(f"SELECT deed FROM faults_echo ORDER BY {order}")]
    done = [
        row[0] for row in store.rows(f"SELECT id FROM chronicle_deed WHERE verb IN {FOLLOWED} ORDER BY id")
    ]
    found = [f"deed shown twice: {deed}" for deed, times in Counter(seen).items() if times > 1]
    found += [f"deed never shown: {deed}" for deed in sorted(set(done) - set(seen))]
    return found if found or seen == done else ["deeds shown out of order"]


def mailed(store: Store, post: Catcher, doubts: int) -> list[str]:
    """What is marked as sent arrived; nothing arrived twice but what was in doubt (one a kill or a cut line)."""
    sql = "SELECT message_id, state, address, attempts FROM courier_dispatch WHERE channel = 'mail'"
    rows = {row[0]: row for row in store.rows(sql)}
    counts = post.counts()
    found = [f"mail nobody wrote: {one}" for one in counts if one not in rows]
    for message_id, state, address, attempts in rows.values():
        if state == "sent" and not counts[message_id]:
            found.append(f"marked as sent and never arrived: {address}")
        if counts[message_id] > attempts:
            found.append(f"more copies than attempts: {address}")
    doubles = sum(count - 1 for count in counts.values())
    return found + ([f"{doubles} messages twice, {doubts} could be in doubt"] if doubles > doubts else [])
