"""The first page: a community, and a first person who holds every role until others take some."""

from datetime import datetime

from django.db import transaction

from parvis.community.founding import found
from parvis.console.installation_code import forget_installation_code
from parvis.kit.telephones import spoken
from parvis.members.contacts import Contact
from parvis.members.giving_roles import give_role
from parvis.members.joining import join
from parvis.members.models import Member, Role


@transaction.atomic
def open_place(*, community: str, person: str, contact: Contact, colour: str, at: datetime) -> Member:
    """The first member, administrator and everything else. AlreadyFounded when the place has begun.

    The installation code opens nothing any more once this is committed.
    """
    telephone = spoken(contact.address) if contact.is_telephone else ""
    found(name=community, colour=colour, telephone=telephone, at=at)
    member = join(name=person, contact=contact, at=at, verified=True)
    for kind in Role.Kind.values:
        give_role(member=member, kind=kind, by=None, at=at)
    transaction.on_commit(forget_installation_code)
    return member
