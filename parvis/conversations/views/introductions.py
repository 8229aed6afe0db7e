"""« Mise en relation »: propose it, answer it."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.conversations.forms import AnswerForm, IntroduceForm
from parvis.conversations.introducing import answer, find_known, introduce
from parvis.conversations.links import introduced_at
from parvis.conversations.models import Introduced
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.limiting import limit
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import animator, me, passer_by
from parvis.members.models import Member

MOST_ANSWERS = 12  # an hour, of one question


@door(GET=animator, POST=animator)
def new(request: HttpRequest) -> HttpResponse:
    """Two people by their names, and why; each is asked by their own way."""
    form = IntroduceForm(request.POST if request.method == "POST" else None)
    choices: dict[str, list[Member]] = {}
    if form.is_valid():
        two = _two(request, form, choices)
        if len(two) == 2:
            try:
                introduce(
                    by=me(request), two=two, why=form.cleaned_data["why"], at=timezone.now(),
                    once_key=f"{me(request).pk}:{key_of(request.POST)}",
                )  # fmt: skip
            except Refusal as refusal:
                form.add_error(None, refusal.reason)
            else:
                words = _("Each of them is asked. If both say yes, they write to each other.")
                return announce(redirect("conversations:index"), words)
    context = {"form": form, "choices": choices}
    status = 422 if form.errors else 200
    return page(request, "conversations/introduction/new.html", context, status=status)


def _two(request: HttpRequest, form: IntroduceForm, choices: dict[str, list[Member]]) -> list[Member]:
    """Whom the two names mean; several: the form asks which one."""
    two = []
    for name in ("first", "second"):
        found = find_known(me(request), form.cleaned_data[name], timezone.now())
        picked = request.POST.get(f"{name}_is", "")
        chosen = [one for one in found if str(one.pk) == picked] or found
        if len(chosen) == 1:
            two.append(chosen[0])
        elif chosen:
            choices[name] = chosen
            form.add_error(name, _("Several people have this name. Which one?"))
        else:
            form.add_error(name, _("We find nobody you know here under this name."))
    return two


@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Yes or no, by the address one was given; nobody learns of a no."""
    row = introduced_at(token)
    if row is None or row.member.left_at is not None or row.member.suspension_at(timezone.now()):
        raise Http404
    if request.method == "GET":
        return _page(request, row, token)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, token, form=form)
    limit(f"conversations.introduced {row.pk}", times=MOST_ANSWERS, per=timedelta(hours=1))
    try:
        answer(
            introduced=row, says_yes=form.cleaned_data["says"] == "yes", at=timezone.now(),
            gives_address=form.cleaned_data["gives_address"],
        )  # fmt: skip
    except Refusal as refusal:
        return _page(request, row, token, reason=refusal.reason)
    return announce(redirect("conversations:introduction", token), _("It is noted. Thank you."))


def _page(request: HttpRequest, row: Introduced, token: str, **more: Any) -> HttpResponse:
    introduction, now = row.introduction, timezone.now()
    others = introduction.people.exclude(pk=row.pk).select_related("member")
    context = {
        "token": token,
        "row": row,
        "introduction": introduction,
        "other": next((one.member for one in others), None),
        "is_over": introduction.thread_id is None and introduction.ends_at <= now,
        **more,
    }
    return page(request, "conversations/introduction/show.html", context, status=422 if more else 200)
