"""Every mail that leaves the planted house, byte by byte: each token only where the table lets it be read."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch, Hold
from parvis.meetings.cancelling import cancel
from parvis.meetings.changing import change
from parvis.meetings.registering import register, withdraw
from parvis.meetings.reminding import remind_due
from parvis.members.giving_roles import end_role, give_role
from parvis.members.joining_circles import accept, join_circle
from parvis.members.leaving import leave
from parvis.members.models import Membership
from tests.secrets.house import House, build, put_out
from tests.secrets.reading import tokens_in
from tests.secrets.table import SECRETS

# What a letter says to the one it is for, and no page to anybody: why somebody was removed; the planted letter.
ONLY_BY_LETTER = {"removal": "remi@exemple.fr"} | dict.fromkeys(
    (
        "mail to",
        "mail title",
        "mail body",
        "mail link",
        "mail link words",
        "mail signed",
        "mail reply",
        "mail address",
        "mail calendar",
    ),
    f"{SECRETS['mail address'].token}@exemple.fr",
)


def live(house: House) -> None:
    """A busy week: people come, hosts move and cancel, circles answer, roles change hands, somebody leaves."""
    village, now, people = house.village, house.village.now, house.people
    host, secret, fair = people["host"], house.meetings["secret"], house.meetings["fair"]
    for person in (people["member"], people["animator"], people["keeper"], village.paul):
        register(meeting=fair, member=person, at=now, companions="et un ami")
    register(meeting=secret, member=host, at=now)
    deliver_due(now)  # before other news makes these words idle
    for meeting in (secret, fair, house.meetings["members"]):
        change(meeting=meeting, by=host, at=now, begins_at=meeting.begins_at + timedelta(hours=1))
    remind_due(now + timedelta(days=2))
    deliver_due(now)
    cancel(meeting=secret, by=host, at=now, reason="La salle a brûlé.")
    cancel(meeting=fair, by=host, at=now, reason="Il neige.")
    withdraw(registration=house.meetings["members"].registrations.live().get(), at=now)
    village.gardeners.joining = "on_request"
    village.gardeners.save()
    wish = join_circle(circle=village.gardeners, member=village.paul, at=now)
    accept(membership=Membership.objects.get(pk=wish.pk), by=people["animator"], at=now)
    role = give_role(member=village.paul, kind="keeper", by=people["administrator"], at=now)
    end_role(role=role, by=people["administrator"], at=now)
    leave(member=village.paul, at=now)


def mails(folder: Path) -> Iterator[tuple[str, str]]:
    """(address it is for, all one can read in it): its bytes as they are, its headers and parts decoded."""
    for path in sorted(folder.rglob("*.eml")):
        raw = path.read_bytes()
        mail = message_from_bytes(raw, policy=policy.default)
        parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
        heads = [f"{name}: {value}" for name, value in mail.items()]
        address = mail["To"].addresses[0].addr_spec
        yield address, "\n".join([path.name, raw.decode("latin-1"), *heads, *parts])


def send_all(house: House) -> None:
    now = house.village.now
    for hours in range(0, 24 * 8, 12):
        deliver_due(now + timedelta(hours=hours))


def readers_at(house: House) -> dict[str, set[str]]:
    """Address → the readers of the table it belongs to."""
    found: dict[str, set[str]] = defaultdict(set)
    for reader, person in house.people.items():
        for address in person.contact_points.values_list("address", flat=True) if person else ():
            found[address].add(reader)
    return found


def leaks(folder: Path, house: House) -> dict[str, set[str]]:
    """Address → tokens it should not have received."""
    readers, found = readers_at(house), defaultdict(set)
    for address, text in mails(folder):
        for key in tokens_in(text):
            if (
                not SECRETS[key].seen_by & (readers[address] or {"member"})
                and ONLY_BY_LETTER.get(key) != address
            ):
                found[address].add(key)
    return dict(found)


@pytest.fixture
def house(village, settings, tmp_path) -> House:
    settings.DATA, settings.MAIL_URL = tmp_path, ""
    made = build(village)
    Hold.objects.all().delete()  # nothing is held back here
    Dispatch.objects.filter(channel="mail", address__startswith=SECRETS["mail address"].token).update(
        purpose="members.farewell"
    )
    return made


@pytest.mark.asvs("14.2.6", "16.2.5")
def test_each_token_is_only_in_mails_to_whom_the_table_allows(house, tmp_path):
    put_out(house)
    live(house)
    send_all(house)
    read = list(mails(tmp_path))
    seen = {key for _address, text in read for key in tokens_in(text)}
    assert len(read) >= 15, "it would prove nothing"
    assert {
        "secret title",
        "secret link",
        "members title",
        "mail body",
        "removal",
        "suspension",
    } <= seen
    assert leaks(tmp_path, house) == {}


def test_a_letter_that_says_too_much_is_found_out(house, tmp_path, monkeypatch):
    """The reader itself is put to the test: one wording that adds somebody's answer."""
    from parvis.meetings import wording

    honest = wording.party
    telling = "{} {}".format
    monkeypatch.setattr(wording, "party", lambda row: telling(honest(row), SECRETS["answer"].token))
    live(house)
    send_all(house)
    assert any("answer" in keys for keys in leaks(tmp_path, house).values())
