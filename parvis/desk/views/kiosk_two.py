"""Two people before the tablet: whoever entered sits down first, the other one follows."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from parvis.community.switches import is_on
from parvis.covisits.beside.pair import marked, sit_down
from parvis.covisits.forms.beside import SitDownForm
from parvis.desk.kiosk.audiences import at_the_kiosk
from parvis.desk.kiosk.entries import person_at
from parvis.desk.kiosk.showing import kiosk_page, unkept
from parvis.kit.doors import door


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def show(request: HttpRequest) -> HttpResponse:
    """Four digits; the entry ends, and the two begin. They come back here when they have finished."""
    person = person_at(request)
    if person is None or not is_on("covisits"):
        raise Http404
    form = SitDownForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return kiosk_page(request, "two", {"form": form}, status=422 if form.is_bound else 200)
    sit_down(request, person, form.cleaned_data["digits"], is_kiosk=True)
    return marked(request, unkept(redirect("covisits:beside_second")))
