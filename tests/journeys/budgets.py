"""What every page may weigh and must be, measured in a browser. Colleagues add pages to `PAGES`.

`faults(page, spec, …)` gives sentences; none is what we want.
"""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page as Tab
from playwright.sync_api import Response

from parvis.aid.bridge.answering import offer as offer_help
from parvis.aid.bridge.links import path_of as path_of_helper
from parvis.aid.bridge.looking_after import look_after, share_out
from parvis.aid.bridge.on_paper import print_sheet as paper_of
from parvis.aid.bridge.readying import be_ready
from parvis.aid.bridge.waking import wake
from parvis.aid.exchange.answering import answer as answer_notice
from parvis.aid.exchange.links import path_of as path_of_exchange
from parvis.aid.exchange.settling import settle as settle_hour
from parvis.aid.links import path_of as path_of_notice
from parvis.aid.models import BridgeSheet, Exchange, GroupPurchase, Notice, Partner, Volunteer, Wake
from parvis.aid.partners.listing import write as write_partner
from parvis.aid.posting import post
from parvis.aid.purchases.organising import begin as begin_purchase
from parvis.aid.purchases.rewriting import rewrite as rewrite_purchase
from parvis.aid.purchases.taking_part import take as take_share
from parvis.community.interests import offer
from parvis.conversations.introducing import introduce
from parvis.conversations.links import path_of as path_of_introduction
from parvis.conversations.models import Introduced, Message, Thread
from parvis.conversations.opening import open_with_organisers
from parvis.conversations.saying import say
from parvis.courier.lists import leaving_path
from parvis.courier.models import Dispatch, Received
from parvis.courier.silencing import choosing_path
from parvis.desk.calling_round import print_sheet, take_calls
from parvis.desk.calls import lines_to_print, next_free
from parvis.federation.sources.adding import add
from parvis.federation.sources.jobs import advance_one
from parvis.ideas.answering import answer as answer_survey
from parvis.ideas.asking import ask as put_questions
from parvis.ideas.links import path_of as path_of_survey
from parvis.ideas.models import SurveyGuest
from parvis.kit.paper_codes import PaperCode
from parvis.kit.questions.asked import Asked, Said
from parvis.meetings.cancelling import cancel
from parvis.meetings.feedback.answering import answer as answer_feedback
from parvis.meetings.feedback.asking import open_feedback
from parvis.meetings.feedback.links import path_of as path_of_feedback
from parvis.meetings.models import Arrival, DatePoll, FeedbackGuest, Meeting
from parvis.meetings.polls.answering import answer_as_member, answer_as_newcomer
from parvis.meetings.polls.asking import When, ask
from parvis.meetings.polls.links import common_path
from parvis.meetings.proposing import propose
from parvis.meetings.talking import let_them_talk
from parvis.members.leaving import leave
from parvis.members.models import Member, Pace
from parvis.members.opening import Reason, open_details
from parvis.newsletters.audience import LIST
from parvis.newsletters.kinds import LETTER
from parvis.newsletters.leaving import leave as leave_letter
from parvis.newsletters.leaving import write_out
from parvis.newsletters.models import Letter, Plan
from parvis.newsletters.planning import plan
from parvis.newsletters.writing import begin as begin_letter
from parvis.portal.searching.keeping import index_everything
from parvis.rides.asking import ask as look_for_car
from parvis.rides.links import path_of as path_of_cars
from parvis.rides.models import Car
from parvis.rides.offering import offer as offer_seats
from parvis.tables.coffee import jobs
from parvis.tables.coffee.joining import join as join_coffee
from parvis.tables.coffee.links import path_of as path_of_cup
from parvis.tables.models import CoffeeRing, Cup
from parvis.tables.walls import code_of
from tests.federation.calendars import calendar, meeting
from tests.settings import IS_LONG
from tests.tables.seating import arrive, composed
from tests.village import Village, make_meeting, make_member, seat

KB = 1000
STYLES = 12 * KB
SCRIPTS = 20 * KB
MOST_REQUESTS = 8
TARGET = 44
# Where axe looks. Between 320 and 640 px pages only wrap; in the dark only colours differ: the rest is measured
# once. Every rule at every width and in both, with `bin/test --long`.
WIDTHS = (320, 360, 1280) if IS_LONG else (320, 1280)
SCHEMES = ("light", "dark")
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]


@dataclass(frozen=True)
class Spec:
    """One page: its name, its address in the village, who looks, and which budget it is held to."""

    name: str
    path: Callable[[Village], str]
    who: str = ""  # attribute of the village; empty: a passer-by
    weight: int = 60 * KB  # first visit, compressed, everything
    nodes: int = 300
    is_public: bool = True  # no JavaScript at all
    requests: int = MOST_REQUESTS  # more where a telephone takes things along: kept, they are asked for once
    status: int = 200
    is_sheet: bool = False  # made for paper: no menu, its telephone line stands in its bar
    main_button: str = ""  # CSS selector: ends above the fold of 360×640
    prepare: Callable[[Village], object] = lambda village: None


def named(name: str, *args: object) -> Callable[[Village], str]:
    return lambda village: reverse(name, args=args)


def of_cafe(name: str) -> Callable[[Village], str]:
    return lambda village: reverse(name, args=[village.cafe.pk])


def open_record(village: Village) -> None:
    """Monique said why she opens Odile's record."""
    reason = Reason.CALLING
    open_details(member=village.odile, by=village.monique, reason=reason, at=timezone.now())


def is_leaving(village: Village) -> None:
    """Léa wished to leave."""
    leave(member=village.lea, at=timezone.now())


def signed_sheet(village: Village) -> str:
    """The sheet of the coffee, Odile and two of hers on it."""
    if not village.cafe.registrations.exists():
        seat(village.odile, village.cafe, village.now - timedelta(hours=1), party=3, companions="Henri, Léa")
    return reverse("desk:typing_sheet", args=[str(PaperCode("P", village.cafe.pk, timezone.now()))])


def ask_for_hall(village: Village) -> None:
    """Two meetings want the hall on the same evening, and its hours are written."""
    village.hall.opening_hours, village.hall.is_step_free = "Mo-Fr 09:00-12:00,14:00-18:00", True
    village.hall.save()
    begins_at = timezone.now() + timedelta(days=9)
    for title in ("Loto", "Danse"):
        ends_at = begins_at + timedelta(hours=2)
        facts = {"place": village.hall, "host": village.paul, "at": timezone.now()}
        propose(title=title, begins_at=begins_at, ends_at=ends_at, **facts)


