"""The shared list: hearts in words, each sees it with their own rights; dates compared; the list sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parvis.aid.ending import end
from parvis.aid.posting import post
from parvis.courier.models import Dispatch
from parvis.covisits import choosing
from parvis.covisits.choosing import Coming
from parvis.covisits.models import Heart, Leaning
from parvis.kit import freshness
from parvis.wiki.models import Story
from tests.covisits.company import begin, carry
from tests.village import Village, make_meeting, seat

HEART, VISIT = reverse("covisits:heart"), reverse("covisits:visit")


def love(client, meeting, **more):
    return client.post(HEART, {"kind": "meeting", "pk": meeting.pk, **more})


def test_a_heart_is_one_tap_from_the_page_and_is_said_in_words(village: Village, client_of, client, now):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    first, second = carry(client_of(village.jeanne), jeanne), carry(client, rosa)
    page = f"/rencontres/{village.cafe.pk}/"
    assert love(first, village.cafe)["Location"] == page
    love(first, village.cafe)
    assert "Plaît à Jeanne." in second.get(page).content.decode()
    love(second, village.cafe)
    listed = second.get(VISIT).content.decode()
    assert "Jeanne et vous" in listed
    assert "Café du canal" in listed
    love(second, village.cafe, value="no", back="list")
    assert Heart.objects.count() == 1


def test_what_one_may_not_see_is_a_meeting_of_a_circle(village: Village, client_of, client, now):
    secret = make_meeting(
        "Surprise pour Karim", now + timedelta(days=3), host=village.fatou, circle=village.council,
        visibility="circle",
    )  # fmt: skip
    fatou, rosa = begin(village.fatou, now, "Rosa")
    love(carry(client_of(village.fatou), fatou), secret)
    other = carry(client, rosa)
    seen = other.get(VISIT).content.decode()
    assert "Une rencontre d’un cercle" in seen
    assert "Surprise" not in seen
    assert love(other, secret).status_code == 404
    secret.delete()
    assert "Une page qui n’existe plus" in other.get(VISIT).content.decode()


def test_who_is_registered_already_is_said_as_far_as_they_told(village: Village, client_of, client, now):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    first, second = carry(client_of(village.jeanne), jeanne), carry(client, rosa)
    page = f"/rencontres/{village.cafe.pk}/"
    row = seat(village.jeanne, village.cafe, now)
    love(first, village.cafe)
    assert "Déjà de la partie : vous." in first.get(page).content.decode()
    assert "Déjà de la partie" not in second.get(page).content.decode()  # Jeanne did not say it
    type(row).objects.filter(pk=row.pk).update(shows_name=True)
    for seen in (second.get(page), second.get(VISIT)):
        assert "Déjà de la partie : Jeanne." in seen.content.decode()
        assert "On prend celle-ci" in seen.content.decode()


@pytest.mark.parametrize(
    "said",
    [{}, {"kind": "member", "pk": "1"}, {"kind": "meeting", "pk": "9" * 40}, {"kind": "meeting", "pk": "-1"},
     {"kind": "meeting", "pk": "١"}, {"kind": "meeting", "pk": "0"}, {"kind": "x" * 900, "pk": "1"}],
)  # fmt: skip
def test_hostile_hearts_change_nothing(village: Village, client, now, said):
    (rosa,) = begin(None, now)
    browser = carry(client, rosa)
    assert browser.post(HEART, said).status_code == 404
    assert browser.post(HEART, {**said, "value": "no"}).status_code in (302, 404)
    assert not Heart.objects.exists()


def test_nobody_acts_without_a_pass(village: Village, client_of):
    for name in ("heart", "send", "renew", "name", "answer", "wait", "go_without", "drop", "choice"):
        answer = client_of(village.jeanne).post(reverse(f"covisits:{name}"), {"kind": "meeting", "pk": "1"})
        assert answer.status_code == 409
        assert "Vous ne visitez avec personne" in answer.content.decode()


def test_dates_are_compared_as_in_a_poll(village: Village, client_of, client, now):
    other = make_meeting("Jardin partagé", now + timedelta(days=5), host=village.karim, capacity=1)
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    first, second = carry(client_of(village.jeanne), jeanne), carry(client, rosa)
    love(first, village.cafe)
    love(second, other)
    path = reverse("covisits:dates")
    first.post(path, {f"date_{village.cafe.pk}": "yes", f"date_{other.pk}": "no"})
    second.post(path, {f"date_{village.cafe.pk}": "maybe", f"date_{other.pk}": "strange", "date_999": "yes"})
    assert Leaning.objects.count() == 2
    page = second.get(path).content.decode()
    assert "convient au plus grand nombre" in page
    assert "Oui\u00a0: Jeanne" in page
    assert "pas assez de places pour tous" in page


def test_the_list_is_sent_to_oneself_and_only_what_one_may_see(village: Village, client_of, client, now):
    secret = make_meeting(
        "Surprise pour Karim", now + timedelta(days=3), host=village.fatou, circle=village.council,
        visibility="circle",
    )  # fmt: skip
    fatou, rosa = begin(village.fatou, now, "Rosa")
    first, second = carry(client_of(village.fatou), fatou), carry(client, rosa)
    love(first, secret)
    love(second, village.cafe)
    first.post(reverse("covisits:send"))
    assert second.post(reverse("covisits:send"), {"mail": "rosa@"}).status_code == 422
    second.post(reverse("covisits:send"), {"mail": "rosa@exemple.fr"})
    second.post(reverse("covisits:send"), {"mail": "rosa@exemple.fr"})
    mine, hers = Dispatch.objects.filter(purpose="covisits.list").order_by("pk")
    assert "Surprise" in mine.body
    assert hers.address == "rosa@exemple.fr"
    assert "Café du canal" in hers.body
    assert "Surprise" not in hers.body


def test_pages_of_a_visit_ask_little(village: Village, client_of, now):
    """However much is liked, settled and asked, and when nothing is remembered."""
    jeanne, rosa, paul = begin(village.jeanne, now, "Rosa", village.paul)
    later = now + timedelta(days=4)
    browser = carry(client_of(village.jeanne), jeanne)
    love(browser, village.cafe)
    notice = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    story = Story.objects.create(title="La fête", happened_on=now.date(), begun_at=now, published_at=now)
    secret = make_meeting(
        "Surprise", now + timedelta(days=3), host=village.fatou, circle=village.council, visibility="circle"
    )
    for kind, thing in (("notice", notice), ("story", story), ("place", village.kiosk), ("meeting", secret)):
        Heart.objects.create(visitor=paul, kind=kind, subject_id=thing.pk, given_at=now)
    settled = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    for visitor in (jeanne, rosa, paul):
        coming = Coming(member=visitor.member) if visitor.member else None
        choosing.answer(visitor=visitor, choice=settled, coming=coming, at=now)
    choosing.propose(visitor=paul, meeting=make_meeting("Jeux", later, host=village.karim), at=now)
    paths = (VISIT, f"/rencontres/{village.cafe.pk}/", reverse("covisits:dates"), reverse("covisits:choice"))
    for path in (*paths, "/rencontres/"):
        freshness.bump()
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(path).status_code == 200
        assert len(asked) <= 12, path + "".join(f"\n{query['sql'][:420]}" for query in asked)


def test_a_notice_that_ended_is_read_by_nobody_and_a_hidden_meeting_is_not_told(
    village: Village, client, now
):
    notice = post(author=village.jeanne, direction="need", words="une échelle rare", at=now)
    secret = make_meeting(
        "Surprise", now + timedelta(days=3), host=village.fatou, circle=village.council, visibility="circle"
    )
    (rosa,) = begin(None, now, "Rosa")[1:]
    browser = carry(client, rosa)
    assert browser.post(HEART, {"kind": "notice", "pk": notice.pk}).status_code == 302
    assert "une échelle rare" in browser.get(VISIT).content.decode()
    end(notice=notice, why="withdrawn", by=village.jeanne, at=now)
    freshness.bump()
    assert "une échelle rare" not in browser.get(VISIT).content.decode()
    assert browser.post(HEART, {"kind": "notice", "pk": notice.pk, "value": ""}).status_code == 404
    bar = reverse("covisits:bar")
    seen = browser.get(bar, {"page": f"/rencontres/{village.cafe.pk}/"}).content.decode()
    hidden = browser.get(bar, {"page": f"/rencontres/{secret.pk}/"}).content.decode()
    assert "On prend celle-ci" in seen
    assert "On prend celle-ci" not in hidden
