"""Ask or offer something in one sentence; it stays thirty days."""

import hashlib
import re
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.categories import words_of
from parvis.aid.finding import index
from parvis.aid.models import Notice
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.permissions import can_post
from parvis.aid.refusals import CannotPost, PostedEnough, TooYoung, to_all, to_someone
from parvis.aid.reporting.holding_back import look_first
from parvis.chronicle.recording import record
from parvis.community.models import Circle, Place
from parvis.kit.images import clean_image
from parvis.kit.locking import hold
from parvis.members.models import Member

LASTS = timedelta(days=30)
MOST_LIVE = 12  # of one person at the same time
MOST_A_DAY = 12
LARGEST_SIDE = 1200
_AHEAD = timedelta(days=366)
_HELLO = r"(?:bonjour[ ,]+)?"
_LOOKS = r"(?:je (?:re)?cherche|je voudrais|j['’]ai besoin|on cherche|cherche|recherche)\b[ :]*"
_OFFERS = r"(?:je propose|on propose|propose)\b[ :]*"
_BEGINS = {
    Notice.Direction.NEED: re.compile(_HELLO + _LOOKS, re.I),
    Notice.Direction.OFFER: re.compile(_HELLO + _OFFERS, re.I),
}


def post(
    *,
    author: Member,
    direction: str,
    words: str,
    at: datetime,
    channel: str = "web",
    category: str = "",
    circle: Circle | None = None,
    place: Place | None = None,
    place_words: str = "",
    photo: IO[bytes] | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    once_key: str | None = None,
) -> Notice:
    """The notice, seen at once. The same once_key posts once.

    Raises CannotPost, PostedEnough, TooYoung, NotAPicture.
    """
    facts: dict[str, Any] = {
        "author": author, "direction": direction, "words": sentence(direction, words), "category": category,
        "circle": circle, "place": place, "place_words": place_words.strip()[:120], "channel": channel,
        "from_on": from_on, "until_on": until_on, "posted_at": at, "once_key": once_key or None,
    }  # fmt: skip
    clean = clean_image(photo, LARGEST_SIDE) if photo is not None else b""
    try:
        return _post_once(facts, clean)
    except IntegrityError:
        known = Notice.objects.for_list().filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


def sentence(direction: str, words: str) -> str:
    """What is looked for or offered, without « je cherche » before it, on one line."""
    said = " ".join(words.replace("\0", " ").split())
    begins = _BEGINS.get(Notice.Direction(direction))
    rest = begins.sub("", said, count=1) if begins and begins.match(said) else said
    return rest or said


def ends_at(at: datetime, until_on: date | None) -> datetime:
    """Thirty days from now, or the end of the last day when that comes first."""
    if until_on is None:
        return at + LASTS
    midnight = timezone.make_aware(datetime.combine(until_on + timedelta(days=1), time()))
    return min(at + LASTS, midnight)


@transaction.atomic
def _post_once(facts: dict[str, Any], clean: bytes) -> Notice:
    author, at = facts["author"], facts["posted_at"]
    hold(Member.objects.filter(pk=author.pk), lets_refer=True)
    if facts["once_key"] and (known := Notice.objects.for_list().filter(once_key=facts["once_key"]).first()):
        return known
    _check(facts)
    _leave_room(author, at)
    notice = Notice(**facts, ends_at=ends_at(at, facts["until_on"]))
    if clean:
        put_photo(notice, clean)
    notice.save()
    look_first(notice=notice, at=at)
    index(notice)
    record("aid.asked" if notice.is_need else "aid.offered", subject=notice, person=author.pk, at=at)
    return notice


@transaction.atomic
def sort(*, notice: Notice, category: str) -> None:
    """Its author says what kind of help it is. ValueError for a kind nobody knows."""
    if category and not words_of(category):
        raise ValueError(category)
    Notice.objects.filter(pk=notice.pk).update(category=category, version=F("version") + 1)


def put_photo(notice: Notice, clean: bytes) -> None:
    """Give it this picture (WebP bytes already clean); the row is saved by whoever calls."""
    name = f"{hashlib.sha256(clean + str(notice.author_id).encode()).hexdigest()[:24]}.webp"
    notice.photo.save(name, ContentFile(clean), save=False)


def _check(facts: dict[str, Any]) -> None:
    if facts["author"].minor_until_on is not None:
        raise TooYoung(_("Under fifteen, a parent asks or offers for you."), to_someone())
    for is_wrong, reason in faults(facts, timezone.localdate(facts["posted_at"])):
        if is_wrong:
            raise CannotPost(reason, to_all())


def faults(facts: dict[str, Any], today: date) -> list[tuple[bool, str]]:
    """What could be wrong with a notice, each with the sentence that says it."""
    words, begins, ends = facts["words"], facts["from_on"], facts["until_on"]
    return [
        (sum(letter.isalpha() for letter in words) < 3, _("Say in one sentence what it is about.")),
        (len(words) > MOST_LETTERS, _("Two hundred letters at most: the rest is said in person.")),
        (not can_post(facts["author"], facts["circle"]), _("This circle is for its members.")),
        (bool(ends and ends < today), _("This day is over. Choose one to come.")),
        (bool(begins and ends and ends < begins), _("The last day comes after the first one.")),
        (bool(begins and begins > today + _AHEAD), _("This day is too far away.")),
        (bool(ends and ends > today + _AHEAD), _("This day is too far away.")),
    ]  # fmt: skip


def _leave_room(author: Member, at: datetime) -> None:
    own = Notice.objects.filter(author=author)
    if own.live(at).count() >= MOST_LIVE:
        raise PostedEnough(_("Twelve of your notices are seen already. Take one back first."), to_all())
    if own.filter(posted_at__gt=at - timedelta(days=1)).count() >= MOST_A_DAY:
        raise PostedEnough(_("You wrote a lot today. Go on tomorrow."), to_someone())
