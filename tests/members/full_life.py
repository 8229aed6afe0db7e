"""Somebody who left a trace in every table: each with its own token, so that a search tells where one stayed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile

from parvis.chronicle.encounters import meet
from parvis.chronicle.recording import record
from parvis.courier.dispatching import dispatch
from parvis.meetings.models import Answer, Question
from parvis.meetings.welcoming import welcome
from parvis.members.codes import make_code
from parvis.members.models import (
    Consent,
    ContactPoint,
    FirstStep,
    Import,
    ImportLine,
    JournalEntry,
    Member,
    Membership,
    Passkey,
    PenName,
    PersonalNumber,
    Suspension,
)
from parvis.members.moving_in.likeness import key, name_key
from parvis.wiki.models import Photo, Sentence, Story
from tests.village import Village, make_meeting, make_member, seat

PICTURE = b"RIFF\x24\x00\x00\x00WEBPVP8 canari-image"


@dataclass
class Life:
    """The person, and every token that must be gone with them."""

    member: Member
    tokens: list[str]
    past: Any
    ahead: Any


def live(village: Village) -> Life:
    """Zoé Canari: in a circle, host once, at meetings past and to come, in stories, lists, messages, sessions."""
    now = village.now
    zoe = make_member(
        "Zoé Canari", now, mail="zoe.canari@exemple.fr", telephone="+33639981277", about="canari-moi"
    )
    zoe.contact_points.create(kind=ContactPoint.Kind.POST, address="3 rue du Canari-Postal", added_at=now)
    PenName.objects.create(member=zoe, name="Plume Canari-Plume")
    Consent.objects.create(member=zoe, purpose="x.y", sentence="canari-accord", how="spoken", given_at=now)
    Membership.objects.create(member=zoe, circle=village.gardeners, asked_at=now, accepted_at=now)
    JournalEntry.objects.create(
        member=zoe, author=village.monique, words="canari-journal", channel="telephone", at=now
    )
    Passkey.objects.create(
        member=zoe,
        name="canari-cle",
        credential_id=b"canari-id",
        credential_data=b"canari-data",
        added_at=now,
    )
    PersonalNumber.objects.create(member=zoe, salt="canari-sel", digest="canari-empreinte", set_at=now)
    FirstStep.objects.create(member=zoe, step="come", wished_at=now, noted_by=zoe)
    make_code(member=zoe, at=now)
    make_code(address="zoe.canari@exemple.fr", at=now)
    session = SessionStore()
    session["_auth_user_id"] = str(zoe.pk)
    session["_auth_user_backend"] = "parvis.members.signing_in.SignInBackend"
    session["note"] = "canari-session"
    session.create()
    past, ahead = _meetings(village, zoe)
    _stories(village, zoe)
    _words(village, zoe, past)
    _list(village, zoe)
    tokens = ["anari", "zoe.canari", "639981277", "06 39 98 12 77", "06\u00a039\u00a098\u00a012\u00a077"]
    return Life(zoe, tokens, past, ahead)


def _meetings(village: Village, zoe: Member) -> tuple[Any, Any]:
    now = village.now
    past = make_meeting("Goûter passé", now - timedelta(days=3), host=village.karim)
    taken = seat(zoe, past, now, party=2, companions="Ami Canari-Ami")
    asked = Question.objects.create(meeting=past, words="Un régime ?")
    Answer.objects.create(registration=taken, question=asked, words="canari-allergie")
    welcome(registration=taken, by=village.karim, at=now)
    others = [village.jeanne, village.paul, village.lea, village.karim]
    meet(
        gathering=past,
        began_at=past.begins_at,
        minutes=120,
        persons=[zoe.pk, *(one.pk for one in others)],
        unnamed=1,
    )
    record("meetings.arrived", subject=past, at=now, person=village.karim.pk, for_person=zoe.pk)
    record("members.joined", subject=zoe, at=now, person=zoe.pk, for_person=zoe.pk)
    ahead = make_meeting("Atelier à venir", now + timedelta(days=12), host=zoe, capacity=1)
    seat(zoe, ahead, now)
    return past, ahead


def _stories(village: Village, zoe: Member) -> None:
    now = village.now
    story = Story.objects.create(title="La fête", happened_on=now.date(), begun_at=now, published_at=now)
    Sentence.objects.create(
        story=story, author=zoe, signed="Zoé Canari", words="Il pleuvait, canari-phrase.", said_at=now
    )
    photo = Photo(
        story=story,
        author=zoe,
        width=4,
        height=4,
        description="canari-photo",
        people_agreed=True,
        added_at=now,
    )
    photo.image.save("canari-fichier.webp", ContentFile(PICTURE), save=False)
    photo.save()


def _words(village: Village, zoe: Member, past: Any) -> None:
    now = village.now
    told = {"channel": "mail", "purpose": "meetings.confirmation", "at": now, "subject": past}
    dispatch(
        **told, address="zoe.canari@exemple.fr", name=zoe.name, person=zoe.pk, title="C’est noté, Canari",
        body="Bonjour Zoé Canari.",
    )  # fmt: skip
    dispatch(
        **told, address="fatou@exemple.fr", name="Fatou Diallo", person=village.fatou.pk,
        title="Zoé Canari ne tient plus ce rôle", body="Appelez Zoé Canari au 06\u00a039\u00a098\u00a012\u00a077.",
    )  # fmt: skip


def _list(village: Village, zoe: Member) -> None:
    now = village.now
    brought = Import.objects.create(name="liste.csv", state="done", brought_at=now, ended_at=now)
    waiting = Import.objects.create(name="autre.csv", state="ready", brought_at=now)
    ImportLine.objects.create(batch=brought, number=1, state="created", member=zoe)
    ImportLine.objects.create(
        batch=waiting, number=1, state="ready", facts={"name": "CANARI Zoé", "mails": ["zoe.canari@exemple.fr"]},
        name_key=name_key("Canari Zoé"), mail_key=key("zoe.canari@exemple.fr"),
    )  # fmt: skip
    Suspension.objects.create(
        member=zoe, by=village.fatou, at=now, until_at=now - timedelta(hours=1), reason="canari-raison"
    )
