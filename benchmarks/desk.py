"""« Qui appelle ? »: how long the telephone desk looks among 1,000, 10,000 and 100,000 people.

bin/bench --desk [--postgres]: through the real server, one request at a time, as while somebody types.
"""

import random
from datetime import datetime
from urllib.parse import urlencode

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import town
from benchmarks.load import Load, MakeRequest, hammer, request
from benchmarks.serving import serving
from parvis.members.models import ContactPoint, Member

SIZES = (1_000, 10_000, 100_000)
ASKED = 400  # times each question
MOST_MS = 100.0
AT_A_TIME = 2000


def _telephones(first: int, last: int, now: datetime) -> None:
    """Half of the people have a number; in a city several share one."""
    members = Member.objects.order_by("pk").values_list("pk", flat=True)[first:last:2]
    numbers = (
        ContactPoint(
            member_id=pk, kind="telephone", address=f"+3319900{pk % 10_000:04d}", added_at=now
        )
        for pk in members
    )  # fmt: skip
    ContactPoint.objects.bulk_create(numbers, batch_size=AT_A_TIME)


def _questions(dice: random.Random, people: int) -> dict[str, list[dict[str, str]]]:
    """What is typed, by kind; names are those of the town, few and shared: the hardest case."""
    firsts, lasts = [name[:3].lower() for name in town.FIRST], [name[:3].lower() for name in town.LAST]

    def number() -> str:
        return f"{dice.randrange(10_000):04d}"

    return {
        "three letters": [{"qui": dice.choice(firsts + lasts)} for _each in range(ASKED)],
        "two words": [{"qui": f"{dice.choice(lasts)} {dice.choice(firsts)}"} for _each in range(ASKED)],
        "nobody": [{"qui": f"{dice.choice(lasts)} zzz"} for _each in range(ASKED)],
        "four digits": [{"qui": number()} for _each in range(ASKED)],
        "a whole number": [{"qui": f"01 99 00 {number()}"} for _each in range(ASKED)],
        "a card": [{"qui": f"B{dice.randrange(people):07d}"} for _each in range(ASKED)],
        "duplicates while typing": [
            {
                "nom": f"{dice.choice(town.FIRST)} {dice.choice(town.LAST)}",
                "coordonnee": f"01 99 00 {number()}",
            }
            for _each in range(ASKED)
        ],
    }


def _make(asked: list[dict[str, str]], cookie: str, *, part: bool) -> MakeRequest:
    headers = [f"Cookie: {cookie}", *(["HX-Request: true"] if part else [])]
    made = [request("GET", f"/permanence/?{urlencode(one)}", *headers) for one in asked]
    return lambda number: made[number % len(made)]


def _line(name: str, load: Load, constant: float) -> str:
    half, most = load.percentile(0.5), load.percentile(0.99)
    late = " !" if most > MOST_MS else ""
    wrong = "" if set(load.statuses) == {200} else f"  answers {dict(load.statuses)}"
    return f"  {name:<32}{half:>9.1f}{most:>9.1f}{half / constant:>9.1f}{late}{wrong}"


def _measure(port: int, people: int, cookie: str) -> None:
    def ask(make: MakeRequest) -> Load:
        hammer(port, make, connections=1, seconds=5, most=20)
        return hammer(port, make, connections=1, seconds=60, most=ASKED)

    same = request("GET", "/.well-known/security.txt")
    constant = ask(lambda number: same).percentile(0.5)
    print(
        f"{people} people, {connection.vendor}: p50 ms, p99 ms, p50 over a constant view ({constant:.2f} ms)"
    )
    for name, asked in _questions(random.Random(7), people).items():
        print(_line(name, ask(_make(asked, cookie, part=True)), constant))
    whole = [{"qui": "mar"}, {"qui": "jeanne mar"}, {"qui": "0042"}, {}]
    print(_line("the whole page", ask(_make(whole, cookie, part=False)), constant), flush=True)


def measure(port: int) -> int:
    """Print p50 and p99 at each size; 0, since figures are for people to judge."""
    call_command("migrate", verbosity=0)
    before, now = 0, timezone.now()
    for people in SIZES:
        town.grow(before, people, 0 if not before else 200, 200, now)
        _telephones(before, people, now)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        cookie = town.session_of(Member.objects.order_by("pk")[0])
        connection.close()
        with serving(port):
            _measure(port, people, cookie)
        before = people
    return 0
