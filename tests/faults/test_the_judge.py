"""A judge who never finds anything is no judge: it is shown what it must find, and a product that lies."""

import pytest

from tests.faults.harness.ledger import Ledger
from tests.faults.harness.place import Place
from tests.faults.harness.running import drain, judge, run
from tests.faults.harness.wholeness import in_order
from tests.faults.harness.writers import Crowd, Writer

# What is done behind the product's back, one after the other, and the word the judge must say.
TAMPERED = [
    ("DELETE FROM wiki_sentence WHERE words = 'Phrase 5 0 901.'", "lost: sentence"),
    ("UPDATE meetings_arrival SET once_key = 'other'", "tap that welcomed nobody"),
    ("UPDATE meetings_tap SET key = 'other' WHERE key = 'tap-5-0-902'", "lost: arrival"),
    ("DELETE FROM chronicle_deed WHERE verb = 'wiki.photo_added'", "photos and their deeds"),
    (
        "UPDATE meetings_meeting SET seats_taken = seats_taken + 1 WHERE title = 'Marche douce'",
        "seats counted",
    ),
    (
        "DELETE FROM courier_dispatch WHERE purpose = 'meetings.confirmation'",
        "registration nobody was told of",
    ),
    ("DELETE FROM chronicle_deed WHERE verb = 'meetings.registered'", "registration without its deed"),
    ("UPDATE meetings_registration SET companions = 'Personne', party = 9", "other: nouveau"),
    ("DELETE FROM meetings_registration", "half: nouveau"),
    ("UPDATE wiki_photo SET image = 'stories/none.webp'", "photo without its file"),
    ("INSERT INTO faults_echo SELECT deed, told_at FROM faults_echo", "deed shown twice"),
    ("DELETE FROM faults_echo", "deed never shown"),
    ("DELETE FROM meetings_publication", "proposal half published"),
    ("UPDATE courier_dispatch SET attempts = 0", "more copies than attempts"),
    ("DELETE FROM courier_dispatch", "mail nobody wrote"),
]


def a_calm_hour(place: Place, ledger: Ledger) -> None:
    """One person does a bit of everything, and nothing goes wrong."""
    place.start()
    writer = Writer(place, ledger, 0, 5)
    writer.turn = 900
    writer.turn += 1
    writer.tell()
    writer.turn += 1
    writer.welcome()
    for act in (writer.photograph, writer.propose, writer.ask_to_enter, *[writer.join] * 6):
        writer.turn += 1
        act()
    drain(place)
    place.stop()


def test_the_judge_sees_a_lost_row_a_half_object_and_a_doubled_mail(new_place, post):
    place, ledger = new_place(FAULTS_ECHO="1"), Ledger()
    a_calm_hour(place, ledger)
    assert judge(place, post, ledger, doubts=0) == []
    post.taken.append(post.taken[-1])
    assert "1 messages twice, 0 could be in doubt" in judge(place, post, ledger, doubts=0)
    for sql, word in TAMPERED:
        place.store.write(sql)
        found = judge(place, post, ledger, doubts=0)
        assert [words for words in found if words.startswith(word)], (sql, found)


def test_the_judge_sees_a_file_without_a_row_once_it_is_old(new_place, post):
    from tests.faults.harness.wholeness import GRACE, is_whole

    place = new_place()
    left = place.data / "media" / "stories" / "left.webp"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"RIFF")
    assert is_whole(place.store, place.data / "media") == []
    late = left.stat().st_mtime + GRACE + 1
    assert is_whole(place.store, place.data / "media", late) == ["file without a row: left.webp"]


@pytest.mark.parametrize(("lie", "word"), [("commit", "lost: "), ("mail", "messages twice")])
def test_a_product_that_lies_is_caught(new_place, post, lie, word):
    """It says « noted » and undoes one act in ten; it sends and forgets that it sent."""
    report = run(new_place(FAULTS_LIE=lie), post, 3, faults=0, people=16, pause=(2.0, 3.0))
    assert [words for words in report.found if word in words], report.found


def test_somebody_who_jumps_the_line_is_seen(new_place, post):
    place, ledger = new_place(), Ledger()
    place.start()
    crowd = Crowd(place, ledger, 6, people=1)
    person = crowd.writers[0]
    person.dice.choices = lambda *args: ["line"]
    for _each in range(14):
        person.turn += 1
        person.join()
    place.stop()
    assert (
        judge(place, post, ledger, doubts=99)[:1] != []
    )  # mail has not left: said, and nothing else matters
    store = place.store
    assert store.one("SELECT count(*) FROM meetings_registration WHERE state = 'waiting'") > 2
    last = store.one("SELECT max(id) FROM meetings_registration WHERE state = 'waiting'")
    store.write(
        "UPDATE chronicle_deed SET verb = 'meetings.offered', details = '{}' WHERE id ="
        f" (SELECT max(id) FROM chronicle_deed WHERE subject_id = {last} AND verb = 'meetings.registered')"
    )
    assert [words for words in judge(place, post, ledger, doubts=99) if words.startswith("overtaken")]


class Told:
    """A store that holds these deeds: (verb, registration), all of one meeting."""

    def __init__(self, *deeds):
        self.deeds = deeds

    def rows(self, _sql):
        waiting = {"meetings.registered": "waiting"}
        return [(verb, who, 3, n, waiting.get(verb, "")) for n, (verb, who) in enumerate(self.deeds)]


@pytest.mark.parametrize(("who", "jumps"), [(16, False), (23, True)])
def test_who_says_how_many_they_are_keeps_their_turn(who, jumps):
    came = [("meetings.registered", number) for number in (16, 23, 27)]
    found = in_order(Told(*came, ("meetings.party_changed", 16), ("meetings.offered", who)))
    assert bool(found) == jumps