def live_a_month(village: Village) -> None:
    """A meeting that was held, so that the year has something to tell."""
    make_meeting("Café du mardi", village.now - timedelta(days=20), place=village.kiosk)


def arrived(village: Village) -> Arrival:
    """Samir, whom nobody knew, came to the coffee."""
    return village.cafe.arrivals.first() or Arrival.objects.create(
        meeting=village.cafe, first_name="Samir", at=village.now
    )


def a_calendar(village: Village) -> str:
    """Twenty meetings of a club, read and not published yet; two of them are here already."""
    meetings = [meeting(f"{n}@club", f"Sortie {n}", f"202612{n + 1:02}T090000") for n in range(18)]
    meetings += [meeting(f"c{n}@club", "Café du canal", f"20261126T{14 + n}0000") for n in range(2)]
    source = add(chunks=[calendar(*meetings)], file_name="club.ics", by=village.fatou, at=timezone.now())
    return reverse("federation:source", args=[advance_one(source, timezone.now()).pk])


def asked_how_it_was(village: Village) -> str:
    """Jeanne and Paul were at the coffee, and are asked."""
    open_feedback(meeting=village.cafe, people=[village.jeanne, village.paul], at=timezone.now())
    return path_of_feedback(FeedbackGuest.objects.get(member=village.jeanne))


def said_how_it_was(village: Village) -> bool:
    """Six people said how it was; five of them are read."""
    people = [make_member(f"Voisin {n}", village.now) for n in range(6)]
    open_feedback(meeting=village.cafe, people=people, at=timezone.now())
    for guest in FeedbackGuest.objects.filter(member__in=people):
        said = {1: Said(value=1), 3: Said(words="Une table de plus près du poêle.")}
        answer_feedback(guest=guest, said=said, at=timezone.now())
    return True


def put_a_survey(village: Village, answered: int = 0) -> SurveyGuest:
    """Karim asks everybody three things; Jeanne is a guest of it."""
    now = timezone.now()
    kinds = [
        Asked(1, "choice", "À quelle heure ?", ("Dix heures", "Quatorze heures")),
        Asked(2, "scale", "Fait-il assez chaud ?", (), "pas du tout", "tout à fait"),
        Asked(3, "text", "Pourquoi ?"),
    ]
    survey = put_questions(
        title="L’heure du café", about="Les jours raccourcissent.", questions=kinds, asker=village.karim,
        begins_at=now, closes_at=now + timedelta(days=9), at=now,
    )  # fmt: skip
    for number in range(answered):
        guest = survey.guests.create(member=make_member(f"Voisine {number}", village.now))
        said = {1: Said(value=1), 2: Said(value=4), 3: Said(words="Le bus passe à dix-sept heures.")}
        answer_survey(guest=guest, said=said, at=now)
    return survey.guests.create(member=village.jeanne)


def put_notices(village: Village) -> Notice:
    """Jeanne looks for a ladder, Odile offers one."""
    now = timezone.now()
    post(
        author=village.odile, direction="offer", words="mon échelle", category="objets", at=now, once_key="b"
    )
    return post(
        author=village.jeanne, direction="need", words="une échelle samedi matin", category="objets", at=now,
        place_words="rue du Moulin", until_on=(now + timedelta(days=9)).date(), once_key="a",
    )  # fmt: skip


def asked_for_pace(village: Village) -> Member:
    """Jeanne was asked « plus, moins ou pareil ? »."""
    known = {"asked_on": village.now.date(), "before": "everything", "after": "everything"}
    Pace.objects.update_or_create(member=village.jeanne, defaults=known)
    return village.jeanne


def poll_it(village: Village) -> None:
    """Jeanne looks for a date; two people answered."""
    first = village.now + timedelta(days=5)
    poll = ask(
        title="La soupe", asker=village.jeanne, place=village.kiosk, at=village.now, audience="members",
        closes_at=village.now + timedelta(days=3),
        dates=[When(first + timedelta(days=day), first + timedelta(days=day, hours=2)) for day in range(4)],
    )  # fmt: skip
    says = dict(zip((date.pk for date in poll.dates.all()), ("yes", "maybe", "no", "yes"), strict=True))
    answer_as_member(poll=poll, member=village.paul, says=says, at=village.now)
    answer_as_newcomer(poll=poll, name="Zoé", contact=None, says=says, at=village.now)


def has_doubts(village: Village) -> None:
    """Two text messages nobody knows the end of."""
    for number, member in enumerate((village.jeanne, village.karim)):
        Dispatch.objects.create(
            channel="sms", purpose="meetings.reminder", address="+33639981201", name=member.name,
            person=member.pk, title="Rappel : Café du canal, mardi à 14 h", body="…", state="doubt",
            message_id=f"<doute-{number}@exemple.fr>", written_at=village.now, not_before_at=village.now,
            ended_at=village.now,
        )  # fmt: skip


def seated_around(village: Village) -> Meeting:
    """Tonight: twenty people around five tables, with a question and a timer."""
    tonight = make_meeting("Veillée des voisins", village.now, host=village.karim, place=village.kiosk)
    for number in range(19):
        arrive(tonight, f"Invité {'ABCDEFGHIJKLMNOPQRS'[number]}", village.now, str(number % 5 + 1))
    seat(village.jeanne, tonight, village.now)
    arrive(tonight, village.jeanne, village.now, "5")
    composed(tonight, village.now, rounds=3)
    return tonight


def offer_interests(village: Village) -> None:
    """Two, one of them about the coffee."""
    for name, words in (("le canal", "café"), ("le jardin", "potager")):
        offer(name=name, words=words)


def write_letter(village: Village) -> Letter:
    """Karim’s draft, some weeks of meetings and an interest in it."""
    offer_interests(village)
    for days in range(1, 9):
        make_meeting(f"Atelier {days}", village.now + timedelta(days=days), place=village.kiosk)
    make_meeting("Semis au potager", village.now + timedelta(days=30), place=village.kiosk)
    return begin_letter(by=village.karim, at=village.now)


def send_letter(village: Village) -> Letter:
    """The same, left, for anyone to read."""
    letter = Letter.objects.filter(left_at__isnull=False).first()
    if letter is None:
        Letter.objects.filter(pk=write_letter(village).pk).update(shown_to="all")
        letter = leave_letter(letter=Letter.objects.get(), by=village.karim, at=village.now)
        write_out(village.now)
    return letter


def plan_letter(village: Village) -> Plan:
    """Planned for this afternoon."""
    due_at = village.now + timedelta(hours=5)
    letter = Letter.objects.first() or write_letter(village)
    return plan(kind=LETTER, subject=letter, due_at=due_at, by=village.karim, at=village.now)


