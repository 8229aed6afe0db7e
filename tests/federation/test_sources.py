"""Calendars of others come in: looked at first, published with one word, followed, and taken back."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parvis.courier.models import Dispatch
from parvis.federation.models import Imported, Source
from parvis.federation.sources import adding, bringing, jobs, stopping
from parvis.federation.sources.objects import of_page
from parvis.kit.fetching import outside
from parvis.kit.outside import CannotFetch
from parvis.meetings import changing, registering
from parvis.meetings.models import Meeting
from parvis.meetings.refusals import NotOpen
from tests.federation.calendars import calendar, meeting
from tests.kit.test_fetching import says

PARIS = ZoneInfo("Europe/Paris")
CHORUS = meeting(
    "choeur@x",
    "Répétition du chœur",
    "20261201T190000",
    "LOCATION:Salle des fêtes",
    "URL:https://choeur.fr/1",
)
WALK = meeting("marche@x", "Marche du dimanche", "20261206T090000", "LOCATION:Parking du stade")
EVERY_WEEK = meeting("yoga@x", "Yoga", "20261125T180000", "RRULE:FREQ=WEEKLY;COUNT=4")


def titles() -> list[str]:
    return list(
        Meeting.objects.filter(imported__isnull=False).order_by("begins_at").values_list("title", flat=True)
    )


# Adding, looking, publishing


def test_a_calendar_is_looked_at_before_anything_is_published(village, now, elsewhere, client_of):
    twin = meeting("x1@x", "Café du Canal", "20261126T140000")
    elsewhere.pages["/a.ics"] = says(calendar(CHORUS, WALK, twin, "SUMMARY:Sans date"))
    browser = client_of(village.fatou)
    answer = browser.post(
        reverse("federation:sources"),
        {"address": elsewhere.address("/a.ics"), "name": "Club", "where": "as_said"},
    )
    source = Source.objects.get()
    assert answer.url == reverse("federation:source", args=[source.pk])
    assert browser.get(answer.url)["Refresh"] == "4"  # the worker reads, never the page
    jobs.advance(now)
    shown = browser.get(answer.url).content.decode()
    for words in (
        "3 rencontres entreraient",
        "Répétition du chœur",
        "1 rencontre n’a pas de date",
        "Déjà ici",
        "Café du canal",
    ):
        assert words in shown
    assert not Meeting.objects.filter(title="Marche du dimanche").exists()
    walk = Imported.objects.get(uid="marche@x")
    browser.post(reverse("federation:source_aside", args=[source.pk, walk.pk]))
    browser.post(reverse("federation:source_publication", args=[source.pk]), {"doubles": "aside"})
    jobs.advance(now)
    assert titles() == ["Répétition du chœur"]
    followed = browser.get(answer.url).content.decode()
    assert "Dernière lecture réussie" in followed


def test_what_came_in_is_in_the_programme_with_its_place_and_its_organiser(follow, village, anonymous):
    follow(CHORUS)
    known = Meeting.objects.get(uid="choeur@x")
    assert (known.place, known.host, known.begins_at) == (
        village.hall,
        None,
        datetime(2026, 12, 1, 18, tzinfo=UTC),
    )
    assert known.is_published
    shown = anonymous.get(f"/rencontres/{known.pk}/").content.decode()
    assert "Inscription chez l’organisateur" in shown
    assert 'href="https://choeur.fr/1"' in shown
    assert 'name="name"' not in shown


def test_who_registers_there_cannot_register_here(follow, village, now):
    follow(CHORUS)
    with pytest.raises(NotOpen) as refused:
        registering.register(meeting=Meeting.objects.get(uid="choeur@x"), member=village.jeanne, at=now)
    assert refused.value.way_out.url == "https://choeur.fr/1"


@pytest.mark.parametrize(
    ("rule", "said", "place", "room", "where", "mode"),
    [
        ("as_said", "LOCATION:salle des FETES", "hall", None, "", "in_person"),
        ("as_said", "LOCATION:Chez Paul", None, None, "Chez Paul", "in_person"),
        ("as_said", "LOCATION:https://visio.exemple.fr/a", None, None, "", "remote"),
        ("here", "LOCATION:Chez Paul", "hall", None, "", "in_person"),
        ("room", "LOCATION:Salle des fêtes - petite salle", "hall", "room", "", "in_person"),
        ("room", "LOCATION:Préau", "hall", None, "Préau", "in_person"),
        ("online", "LOCATION:Paris", None, None, "", "remote"),
    ],
)
def test_each_rule_of_place(follow, village, rule, said, place, room, where, mode):
    follow(meeting("a@x", "Atelier", "20261201T190000", said), where=rule, place=village.hall)
    known = Meeting.objects.get(uid="a@x")
    assert known.place == (getattr(village, place) if place else None)
    assert known.room == (village.room if room else None)
    assert (known.where, known.mode) == (where, mode)


def test_a_file_is_read_once_and_forgotten(village, now, client_of):
    file = SimpleUploadedFile(
        "rencontres.csv",
        "Intitulé;Date;Heure;Lieu\nLoto;05/12/2026;14h30;Salle des fêtes\nBal;6 décembre 2026;20 h;Kiosque\n;;;\n".encode(
            "cp1252"
        ),
    )
    browser = client_of(village.fatou)
    answer = browser.post(reverse("federation:sources"), {"file": file, "where": "as_said"})
    assert "2 rencontres entreraient" in browser.get(answer.url).content.decode()
    source = Source.objects.get()
    bringing.publish(source=source, by=village.fatou, at=now)
    jobs.advance(now)
    source.refresh_from_db()
    assert (source.state, source.stored, source.kind) == ("done", "", "table")
    assert titles() == ["Loto", "Bal"]
    assert Meeting.objects.get(title="Loto").begins_at == datetime(2026, 12, 5, 13, 30, tzinfo=UTC)
    assert Meeting.objects.get(title="Bal").place == village.kiosk


@pytest.mark.parametrize(
    "typed", ["http://127.0.0.1/a.ics", "http://169.254.169.254/", "http://[::1]/", "http://localhost/"]
)
def test_an_address_inside_is_refused_when_it_is_read(village, now, typed):
    source = adding.add(address=typed, by=village.fatou, at=now)
    jobs.advance(now)
    source.refresh_from_db()
    assert source.state == "refused"
    assert "réseau privé" in source.failure


def test_what_is_no_address_is_said_at_once(village, client_of):
    answer = client_of(village.fatou).post(
        reverse("federation:sources"), {"address": "ftp://x", "where": "as_said"}
    )
    assert answer.status_code == 422
    assert "https://" in answer.content.decode()
    with pytest.raises(CannotFetch):
        adding.add(address="file:///etc/passwd", by=village.fatou, at=village.now)


def test_a_page_that_is_no_calendar_leaves_a_sentence_and_a_way_to_try_again(
    village, now, elsewhere, client_of
):
    elsewhere.pages["/a"] = says(b"<html><p>Bienvenue</p></html>")
    source = adding.add(address=elsewhere.address("/a"), by=village.fatou, at=now)
    jobs.advance(now)
    browser = client_of(village.fatou)
    shown = browser.get(reverse("federation:source", args=[source.pk])).content.decode()
    assert "n’annonce aucune rencontre" in shown
    elsewhere.pages["/a"] = says(calendar(CHORUS))
    browser.post(reverse("federation:source_reading", args=[source.pk]))
    jobs.advance(now)
    source.refresh_from_db()
    assert source.state == "ready"


def test_a_page_of_nothing_but_openings_is_read_at_once():
    before = time.process_time()
    assert list(of_page('<script type="application/ld+json">' * 200_000)) == []
    assert list(of_page("<script " * 500_000)) == []
    assert time.process_time() - before < 2
    told = '{"@type": "Event", "name": "Bal", "startDate": "2026-12-01"}'
    page = f'<script>var a = "<p>"</script><SCRIPT type="application/ld+json">{told}</script >'
    assert [parts["title"] for parts in of_page(page)] == ["Bal"]


# Following


def test_reading_again_changes_nothing(follow, days_later):
    source = follow(CHORUS, WALK, EVERY_WEEK)
    before = list(Meeting.objects.order_by("pk").values_list("pk", "version", "begins_at", "title"))
    assert len(before) == 7  # with the village's own café
    days_later(source, CHORUS, WALK, EVERY_WEEK)
    assert list(Meeting.objects.order_by("pk").values_list("pk", "version", "begins_at", "title")) == before
    latest = source.readings.latest("pk")
    assert (latest.new, latest.changed, latest.gone) == (0, 0, 0)


def test_new_ones_changes_and_cancellations_follow(follow, days_later):
    source = follow(CHORUS, WALK)
    moved = CHORUS.replace("20261201", "20261208").replace("Répétition", "Grande répétition")
    dance = meeting("bal@x", "Bal", "20261210T200000")
    days_later(source, moved, WALK + "|STATUS:CANCELLED", dance)
    assert titles() == ["Marche du dimanche", "Grande répétition du chœur", "Bal"]
    assert Meeting.objects.get(uid="marche@x").is_cancelled
    assert Meeting.objects.get(uid="choeur@x").begins_at.day == 8
    days_later(source, moved, WALK, dance, days=4)
    assert not Meeting.objects.get(uid="marche@x").is_cancelled


def test_those_who_were_coming_are_told_of_a_change(follow, days_later, village, now):
    source = follow(CHORUS, is_registered_there=False)
    registering.register(meeting=Meeting.objects.get(uid="choeur@x"), member=village.jeanne, at=now)
    Dispatch.objects.all().delete()
    days_later(source, CHORUS.replace("T190000", "T200000"))
    assert Dispatch.objects.filter(purpose="meetings.change", person=village.jeanne.pk).count() == 1


def test_what_was_changed_here_stays_and_the_rest_follows(follow, days_later, village, now, client_of):
    source = follow(CHORUS)
    known = Meeting.objects.get(uid="choeur@x")
    changing.change(meeting=known, by=village.fatou, at=now, title="La chorale")
    days_later(source, CHORUS.replace("Répétition", "Concert").replace("T190000", "T200000"))
    known.refresh_from_db()
    assert (known.title, known.begins_at.hour) == ("La chorale", 19)
    assert (
        "Son titre a été changé ici"
        in client_of(village.fatou).get(reverse("federation:source", args=[source.pk])).content.decode()
    )


def test_what_is_gone_from_a_whole_file_is_cancelled_and_comes_back(follow, days_later):
    source = follow(CHORUS, WALK)
    days_later(source, WALK)
    assert Meeting.objects.get(uid="choeur@x").is_cancelled
    days_later(source, CHORUS, WALK, days=4)
    assert not Meeting.objects.get(uid="choeur@x").is_cancelled


def test_a_cut_file_cancels_nothing(follow, days_later):
    source = follow(CHORUS, WALK)
    days_later(source, raw=calendar(WALK).replace(b"END:VCALENDAR", b""))
    assert not Meeting.objects.filter(cancellation__isnull=False).exists()
    assert source.imported.filter(gone_at__isnull=False).count() == 0


def test_most_of_a_calendar_gone_at_once_is_doubted_for_a_day(follow, days_later):
    many = [meeting(f"{n}@x", f"Rencontre {n}", f"202612{10 + n}T190000") for n in range(8)]
    source = follow(*many)
    days_later(source, many[0])
    assert not Meeting.objects.filter(cancellation__isnull=False).exists()
    assert source.imported.filter(gone_at__isnull=False).count() == 7
    days_later(source, many[0], days=3.5)
    assert Meeting.objects.filter(cancellation__isnull=False).count() == 7


def test_dates_of_a_series_are_each_their_own(follow, days_later):
    source = follow(EVERY_WEEK)
    moved = "UID:yoga@x|SUMMARY:Yoga doux|RECURRENCE-ID;TZID=Europe/Paris:20261202T180000|DTSTART;TZID=Europe/Paris:20261203T180000|DTEND;TZID=Europe/Paris:20261203T190000"
    without_the_last = EVERY_WEEK + "|EXDATE;TZID=Europe/Paris:20261216T180000"
    days_later(source, without_the_last, moved, days=0.5)
    rows = list(Meeting.objects.filter(imported__source=source).order_by("begins_at"))
    assert [row.begins_at.day for row in rows] == [25, 3, 9, 16]
    assert [row.title for row in rows] == ["Yoga", "Yoga doux", "Yoga", "Yoga"]
    assert [row.is_cancelled for row in rows] == [False, False, False, True]
    assert len({row.uid for row in rows}) == 4


def test_nothing_is_asked_again_while_nothing_changed(follow, elsewhere, now):
    elsewhere.pages["/a.ics"] = says(calendar(CHORUS), ETag='"1"')
    source = follow(CHORUS)
    elsewhere.pages["/a.ics"] = says(calendar(CHORUS), ETag='"1"')
    for day in (2, 4):
        at = now + timedelta(days=day)
        Source.objects.filter(pk=source.pk).update(next_at=at)
        jobs.advance(at)
        elsewhere.pages["/a.ics"] = says(b"", 304)
    assert elsewhere.heard[-1]["if-none-match"] == '"1"'
    assert source.readings.latest("pk").is_unchanged


# When it fails


def test_a_source_that_fails_says_so_to_the_named_person_once_then_daily(
    follow, village, now, elsewhere, client_of
):
    source = follow(CHORUS, told=village.monique)
    elsewhere.pages["/a.ics"] = says(b"", 500)
    told = []
    for hours in (1, 2, 3, 20, 30, 60):
        at = now + timedelta(hours=hours)
        Source.objects.filter(pk=source.pk).update(next_at=at)
        jobs.advance(at)
        told.append(Dispatch.objects.filter(purpose="federation.source_failed").count())
    assert told == [0, 1, 1, 1, 2, 3]
    words = Dispatch.objects.filter(purpose="federation.source_failed").first()
    assert words.person == village.monique.pk
    assert "ne peut pas répondre" in words.body
    assert f"/coulisses/agendas/{source.pk}/" in words.link
    source.refresh_from_db()
    assert source.next_at > now + timedelta(hours=61)
    assert titles() == ["Répétition du chœur"]
    shown = client_of(village.fatou).get(reverse("federation:source", args=[source.pk])).content.decode()
    assert "Dernière lecture réussie" in shown
    elsewhere.pages["/a.ics"] = says(calendar(CHORUS))
    Source.objects.filter(pk=source.pk).update(next_at=now)
    jobs.advance(now)
    source.refresh_from_db()
    assert (source.failures, source.failure, source.told_at) == (0, "", None)


def test_a_worker_that_dies_half_way_is_taken_up_without_doubles(village, now, elsewhere, monkeypatch):
    many = [
        meeting(f"{n}@x", f"Rencontre {n}", f"202612{10 + n % 18}T{8 + n % 10:02}0000") for n in range(45)
    ]
    elsewhere.pages["/a.ics"] = says(calendar(*many))
    source = adding.add(address=elsewhere.address("/a.ics"), by=village.fatou, at=now)
    jobs.advance(now)
    bringing.publish(source=source, by=village.fatou, at=now)
    whole, calls = bringing.bring_in, []

    def dies(**told):
        calls.append(told)
        if len(calls) in (13, 40):
            raise KeyboardInterrupt
        return whole(**told)

    monkeypatch.setattr(bringing, "bring_in", dies)
    for _life in range(2):
        with pytest.raises(KeyboardInterrupt):
            jobs.advance(now)
    jobs.advance(now)
    assert Meeting.objects.filter(imported__source=source).count() == 45
    assert Meeting.objects.exclude(uid=None).count() == 45
    source.refresh_from_db()
    assert source.state == "followed"


# Stopping, taking back


def test_taken_back_leaves_what_people_come_to(follow, village, now, client_of):
    source = follow(CHORUS, WALK, EVERY_WEEK, is_registered_there=False)
    registering.register(meeting=Meeting.objects.get(uid="marche@x"), member=village.jeanne, at=now)
    browser = client_of(village.fatou)
    browser.post(reverse("federation:source_stop", args=[source.pk]))
    source.refresh_from_db()
    assert source.state == "stopped"
    browser.post(reverse("federation:source_undoing", args=[source.pk]))
    jobs.advance(now)
    assert titles() == ["Marche du dimanche"]
    source.refresh_from_db()
    assert source.state == "undone"
    browser.post(reverse("federation:source_forgetting", args=[source.pk]))
    assert not Source.objects.exists()
    assert Meeting.objects.filter(title="Marche du dimanche").exists()


def test_two_sources_with_the_same_meeting_bring_it_once(follow, village, now, elsewhere):
    follow(CHORUS)
    elsewhere.pages["/b.ics"] = says(calendar(CHORUS, WALK))
    second = adding.add(address=elsewhere.address("/b.ics"), by=village.fatou, at=now)
    jobs.advance(now)
    assert second.imported.get(uid="choeur@x").aside == "known"
    bringing.publish(source=second, by=village.fatou, at=now)
    jobs.advance(now)
    assert Meeting.objects.filter(title="Répétition du chœur").count() == 1


def test_settings_before_publishing_read_it_anew(village, now, elsewhere, client_of):
    elsewhere.pages["/a.ics"] = says(calendar(CHORUS))
    source = adding.add(address=elsewhere.address("/a.ics"), by=village.fatou, at=now)
    jobs.advance(now)
    browser, url = client_of(village.fatou), reverse("federation:source_settings", args=[source.pk])
    assert browser.get(url).status_code == 200
    sent = {
        "address": source.address,
        "name": "Le chœur",
        "where": "here",
        "place": village.kiosk.pk,
        "is_registered_there": "here",
        "every_hours": "6",
        "told": village.fatou.pk,
    }
    assert browser.post(url, sent | {"place": ""}).status_code == 422
    assert browser.post(url, sent).status_code == 302
    jobs.advance(now)
    bringing.publish(source=source, by=village.fatou, at=now)
    jobs.advance(now)
    known = Meeting.objects.get(uid="choeur@x")
    assert (known.place, known.is_registered_there) == (village.kiosk, False)


def test_only_administrators_come_here(village, client_of, anonymous):
    assert client_of(village.jeanne).get(reverse("federation:sources")).status_code == 403
    assert anonymous.get(reverse("federation:sources")).status_code == 302
    assert client_of(village.fatou).get(reverse("federation:source", args=[999])).status_code == 404


def test_files_nobody_needs_are_deleted(village, now):
    from parvis.federation.sources import keeping_files

    source = adding.add(chunks=[calendar(CHORUS)], file_name="a.ics", by=village.fatou, at=now)
    jobs.advance(now)
    source.refresh_from_db()
    path = keeping_files.path_of(source.stored)
    jobs.clean(now + timedelta(days=29))
    assert path.exists()
    jobs.clean(now + timedelta(days=31))
    assert not path.exists()
    stopping.forget(source=source)


def test_the_network_is_called_as_the_operator_set_it(settings):
    settings.OUTSIDE_ALLOW = ["Agenda.lan"]
    assert outside().allowed.opens("agenda.lan", 443)
