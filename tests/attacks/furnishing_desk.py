"""What waits at the desk and at the kiosk: calls, letters, papers that came back, people who are in."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from parvis.aid.models import Notice
from parvis.courier.dispatching import dispatch
from parvis.courier.models import Attempt, CallSheet, Dispatch
from parvis.courier.silencing import choosing_path
from parvis.courier.texting.short_links import short_way_out
from parvis.desk.calling_round import note_answer, print_sheet, take_calls
from parvis.desk.holding_calls import put_on_hold
from parvis.desk.letters.posting import note_posted
from parvis.desk.letters.weeks import make_week
from parvis.desk.letters.writing import code_of
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.models import Meeting, Registration
from parvis.members.keeping_cards import choose_number
from parvis.members.learning_together import TAUGHT, tick, wish
from parvis.members.leaving import leave
from parvis.members.models import Guardian, Member
from parvis.members.opening import Reason, open_details
from parvis.members.signing_in import give_code
from tests.covisits.sitting import sit_down
from tests.village import SHARED_TELEPHONE, Village, make_meeting, make_member

DAY = timedelta(days=1)


def furnish_desk(village: Village) -> None:
    """Fatou keeps the desk: Odile's record is open, calls are taken, letters wait, two lines are busy."""
    now, fatou, odile = village.now, village.fatou, village.odile
    open_details(member=odile, by=fatou, reason=Reason.CALLING, at=now)
    for person in (village.odile, make_member("Odile Rou", now)):  # perhaps the same person
        open_details(member=person, by=fatou, reason=Reason.PUT_RIGHT, at=now)
    offered = make_meeting("Thé", now + 5 * DAY, capacity=2, seats_taken=1)
    Registration.objects.create(
        meeting=offered, member=odile, state="offered", made_at=now, expires_at=now + DAY, party=1
    )
    child = make_member("Lina Petit", now)
    Guardian.objects.create(child=child, name="Nadia Petit", sentence="Oui ?", asked_at=now)
    leave(member=make_member("Rose Petit", now), at=now, by=fatou)
    put_on_hold(correspondent=fatou, person=village.henri, typed={"message-text": "Il rappelle"}, at=now)
    put_on_hold(correspondent=fatou, person=None, typed={"name": "Samira"}, at=now)
    for learner in (odile, fatou):
        wish(member=learner, steps=TAUGHT, by=fatou, at=now)
        for step in TAUGHT:
            tick(member=learner, step=step, by=fatou, at=now)
    choose_number(member=fatou, digits="7294", at=now)
    _words(village)


def _words(village: Village) -> None:
    """Calls that are taken, free, or just made; letters that wait and that left; a text message in doubt."""
    now, fatou = village.now, village.fatou

    soup = make_meeting("Soupe", now + 20 * DAY)  # late enough for the post

    def write(channel: str, address: str, name: str) -> Dispatch:
        return dispatch(
            channel=channel, purpose="meetings.change", address=address, name=name, at=now - DAY,
            title="Un changement", body="À dire", person=village.odile.pk, subject=soup if channel == "letter" else village.cafe,
        )  # fmt: skip

    mine, made, _free = (write("telephone", f"+3319900771{n}", f"Voisine {n}") for n in range(3))
    take_calls(calls=[mine, made], by=fatou, at=now)
    note_answer(calls=[made], answer="absent", by=fatou, at=now)
    Attempt.objects.update(at=now + DAY / 24)  # a slip of the finger, while the walk lasts
    print_sheet(lines=[[mine]], by=fatou, at=now)
    _waiting, gone = (write("letter", f"{n} quai du Canal, 33000 Vieux-Pont", "Odile Roux") for n in (1, 2))
    note_posted(letters=[gone], by=fatou, at=now)
    doubtful = write("sms", SHARED_TELEPHONE, "Odile Roux")
    Dispatch.objects.filter(pk=doubtful.pk).update(state=Dispatch.State.DOUBT, ended_at=now)
    make_week(now)


