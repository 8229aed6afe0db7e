"""A village in which every private thing holds a token, and the readers who will look for them."""

import io
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData
from PIL import Image

from parvis.aid.exchange.links import path_of as path_of_exchange
from parvis.aid.models import Exchange, Gift, GroupPurchase, Notice, Settlement, Wake
from parvis.chronicle.jobs import follow_deeds
from parvis.chronicle.models import Deed
from parvis.community.models import Circle, Closure, Place, Ritual, Room
from parvis.conversations.links import path_of as path_of_introduction
from parvis.conversations.models import Introduction, Thread
from parvis.courier.models import Channel, Dispatch, Edition, Hold, Inbox, Received, TextQuestion
from parvis.covisits.models import CoVisit
from parvis.federation.choosing import own_address
from parvis.federation.giving_addresses import give
from parvis.federation.models import SecretFeed, Source
from parvis.ideas.links import path_of as path_of_survey
from parvis.ideas.models import Survey, SurveyGuest
from parvis.kit.models import Schedule
from parvis.meetings.feedback.links import path_of as path_of_feedback
from parvis.meetings.models import (
    Answer,
    Arrival,
    Booking,
    Cancellation,
    DatePoll,
    Feedback,
    Meeting,
    Question,
    Registration,
    Respondent,
    Series,
    Tap,
)
from parvis.meetings.passes import path_of
from parvis.meetings.reading_answers import open_answers
from parvis.members.models import (
    CommonEntry,
    Consent,
    ContactPoint,
    FirstStep,
    Guardian,
    Import,
    ImportLine,
    JournalEntry,
    Lasts,
    MandateRequest,
    Member,
    Membership,
    Passkey,
    PenName,
    PersonalNumber,
    SignInCode,
)  # fmt: skip
from parvis.members.moving_in import storing
from parvis.members.opening import Reason, open_details
from parvis.members.removing import remove
from parvis.members.suspending import suspend
from parvis.newsletters.models import Letter, Plan
from parvis.portal.searching.keeping import index_everything
from parvis.rides.links import path_of as path_of_cars
from parvis.rides.models import Car, RideWish
from parvis.tables.models import Composition, Departure, Portrait, SilentWish
from parvis.wiki.models import Photo, Sentence, Story
from tests.secrets.table import SECRETS
from tests.village import Village, make_meeting, make_member, seat, trust, wait


def t(key: str) -> str:
    """The token planted under this key."""
    return SECRETS[key].token


@dataclass
class House:
    """The village, its readers, and the addresses each reader was given."""

    village: Village
    people: dict[str, Member | None] = field(default_factory=dict)  # reader → who is signed in
    given: dict[str, list[str]] = field(default_factory=dict)  # reader → addresses only they know
    secret: Circle = None  # type: ignore[assignment]
    private: Circle = None  # type: ignore[assignment]
    meetings: dict[str, Meeting] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)


def build(village: Village) -> House:
    """Everything planted. Nobody has been removed or suspended yet: `put_out` does that."""
    house = House(village)
    _people(house)
    _circles(house)
    place, room = _places(house)
    _sources(house)
    _meetings(house, place, room)
    _registrations(house)
    _polls(house)
    _said_afterwards(house)
    _surveys(house)
    _notice(house)
    _together(house)
    _visit(house)
    _feeds(house)
    _tables(house)
    _conversations(house)
    _stories(house)
    _traces(house)
    _lists(house)
    _outbox(house)
    _letters(house)
    index_everything()  # whatever can be searched
    return house