def of_letter(name: str, query: str = "") -> Callable[[Village], str]:
    return lambda village: reverse(name, args=[(Letter.objects.first() or write_letter(village)).pk]) + query


def section_of_letter(village: Village) -> str:
    letter = Letter.objects.first() or write_letter(village)
    return reverse("newsletters:section", args=[letter.pk, letter.sections.get(source="meetings.next").pk])


def call_around(village: Village) -> None:
    """A meeting is off; Monique took the call to Odile and Henri, five others wait."""
    now = timezone.now()
    meeting = make_meeting("Bal des voisins", now + timedelta(days=2), host=village.karim)
    neighbours = [make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}") for n in range(5)]
    for person in [village.odile, village.henri, *neighbours]:
        seat(person, meeting, now)
    cancel(meeting=meeting, by=village.karim, at=now)
    take_calls(calls=next_free(village.monique, now, most=1), by=village.monique, at=now)


def sheet_of_calls(village: Village) -> str:
    """The sheet Monique prints of the calls she took."""
    lines = lines_to_print(village.monique, timezone.now())
    return reverse(
        "desk:call_sheet", args=[print_sheet(lines=lines, by=village.monique, at=timezone.now()).code]
    )


def sheet_of_calls_typed_back(village: Village) -> str:
    """The same sheet, come back from paper."""
    return reverse("desk:typing_sheet", args=[sheet_of_calls(village).rstrip("/").rpartition("/")[2]])


def answer_a_notice(village: Village) -> Exchange:
    """Jeanne looks for a ladder; Paul answered and proposes an hour. Odile's, by telephone."""
    if Exchange.objects.exists():
        return Exchange.objects.for_page().earliest("pk")
    now = village.now
    need = post(author=village.jeanne, direction="need", words="une échelle pour tailler la haie", at=now)
    begun = answer_notice(notice=need, by=village.paul, words="J’en ai une de trois mètres.", at=now)
    hour = now + timedelta(days=2)
    settle_hour(exchange=begun, by=village.paul, begins_at=hour, place=village.kiosk, at=now)
    hers = post(author=village.odile, direction="need", words="changer une ampoule", at=now)
    answer_notice(notice=hers, by=village.paul, words="Je passe jeudi si cela vous va.", at=now)
    return begun


def exchange_by_telephone(village: Village) -> str:
    """Odile's, read out to her."""
    open_record(village)
    answer_a_notice(village)
    hers = Exchange.objects.get(notice__author=village.odile)
    return reverse("desk:exchange", args=[village.odile.pk, hers.pk])


def draw_coffees(village: Village) -> None:
    """Last Monday's draw, Jeanne in it; somebody proposed her an hour."""
    if CoffeeRing.objects.exists():
        return
    since = village.now - timedelta(days=9)
    ring = CoffeeRing.objects.create(is_on=True, rhythm="week", opened_at=since)
    for person in (village.jeanne, village.paul, village.odile):
        join_coffee(ring=ring, member=person, at=since)
    jobs.draw(at=village.now - timedelta(days=1))


def share_cars(village: Village) -> None:
    """Jeanne drives, Paul is asked along, Léa may choose."""
    if Car.objects.exists():
        return
    rows = {
        name: village.cafe.registrations.filter(member=getattr(village, name)).first()
        or seat(getattr(village, name), village.cafe, village.now)
        for name in ("jeanne", "paul", "lea")
    }
    offer_seats(registration=rows["jeanne"], seats=3, place_words="Saint-Martin", at=village.now)
    look_for_car(registration=rows["paul"], place_words="Saint-Martin", at=village.now)


def cars_of(village: Village) -> str:
    share_cars(village)
    return path_of_cars(village.cafe.registrations.get(member=village.lea))


def car_of(village: Village) -> str:
    share_cars(village)
    return path_of_cars(village.cafe.registrations.get(member=village.jeanne))


def cup_of(village: Village) -> str:
    draw_coffees(village)
    return path_of_cup(Cup.objects.get(member=village.jeanne))


def two_records(village: Village) -> str:
    """Odile, perhaps written down twice; both records are open."""
    twin = make_member("Odile Rous", timezone.now(), telephone="+33639981277")
    for person in (village.odile, twin):
        open_details(member=person, by=village.monique, reason=Reason.PUT_RIGHT, at=timezone.now())
    return reverse("desk:compare", args=[village.odile.pk, twin.pk])


def write_in(village: Village) -> None:
    """Two people wrote words no machine understood; somebody may have written in Jeanne's name."""
    known = {"purpose": "meetings.coming", "subject_id": village.cafe.pk, "reader": village.karim.pk}
    for key, who, state, why, text in (
        ("a", village.jeanne, "to_read", "words", "Puis-je venir avec mon voisin ? Il ne connaît personne."),
        ("b", village.paul, "to_read", "sender", "Je viens, mais je pars à seize heures."),
        ("c", village.jeanne, "aside", "forged", "Annulez tout, merci de me rappeler."),
    ):
        Received.objects.create(
            key=key, person=who.pk, state=state, why=why, text=text, title="Re : Café du canal",
            sender="jeanne@exemple.fr", received_at=timezone.now(), **known,
        )  # fmt: skip


def converse(village: Village) -> None:
    """Odile asks the host by telephone, those who come talk, two people could meet."""
    now = timezone.now()
    for person in (village.jeanne, village.odile):
        seat(person, village.cafe, now)
    hers = open_with_organisers(member=village.odile, about=village.cafe, at=now)
    said = "Bonjour Karim, y a-t-il une rampe pour mon déambulateur ?"
    say(thread=hers, by=village.odile, text=said, at=now, channel="telephone", noted_by=village.monique)
    among = let_them_talk(meeting=village.cafe, by=village.karim, at=now)
    say(thread=among, by=village.jeanne, text="J’apporte une tarte aux pommes. Qui a des assiettes ?", at=now)
    say(thread=among, by=village.karim, text="La mairie en prête, je les prends.", at=now)
    Member.objects.filter(pk__in=[village.jeanne.pk, village.paul.pk]).update(is_listed=True)
    two = [village.jeanne, village.paul]
    introduce(by=village.karim, two=two, why="Vous réparez tous deux des vélos.", at=now)


def thread_of(kind: str) -> Callable[[Village], str]:
    return lambda village: reverse("conversations:thread", args=[Thread.objects.get(kind=kind).pk])


def introduction_of(village: Village) -> str:
    return path_of_introduction(Introduced.objects.get(member=village.jeanne))


