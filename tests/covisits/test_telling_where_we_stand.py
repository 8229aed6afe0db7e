"""What a visit says to each: what was settled, where one meets, whom one leaves; and the ways back."""

import re

from django.urls import reverse

from parvis.covisits import choosing, leaving
from parvis.covisits.choosing import Coming
from parvis.covisits.codes import link_of
from parvis.covisits.liking import like
from parvis.covisits.models import CoVisit, Visitor
from parvis.members.contacts import read_contact
from parvis.members.models import Member
from tests.covisits.company import begin, carry
from tests.village import Village, make_meeting, seat

VISIT, CHOICE, BAR, DATES = (reverse(f"covisits:{name}") for name in ("visit", "choice", "bar", "dates"))
LEAVE, JOIN = reverse("covisits:leave"), reverse("covisits:join")


def said(client, path, **query) -> str:
    return client.get(path, query).content.decode()


def settle(village: Village, now, people: list[Visitor], comes: Member | None) -> None:
    """Jeanne and the second of the visit are asked; both answer."""
    choice = choosing.propose(visitor=people[0], meeting=village.cafe, at=now)
    first = Coming(member=village.jeanne)
    second = Coming(member=comes) if comes else None
    choosing.answer(visitor=people[0], choice=choice, coming=first, at=now)
    choosing.answer(visitor=people[1], choice=choice, coming=second, at=now)


def test_what_was_settled_is_said_on_every_page(village: Village, now, client_of, client):
    jeanne, paul = begin(village.jeanne, now, village.paul)
    his = carry(client_of(village.paul), paul)
    choice = choosing.propose(visitor=jeanne, meeting=village.cafe, at=now)
    assert "Chacun répond" in said(his, "/histoires/")
    assert "Chacun répond" not in said(his, CHOICE)  # the page itself says it
    choosing.drop(visitor=jeanne, choice=choice, at=now)
    assert "Laissée de côté\u00a0: Café du canal." in said(his, "/histoires/")
    settle(village, now, [jeanne, paul], village.paul)
    page = said(his, "/histoires/")
    assert "C’est décidé\u00a0: Café du canal." in page
    assert f'href="{CHOICE}">Voir</a>' in page
    assert "C’est décidé" not in said(his, f"/rencontres/{village.cafe.pk}/")  # « Vous y allez déjà »
    other = make_meeting("Atelier vélo", village.cafe.begins_at, host=village.karim)
    assert "On prend celle-ci" in said(his, f"/rencontres/{other.pk}/")


def test_where_one_meets_is_said_to_who_comes_and_to_nobody_else(village: Village, now, client_of):
    people = begin(village.jeanne, now, village.paul)
    hers, his = (carry(client_of(one.member), one) for one in people)
    settle(village, now, people, None)
    assert "Vous vous retrouvez" in said(hers, VISIT)
    assert "Vous vous retrouvez" not in said(his, VISIT)
    cafe = f"/rencontres/{village.cafe.pk}/"
    left = hers.post(LEAVE, {"from": cafe}, follow=True)
    assert left.redirect_chain[-1][0] == cafe
    words = left.content.decode()
    assert "La visite est finie pour vous. Vous vous retrouvez" in words
    alone = his.post(LEAVE, {"from": "/entraide/"}, follow=True)
    assert alone.redirect_chain[-1][0] == "/entraide/"  # where they were
    assert "Vous vous retrouvez" not in alone.content.decode()


def test_the_bar_fetched_again_leads_back_to_its_page(village: Village, now, client_of):
    jeanne, _paul = begin(village.jeanne, now, village.paul)
    hers = carry(client_of(village.jeanne), jeanne)
    cafe = f"/rencontres/{village.cafe.pk}/"
    assert f'name="from" value="{cafe}"' in said(hers, BAR, page=cafe)
    for hostile in ("//ailleurs.example/", "/mon-espace/", "/visite/", "x" * 500, "javascript:1"):
        assert hers.get(BAR, {"page": hostile}).status_code == 200
    for hostile in ("//ailleurs.example/", "https://ailleurs.example/", VISIT, CHOICE):
        assert hers.post(LEAVE, {"from": hostile})["Location"] == "/"


def test_two_who_both_began_find_one_another(village: Village, now, client_of):
    """Each tapped « Visiter à plusieurs »: one types the other's digits, and nobody waits in an empty visit."""
    (jeanne,), (paul,) = begin(village.jeanne, now), begin(village.paul, now)
    his = carry(client_of(village.paul), paul)
    page = said(his, VISIT)
    assert f'href="{JOIN}"' in page
    assert "Vous quittez votre visite pour rejoindre la leur." in said(his, JOIN)
    assert his.post(JOIN, {"code": "12"}).status_code == 422
    assert his.post(JOIN, {"code": jeanne.co_visit.code}).status_code == 302
    assert "Vous visitez avec Jeanne." in said(his, VISIT)
    assert [one.member for one in jeanne.co_visit.visitors.here()] == [village.jeanne, village.paul]
    assert CoVisit.objects.get(pk=paul.co_visit_id).ended_at is not None
    link = reverse("covisits:join_by_link", args=[link_of(jeanne.co_visit)])
    assert his.get(link)["Location"] == VISIT  # there already


