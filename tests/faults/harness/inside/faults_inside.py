"""What is done to a server on demand: see sitecustomize.py for the words."""

import os
import random
import signal
import threading
import time
from contextlib import closing
from importlib import import_module


def begin(told):
    if "FAULTS_ECHO" in told:
        _listen()
    if "FAULTS_PROMISES" in told:
        _write_promises(told["FAULTS_PROMISES"])
    if told.get("FAULTS_LIE") in {"commit", "late"}:
        _lie_about_commits(told["FAULTS_LIE"])
    if told.get("FAULTS_LIE") == "mail":
        _forget_what_was_sent()
    if told.get("FAULTS_DIE_AFTER"):
        _die_after(*told["FAULTS_DIE_AFTER"].split(":"))


def _listen():
    from django.db import connection

    from parvis.chronicle.following import follow

    @follow("faults.echo", verbs=["meetings.registered", "meetings.withdrew", "wiki.sentence_added"])
    def echo(deed, now):
        """Write down each deed that was shown, in the transaction that moves the cursor."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO faults_echo VALUES (%s, %s)", [deed.pk, now.isoformat()])


PROMISES = {
    "sqlite": ("PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete", "PRAGMA foreign_keys"),
    "postgresql": ("SHOW synchronous_commit",),
}


def _write_promises(path):
    """Write down what each new connection of this process keeps, and which thread opened it."""
    from django.db.backends.signals import connection_created

    def note(connection, **signal):
        with closing(connection.connection.cursor()) as cursor:
            kept = []
            for ask in PROMISES[connection.vendor]:
                cursor.execute(ask)
                kept.append(str(cursor.fetchone()[0]))
        with open(path, "a") as file:
            file.write(f"{threading.current_thread().name.replace('_', ' ').split()[0]} {' '.join(kept)}\n")

    connection_created.connect(note, weak=False)


def _lie_about_commits(kind):
    """A product with a hole: the page thread says « noted » whatever became of the commit."""
    from django.db import transaction

    genuine, dice = transaction.Atomic.__exit__, random.Random(7)

    def leave(self, exc_type, exc_value, traceback):
        is_page = threading.current_thread().name.startswith("page")
        connection = transaction.get_connection(self.using)
        is_outermost = len(connection.atomic_blocks) == 1
        if exc_type is None and is_page and is_outermost:
            if kind == "commit" and connection.run_on_commit and dice.random() < 0.1:
                transaction.set_rollback(True, self.using)
            if kind == "late":
                time.sleep(0.05)
        return genuine(self, exc_type, exc_value, traceback)

    transaction.Atomic.__exit__ = leave


def _forget_what_was_sent():
    from parvis.courier import delivering
    from parvis.courier.models import Dispatch

    genuine, dice = delivering.mark_sent, random.Random(7)

    def mark_sent(sent, now):
        forgotten = {key for key in sent if dice.random() < 0.3}
        delivering.give_back(Dispatch.objects.filter(pk__in=forgotten))
        genuine([key for key in sent if key not in forgotten], now)

    delivering.mark_sent = mark_sent


def _die_after(module, name):
    owner, _, attribute = name.rpartition(".")
    place = import_module(module)
    holder = getattr(place, owner) if owner else place
    genuine = getattr(holder, attribute)

    def last(*args, **kwargs):
        genuine(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, attribute, last)
