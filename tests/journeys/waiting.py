"""How long a journey waits for what comes by itself: as long as only a fault takes, however busy the machine is."""

from collections.abc import Callable

from playwright.sync_api import Page

SECONDS = 40.0  # all of them pass only where something is wrong
PATIENCE = SECONDS * 1000  # as Playwright counts
_BEAT = 50
_SEEN = """() => {
    window.shown = 0;
    new MutationObserver(all => { window.shown += all.filter(one => one.target.matches('.is-shown')).length })
        .observe(document.body, {subtree: true, attributes: true, attributeFilter: ['class']});
}"""


def eventually(tab: Page, is_so: Callable[[], bool]) -> None:
    """Our policy lets no page wait for words made of strings, so it is asked from here."""
    for _beat in range(int(PATIENCE) // _BEAT):
        if is_so():
            return
        tab.wait_for_timeout(_BEAT)
    assert is_so()


def look_out_for_rings(tab: Page) -> None:
    """From now on this page counts what it is shown: a ring stands for two seconds, a busy machine looks later."""
    tab.evaluate(_SEEN)


def was_shown(tab: Page) -> bool:
    return bool(tab.evaluate("window.shown"))
