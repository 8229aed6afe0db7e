"""Words shared by many dispatches: 100,000 copies of a letter do not carry 100,000 bodies.

What is each reader's own is a mark, filled in while the copy leaves: {name}, {greeting} (« Bonjour Odile, »),
{choosing_link} (the page « Ce que je reçois » of that person), {reply_line} (whether one may answer).
A mark is looked for in the edition only, never in what replaces it.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Model
from django.utils.html import escape
from django.utils.translation import gettext as _

from parvis.courier.models import Dispatch, Edition
from parvis.courier.silencing import choosing_link_of, link_of
from parvis.courier.together import first_names_of, greeting

MARK = re.compile(r"\{(name|greeting|choosing_link|reply_line)\}")
MOST_ENCLOSED = 2_000_000  # bytes: it travels with each copy
LONGEST = 200_000
State = Dispatch.State


@dataclass(frozen=True)
class Enclosed:
    """A file that goes with each copy."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Progress:
    """How far a sending has come."""

    waiting: int = 0
    sent: int = 0
    failed: int = 0
    dropped: int = 0

    @property
    def total(self) -> int:
        return self.waiting + self.sent + self.failed + self.dropped


def publish_edition(
    *, title: str, text: str, html: str = "", attachments: Iterable[Enclosed] = (), at: datetime
) -> Edition:
    """Write the words many dispatches will share; give it to `prepare(edition=…)`.

    text: complete by itself. html: the inside of the page (paragraphs, titles, pictures…), made safe by who
    gives it; empty, the page is made of the text. ValueError beyond the bounds.
    """
    files = list(attachments)
    if max(len(text), len(html)) > LONGEST or sum(len(one.content) for one in files) > MOST_ENCLOSED:
        raise ValueError("an edition is too long for mail")
    return Edition.objects.create(
        title=" ".join(title.split())[:200],
        text=text.replace("\r\n", "\n").strip() + "\n",
        html=html.strip(),
        enclosed=[
            {"name": one.name, "kind": one.kind, "content": b64encode(one.content).decode()} for one in files
        ],
        published_at=at,
    )


def enclosed_in(edition: Edition) -> list[Enclosed]:
    """The files of an edition."""
    return [Enclosed(one["name"], one["kind"], b64decode(one["content"])) for one in edition.enclosed]


def own_words(row: Dispatch, companions: Sequence[Dispatch] = ()) -> dict[str, str]:
    """What stands for each mark in the copy of this reader, or of both at one address."""
    names = (companions and greeting(row, companions)) or next(iter(first_names_of([row])), "")
    return {
        "name": names,
        "greeting": _("Hello %(names)s,") % {"names": names} if names else _("Hello,"),
        "choosing_link": choosing_link_of(row) if row.person is not None else link_of(row.address),
        "reply_line": _("You may answer this message: somebody reads it.") if row.reply_to else "",
    }


def filled(words: str, own: Mapping[str, str]) -> str:
    """The words with each mark replaced."""
    return MARK.sub(lambda mark: own[mark[1]], words)


def words_of(row: Dispatch, companions: Sequence[Dispatch] = ()) -> str:
    """The complete plain words of a dispatch: its own, or those of its edition as this reader gets them."""
    if row.edition is None:
        return row.body.strip()
    return filled(row.edition.text, own_words(row, companions)).strip()


def page_of(row: Dispatch, companions: Sequence[Dispatch] = ()) -> str:
    """The inside of the page as this reader gets it; empty when it is made of the plain words."""
    if row.edition is None or not row.edition.html:
        return ""
    own = {mark: str(escape(value)) for mark, value in own_words(row, companions).items()}
    return filled(row.edition.html, own)


def progress_of(subject: Model, purpose: str) -> Progress:
    """How far the words of this purpose about this thing have come; one query."""
    rows = Dispatch.objects.about(subject).filter(purpose=purpose).order_by().values_list("state")
    found: dict[str, int] = dict(rows.annotate(count=Count("pk")))
    ended = {State.SENT: found.get(State.SENT, 0), State.FAILED: found.get(State.FAILED, 0)}
    dropped = found.get(State.DROPPED, 0)
    waiting = sum(found.values()) - sum(ended.values()) - dropped
    return Progress(waiting, ended[State.SENT], ended[State.FAILED], dropped)
