"""A letter leaves: a row a person, once, each by their own way, with what they asked for and nothing secret."""

from datetime import timedelta

import pytest

from parvis.community.interests import offer
from parvis.courier.composing import compose
from parvis.courier.delivering import deliver_due
from parvis.courier.editions import progress_of
from parvis.courier.lists import leave_list
from parvis.courier.models import Dispatch
from parvis.courier.readers import who_reads
from parvis.courier.replying import Reply, handler_of
from parvis.members.choosing_interests import choose_interests
from parvis.members.models import CommonEntry, ContactPoint, Member
from parvis.newsletters import leaving
from parvis.newsletters.audience import readers
from parvis.newsletters.counting import by_way, exact
from parvis.newsletters.leaving import NothingToSend, call_back, leave, write_batch, write_out
from parvis.newsletters.models import Letter, Section
from parvis.newsletters.purposes import LETTER
from parvis.newsletters.sparing_weeks import WeekIsFull
from parvis.newsletters.variants import Press
from parvis.newsletters.writing import HasLeft, add, take_out, write
from tests.newsletters.writing import letter_of
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.django_db


def rows_of(letter):
    return Dispatch.objects.about(letter).filter(purpose=LETTER).order_by("pk")


def send(letter, village, now):
    leave(letter=letter, by=village.karim, at=now)
    write_out(now)
    letter.refresh_from_db()
    return letter


def test_a_row_for_each_by_their_own_way_and_one_edition_for_all(village, now):
    post = make_member("Lucien Petit", now)
    post.contact_points.create(kind="post", address="4 rue du Canal, 33000 Vieux-Pont", added_at=now)
    letter = send(letter_of(village, now, shown_to="all"), village, now)
    rows = list(rows_of(letter).select_related("edition"))
    assert len(rows) == letter.readers == Member.objects.count()
    mails = [row for row in rows if row.channel == "mail"]
    assert {row.edition_id for row in mails} == {mails[0].edition_id}
    assert not any(row.body for row in mails)
    paper = next(row for row in rows if row.channel == "letter")
    assert "Café du canal" in paper.body
    assert "**" not in paper.body
    called = next(row for row in rows if row.person == village.odile.pk)
    assert called.channel == "telephone"
    assert len(called.body) < 1500
    assert CommonEntry.objects.filter(author=village.karim).exists()


def test_the_mail_is_complete_in_text_and_in_its_page_and_names_its_reader_only(village, now):
    letter = letter_of(village, now, shown_to="all")
    opening = letter.sections.earliest("place")
    words = (
        "Bonjour à [toutes](javascript:alert(1)) et à [tous](/charte/).\n\n- un\n- deux\n\n<script>x</script>"
    )
    write(section=opening, title="Un <b>mot</b>", words=words, seen=0, by=village.karim, at=now)
    send(letter, village, now)
    row = rows_of(letter).get(person=village.jeanne.pk)
    message = compose(row, now)
    text = message.get_body(preferencelist=("plain",)).get_content()
    page = message.get_body(preferencelist=("html",)).get_content()
    for part in (text, page):
        assert "Bonjour Jeanne," in part
        assert "Café du canal" in part
        assert "/charte/" in part
        assert "Paul" not in part
    assert 'href="javascript' not in page
    assert "<script" not in page
    assert "<b>" not in page
    assert "Karim Haddad" in text  # who wrote it signs it
    raw = message.as_bytes()
    assert b"Surprise" not in raw
    assert message["List-Unsubscribe"]


def test_interests_add_sections_and_never_take_any_away(village, now):
    garden = offer(name="le jardin", words="potager")
    make_meeting("Semis au potager", now + timedelta(days=30), host=village.karim)
    choose_interests(member=village.jeanne, interests=[garden], at=now)
    letter = letter_of(village, now)
    assert letter.sections.get(interest=garden).keys
    send(letter, village, now)
    own = rows_of(letter).get(person=village.jeanne.pk).edition.text
    common = rows_of(letter).get(person=village.paul.pk).edition.text
    assert "Semis au potager" in own
    assert "Semis au potager" not in common
    assert "Café du canal" in own
    assert "Café du canal" in common


def test_what_is_secret_is_in_no_letter(village, now):
    make_meeting("Le grand cadeau", now + timedelta(days=2), circle=village.council, host=village.fatou)
    offer(name="les cadeaux", words="cadeau")
    choose_interests(member=village.fatou, interests=list(Section.objects.none()), at=now)
    letter = send(letter_of(village, now), village, now)
    for row in rows_of(letter).select_related("edition"):
        words = f"{row.title} {row.body} {row.edition.text if row.edition else ''}"
        assert "cadeau" not in words
        assert "Surprise" not in words


