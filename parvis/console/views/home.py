"""Behind the scenes: everything an administrator may set, in three short lists."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from parvis.console.safekeeping.keeping import last_backup
from parvis.console.sections import groups
from parvis.console.starting import steps_left
from parvis.courier.holding_back import live_hold
from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.minding_mandates import ending, is_desk_vacant


@door(GET=administrator)
def index(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    context = {
        "groups": groups(),
        "steps": steps_left(now),
        "hold": live_hold(),
        "backup": last_backup(now),
        "is_desk_vacant": is_desk_vacant(now),
        "mandates_ending": len(ending(now)),
    }
    return page(request, "console/index.html", context)
