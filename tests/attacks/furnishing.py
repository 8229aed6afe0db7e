"""One of everything people can write into, so that every page has something to show."""

import io
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import Aaguid, AttestedCredentialData
from PIL import Image

from parvis.aid.ending import end
from parvis.aid.exchange.answering import answer as answer_notice
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.settling import accept as accept_hour
from parvis.aid.exchange.settling import settle as settle_hour
from parvis.aid.links import path_of as path_of_notice
from parvis.aid.models import Notice
from parvis.aid.posting import post
from parvis.community.interests import offer
from parvis.community.models import Closure, Ritual
from parvis.conversations.introducing import introduce
from parvis.conversations.links import path_of as path_of_introduction
from parvis.conversations.models import Introduced, Report, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.saying import say
from parvis.conversations.withdrawing import report
from parvis.courier.dispatching import dispatch
from parvis.courier.models import Received
from parvis.courier.silencing import choosing_path
from parvis.federation.giving_addresses import give
from parvis.federation.models import Source
from parvis.ideas.asking import ask as put_questions
from parvis.ideas.links import path_of as path_of_survey
from parvis.ideas.models import SurveyGuest
from parvis.kit.questions.asked import Asked
from parvis.meetings.feedback.asking import choose_questions, open_feedback
from parvis.meetings.feedback.links import path_of as path_of_feedback
from parvis.meetings.models import (
    Arrival,
    Booking,
    Cancellation,
    DatePoll,
    FeedbackGuest,
    Meeting,
    Question,
    Registration,
    Respondent,
    Series,
    Telling,
)
from parvis.meetings.passes import path_of
from parvis.meetings.polls.answering import answer_as_member, answer_as_newcomer
from parvis.meetings.polls.asking import When, ask
from parvis.meetings.polls.becoming import become_meeting
from parvis.meetings.polls.links import common_path, personal_path
from parvis.meetings.talking import let_them_talk
from parvis.members.models import (
    Consent,
    Import,
    JournalEntry,
    MandateRequest,
    Member,
    Membership,
    Pace,
    Passkey,
    PenName,
    SignInCode,
)  # fmt: skip
from parvis.members.signing_in import make_link
from parvis.newsletters.leaving import leave as leave_letter
from parvis.newsletters.leaving import write_out
from parvis.newsletters.models import Plan
from parvis.newsletters.writing import add as add_section
from parvis.newsletters.writing import begin as begin_letter
from parvis.newsletters.writing import take_out
from parvis.rides.asking import ask as look_for_car
from parvis.rides.offering import offer as offer_seats
from parvis.tables.coffee.answering import choose
from parvis.tables.coffee.jobs import draw as draw_coffees
from parvis.tables.coffee.joining import join
from parvis.tables.coffee.links import path_of as path_of_cup
from parvis.tables.models import Coffee, CoffeeRing, Composition, Cup
from parvis.tables.wishing import wish_apart
from parvis.wiki.models import Story
from parvis.wiki.telling import add_photo, add_sentence, begin
from tests.attacks.furnishing_aid import aid_roots, furnish_aid
from tests.attacks.furnishing_desk import desk_roots, furnish_desk
from tests.village import Village, make_meeting, seat, trust, wait

DAY = timedelta(days=1)


def furnish(village: Village) -> Member:
    """Furnish the village; gives back Fatou, who holds every role and hosts every meeting."""
    fatou = village.fatou
    for kind in ("animator", "facilitator", "keeper", "correspondent"):
        fatou.roles.create(kind=kind, since_on=village.now.date(), duties="Tenir les clés", hours="le mardi")
    Member.objects.update(is_listed=True, about="Aime le canal")
    PenName.objects.create(member=fatou, name="La Rainette")
    _ground(village)
    _meetings(village)
    _polls(village)
    _asked_afterwards(village)
    _notices(village)
    _surveys(village)
    _calendars(village)
    _person(village)
    _story(village)
    _list(fatou)
    _coffees(village)
    _tables(village)
    _cars(village)
    _exchanges(village)
    _letters(village)
    _conversations(village)
    furnish_aid(village)
    furnish_desk(village)
    return fatou


