"""What the demo village is asked: one question is open, one has ended."""

from datetime import datetime, timedelta

from parvis.ideas.answering import answer, guest_for
from parvis.ideas.asking import ask
from parvis.ideas.ending import end_due
from parvis.ideas.models import Survey
from parvis.kit.questions.asked import Asked, Kind, Said
from parvis.members.demo import Cast

DAY = timedelta(days=1)
HOURS = ("Dix heures", "Quatorze heures", "Dix-sept heures")
WHY = ["Le bus passe à dix-sept heures.", "Je viens après l’école.", "Le matin, le kiosque est froid."]


def live(cast: Cast, now: datetime) -> None:
    """Karim asks about the hour of the coffee; last month he asked about the winter."""
    karim = cast.villagers["Karim Benali"]
    others = [member for member in cast.villagers.values() if member != karim]
    past = ask(
        title="L’heure du café, cet hiver", about="Les jours raccourcissent.", asker=karim, is_anonymous=True,
        questions=[
            Asked(1, Kind.CHOICE, "À quelle heure viendriez-vous ?", HOURS),
            Asked(2, Kind.SCALE, "Fait-il assez chaud au kiosque ?", (), "pas du tout", "tout à fait"),
            Asked(3, Kind.TEXT, "Pourquoi ?"),
        ],
        begins_at=now - 40 * DAY, closes_at=now - 26 * DAY, at=now - 40 * DAY,
    )  # fmt: skip
    for number, member in enumerate(others[:17]):
        said = {1: Said(value=1 + number % 3), 2: Said(value=1 + number % 4)}
        said |= {3: Said(words=WHY[number])} if number < len(WHY) else {}
        answer(guest=guest_for(past, member), said=said, at=now - 30 * DAY)
    Survey.objects.filter(pk=past.pk).update(is_asked=True, asked=len(others))
    end_due(now - 25 * DAY)
    coming = ask(
        title="Une grande table au printemps ?", asker=karim, begins_at=now - DAY, closes_at=now + 13 * DAY,
        questions=[Asked(1, Kind.YES_NO, "Apporteriez-vous un plat ?")], at=now - DAY,
    )  # fmt: skip
    for number, member in enumerate(others[:6]):
        answer(guest=guest_for(coming, member), said={1: Said(value=1 + (number == 4))}, at=now)
    Survey.objects.filter(pk=coming.pk).update(is_asked=True, asked=len(others))