def _people(house: House) -> None:
    village, now = house.village, house.village.now
    odette = make_member(
        f"Odette {t('person name')}", now, mail=f"{t('person mail')}@exemple.fr", about=t("person about"),
        pronouns=t("person pronouns"), card_code=f"ZQ{t('person card')[2:8].upper()}",
    )  # fmt: skip
    Member.objects.filter(pk=odette.pk).update(
        search_name=f"odette {t('person search')}", session_key=t("person session")
    )
    odette.turned_names.update(turned=f"odette {t('person turned')}")
    odette.refresh_from_db()
    odette.contact_points.create(
        kind=ContactPoint.Kind.POST, address=f"3 rue {t('person post')}", added_at=now
    )
    odette.contact_points.create(
        kind=ContactPoint.Kind.CORRESPONDENT, via_name=t("person through"), added_at=now
    )
    PenName.objects.create(member=odette, name=t("pen unused"))
    house.people = {
        "anonymous": None,
        "newcomer": None,
        "member": village.jeanne,
        "removed": make_member("Rémi Parti", now, mail="remi@exemple.fr"),
        "animator": make_member("Aline Autre", now, mail="aline@exemple.fr"),
        "correspondent": village.monique,
        "opener": village.monique,
        "administrator": make_member("Ada Règle", now, mail="ada@exemple.fr", role="administrator"),
        "suspended": make_member("Sacha Suspendu", now, mail="sacha@exemple.fr"),
        "herself": odette,
        "host": make_member("Inès Secrète", now, mail="ines@exemple.fr"),
        "keeper": village.lucie,
    }
    house.people["returned"] = house.people["suspended"]
    house.people["animator"].roles.create(kind="animator", circle=village.gardeners, since_on=now.date())
    village.monique.roles.update(duties=t("open role"))
    make_member(f"Gaston {t('left name')}", now, left_at=now - timedelta(days=9), is_listed=True)


def _circles(house: House) -> None:
    now = house.village.now
    house.secret = Circle.objects.create(
        name=f"Cercle {t('secret name')}", about=t("secret about"), kind=t("secret kind"), joining="secret",
        created_at=now,
    )  # fmt: skip
    house.private = Circle.objects.create(
        name=f"Chorale {t('private name')}", about=t("private about"), joining="private", created_at=now
    )
    for reader in ("herself", "host", "removed", "suspended"):
        Membership.objects.create(
            member=house.people[reader], circle=house.secret, asked_at=now, accepted_at=now
        )
    house.people["host"].roles.create(
        kind="animator",
        circle=house.secret,
        since_on=now.date(),
        duties=t("secret role"),
        hours=t("secret role hours"),
    )


def _places(house: House) -> tuple[Place, Room]:
    place = Place.objects.create(
        name=f"Chez {t('place name')}",
        address=t("place address"),
        access=t("place access"),
        opens=t("place opens"),
        key_telephone=t("place key"),
        is_listed=False,
    )
    Closure.objects.create(
        place=place,
        begins_on=house.village.now,
        ends_on=house.village.now,
        reason=t("closure"),
        is_yearly=True,
    )
    Ritual.objects.create(name=t("ritual name"), about=t("ritual about"), season=t("ritual season"))
    return place, Room.objects.create(place=place, name=t("room name"), access=t("room access"))


