"""Find a person by what is known of them: a name, a number, an address, the code of a card.

Every question is answered from an index, whatever the number of members (`bin/bench --desk`).
"""

import re
from itertools import permutations

from django.core.exceptions import ValidationError
from django.db.models import Q
from rapidfuzz import fuzz, process

from parvis.kit import beginnings  # noqa: F401 - brings the lookup `begins`
from parvis.members.contacts import Contact, read_contact
from parvis.members.models import ContactPoint, Member, TurnedName
from parvis.members.models.member import MemberQuerySet
from parvis.members.names import search_name

MOST = 12
_MOST_WORDS = 5  # of what was typed
_ROWS_FOR_EACH = 3  # « Marie Martin » begins twice like « mar »
_HAVE_LEFT = 6  # among those found by name, that many may have left
_WIDE = 800  # names looked at closely, among those that begin alike
_ALIKE = 82  # of 100: « J. Martin » is not like « Jeanne Martin », « Jeane Martain » is
_FEWEST_DIGITS = 4  # « ça finit par 45 12 »


def find_people(text: str, *, most: int = MOST) -> list[Member]:
    """Members whom this text may mean, by name; each word of a name may be cut short. Empty for empty.

    Or by the code of a card, the beginning or the end of a number (four digits), an address.
    """
    text = " ".join(text.split())[:120]
    if any(sign.isdigit() for sign in text) or "@" in text:  # every card’s code has four
        found = _by_card(text, most) or _by_address(text, most)
        if found:
            return found
    return _by_name(text, most)


def find_alike(name: str, contact: Contact | None) -> list[Member]:
    """Members who may be this very person: they have the same contact, or a name written nearly so."""
    sharing = list(_shown().reached_at(contact.address)[:MOST]) if contact else []
    found = {member.pk: member for member in [*sharing, *_in_this_order(list(near_names(name)), MOST)]}
    return list(found.values())[:MOST]


def _shown() -> MemberQuerySet:
    return Member.objects.present().prefetch_related("contact_points")


def _by_card(text: str, most: int) -> list[Member]:
    code = re.sub(r"[\s.\-]", "", text).upper()
    return list(_shown().filter(card_code__begins=code).order_by("card_code")[:most]) if code else []


def _by_address(text: str, most: int) -> list[Member]:
    known = Q()
    if (contact := _contact_in(text)) is not None:
        known |= Q(address=contact.address)
    elif "@" in text:
        known |= Q(address__begins=text.lower())
    digits = re.sub(r"\D", "", text)
    if contact is None and len(digits) >= _FEWEST_DIGITS and not re.search(r"[^\W\d_]", text):
        known |= Q(ending=digits[-_FEWEST_DIGITS:], address__endswith=digits)
        known |= Q(address__begins=f"+33{digits[1:]}" if digits[0] == "0" else f"+{digits}")
    if not known:
        return []
    owners = ContactPoint.objects.filter(known).values_list("member_id", flat=True)[: most * _ROWS_FOR_EACH]
    return list(_shown().filter(pk__in=list(owners)).order_by("search_name", "pk")[:most])


def _by_name(text: str, most: int) -> list[Member]:
    words = sorted(search_name(text).split()[:_MOST_WORDS], key=len, reverse=True)
    if not words:
        return []
    turned = TurnedName.objects.filter(turned__begins=words[0])
    for word in words[1:]:
        turned = turned.filter(turned__contains=f" {word}")
    ids = turned.order_by("turned", "member").values_list("member_id", flat=True)
    return _in_this_order(list(ids[: most * _ROWS_FOR_EACH]), most)


def near_names(name: str) -> dict[int, str]:
    """Members (id → name) whose name is this one or nearly so, the nearest first; one question.

    One word may begin otherwise if another is the same; else all have to begin alike.
    """
    wanted = search_name(name)
    if not wanted:
        return {}
    # In no order: of more than that many, any will do.
    near = TurnedName.objects.filter(_begins_alike(wanted.split()[:_MOST_WORDS]))
    here = near.filter(member__left_at=None).values_list("member_id", "turned", "member__name")[:_WIDE]
    turned, names = {pk: turn for pk, turn, _name in here}, {pk: name for pk, _turn, name in here}
    alike = process.extract(wanted, turned, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE, limit=MOST)
    return {pk: names[pk] for _turn, _score, pk in alike}


def _begins_alike(words: list[str]) -> Q:
    if len(words) == 1:
        return Q(turned__begins=words[0][:4])
    alike = Q()
    for one, other in permutations(words, 2):
        initial = Q(turned__contains=f" {other[:1]}") | Q(turned__contains=other[1:4])
        alike |= Q(initial, turned__begins=f"{one} ")
        alike |= Q(turned__begins=one[:3], turned__contains=f" {other[:3]}")
    return alike


def _in_this_order(ids: list[int], most: int) -> list[Member]:
    first = list(dict.fromkeys(ids))[: most + _HAVE_LEFT]
    here = _shown().in_bulk(first)
    return [here[pk] for pk in first if pk in here][:most]


def _contact_in(text: str) -> Contact | None:
    try:
        return read_contact(text)
    except ValidationError:
        return None