def bridge_awake(village: Village) -> Wake:
    """Paul and Léa are ready, both said yes; Odile and Henri are called."""
    now, known = timezone.now(), Wake.objects.first()
    if known is not None:
        return known
    for person in (village.paul, village.lea):
        be_ready(member=person, kinds=["telephone", "errand"], at=now)
    words = "38 degrés jusqu’à vendredi, appelons qui vit seul."
    row = wake(why="heat", words=words, by=village.karim, ends_at=now + timedelta(days=3), at=now)
    for person in (village.paul, village.lea):
        offer_help(wake=row, member=person, at=now)
    for person in (village.odile, village.henri):
        look_after(wake=row, member=person, by=village.monique, at=now, agreed=True)
    share_out(wake=row, by=village.monique, at=now)
    return row


def of_bridge(name: str) -> Callable[[Village], str]:
    return lambda village: reverse(name, args=[bridge_awake(village).pk])


def person_of_bridge(village: Village) -> str:
    row = bridge_awake(village)
    return reverse("aid:bridge_person", args=[row.pk, row.people.earliest("pk").pk])


def sheet_of_bridge(village: Village) -> str:
    """Paul’s sheet, as Monique prints it."""
    helper = bridge_awake(village).volunteers.get(member=village.paul)
    return reverse("aid:bridge_sheet", args=[helper.wake_id, _paper_of(helper, village).pk])


def typed_sheet_of_bridge(village: Village) -> str:
    helper = bridge_awake(village).volunteers.get(member=village.paul)
    return reverse("desk:typing_sheet", args=[_paper_of(helper, village).code])


def _paper_of(helper: Volunteer, village: Village) -> BridgeSheet:
    return paper_of(helper=helper, by=village.monique, at=timezone.now())


def helper_of_bridge(village: Village) -> str:
    return path_of_helper(bridge_awake(village).volunteers.get(member=village.paul))


def flour(village: Village) -> GroupPurchase:
    """Paul fetches flour; Jeanne takes two bags."""
    now, day = timezone.now(), timedelta(days=1)
    known = GroupPurchase.objects.first()
    if known is not None:
        return known
    facts = {
        "title": "Farine du moulin", "unit": "sac de 5 kilos", "price": "9 euros, à donner à Paul", "words": "",
        "closes_at": now + 3 * day, "fetched_at": now + 5 * day, "fetched_until_at": now + 6 * day,
        "place": village.kiosk, "where": "", "most": 30, "most_each": 4, "circle": None,
    }  # fmt: skip
    row = begin_purchase(facts=facts, by=village.paul, at=now)
    take_share(row=row, member=village.jeanne, how_many=2, at=now)
    return row


def list_partners(village: Village) -> Partner:
    facts = {
        "kind": "site", "title": "Le covoiturage du pays", "why": "Pour aller plus loin, à plusieurs.",
        "url": "https://covoiturage.exemple.fr", "ask": village.jeanne, "place": None, "where": "", "hours": "",
        "telephone": "",
    }  # fmt: skip
    known = Partner.objects.first()
    return known or write_partner(row=None, facts=facts, by=village.karim, at=timezone.now())


def held_notice(village: Village) -> Notice:
    """A rule has a doubt about Jeanne’s words."""
    words, at = "un fusil de chasse à vendre", timezone.now()
    return Notice.objects.first() or post(author=village.jeanne, direction="offer", words=words, at=at)


def of_held_purchase(name: str) -> Callable[[Village], str]:
    return lambda village: reverse(name, args=[held_purchase(village).pk])


def held_purchase(village: Village) -> GroupPurchase:
    """Jeanne takes two bags; Paul then writes words a rule has a doubt about."""
    row = flour(village)
    facts = {"price": "un acompte par mandat cash"}
    return rewrite_purchase(row=row, facts=facts, by=village.paul, at=timezone.now())


def all_to_read(village: Village) -> None:
    held_notice(village)
    held_purchase(village)


def plain_notice(village: Village) -> Notice:
    words, at = "une échelle à prêter", timezone.now()
    return Notice.objects.first() or post(author=village.jeanne, direction="offer", words=words, at=at)


def leaving_the_letter(village: Village) -> str:
    return leaving_path(LIST, village.jeanne.pk, "jeanne@exemple.fr")


