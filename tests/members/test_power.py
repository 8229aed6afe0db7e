"""Whoever opens what is somebody else's, by role, leaves a line which that person can read."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from parvis.courier.purposes import Purpose, register_purpose
from parvis.kit import matrix
from parvis.meetings.models import Answer, Question
from parvis.members.keeping_cards import spaced
from parvis.members.models import CommonEntry, ContactPoint, Guardian, JournalEntry
from parvis.members.reaching import Words, reach
from parvis.members.suspending import suspend
from tests.architecture.test_matrix import CAST
from tests.village import seat, trust

NEWS = "tests.power_news"
register_purpose(Purpose(NEWS))

NUMBER, MAIL, POST = "+33199007788", "canari-odile@exemple.fr", "12 rue du Canari"
ANSWER = "canari allergie aux noix"
ALL_BUT_THE_DESK = ["conversations", "federation", "ideas", "meetings", "newsletters", "tables", "wiki"]
WORD, PARENT = "canari mandat", "Canari Parent"
SECRETS = ("01 99 00 77 88", NUMBER, MAIL, POST, ANSWER, WORD, PARENT)


@pytest.fixture
def odile(village):
    """Odile, with something private in every place where a role could look for it."""
    for kind, address in [("telephone", NUMBER), ("mail", MAIL), ("post", POST)]:
        village.odile.contact_points.create(kind=kind, address=address, added_at=village.now)
    question = Question.objects.create(meeting=village.cafe, words="Une allergie ?")
    coming = seat(village.odile, village.cafe, village.now)
    Answer.objects.create(registration=coming, question=question, words=ANSWER)
    trust(village.odile, village.monique, village.now, sentence=WORD)
    Guardian.objects.create(child=village.odile, name=PARENT, sentence="…", asked_at=village.now)
    reach(village.odile, NEWS, Words(title="Le café change", body="Il change."), at=village.now)
    return village.odile


def private_of(odile) -> tuple[str, ...]:
    return (*SECRETS, odile.card_code, spaced(odile.card_code), "01 99 00 45 12")


def read(client, url: str, data: dict[str, str] | None = None) -> str:
    answer = client.get(url, data or {})
    body = b"".join(answer) if answer.streaming else answer.content
    return body.decode(errors="replace").replace("\u00a0", " ").replace("\u202f", " ")


def addresses(village, odile) -> list[tuple[str, bool]]:
    """Every page one may look at, about Odile where it is about a person; whether it takes questions."""
    numbers = {"meetings": village.cafe.pk, "members": village.gardeners.pk, "desk": odile.pk}
    said = {"year": 2026, "month": 11, "registration_pk": odile.registrations.get().pk}
    found = []
    for row in matrix.rows():
        if "GET" in row.audiences:
            area = row.name.split(":")[0]
            kwargs = {name: said.get(name, numbers.get(area, 1)) for name in row.arguments}
            texts = {name: "x" for name in row.arguments if name in {"token", "digest", "name", "key"}}
            takes_questions = "GET" in Path(row.view.__code__.co_filename).read_text("utf-8").replace(
                "GET=", ""
            )
            found.append((reverse(row.name, kwargs={**kwargs, **texts}), takes_questions))
    return found


@pytest.mark.parametrize("role", sorted(CAST))
def test_no_page_shows_what_is_private_before_somebody_said_why(role, village, odile, client_of):
    """Every address, by every role: nothing of Odile's is shown to others, and nothing was written."""
    reader = getattr(village, CAST[role])
    browser = client_of(reader)
    browser.raise_request_exception = False
    seen = []
    for url, takes_questions in addresses(village, odile):
        for asked in ({}, {"qui": "Odile"}, {"nom": "Odile"}) if takes_questions else ({},):
            text = read(browser, url, asked)
            seen += [f"{url} {asked}: {secret}" for secret in private_of(odile) if secret in text]
    assert not seen
    assert not odile.journal.exists()


