"""« Je viens », « je ne viens plus », « oui », « peut-être » in the words of a mail, as in a text message."""

from parvis.courier.texting.answering import is_one_of, words_of
from parvis.kit.calendar_replies import NO, PERHAPS, YES
from parvis.meetings.texting import AWAY, COMING
from parvis.meetings.texting import NO as NO_WORDS
from parvis.meetings.texting import YES as YES_WORDS
from parvis.members.models import Member

_PERHAPS = frozenset({"peut etre", "je ne sais pas encore", "pas encore sur"})
_CLOSINGS = frozenset(
    {"bonne journee", "bonne soiree", "cordialement", "a bientot", "bien a vous", "amities"}
)


def said_in_words(text: str, member: Member) -> str:
    """YES, PERHAPS or NO when the words say that and nothing more (courtesies, their name); else empty."""
    names = frozenset({words_of(member.name), words_of(member.first_name)})
    lines = [line for line in text.splitlines() if words_of(line)]
    words = " ".join(line for line in lines if words_of(line) not in names | _CLOSINGS)
    for answer, phrases in ((NO, AWAY | NO_WORDS), (PERHAPS, _PERHAPS), (YES, COMING | YES_WORDS)):
        if is_one_of(words, phrases):
            return answer
    return ""