def _coffees(village: Village) -> None:
    """Everybody's coffee and a secret circle's: one drawn and not answered, one lived, one who joined none."""
    ring = CoffeeRing.objects.create(is_on=True, rhythm="week", opened_at=village.now - 20 * DAY)
    CoffeeRing.objects.create(
        is_on=True, rhythm="month", opened_at=village.now, circle=village.council, size=3
    )
    for person in (village.fatou, village.lea, village.odile):
        join(ring=ring, member=person, at=village.now - 20 * DAY)
    monday = village.now - timedelta(days=1)
    draw_coffees(at=monday - 7 * DAY)
    lived = Coffee.objects.earliest("pk")
    for cup in lived.cups.all():
        choose(cup=cup, begins_at=lived.hours.earliest("begins_at").begins_at, at=monday - 7 * DAY)
    draw_coffees(at=monday)
    drawn = Coffee.objects.live().latest("pk")
    choose(cup=drawn.cups.earliest("pk"), begins_at=drawn.hours.latest("begins_at").begins_at, at=monday)


def _exchanges(village: Village) -> None:
    """Fatou's: one answered, an hour proposed to her, one agreed with others beside it, one done; Odile's."""
    fatou, now = village.fatou, village.now
    hour = now + timedelta(days=2)
    need = post(author=fatou, direction="need", words="une échelle", at=now)
    other = post(author=village.lea, direction="offer", words="prêter ma remorque", at=now)
    answer_notice(notice=need, by=village.jeanne, words="J’en ai une.", at=now)
    asked = answer_notice(notice=need, by=village.paul, words="Moi aussi.", at=now)
    settle_hour(exchange=asked, by=village.paul, begins_at=hour, where="Au pont", at=now)
    agreed = answer_notice(notice=other, by=fatou, words="Samedi ?", at=now)
    settle_hour(exchange=agreed, by=fatou, begins_at=hour, where="Chez Léa", at=now)
    accept_hour(exchange=agreed, by=village.lea, at=now)
    given = answer_notice(notice=need, by=village.karim, words="Et moi.", at=now)
    done(exchange=given, by=fatou, at=now, is_fulfilled=False)
    hers = post(author=village.odile, direction="need", words="changer une ampoule", at=now)
    answer_notice(notice=hers, by=village.jeanne, words="Je passe.", at=now)


def _cars(village: Village) -> None:
    """Fatou drives, and is asked for a seat; another car may be chosen; somebody far looks for one."""
    now, rows = village.now, Registration.objects.seated().filter(meeting=village.cafe)
    fatou = rows.filter(member=village.fatou).first() or seat(village.fatou, village.cafe, now)
    offer_seats(registration=fatou, seats=3, place_words="Saint-Martin", at=now)
    for person, place in ((village.odile, "Saint-Martin"), (village.henri, "Vouvray")):
        row = rows.filter(member=person).first() or seat(person, village.cafe, now)
        look_for_car(registration=row, place_words=place, at=now)


def _letters(village: Village) -> None:
    """A draft with an interest of its own, planned and refused; one that left and may be called back."""
    now, fatou = village.now, village.fatou
    offer(name="le canal", words="café")
    draft = begin_letter(by=fatou, at=now)
    add_section(letter=draft, by=fatou, at=now, interest=offer(name="le jardin"))
    take_out(section=add_section(letter=draft, by=fatou, at=now), at=now)
    draft.audience = [{"join": "and", "kind": "circle", "key": str(village.gardeners.pk)}]
    draft.save()
    Plan.objects.create(
        kind="letter", subject_id=draft.pk, title=draft.title, reason="Vide", state="failed",
        due_at=now, planned_at=now, planned_by=fatou,
    )  # fmt: skip
    left = begin_letter(by=fatou, at=now + DAY)
    leave_letter(letter=left, by=fatou, at=now)
    write_out(now)


