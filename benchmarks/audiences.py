"""Who receives the letter, among a million people: the exact number, before anything leaves.

bin/bench --audience [--members 1000000]: on a throw-away PostgreSQL. Half of the people chose an interest, a
tenth is in a circle, two in a hundred came to a meeting. Each count is made five times; the slowest counts.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from time import perf_counter

from django.core.management import call_command
from django.db import connection, models
from django.utils import timezone

from benchmarks import town
from parvis.community.interests import offer
from parvis.community.models import Circle, Place
from parvis.meetings.models import Arrival, Meeting
from parvis.members.models import ChosenInterest, ContactPoint, Member, Membership
from parvis.newsletters.audience import Criterion
from parvis.newsletters.counting import by_way, exact

MOST_SECONDS = 1.0
TRIES = 5


def _multiply(row: models.Model, count: int, changed: Mapping[str, str], where: str = "TRUE") -> None:
    """Copy a row `count` times; `changed`: column → SQL, in which n is the number of the copy."""
    table = row._meta.db_table
    fields = [field for field in row._meta.concrete_fields if not field.primary_key and not field.generated]
    columns = [field.column for field in fields]
    chosen = ", ".join(changed.get(column, f'one."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    copies = f'"{table}" one, generate_series(1, {count}) n WHERE one.id = {row.pk} AND {where}'
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{table}" ({names}) SELECT {chosen} FROM {copies}')


def _grow(people: int) -> list[Criterion]:
    """The town, and the criteria of its letter."""
    now = timezone.now()
    town.found(now)
    town.people(0, 1, now)
    first = Member.objects.get()
    _multiply(first, people - 1, {"card_code": "'C' || lpad(n::text, 7, '0')", "session_key": "'s' || n"})
    _multiply(
        ContactPoint.objects.get(), people - 1,
        {"member_id": f"{first.pk} + n", "address": "'h' || n || '@exemple.fr'", "kind":
         "CASE WHEN n % 10 = 0 THEN 'post' WHEN n % 7 = 0 THEN 'telephone' ELSE 'mail' END"},
    )  # fmt: skip
    interest = offer(name="le jardin")
    circle = Circle.objects.create(name="Chorale", created_at=now)
    place = Place.objects.earliest("pk")
    meeting = Meeting.objects.create(
        title="Bal", begins_at=now - timedelta(days=9), ends_at=now - timedelta(days=8), place=place,
        promotion_stops_at=now, proposed_at=now,
    )  # fmt: skip
    liked = ChosenInterest.objects.create(member=first, interest=interest, chosen_at=now)
    inside = Membership.objects.create(member=first, circle=circle, asked_at=now, accepted_at=now)
    came = Arrival.objects.create(meeting=meeting, member=first, at=now)
    follows = {"member_id": f"{first.pk} + n"}
    _multiply(liked, people - 1, follows, "n % 2 = 0")
    _multiply(inside, people - 1, follows, "n % 10 = 0")
    _multiply(came, people - 1, follows, "n % 50 = 0")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return [
        Criterion("and", "interest", str(interest.pk)),
        Criterion("or", "circle", str(circle.pk)),
        Criterion("except", "came", str(meeting.pk)),
        Criterion("and", "place", str(place.pk)),
    ]


def _slowest(count: Callable[[], int]) -> tuple[int, float]:
    """What it counts, and the slowest of a few tries in seconds."""
    spent, found = [], 0
    for _each in range(TRIES):
        begun = perf_counter()
        found = count()
        spent.append(perf_counter() - begun)
    return found, max(spent)


def measure(people: int) -> int:
    """Print each count and its time; 0, since figures are for people to judge."""
    if connection.vendor != "postgresql":
        print("this one is measured on PostgreSQL: add --postgres")
        return 2
    call_command("migrate", verbosity=0)
    interest, circle, came, place = _grow(people)
    now = timezone.now()
    audiences = {
        "everybody": [],
        "one interest": [interest],
        "an interest or a circle": [interest, circle],
        "an interest or a circle, except who came": [interest, circle, came],
        "an interest, except who came": [interest, came],
        "who came there": [place],
    }
    print(f"{people} people, {connection.vendor}: counted, seconds (the slowest of {TRIES})")
    for name, criteria in audiences.items():
        found, spent = _slowest(lambda criteria=criteria: exact(criteria, now))
        print(f"  {name:<44}{found:>10}{spent:>9.3f}{' !' if spent > MOST_SECONDS else ''}", flush=True)
    found, spent = _slowest(lambda: by_way([interest], now).total)
    print(f"  {'one interest, by mail, paper, telephone':<44}{found:>10}{spent:>9.3f}")
    return 0