# What opens something private of one person: by whom, where to press, where it then shows, what shows.
OPENS = [
    ("monique", "desk:opening", {"reason": "calling"}, "desk:person", NUMBER),
    ("monique", "desk:opening", {"reason": "visit"}, "desk:card", "card"),
    ("monique", "desk:calls_taken", {}, "desk:calls", "01 99 00 45 12"),
    ("karim", "meetings:answers", {}, "meetings:organise", ANSWER),
    ("karim", "meetings:list_file", {}, "", ANSWER),
]  # fmt: skip


def of(village, odile, name: str) -> str:
    number = {"meetings": village.cafe.pk, "desk": odile.pk}[name.split(":")[0]]
    return reverse(name, args=[] if name in {"desk:calls_taken", "desk:calls"} else [number])


@pytest.mark.parametrize(("who", "press", "fields", "shows", "what"), OPENS)
def test_opening_is_one_tap_and_one_line_the_person_reads(
    who, press, fields, shows, what, village, odile, client_of
):
    reader = getattr(village, who)
    browser = client_of(reader)
    wanted = spaced(odile.card_code) if what == "card" else what
    answer = browser.post(of(village, odile, press), fields)
    text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
    if shows:
        text = read(browser, of(village, odile, shows))
    assert wanted in text.replace("\u00a0", " ")
    entry = odile.journal.get()
    assert entry.author == reader
    journal = read(client_of(odile), reverse("members:journal"))
    assert reader.name in journal
    assert entry.words.replace("\u00a0", " ").replace("\u202f", " ") in journal


def test_the_journal_says_who_with_which_duty_and_why(village, odile, client_of):
    client_of(village.monique).post(reverse("desk:opening", args=[odile.pk]), {"reason": "calling"})
    journal = read(client_of(odile), reverse("members:journal"))
    assert (
        "Monique Faure</strong>, permanence · A ouvert votre fiche pour vous répondre au téléphone."
        in journal
    )


def test_a_call_in_one_hour_is_one_line_and_later_the_reason_is_asked_again(village, odile, client_of):
    browser, page = client_of(village.monique), reverse("desk:person", args=[odile.pk])
    for _tap in range(2):
        browser.post(reverse("desk:opening", args=[odile.pk]), {"reason": "calling"})
    assert odile.journal.count() == 1
    JournalEntry.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert "Pourquoi ouvrez-vous cette fiche" in read(browser, page)
    assert not any(secret in read(browser, page) for secret in private_of(odile))


def test_what_monique_opened_is_not_open_to_another_correspondent(village, odile, client_of):
    village.paul.roles.create(kind="correspondent", since_on=village.now.date())
    client_of(village.monique).post(reverse("desk:opening", args=[odile.pk]), {"reason": "calling"})
    assert NUMBER not in read(client_of(village.paul), reverse("desk:person", args=[odile.pk]))


def test_a_reason_nobody_offered_opens_nothing(village, odile, client_of):
    browser = client_of(village.monique)
    assert browser.post(reverse("desk:opening", args=[odile.pk]), {"reason": "curiosity"}).status_code == 200
    assert not odile.journal.exists()


def test_looking_for_someone_tells_two_people_apart_and_no_more(village, odile, client_of):
    page = read(client_of(village.monique), reverse("desk:home"), {"qui": "Odile"})
    assert "•• 45 12" in page
    assert "01 99 00 45 12" not in page


def test_whoever_reads_their_own_answers_needs_no_line(village, odile, client_of):
    question = village.cafe.questions.get()
    mine = seat(village.karim, village.cafe, village.now)
    Answer.objects.create(registration=mine, question=question, words="Aucune, merci")
    page = read(client_of(village.karim), reverse("meetings:organise", args=[village.cafe.pk]))
    assert "Aucune, merci" in page
    assert ANSWER not in page
    client_of(village.karim).post(reverse("meetings:answers", args=[village.cafe.pk]))
    assert not village.karim.journal.exists()


