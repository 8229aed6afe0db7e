"""Two date polls of the demo village: one that waits for answers, one whose answers are in."""

from datetime import datetime, timedelta

from django.utils import timezone

from parvis.community.demo import Ground
from parvis.meetings.models import DatePoll
from parvis.meetings.polls.answering import answer_as_member, answer_as_newcomer
from parvis.meetings.polls.asking import When, ask
from parvis.meetings.polls.ending import close
from parvis.members.contacts import read_contact
from parvis.members.demo import Cast

# What each says of three evenings.
SAID = {
    "Rosa Esposito": ("yes", "yes", "no"), "Paul Nguyen": ("yes", "maybe", "yes"),
    "Camille Faure": ("no", "yes", "yes"), "Henri Perrin": ("maybe", "yes", "no"),
}  # fmt: skip


def live(ground: Ground, cast: Cast, now: datetime) -> None:
    """Karim looks for a date for a soup; Agnès for a walk, and may choose."""
    people, asked_at = cast.villagers, now - timedelta(days=1)
    soup = ask(
        title="La soupe du quartier", about="Chacun apporte un légume.", asker=people["Karim Benali"],
        place=ground.places["Le kiosque"], audience=DatePoll.Audience.MEMBERS, at=asked_at,
        closes_at=now + timedelta(days=4), dates=_evenings(now, 9, 10, 12),
    )  # fmt: skip
    walk = ask(
        title="Sortie aux étangs", asker=people["Agnès Vidal"], where="Départ de la mairie",
        audience=DatePoll.Audience.MEMBERS, at=asked_at, closes_at=now + timedelta(days=2),
        dates=_evenings(now, 11, 12, 18),
    )  # fmt: skip
    for poll in (soup, walk):
        dates = [date.pk for date in poll.dates.all()]
        for name, said in SAID.items():
            member = people[name]
            by = people["Karim Benali"] if member.needs_calling else None
            answer_as_member(
                poll=poll, member=member, says=dict(zip(dates, said, strict=True)), at=asked_at, made_by=by,
                channel="telephone" if by else "web",
            )  # fmt: skip
        answer_as_newcomer(
            poll=poll, name="Zoé", contact=read_contact("zoe@exemple.fr"), at=asked_at,
            says={dates[0]: "maybe", dates[1]: "yes"},
        )  # fmt: skip
    close(poll=walk, by=people["Agnès Vidal"], at=now)


def _evenings(now: datetime, *days: int) -> list[When]:
    local = timezone.localtime(now).replace(hour=18, minute=0, second=0, microsecond=0)
    return [When(local + timedelta(days=day), local + timedelta(days=day, hours=2)) for day in days]
