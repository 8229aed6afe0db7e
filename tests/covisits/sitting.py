"""Two people sit down before one screen, as they do in life."""

from django.test import Client
from django.urls import reverse

from parvis.members.models import Member
from parvis.members.signing_in import give_code
from tests.village import Village

START, SECOND, LOOK = (reverse(f"covisits:{name}") for name in ("beside_start", "beside_second", "beside"))


def sit_down(client: Client, village: Village, second: Member, *, digits: str = "7391") -> Client:
    """The client's own person (4182), then somebody to whom the desk read a code."""
    assert client.post(START, {"digits": "4182"}).status_code == 302
    code = give_code(member=second, by=village.monique, at=village.now).spoken
    asked = client.post(SECOND, {"address": second.card_code})
    assert asked.status_code == 302
    joined = client.post(asked["Location"], {"code": code, "digits": digits})
    assert joined.status_code == 302, joined.content.decode()
    assert joined["Location"] == LOOK
    return client
