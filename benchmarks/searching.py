"""How long one question takes among 50,000 meetings, beside an indexed read of one row.

python benchmarks/searching.py [--postgres] [--meetings 50000]
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

QUESTIONS = ["vélo", "travaux jardin", "café canal", "cho", "pétanque inconnue"]


def _median_ms(act: Callable[[], object], times: int = 7) -> float:
    taken = []
    for _each in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def _measure(meetings: int) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from benchmarks import town
    from parvis.kit.models import SearchWord
    from parvis.meetings.models import Meeting
    from parvis.portal.searching.keeping import index_everything
    from parvis.portal.searching.looking import look

    now = timezone.now()
    call_command("migrate", verbosity=0)
    town.grow(0, 1000, 0, meetings, now)
    began = time.perf_counter()
    index_everything()
    seconds, words = time.perf_counter() - began, SearchWord.objects.count()
    print(f"{meetings} meetings indexed in {seconds:.0f} s: {words} words. Database: {connection.vendor}.")
    began = time.perf_counter()
    index_everything()
    print(f"Looked at again, nothing to change: {time.perf_counter() - began:.0f} s.")
    first = Meeting.objects.order_by("pk").values_list("pk", flat=True)[0]
    one = _median_ms(lambda: Meeting.objects.get(pk=first))
    print(f"{'one row by its number':<24}{one:>8.2f} ms   ×1")
    for question in QUESTIONS:
        taken = _median_ms(lambda question=question: look(question, None, now))
        found = look(question, None, now).count
        print(f"{question:<24}{taken:>8.2f} ms   ×{taken / one:.0f}   {found} found")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--meetings", type=int, default=50_000)
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="parvis-bench-"))
    os.environ["PARVIS_DATA"], os.environ["DJANGO_SETTINGS_MODULE"] = str(folder), "config.settings"
    if wanted.postgres:
        from tests import postgres

        os.environ["PARVIS_DATABASE"] = postgres.until_exit(is_durable=True)
    import django

    django.setup()
    try:
        _measure(wanted.meetings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
