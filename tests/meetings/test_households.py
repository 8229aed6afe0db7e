"""Two people, one address: one message names both, each keeps their own link, and one may go without the other."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as place

from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
from parvis.meetings import knowing, purposes
from parvis.meetings.cancelling import cancel
from parvis.meetings.reminding import remind_due
from parvis.members.erasing import erase
from tests.village import make_member, seat

pytestmark = pytest.mark.django_db
HOME = "les.roux@exemple.fr"


@pytest.fixture
def couple(village, now, settings):
    """Odette and Hector, at one address, both expected at the coffee."""
    settings.MAIL_URL = ""
    people = [make_member(name, now, mail=HOME) for name in ("Odette Roux", "Hector Roux")]
    for member in people:
        seat(member, village.cafe, now - (now - member.joined_at) / 2)
    return people


def letters():
    return [path.read_text(encoding="utf-8") for path in sorted((place.DATA / "courrier").glob("*.eml"))]


def everything():
    """All that stands in any table of ours, as text."""
    return "\n".join(
        str(row) for model in apps.get_models() if model.__module__.startswith("parvis.")
        for row in model._default_manager.values()
    )  # fmt: skip


@pytest.fixture(autouse=True)
def no_letters():
    for path in Path(place.DATA / "courrier").glob("*.eml"):
        path.unlink()


def test_a_cancellation_is_said_once_to_both_and_both_are_told(village, couple, now):
    cancel(meeting=village.cafe, by=village.karim, at=now)
    deliver_due(now)
    (letter,) = [text for text in letters() if HOME in text]
    assert "Odette et Hector," in letter
    known = knowing.of(village.cafe, now)
    assert (known.told, known.concerned) == (2, 2)


def test_a_reminder_is_said_once_with_the_link_of_each(village, couple, now):
    assert remind_due(village.cafe.begins_at.replace(hour=7)) == 2
    deliver_due(village.cafe.begins_at.replace(hour=7))
    (letter,) = [text for text in letters() if HOME in text]
    rows = Dispatch.objects.filter(purpose=purposes.REMINDER)
    assert len({row.link for row in rows}) == 2
    flat = letter.replace("=\n", "")
    assert all(row.link.rpartition("/inscriptions/")[2][:20] in flat for row in rows)


@pytest.mark.parametrize("who", [0, 1])
@pytest.mark.parametrize("when", ["waiting", "sent"])
def test_one_is_erased_and_nothing_of_the_other_is_lost(who, when, village, couple, now):
    cancel(meeting=village.cafe, by=village.karim, at=now)
    if when == "sent":
        deliver_due(now)
    gone, stays = couple[who], couple[1 - who]
    kept = Dispatch.objects.get(person=stays.pk, purpose=purposes.CANCELLATION)
    erase(member=gone, at=now)
    if when == "waiting":
        deliver_due(now)
    after = Dispatch.objects.get(pk=kept.pk)
    assert (after.body, after.address, after.person) == (kept.body, HOME, stays.pk)
    assert after.state == Dispatch.State.SENT
    assert gone.first_name not in everything()
    assert not [text for text in letters() if gone.first_name in text]
    assert stays.first_name in everything()
    if when == "waiting":
        assert len([text for text in letters() if HOME in text]) == 1
