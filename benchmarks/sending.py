"""How many words leave a second: letters beside Django's own, mail into files and by SMTP, text messages.

The letters go to a sink of its own process, the same for all (`benchmarks.sink`): 10,000 personal letters of
two parts each. Django's: one EmailMultiAlternatives a person, one connection. Ours: from the outbox, with all
that is asked and written around each of them.
"""

import gc
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.management import call_command
from django.utils import timezone

from parvis.courier.delivering import deliver_due
from parvis.courier.dispatching import dispatch_all, dispatch_many, prepare
from parvis.courier.editions import publish_edition
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.texting.ceiling import decide
from parvis.courier.texting.leaving import deliver_texts
from parvis.courier.texting.purposes import ANSWER
from parvis.courier.texting.telephone import Telephone
from parvis.members.models import Member

MANY, LETTERS, MOST = 1000, 10_000, 100_000
LETTER = "benchmarks.letter"
_PARAGRAPH = "Le canal a gelé cette semaine, et les enfants de l’école ont dessiné sur la glace. " * 4
TEXT = "{greeting}\n\n" + "\n\n".join([_PARAGRAPH] * 6) + "\n\n{reply_line}\n\nChoisir : {choosing_link}\n"
PAGE = "<p>{greeting}</p>" + "".join(f'<p style="margin:0 0 18px">{_PARAGRAPH}</p>' for _one in range(6))


class _Taking:
    """An SMTP server that takes everything and keeps nothing."""

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:
        return "250 taken"


