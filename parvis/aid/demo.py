"""What the demo village looks for and offers."""

from datetime import datetime, timedelta

from parvis.aid.exchange import demo as exchanges
from parvis.aid.posting import post
from parvis.community.models import Circle
from parvis.members.demo import Cast

DAY = timedelta(days=1)
SAID = (  # who, direction, sentence, kind, where, days ago
    ("Paul Nguyen", "offer", "réparer un vélo, le samedi matin", "bricolage", "au kiosque", 12),
    ("Odile Perrin", "offer", "mon échelle de trois mètres", "objets", "", 9),
    ("Aïcha Traoré", "offer", "une heure de couture à la machine", "couture", "", 8),
    ("Inès Carvalho", "need", "parler français une heure par semaine", "apprendre", "", 6),
    ("Simone Roux", "need", "quelqu’un pour lire le journal, le jeudi", "compagnie", "rue des Tanneurs", 5),
    ("Rosa Esposito", "offer", "des plants de tomates et de courges", "jardin", "au jardin partagé", 4),
    ("Bernard Colin", "need", "aller au marché mercredi, avec mon cabas", "trajets", "", 3),
    ("Nadia Cherif", "need", "un lit de bébé pour deux mois", "objets", "", 2),
    ("Hugo Lambert", "need", "apprendre à faire du pain", "cuisine", "", 1),
)  # fmt: skip


def live(cast: Cast, now: datetime) -> None:
    """Nine notices for all, one of the gardeners, one that is found; what came of them."""
    villagers, posted = cast.villagers, {}
    for name, direction, words, kind, where, days in SAID:
        posted[name] = post(
            author=villagers[name], direction=direction, words=words, category=kind, place_words=where,
            at=now - days * DAY, channel="telephone" if villagers[name].needs_calling else "web",
        )  # fmt: skip
    garden = Circle.objects.filter(memberships__member=villagers["Rosa Esposito"]).order_by("pk").first()
    if garden is not None:
        post(
            author=villagers["Rosa Esposito"], direction="need", words="deux bras pour retourner le compost",
            category="jardin", circle=garden, at=now - 2 * DAY,
        )  # fmt: skip
    exchanges.live(cast, posted, now)