def desk_roots(village: Village) -> list[str]:
    """Addresses of the desk no link leads to: typed from paper, read out, or behind a button."""
    letter = Dispatch.objects.filter(channel="letter").earliest("pk")
    doubtful = Dispatch.objects.filter(channel="sms").earliest("pk")
    signed = PaperCode("P", Meeting.objects.get(title="Hier").pk, village.now - 2 * DAY)
    of_odile = ("depart/", "mandat/", "mandat/fin/", "journal/", "ce-qui-est-recu/", "premiers-pas/")
    child = Member.objects.get(name="Lina Petit").pk
    return [
        *(f"/permanence/personnes/{village.odile.pk}/{step}" for step in of_odile),
        f"/permanence/personnes/{child}/parent/", f"/permanence/personnes/{village.jeanne.pk}/mandat/",
        f"/permanence/saisie/{signed}/", f"/permanence/saisie/{code_of(letter)}/", "/permanence/saisie/",
        f"/permanence/appels/feuilles/{CallSheet.objects.earliest('pk').code}/",
        f"/permanence/saisie/{CallSheet.objects.earliest('pk').code}/",
        f"/permanence/saisie/{PaperCode('E', 12345)}/",
        f"/permanence/personnes/{village.odile.pk}/deux/{Member.objects.get(name='Odile Rou').pk}/fiches/",
        f"/permanence/personnes/{village.odile.pk}/deux/{village.henri.pk}/fiches/",
        f"/permanence/personnes/{village.jeanne.pk}/deux/{village.lea.pk}/fiches/",  # closed, both of them
        f"/permanence/rencontres/{village.cafe.pk}/appels/", "/permanence/appels/", "/permanence/courrier/", "/permanence/cartes/",
        "/permanence/textos-en-doute/", "/permanence/departs/", "/permanence/messages/",
        "/permanence/messages/pour-moi/", "/permanence/messages/mis-de-cote/",
        "/permanence/personnes/enfant/", "/permanence/?qui=samira", "/mon-espace/premiers-pas/",
        "/mon-espace/carte/", "/mon-espace/carte/numero/", "/mon-espace/qui-agit/", "/mon-espace/moins-de-quinze-ans/",
        short_way_out(doubtful).removeprefix("http://localhost:8000"),
        choosing_path(village.lea.pk, "lea@exemple.fr"),
    ]  # fmt: skip


def enter_kiosk(village: Village, tablet: Client) -> list[str]:
    """Odile stands before the tablet with a code; gives back where she may look."""
    digits = give_code(member=village.odile, by=village.monique, at=timezone.now()).spoken
    tablet.post("/borne/entrer/", {"card": village.odile.card_code, "digits": digits})
    seen = (village.cafe, Meeting.objects.get(title="Thé"), Meeting.objects.filter(title="Atelier vélo")[0])
    return ["/borne/", "/borne/moi/", "/borne/moi/cafe/", "/borne/moi/journal/", "/borne/moi/mot/", "/borne/moi/numero/",
            "/borne/moi/entraide/", "/borne/moi/entraide/annonce/", "/borne/moi/reponses/", "/borne/encore/", "/borne/entrer/", *(f"/borne/rencontres/{one.pk}/" for one in seen)]  # fmt: skip


def sit_beside(village: Village, screen: Client) -> list[str]:
    """Odile sits down beside whoever is signed in at this screen; gives back where they look together."""
    sit_down(screen, village, village.odile)
    notices = Notice.objects.visible_to(None).live(timezone.now()).latest_first()
    return [
        "/cote-a-cote/",
        f"/cote-a-cote/rencontre/{village.cafe.pk}/venir/?pour=nous",
        f"/cote-a-cote/rencontre/{village.cafe.pk}/annuler/?pour=nous",
        "/cote-a-cote/annonce/nouvelle/?pour=2",
        *(f"/cote-a-cote/annonce/{one.pk}/aider/?pour=nous" for one in notices[:1]),
        "/cote-a-cote/reponses/2/",
        "/cote-a-cote/encore/",
    ]


def wait_beside(screen: Client) -> list[str]:
    """Somebody who waits for the other one."""
    screen.post("/cote-a-cote/commencer/", {"digits": "4182"})
    asked = screen.post("/cote-a-cote/deuxieme/", {"address": "lea@exemple.fr"})["Location"]
    return ["/cote-a-cote/deuxieme/", asked]


def stay_in() -> None:
    """Sessions of the kiosk last three minutes of rest: sending words to every form takes longer."""
    Session.objects.update(expire_date=timezone.now() + DAY)
