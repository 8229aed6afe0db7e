"""Every address of the desk × every role × with and without a mandate, read from the addresses themselves."""

import contextlib
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from parvis.desk.taking import takings
from parvis.kit import matrix
from parvis.members.leaving import leave
from parvis.members.models import Member, Scope
from parvis.members.opening import Reason, open_details
from tests.village import make_meeting, seat, trust

ROWS = [row for row in matrix.rows() if row.name.startswith("desk:") and "POST" in row.audiences]
ACTING = [row for row in ROWS if getattr(row.view, "needed", None) and row.view.needed.scope]
OTHERS = ["anonymous", "jeanne", "karim", "pierre", "lucie", "fatou"]


@contextlib.contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_address_of_the_desk_says_what_it_needs_or_why_nothing():
    silent = [row.path for row in ROWS if not getattr(row.view, "needed", None)]
    assert not silent, "put @acts_for(Scope.…) or @needs_no_mandate(why) under its door (desk/acting_for.py)"
    needs = [row.view.needed for row in ROWS]
    assert not [needed for needed in needs if bool(needed.scope) == bool(needed.why_none)]
    assert {row.view.needed.scope for row in ACTING} <= set(Scope.values)
    assert {"desk:registrations", "desk:cancellation", "desk:poll", "desk:data", "desk:departure"} <= {
        row.name for row in ACTING
    }


@pytest.fixture
def addresses(village):
    """Each address for Jeanne, who is coming to the café; the way back is Léa's, who is leaving."""
    registration = seat(village.jeanne, village.cafe, village.now)
    leaving = leave(member=village.lea, at=village.now)
    known = {"pk": village.jeanne.pk, "registration_pk": registration.pk}

    def address(row):
        if row.name == "desk:return":
            return reverse(row.name, kwargs={"pk": leaving.pk}), village.lea
        return reverse(row.name, kwargs={key: known.get(key, 1) for key in row.arguments}), village.jeanne

    return address


@pytest.mark.parametrize("row", ACTING, ids=lambda row: row.name)
def test_only_a_correspondent_with_the_right_mandate_acts(row, addresses, village, client_of, anonymous):
    url, person = addresses(row)
    needed = row.view.needed.scope
    for name in OTHERS:
        client = anonymous if name == "anonymous" else client_of(getattr(village, name))
        with undone():
            answer = client.post(url)
        assert answer.status_code in (302, 403), (name, url)
    desk = client_of(village.monique)
    wrong = [scope for scope in Scope.values if scope != needed]
    week = timedelta(days=7)
    for mandate in [
        {},  # none
        {"scopes": wrong},  # for other things
        {"ended_at": village.now},  # taken back
        {"given_at": village.now - 2 * week, "ends_at": village.now - week},  # over
        {"holder": village.fatou, "for_the_desk": False},  # somebody else's
    ]:
        with undone():
            if mandate:
                trust(person, mandate.pop("holder", village.monique), village.now, **mandate)
            answer = desk.post(url)
        assert answer.status_code == 409, (url, mandate)
        assert 'class="asking"' in answer.content.decode(), (url, mandate)
    for known in ({}, {"for_the_desk": False}):
        with undone():
            trust(person, village.monique, village.now, scopes=[needed], **known)
            answer = desk.post(url)
        assert 'class="asking"' not in answer.content.decode(), url
        assert answer.status_code != 403


@pytest.mark.parametrize("row", ACTING, ids=lambda row: row.name)
def test_a_refused_act_leaves_nothing_behind(row, addresses, village, client_of):
    url, person = addresses(row)
    desk, before = client_of(village.monique), _traces(person)
    desk.post(url, {"meeting": village.cafe.pk, "texts": "gone", "agrees": "on"})
    assert _traces(person) == before


def _traces(person):
    fresh = Member.objects.get(pk=person.pk)
    states = list(fresh.registrations.order_by("pk").values_list("pk", "state"))
    return states, fresh.journal.count(), fresh.left_at, hasattr(fresh, "leaving")


def test_what_is_taken_down_needs_its_mandate_too(village, client_of):
    desk, paul = client_of(village.monique), village.paul
    for one in takings():
        url = reverse("desk:take", args=[paul.pk, one.name])
        with undone():
            answer = desk.post(url)
        assert answer.status_code == 409, one.name
        assert 'class="asking"' in answer.content.decode(), one.name
        with undone():
            trust(paul, village.monique, village.now, scopes=[one.scope])
            open_details(member=paul, by=village.monique, reason=Reason.CALLING, at=village.now)
            assert 'class="asking"' not in desk.post(url).content.decode(), one.name


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("desk:registrations", {}),
        ("desk:cancellation", {}),
        ("desk:data", {}),
        ("desk:departure", {"texts": "gone", "agrees": "on"}),
        ("desk:return", {}),
        ("desk:code", {}),
        ("desk:card_loss", {}),
        ("desk:mandate", {"mandate-scopes": "aid", "mandate-lasts": "day", "mandate-whom": "desk"}),
    ],
)
def test_every_act_done_for_somebody_is_a_line_they_can_read(name, typed, addresses, village, client_of):
    row = next(row for row in matrix.rows() if row.name == name)
    url, person = addresses(row)
    trust(person, village.monique, village.now)
    open_details(member=person, by=village.monique, reason=Reason.CALLING, at=village.now)
    if name == "desk:registrations":
        other = make_meeting("Bal", village.now + timedelta(days=5), host=village.karim)
        typed = {"meeting": other.pk}
    before = person.journal.count()
    client_of(village.monique).post(url, typed)
    fresh = list(person.journal.order_by("pk"))[before:]
    assert fresh, name
    assert {line.author for line in fresh} == {village.monique}