PAGES = [
    Spec("the bridge", named("aid:bridge"), who="jeanne", prepare=bridge_awake),
    Spec("wake the bridge", named("aid:bridge_new"), who="karim"),
    Spec("the list of the bridge", of_bridge("aid:bridge_list"), who="monique", prepare=bridge_awake),
    Spec("somebody looked after", person_of_bridge, who="monique", prepare=bridge_awake),
    Spec("a sheet of the bridge", sheet_of_bridge, who="monique", prepare=bridge_awake),
    Spec(
        "a sheet of the bridge typed back",
        typed_sheet_of_bridge,
        who="monique",
        prepare=bridge_awake,
        is_public=False,
    ),
    Spec("whom I call", helper_of_bridge, prepare=bridge_awake),
    Spec("group purchases", named("aid:purchases"), who="jeanne", prepare=flour),
    Spec("organise a group purchase", named("aid:purchase_new"), who="paul"),
    Spec("a group purchase", lambda it: reverse("aid:purchase", args=[flour(it).pk]), who="jeanne"),
    Spec("the list of a purchase", lambda it: reverse("aid:purchase_list", args=[flour(it).pk]), who="paul"),
    Spec("change a purchase", lambda it: reverse("aid:purchase_edit", args=[flour(it).pk]), who="paul"),
    Spec("our partners", named("aid:partners"), prepare=list_partners),
    Spec("a partner", lambda it: reverse("aid:partner", args=[list_partners(it).pk]), who="karim"),
    Spec("notices to read again", named("aid:to_review"), who="karim", prepare=all_to_read),
    Spec("a notice to read again", lambda it: reverse("aid:review", args=[held_notice(it).pk]), who="karim"),
    Spec("a group purchase to read again", of_held_purchase("aid:purchase_review"), who="karim"),
    Spec("a group purchase that waits", of_held_purchase("aid:purchase"), who="jeanne"),
    Spec("what we gave one another", named("aid:flows"), who="jeanne"),
    Spec("signal a notice", lambda it: reverse("aid:signal", args=[plain_notice(it).pk])),
    Spec("visit together", named("covisits:visit")),
    Spec("join a visit", named("covisits:join")),
    Spec("leave the letter", leaving_the_letter, main_button="main button"),
    Spec("our letters", named("newsletters:letters"), prepare=send_letter),
    Spec("a letter", lambda it: reverse("newsletters:letter", args=[send_letter(it).pk])),
    Spec("write the letter", named("newsletters:writing"), who="karim", prepare=write_letter),
    Spec("read the letter again", of_letter("newsletters:reading"), who="karim"),
    Spec("a section of the letter", section_of_letter, who="karim"),
    Spec("who receives the letter", of_letter("newsletters:choosing"), who="karim"),
    Spec("when the letter leaves", of_letter("newsletters:programming"), who="karim"),
    Spec("the letter as it is received", of_letter("newsletters:preview", "?par=voix"), who="karim"),
    Spec(
        "how far the letter has come",
        lambda it: reverse("newsletters:departure", args=[send_letter(it).pk]),
        who="karim",
    ),
    Spec("what is planned", named("newsletters:plans"), who="karim", prepare=plan_letter),
    Spec("something planned", lambda it: reverse("newsletters:plan", args=[plan_letter(it).pk]), who="karim"),
    Spec("plan something", named("newsletters:new_plan"), who="karim", prepare=write_letter),
    Spec("interests", named("newsletters:interests"), who="karim", prepare=offer_interests),
    Spec("two records side by side", two_records, who="monique"),
    Spec(
        "a sheet of calls typed back",
        sheet_of_calls_typed_back,
        who="monique",
        prepare=call_around,
        is_public=False,
    ),
    Spec("my conversations", named("conversations:index"), who="karim", prepare=converse),
    Spec("write to someone", named("conversations:new"), who="jeanne"),
    Spec("a conversation", thread_of("with_us"), who="karim", prepare=converse),
    Spec("a conversation among us", thread_of("among_us"), who="jeanne", prepare=converse),
    Spec("introduce two people", named("conversations:introduce"), who="karim"),
    Spec("would you like to meet", introduction_of, prepare=converse),
    Spec(
        "a conversation for a circle",
        lambda it: reverse("conversations:circle", args=[it.gardeners.pk]),
        who="karim",
    ),
    Spec(
        "report words",
        lambda it: reverse("conversations:reporting", args=[Message.objects.earliest("pk").pk]),
        who="karim",
        prepare=converse,
    ),
    Spec(
        "conversations read out",
        lambda it: reverse("desk:conversations", args=[it.odile.pk]),
        who="monique",
        prepare=lambda it: (open_record(it), converse(it)),
    ),
    Spec(
        "a conversation read out",
        lambda it: reverse("desk:conversation", args=[it.odile.pk, Thread.objects.earliest("pk").pk]),
        who="monique",
        prepare=lambda it: (open_record(it), converse(it)),
    ),
    Spec("my exchanges", named("aid:mine"), who="jeanne", prepare=answer_a_notice),
    Spec("an exchange, from a message", lambda it: path_of_exchange(answer_a_notice(it).pk, it.jeanne)),
    Spec(
        "answering a notice",
        lambda it: reverse("aid:answer", args=[answer_a_notice(it).notice_id]),
        who="lea",
    ),
    Spec("an exchange by telephone", exchange_by_telephone, who="monique"),
    Spec("the coffee", named("tables:coffee"), who="jeanne", prepare=draw_coffees),
    Spec("my coffee, from a message", cup_of, prepare=draw_coffees),
    Spec("go there together", cars_of, prepare=share_cars),
    Spec("my car", car_of, prepare=share_cars),
    Spec("side by side", named("covisits:beside_start"), who="jeanne"),
    Spec("the end, side by side", named("covisits:beside_end")),
    Spec("the coffee, behind the scenes", named("tables:coffee_settings"), who="fatou"),
    Spec(
        "the coffee of a circle",
        lambda it: reverse("tables:circle_coffee", args=[it.gardeners.pk]),
        who="paul",
    ),
    Spec(
        "the coffee by telephone",
        lambda it: reverse("desk:coffee", args=[it.odile.pk]),
        who="monique",
        prepare=lambda it: (open_record(it), draw_coffees(it)),
    ),
    Spec("calls to make", named("desk:calls"), who="monique", prepare=call_around),
    Spec("a sheet of calls", sheet_of_calls, who="monique", prepare=call_around),
    Spec("nobody to call", of_cafe("desk:meeting_calls"), who="karim"),
    Spec("home", named("portal:home"), weight=90 * KB, main_button=".card-first .button"),
    Spec("what is kept", named("members:privacy"), nodes=750),  # one line for each purpose
    Spec("my data", named("members:my_data"), who="jeanne"),
    Spec("leave", named("members:departure"), who="jeanne"),
    Spec("leave by telephone", lambda it: reverse("desk:departure", args=[it.odile.pk]), who="monique"),
    Spec("messages to read", named("desk:answers"), who="monique", prepare=write_in),
    Spec("messages for me", named("desk:my_answers"), who="karim", prepare=write_in),
    Spec("messages set aside", named("desk:answers_aside"), who="monique", prepare=write_in),
    Spec("what I receive", named("members:choices"), who="jeanne"),
    Spec("be reached through somebody", named("members:through"), who="jeanne"),
    Spec("what I receive, from a message", lambda it: choosing_path(it.odile.pk, "+33199004512")),
    Spec(
        "what they receive, by telephone",
        lambda it: reverse("desk:reaching", args=[it.odile.pk]),
        who="monique",
        prepare=open_record,
    ),
    Spec("texts in doubt", named("desk:doubts"), who="monique", prepare=has_doubts),
    Spec("what texts may cost", named("console:texts"), who="fatou"),
    Spec("the guide", named("desk:guide"), who="monique"),
    Spec("letters to post", named("desk:letters"), who="monique"),
    Spec("type a paper in", named("desk:typing"), who="monique"),
    Spec("a sign-in sheet typed back", signed_sheet, who="monique", is_public=False),
    Spec("may we act", lambda it: reverse("desk:mandate", args=[it.paul.pk]), who="monique"),
    Spec(
        "what ends a mandate",
        lambda it: reverse("desk:mandate_end", args=[it.odile.pk]),
        who="monique",
        prepare=open_record,
    ),
    Spec(
        "a journal read aloud",
        lambda it: reverse("desk:journal", args=[it.odile.pk]),
        who="monique",
        prepare=open_record,
    ),
    Spec("mandates that end", named("desk:mandates"), who="monique"),
    Spec("somebody under fifteen", named("desk:child"), who="monique"),
    Spec("who acts for me", named("members:mandates"), who="jeanne"),
    Spec(
        "the sentence, before I agree",
        lambda it: reverse("members:new_mandate") + "?whom=desk&scopes=messages&scopes=aid&lasts=year",
        who="jeanne",
    ),
    Spec("I am under fifteen", named("members:under_fifteen"), who="lea"),
    Spec("who is leaving", named("desk:departures"), who="monique", prepare=is_leaving),
    Spec("erase by law", lambda it: reverse("console:erasure", args=[it.paul.pk]), who="fatou"),
    Spec("programme", named("meetings:programme")),
    Spec("meeting", of_cafe("meetings:meeting"), main_button="main .button"),
    Spec("propose", named("meetings:propose"), who="jeanne"),
    Spec("follow the programme", named("federation:follow")),
    Spec("the programme elsewhere", named("federation:elsewhere")),
    Spec("my calendars", named("federation:mine"), who="jeanne"),
    Spec("organise", of_cafe("meetings:organise"), who="karim", is_public=False),
    Spec("in the room", of_cafe("meetings:room"), who="karim", is_public=False, requests=20),
    Spec("without network", named("meetings:without_network"), is_public=False),
    Spec(
        "seat somebody", lambda it: reverse("meetings:table", args=[it.cafe.pk, arrived(it).pk]), who="karim"
    ),
    Spec("stories", named("wiki:stories")),
    Spec("my space", named("portal:my_space"), who="jeanne", is_public=False, requests=14),
    Spec("search", lambda it: reverse("portal:search") + "?mots=cafe", prepare=lambda it: index_everything()),
    Spec("behind the scenes", named("console:index"), who="fatou"),
    Spec("who we are", named("console:identity"), who="fatou", nodes=650),  # 480 of them are the time zones
    Spec("moving in", named("console:imports"), who="fatou", is_public=False),
    Spec("month", lambda village: reverse("meetings:month", args=[2026, 11])),
    Spec("week", named("meetings:week", 2026, 48)),
    Spec("tonight", named("meetings:tonight")),
    Spec("ask for a date", named("meetings:ask_dates"), who="jeanne"),
    Spec(
        "a date poll, for who asked",
        lambda it: reverse("meetings:poll", args=[DatePoll.objects.get().pk]),
        who="jeanne",
        prepare=poll_it,
    ),
    Spec("a date poll, without account", lambda it: common_path(DatePoll.objects.get()), prepare=poll_it),
    Spec("how it was, without account", asked_how_it_was, is_public=True),
    Spec("what people say", lambda it: said_how_it_was(it) and of_cafe("meetings:feedback")(it), who="karim"),
    Spec("what to ask afterwards", of_cafe("meetings:feedback"), who="karim"),
    Spec("mutual aid", named("aid:index"), prepare=put_notices),
    Spec("ask or offer", named("aid:new"), who="jeanne", is_public=False),
    Spec("a notice", lambda it: reverse("aid:notice", args=[put_notices(it).pk]), who="paul"),
    Spec("one's own notice", lambda it: reverse("aid:notice", args=[put_notices(it).pk]), who="jeanne"),
    Spec("change one's notice", lambda it: reverse("aid:edit", args=[put_notices(it).pk]), who="jeanne"),
    Spec("one's notice, without account", lambda it: path_of_notice(put_notices(it))),
    Spec("questions to all", named("ideas:surveys"), who="jeanne", prepare=put_a_survey),
    Spec("ask a question", named("ideas:ask"), who="karim"),
    Spec("a survey, without account", lambda it: path_of_survey(put_a_survey(it))),
    Spec(
        "a survey and its results",
        lambda it: reverse("ideas:survey", args=[put_a_survey(it, answered=5).survey_id]),
        who="karim",
    ),
    Spec(
        "more, less or as now",
        lambda it: choosing_path(asked_for_pace(it).pk, "jeanne@exemple.fr"),
    ),
    Spec("here", named("meetings:here"), who="jeanne"),
    Spec("what crosses", named("meetings:crossings"), who="karim"),
    Spec("paper kit", of_cafe("meetings:paper"), who="karim"),
    Spec("a place", lambda it: reverse("meetings:place", args=[it.hall.pk])),
    Spec("its week", lambda it: reverse("meetings:place_week", args=[it.hall.pk])),
    Spec(
        "what is asked",
        lambda it: reverse("meetings:room_requests", args=[it.hall.pk]),
        who="karim",
        prepare=ask_for_hall,
    ),
    Spec("its settings", lambda it: reverse("console:place", args=[it.hall.pk]), who="fatou"),
    Spec("its hours", lambda it: reverse("console:place_hours", args=[it.hall.pk]), who="fatou"),
    Spec("its closures", lambda it: reverse("console:place_closures", args=[it.hall.pk]), who="fatou"),
    Spec("cancellation", of_cafe("meetings:cancellation"), who="karim"),
    Spec("afterwards", of_cafe("meetings:closing"), who="karim"),
    Spec("display", named("kit:display")),
    Spec("charter", named("community:charter")),
    Spec("not found", lambda village: "/nulle-part/", status=404),
    Spec("components", named("console:components"), who="fatou", nodes=600),
    Spec("enter", named("members:sign_in"), main_button="main form .button"),
    Spec("enter with a passkey", named("members:passkey_sign_in")),
    Spec("my space", named("portal:my_space"), who="fatou", is_public=False, requests=14),
    Spec("my details", named("members:details"), who="jeanne"),
    Spec("how to reach me", named("members:ways"), who="jeanne"),
    Spec("my consents", named("members:consents"), who="jeanne"),
    Spec("in the name of all", named("members:common_journal"), who="jeanne"),
    Spec("the list of members", named("console:member_list"), who="fatou"),
    Spec("why open a record", lambda village: reverse("desk:person", args=[village.henri.pk]), who="monique"),
    Spec("the year as a book", named("portal:year", 2026), prepare=lambda village: live_a_month(village)),
    Spec("leave with everything", named("console:carrying_away"), who="fatou"),
    Spec("calendars of others", named("federation:sources"), who="fatou"),
    Spec("a calendar to publish", a_calendar, who="fatou"),
    Spec("my journal", named("members:journal"), who="jeanne"),
    Spec("my passkeys", named("members:passkeys"), who="jeanne"),
    Spec("who is who", named("members:directory"), who="jeanne"),
    Spec("who is who, passing by", named("members:directory")),
    Spec("circles", named("members:circles"), who="jeanne"),
    Spec("a circle", lambda village: reverse("members:circle", args=[village.gardeners.pk]), who="paul"),
    Spec("the desk", lambda village: reverse("desk:home") + "?qui=roux", who="monique", is_public=False),
    Spec(
        "a person at the desk",
        lambda village: reverse("desk:person", args=[village.odile.pk]),
        who="monique",
        is_public=False,
        prepare=lambda village: open_record(village),
    ),
    Spec(
        "a card",
        lambda village: reverse("desk:card", args=[village.odile.pk]),
        who="monique",
        prepare=lambda village: open_record(village),
    ),
    Spec("print cards", named("desk:cards"), who="monique"),
    Spec(
        "first steps with somebody",
        lambda it: reverse("desk:first_steps", args=[it.odile.pk]),
        who="monique",
        prepare=lambda village: open_record(village),
    ),
    Spec("my card", named("members:card"), who="jeanne"),
    Spec("my first steps", named("members:first_steps"), who="jeanne"),
    Spec("to try", named("members:trying"), main_button="main .button"),
    Spec("the kiosk", named("kiosk:home")),
    Spec("a meeting at the kiosk", of_cafe("kiosk:meeting"), main_button="main .button"),
    Spec("enter at the kiosk", named("kiosk:enter")),
    Spec("the end at the kiosk", named("kiosk:end")),
    Spec("roles", named("console:roles"), who="fatou"),
    Spec(
        "the tables of an evening",
        lambda it: reverse("tables:evening", args=[seated_around(it).pk]),
        who="karim",
        nodes=400,
        main_button="main .button",
    ),
    Spec(
        "somebody arrives",
        lambda it: reverse("tables:arriving", args=[seated_around(it).pk]),
        who="karim",
        main_button="main .button",
    ),
    Spec(
        "settings of the evening",
        lambda it: reverse("tables:rules", args=[seated_around(it).pk]),
        who="karim",
    ),
    Spec("at the table, what I say of myself", named("tables:portrait"), who="jeanne"),
    Spec("not with this person", named("tables:apart"), who="jeanne"),
    Spec("show it large", of_cafe("tables:wall"), who="karim", nodes=400),
    Spec(
        "the wall",
        lambda it: reverse("tables:shown_wall", args=[code_of(seated_around(it))]),
        is_public=False,
    ),
    Spec(
        "my table, on the page of the meeting",
        lambda it: reverse("meetings:meeting", args=[seated_around(it).pk]),
        who="jeanne",
        is_public=False,
    ),
]