def _conversations(village: Village) -> None:
    """One with Fatou, of Odile; one among those who come; two people who could meet; words to read again."""
    now, fatou = village.now, village.fatou
    hers = open_with_organisers(member=village.odile, about=village.cafe, at=now)
    say(thread=hers, by=village.odile, text="Y a-t-il une rampe ?", at=now)
    among = let_them_talk(meeting=village.cafe, by=fatou, at=now)
    said = say(thread=among, by=village.odile, text="J’apporte une tarte.", at=now).message
    say(thread=among, by=fatou, text="Merci !", at=now)
    report(message=said, by=fatou, words="Relire", at=now)
    Report.objects.update(moderator=fatou)
    introduce(by=village.karim, two=[fatou, village.lea], why="Deux amies des vélos", at=now)
    introduce(by=village.karim, two=[village.odile, village.lea], why="Deux amies des tartes", at=now)


def _ground(village: Village) -> None:
    Ritual.objects.create(name="Soupe du mardi", about="On épluche", season="l’hiver", is_current=True)
    for circle in (village.gardeners, village.council):
        circle.about, circle.kind = "On jardine", "rue"
        circle.save()
        Membership.objects.create(member=village.lea, circle=circle, asked_at=village.now)
    village.kiosk.opens = "Karim a la clé"
    village.kiosk.save()
    on = village.now.date()
    Closure.objects.create(
        place=village.kiosk, begins_on=on + 9 * DAY, ends_on=on + 9 * DAY, reason="Peinture"
    )
    village.room.access = "Deux marches"
    village.room.save()
    village.community.story, village.community.values = "Une histoire", "Des valeurs"
    village.community.charter = "Une charte"
    village.community.save()


def _meetings(village: Village) -> None:
    now, fatou, cafe = village.now, village.fatou, village.cafe
    words = {"about": "On parle", "bring": "un bol", "where": "près du saule", "host": fatou}
    Meeting.objects.filter(pk=cafe.pk).update(**words)
    cafe.refresh_from_db()
    asked = Question.objects.create(meeting=cafe, words="Un régime ?")
    came = seat(fatou, cafe, now, party=2, companions="Zoé", shows_name=True)
    came.answers.create(question=asked, words="Sans noix")
    seat(village.jeanne, cafe, now, companions="Tom", shows_name=True, is_verified=False)
    wait(village.paul, cafe, now)
    Registration.objects.create(
        meeting=cafe, member=village.lea, state="offered", made_at=now, expires_at=now + DAY, party=1
    )
    for name in ("Samir", "samir"):
        Arrival.objects.create(meeting=cafe, first_name=name, at=now, by=fatou, people=1)
    make_meeting("À relire", now + 3 * DAY, published=False, **words)
    off = make_meeting("Annulée", now + 4 * DAY, **words)
    Cancellation.objects.create(meeting=off, by=fatou, at=now, reason="trop de vent")
    remote = make_meeting("Au loin", now + DAY, mode="hybrid", link="https://visio.exemple.fr/x", **words)
    seat(fatou, remote, now)
    past = make_meeting("Hier", now - DAY, **words)
    seat(fatou, past, now - 2 * DAY)
    series = Series.objects.create(
        title="Chorale", rule="FREQ=WEEKLY;BYDAY=TH", first_on=now.date(), begins_at_hour="18:00", minutes=60,
        **words,
    )  # fmt: skip
    for day in (5, 12):  # two dates that wait for whoever holds the key
        sung = make_meeting(
            "Chorale",
            now + day * DAY,
            series=series,
            series_slot_at=now + day * DAY,
            place=village.hall,
            **words,
        )
        booking = Booking(meeting=sung, place=village.hall, state="pending", asked_at=now)
        booking.take_hours()
        booking.save()
    for _twin in (1, 2):
        make_meeting("Atelier vélo", now + 6 * DAY, place=village.kiosk, **words)


