"""Leave with everything: the list of members as a file any spreadsheet opens."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.taking_away import take_list_away
from parvis.kit.doors import door
from parvis.kit.exporting import csv_answer
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me
from parvis.members.moving_in.leaving import member_rows


@door(GET=administrator, POST=administrator)
def export(request: HttpRequest) -> HttpResponseBase:
    """GET says what leaves and who will read that it left; POST hands it over."""
    if request.method != "POST":
        return page(request, "console/member_list.html")
    take_list_away(by=me(request), at=timezone.now())
    head = [_("Name"), _("E-mail"), _("Telephone"), _("Address"), _("Circles"), _("Member since")]
    return csv_answer("membres.csv", head, member_rows())
