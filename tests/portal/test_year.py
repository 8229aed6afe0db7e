"""The book of the year: what everyone may read, on paper; nobody named who did not agree."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from parvis.chronicle.encounters import meet
from parvis.meetings.models import Cancellation
from parvis.members.models import Member
from parvis.wiki.models import Photo, Sentence, Story
from tests.village import Village, make_meeting

BOOK = reverse("portal:year", args=[2026])


def tell(
    village: Village, title: str, *, days: int = 30, public: bool = True, signed: str = "", **more
) -> Story:
    story = Story.objects.create(
        title=title, happened_on=(village.now - timedelta(days=days)).date(), is_public=public,
        begun_at=village.now, published_at=village.now, **more,
    )  # fmt: skip
    Sentence.objects.create(
        story=story, author=village.odile, signed=signed, words=f"On a ri à {title}.", said_at=village.now
    )
    return story


def read(client, url: str = BOOK) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def year(village: Village) -> Village:
    for days in (70, 63, 56):
        make_meeting("Café du mardi", village.now - timedelta(days=days), place=village.kiosk)
    called_off = make_meeting("Goûter annulé", village.now - timedelta(days=40))
    Cancellation.objects.create(meeting=called_off, by=village.karim, at=village.now)
    make_meeting("Repas des membres", village.now - timedelta(days=35), visibility="members")
    make_meeting("Surprise", village.now - timedelta(days=30), visibility="circle", circle=village.council)
    tell(village, "la fête", signed="Odile")
    return village


def test_the_year_tells_meetings_and_stories_everyone_may_read(year, anonymous):
    page = read(anonymous)
    assert "Les Voisins du Canal" in page
    assert "Cette année, ensemble" in page
    assert re.search(r'class="days">15, 22, 29</span> Café du mardi', page)
    assert "« On a ri à la fête. »" in page.replace("\N{NARROW NO-BREAK SPACE}", " ")
    for said in ["Goûter annulé", "Repas des membres", "Surprise", "Café du canal"]:  # the last is to come
        assert said not in page, said


def test_stories_for_some_stay_with_them_even_for_those_who_may_read_them(year, client_of):
    tell(year, "le conseil", public=False, circle=year.council)
    tell(year, "les membres", public=False)
    page = read(client_of(year.fatou))
    assert "le conseil" not in page
    assert "les membres" not in page


def test_names_are_of_those_who_signed_or_agreed(year, anonymous):
    tell(year, "le repas", signed="")
    assert "Karim" not in read(anonymous).partition('class="colophon"')[2].partition("</section>")[0]
    year.karim.roles.update(is_public=True)
    page = read(anonymous)
    assert "Karim Haddad (animation)" in page
    assert "Odile Roux" not in page
    assert page.count("<footer>Odile</footer>") == 1


def test_a_photo_waits_for_its_description_and_agreement(year, anonymous):
    story = tell(year, "le bal")
    for agreed in (True, False):
        photo = Photo(story=story, width=9, height=6, description=f"Vue {agreed}", people_agreed=agreed,
                      added_at=year.now)  # fmt: skip
        photo.image.save(f"{agreed}.webp", ContentFile(b"x"))
        photo.save()
    page = read(anonymous)
    assert "Vue True" in page
    assert "Vue False" not in page


@pytest.mark.parametrize(("people", "is_told"), [(4, False), (6, True)])
def test_figures_are_told_of_five_people_or_more(year, anonymous, people, is_told):
    held = make_meeting("Soupe", year.now - timedelta(days=20))
    persons = list(Member.objects.values_list("pk", flat=True)[:people])
    meet(gathering=held, began_at=held.begins_at, minutes=120, persons=persons, unnamed=0)
    assert ("vécues ensemble" in read(anonymous)) is is_told


def test_a_place_reserved_to_its_members_prints_for_them_alone(year, anonymous, client_of):
    year.community.is_open = False
    year.community.save()
    assert anonymous.get(BOOK).status_code == 302
    page = read(client_of(year.jeanne))
    assert "Repas des membres" in page
    assert "Surprise" not in page


@pytest.mark.parametrize("number", [1789, 1989, 2025, 2027, 99_999])
def test_a_year_nobody_lived_here_is_not_found(year, anonymous, number):
    assert anonymous.get(f"/annees/{number}/").status_code == 404


def test_one_finds_it_from_the_stories_and_from_behind_the_scenes(year, anonymous, client_of):
    assert f'href="{BOOK}"' in read(anonymous, "/histoires/")
    answer = client_of(year.fatou).get(reverse("console:year"))
    assert answer["Location"] == BOOK


def test_a_switched_off_area_is_not_printed(year, client_of, anonymous):
    client_of(year.fatou).post(reverse("console:switches"), {"on": ["meetings"]})
    page = read(anonymous)
    assert "On a ri" not in page
    assert "Café du mardi" in page


def test_the_book_asks_as_few_questions_with_forty_stories(year, anonymous, django_assert_max_num_queries):
    for number in range(40):
        tell(year, f"récit {number}", days=number + 1)
    read(anonymous)  # what every page remembers: who we are, what is on, whom to talk to
    with django_assert_max_num_queries(12):
        read(anonymous)