def _tables(village: Village) -> None:
    """The café sits at its tables, one person has none; yesterday's room may still be composed."""
    now, cafe, fatou = village.now, village.cafe, village.fatou
    here, there = cafe.arrivals.order_by("pk")[:2]
    Arrival.objects.filter(pk=here.pk).update(table="1")
    composition = Composition.objects.create(
        meeting=cafe, state="ready", present=1, asked_at=now, asked_by=fatou,
        too_much={"least": [["together", 0, [here.pk, there.pk], False]]},
    )  # fmt: skip
    turn = composition.rounds.create(number=1, question="Qui a ri ?", minutes=20, shown_at=now)
    turn.seats.create(table=turn.tables.create(name="1", place=1), arrival=here)
    composition.rounds.create(number=2)
    composition.arrangements.create(kind="host", one=here, by=fatou, at=now)
    composition.changes.create(kind="asked", by=fatou, at=now)
    composition.changes.create(kind="moved", about=there, to_table="1", by=fatou, at=now, before={
        "present": 1, "wanted": 2, "rounds": [], "departed": [], "now": {},
    })  # fmt: skip
    wish_apart(member=fatou, other=village.paul, at=now)
    Arrival.objects.create(meeting=Meeting.objects.get(title="Hier"), first_name="Zoé", at=now, by=fatou)


def _polls(village: Village) -> None:
    """One that is open, with every kind of person in it, and one that became a meeting."""
    now, fatou = village.now, village.fatou
    for title in ("Une soupe", "Un goûter"):
        poll = ask(
            title=title, about="On épluche", where="près du saule", asker=fatou, at=now, audience="members",
            closes_at=now + 2 * DAY,
            dates=[When(now + days * DAY, now + days * DAY + DAY / 12) for days in (5, 6)],
        )  # fmt: skip
        says = {date.pk: "yes" for date in poll.dates.all()}
        answer_as_member(poll=poll, member=village.paul, says=says, at=now)
        answer_as_newcomer(poll=poll, name="Zoé", contact=None, says=says, at=now)
        Respondent.objects.create(poll=poll, name="Samir", made_at=now)
    become_meeting(poll=poll, date=poll.dates.earliest("pk"), by=fatou, at=now)


def _asked_afterwards(village: Village) -> None:
    """Yesterday's meeting asks Fatou and Paul how it was."""
    feedback = choose_questions(
        meeting=Meeting.objects.get(title="Hier"),
        keys=["met"],
        own="Le soir ?",
        own_kind="text",
        by=village.fatou,
    )
    open_feedback(meeting=feedback.meeting, people=[village.fatou, village.paul], at=village.now)


def _surveys(village: Village) -> None:
    """One that is open, with a guest who may answer without account; one that Fatou may end."""
    now, kinds = village.now, [Asked(1, "choice", "Où ?", ("Ici", "Là")), Asked(2, "text", "Pourquoi ?")]
    for title, asker in (("Le goûter", village.karim), ("La soupe", village.fatou)):
        survey = put_questions(
            title=title, questions=kinds, asker=asker, begins_at=now, closes_at=now + 60 * DAY, at=now
        )
        survey.guests.create(member=village.paul)
    Pace.objects.create(member=village.fatou, asked_on=now.date(), before="everything", after="everything")


def _notices(village: Village) -> None:
    """Of Fatou, one that stands and one whose days are over; of Paul, one that somebody else may read."""
    now = village.now
    for author, words in (
        (village.fatou, "une échelle"),
        (village.paul, "un vélo"),
        (village.fatou, "des noix"),
    ):
        post(author=author, direction="need", words=words, at=now)
    end(notice=Notice.objects.get(words="des noix"), why="over", by=None, at=now)


