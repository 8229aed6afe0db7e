"""Beginning, joining and leaving a visit: four digits that cannot be guessed, eight people, an end."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from parvis.aid.posting import post
from parvis.covisits import codes, jobs, leaving, visiting
from parvis.covisits.holdings import VISITORS
from parvis.covisits.limits import HOUR
from parvis.covisits.models import CoVisit, Heart, Visitor
from parvis.covisits.refusals import NoNinth, NotVisiting, WrongCode
from parvis.kit.company import COOKIE
from parvis.kit.limiting import allow, has_room
from parvis.wiki.models import Story
from tests.covisits.company import begin, carry
from tests.village import Village, make_meeting

VISIT, JOIN = reverse("covisits:visit"), reverse("covisits:join")


def join(client, code, first_name="Rosa"):
    return client.post(JOIN, {"code": code, "first_name": first_name})


def test_one_tap_gives_four_digits_and_a_friend_joins_with_a_first_name(village: Village, client_of, client):
    cafe = f"/rencontres/{village.cafe.pk}/"
    jeanne = client_of(village.jeanne)
    assert "Visiter à plusieurs" in jeanne.get(cafe).content.decode()
    jeanne.post(reverse("covisits:begin"), {"from": cafe})
    page = jeanne.get(VISIT).content.decode()
    code = re.search(r'class="code">(\d{4})<', page)[1]
    assert "<svg" in page
    arrived = join(client, f" {code[:2]} {code[2:]}", "rosa Dupont")
    assert arrived["Location"] == cafe
    assert "Vous visitez avec Jeanne." in client.get(cafe).content.decode()
    assert "Vous visitez avec Rosa." in jeanne.get(cafe).content.decode()
    assert Visitor.objects.get(number=2).first_name == "Rosa"


@pytest.mark.parametrize("path", ["/rencontres/", "/entraide/", "/histoires/{story}/", "/rencontres/{cafe}/"])
def test_one_tap_begins_a_visit_from_where_one_is_with_no_script_and_no_secret_shared(
    village: Village, now, path
):
    post(author=village.jeanne, direction="need", words="une échelle", at=now)
    story = Story.objects.create(title="La fête", happened_on=now.date(), begun_at=now, published_at=now)
    where = path.format(cafe=village.cafe.pk, story=story.pk)
    two, secrets = [Client(enforce_csrf_checks=True) for _one in range(2)], []
    for browser in two:  # the second is given what was kept of the first
        said = browser.get(where)
        assert said["Cache-Control"] == "private, no-store"
        begins = said.content.decode().split(f'action="{reverse("covisits:begin")}"')
        assert len(begins) == 2
        assert "Visiter à plusieurs" in begins[1][:600]
        secrets.append(re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', begins[1])[1])
    begin_at = reverse("covisits:begin")
    assert two[0].post(begin_at, {"from": where}).status_code == 403
    assert two[1].post(begin_at, {"from": where, "csrfmiddlewaretoken": secrets[0]}).status_code == 403
    started = two[1].post(begin_at, {"from": where, "csrfmiddlewaretoken": secrets[1]})
    assert (started.status_code, started["Location"]) == (302, VISIT)
    assert "Visiter à plusieurs</button>" not in two[1].get(where).content.decode()


def test_who_comes_arrives_where_a_page_opens_for_them(village: Village, client_of, client, now):
    secret = make_meeting(
        "Surprise", now + timedelta(days=3), host=village.paul, circle=village.gardeners, visibility="circle"
    )
    paul = client_of(village.paul)
    paul.post(reverse("covisits:begin"), {"from": f"/rencontres/{secret.pk}/"})
    assert join(client, CoVisit.objects.get().code)["Location"] == VISIT


def test_a_friend_with_four_digits_finds_where_to_type_them(village: Village, client):
    for page in ("/", "/rencontres/"):  # the first one is what they type
        assert f'href="{reverse("covisits:join")}">J’ai quatre chiffres' in client.get(page).content.decode()


def test_wrong_and_old_digits_are_answered_alike(village: Village, client, now):
    jeanne = visiting.begin(member=village.jeanne, at=now)
    code = jeanne.co_visit.code
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    CoVisit.objects.update(code_until_at=now - timedelta(minutes=1))
    texts = {re.sub(r"\d{4}|csrf[^>]*>", "", join(client, said).content.decode()) for said in (code, wrong)}
    assert len(texts) == 1
    assert "n’ouvrent aucune visite" in texts.pop()
    with pytest.raises(WrongCode):
        visiting.join(co_visit=jeanne.co_visit, first_name="Rosa", member=None, at=now + codes.LASTS)


def test_guessing_is_hopeless_for_one_caller_and_for_many(village: Village, client, client_of, now):
    two = begin(village.jeanne, now)
    code = two[0].co_visit.code
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    answers = [join(client, wrong).status_code for _try in range(13)]
    assert answers == [422] * 12 + [429]
    for _try in range(20):
        allow("covisits.wrong", times=30, per=HOUR)
    assert not has_room("covisits.wrong", times=30, per=HOUR)
    shut = client_of(village.paul)
    shut.defaults["REMOTE_ADDR"] = "192.0.2.77"
    assert join(shut, code).status_code == 429  # right digits, another caller: digits rest for everybody
    link = reverse("covisits:join_by_link", args=[codes.link_of(two[0].co_visit)])
    assert shut.post(link).status_code == 302  # the square still opens


def test_nothing_hostile_opens_a_visit(village: Village, client, now):
    begin(village.jeanne, now)
    for code in ("", "12", "٤٨١٢", "48 1२", "12345", "x" * 5000, "\0" * 4, "'; --"):
        assert join(client, code).status_code in (400, 422)
    for token in ("1-1.x", "x" * 500, "é-è"):
        assert client.get(reverse("covisits:join_by_link", args=[token])).status_code == 422
    assert join(client, "0000", "\u202e\u200b").status_code == 422
    assert Visitor.objects.count() == 1


def test_there_is_no_ninth_and_a_number_that_went_is_given_again(village: Village, now):
    people = begin(None, now, *"ABCDEFG")
    with pytest.raises(NoNinth):
        begin_ninth = visiting.join(co_visit=people[0].co_visit, first_name="Z", member=None, at=now)
        assert begin_ninth is None
    leaving.leave(visitor=people[3], at=now)
    again = visiting.join(co_visit=people[0].co_visit, first_name="Z", member=None, at=now)
    assert again.number == people[3].number


def test_a_member_who_joins_twice_is_one_visitor(village: Village, now):
    jeanne, paul = begin(village.jeanne, now, village.paul)
    again = visiting.join(co_visit=jeanne.co_visit, first_name="", member=village.paul, at=now)
    assert again.pk == paul.pk


def test_new_digits_end_the_old_ones_and_their_square(village: Village, now):
    (jeanne,) = begin(village.jeanne, now)
    old = jeanne.co_visit.code
    link = codes.link_of(jeanne.co_visit)
    visiting.renew_code(visitor=jeanne, at=now)
    assert codes.visit_of_link(link, now) is None
    found = codes.visit_of_code(old, now)
    assert found is None or CoVisit.objects.get().code == old


def test_only_a_hundred_visits_have_digits_and_the_others_their_square(village: Village, now, monkeypatch):
    monkeypatch.setattr(codes, "MOST_LIVE", 1)
    begin(village.jeanne, now)
    (paul,) = begin(village.paul, now)
    assert paul.co_visit.code is None
    assert codes.visit_of_link(codes.link_of(paul.co_visit), now) == paul.co_visit


def test_leaving_is_one_tap_and_nothing_stays_in_the_browser(village: Village, client, now):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    carry(client, rosa).post(reverse("covisits:leave"), {"from": f"/rencontres/{village.cafe.pk}/"})
    assert client.cookies[COOKIE].value == ""
    assert list(jeanne.co_visit.visitors.here()) == [jeanne]
    leaving.leave(visitor=jeanne, at=now)
    assert CoVisit.objects.get().ended_at == now


def test_a_stranger_is_shown_out_and_the_digits_change(village: Village, client, now):
    jeanne, stranger = begin(village.jeanne, now, "Rosa")
    before = CoVisit.objects.get()
    leaving.show_out(visitor=jeanne, other=stranger.pk, at=now)
    assert CoVisit.objects.get().code_number == before.code_number + 1
    assert "Vous n’êtes plus dans la visite." in carry(client, stranger).get("/rencontres/").content.decode()
    assert (
        client.post(reverse("covisits:heart"), {"kind": "meeting", "pk": village.cafe.pk}).status_code == 409
    )


def test_a_tap_that_comes_late_shows_nobody_else_out(village: Village, now, client_of):
    """Paul left, and his number is Léa's now: the button beside his name is his alone."""
    jeanne, paul = begin(village.jeanne, now, "Paul")
    leaving.leave(visitor=paul, at=now)
    lea = visiting.join(co_visit=jeanne.co_visit, first_name="Léa", member=None, at=now)
    assert lea.number == paul.number
    hers = carry(client_of(village.jeanne), jeanne)
    (stranger,) = begin(None, now)
    for pk in (paul.pk, jeanne.pk, stranger.pk):
        hers.post(reverse("covisits:show_out", args=[pk]))
    assert [one.pk for one in jeanne.co_visit.visitors.here()] == [jeanne.pk, lea.pk]
    assert stranger.co_visit.visitors.here().exists()


