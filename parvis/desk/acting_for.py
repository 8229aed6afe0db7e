"""Which acts at the desk need the person's word, said next to their door; and the page that asks for it.

Every view of the desk that takes a POST says one of the two:

    @acts_for(Scope.REGISTRATIONS)                 # for the person whose number is `pk` in the address
    @needs_no_mandate("the code lets the person in, nobody else")

What was typed waits behind the question: after « Oui » the act goes on by itself (see `asking.html`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from parvis.desk.asking import MOST_CARRIED, OWN, PREFIX, AskingForm, parts_of, usual_choice
from parvis.kit.rendering import page
from parvis.members.doors import me
from parvis.members.mandates import NoMandate, Scope, require_mandate
from parvis.members.models import Member
from parvis.members.reaching import can_be_written_to

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Needed:
    """What an address of the desk needs: a scope, or why none. Read by the matrix of the tests."""

    scope: str = ""
    why_none: str = ""


def _at_pk(pk: int, **_others: Any) -> Member:
    return get_object_or_404(Member.objects.present(), pk=pk)


def acts_for(scope: Scope, person: Callable[..., Member] = _at_pk) -> Callable[[View], View]:
    """A POST here acts for somebody: within the transaction of their mandate, or the page that asks for one.

    person(**arguments of the address) → for whom; Http404 when there is nobody.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
            if request.method != "POST":
                return view(request, **named)
            try:
                with transaction.atomic():
                    member, by = person(**named), me(request)
                    require_mandate(member=member, by=by, scope=scope, at=timezone.now())
                    return view(request, **named)
            except NoMandate as refusal:
                return ask(request, refusal.member, [refusal.scope], status=refusal.status)

        guarded.needed = Needed(scope=scope)  # type: ignore[attr-defined]
        return guarded

    return declare


def needs_no_mandate(why: str) -> Callable[[View], View]:
    """A POST here does nothing in somebody's name; why."""

    def declare(view: View) -> View:
        view.needed = Needed(why_none=why)  # type: ignore[attr-defined]
        return view

    return declare


def ask(request: HttpRequest, person: Member, scopes: list[str], *, status: int = 200) -> HttpResponse:
    """The sentence to read aloud. Refused an act: what was being done waits in the form."""
    is_refused = status == NoMandate.status
    carried = carried_by(request) if is_refused else []
    form = AskingForm(initial=usual_choice(scopes))
    return asking_page(request, person, form, carried, request.get_full_path() if is_refused else "", status)


def asking_page(
    request: HttpRequest,
    person: Member,
    form: AskingForm,
    carried: list[tuple[str, str]],
    goes_on_at: str,
    status: int = 200,
) -> HttpResponse:
    """The page itself, with whatever is chosen in the form."""
    context = {
        "person": person,
        "form": form,
        "sentence": parts_of(form, person, me(request)),
        "carried": carried,
        "goes_on_at": goes_on_at,
        "can_be_written_to": can_be_written_to(person),
    }
    return page(request, "desk/mandates/asking.html", context, status=status)


def carried_by(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed for the act that waits, as the form of the question brings it back."""
    return list(_carried(request))[:MOST_CARRIED]


def _carried(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Each field that was typed, but those of this very question."""
    for name, values in request.POST.lists():
        if not name.startswith(f"{PREFIX}-") and name not in OWN:
            yield from ((name, str(value)) for value in values)
