"""A mandate taken back while an act is under way: the act was before, or is refused; never after."""

import pytest
from django.db import transaction
from django.test import Client

from parvis.members.mandates import end_mandate
from parvis.members.models import Mandate
from tests.meetings.test_races import at_once
from tests.village import settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_no_act_after_the_word_that_ended_it(transactional_db, now):
    village = settle(now)
    mandate = village.odile.mandates.get()
    where = f"/permanence/personnes/{village.odile.pk}/inscriptions/"

    def register():
        desk = Client()
        desk.force_login(village.monique)
        return [desk.post(where, {"meeting": village.cafe.pk}).status_code]

    def revoke():
        with transaction.atomic():
            end_mandate(mandate=mandate, by=village.odile, at=now)
        return village.odile.registrations.count()

    status, seen_after = at_once([register, revoke])
    done = village.odile.registrations.count()
    assert status[0] in (302, 409)
    assert done == (status[0] == 302)
    assert seen_after == done  # what was not there when the word was said never came
    assert Mandate.objects.get(pk=mandate.pk).ended_at is not None
