"""Search: French words, whatever their form; and nobody finds, or counts, what they may not know of."""

from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.chronicle.jobs import follow_deeds
from parvis.kit.models import SearchEntry
from parvis.meetings.changing import change
from parvis.meetings.models import Cancellation
from parvis.meetings.proposing import propose
from parvis.portal.searching.keeping import index_everything
from parvis.portal.searching.looking import look
from parvis.wiki.telling import begin
from tests.meetings.pages.test_coming import text_of
from tests.village import make_meeting, make_member

PAGE = reverse("portal:search")


@pytest.fixture
def indexed(village):
    """The village, and a few meetings more, all of them searchable."""
    day = timedelta(days=1)
    village.repair = make_meeting("Atelier vélo", village.now + 6 * day, place=village.hall)
    village.races = make_meeting("Course des vélos fleuris", village.now + 9 * day)
    village.works = make_meeting(
        "Travaux au jardin", village.now + 12 * day, about="On répare les vélos aussi."
    )
    village.over = make_meeting("Ateliers vélos de printemps", village.now - 60 * day)
    village.hidden = make_meeting(
        "Conseil des vélocipèdes", village.now + 3 * day, circle=village.council, visibility="circle"
    )
    index_everything()
    return village


def titles(text, reader, village):
    return [hit.title for group in look(text, reader, village.now).groups for hit in group.hits]


@pytest.mark.parametrize("text", ["vélo", "vélos", "VELOS", "Velo", "les vélos"])
def test_one_word_in_all_its_forms_finds_the_same_meetings(indexed, text):
    found = titles(text, None, indexed)
    assert set(found) == {
        "Atelier vélo", "Course des vélos fleuris", "Ateliers vélos de printemps", "Travaux au jardin",
    }  # fmt: skip


def test_the_exact_form_comes_first_and_a_title_before_the_rest(indexed):
    assert titles("velo", None, indexed)[0] == "Atelier vélo"
    assert titles("vélos", None, indexed) == [
        "Course des vélos fleuris", "Ateliers vélos de printemps", "Atelier vélo", "Travaux au jardin",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("travail", "Travaux au jardin"),
        ("jardins", "Travaux au jardin"),
        ("fleuri", "Course des vélos fleuris"),
    ],
)
def test_words_of_one_family_meet(indexed, asked, title):
    assert title in titles(asked, None, indexed)


def test_every_word_counts_and_a_beginning_is_enough(indexed):
    assert titles("atelier velo", None, indexed) == ["Atelier vélo", "Ateliers vélos de printemps"]
    assert titles("atelier jardin", None, indexed) == []
    assert "Course des vélos fleuris" in titles("cours", None, indexed)


def test_places_circles_and_stories_are_found_too(indexed):
    story = begin(title="La nuit du kiosque", happened_on=indexed.now.date(), at=indexed.now)
    story.published_at = indexed.now
    story.save(update_fields=["published_at"])
    index_everything()
    assert set(titles("kiosques", None, indexed)) == {"Kiosque", "La nuit du kiosque", "Café du canal"}
    assert titles(indexed.gardeners.name, None, indexed) == [indexed.gardeners.name]


def test_a_secret_circle_is_neither_found_nor_counted_nor_suggested(indexed):
    member = make_member("Inès Robin", indexed.now)
    member.memberships.create(circle=indexed.council, asked_at=indexed.now, accepted_at=indexed.now)
    for reader in (None, indexed.jeanne):
        assert look("vélocipèdes", reader, indexed.now).count == 0
        assert look("velocipede", reader, indexed.now).suggestions == []
        assert look("vélocipèdez", reader, indexed.now).suggestions == []
        assert titles(indexed.council.name, reader, indexed) == []
    assert titles("vélocipèdes", member, indexed) == ["Conseil des vélocipèdes"]
    assert "velocipedes" in look("vélocypède", member, indexed.now).suggestions


def test_people_who_chose_to_be_listed_are_found_by_members_only(indexed):
    indexed.paul.is_listed = True
    indexed.paul.save(update_fields=["is_listed"])
    assert titles("nguyen", None, indexed) == []
    assert titles("nguyen", indexed.jeanne, indexed) == ["Paul Nguyen"]
    assert titles("Moreau", indexed.jeanne, indexed) == []


def test_what_was_proposed_or_changed_is_found_a_moment_later(village):
    meeting = propose(
        title="Goûter des lanternes", begins_at=village.now + timedelta(days=4), host=village.karim,
        ends_at=village.now + timedelta(days=4, hours=2), at=village.now,
    )  # fmt: skip
    follow_deeds(village.now)
    assert titles("lanterne", None, village) == ["Goûter des lanternes"]
    change(meeting=meeting, by=village.karim, at=village.now, title="Goûter des bougies")
    follow_deeds(village.now)
    assert titles("lanterne", None, village) == []
    assert titles("bougie", None, village) == ["Goûter des bougies"]


def test_looking_at_everything_twice_changes_nothing_and_forgets_what_is_gone(indexed):
    assert index_everything() == 0
    indexed.races.delete()
    assert index_everything() > 0
    assert titles("fleuris", None, indexed) == []
    assert not SearchEntry.objects.filter(kind="meetings.meeting", subject_id=indexed.races.pk or 0).exists()


def test_the_page_says_what_was_found_and_leads_there(indexed, anonymous):
    Cancellation.objects.create(meeting=indexed.races, by=indexed.karim, at=indexed.now, reason="Orage")
    response = anonymous.get(PAGE, {"mots": "vélos"})
    said = text_of(response)
    assert "4 résultats" in said or "4 choses" in said
    assert "Annulée" in said
    assert f'href="{reverse("meetings:meeting", args=[indexed.repair.pk])}"' in response.content.decode()


def test_nothing_found_names_a_person_and_another_word(indexed, anonymous):
    said = text_of(anonymous.get(PAGE, {"mots": "atelie"}))
    assert "Atelier vélo" in said  # a beginning
    said = text_of(anonymous.get(PAGE, {"mots": "jardim"}))
    assert "Nous n’avons rien trouvé" in said
    assert "Monique" in said
    assert "jardin" in said


def test_many_meetings_are_read_page_by_page_at_the_same_cost(
    village, anonymous, django_assert_max_num_queries
):
    for number in range(40):
        make_meeting(f"Chorale numéro {number}", village.now + timedelta(days=number + 1))
    index_everything()
    with django_assert_max_num_queries(12):
        first = text_of(anonymous.get(PAGE, {"mots": "chorale"}))
    assert "40" in first
    page = anonymous.get(PAGE, {"mots": "chorale", "quoi": "rencontres", "page": "2"})
    assert text_of(page).count("Chorale numéro") == 10


@pytest.mark.parametrize(
    "asked", ["", " ", "'", '"; DROP TABLE', "%", "_", "\\", "*", "a" * 5000, "\u202e", "🎉", "le la les", "x" * 99 + " y"]
)  # fmt: skip
def test_strange_questions_break_nothing(indexed, anonymous, asked):
    assert anonymous.get(PAGE, {"mots": asked}).status_code == 200


@pytest.mark.parametrize("more", [{"quoi": "secrets"}, {"page": "-1"}, {"page": "9" * 40}, {"page": "x"}])
def test_strange_pages_break_nothing(indexed, anonymous, more):
    assert anonymous.get(PAGE, {"mots": "vélo", "quoi": "rencontres", **more}).status_code == 200
