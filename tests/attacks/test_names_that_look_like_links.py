"""A name or a title typed by a stranger never becomes a link in a letter to somebody else."""

import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from parvis.courier.composing import compose
from parvis.courier.models import Dispatch
from parvis.kit.unlinking import JOINER, unlinked
from parvis.meetings.models import Registration
from parvis.meetings.wording import cancellation, confirmation, reminder, waiting
from tests.village import make_meeting

# What mail programs make a link of, generously: a scheme, www., a dotted word, a mailbox.
RECOGNISED = re.compile(r"[a-z][\w+.-]*:(?=[/\\]{2})[/\\]{2}\w|\w+[.。．｡]\w{2,}|\w@\w|//\w+", re.IGNORECASE)
LURES = [
    "http://evil.example",
    "evil.com/x",
    "www.evil.fr",
    "a@evil.example",
    "HTTPS:\\\\evil.example",
    "evil。com",
]


@pytest.mark.parametrize("lure", LURES)
def test_no_program_finds_an_address_and_people_read_the_same(lure):
    words = unlinked(f"Gagnez {lure} vite")
    assert not RECOGNISED.search(words)
    assert words.replace(JOINER, "") == f"Gagnez {lure} vite"
    assert "<a " not in MarkdownIt("commonmark", {"linkify": True}).enable("linkify").render(words)


@given(st.text(alphabet="ab.:/\\@ 。", max_size=30))
def test_whatever_is_typed(text):
    words = unlinked(text)
    assert not RECOGNISED.search(words)
    assert words.replace(JOINER, "") == text
    assert unlinked(words) == words


def test_ordinary_names_and_sentences_stay_as_they_are():
    for name in ("Jeanne Martin", "J. P. Le Goff", "Café : 14 h 30", "D’Artagnan, Zoé & Cie", "et/ou"):
        assert unlinked(name) == name


@pytest.mark.parametrize("lure", LURES)
def test_a_stranger_s_name_makes_no_link_in_the_letter_somebody_else_gets(village, anonymous, lure):
    fields = {"name": f"Gagnez {lure}", "contact": "victime@exemple.fr", "companions": lure}
    anonymous.post(f"/rencontres/{village.cafe.pk}/inscription/", fields)
    assert not links_of(Dispatch.objects.filter(address="victime@exemple.fr"))


@pytest.mark.parametrize("lure", LURES)
def test_nothing_a_host_calls_a_meeting_makes_a_link_in_its_letters(village, lure):
    village.paul.name = f"{lure} Paul"
    village.paul.save()
    meeting = make_meeting(
        f"Venez {lure}", village.cafe.begins_at, host=village.paul, where=f"ici {lure}", bring=lure
    )
    record = meeting_cancelled(meeting, village, f"voyez {lure}")
    registration = Registration(meeting=meeting, member=village.jeanne, pk=1)
    for words in (
        confirmation(registration),
        reminder(registration),
        waiting(registration, 1),
        cancellation(record),
    ):
        letter = Dispatch(
            channel="mail",
            address="x@exemple.fr",
            name="X",
            title=words.title,
            body=words.body,
            message_id="<a@b>",
        )
        assert not links_of([letter])


def test_the_address_of_the_video_call_still_opens(village):
    meeting = make_meeting(
        "Au loin", village.cafe.begins_at, host=village.paul, mode="hybrid", link="https://visio.exemple.fr/x"
    )
    words = confirmation(Registration(meeting=meeting, member=village.jeanne, pk=1))
    assert "https://visio.exemple.fr/x" in words.body


def meeting_cancelled(meeting, village, reason):
    from parvis.meetings.models import Cancellation

    return Cancellation(meeting=meeting, by=village.paul, at=village.now, reason=reason)


def links_of(letters):
    """What a mail program would make a link of, in the headers and the two bodies, but our own addresses."""
    found = []
    for letter in letters:
        message = compose(letter, timezone.now())
        texts = [
            message["Subject"],
            message["To"].addresses[0].display_name,
            message["From"].addresses[0].display_name,
        ]
        for kind in ("plain", "html"):
            text = message.get_body((kind,)).get_content()
            texts.append(re.sub(r"<style.*?</style>|<[^>]*>|http://localhost:8000\S*", " ", text))
        found += [hit.group() for text in texts for hit in RECOGNISED.finditer(text.replace("&#39;", "'"))]
    return found
