"""Names of circles: one for each that everybody may know of; a secret one takes nobody's."""

import pytest
from django.db import IntegrityError, transaction

from parvis.community.models import Circle

FORM = {"about": "", "kind": "", "publishing": "members"}


def keep(browser, name, joining, at=""):
    return browser.post(f"/coulisses/cercles/{at}", {**FORM, "name": name, "joining": joining})


@pytest.fixture
def secret(village):
    return Circle.objects.create(name="Cachette", joining="secret", created_at=village.now)


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize("joining", ["open", "private", "secret"])
def test_a_new_circle_may_bear_the_name_of_a_secret_one_so_nobody_learns_of_it(
    village, client_of, secret, joining
):
    browser = client_of(village.fatou)
    free, taken = keep(browser, "Libre", joining, "nouveau/"), keep(browser, "Cachette", joining, "nouveau/")
    assert (
        (taken.status_code, taken["Location"])
        == (free.status_code, free["Location"])
        == (302, "/coulisses/cercles/")
    )
    assert Circle.objects.filter(name="Cachette").count() == 2


def test_two_circles_everybody_may_know_of_do_not_bear_one_name(village, client_of):
    browser, name = client_of(village.fatou), village.gardeners.name
    refused = keep(browser, name, "private", "nouveau/")
    assert refused.status_code == 422
    assert refused.content.decode().count("Un cercle porte déjà ce nom.") == 2  # above, and beside the field
    assert keep(browser, name, "secret", "nouveau/").status_code == 302
    hers = Circle.objects.get(name=name, joining="secret")
    assert keep(browser, name, "open", f"{hers.pk}/").status_code == 422, (
        "it may not come out under that name"
    )
    assert keep(browser, name, "open", f"{village.gardeners.pk}/").status_code == 302, (
        "its own name is its own"
    )


def test_the_database_keeps_the_same_rule(village, secret):
    Circle.objects.create(name="Cachette", joining="open", created_at=village.now)
    Circle.objects.create(name="Cachette", joining="secret", created_at=village.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Circle.objects.create(name="Cachette", joining="private", created_at=village.now)
