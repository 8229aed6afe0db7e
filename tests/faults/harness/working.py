"""One more worker, in a process of its own: carries and keeps time until the outbox is empty, says what it ran."""

import sys
import time


def work(seconds: float) -> None:
    """Run both threads of the worker; print the name of each scheduled job it got."""
    import django

    django.setup()
    from django.utils import timezone

    from parvis.console import working
    from parvis.courier.models import Dispatch

    genuine = working.Worker._run

    def run(self, job, at):
        if not job.claims_its_rows:
            print(job.name, flush=True)
        return genuine(self, job, at)

    working.Worker._run = run
    working.prepare(timezone.now())
    print("ready", flush=True)
    sys.stdin.readline()
    worker = working.Worker(poll_seconds=0.2)
    worker.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until and Dispatch.objects.waiting("mail").exists():
        time.sleep(0.2)
    time.sleep(1)
    worker.stop()


if __name__ == "__main__":
    work(float(sys.argv[1]))
