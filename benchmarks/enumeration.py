"""Claim: how long « Recevoir un code » takes does not tell whether an address is known here.

    PARVIS_DATA=./banc python -m benchmarks.enumeration [pairs]

Two addresses, one known and one not, are asked for in turn, in an order drawn by lot, a new one each time.
A rank test (Mann and Whitney) says whether the two sets of times differ; |z| under 2.6 is chance (1 %).
"""

import os
import random
import sys
import tempfile
import time
from math import sqrt
from statistics import median


def z_score(one: list[float], two: list[float]) -> float:
    """How far the ranks of one set are from chance, in standard deviations."""
    both = sorted((value, which) for which, values in enumerate((one, two)) for value in values)
    ranks = sum(place for place, (_value, which) in enumerate(both, 1) if which == 0)
    n, m = len(one), len(two)
    return (ranks - n * (n + m + 1) / 2) / sqrt(n * m * (n + m + 1) / 12)


def measure(pairs: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each question: (known, unknown)."""
    from django.test import Client
    from django.utils import timezone

    from parvis.kit import limiting
    from parvis.members.contacts import read_contact
    from parvis.members.joining import join

    for number in range(pairs):
        address = read_contact(f"connue{number}@exemple.fr")
        join(name=f"Connue {number}", contact=address, at=timezone.now(), verified=True)
    draw, times = random.Random(7), {"connue": [], "inconnu": []}
    for number in range(-20, pairs):
        for kind in draw.sample(sorted(times), 2):
            limiting.forget()
            client = Client(headers={"host": "localhost"})
            began = time.perf_counter()
            answer = client.post("/connexion/", {"address": f"{kind}{abs(number)}@exemple.fr"})
            if number >= 0 and answer.status_code == 302:
                times[kind].append((time.perf_counter() - began) * 1000)
    return times["connue"], times["inconnu"]


def main() -> int:
    """Print the two medians and the verdict; 1 when the times tell."""
    os.environ.setdefault("PARVIS_DATA", tempfile.mkdtemp(prefix="parvis-bench-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    pairs = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    known, unknown = measure(pairs)
    z = z_score(known, unknown)
    print(f"known   median {median(known):7.3f} ms  ({len(known)} samples)")
    print(f"unknown median {median(unknown):7.3f} ms  ({len(unknown)} samples)")
    print(f"Mann-Whitney z = {z:+.2f}: {'the times tell' if abs(z) > 2.6 else 'no difference seen'}")
    return int(abs(z) > 2.6)


if __name__ == "__main__":
    sys.exit(main())