def _calendars(village: Village) -> None:
    """Of others, in each state that offers something to do; and the address of Fatou's own."""
    now, fatou = village.now, village.fatou
    for state in ("refused", "ready", "followed", "stopped", "done"):
        source = Source.objects.create(
            name="Agenda de la ville", address="https://ville.exemple.fr/agenda.ics", kind="ics", state=state,
            told=fatou, added_by=fatou, added_at=now, failure="Elle ne répond pas." if state == "refused" else "",
        )  # fmt: skip
        source.readings.create(at=now, found=1, notes=["Une rencontre n’a pas d’heure."])
        begins_at = now + 8 * DAY
        facts = {"title": "Brocante", "where": "Place", "address": "", "begins_at": begins_at.isoformat(),
                 "ends_at": (begins_at + DAY / 12).isoformat(), "status": "confirmed"}  # fmt: skip
        source.imported.create(uid="x", name=f"{source.pk}@exemple.fr", slot_at=begins_at, facts=facts)
        alike = {"name": f"{source.pk}-y@exemple.fr", "facts": facts, "aside": "alike", "twin": village.cafe}
        source.imported.create(uid="y", slot_at=begins_at + DAY, **alike)
    give(member=fatou, kind="mine", at=now)
    Received.objects.create(
        key="x", sender="odile@exemple.fr", title="Re : Café", text="Je viens avec Henri", state="to_read",
        why="unknown", received_at=now,
    )  # fmt: skip
    for number, state in enumerate(("to_read", "aside")):
        Received.objects.create(
            key=f"x{number}", sender="odile@exemple.fr", title="Re : Thé", text="À trois ?", state=state,
            why="words", received_at=now, reader=fatou.pk, person=village.odile.pk,
        )  # fmt: skip


def _person(village: Village) -> None:
    fatou, now = village.fatou, village.now
    fatou.contact_points.create(kind="post", address="1 quai du Canal", added_at=now)
    fatou.contact_points.create(kind="mail", address="autre@exemple.fr", added_at=now)
    seat(village.odile, village.cafe, now, shows_name=True)
    JournalEntry.objects.create(member=fatou, author=village.monique, words="A lu", channel="web", at=now)
    Consent.objects.create(member=fatou, purpose="x", sentence="Je veux", how="screen", given_at=now)
    trust(fatou, village.monique, now)
    trust(village.odile, village.monique, now, days=33)  # ends within the week
    village.odile.mandates.exclude(ends_at__lt=now + 9 * DAY).delete()
    MandateRequest.objects.create(
        member=fatou, holder=village.monique, scopes=["aid"], lasts="day", sentence="Oui ?", asked_at=now
    )
    key = ES256({1: 2, 3: -7, -1: 1, -2: b"x" * 32, -3: b"y" * 32})
    data = AttestedCredentialData.create(Aaguid.NONE, b"1", key)
    Passkey.objects.create(
        member=fatou, name="mon téléphone", credential_id=b"1", credential_data=bytes(data), added_at=now
    )
    SignInCode.objects.create(
        member=fatou, code_digest="x", link_digest="y", made_at=now, expires_at=now + DAY
    )
    dispatch(
        channel="telephone", purpose="meetings.change", address="+33199004512", name="Odile", at=now - DAY,
        title="Un changement", body="À dire", person=village.odile.pk, subject=village.cafe,
    )  # fmt: skip


def _story(village: Village) -> None:
    now, fatou = village.now, village.fatou
    for title, is_published in (("La fête", True), ("La brocante", False)):
        story = begin(title=title, happened_on=now.date(), at=now, place_name="Kiosque")
        add_sentence(story=story, author=fatou, words="On a ri.", signed_as="La Rainette", at=now)
        add_sentence(story=story, author=village.jeanne, words="Il pleuvait.", signed_as="", at=now)
        add_photo(
            story=story, author=fatou, file=ContentFile(jpeg()), description="Des lanternes",
            people_agreed=True, at=now,
        )  # fmt: skip
        if is_published:
            Story.objects.filter(pk=story.pk).update(published_at=now, published_by=fatou)
            Telling.objects.create(meeting=Meeting.objects.get(title="Hier"), story=story)


def jpeg() -> bytes:
    """A small photo."""
    buffer = io.BytesIO()
    Image.new("RGB", (90, 60), "orange").save(buffer, "JPEG")
    return buffer.getvalue()


