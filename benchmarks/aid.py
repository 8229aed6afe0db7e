"""How long a search takes among 50,000 notices, and finding those that look alike while somebody types."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks import town
from parvis.aid.alike import alike
from parvis.aid.categories import CATEGORIES
from parvis.aid.finding import KIND, document
from parvis.aid.models import Notice
from parvis.aid.seeking import Asked, seek
from parvis.aid.vocabulary import VOCABULARY
from parvis.kit.french import forms
from parvis.kit.models import SearchEntry, SearchWord
from parvis.kit.searching.indexing import START, Document
from parvis.members.models import Member

NOTICES, TIMES, MOST_MS = 50_000, 15, 50.0
BEGINS = (
    "quelqu’un pour",
    "de l’aide pour",
    "une heure de",
    "un coup de main pour",
    "à prêter ou donner :",
    "samedi,",
)
LOOKED_FOR = (
    "velo",
    "cours de guitare",
    "jardin",
    "aide jardin samedi",
    "reparer",
    "echelle",
    "aspirateur inconnu",
)
TYPED = (
    "une échelle samedi matin",
    "réparer mon vélo",
    "quelqu’un pour le jardin",
    "une heure d’anglais par semaine",
)


def _sentences(dice: random.Random) -> Callable[[], tuple[str, str]]:
    words = {slug: [word.rstrip("*-") for word in listed.split()] for slug, listed in VOCABULARY.items()}
    slugs = [category.slug for category in CATEGORIES]

    def draw() -> tuple[str, str]:
        slug = dice.choice(slugs)
        return slug, f"{dice.choice(BEGINS)} {' et '.join(dice.sample(words[slug], 2))}"

    return draw


def _fill(now: datetime) -> None:
    """So many notices by a thousand members, with their words in the index, as the act writes them."""
    dice = random.Random(7)
    draw, authors = _sentences(dice), list(Member.objects.values_list("pk", flat=True))
    rows = []
    for number in range(NOTICES):
        slug, words = draw()
        rows.append(
            Notice(
                author_id=dice.choice(authors), direction=("need", "offer")[number % 2], words=words[:200],
                category=slug,
                posted_at=now - timedelta(minutes=number % 40_000), ends_at=now + timedelta(days=1),
            )
        )  # fmt: skip
    made = Notice.objects.bulk_create(rows, batch_size=1000)
    entries = SearchEntry.objects.bulk_create(
        (SearchEntry(kind=KIND, subject_id=notice.pk, digest=str(notice.pk)) for notice in made),
        batch_size=1000,
    )
    told = (
        word for entry, notice in zip(entries, made, strict=True) for word in _words(entry, document(notice))
    )
    SearchWord.objects.bulk_create(told, batch_size=1000)


def _words(entry: SearchEntry, said: Document) -> list[SearchWord]:
    return [
        SearchWord(entry=entry, word=word, family=kin, start=word[:START], in_title=True)
        for word, kin in dict(forms(said.title)).items()
    ]


def _median_ms(act: Callable[[], object]) -> float:
    taken = []
    for _time in range(TIMES):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def measure() -> int:
    """Print each figure beside the bound; 1 when one is over it."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    town.grow(0, 1000, 0, 20, now)
    _fill(now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    reader = Member.objects.order_by("pk")[0]
    print(f"{NOTICES} notices, {SearchWord.objects.count()} words. Database: {connection.vendor}.")
    figures = {
        f"search « {words} »": _median_ms(lambda words=words: seek(Asked(words=words), reader, now))
        for words in LOOKED_FOR
    }
    figures["the latest, all"] = _median_ms(lambda: seek(Asked(), reader, now))
    figures["the latest, one kind"] = _median_ms(lambda: seek(Asked(category="jardin"), None, now))
    for words in TYPED:
        figures[f"alike « {words} »"] = _median_ms(
            lambda words=words: alike(direction="need", words=words, reader=reader, now=now)
        )
    for name, taken in figures.items():
        print(f"{name:<50}{taken:>8.1f} ms   {'ok' if taken <= MOST_MS else f'over {MOST_MS:.0f} ms'}")
    return int(any(taken > MOST_MS for taken in figures.values()))