def test_silence_closes_a_visit_and_acts_keep_it_open(village: Village, now):
    (jeanne,) = begin(village.jeanne, now)
    later = now + visiting.SILENCE - timedelta(minutes=1)
    visiting.renew_code(visitor=jeanne, at=later)
    assert jobs.close_silent(now + visiting.SILENCE) == 0
    assert jobs.close_silent(later + visiting.SILENCE) == 1
    with pytest.raises(NotVisiting):
        visiting.renew_code(visitor=jeanne, at=later + visiting.SILENCE)


def test_a_visit_and_its_first_names_go_within_days(village: Village, now):
    (jeanne,) = begin(village.jeanne, now)
    Heart.objects.create(visitor=jeanne, kind="meeting", subject_id=village.cafe.pk, given_at=now)
    visiting.close_silent(now + visiting.SILENCE)
    rule = VISITORS.rules[0]
    assert rule.apply(rule.before(now + timedelta(days=2)), 100) == 0
    assert rule.apply(rule.before(now + timedelta(days=4)), 100) == 1
    assert not CoVisit.objects.exists()
    assert not Heart.objects.exists()


def test_the_call_room_opens_elsewhere_untold_else_the_number_of_the_desk(village: Village, client_of):
    jeanne, fatou = client_of(village.jeanne), client_of(village.fatou)
    jeanne.post(reverse("covisits:begin"))
    page = jeanne.get(VISIT).content.decode()
    assert "salle d’appel" not in page
    assert "tel:+33199001234" in page.split('id="talking"')[1].split("</section>")[0]
    known = {"name": "Les Voisins", "colour": "#1d6b57", "is_open": "yes", "time_zone": "Europe/Paris",
             "public_holidays": "FR", "call_room": "salle.exemple.fr/voisins"}  # fmt: skip
    assert fatou.post(reverse("console:identity"), known).status_code == 302
    page = jeanne.get(VISIT).content.decode()
    link = re.search(r'<a [^>]*href="https://salle\.exemple\.fr/voisins"[^>]*>', page)[0]
    for said in ('target="_blank"', "noopener noreferrer", 'referrerpolicy="no-referrer"'):
        assert said in link
    assert "Parvis ne lui dit rien de votre visite" in page