def sheet(name: str, path: Callable[[Village], str], who: str = "", nodes: int = 300) -> Spec:
    """A sheet made for paper: it brings its two fonts (98 kB, the PDF's own), so that paper is the same."""
    return Spec(name, path, who=who, nodes=nodes, weight=120 * KB, requests=9, is_sheet=True)


SHEETS = [
    sheet("poster", lambda it: reverse("meetings:poster", args=[it.cafe.pk, "a4"])),
    sheet("tear-off poster", lambda it: reverse("meetings:poster", args=[it.cafe.pk, "languettes"])),
    sheet(
        "sign-in sheet",
        lambda it: reverse("meetings:paper_sheet", args=[it.cafe.pk, "presence"]),
        who="karim",
    ),
    sheet("first steps on paper", named("desk:first_steps_paper")),
    sheet(
        "who sits where",
        lambda it: reverse("tables:paper", args=[seated_around(it).pk]),
        who="karim",
        nodes=400,
    ),
    sheet("booklet", lambda it: reverse("meetings:paper_month", args=[2026, 11, "livret"])),
]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


class Traffic:
    """What a visit moved over the wire, as if compressed."""

    def __init__(self, tab: Tab) -> None:
        self.sizes: dict[str, int] = {}
        self.styles = 0
        self.scripts: list[str] = []
        self.script_weight = 0
        self._answers: list[Response] = []
        tab.on("response", lambda answer: self._answers.append(answer))

    def weigh(self) -> None:
        for answer in self._answers:
            if answer.url.startswith("data:") or 300 <= answer.status < 400:
                continue
            kind, body = answer.headers.get("content-type", ""), answer.body()
            size = len(gzip.compress(body, 6)) if kind.startswith(("text/", "image/svg")) else len(body)
            self.sizes[answer.url] = size
            self.styles += size if "css" in kind else 0
            self.scripts += [answer.url] if "javascript" in kind else []
            self.script_weight += size if "javascript" in kind else 0