class TestInTheNameOfAll:
    """What is done to the place itself is read by every member."""

    ACTS = [
        ("console:roles", {"kind": "animator", "who": "{odile}"}, "A confié un rôle"),
        ("console:switches", {"on": ALL_BUT_THE_DESK}, "A éteint : la permanence"),
        ("console:charter", {"charter": "Soyons doux."}, "A changé la charte."),
        ("console:new_circle", {"name": "Lecture", "joining": "open", "publishing": "members"},
         "A réglé le cercle : Lecture."),
        ("console:new_circle", {"name": "Cadeau", "joining": "secret", "publishing": "members"},
         "A réglé un cercle secret."),
        ("console:member_list", {}, "A emporté la liste des membres"),
    ]  # fmt: skip

    @pytest.mark.parametrize(("name", "fields", "words"), ACTS)
    def test_an_act_of_power_is_read_by_all(self, name, fields, words, village, client_of):
        given = {
            key: village.odile.card_code if value == "{odile}" else value for key, value in fields.items()
        }
        client_of(village.fatou).post(reverse(name), given)
        page = read(client_of(village.jeanne), reverse("members:common_journal"))
        assert words.casefold() in page.casefold()
        assert "Fatou Diallo</strong>, administration" in page
        assert "Cadeau" not in page

    def test_a_role_that_ends_is_read_by_its_holder_and_by_all(self, village, client_of):
        role = village.karim.roles.get()
        client_of(village.fatou).post(reverse("console:role_end", args=[role.pk]))
        assert "A mis fin à votre rôle" in read(client_of(village.karim), reverse("members:journal"))
        page = read(client_of(village.jeanne), reverse("members:common_journal"))
        assert "Karim Haddad" in page

    def test_a_list_that_left_shows_in_everybody_s_journal_who_was_there(self, village, client_of):
        client_of(village.fatou).post(reverse("console:member_list"))
        assert "A emporté la liste des membres" in read(client_of(village.odile), reverse("members:journal"))
        village.lea.joined_at = timezone.now() + timedelta(minutes=1)
        village.lea.save()
        assert "A emporté la liste" not in read(client_of(village.lea), reverse("members:journal"))

    def test_months_turn_like_the_pages_of_a_register_and_come_to_an_end(self, village, client_of):
        for days in (0, 40):
            CommonEntry.objects.create(
                author=village.fatou,
                words=f"Acte {days}",
                channel="screen",
                at=village.now - timedelta(days=days),
            )
        jeanne = client_of(village.jeanne)
        now = read(jeanne, reverse("members:common_journal"))
        assert "Acte 0" in now
        assert "Acte 40" not in now
        assert reverse("members:common_journal_month", args=[2026, 10]) in now
        october = read(jeanne, reverse("members:common_journal_month", args=[2026, 10]))
        assert "Acte 40" in october
        assert "2026/9/" not in october
        for year, month in [(2026, 13), (9999, 12), (0, 1), (10_000, 1)]:
            answer = jeanne.get(f"/au-nom-de-tous/{year}/{month}/")
            assert answer.status_code == 404

    def test_passers_by_do_not_read_it(self, village, anonymous):
        assert anonymous.get(reverse("members:common_journal")).status_code == 302

    def test_who_is_erased_is_named_no_more(self, village, client_of):
        client_of(village.fatou).post(reverse("console:switches"), {"on": ALL_BUT_THE_DESK})
        CommonEntry.objects.update(author=None)
        page = read(client_of(village.jeanne), reverse("members:common_journal"))
        assert "Fatou" not in page
        assert "Quelqu’un de l’équipe" in page


def test_the_organiser_s_page_asks_as_few_questions_with_thirty_answers(
    village, odile, client_of, django_assert_max_num_queries
):
    browser = client_of(village.karim)
    browser.post(reverse("meetings:answers", args=[village.cafe.pk]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("meetings:organise", args=[village.cafe.pk]))


def test_a_contact_point_is_masked_by_kind(village):
    points = ContactPoint(kind="mail", address="odile@exemple.fr"), ContactPoint(kind="post", address=POST)
    assert [point.masked for point in points] == ["o•••@…", "adresse postale"]


def test_a_suspended_person_reads_who_did_it_and_why(village, client_of):
    reason = "Des mots blessants, plusieurs fois, malgré deux rappels de Karim et de Lucie au printemps."
    suspend(member=village.jeanne, by=village.fatou, reason=reason, at=timezone.now())
    entry = village.jeanne.journal.get()
    assert (entry.reason, entry.role) == (reason, "administrator")
    assert entry.reason_in_words == reason
