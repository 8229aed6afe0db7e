"""Find a person by what is known of them: a name, a number, an address, the code of a card."""

from django.core.exceptions import ValidationError
from django.db.models import Q
from rapidfuzz import fuzz

from parvis.members.contacts import Contact, read_contact
from parvis.members.models import Member
from parvis.members.names import search_name

MOST = 12
_WIDE = 300  # names looked at closely, among those that begin alike
_ALIKE = 82  # of 100: « J. Martin » is not like « Jeanne Martin », « Jeane Martain » is


def find_people(text: str, *, most: int = MOST) -> list[Member]:
    """Members whom this text may mean, by name; each word of a name may be cut short. Empty for empty."""
    text = " ".join(text.split())[:120]
    if not text:
        return []
    present = Member.objects.present().prefetch_related("contact_points")
    has_digits = any(sign.isdigit() for sign in text)  # every card's code has four
    if has_digits and (by_card := list(present.filter(card_code=text.replace(" ", "").upper()))):
        return by_card
    contact = _contact_in(text)
    if contact is not None:
        return list(present.reached_at(contact.address)[:most])
    for word in search_name(text).split():
        present = present.filter(search_name__contains=word)
    return list(present.order_by("search_name", "pk")[:most])


def find_alike(name: str, contact: Contact | None) -> list[Member]:
    """Members who may be this very person: they have the same contact, or a name written nearly so."""
    present = Member.objects.present().prefetch_related("contact_points")
    sharing = list(present.reached_at(contact.address)[:MOST]) if contact else []
    wanted = search_name(name)
    begins_alike = Q()
    for word in wanted.split():
        begins_alike |= Q(search_name__contains=word[:4])
    near = present.filter(begins_alike).order_by("pk")[:_WIDE] if wanted else []
    alike = [member for member in near if fuzz.token_sort_ratio(member.search_name, wanted) >= _ALIKE]
    found = {member.pk: member for member in [*sharing, *alike]}
    return list(found.values())[:MOST]


def _contact_in(text: str) -> Contact | None:
    try:
        return read_contact(text)
    except ValidationError:
        return None