@contextmanager
def sink() -> Iterator[int]:
    """A port where a process of its own takes all mail; it says at the end how many it took."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.sink", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield port
    finally:
        process.terminate()
        print(f"    (the sink took {process.stdout.read().strip()})", flush=True)


def _write(channel: str, at: datetime) -> None:
    Dispatch.objects.all().delete()
    addresses = (
        f"voisin{number}@exemple.fr" if channel == Channel.MAIL else f"+3363998{number:04}"
        for number in range(MANY)
    )
    title = "Café du canal, mardi à 14 h : c’est noté"
    dispatch_all(
        prepare(channel=channel, purpose=ANSWER, address=address, title=title, body="À mardi !", at=at)
        for address in addresses
    )


def _line(name: str, channel: str, deliver: Callable[[datetime], int]) -> str:
    now = timezone.now()
    _write(channel, now)
    began, left = time.perf_counter(), 0
    while left < MANY and (gone := deliver(now)):
        left += gone
    seconds = time.perf_counter() - began
    return f"{name:28} {left:5} in {seconds:6.1f} s  {left / seconds:6.0f} a second"


@contextmanager
def _told(name: str, many: int) -> Iterator[dict[str, float]]:
    """Measure what happens inside, and print it."""
    found: dict[str, float] = {}
    gc.collect()
    began, processor = time.perf_counter(), time.process_time()
    yield found
    found["rate"] = many / (time.perf_counter() - began)
    found["cpu"] = (time.process_time() - processor) * 1000 / many
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found["memory"] = memory
    figures = f"{found['rate']:6.0f}/s  {found['cpu']:5.2f} CPU ms each  {memory:5.0f} MB at most"
    print(f"{name:44} {many:7} letters  {figures}", flush=True)


def _django(many: int, port: int) -> dict[str, float]:
    """Its own multi-part messages, in one connection."""
    connection = get_connection("django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port)
    with _told("Django, EmailMultiAlternatives", many) as found:
        connection.open()
        for number in range(many):
            own = {
                "{greeting}": f"Bonjour Voisine{number},",
                "{reply_line}": "Vous pouvez répondre à ce message.",
                "{choosing_link}": f"https://exemple.fr/ce-que-je-recois/{number}/",
            }
            text, page = TEXT, PAGE
            for mark, value in own.items():
                text, page = text.replace(mark, value), page.replace(mark, value)
            message = EmailMultiAlternatives(
                "La lettre de décembre",
                text,
                "parvis@exemple.fr",
                [f"Voisine{number} Roux <voisine{number}@exemple.fr>"],
                connection=connection,
                headers={"List-Unsubscribe": f"<https://exemple.fr/stop/{number}/>"},
            )
            message.attach_alternative(page, "text/html")
            message.send()
        connection.close()
    return found


def _people(many: int) -> list[int]:
    """So many members, kept from one measure to the next."""
    known = Member.objects.count()
    now = timezone.now()
    new = (
        Member(name=f"Voisine{number} Roux", joined_at=now, card_code=f"{number:08}")
        for number in range(known, many)
    )
    Member.objects.bulk_create(new, batch_size=1000)
    return list(Member.objects.order_by("pk").values_list("pk", flat=True)[:many])


def _outbox(many: int, at: datetime) -> None:
    people = _people(many)
    Dispatch.objects.all().delete()
    edition = publish_edition(title="La lettre de décembre", text=TEXT, html=PAGE, at=at)
    with _told("  written into the outbox", many):
        dispatch_many(
            prepare(
                channel=Channel.MAIL, purpose=LETTER, address=f"voisine{number}@exemple.fr",
                name=f"Voisine{number} Roux", person=person, title="La lettre de décembre", body="",
                edition=edition, once_key=f"bench:{number}", reply_to="r@exemple.fr", at=at,
            )
            for number, person in enumerate(people)
        )  # fmt: skip


def _parvis(many: int, port: int, name: str) -> dict[str, float]:
    """From the outbox, everything asked and written as for real."""
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    noon = timezone.now().replace(hour=11)
    noon += timedelta(days=(1 - noon.weekday()) % 7)  # a Tuesday: nothing waits for a calm hour
    _outbox(many, noon)
    with _told(name, many) as found:
        left = many
        while left and (gone := deliver_due(noon)):
            left -= gone
    assert Dispatch.objects.filter(state=Dispatch.State.SENT).count() == many
    return found


def letters() -> None:
    """Ours beside Django's in the same run, twice each, the better kept; then ten times as many people."""
    register_purpose(Purpose(LETTER, matter=Matter.ORDINARY, list_id="lettre", goes_on_sundays=True))
    settings.MAIL_PACE = 0  # one domain only, and nobody to be kind to
    with sink() as port:
        theirs = [_django(LETTERS, port)]
        ours = [_parvis(LETTERS, port, "Parvis, from the outbox")]
        theirs.append(_django(LETTERS, port))
        ours.append(_parvis(LETTERS, port, "Parvis, from the outbox"))
        settings.DKIM = "mesures"
        _parvis(LETTERS, port, "Parvis, each signed (DKIM, RSA 2048)")
        settings.DKIM = ""
        best, known = max(one["rate"] for one in ours), max(one["rate"] for one in theirs)
        cheap, dear = min(one["cpu"] for one in ours), min(one["cpu"] for one in theirs)
        rate, share = best / known, cheap / dear
        print(f"Parvis / Django: {rate:.1f} times the letters a second, {share:.2f} of the processor")
        many = _parvis(MOST, port, "Parvis, ten times as many people")
        print(f"memory from {LETTERS} to {MOST} people: {ours[-1]['memory']:.0f} to {many['memory']:.0f} MB")


def measure() -> int:
    """Print the letters, then three figures, for a thousand of each."""
    call_command("migrate", verbosity=0)
    letters()
    decide(ceiling=MANY * 3, only_without_mail=False)
    settings.MAIL_URL = ""
    print(_line("mail, into files", Channel.MAIL, deliver_due), flush=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    post = Controller(_Taking(), hostname="127.0.0.1", port=port)
    post.start()
    settings.MAIL_URL = f"smtp://127.0.0.1:{port}"
    print(_line("mail, by SMTP", Channel.MAIL, deliver_due), flush=True)
    post.stop()
    telephone = Telephone(token="jeton").start()
    settings.SMS_URL, settings.SMS_TOKEN = telephone.send_address, telephone.token
    print(_line("text messages, by a gateway", Channel.SMS, deliver_texts), flush=True)
    telephone.stop()
    return 0
