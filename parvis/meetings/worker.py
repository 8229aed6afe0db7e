"""The script that answers on a telephone without network, and how the place stands among its programs."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.community.identity import Identity, current
from parvis.kit.stylesheet import sheet
from parvis.meetings.adding_to_the_room import additions

_AREAS = Path(__file__).resolve().parent.parent
# What pages need without network; the worker itself is served from the root.
MODULES = (
    "vault", "telephone", "tidying", "forgetting", "asking", "sending", "saying", "tapping", "adding-up",
    "reading-rows", "drawing", "placing", "catching-up", "room", "carried",
)  # fmt: skip


def script() -> str:
    """The worker, told what to keep and under which name: another name each time any of it changes."""
    kept = [
        reverse("meetings:without_network"),
        reverse("meetings:empty_room"),
        reverse("kit:stylesheet", args=[sheet()[1]]),
        current().colours_url,
        *(static(f"{name}.js") for name in _modules()),
    ]
    digest = hashlib.sha256("\n".join([*kept, _texts(_modules())]).encode()).hexdigest()[:12]
    return (
        f'import {{ stillMine, wipe }} from "{static("meetings/forgetting.js")}";\n'
        f'import {{ sendAll }} from "{static("meetings/sending.js")}";\n'
        f'const VERSION = "parvis-{digest}";\nconst KEPT = {json.dumps(kept)};\n'
        f"const PATHS = {json.dumps(_paths())};\n{_text('meetings/worker')}"
    )


def _modules() -> tuple[str, ...]:
    """Ours, then those of what areas above add to the room."""
    ours = [f"meetings/{name}" for name in MODULES]
    added = [f"{addition.area}/{name}" for addition in additions() for name in addition.modules]
    return (*ours, *added)


def _paths() -> dict[str, Any]:
    return {
        "without": reverse("meetings:without_network"),
        "room": reverse("meetings:empty_room"),
        "space": reverse("portal:my_space"),
        "signIn": reverse("members:sign_in"),
        "leaving": [reverse("members:sign_out"), reverse("members:sign_out_everywhere")],
    }


def manifest(ours: Identity) -> dict[str, Any]:
    """The web app manifest: opened from the home screen, it shows one's space."""
    return {
        "name": ours.name,
        "short_name": ours.name[:24],
        "description": ours.welcome,
        "lang": get_language(),
        "start_url": reverse("portal:my_space"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fdfaf5",
        "theme_color": ours.brand,
        "icons": [{"src": ours.icon, "sizes": "any", "type": "image/svg+xml"}],
    }


def unreadable() -> str:
    """What is said of a tap nobody can read."""
    return _("This could not be read. Write it on the paper list.")


@lru_cache(4)
def _texts(modules: tuple[str, ...]) -> str:
    return "\n".join(_text(name) for name in (*modules, "meetings/worker"))


@lru_cache
def _text(name: str) -> str:
    area, script = name.split("/")
    return (_AREAS / area / "static" / area / f"{script}.js").read_text(encoding="utf-8")