def test_killed_between_two_batches_it_goes_on_and_writes_nobody_twice(village, now, monkeypatch):
    monkeypatch.setattr(leaving, "BATCH", 4)
    letter = letter_of(village, now)
    leave(letter=letter, by=village.karim, at=now)
    letter.refresh_from_db()
    assert write_batch(letter, Press(letter, now), now) == 4
    Letter.objects.filter(pk=letter.pk).update(reached=0)  # as if its own note were lost
    write_out(now)
    assert rows_of(letter).count() == Member.objects.count()
    assert write_out(now) == 0
    with pytest.raises(HasLeft):
        leave(letter=letter, by=village.karim, at=now)


def test_called_back_what_has_not_left_does_not_leave(village, now):
    letter = send(letter_of(village, now), village, now)
    call_back(letter=letter, by=village.karim, at=now)
    call_back(letter=letter, by=village.karim, at=now)
    assert deliver_due(now + timedelta(minutes=1)) == 0
    progress = progress_of(letter, LETTER)
    assert progress.sent == 0
    assert progress.dropped == rows_of(letter).filter(channel="mail").count()


def test_who_wishes_less_or_left_the_list_or_the_circle_meanwhile_does_not_get_it(village, now):
    Member.objects.filter(pk=village.lea.pk).update(wish="reminders")
    leave_list(list_id="lettre", person=village.pierre.pk, at=now)
    assert exact([], now) == Member.objects.count() - 2
    assert by_way([], now).aside == 2
    criteria = [{"join": "and", "kind": "circle", "key": str(village.gardeners.pk)}]
    letter = send(letter_of(village, now, audience=criteria), village, now)
    assert [row.person for row in rows_of(letter)] == [village.paul.pk]
    village.paul.memberships.all().delete()
    deliver_due(now + timedelta(minutes=1))
    assert rows_of(letter).get().state == "dropped"


def test_stop_leaves_the_letter_and_another_answer_is_read_by_its_author(village, now):
    letter = send(letter_of(village, now), village, now)
    kept = {
        "purpose": LETTER,
        "subject": letter.pk,
        "person": village.jeanne.pk,
        "sender": "jeanne@exemple.fr",
    }
    assert not handler_of(LETTER)(Reply(**kept, text="Merci, belle lettre !", calendar=None), now)
    assert who_reads(LETTER, letter.pk, village.jeanne.pk) == village.karim.pk
    assert handler_of(LETTER)(Reply(**kept, text="STOP", calendar=None), now)
    assert not readers([], now).filter(pk=village.jeanne.pk).exists()
    deliver_due(now + timedelta(minutes=1))
    assert rows_of(letter).get(person=village.jeanne.pk).state == "dropped"


def test_an_empty_letter_or_one_for_nobody_does_not_leave(village, now):
    letter = letter_of(village, now)
    for section in letter.sections.all():
        take_out(section=section, at=now)
    with pytest.raises(NothingToSend):
        leave(letter=letter, by=village.karim, at=now)
    write(
        section=add(letter=letter, by=village.karim, at=now),
        title="",
        words="Là",
        seen=0,
        by=village.karim,
        at=now,
    )
    nobody = [{"join": "and", "kind": "circle", "key": "999999"}]
    Letter.objects.filter(pk=letter.pk).update(audience=nobody)
    with pytest.raises(NothingToSend):
        leave(letter=letter, by=village.karim, at=now)


def test_one_letter_a_week_for_anybody_and_the_refusal_names_the_day(village, now):
    send(letter_of(village, now), village, now)
    other = letter_of(village, now + timedelta(days=1))
    with pytest.raises(WeekIsFull) as refused:
        leave(letter=other, by=village.karim, at=now + timedelta(days=1))
    assert "personnes ont déjà une lettre" in refused.value.reason
    leave(letter=other, by=village.karim, at=now + timedelta(days=7))


def test_the_ways_counted_are_the_ways_taken(village, now):
    for number, kind in enumerate(("post", "correspondent")):
        one = make_member(f"Zoé {kind}", now)
        one.contact_points.create(kind=kind, address="4 rue du Canal", via_name="Claire", added_at=now)
        one.contact_points.create(
            kind="mail", address=f"z{number}@exemple.fr", added_at=now, is_preferred=kind == "correspondent"
        )
    ContactPoint.objects.filter(member=village.jeanne, kind="telephone").update(is_preferred=True)
    make_member("Noé Sans-Rien", now)
    tally = by_way([], now)
    letter = send(letter_of(village, now), village, now)
    channels = list(rows_of(letter).values_list("channel", flat=True))
    assert tally.mail == channels.count("mail")
    assert tally.paper == channels.count("letter")
    assert tally.total == len(channels) == letter.readers
