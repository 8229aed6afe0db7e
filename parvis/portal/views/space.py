"""My space: where I am going, how I am known, what was done for me."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.aid.exchange.showing import meetings_of
from parvis.aid.reporting.moderators import may_moderate
from parvis.community.switches import is_on
from parvis.kit.doors import door
from parvis.kit.ordering import as_they_come
from parvis.kit.rendering import page
from parvis.meetings.during import first_piece
from parvis.meetings.telephones import pass_of
from parvis.members.doors import me, member
from parvis.members.duties import duties_of
from parvis.members.giving_roles import vacancies
from parvis.members.models import Role
from parvis.members.permissions import holds, is_administrator
from parvis.newsletters.permissions import can_write_letters
from parvis.portal.coming import coming_of
from parvis.rides.travelling import cars_for
from parvis.tables.coffee.showing import awaited_of


@door(GET=member)
def show(request: HttpRequest) -> HttpResponse:
    """One page of links and lines, that ends."""
    person, now = me(request), timezone.now()
    coming = coming_of(person, now)
    administers = is_administrator(person)
    vacant = [Role.Kind(kind).label for kind in vacancies()] if administers else []
    exchanges = meetings_of(person, now) if is_on("aid") else []
    coffees = awaited_of(person, now) if is_on("tables") else []
    context = {
        "member": person,
        "lines": as_they_come(
            exchange=(exchanges, lambda one: one[0].hour.begins_at),
            coffee=(coffees, lambda one: one[0].coffee.begins_at),
            meeting=(coming, lambda one: one.meeting.begins_at),
        ),
        "for_who_comes": first_piece(coming, now),
        "cars": cars_for(coming),
        "roles": [(role, duties_of(role)) for role in person.held_roles],
        "answers_calls": holds(person, Role.Kind.CORRESPONDENT),
        "administers": administers,
        "moderates": is_on("aid") and may_moderate(person),
        "writes": is_on("newsletters") and can_write_letters(person),
        "vacant": vacant,
        "circles": [live.circle for live in person.memberships.select_related("circle") if live.accepted_at],
        "telephone": pass_of(person),
        "points": person.contact_points.order_by("-is_preferred", "pk"),
    }
    return page(request, "portal/space/show.html", context)
