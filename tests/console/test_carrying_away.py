"""The whole community as one archive: read without Parvis, and nobody in it who should not be."""

import csv
import io
import re
import stat
import zipfile
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from config.command import main
from parvis.console.carrying_away.whole import whole_community
from parvis.meetings.models import Answer, Closing, Question, Telling
from parvis.members.models import CommonEntry, Consent, Membership
from parvis.wiki.models import Photo, Sentence, Story
from tests.village import Village, make_meeting, make_member, seat

SECRET = ["Surprise pour Lucie", "Cadeau commun", "Le cadeau est prêt"]
NOWHERE = ["canari-reponse", "canari-compagnon", "canari-brouillon"]


@pytest.fixture
def lived(village: Village) -> Village:
    """A past meeting with its story, and one of everything that must not be seen by all."""
    now = village.now
    party = make_meeting(
        "Fête <b>d’été</b>", now - timedelta(days=100), host=village.karim, place=village.kiosk
    )
    Closing.objects.create(meeting=party, by=village.karim, at=now, happened=True, unnamed_people=4)
    for member, listed, agreed in [
        (village.jeanne, True, True), (village.paul, False, True), (village.lea, True, False),
    ]:  # fmt: skip
        member.is_listed = listed
        member.save()
        row = seat(member, party, now, shows_name=agreed, companions="canari-compagnon")
        party.arrivals.create(member=member, registration=row, people=1, at=now)
    question = Question.objects.create(meeting=party, words="Une allergie ?")
    Answer.objects.create(registration=party.registrations.first(), question=question, words="canari-reponse")
    story = tell("La fête", village, meeting=party, is_public=True, words="On a dansé.")
    add_photo(story, "Le bal au kiosque", agreed=True)
    add_photo(story, "canari-brouillon", agreed=False)
    members_only = make_meeting("Repas des membres", now - timedelta(days=50), visibility="members")
    tell("Le repas", village, meeting=members_only, is_public=False, words="C’était bon.")
    make_meeting("canari-brouillon", now + timedelta(days=9), published=False)
    secret = make_meeting(SECRET[0], now - timedelta(days=20), visibility="circle", circle=village.council)
    seat(village.fatou, secret, now)
    tell(SECRET[1], village, meeting=secret, is_public=False, words=SECRET[2], circle=village.council)
    Membership.objects.create(member=village.jeanne, circle=village.gardeners, asked_at=now, accepted_at=now)
    Consent.objects.create(
        member=village.jeanne, purpose="x", sentence="Je veux bien.", how="screen", given_at=now
    )
    make_member('=HYPERLINK("http://x")', now)
    return village


def tell(title, village, *, meeting, is_public, words, circle=None) -> Story:
    story = Story.objects.create(
        title=title, happened_on=meeting.begins_at.date(), is_public=is_public, circle=circle,
        begun_at=village.now, published_at=village.now,
    )  # fmt: skip
    Sentence.objects.create(
        story=story, author=village.lucie, signed="Lucie", words=words, said_at=village.now
    )
    Telling.objects.create(meeting=meeting, story=story)
    return story


def add_photo(story, description, *, agreed) -> Photo:
    photo = Photo(
        story=story,
        width=120,
        height=80,
        description=description,
        people_agreed=agreed,
        added_at=story.begun_at,
    )
    photo.image.save(f"{story.pk}-{agreed}.webp", ContentFile(b"RIFFxxxxWEBP" + description.encode()))
    photo.save()
    return photo


@pytest.fixture
def archive(lived, client_of) -> zipfile.ZipFile:
    answer = client_of(lived.fatou).post(reverse("console:carrying_away"))
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == 'attachment; filename="communaute-2026-11-24.zip"'
    return zipfile.ZipFile(io.BytesIO(b"".join(answer)))


def text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8-sig").replace("\u00a0", " ")


def everything(archive: zipfile.ZipFile, *, private: bool | None = None) -> str:
    names = [name for name in archive.namelist() if private is None or name.startswith("prive/") == private]
    return "\n".join(text(archive, name) for name in names if not name.endswith(".webp"))