def test_who_read_the_digits_out_goes_back_to_what_they_looked_at(village: Village, client_of):
    cafe = f"/rencontres/{village.cafe.pk}/"
    jeanne = client_of(village.jeanne)
    jeanne.post(reverse("covisits:begin"), {"from": cafe})
    page = said(jeanne, VISIT)
    assert f'class="button" href="{cafe}">Café du canal</a>' in page
    assert 'data-waits="yes"' in page  # whoever comes is not brought to the digits
    visitor = Visitor.objects.get()
    visitor.pk, visitor.number, visitor.member, visitor.first_name = None, 2, None, "Rosa"
    visitor.save()
    assert "data-waits" not in said(jeanne, VISIT)


def test_the_parts_of_the_visit_that_change_are_marked(village: Village, now, client_of):
    jeanne, paul = begin(village.jeanne, now, village.paul)
    hers = carry(client_of(village.jeanne), jeanne)
    parts = re.findall(r'data-live="(\w+)"', said(hers, VISIT))
    assert parts == ["taken", "waiting", "list", "who", "code"]
    choice = choosing.propose(visitor=paul, meeting=village.cafe, at=now)
    before = re.findall(r'data-live="(\w+)"', said(hers, CHOICE))
    come = Coming(name="", contact=read_contact("06 39 98 44 55"), member=village.paul)
    choosing.answer(visitor=paul, choice=choice, coming=come, at=now)
    choosing.drop(visitor=paul, choice=choice, at=now)
    assert re.findall(r'data-live="(\w+)"', said(hers, CHOICE)) == before == ["state", "mine", "who", "acts"]


def test_who_waits_is_not_told_that_they_meet(village: Village, now, client_of):
    people = begin(village.jeanne, now, village.paul)
    full = make_meeting("Atelier vélo", village.cafe.begins_at, host=village.karim, capacity=2)
    seat(village.lucie, full, now)
    choice = choosing.propose(visitor=people[0], meeting=full, at=now)
    for visitor, person in zip(people, (village.jeanne, village.paul), strict=True):
        choosing.answer(visitor=visitor, choice=choice, coming=Coming(member=person), at=now)
    choosing.wait_together(visitor=people[0], choice=choice, at=now)
    hers = carry(client_of(village.jeanne), people[0])
    page = said(hers, CHOICE)
    assert "Vous êtes ensemble sur la liste d’attente." in page
    assert "C’est tout." not in page  # no « à mardi ! » for a seat nobody holds yet
    assert "Ensemble sur la liste d’attente\u00a0: Atelier vélo." in said(hers, "/histoires/")
    assert "Vous vous retrouvez" not in hers.post(LEAVE, follow=True).content.decode()


def test_a_date_without_seats_for_all_is_not_put_forward(village: Village, now, client_of):
    people = begin(village.jeanne, now, village.paul)
    hers = carry(client_of(village.jeanne), people[0])
    full = make_meeting("Atelier vélo", village.cafe.begins_at, host=village.karim, capacity=1)
    like(visitor=people[0], subject=("meeting", full.pk), at=now)
    hers.post(DATES, {f"date_{full.pk}": "yes"})
    page = said(hers, DATES)
    assert "pas assez de places pour tous" in page
    assert "convient au plus grand nombre" not in page
    assert "Et maintenant" not in page
    like(visitor=people[0], subject=("meeting", village.cafe.pk), at=now)
    hers.post(DATES, {f"date_{village.cafe.pk}": "maybe"})
    assert "Et maintenant" in said(hers, DATES)


def test_what_a_meeting_is_stays_unsaid_to_who_may_not_see_it(village: Village, now, client):
    jeanne, rosa = begin(village.jeanne, now, "Rosa")
    hidden = make_meeting("Bilan", village.cafe.begins_at, host=village.karim, visibility="members")
    choosing.propose(visitor=jeanne, meeting=hidden, at=now)
    hers = carry(client, rosa)
    page = said(hers, CHOICE)
    assert "Bilan" not in page
    assert "Une rencontre que vous ne pouvez pas voir" in page  # and not « d’un cercle »
    assert "une rencontre qui ne vous est pas ouverte" in said(hers, "/histoires/")
    closed = hers.get(f"/rencontres/{hidden.pk}/")
    assert closed.status_code == 404
    assert "J’aime" not in closed.content.decode()  # nothing to like there


def test_what_opens_nothing_says_what_to_do_instead(village: Village, now, client):
    people = begin(village.jeanne, now, *"ABCDEFG")
    ninth = client.post(JOIN, {"code": people[0].co_visit.code, "first_name": "Z"})
    page = ninth.content.decode()
    assert (ninth.status_code, "Commencer une autre visite" in page) == (409, True)
    assert "Il manque une information" not in page
    old = client.get(reverse("covisits:join_by_link", args=["1-1.x"])).content.decode()
    assert "Cette adresse n’ouvre plus de visite." in old
    assert "J’ai quatre chiffres" in old
    hers = carry(client, people[1])
    page = said(hers, VISIT)
    assert "Vous êtes huit, le plus possible." in page
    assert 'class="code"' not in page
    leaving.show_out(visitor=people[0], other=people[1].pk, at=now)
    assert "Pour revenir, demandez les nouveaux chiffres à vos proches." in said(hers, "/histoires/")
    assert "Visiter à plusieurs</button>" in said(hers, "/rencontres/")  # and may begin anew at once
