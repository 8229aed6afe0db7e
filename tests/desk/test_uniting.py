"""One person written down twice: side by side, one record kept, nothing dangling; or two people, and no more asked."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from parvis.chronicle.models import Encounter, Presence
from parvis.courier.models import Dispatch
from parvis.desk.telling_apart import perhaps_twice
from parvis.desk.uniting.unite import CannotUnite, unite
from parvis.meetings import purposes
from parvis.meetings.models import Registration
from parvis.members.erasing import erase_due
from parvis.members.giving_roles import give_role
from parvis.members.leaving import stay
from parvis.members.models import JournalEntry, Leaving, Member
from parvis.members.reaching import Words, reach
from tests.meetings.test_races import at_once
from tests.village import make_meeting, make_member, seat, settle, trust, wait

State = Registration.State


def again(village, now):
    """Odile, written down a second time: her mobile, a seat at the bingo, a place in the gardeners' circle."""
    twin = make_member("Odile Rous", now - timedelta(days=200), telephone="+33639981277")
    trust(twin, village.monique, now)
    loto = make_meeting("Loto", now + timedelta(days=4), host=village.karim)
    seat(twin, loto, now)
    twin.memberships.create(circle=village.gardeners, asked_at=now, accepted_at=now)
    return twin, loto


@pytest.fixture
def twin(village, now):
    return again(village, now)[0]


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


def here(pk):
    return Member.objects.get(pk=pk)


def test_both_records_open_side_by_side_with_a_reason_and_no_other(desk, village, twin):
    path = f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/fiches/"
    closed = desk.get(path).content.decode()
    assert "Loto" not in closed
    assert "06" + "\u00a0" + "39" not in closed
    assert desk.post(path)["Location"] == path
    page = desk.get(path).content.decode()
    for words in ("Loto", "06\u00a039\u00a098\u00a012\u00a077", twin.card_code, village.odile.card_code):
        assert words in page
    for person in (village.odile, twin):
        assert "ce qui était noté" in person.journal.latest("pk").words
    assert desk.get(f"/permanence/personnes/{twin.pk}/deux/{twin.pk}/fiches/").status_code == 404


def test_what_is_theirs_passes_to_the_record_that_is_kept_and_the_other_leaves(desk, village, twin, now):
    odile, loto = village.odile, twin.registrations.get().meeting
    reach(twin, purposes.TELLING, Words(title="Un mot", body="Un mot."), at=now)
    lived = Encounter.objects.create(
        gathering_kind="meetings.meeting", gathering_id=village.cafe.pk, began_at=now, minutes=60, people=1
    )
    Presence.objects.create(encounter=lived, person=twin.pk)
    answer = desk.post(f"/permanence/personnes/{odile.pk}/deux/{twin.pk}/reunion/")
    assert answer["Location"] == f"/permanence/personnes/{odile.pk}/"
    assert odile.registrations.get(meeting=loto).state == State.SEATED
    assert {point.address for point in odile.contact_points.all()} == {"+33199004512", "+33639981277"}
    assert odile.memberships.filter(circle=village.gardeners).exists()
    assert here(odile.pk).joined_at == twin.joined_at
    assert list(Presence.objects.values_list("person", flat=True)) == [odile.pk]
    assert Dispatch.objects.get(title="Un mot").person == odile.pk
    assert not Dispatch.objects.filter(purpose="members.farewell").exists()  # nobody leaves
    assert "une de trop" in odile.journal.latest("pk").words
    assert here(twin.pk).left_at is not None
    assert perhaps_twice(here(odile.pk)) == {}


def test_after_seven_days_the_other_record_is_gone_and_points_nowhere(desk, village, twin, now):
    loto = twin.registrations.get().meeting
    desk.post(f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/reunion/")
    gone = twin.pk
    assert erase_due(now + timedelta(days=8)) == 1
    assert not Member.objects.filter(pk=gone).exists()
    assert village.odile.registrations.get(meeting=loto).state == State.SEATED
    assert village.odile.contact_points.count() == 2
    assert JournalEntry.objects.filter(member=village.odile).exists()


def test_until_then_it_comes_back_but_empty(desk, village, twin, now):
    desk.post(f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/reunion/")
    stay(leaving=Leaving.objects.get(member=twin), at=now)
    assert here(twin.pk).left_at is None
    assert not twin.registrations.exists()


def test_where_both_had_a_seat_one_is_kept_and_a_second_tap_does_nothing(desk, village, twin, now):
    loto = twin.registrations.get().meeting
    wait(village.odile, loto, now)
    path = f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/reunion/"
    desk.post(path)
    assert village.odile.registrations.get(meeting=loto).state == State.WAITING
    assert desk.post(path).status_code == 404


def test_without_their_word_for_both_it_is_asked_and_goes_on(desk, village, twin):
    twin.mandates.all().delete()
    path = f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/reunion/"
    refused = desk.post(path)
    assert refused.status_code == 409
    assert "Odile Rous" in refused.content.decode()
    assert here(twin.pk).left_at is None


def test_a_role_a_child_or_somebody_kept_out_is_not_united(desk, village, twin, now):
    path = f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/reunion/"
    give_role(member=twin, kind="animator", by=village.fatou, at=now)
    assert "rôle" in desk.post(path).content.decode()
    twin.roles.all().delete()
    Member.objects.filter(pk=twin.pk).update(minor_until_on=now.date() + timedelta(days=400))
    answer = desk.post(path)
    assert (answer.status_code, "quinze ans" in answer.content.decode()) == (409, True)
    assert here(twin.pk).left_at is None


def test_two_people_stay_two_and_the_doubt_is_not_shown_again(desk, village, twin):
    assert twin.pk in perhaps_twice(village.odile)
    desk.post(f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/")
    assert twin.pk not in perhaps_twice(village.odile)


def test_only_the_desk_compares(village, twin, client_of):
    path = f"/permanence/personnes/{village.odile.pk}/deux/{twin.pk}/"
    for step in ("fiches/", "reunion/"):
        assert client_of(village.jeanne).post(f"{path}{step}").status_code == 403
    assert here(twin.pk).left_at is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_hands_that_unite_both_ways_leave_one_record(transactional_db, now):
    village = settle(now)
    twin, _loto = again(village, now)
    ways = [(village.odile, twin), (twin, village.odile)]
    told = at_once([
        partial(unite, kept=here(kept.pk), other=here(other.pk), by=village.monique, at=now)
        for kept, other in ways
    ])  # fmt: skip
    assert sum(isinstance(one, CannotUnite) for one in told) == 1
    assert Member.objects.filter(pk__in=[village.odile.pk, twin.pk], left_at=None).count() == 1
    assert connection.is_usable()
