"""« Mes coups de main »: what goes on, my notices, what was given. Nobody else reads it; nothing counts."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.aid.exchange.showing import going_on, over
from parvis.aid.models import Gift, Notice
from parvis.aid.purchases.finding import to_fetch
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import me, member

MOST = 40


@door(GET=member)
def mine(request: HttpRequest) -> HttpResponse:
    """Each person’s own, and only theirs."""
    person, now = me(request), timezone.now()
    gifts = Gift.objects.select_related("giver", "receiver").latest_first()
    context = {
        "going_on": going_on(person, now),
        "notices": Notice.objects.filter(author=person).live(now).for_list().latest_first()[:MOST],
        "to_fetch": to_fetch(person, now),
        "over": [pair for pair in over(person, now) if not pair[0].is_done],
        "given": gifts.filter(giver=person)[:MOST],
        "received": gifts.filter(receiver=person)[:MOST],
    }
    return page(request, "aid/exchange/mine.html", context)