def weight_faults(traffic: Traffic, spec: Spec) -> list[str]:
    traffic.weigh()
    total, count = sum(traffic.sizes.values()), len(traffic.sizes)
    said = []
    if total > spec.weight:
        said.append(f"weighs {total} bytes, at most {spec.weight}: {traffic.sizes}")
    if count > spec.requests:
        said.append(f"{count} requests, at most {spec.requests}: {list(traffic.sizes)}")
    if traffic.script_weight > SCRIPTS:
        said.append(f"scripts weigh {traffic.script_weight} bytes, at most {SCRIPTS}")
    if traffic.styles > STYLES:
        said.append(f"style sheets weigh {traffic.styles} bytes, at most {STYLES}")
    if spec.is_public and traffic.scripts:
        said.append(f"a public page loads scripts: {traffic.scripts}")
    return said


def frame_faults(tab: Tab, spec: Spec) -> list[str]:
    """What the frame promises: size, one title, someone to talk to at the same place, no inline code."""
    found = tab.evaluate(
        """() => ({
            nodes: document.querySelectorAll('*').length,
            titles: document.querySelectorAll('h1').length,
            description: document.querySelector('meta[name=description]')?.content || '',
            scripts: document.querySelectorAll('script:not([type="application/ld+json"])').length,
            inline: document.querySelectorAll('[style], style, [onclick]').length,
            help: document.querySelectorAll('main > aside.help').length,
            after: [...(document.querySelector('main > aside.help') || document.body)
                .parentElement.children].slice([...(document.querySelector('main') || document.body).children]
                .indexOf(document.querySelector('main > aside.help')) + 1)
                .filter(one => !one.matches('.end, .actions')).length,
        })"""
    )
    said = []
    if found["nodes"] > spec.nodes:
        said.append(f"{found['nodes']} elements, at most {spec.nodes}")
    if found["titles"] != 1:
        said.append(f"{found['titles']} first-level titles")
    if not found["description"]:
        said.append("no description")
    if found["inline"] or (spec.is_public and found["scripts"]):
        said.append("inline style, inline handler or script")
    if not spec.is_sheet and (found["help"] != 1 or found["after"]):
        said.append("« Parler à quelqu’un » is not at its place, at the end of the page")
    return said


