"""How the demo village helps itself: a past season of gifts, and an exchange at each of its moments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.saying import say_to_the_other
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.flows.publishing import LATER, publish_due
from parvis.aid.flows.seasons import season_of
from parvis.aid.models import Exchange, Notice
from parvis.aid.posting import post
from parvis.community.models import Place
from parvis.members.demo import Cast
from parvis.members.models import Member

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
People = Mapping[str, Member]


@dataclass(frozen=True)
class _Given:
    """One past gift: who looked for what, who came; minutes said or not."""

    receiver: str
    words: str
    giver: str
    said: str
    minutes: int | None = None


# Kinds and places of five and more, a few that are shown together, six helpers of thirteen who were helped:
# the page of what was given tells of each.
_THINGS = (
    _Given("Fatou Diallo", "une perceuse pour un après-midi", "Paul Nguyen", "La mienne est libre."),
    _Given("Lucie Moreau", "trois chaises pour un anniversaire", "Wei Zhang", "J’en ai six, venez."),
    _Given("Camille Faure", "une grande marmite", "Wei Zhang", "La voici, elle fait trente bols.", 20),
    _Given("Inès Carvalho", "un manteau d’hiver, taille moyenne", "Thérèse Aubert", "J’en ai un bleu.", 30),
    _Given("Chloé Renard", "un barnum pour la fête", "Samir Haddad", "Je l’apporte en camionnette.", 45),
    _Given("Pierre Dubois", "une poussette pour un week-end", "Fatou Diallo", "Celle de ma fille."),
)
_REPAIRS = (
    _Given("Hugo Lambert", "réparer une chambre à air", "Paul Nguyen", "Je passe avec ma colle.", 40),
    _Given("Thérèse Aubert", "poser une étagère", "Karim Benali", "J’ai le niveau.", 90),
    _Given("Aïcha Traoré", "changer une ampoule au plafond", "Paul Nguyen", "J’ai l’escabeau.", 25),
    _Given("Fatou Diallo", "réparer une cocotte", "Samir Haddad", "J’ai un joint neuf.", 35),
    _Given("Mehdi Amrani", "monter un lit", "Karim Benali", "À deux, c’est vite fait.", 75),
    _Given("Lucie Moreau", "une porte qui frotte", "Marc Moreau", "Je viens avec mon rabot.", 30),
)
_GARDEN = (
    _Given("Inès Carvalho", "des plants de salades", "Rosa Esposito", "J’en ai trop, servez-vous.", 60),
    _Given("Hugo Lambert", "tailler un rosier", "Rosa Esposito", "Je vous montre, vous finirez.", 80),
    _Given("Fatou Diallo", "arroser deux semaines", "Inès Carvalho", "C’est sur mon chemin.", 120),
    _Given("Camille Faure", "du bois pour un carré de fraises", "Pierre Dubois", "J’ai des planches.", 50),
    _Given("Aïcha Traoré", "un peu de compost", "Rosa Esposito", "Apportez un seau.", 15),
)
_OTHERS = (
    ("papiers", _Given("Inès Carvalho", "lire une lettre de la mairie", "Camille Faure", "Mardi ?", 60)),
    ("couture", _Given("Mehdi Amrani", "recoudre une housse", "Lucie Moreau", "J’ai le fil.", 45)),
    ("trajets", _Given("Thérèse Aubert", "aller à la gare, samedi", "Marc Moreau", "Je vous dépose.", 30)),
    ("ecrans", _Given("Aïcha Traoré", "retrouver mes photos", "Mehdi Amrani", "Apportez-le.", 50)),
    ("apprendre", _Given("Hugo Lambert", "deux mots de portugais", "Inès Carvalho", "Avec plaisir.", 60)),
    ("compagnie", _Given("Pierre Dubois", "jouer aux échecs", "Samir Haddad", "Quand vous voulez.", 90)),
)


def live(cast: Cast, notices: Mapping[str, Notice], now: datetime) -> None:
    """notices: those of the village, by the name of who wrote them."""
    _past_season(cast.villagers, now)
    _asked(cast.villagers, notices, now)
    _hour_proposed(cast.villagers, notices, now)
    _agreed(cast.villagers, notices, now)
    _to_be_confirmed(cast.villagers, notices, now)
    table = _Given("Camille Faure", "une table pour la fête de l’école", "Pierre Dubois", "J’en ai deux.", 20)
    give_once(cast.villagers, table, "objets", None, now - 15 * DAY)


def give_once(people: People, given: _Given, kind: str, place: Place | None, at: datetime) -> None:
    """Somebody looked for it, somebody came, it was done: three acts on one day and the next."""
    receiver, giver = people[given.receiver], people[given.giver]
    need = post(author=receiver, direction="need", words=given.words, category=kind, place=place, at=at - DAY)
    began = answer(notice=need, by=giver, words=given.said, at=at - DAY + HOUR)
    done(exchange=began, by=receiver, minutes=given.minutes, at=at)


def local_hour(day: datetime, hour: int) -> datetime:
    """This hour on the day of that moment, where the community lives."""
    return timezone.make_aware(datetime.combine(timezone.localtime(day).date(), time(hour)))


def _past_season(people: People, now: datetime) -> None:
    """The last quarter whose figures may be read: its gifts, then its table."""
    running = season_of(timezone.localdate(now - LATER))
    last = running.begins_at - 4 * DAY + 15 * HOUR  # an afternoon of the quarter before it
    places = {place.name: place for place in Place.objects.all()}
    dated = [
        *(("objets", places["Le kiosque"], given) for given in _THINGS),
        *(("bricolage", places["Local du canal"], given) for given in _REPAIRS),
        *(("jardin", places["Jardin partagé"], given) for given in _GARDEN),
        *((kind, None, given) for kind, given in _OTHERS),
    ]
    for number, (kind, place, given) in enumerate(dated):
        give_once(people, given, kind, place, last - number * DAY)
    publish_due(now)


def _asked(people: People, notices: Mapping[str, Notice], now: datetime) -> None:
    """Lucie would sew an hour with Aïcha, who has not answered yet."""
    words = "Ma machine s’arrête toujours au même point. Vous me montreriez ?"
    answer(notice=notices["Aïcha Traoré"], by=people["Lucie Moreau"], words=words, at=now - 20 * HOUR)


def _hour_proposed(people: People, notices: Mapping[str, Notice], now: datetime) -> None:
    """Thérèse would speak French with Inès, and says when and where."""
    words = "J’ai enseigné trente ans, et je m’ennuie un peu le jeudi."
    began = answer(
        notice=notices["Inès Carvalho"], by=people["Thérèse Aubert"], words=words, at=now - 4 * DAY
    )
    say_to_the_other(
        exchange=began, by=people["Inès Carvalho"], text="Le matin, je suis libre.", at=now - 3 * DAY
    )
    settle(
        exchange=began, by=people["Thérèse Aubert"], begins_at=local_hour(now + 4 * DAY, 10),
        place=Place.objects.get(name="Le kiosque"), at=now - 2 * DAY,
    )  # fmt: skip


def _agreed(people: People, notices: Mapping[str, Notice], now: datetime) -> None:
    """Mehdi fetches his tomato plants at the garden; it stands in both agendas."""
    rosa, mehdi = people["Rosa Esposito"], people["Mehdi Amrani"]
    began = answer(notice=notices["Rosa Esposito"], by=mehdi, words="Six me suffiraient.", at=now - 3 * DAY)
    settle(
        exchange=began, by=rosa, begins_at=local_hour(now + 3 * DAY, 17), at=now - 2 * DAY,
        place=Place.objects.get(name="Jardin partagé"),
    )  # fmt: skip
    accept(exchange=Exchange.objects.for_page().get(pk=began.pk), by=mehdi, at=now - DAY)


def _to_be_confirmed(people: People, notices: Mapping[str, Notice], now: datetime) -> None:
    """Paul mended the brakes of Arthur two days ago: nobody has said yet that it is done."""
    paul, arthur = people["Paul Nguyen"], people["Arthur Petit"]
    began = answer(notice=notices["Paul Nguyen"], by=arthur, words="Mes freins grincent.", at=now - 6 * DAY)
    settle(
        exchange=began, by=paul, begins_at=local_hour(now - 2 * DAY, 10), at=now - 5 * DAY,
        place=Place.objects.get(name="Le kiosque"),
    )  # fmt: skip
    accept(exchange=Exchange.objects.for_page().get(pk=began.pk), by=arthur, at=now - 4 * DAY)