class Links(HTMLParser):
    """Every address a page leads to or shows, and every script or style inside it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in {"href", "src"} and value]
        if tag in {"script", "style", "iframe", "object"} or any(name.startswith("on") for name, _v in attrs):
            self.inline.append(tag)


def links(archive, name) -> Links:
    reader = Links()
    reader.feed(archive.read(name).decode())
    return reader


def test_every_link_leads_to_a_file_of_the_archive_and_nothing_runs(archive):
    names = set(archive.namelist())
    assert not archive.testzip()
    wrong = []
    for name in names:
        if not name.endswith(".html"):
            continue
        page = links(archive, name)
        wrong += [f"{name}: {tag}" for tag in page.inline]
        for link in page.found:
            target = link.split("#")[0]
            if link.startswith(("data:", "mailto:", "tel:")) or not target:
                continue
            if normpath((PurePosixPath(name).parent / target).as_posix()) not in names:
                wrong.append(f"{name} → {link}")
    assert not wrong


def test_all_pages_are_reached_from_the_first(archive):
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in reached or not name.endswith(".html"):
            continue
        reached.add(name)
        folder = PurePosixPath(name).parent
        waiting += [normpath((folder / link.split("#")[0]).as_posix()) for link in links(archive, name).found
                    if not link.startswith("data:")]  # fmt: skip
    assert {name for name in archive.namelist() if name.endswith(".html")} == reached


def test_the_year_tells_the_meeting_who_agreed_and_its_story(archive, lived):
    year = text(archive, "rencontres/2026.html")
    assert "Fête &lt;b&gt;d’été&lt;/b&gt;" in year
    assert "7 personnes étaient là." in year
    assert "Parmi elles : Jeanne." in year
    assert re.search(r'href="\.\./histoires/2026-08-16-\d+\.html"', year)
    story = next(name for name in archive.namelist() if re.fullmatch(r"histoires/2026-08-16-\d+.html", name))
    assert "« On a dansé. »" in text(archive, story).replace("\u202f", " ")
    assert "Le bal au kiosque" in text(archive, story)


def test_the_public_part_names_nobody_who_did_not_agree(archive, lived):
    public = everything(archive, private=False)
    for said in ["Paul", "Léa", "Odile", "jeanne@exemple.fr", "06 39 98", "Repas des membres", "C’était bon"]:
        assert said not in public, said
    private = everything(archive, private=True)
    for said in ["Paul Nguyen", "Odile Roux", "jeanne@exemple.fr", "Repas des membres", "C’était bon"]:
        assert said in private, said


def test_what_only_some_may_read_is_nowhere_in_it(archive):
    whole = everything(archive)
    assert not [said for said in [*SECRET, *NOWHERE] if said in whole]
    assert "Surprise" not in whole


def test_the_readme_says_what_is_there_and_what_is_not(archive):
    readme, private = text(archive, "LISEZ-MOI.txt"), text(archive, "prive/LISEZ-MOI.txt")
    assert "Les cercles secrets ne sont pas dans cette archive" in readme
    assert "parvis backup" in readme
    assert "&" not in readme.replace("&amp;", "x")
    assert "sous clé" in private
    assert "\r\n" in archive.read("LISEZ-MOI.txt").decode()


def test_tables_open_in_a_spreadsheet_and_run_nothing(archive):
    raw = archive.read("prive/tableaux/membres.csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][0] == "Nom complet"
    assert any(row[0].startswith("'=HYPERLINK") for row in rows)
    meetings = text(archive, "tableaux/rencontres.csv")
    assert "Kiosque" in meetings
    came = text(archive, "prive/tableaux/inscriptions.csv")
    assert re.search(r"Jeanne Martin;[^;]*;1;oui", came)
    assert "Je veux bien." in text(archive, "prive/tableaux/accords.csv")


def test_the_calendar_holds_every_meeting_of_its_part(archive):
    public, private = archive.read("rencontres.ics").decode(), archive.read("prive/rencontres.ics").decode()
    assert public.count("BEGIN:VEVENT") == 2
    assert private.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Café du canal" in public
    assert public.startswith("BEGIN:VCALENDAR\r\n")


def test_photos_are_files_and_a_missing_one_stops_nothing(lived):
    Photo.objects.update(image="stories/2026/gone.webp")
    whole = zipfile.ZipFile(io.BytesIO(b"".join(whole_community(timezone.now()))))
    assert not [name for name in whole.namelist() if name.endswith("gone.webp")]


def test_a_place_reserved_to_its_members_gives_nothing_lived_to_passers_by(lived):
    lived.community.is_open = False
    lived.community.save()
    whole = zipfile.ZipFile(io.BytesIO(b"".join(whole_community(timezone.now()))))
    assert "dansé" not in everything(whole, private=False)
    assert "dansé" in everything(whole, private=True)


def test_taking_it_is_written_for_all_and_looking_writes_nothing(lived, client_of):
    fatou = client_of(lived.fatou)
    page = fatou.get(reverse("console:carrying_away")).content.decode()
    assert "Les cercles secrets" in page
    assert not CommonEntry.objects.exists()
    b"".join(fatou.post(reverse("console:carrying_away")))
    entry = CommonEntry.objects.get()
    assert (entry.author, entry.touches_everyone) == (lived.fatou, True)
    journal = client_of(lived.odile).get(reverse("members:journal")).content.decode()
    assert "A emporté toute la communauté" in journal


@pytest.mark.parametrize("who", ["jeanne", "karim", "monique"])
def test_only_administrators_take_it(lived, client_of, who):
    assert client_of(getattr(lived, who)).post(reverse("console:carrying_away")).status_code == 403


def test_the_command_writes_one_file_for_its_owner_and_writes_over_nothing(
    lived, tmp_path: Path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert main(["exporter"]) == 0
    (file,) = tmp_path.glob("communaute-*.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not zipfile.ZipFile(file).testzip()
    entry = CommonEntry.objects.get()
    assert (entry.author, entry.channel) == (None, "terminal")
    assert main(["export"]) == 1
    assert "existe déjà" in capsys.readouterr().err
    assert main(["export", str(tmp_path / "nulle" / "part.zip")]) == 1


def test_memory_stays_flat_and_questions_do_not_grow_with_members(lived, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            sum(len(piece) for piece in whole_community(timezone.now()))
        return len(caught)

    few = asked()
    for number in range(150):
        make_member(f"Personne {number}", lived.now, mail=f"p{number}@exemple.fr")
    assert asked() <= few + 4
