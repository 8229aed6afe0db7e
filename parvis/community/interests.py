"""The list of interests, and which of them a text is about."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.community.models import Interest
from parvis.kit.french import families
from parvis.kit.freshness import cached
from parvis.kit.refusals import Refusal

MOST = 24  # a list one reads at a glance
_TABLE = frozenset({"community_interest"})


class CannotOffer(Refusal):
    """The list is full, or the name is taken."""


@transaction.atomic
def offer(*, name: str, words: str = "") -> Interest:
    """One more interest people may choose; one of that name which was withdrawn comes back. CannotOffer."""
    known = Interest.objects.filter(name__iexact=name.strip()).first()
    if known is not None and known.is_offered:
        raise CannotOffer(_("This interest is in the list already."))
    if Interest.objects.offered().count() >= MOST:
        raise CannotOffer(_("The list holds twenty-four interests. Withdraw one first."))
    if known is None:
        return Interest.objects.create(name=name.strip(), words=words.strip())
    known.words, known.is_offered = words.strip(), True
    known.save(update_fields=["words", "is_offered"])
    return known


def reword(*, interest: Interest, name: str, words: str) -> Interest:
    """Say it otherwise; who chose it keeps it. CannotOffer when another one bears that name."""
    interest.name, interest.words = name.strip(), words.strip()
    try:
        with transaction.atomic():
            interest.save(update_fields=["name", "words"])
    except IntegrityError as taken:
        raise CannotOffer(_("This interest is in the list already.")) from taken
    return interest


def withdraw(interest: Interest) -> None:
    """Nobody chooses it from now on; letters written for it stay."""
    Interest.objects.filter(pk=interest.pk).update(is_offered=False)


def offered() -> list[Interest]:
    """Those people may choose (remembered while the list does not change)."""
    return cached("community.interests", lambda: list(Interest.objects.offered()), tables=_TABLE)


def touched_by(text: str, among: list[Interest] | None = None) -> list[Interest]:
    """The interests a text is about, by the families of its words: « semer » and « semis » are one."""
    said = set(families(text))
    among = offered() if among is None else among
    return [one for one in among if said.intersection(families(f"{one.name} {one.words}"))]
