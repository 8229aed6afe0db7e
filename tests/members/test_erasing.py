"""Erasure means gone: every table, every file, every byte; and the figures of all stay the same."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.chronicle.figures import of_period
from parvis.chronicle.models import Deed, Presence
from parvis.courier.models import Dispatch
from parvis.meetings.models import Arrival, Meeting, Registration
from parvis.members import erasing
from parvis.members.erasing import erase, erase_again
from parvis.members.holdings.register import Holding, in_order_of_erasure
from parvis.members.models import Erasure, Leaving, Member
from parvis.wiki.models import Photo, Sentence
from tests.members.full_life import Life, live
from tests.village import seat, wait

pytestmark = pytest.mark.django_db


@pytest.fixture
def life(village) -> Life:
    return live(village)


def _texts() -> str:
    """Every value of every table, as text."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            found += [
                bytes(cell).decode(errors="replace") if isinstance(cell, bytes | memoryview) else str(cell)
                for cell in row
            ]
    return "\n".join(found)


def _left(life: Life) -> list[str]:
    text = _texts()
    return [token for token in life.tokens if token in text]


def test_the_search_would_find_every_token(life):
    assert set(_left(life)) == set(life.tokens) - {"06 39 98 12 77"}


def test_nothing_of_the_person_is_left_in_any_table(life, now):
    erase(member=life.member, at=now)
    assert not _left(life)
    assert not Member.objects.filter(name__contains="Canari").exists()
    assert Erasure.objects.count() == 1


def test_nothing_points_at_their_former_number(life, now):
    pk = life.member.pk
    erase(member=life.member, at=now)
    assert not Presence.objects.filter(person=pk).exists()
    assert not Deed.objects.filter(person=pk).exists()
    assert not Deed.objects.filter(for_person=pk).exists()
    assert not Deed.objects.filter(subject_kind="members.member", subject_id=pk).exists()
    assert not Dispatch.objects.filter(person=pk).exists()


def test_their_sessions_and_files_are_gone(life, now):
    name = Photo.objects.get().image.name
    assert default_storage.exists(name)
    before = Session.objects.count()
    erase(member=life.member, at=now)
    assert not default_storage.exists(name)
    assert Session.objects.count() == before - 1


def test_the_hours_lived_together_do_not_change(life, now):
    span = (now - timedelta(days=30), now + timedelta(days=1))
    figures = of_period(*span)
    assert figures.hours
    assert figures.first_meetings
    erase(member=life.member, at=now)
    assert of_period(*span) == figures
    assert Presence.objects.filter(person__lt=0).count() == 1


def test_the_room_keeps_its_number(life, now):
    erase(member=life.member, at=now)
    arrival = Arrival.objects.get()
    assert (arrival.people, arrival.member_id, arrival.registration_id) == (2, None, None)


def test_others_are_written_to_no_more_about_them_by_name(life, village, now):
    erase(member=life.member, at=now)
    told = Dispatch.objects.get(person=village.fatou.pk)
    assert told.title == "une personne partie ne tient plus ce rôle"
    assert told.address == "fatou@exemple.fr"


def test_their_own_message_keeps_its_purpose_only(life, now):
    erase(member=life.member, at=now)
    emptied = Dispatch.objects.get(person=None, purpose="meetings.confirmation", body="")
    assert (emptied.address, emptied.title, emptied.state) == ("", "", Dispatch.State.DROPPED)


@pytest.mark.parametrize(("texts", "signed"), [("she", "une voisine"), ("he", "un voisin")])
def test_shared_words_stay_signed_by_a_neighbour_if_wished(life, now, texts, signed):
    erase(member=life.member, at=now, texts=texts)
    sentence = Sentence.objects.get()
    assert (sentence.signed, sentence.author) == (signed, None)
    assert Photo.objects.get().author is None


def test_the_seat_goes_to_the_next_in_line(life, village, now):
    waiting = wait(village.lea, life.ahead, now)
    erase(member=life.member, at=now)
    waiting.refresh_from_db()
    assert waiting.state in ("offered", "seated")


def test_in_silence_nobody_is_told(life, village, now):
    wait(village.lea, life.ahead, now)
    before = Dispatch.objects.exclude(state="dropped").count()
    erase(member=life.member, at=now, is_silent=True)
    assert Dispatch.objects.exclude(state="dropped").count() < before
    assert Meeting.objects.get(pk=life.ahead.pk).seats_taken == 0


def test_an_erasure_killed_anywhere_begins_again_and_ends(life, now, monkeypatch):
    """Each holding fails once, after its own work was done and undone; the job comes back."""
    holdings = in_order_of_erasure()
    for stop in range(len(holdings)):

        def broken(going: Any) -> None:
            raise RuntimeError("killed")

        kept = [*holdings[:stop], _with(holdings[stop], broken), *holdings[stop + 1 :]]
        monkeypatch.setattr(erasing, "in_order_of_erasure", lambda kept=kept: kept)
        with pytest.raises(RuntimeError):
            erase(member=Member.objects.get(pk=life.member.pk), at=now)
        assert Leaving.objects.due(now).count() == 1
    monkeypatch.undo()
    assert erasing.erase_due(now) == 1
    assert not _left(life)


def _with(holding: Holding, broken: Any) -> Holding:
    return Holding(
        **{**{name: getattr(holding, name) for name in holding.__dataclass_fields__}, "erase": broken}
    )


def test_every_step_may_run_twice(life, now):
    going = erasing.Going(life.member, now)
    for holding in in_order_of_erasure():
        holding.erase(going)
        holding.erase(going)
    erase(member=life.member, at=now)
    assert not _left(life)


def test_an_older_archive_is_cleaned_of_those_erased_since(life, now, village):
    pk = life.member.pk
    erase(member=life.member, at=now)
    back = Member.objects.create(
        pk=pk, name="Zoé Canari", search_name="zoe canari", card_code="ZZ0001", session_key="x", joined_at=now
    )
    seat(back, village.cafe, now)
    assert erase_again(now) == 1
    assert not _left(life)
    assert erase_again(now) == 0


def test_a_shared_address_stays_with_the_one_who_remains(village, now):
    erase(member=village.odile, at=now)
    assert village.henri.contact_points.get().address == "+33199004512"


def test_mail_files_go_with_their_words(life, now, tmp_path, settings):
    from parvis.courier.jobs import deliver_due

    settings.MAIL_URL, settings.DATA = "", tmp_path
    Dispatch.objects.filter(purpose="meetings.confirmation").update(purpose="members.role_vacant")
    Dispatch.objects.update(not_before_at=now)
    Leaving.objects.all().delete()
    deliver_due(now)
    written = "".join(path.read_text() for path in (tmp_path / "courrier").iterdir())
    assert "Canari" in written
    erase(member=life.member, at=now)
    left = "".join(path.read_text() for path in (tmp_path / "courrier").iterdir())
    assert "Canari" not in left


def _queries_to_erase(member: Member, registrations: int, village: Any) -> int:
    rows = [
        Registration(meeting=village.cafe, member=member, state="withdrawn", made_at=village.now)
        for _ in range(registrations)
    ]
    Registration.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as asked:
        erase(member=member, at=village.now)
    return len(asked)


def test_somebody_active_for_years_is_erased_in_as_many_queries(village):
    few, many = _queries_to_erase(village.paul, 5, village), _queries_to_erase(village.lea, 500, village)
    assert abs(many - few) <= 2  # SQLite names a few hundred rows at a time
