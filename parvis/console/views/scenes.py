"""The scenes of the demonstration: their list, one of them, and one tap that puts somebody at the screen."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.console.scenes import bookmark
from parvis.console.scenes.pages import address_of
from parvis.console.scenes.reading import NOBODY, Scene, Step, scene, scenes
from parvis.console.scenes.stage import demonstration
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.models import Member
from parvis.members.sessions import end_session, stand_in


@door(GET=demonstration)
def index(request: HttpRequest) -> HttpResponse:
    """All of them; first, the one that is being played, and what comes next in it."""
    known = bookmark.read(request)
    playing = scene(known.slug)
    context: dict[str, Any] = {"scenes": scenes(), "playing": playing}
    if playing is not None:
        context |= {"ahead": _until_next(playing, known.number), "done": known.number}
    return page(request, "console/scene/index.html", context)


@door(GET=demonstration)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    known = bookmark.read(request)
    done = known.number if known.slug == slug else 0
    shown = _scene(slug)
    next_step = shown.after(done)
    return page(request, "console/scene/show.html", {"scene": shown, "done": done, "next_step": next_step})


@door(POST=demonstration)
def play(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """This browser is the person of the step from now on, and their page opens."""
    shown = _scene(slug)
    step = shown.step(number)
    if step is None or not step.is_entered:
        raise Http404
    player = _player(step)
    answer = HttpResponseRedirect(address_of(step.page, player, timezone.now()))
    if player is None:
        end_session(request)
    elif request.user != player:
        stand_in(request, player)
    answer = bookmark.turn(answer, request, slug, number, step.who)
    return announce(answer, _said(step), "info")


def _scene(slug: str) -> Scene:
    found = scene(slug)
    if found is None:
        raise Http404
    return found


def _player(step: Step) -> Member | None:
    """Nobody for who has no account; 404 for somebody who left the village."""
    if step.who == NOBODY:
        return None
    found = Member.objects.let_in(timezone.now()).filter(name=step.who).first()
    if found is None:
        raise Http404
    return found


def _said(step: Step) -> str:
    """The step in plain words, for the page it opens."""
    words = re.sub(r"[*]+", "", step.words)
    return f"{_('You are %(name)s.') % {'name': step.first_name}} {words}" if step.first_name else words


def _until_next(playing: Scene, number: int) -> list[Step]:
    """What is left to do where one is, then the next step in which somebody opens a page."""
    following = playing.after(number)
    last = following.number if following else playing.steps[-1].number
    return [step for step in playing.steps if number < step.number <= last]
