"""A letter as somebody gets it: the common sections, then those of their interests; mail, paper, voice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.kit.markdown_blocks import Block, blocks, plain
from parvis.members.reaching import absolute
from parvis.newsletters.models import Letter, Section

SPOKEN_AT_MOST = 1200  # letters: two minutes of reading aloud


@dataclass(frozen=True)
class Part:
    """A section as it is read. because: of an interest, why the person gets it."""

    title: str
    words: str
    because: str = ""

    @property
    def blocks(self) -> list[Block]:
        return blocks(self.words)


def parts(sections: Iterable[Section]) -> list[Part]:
    """What these sections say: common ones first, in their order, then those of interests."""
    said = [section for section in sections if not section.is_out and section.words.strip()]
    said.sort(key=lambda section: section.interest_id is not None)  # keeps the order of the letter otherwise
    return [_part(section) for section in said]


def text_of(told: list[Part]) -> str:
    """Everything as plain text, complete by itself; marks for what is each reader’s own."""
    bodies = [
        "\n\n".join(filter(None, [_ruled(part.title), _bracketed(part.because), _whole(plain(part.words))]))
        for part in told
    ]
    return "\n\n\n".join(["{greeting}", *bodies, "{reply_line}"])


def html_of(told: list[Part]) -> str:
    """The same as the inside of a mail’s page; marks for what is each reader’s own."""
    return render_to_string("newsletters/mail.html", {"parts": told, "absolute": absolute})


def paper_of(told: list[Part]) -> str:
    """The same for the letters of the post, printed with what else goes into the envelope."""
    bodies = ["\n\n".join(filter(None, [part.title, part.because, plain(part.words)])) for part in told]
    return "\n\n".join(bodies)


def spoken_of(told: list[Part]) -> str:
    """Short, to be read aloud: each title with what it names; the whole letter is a link away."""
    lines = [_spoken(part) for part in told]
    said, left = [], SPOKEN_AT_MOST
    for line in lines:
        left -= len(line)
        if left < 0:
            break
        said.append(line)
    return "\n".join([*said, _("The whole letter can be read to you, or come by post: just ask.")])


def page_path(letter: Letter) -> str:
    """Where it is read on the site; empty when nobody else reads it."""
    is_shown = letter.shown_to != Letter.ShownTo.NOBODY
    return reverse("newsletters:letter", args=[letter.pk]) if is_shown else ""


def because_of(section: Section) -> str:
    """Why somebody reads this section; empty for what everybody reads."""
    if section.interest is None:
        return ""
    return _("You get this because you asked for: %(interest)s.") % {"interest": section.interest.name}


def _part(section: Section) -> Part:
    return Part(section.title, section.words, because_of(section))


def _ruled(title: str) -> str:
    return f"{title}\n{'-' * min(len(title), 60)}" if title else ""


def _bracketed(because: str) -> str:
    return f"({because})" if because else ""


def _whole(text: str) -> str:
    """Paths of this place with its address in front: plain text has no other link."""
    return text.replace(" (/", f" ({absolute('/')}")


def _spoken(part: Part) -> str:
    """« Les prochaines rencontres : Café du canal, mardi 25 novembre… »"""
    named = [run.text for block in part.blocks for run in block.runs if run.is_strong]
    said = ", ".join(named) or " ".join(plain(part.words).split())[:200]
    return _("%(title)s: %(what)s.") % {"title": part.title, "what": said} if part.title else said
