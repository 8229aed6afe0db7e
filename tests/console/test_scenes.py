"""The scenes of the demonstration: read from their page, played by one tap, and nowhere in a real place."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from parvis.community.models import Community
from parvis.console.demo import fill
from parvis.console.scenes import bookmark, reading
from parvis.console.scenes.pages import address_of
from parvis.console.scenes.reading import NOBODY, scenes, scenes_of
from parvis.covisits.passes import read_pass
from parvis.kit.company import COOKIE as VISIT
from parvis.members.models import Member

AT_NIGHT = datetime(2027, 1, 5, 23, 40, tzinfo=UTC)  # the first days of a year, past midnight here


@pytest.fixture
def on_stage(village, settings):
    settings.IS_DEMO = True
    Community.objects.update(is_demo=True)
    return village


@pytest.fixture
def written(monkeypatch):
    """Two scenes of the village of the tests."""
    text = (
        "# X\n\n## L’une\n\nDeux mots.\n\n"
        "1. Elle ouvre **Entraide**. <!-- Jeanne Martin : /entraide/ -->\n2. Elle lit.\n"
        "3. Quelqu’un regarde. <!-- sans compte : rencontre « Café du canal » -->\n\n"
        "## L’autre\n\n1. Léa. <!-- Léa Moreau : /mon-espace/ -->\n"
    )
    monkeypatch.setattr(reading, "scenes", lambda: scenes_of(text))
    return scenes_of(text)


def play(client, slug, number):
    return client.post(reverse("scenes:play", args=[slug, number]))


def test_a_scene_is_read_from_its_lines(written):
    first, second = written
    assert (first.slug, first.title, first.about) == ("l-une", "L’une", "Deux mots.")
    assert [(one.number, one.who, one.page) for one in first.steps] == [
        (1, "Jeanne Martin", "/entraide/"), (2, "", ""), (3, NOBODY, "rencontre « Café du canal »"),
    ]  # fmt: skip
    assert first.after(1) == first.steps[2]
    assert first.after(3) is None
    assert second.steps[0].first_name == "Léa"


class TestOutsideADemonstration:
    """Two locks; each alone keeps the door shut, and the page is as missing as any other."""

    @pytest.mark.parametrize(
        ("is_opened_as_one", "is_filled_as_one"), [(False, False), (True, False), (False, True)]
    )
    def test_nobody_is_anybody(self, village, settings, is_opened_as_one, is_filled_as_one):
        settings.IS_DEMO = is_opened_as_one
        Community.objects.update(is_demo=is_filled_as_one)
        client = Client()
        for slug in [one.slug for one in scenes()]:
            assert client.get(reverse("scenes:scene", args=[slug])).status_code == 404
            for number in range(1, 12):
                assert play(client, slug, number).status_code == 404
        assert client.get(reverse("scenes:index")).status_code == 404
        assert "_auth_user_id" not in client.session
        assert reverse("scenes:index") not in client.get("/").content.decode()

    def test_no_setting_of_the_environment_opens_it(self, monkeypatch):
        from config import environment

        assert not [one for one in environment.VARIABLES if "DEMO" in one]


class TestInADemonstration:
    def test_one_tap_and_the_browser_is_that_person(self, on_stage, written):
        client = Client()
        answer = play(client, "l-une", 1)
        assert answer["Location"] == "/entraide/"
        assert client.session["_auth_user_id"] == str(on_stage.jeanne.pk)
        assert "Vous êtes Jeanne. Elle ouvre Entraide." in client.get("/entraide/").content.decode()
        assert "Étape 2" in client.get(reverse("scenes:index")).content.decode()
        assert play(client, "l-une", 3)["Location"] == reverse("meetings:meeting", args=[on_stage.cafe.pk])
        assert "_auth_user_id" not in client.session

    def test_what_is_written_plays_nothing_else(self, on_stage, written):
        client = Client()
        for slug, number in [("l-une", 2), ("l-une", 9), ("x", 1)]:
            assert play(client, slug, number).status_code == 404
        assert client.get(reverse("scenes:play", args=["l-une", 1])).status_code == 405
        strict = Client(enforce_csrf_checks=True)
        assert play(strict, "l-une", 1).status_code == 403

    def test_who_is_played_proves_nothing(self, on_stage, written, client):
        """Behind the scenes and the ways in stay shut: who holds every role is asked who they are."""
        Member.objects.filter(pk=on_stage.jeanne.pk).update(name="X")
        Member.objects.filter(pk=on_stage.fatou.pk).update(name="Jeanne Martin")
        play(client, "l-une", 1)
        assert client.session["_auth_user_id"] == str(on_stage.fatou.pk)
        assert reverse("members:sign_in") in client.get(reverse("console:index"))["Location"]
        assert reverse("members:sign_in") in client.get(reverse("members:ways"))["Location"]

    def test_each_keeps_their_visit_on_one_telephone(self, on_stage, written, client):
        play(client, "l-une", 1)
        client.post(reverse("covisits:begin"))
        jeanne = client.cookies[VISIT].value
        assert read_pass(jeanne)
        play(client, "l-une", 3)
        assert not client.cookies[VISIT].value
        play(client, "l-une", 1)
        assert client.cookies[VISIT].value == jeanne
        play(client, "l-autre", 1)
        assert not client.cookies[VISIT].value

    @pytest.mark.parametrize("value", ["x", "é", "[1]", "x" * 4000, "a:b:c"])
    def test_a_cookie_we_did_not_write_marks_nothing(self, on_stage, written, value):
        client = Client()
        client.cookies[bookmark.COOKIE] = value
        assert client.get(reverse("scenes:index")).status_code == 200
        assert play(client, "l-une", 1).status_code == 302


@pytest.mark.django_db
def test_every_step_finds_its_person_and_its_page_at_any_hour(settings):
    """The whole village at the turn of a year, in the night: each step has somebody to be, and a page of theirs."""
    fill(AT_NIGHT)
    people = {member.name: member for member in Member.objects.let_in(AT_NIGHT)}
    found = {
        (one.slug, step.number): address_of(step.page, people.get(step.who), AT_NIGHT)
        for one in scenes() for step in one.steps if step.who in people or step.who == NOBODY
    }  # fmt: skip
    entered = {(one.slug, step.number) for one in scenes() for step in one.steps if step.is_entered}
    assert found.keys() == entered
    assert len({page for page in found.values()}) > 15
