"""Leave with everything: the list of members as a file any spreadsheet opens."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.exporting import csv_answer
from parvis.members.doors import administrator
from parvis.members.moving_in.leaving import member_rows


@door(GET=administrator)
def export(request: HttpRequest) -> StreamingHttpResponse:
    head = [_("Name"), _("E-mail"), _("Telephone"), _("Address"), _("Circles"), _("Member since")]
    return csv_answer("membres.csv", head, member_rows())