def _sources(house: House) -> None:
    """A calendar of others, read and not published yet; the last reading failed."""
    now = house.village.now
    source = Source.objects.create(
        name=t("source name"), address=f"https://ailleurs.exemple.fr/{t('source address')}", state="ready",
        failure=t("source failure"), file_name=t("source file"), stored=t("source stored"),
        etag=t("source etag"), modified=t("source modified"), added_at=now,
    )  # fmt: skip
    source.readings.create(at=now, failure=t("reading failure"))
    source.readings.create(at=now, notes=[t("reading notes")])
    hours = {"begins_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    facts = {"title": t("imported facts"), "where": "", "address": "", **hours}
    applied = {"title": t("imported applied")}
    source.imported.create(
        uid=t("imported uid"), name=t("imported name"), slot_at=now, facts=facts, applied=applied
    )


def _meetings(house: House, place: Place, room: Room) -> None:
    now, host = house.village.now, house.people["host"]
    inside: dict[str, Any] = {"host": host, "circle": house.secret, "visibility": "circle"}
    series = Series.objects.create(
        title=t("series title"), about=t("series about"), where=t("series where"), bring=t("series bring"),
        link=f"https://visio.exemple.fr/{t('series link')}", questions=[[t("series questions"), False]],
        rule="FREQ=WEEKLY", first_on=now.date(), begins_at_hour=now.time(), minutes=60, circle=house.secret,
        visibility="circle", host=host,
    )  # fmt: skip
    secret = make_meeting(
        t("secret title"), now + timedelta(days=2), about=t("secret meeting about"), where=t("secret where"),
        bring=t("secret bring"), link=f"https://visio.exemple.fr/{t('secret link')}", mode="hybrid", place=place, room=room,
        once_key=t("meeting once"), uid=t("meeting uid"), capacity=12, series=series, **inside,
    )  # fmt: skip
    members = make_meeting(
        t("members title"), now + timedelta(days=4), host=host, visibility="members", mode="hybrid",
        link=f"https://visio.exemple.fr/{t('members link')}",
    )  # fmt: skip
    # Registered at its organiser's: its page there is the way to come.
    elsewhere = make_meeting("Chez les autres", now + timedelta(days=7), **inside)
    Meeting.objects.filter(pk=elsewhere.pk).update(
        origin_url=f"https://ailleurs.exemple.fr/{t('secret origin')}", is_registered_there=True
    )
    off = make_meeting(t("cancelled title"), now + timedelta(days=3), **inside)
    Cancellation.objects.create(meeting=off, by=host, at=now, reason=t("cancelled reason"))
    draft = make_meeting(
        t("draft title"), now + timedelta(days=5), host=house.people["herself"], published=False
    )
    fair = make_meeting("Fête du quai", now + timedelta(days=6), host=host, capacity=40)
    past = make_meeting("Hier au quai", now - timedelta(days=1), host=host)
    house.meetings = {
        "secret": secret,
        "members": members,
        "off": off,
        "draft": draft,
        "fair": fair,
        "past": past,
    }
    Booking.objects.create(
        meeting=secret, place=place, room=room, begins_at=secret.begins_at, ends_at=secret.ends_at,
        state="declined", asked_at=now, answered_by=host, answered_at=now, reason=t("no room"),
    )  # fmt: skip
    Question.objects.create(meeting=secret, words=t("question"))
    Arrival.objects.create(
        meeting=past, first_name=t("stranger"), once_key=t("arrival once"), table=t("table"), at=now
    )
    Tap.objects.create(
        meeting=past, kind="table", key=t("tap key"), first_name=t("tap name"), about=t("tap about"),
        other=t("tap other"), table=t("tap table"), at=now,
    )  # fmt: skip


def _registrations(house: House) -> None:
    now, secret, fair = house.village.now, house.meetings["secret"], house.meetings["fair"]
    people = house.people
    mine = seat(people["herself"], secret, now)
    seat(people["herself"], house.meetings["off"], now)
    hers = seat(
        people["herself"], fair, now, party=2, companions=f"et {t('companions')}", form_key=t("form key")
    )
    asked = Question.objects.create(meeting=fair, words="Une allergie ?")
    Answer.objects.create(registration=hers, question=asked, words=t("answer"))
    Registration.objects.create(
        meeting=house.meetings["members"], member=people["host"], party=2, companions=t("withdrawn companions"),
        state="withdrawn", made_at=now, ended_at=now,
    )  # fmt: skip
    stranger = make_member("Noé Nouveau", now, mail="noe@exemple.fr", verified_at=None)
    new = seat(stranger, fair, now, is_verified=False)
    house.given = {
        "newcomer": [path_of(new)],
        "herself": [path_of(mine), path_of(hers)],
        "removed": [path_of(seat(people["removed"], secret, now, party=2, companions=t("gone companions")))],
        "suspended": [path_of(seat(people["suspended"], secret, now))],
    }
    house.given["returned"] = house.given["suspended"]
    _cars(house, mine)


def _cars(house: House, mine: Registration) -> None:
    """She drives to the secret meeting, and somebody looks for a car; others hold passes of before."""
    now, secret = house.village.now, house.meetings["secret"]
    leaves_at = secret.begins_at - timedelta(minutes=30)
    Car.objects.create(
        meeting=secret, driver=mine.member, place_words=t("car place"), leaves_at=leaves_at,
        meets_at=secret.begins_at, seats=2, offered_at=now,
    )  # fmt: skip
    waits = seat(make_member("Zita Sanzauto", now, telephone="+33639981286"), secret, now)
    RideWish.objects.create(meeting=secret, member=waits.member, place_words=t("wish place"), asked_at=now)
    house.given["herself"].append(path_of_cars(mine))
    for reader in ("removed", "suspended"):
        row = secret.registrations.get(member=house.people[reader])
        house.given[reader].append(path_of_cars(row))


def _polls(house: House) -> None:
    """The secret circle looks for a date; only who asked reads the names."""
    now, host = house.village.now, house.people["host"]
    poll = DatePoll.objects.create(
        asker=host, title=t("poll title"), about=t("poll about"), where=t("poll where"), audience="circle",
        circle=house.secret, hides_names=True, once_key=t("poll once"), asked_at=now,
        closes_at=now + timedelta(days=2),
    )  # fmt: skip
    begins_at = now + timedelta(days=4)
    date = poll.dates.create(begins_at=begins_at, ends_at=begins_at + timedelta(hours=2))
    someone = Respondent.objects.create(
        poll=poll, name=t("poll name"), contact_kind="mail", contact_address=f"{t('poll contact')}@exemple.fr",
        form_key=t("poll form"), made_at=now, answered_at=now,
    )  # fmt: skip
    someone.answers.create(date=date, says="yes")


def _said_afterwards(house: House) -> None:
    """Those who came to yesterday's meeting, one of all, were asked: one signed, one is too few to be read."""
    now, past = house.village.now, house.meetings["past"]
    feedback = Feedback.objects.create(
        meeting=past, asked_at=now, closes_at=now + timedelta(days=3650), asked=6, answered=2
    )
    question = feedback.questions.create(number=1, kind="text", words=t("feedback question"))
    question.answers.create(words=t("feedback answer"), signed_by=house.people["host"], is_shown=True)
    question.answers.create(words=t("feedback hidden"))
    for reader in ("herself", "removed", "suspended"):
        guest = feedback.guests.create(member=house.people[reader])
        house.given[reader].append(path_of_feedback(guest))


def _surveys(house: House) -> None:
    """The secret circle is asked twice: with names, and without."""
    now, host = house.village.now, house.people["host"]
    known = {"asker": host, "audience": "circle", "circle": house.secret, "written_at": now, "begins_at": now,
             "closes_at": now + timedelta(days=3650), "is_asked": True, "answered": 1}  # fmt: skip
    survey = Survey.objects.create(
        title=t("survey title"), about=t("survey about"), once_key=t("survey once"), **known
    )
    asked = survey.questions.create(
        number=1, kind="choice", words=t("survey question"), choices=[t("survey choice"), "b"]
    )
    survey.questions.create(number=2, kind="scale", words="?", low=t("survey low"), high=t("survey high"))
    why = survey.questions.create(number=3, kind="text", words="Pourquoi ?")
    guests = [survey.guests.create(member=house.people[one]) for one in ("herself", "removed", "suspended")]
    why.answers.create(guest=guests[0], words=t("survey answer"))
    asked.answers.create(guest=guests[0], value=1)
    for guest in guests:
        reader = next(key for key in ("herself", "removed", "suspended") if house.people[key] == guest.member)
        house.given[reader].append(path_of_survey(guest))
    hidden = Survey.objects.create(title="Sans nom", is_anonymous=True, **known)
    hidden.questions.create(number=1, kind="text", words="Pourquoi ?").answers.create(
        words=t("survey hidden")
    )


def _visit(house: House) -> None:
    """Friends without account visit together, and settle on a meeting."""
    now = house.village.now
    visit = CoVisit.objects.create(
        code="4812", code_until_at=now + timedelta(days=1), begun_at=now, begun_path=f"/{t('visit path')}/",
        ends_at=now + timedelta(days=1),
    )  # fmt: skip
    friend = visit.visitors.create(number=1, first_name=t("visitor name"), joined_at=now)
    choice = visit.choices.create(
        meeting=house.meetings["members"], proposed_by=friend, proposed_at=now, why=t("visit why")
    )
    choice.answers.create(
        visitor=friend, comes=True, name=t("visit answer name"), contact_kind="mail", answered_at=now,
        contact_address=f"{t('visit answer address')}@exemple.fr", said={"1": t("visit answer said")},
        child={"parent_name": t("visit answer child")},
        trouble=t("visit trouble"),
    )  # fmt: skip


def _notice(house: House) -> None:
    """The secret circle reads what its host looks for."""
    now = house.village.now
    notice = Notice.objects.create(
        author=house.people["host"], direction="need", words=t("notice words"), circle=house.secret,
        place_words=t("notice place"), photo=f"aid/2026/{t('notice photo')}.webp", category="jardin",
        posted_at=now, ends_at=now + timedelta(days=3650), once_key=t("notice once"),
    )  # fmt: skip
    _exchange(house, notice)


def _exchange(house: House, notice: Notice) -> None:
    """Odette answers it: they meet, and helped each other before."""
    now, host, odette = house.village.now, house.people["host"], house.people["herself"]
    made = Exchange.objects.create(
        notice=notice, answered_by=odette, opened_at=now, moved_at=now, once_key=t("exchange once")
    )
    for person, reader in ((host, "host"), (odette, "herself")):
        made.agreements.create(member=person, at=now)
        house.given.setdefault(reader, []).append(path_of_exchange(made.pk, person))
    Settlement.objects.create(
        exchange=made, begins_at=now + timedelta(days=3), where=t("exchange where"), proposed_by=host,
        proposed_at=now, agreed_at=now,
    )  # fmt: skip
    Gift.objects.create(giver=odette, receiver=host, direction="need", words=t("gift words"), given_at=now)


def _together(house: House) -> None:
    """That notice was signalled and read again; the circle buys together; a bridge is awake for all."""
    now, ages = house.village.now, timedelta(days=3650)
    notice = Notice.objects.get(circle=house.secret)
    notice.reports.create(words=t("notice report"), at=now)
    notice.reviews.create(
        verdict="set_aside", reason=t("review reason"), words=t("review words"), at=now, undone_at=now
    )
    Wake.objects.create(
        why="heat",
        words=t("wake words"),
        once_key=t("wake once"),
        is_asked=True,
        woken_at=now,
        ends_at=now + ages,
    )
    known = {
        "title": t("purchase title"), "words": t("purchase words"), "unit": t("purchase unit"), "circle": house.secret,
        "price": t("purchase price"), "where": t("purchase where"), "organiser": house.people["host"],
        "begun_at": now, "closes_at": now + ages, "fetched_at": now + ages, "fetched_until_at": now + ages + ages,
    }  # fmt: skip
    GroupPurchase.objects.create(**known, once_key=t("purchase once"))
    off = {"cancelled_at": now, "cancelled_why": t("purchase off"), "title": "Annulé"}
    once = GroupPurchase.objects.create(**(known | off))
    once.reviews.create(
        verdict="set_aside",
        reason=t("purchase review reason"),
        words=t("purchase review words"),
        at=now,
        undone_at=now,
    )


def _feeds(house: House) -> None:
    """Everybody follows their own calendars, those of the secret circle its own too."""
    now = house.village.now
    inside = {"herself", "host", "removed", "suspended"}
    for reader, person in house.people.items():
        if person is None or reader == "returned":
            continue
        kinds = [
            ("mine", None),
            ("programme", None),
            *([("circle", house.secret)] if reader in inside else []),
        ]
        given = [give(member=person, kind=kind, circle=circle, at=now) for kind, circle in kinds]
        house.given.setdefault(reader, []).extend(own_address(one.secret).path for one in given)
    SecretFeed.objects.create(member=house.people["herself"], digest=t("feed digest"), made_at=now)


def _tables(house: House) -> None:
    """Yesterday's meeting had tables; Odette said where she lives, and with whom she would rather not sit."""
    now, past, odette = house.village.now, house.meetings["past"], house.people["herself"]
    here = past.arrivals.get()
    composition = Composition.objects.create(meeting=past, state="ready", present=1, asked_at=now)
    turn = composition.rounds.create(number=1, question=t("round question"), shown_at=now)
    turn.seats.create(table=turn.tables.create(name=t("table name"), place=1), arrival=here)
    composition.changes.create(
        kind="moved", about=here, from_table=t("from table"), to_table=t("to table"), at=now,
        before={"round": t("before change")},
    )  # fmt: skip
    gone = past.arrivals.create(first_name="Zoé", at=now)
    composition.arrangements.create(kind="host", one=here, at=now)
    Departure.objects.create(arrival=gone, table=t("left table"), at=now)
    Portrait.objects.create(member=odette, quarter=t("quarter"), changed_at=now)
    SilentWish.objects.create(member=odette, sealed=t("sealed wish"), mark=t("wish mark"), made_at=now)


def _conversations(house: House) -> None:
    """The secret circle talks; Odette talks with who animates it, and could meet somebody."""
    now, people, secret = house.village.now, house.people, house.secret
    known = {
        "subject_kind": "community.circle",
        "subject_id": secret.pk,
        "opened_at": now,
        "last_said_at": now,
    }
    hers = Thread.objects.create(kind="with_us", member=people["herself"], **known)
    hers.messages.create(
        author=people["herself"], text=t("said to host"), once_key=t("said once"), said_at=now
    )
    hers.handovers.create(begins_at=now + timedelta(days=3), where=t("seen where"), by=people["host"], at=now)
    inner = Thread.objects.create(
        kind="among_us", topic=t("talk topic"), closes_at=now + timedelta(days=3650), **known
    )
    said = inner.messages.create(author=people["host"], text=t("said among us"), said_at=now)
    inner.messages.create(text="Oui", signed=t("said signed"), said_at=now)
    inner.messages.create(
        author=people["herself"], text=t("taken back"), said_at=now, withdrawn_at=now,
        withdrawn_by=people["host"], withdrawn_why=t("taken why"),
    )  # fmt: skip
    said.reports.create(by=people["herself"], words=t("report words"), moderator=people["host"], at=now)
    asked = Introduction.objects.create(
        by=people["host"], why=t("introduction why"), once_key=t("introduction once"), asked_at=now,
        ends_at=now + timedelta(days=3650),
    )  # fmt: skip
    asked.people.create(member=house.village.lea)
    house.given["herself"].append(path_of_introduction(asked.people.create(member=people["herself"])))


def _stories(house: House) -> None:
    now, odette = house.village.now, house.people["herself"]
    untold = Story.objects.create(
        title=t("untold title"), place_name=t("untold place"), happened_on=now.date(), begun_at=now
    )
    Sentence.objects.create(
        story=untold, author=odette, words=t("untold words"), signed=t("untold signed"), said_at=now
    )
    inner = Story.objects.create(
        title=t("circle story"),
        happened_on=now.date(),
        circle=house.secret,
        is_public=False,
        begun_at=now,
        published_at=now,
    )
    Sentence.objects.create(story=inner, author=house.people["host"], words=t("circle words"), said_at=now)
    open_one = Story.objects.create(
        title="La fête du canal", happened_on=now.date(), begun_at=now, published_at=now
    )
    Sentence.objects.create(
        story=open_one, author=odette, words="Il pleuvait.", signed=t("pen signed"), said_at=now
    )
    photo = Photo(
        story=open_one, author=odette, width=4, height=4, description=t("photo description"), added_at=now
    )
    photo.image.save(f"{t('photo name')}.webp", ContentFile(_picture()), save=False)
    photo.save()
    house.stories = {"untold": untold, "inner": inner, "open": open_one}


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(buffer, "WEBP")
    return buffer.getvalue()


def _traces(house: House) -> None:
    now, odette = house.village.now, house.people["herself"]
    Consent.objects.create(
        member=odette, purpose="members.being_listed", sentence=t("consent"), how="screen", given_at=now
    )
    trust(odette, house.village.monique, now, sentence=t("mandate"))
    MandateRequest.objects.create(
        member=odette, holder=house.village.monique, scopes=["aid"], lasts=Lasts.DAY, asked_at=now, sentence=t("mandate asked")
    )  # fmt: skip
    Guardian.objects.create(
        child=odette, name=t("parent name"), telephone=t("parent telephone"), sentence=t("parent sentence"), asked_at=now
    )  # fmt: skip
    JournalEntry.objects.create(
        member=odette,
        author=house.village.monique,
        words=t("journal"),
        channel="telephone",
        at=now,
        subject=t("journal subject"),
    )
    for key, subject in (
        ("journal meeting", f"meetings.meeting:{house.meetings['secret'].pk}"),
        ("journal answers", f"meetings.answers:{house.meetings['secret'].pk}"),
        ("journal poll", f"meetings.datepoll:{DatePoll.objects.get(title=t('poll title')).pk}"),
        ("journal circle", f"community.circle:{house.secret.pk}"),
    ):
        odette.journal.create(
            author=house.people["host"], words=t(key), subject=subject, channel="screen", at=now
        )
    CommonEntry.objects.create(author=house.village.fatou, words=t("common"), channel="screen", at=now)
    Passkey.objects.create(
        member=odette, name=t("passkey"), credential_id=t("passkey id").encode(), added_at=now,
        credential_data=_credential(t("passkey id").encode(), t("passkey data").encode()),
    )  # fmt: skip
    PersonalNumber.objects.create(member=odette, salt=t("number salt"), digest=t("number digest"), set_at=now)
    FirstStep.objects.create(member=odette, step="come", wished_at=now, noted_by=house.village.monique)
    SignInCode.objects.create(
        address=f"{t('code address')}@exemple.fr", code_digest=t("code digest"), link_digest=t("link digest"),
        made_at=now, expires_at=now + timedelta(minutes=20),
    )  # fmt: skip
    Deed.objects.create(
        verb="meetings.registered", person=odette.pk, subject_kind="meetings.meeting", at=now,
        subject_id=house.meetings["secret"].pk, details={"said": t("deed")},
    )  # fmt: skip
    Schedule.objects.create(name="essai", next_at=now, holder=t("job holder"), failure=t("job failure"))


def _credential(number: bytes, token: bytes) -> bytes:
    """What fido2 keeps of a device, its key made of the token."""
    key = ES256({1: 2, 3: -7, -1: 1, -2: token.ljust(32), -3: bytes(32)})
    return bytes(AttestedCredentialData.create(Aaguid.NONE, number, key))


def _lists(house: House) -> None:
    now, ada = house.village.now, house.people["administrator"]
    columns = [[t("list columns"), "name"]]
    known: dict[str, Any] = {"brought_by": ada, "brought_at": now, "heading_line": 1, "columns": columns}
    (storing.folder() / t("list stored")).write_text(
        f"{t('list columns')}\n{t('list cell')}\n", encoding="utf-8"
    )
    ready = Import.objects.create(
        name=f"{t('list name')}.csv", stored=t("list stored"), sheet=t("list sheet"), last_line=2, state="ready",
        circles={t("list circles"): 1}, with_circles=True, failure=t("list failure"), **known,
    )  # fmt: skip
    facts = {"name": t("line facts"), "mails": [], "telephones": [], "circles": []}
    ImportLine.objects.create(
        batch=ready, number=2, facts=facts, doubts=[["telephone", t("line doubts")]], twin="namesake",
        twin_member=house.village.paul,
    )  # fmt: skip


def _outbox(house: House) -> None:
    now = house.village.now
    Hold.objects.create(reason=t("hold"), began_at=now)
    house.village.monique.open_calls.create(typed={"name": t("call on hold")}, began_at=now, held_at=now)
    known: dict[str, Any] = {"purpose": "members.circle_asked", "written_at": now, "not_before_at": now}
    taken = {"claimed_by": house.village.monique.pk, "claimed_until_at": now + timedelta(hours=3)}
    Dispatch.objects.create(
        channel=Channel.MAIL, address=f"{t('mail address')}@exemple.fr", name=t("mail to"), title=t("mail title"),
        body=t("mail body"), link=f"/{t('mail link')}/", link_words=t("mail link words"), reply_to=t("mail reply"),
        calendar=t("mail calendar"), signed_by=t("mail signed"),
        remark=t("mail remark"), once_key=t("mail once"), message_id="<canari-1@exemple.fr>", **known,
    )  # fmt: skip
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981277", name=t("call to"), title=t("call title"),
        body=t("call body"), link=f"/{t('call link')}/", message_id="<canari-2@exemple.fr>", **known, **taken,
    )  # fmt: skip
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981278", name="Odile Roux", title=t("secret call title"),
        body=t("secret call body"), subject_kind="meetings.meeting", subject_id=house.meetings["secret"].pk,
        message_id="<canari-3@exemple.fr>", **known, **taken,
    )  # fmt: skip
    Edition.objects.create(
        title=t("edition title"), text=t("edition text"), html=t("edition page"), published_at=now
    )
    TextQuestion.objects.create(address=t("text asked"), about="meetings.away", choices=[1], asked_at=now)
    Received.objects.create(
        key="canari", sender=f"{t('answer from')}@exemple.fr", title=t("answer title"), text=t("answer text"),
        state="to_read", why="unknown", received_at=now,
    )  # fmt: skip
    Inbox.objects.create(trouble=t("box trouble"), troubles=1)
    made = wait(
        house.people["member"], house.meetings["members"], now
    )  # waits: the video call is not for her yet
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981279", name="Henri Roux", title=t("secret call again"), body="…",
        subject_kind="meetings.registration", subject_id=house.meetings["secret"].registrations.first().pk,
        message_id=f"<canari-4-{made.pk}@exemple.fr>", **known,
    )  # fmt: skip
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981280", name="Rosa", title=t("secret call poll"), body="…",
        subject_kind="meetings.respondent", subject_id=Respondent.objects.get(name=t("poll name")).pk,
        message_id="<canari-5@exemple.fr>", **known,
    )  # fmt: skip
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981283", name="Rosa", title=t("secret call survey"), body="…",
        subject_kind="ideas.surveyguest", subject_id=SurveyGuest.objects.earliest("pk").pk,
        message_id="<canari-50@exemple.fr>", **known,
    )  # fmt: skip
    Dispatch.objects.create(
        channel=Channel.TELEPHONE, address="+33639981284", name="Zita", title=t("secret call ride"), body="…",
        subject_kind="rides.ridewish", subject_id=RideWish.objects.earliest("pk").pk,
        message_id="<canari-51@exemple.fr>", **known,
    )  # fmt: skip