def bar_faults(tab: Tab, spec: Spec) -> list[str]:
    """A sheet says on the screen whom to call; on paper what is said there is gone."""
    if not spec.is_sheet:
        return []
    said = [] if "Pour parler à quelqu’un" in tab.locator(".bar").inner_text() else ["nobody to talk to"]
    tab.emulate_media(media="print")
    said += [".bar is printed"] if tab.locator(".bar").is_visible() else []
    tab.emulate_media(media="screen")
    return said


def axe_faults(tab: Tab, is_sheet: bool = False, height: int = 800) -> list[str]:
    """WCAG 2.2 A and AA, RGAA, best practices, and AAA contrast, light and dark, at every width.

    height: higher than the page, where a bar stands at the bottom of the screen: axe does not scroll, and
    tells nothing of what lies under it. `hidden_by_bars` says that nobody else is left there.
    """
    tab.evaluate(_axe())
    said = []
    for scheme in SCHEMES:
        for width in WIDTHS:
            tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            tab.set_viewport_size({"width": width, "height": height})
            for fault in _axe_run(tab, is_sheet, only_colours=scheme == "dark" and not IS_LONG):
                said.append(f"{scheme} {width} px: {fault}")
    tab.emulate_media(color_scheme="light")
    return said


def _axe_run(tab: Tab, is_sheet: bool = False, *, only_colours: bool = False) -> list[str]:
    # axe cannot see what text in a drawing stands on, nor on a sheet what lies under its arch: those
    # colours are proved in tests/community. What it does measure counts everywhere.
    found = tab.evaluate(
        """([tags, colours, isSheet]) => axe.run({exclude: [['svg[role=img] text']]}, {
            ...(colours.length ? {runOnly: {type: 'rule', values: colours}}
                : {runOnly: {type: 'tag', values: tags}, rules: {'color-contrast-enhanced': {enabled: true}}}),
            resultTypes: ['violations', 'incomplete'],
        }).then(found => [...found.violations, ...found.incomplete.filter(rule =>
            !(isSheet && rule.id.startsWith('color-contrast')))].map(rule =>
            rule.id + ': ' + rule.nodes.slice(0, 3).map(node =>
                node.target.join(' ') + ' ' + (node.any[0]?.message || '').slice(0, 160)).join(' | ')))""",
        [AXE_TAGS, COLOURS if only_colours else [], is_sheet],
    )
    return [str(fault) for fault in found]


TOO_SMALL = """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter(one => {
        const box = one.getBoundingClientRect(), look = getComputedStyle(one);
        if (!box.width || box.right < 0 || look.visibility === 'hidden' || one.type === 'hidden') return false;
        if (one.matches('a') && look.display === 'inline' &&
            one.parentElement.textContent.trim() !== one.textContent.trim()) return false;  // in a sentence
        const row = one.matches('[type=radio], [type=checkbox]') && one.closest('.choice, label');
        const size = row ? row.getBoundingClientRect() : box;
        return size.height < least - .5 || size.width < least - .5;
    }).map(one => one.outerHTML.slice(0, 90))"""
SPACED = (
    "*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
    "p{margin-bottom:2em!important}"
)
SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll('a, button, p, h1, h2, h3, li, label, dd')]
    .filter(one => getComputedStyle(one).overflow === 'hidden' && !one.matches('.only-heard')
        && one.scrollWidth > one.clientWidth + 2).map(one => one.outerHTML.slice(0, 80))"""


def touch_faults(tab: Tab) -> list[str]:
    """Targets of 44 px, nothing sideways at 320 px, nothing cut by wider spacing (WCAG 1.4.12)."""
    tab.set_viewport_size({"width": 360, "height": 640})
    said = [f"under {TARGET} px: {small}" for small in tab.evaluate(TOO_SMALL, TARGET)]
    tab.set_viewport_size({"width": 320, "height": 640})
    if tab.evaluate(SIDEWAYS):
        said.append("scrolls sideways at 320 px")
    style = tab.add_style_tag(content=SPACED)
    if tab.evaluate(SIDEWAYS):
        said.append("scrolls sideways with wide text spacing")
    said += [f"cut by wide text spacing: {cut}" for cut in tab.evaluate(CUT)]
    style.evaluate("style => style.remove()")
    return said


HIDDEN = """() => [...document.querySelectorAll('main :is(a[href], button, input, summary)')].filter(one => {
    one.focus();
    const box = one.getBoundingClientRect();
    const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return document.activeElement === one && box.width && seen && seen.closest('.visit, .following');
}).map(one => one.outerHTML.slice(0, 90))"""


def hidden_by_bars(tab: Tab) -> list[str]:
    """Whoever goes from one thing to the next sees each of them, whatever stays on the screen (WCAG 2.4.11)."""
    tab.set_viewport_size({"width": 360, "height": 640})
    return [f"hidden by a bar: {one}" for one in tab.evaluate(HIDDEN)]


def fold_faults(tab: Tab, spec: Spec) -> list[str]:
    if not spec.main_button:
        return []
    tab.set_viewport_size({"width": 360, "height": 640})
    box = tab.locator(spec.main_button).first.bounding_box()
    bottom = box["y"] + box["height"] if box else 9999
    return [f"{spec.main_button} ends at {bottom:.0f} px of 640"] if bottom > 640 else []


def print_faults(tab: Tab) -> list[str]:
    """On paper: no menu, no foot, black on white, even for those who read in the dark."""
    tab.emulate_media(media="print", color_scheme="dark")
    found = tab.evaluate(
        """() => ({
            seen: ['.menu', '.foot', '.skip'].filter(one => document.querySelector(one)
                && getComputedStyle(document.querySelector(one)).display !== 'none'),
            ink: getComputedStyle(document.body).color, paper: getComputedStyle(document.body).backgroundColor,
        })"""
    )
    tab.emulate_media(media="screen", color_scheme="light")
    said = [f"{seen} is printed" for seen in found["seen"]]
    if found["ink"] != "rgb(0, 0, 0)" or found["paper"] not in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}:
        said.append(f"printed {found['ink']} on {found['paper']}")
    return said


def faults(tab: Tab, spec: Spec, path: str) -> list[str]:
    """Everything this page does not keep, in sentences."""
    traffic = Traffic(tab)
    answer = tab.goto(path)
    tab.wait_for_load_state("networkidle")
    status = answer.status if answer else 0
    said = [f"answers {status}"] if status != spec.status else []
    checks = (
        weight_faults(traffic, spec), frame_faults(tab, spec), fold_faults(tab, spec), touch_faults(tab),
        axe_faults(tab, spec.is_sheet), print_faults(tab), bar_faults(tab, spec),
    )  # fmt: skip
    return said + [fault for check in checks for fault in check]