def _list(fatou: Member) -> None:
    """A list of members on its way in, at its second step."""
    client = Client()
    client.force_login(fatou)
    for name in ("Rosa", "Zita"):
        rows = f"Nom;Prénom;Courriel;Cercle\nMARTIN;Jeanne;jeanne@exemple.fr;Chorale\nPETIT;{name};{name}@exemple.fr;Chorale\n"
        file = SimpleUploadedFile("adhérents.csv", rows.encode())
        there = client.post("/coulisses/membres/arrivees/", {"file": file})["Location"]
        names = ["last_name", "first_name", "mail", "circle"]
        client.post(there, {f"column-{index}": name for index, name in enumerate(names)})
    client.post(f"/coulisses/membres/arrivees/{Import.objects.earliest('pk').pk}/accord/", {})


def more_roots(village: Village) -> list[str]:
    """Addresses no link leads to: typed, printed, or sent by mail."""
    cafe, passes = village.cafe.pk, [path_of(one) for one in Registration.objects.order_by("pk")]
    asked = [one for one in passes for one in (one, f"{one}nombre/", f"{one}reponse/", f"{one}annulation/")]
    lists = [f"/coulisses/membres/arrivees/{one.pk}/{step}" for one in everything(Import)
             for step in ("", "colonnes/", "doublons/", "accord/", "avancement/", "laissees.csv")]  # fmt: skip
    unverified = village.fatou.contact_points.get(verified_at=None, kind="mail").pk
    letters = [make_link(village.lea, village.now).removeprefix("http://localhost:8000"),
               Client().post("/connexion/", {"address": "lea@exemple.fr"})["Location"]]  # fmt: skip
    people = [f"/permanence/personnes/{village.odile.pk}/{step}" for step in ("", "carte/")]
    polls = (
        [common_path(one) for one in everything(DatePoll)]
        + [personal_path(one) for one in everything(Respondent)]
        + [path_of_feedback(one) for one in everything(FeedbackGuest)]
    )
    polls += [
        choosing_path(village.fatou.pk, "fatou@exemple.fr"),
        "/questions/",
        *(path_of_survey(one) for one in everything(SurveyGuest)),
        *(path_of_notice(one) for one in everything(Notice)),
    ]
    # « /sante/pret » is left out: it holds nobody's words, and says 503 when the machine itself is not well.
    draft, past = (Meeting.objects.get(title=title).pk for title in ("À relire", "Hier"))
    return [
        *aid_roots(), f"/rencontres/{draft}/", f"/rencontres/{past}/salle/", *polls, "/rencontres/sondages/", *asked, *lists, *people, *letters, *desk_roots(village), f"/mon-espace/coordonnees/{unverified}/code/", f"/r/{cafe}", f"/r/{cafe}/", f"/rencontres/{cafe}/inscription/",
        *(f"/echanges/{one.pk}/" for one in everything(Thread)), *(path_of_introduction(one) for one in everything(Introduced)),
        *(f"/echanges/signalements/{one.pk}/" for one in everything(Report)), "/mises-en-relation/nouvelle/", f"/cercles/{village.gardeners.pk}/fil/",
        f"/permanence/personnes/{village.odile.pk}/echanges/", *(f"/permanence/personnes/{village.odile.pk}/echanges/{one.pk}/" for one in everything(Thread)),
        "/cafe/", f"/permanence/personnes/{village.odile.pk}/cafe/", f"/cercles/{village.gardeners.pk}/cafe/",
        *(path_of_cup(cup) for cup in Cup.objects.order_by("pk")),
        "/rencontres/2026/11/", "/connexion/cle/", "/coulisses/composants/", "/permanence/?qui=odile",
        "/qui-est-qui/?nom=je", "/mon-espace/pas-avec/?qui=je", "/mon-espace/cles/", "/sante/vif",
    ]  # fmt: skip


def everything(model: type[Model]) -> list[Model]:
    """Every row of a model, oldest first."""
    return list(model._default_manager.order_by("pk"))