def open_up(house: House, reader: str) -> None:
    """What this reader opens by an act that the persons concerned can read in their journal."""
    if reader == "opener":
        known = {"member": house.people["herself"], "by": house.village.monique, "at": house.village.now}
        open_details(reason=Reason.CALLING, **known)
    if reader == "host":
        open_answers(meeting=house.meetings["fair"], by=house.people["host"], at=house.village.now)


def put_out(house: House) -> None:
    """One is removed, another suspended, by the house's own acts; their open sessions stay where they are."""
    known: dict[str, Any] = {"by": house.people["administrator"], "at": house.village.now}
    remove(member=house.people["removed"], reason=t("removal"), **known)
    suspend(member=house.people["suspended"], reason=t("suspension"), **known)
    follow_deeds(house.village.now)


def _letters(house: House) -> None:
    """A draft and its plan that failed; one that left for members, a section taken out; one without a page."""
    now, karim = house.village.now, house.village.karim

    def letter(title: str, *sections: str, **columns: Any) -> Letter:
        known = {"begun_at": now, "changed_at": now, "begun_by": karim}
        row = Letter.objects.create(title=title, **known, **columns)
        for place, words in enumerate(sections):
            row.sections.create(words=words, place=place, changed_at=now)
        return row

    draft = letter(t("draft letter"), t("draft section words"), once_key=t("letter once"))
    draft.sections.update(title=t("draft section"))
    left = letter(
        t("members letter"), t("members section"), t("section taken out"), left_at=now, written_at=now
    )
    left.sections.filter(words=t("section taken out")).update(is_out=True)
    letter("Lettre", t("letter sent only"), left_at=now, written_at=now, shown_to=Letter.ShownTo.NOBODY)
    Plan.objects.create(
        kind="letter", subject_id=draft.pk, title=t("plan title"), reason=t("plan reason"), state="failed",
        due_at=now, planned_at=now, planned_by=karim,
    )  # fmt: skip
