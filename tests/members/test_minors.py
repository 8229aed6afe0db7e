"""Under fifteen: a parent too, in no list, and it ends by itself."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from parvis.members.contacts import read_contact
from parvis.members.giving_roles import give_role
from parvis.members.minors import Parent, is_minor, look_after, protect
from parvis.members.models import Guardian, Member
from tests.village import make_member, seat

YEAR = 2014  # twelve years old in the village's 2026
PARENT = {"birth_year": YEAR, "parent_name": "Awa Diallo", "parent_telephone": "01 99 00 77 02"}


def child_of(village, **known):
    child = make_member("Lina Diallo", village.now, mail="lina@exemple.fr", is_listed=True)
    parent = Parent("Awa Diallo", read_contact("01 99 00 77 02"), **known)
    protect(member=child, birth_year=YEAR, parent=parent, at=village.now)
    child.refresh_from_db()
    return child


def test_the_desk_writes_a_child_down_and_hears_the_parent_later(village, client_of):
    desk = client_of(village.monique)
    typed = {"name": "Lina Diallo", "contact": "01 99 00 77 02", "agrees": "on", **PARENT}
    assert desk.post("/permanence/personnes/enfant/", {**typed, "birth_year": "2001"}).status_code == 422
    desk.post("/permanence/personnes/enfant/", typed)
    lina = Member.objects.get(name="Lina Diallo")
    assert is_minor(lina, village.now)
    assert str(lina.minor_until_on) == "2030-01-01"
    call = Dispatch.objects.get(purpose="members.parent_asked")
    assert (call.name, call.address) == ("Awa Diallo", "+33199007702")
    where = f"/permanence/personnes/{lina.pk}/parent/"
    assert Guardian.objects.get().sentence in desk.get(where).content.decode()
    desk.post(where, {"answer": "yes"})
    guardian = Guardian.objects.get()
    assert (guardian.heard_by, guardian.how) == (village.monique, "spoken")
    assert "Awa Diallo" in lina.journal.latest("pk").words
    assert desk.get(where).status_code == 404


def test_a_parent_who_says_no_frees_the_seat(village, client_of):
    child = child_of(village)
    seat(child, village.cafe, village.now)
    client_of(village.monique).post(f"/permanence/personnes/{child.pk}/parent/", {"answer": "no"})
    child.refresh_from_db()
    assert child.left_at is not None


def test_nobody_sees_a_child_in_a_list(village, client_of):
    child = child_of(village)
    assert not child.is_listed
    seat(child, village.cafe, village.now, shows_name=True)
    child.memberships.create(circle=village.gardeners, asked_at=village.now, accepted_at=village.now)
    reader = client_of(village.paul)
    for path in ("/qui-est-qui/", f"/rencontres/{village.cafe.pk}/", f"/cercles/{village.gardeners.pk}/"):
        page = reader.get(path).content.decode()
        assert "Lina" not in page, path
        assert "Diallo, Lina" not in page
    host = client_of(village.karim)
    assert "Lina" in host.get(f"/rencontres/{village.cafe.pk}/salle/").content.decode()


def test_a_child_cannot_be_listed_by_mistake(village, client_of):
    child = child_of(village)
    client_of(child).post("/mon-espace/details/", {"name": child.name, "is_listed": "on"})
    child.refresh_from_db()
    assert not child.is_listed
    assert not child.consents.filter(purpose="members.being_listed", withdrawn_at=None).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=child.pk).update(is_listed=True)
    with pytest.raises(Refusal):
        give_role(member=child, kind="animator", by=village.fatou, at=village.now)


def test_a_newcomer_under_fifteen_comes_and_a_parent_is_called(village, anonymous):
    where = f"/rencontres/{village.cafe.pk}/inscription/"
    typed = {"name": "Lina Diallo", "contact": "06 39 98 77 03", "shows_name": "1", "is_minor": "1"}
    answer = anonymous.post(where, {**typed, "birth_year": str(YEAR), "parent_telephone": "awa@exemple.fr"})
    assert answer.status_code == 422
    assert 'value="Lina Diallo"' in answer.content.decode()
    anonymous.post(where, {**typed, **PARENT})
    lina = Member.objects.get(name="Lina Diallo")
    assert is_minor(lina, village.now)
    assert not lina.registrations.get().shows_name
    assert Dispatch.objects.filter(purpose="members.parent_asked", person=lina.pk).exists()


def test_a_stranger_makes_no_child_of_somebody_known(village, anonymous):
    typed = {"name": "Paul Nguyen", "contact": "paul@exemple.fr", "is_minor": "1", **PARENT}
    anonymous.post(f"/rencontres/{village.cafe.pk}/inscription/", typed)
    village.paul.refresh_from_db()
    assert village.paul.minor_until_on is None
    assert not Dispatch.objects.filter(purpose="members.parent_asked").exists()


def test_at_fifteen_it_ends_with_one_question(village):
    child = child_of(village, agreed=True)
    later = village.now + timedelta(days=365 * 4)
    for _day in range(2):
        look_after(later)
    child.refresh_from_db()
    assert child.minor_until_on is None
    assert not Guardian.objects.exists()
    assert not child.is_listed
    assert Dispatch.objects.filter(purpose="members.of_age").count() == 1


def test_without_an_answer_of_the_parent_the_child_leaves_after_two_weeks(village):
    child = child_of(village)
    assert look_after(village.now + timedelta(days=13)) == 0
    assert look_after(village.now + timedelta(days=15)) == 1
    child.refresh_from_db()
    assert child.left_at is not None


def test_my_space_says_it_too(village, client_of):
    browser = client_of(village.lea)
    assert browser.post("/mon-espace/moins-de-quinze-ans/", PARENT).status_code == 422
    browser.post("/mon-espace/moins-de-quinze-ans/", {**PARENT, "agrees": "on"})
    village.lea.refresh_from_db()
    assert is_minor(village.lea, village.now)
    assert "Awa Diallo" in browser.get("/mon-espace/moins-de-quinze-ans/").content.decode()
    assert "figurer" not in browser.get("/mon-espace/details/").content.decode()
