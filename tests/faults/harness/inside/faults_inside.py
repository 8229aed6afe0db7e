"""What is done to a server on demand: see sitecustomize.py for the words."""

import os
import random
import signal
import threading
import time
from importlib import import_module


def begin(told):
    if "FAULTS_ECHO" in told:
        _listen()
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

    genuine, dice = delivering.end, random.Random(7)

    def end(dispatch, state, remark, now):
        if state == "sent" and dice.random() < 0.3:
            delivering.give_back([dispatch])
        else:
            genuine(dispatch, state, remark, now)

    delivering.end = end


def _die_after(module, name):
    owner, _, attribute = name.rpartition(".")
    place = import_module(module)
    holder = getattr(place, owner) if owner else place
    genuine = getattr(holder, attribute)

    def last(*args, **kwargs):
        genuine(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(holder, attribute, last)
