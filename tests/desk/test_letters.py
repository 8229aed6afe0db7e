"""Letters leave by post: gathered, printed for an envelope with a window, posted with one tap that can be undone."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
import time_machine

from parvis.courier import in_time
from parvis.courier.letters import address_lines
from parvis.courier.models import Channel, Dispatch
from parvis.desk.letters.posting_days import choose_day
from parvis.kit import typesetting
from parvis.meetings.cancelling import cancel
from parvis.members.reaching import Words, reach
from tests.village import make_meeting, seat

CANCELLED = "meetings.cancellation"


@pytest.fixture
def desk(village, client_of):
    return client_of(village.monique)


@pytest.fixture
def by_post(village):
    """Odile and Henri gave their postal address, and no number any more."""
    for person in (village.odile, village.henri):
        person.needs_calling = False
        person.save()
        person.contact_points.all().delete()
        person.contact_points.create(
            kind="post", address="4 rue du Canal, 33000 Vieux-Pont", added_at=village.now, is_preferred=True
        )
    return village


def far(village, title="Fête de la soupe", days=20):
    return make_meeting(title, village.now + timedelta(days=days), host=village.karim, place=village.hall)


def letters_shown(page):
    return re.findall(r'name="letters" value="([\d ]+)"', page.content.decode())


def printed(desk, pks, form="pdf"):
    return desk.post("/permanence/courrier/impression/", {"letters": pks, "form": form})


def test_a_cancellation_becomes_one_envelope_for_two_printed_posted_and_undone(desk, by_post):
    party = far(by_post)
    for person in (by_post.odile, by_post.henri):
        seat(person, party, by_post.now)
    cancel(meeting=party, by=by_post.karim, at=by_post.now, reason="Tempête")
    page = desk.get("/permanence/courrier/")
    assert "1 enveloppe à poster" in page.content.decode()  # Tuesday is the day of the post
    pks = letters_shown(page)[0]
    answer = printed(desk, pks)
    assert answer["Content-Type"] == "application/pdf"
    read = pypdf.PdfReader(io.BytesIO(answer.content))
    said = " ".join(" ".join(it.extract_text() for it in read.pages).split()).replace("\u00a0", " ")
    assert len(read.pages) <= 2
    for words in (
        "Odile et Henri Roux",
        "33000 Vieux-Pont",
        "Fête de la soupe",
        "01 99 00 12 34",
        "Rappelez-moi",
    ):
        assert words in said
    assert said.count("Tempête") == 1
    assert "Je ne viens pas" not in said
    assert "imprimé une lettre" in by_post.odile.journal.get().words
    desk.post("/permanence/courrier/postees/", {"letters": pks})
    assert set(Dispatch.objects.filter(channel=Channel.LETTER).values_list("state", flat=True)) == {"sent"}
    page = desk.get("/permanence/courrier/").content.decode()
    assert "Rien à poster" in page
    assert "Monique" in page
    desk.post("/permanence/courrier/reprise/", {"letters": pks})
    assert "1 enveloppe à poster" in desk.get("/permanence/courrier/").content.decode()


def test_what_can_wait_waits_for_the_day_and_what_cannot_does_not(desk, by_post):
    choose_day(weekday=0, by=by_post.monique, at=by_post.now)  # Monday: it was yesterday
    for days in (20, 8, 2):
        meeting = far(by_post, f"Dans {days} jours", days)
        seat(by_post.odile, meeting, by_post.now)
        cancel(meeting=meeting, by=by_post.karim, at=by_post.now)
    page = desk.get("/permanence/courrier/").content.decode()
    today, later = page.index("enveloppe à poster"), page.index("Le jour du courrier, lundi")
    late = page.index("Trop tard pour la poste")
    assert (
        today
        < page.index("Dans 8 jours")
        < late
        < page.index("Dans 2 jours")
        < later
        < page.index("Dans 20 jours")
    )
    assert "Aucun numéro" in page
    with time_machine.travel(by_post.now + timedelta(days=6), tick=True):
        page = desk.get("/permanence/courrier/").content.decode()
    assert page.index("enveloppe à poster") < page.index("Dans 20 jours")


def test_too_late_for_the_post_a_call_says_it_where_a_number_is_known(desk, by_post):
    by_post.odile.contact_points.create(kind="telephone", address="+33199004512", added_at=by_post.now)
    meeting = far(by_post, "Demain déjà", 2)
    seat(by_post.odile, meeting, by_post.now)
    cancel(meeting=meeting, by=by_post.karim, at=by_post.now)
    in_time.see_to_late(by_post.now)
    channels = Dispatch.objects.filter(purpose=CANCELLED, person=by_post.odile.pk).values_list(
        "channel", flat=True
    )
    assert sorted(channels) == ["letter", "telephone"]
    page = desk.get("/permanence/courrier/").content.decode()
    assert "Un appel dit la même chose" in page


@pytest.mark.parametrize(
    "address",
    ["4 rue du Canal, 33000 Vieux-Pont", "Résidence des Tilleuls, bâtiment B, appartement 12, 118 avenue du Général-Leclerc, 33000 Vieux-Pont"],
)  # fmt: skip
def test_the_address_falls_in_the_window_however_the_sheet_slips(desk, by_post, address):
    """109 to 190 mm across, 57 to 79 mm down: what a DL and a C5 window show in every case."""
    by_post.odile.contact_points.update(address=address)
    by_post.henri.contact_points.update(address=address)
    for person in (by_post.odile, by_post.henri):
        words = Words(title="Une nouvelle", body="Un mot.\n\nUn autre.")
        reach(person, "meetings.telling", words, at=by_post.now)
    pks = letters_shown(desk.get("/permanence/courrier/"))[0]
    first = pypdf.PdfReader(io.BytesIO(printed(desk, pks).content)).pages[0]
    found = []

    def see(text, of_page, of_text, _font, size):
        if text.strip():
            x, y = of_text[4], of_text[5]
            across, up = (of_page[at] * x + of_page[at + 2] * y + of_page[at + 4] for at in (0, 1))
            found.append((across / 72 * 25.4, 297 - up / 72 * 25.4, text.strip(), size))

    first.extract_text(visitor_text=see)
    inside = [it for it in found if it[0] > 100 and 50 < it[1] < 90]
    text = " ".join(it[2] for it in inside)
    assert "Roux" in text
    assert "Vieux-Pont" in text
    assert all(109 <= x <= 190 and 57 + 2.5 <= y <= 79 for x, y, _text, _size in inside), inside
    assert not [it for it in found if it[0] > 100 and it not in inside and it[1] < 50]


def test_addresses_become_lines_of_an_envelope():
    assert address_lines("4 rue du Canal 33000 Vieux-Pont") == ["4 rue du Canal", "33000 Vieux-Pont"]
    assert address_lines("4 rue du Canal, Vieux-Pont") == ["4 rue du Canal", "Vieux-Pont"]
    many = address_lines("a, b, c, d, e, 33000 Vieux-Pont")
    assert many == ["a", "b", "c, d, e", "33000 Vieux-Pont"]


def test_without_the_pdf_tool_the_browser_prints(desk, by_post, monkeypatch):
    monkeypatch.setattr("parvis.desk.views.letters.is_installed", lambda: False)
    reach(by_post.odile, "meetings.telling", Words(title="Une nouvelle", body="Un mot."), at=by_post.now)
    page = desk.get("/permanence/courrier/")
    assert "PDF" not in page.content.decode()
    said = printed(desk, letters_shown(page)[0]).content.decode()
    assert "Odile Roux" in said
    assert "Rappelez-moi" in said
    assert "style=" not in said
    assert typesetting.is_installed()


def test_a_letter_of_a_secret_circle_says_nothing_of_it(desk, by_post):
    secret = make_meeting(
        "Surprise", by_post.now + timedelta(days=20), visibility="circle", circle=by_post.council
    )
    seat(by_post.odile, secret, by_post.now)
    cancel(meeting=secret, by=by_post.fatou, at=by_post.now, reason="Gâteau brûlé")
    page = desk.get("/permanence/courrier/")
    said = printed(desk, letters_shown(page)[0], "page").content.decode()
    for text in (page.content.decode(), said):
        assert "Surprise" not in text
        assert "Gâteau" not in text
        assert "Un message vous attend" in text


@pytest.mark.parametrize(
    "words", ['#import "@preview/x:1.0.0"', "محمد الفاسي 🌻", "A" * 120, ']#read("/etc/passwd")[']
)
def test_whatever_people_wrote_a_letter_comes_out(desk, by_post, words):
    by_post.odile.contact_points.update(address=words)
    by_post.odile.name = words[:120]
    by_post.odile.save()
    reach(
        by_post.odile, "meetings.telling", Words(title=words, body=f"{words}\n\n{words * 30}"), at=by_post.now
    )
    answer = printed(desk, letters_shown(desk.get("/permanence/courrier/"))[0])
    assert answer["Content-Type"] == "application/pdf"
    assert "root:" not in pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()


@pytest.mark.parametrize("chosen", ["", "x", "9" * 40, "999999 0", "-1 " * 9000])
def test_nothing_is_printed_or_posted_that_does_not_wait(desk, by_post, chosen):
    assert printed(desk, chosen).status_code == 302
    assert desk.post("/permanence/courrier/postees/", {"letters": chosen}).status_code == 302
    assert not by_post.odile.journal.exists()


def test_letters_are_for_the_desk_and_ask_few_questions(
    by_post, client_of, desk, django_assert_max_num_queries
):
    for number in range(30):
        reach(by_post.odile, "meetings.telling", Words(title=f"Mot {number}", body="Un mot."), at=by_post.now)
    with django_assert_max_num_queries(12):
        desk.get("/permanence/courrier/")
    assert client_of(by_post.jeanne).get("/permanence/courrier/").status_code == 403
