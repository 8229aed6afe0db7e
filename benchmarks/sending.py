"""How many words leave a second: mail into files, mail by SMTP, text messages by a stand-in of a gateway."""

import socket
import time
from collections.abc import Callable
from datetime import datetime

from aiosmtpd.controller import Controller
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from parvis.courier.delivering import deliver_due
from parvis.courier.dispatching import dispatch_all, prepare
from parvis.courier.models import Channel, Dispatch
from parvis.courier.texting.ceiling import decide
from parvis.courier.texting.leaving import deliver_texts
from parvis.courier.texting.purposes import ANSWER
from parvis.courier.texting.telephone import Telephone

MANY = 1000


class _Taking:
    """An SMTP server that takes everything and keeps nothing."""

    async def handle_DATA(self, _server: object, _session: object, _envelope: object) -> str:
        return "250 taken"


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


def measure() -> int:
    """Print three figures, for a thousand of each."""
    call_command("migrate", verbosity=0)
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
