"""Every page keeps its promises: light, readable, reachable, printable."""

import pytest

from tests.journeys.budgets import (
    PAGES,
    SCHEMES,
    SHEETS,
    WIDTHS,
    Spec,
    axe_faults,
    faults,
    fold_faults,
    frame_faults,
    print_faults,
    touch_faults,
)

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("spec", PAGES, ids=lambda spec: spec.name.replace(" ", "-"))
def test_a_page_keeps_its_budgets(spec, lived_in, open_browser):
    spec.prepare(lived_in)
    member = getattr(lived_in, spec.who) if spec.who else None
    tab = open_browser(member, java_script_enabled=True, bypass_csp=True).new_page()
    assert not faults(tab, spec, spec.path(lived_in))
    assert tab.locator("h1").inner_text().strip()
    assert tab.get_by_text("Parler à quelqu’un").is_visible()


@pytest.mark.parametrize("spec", SHEETS, ids=lambda spec: spec.name.replace(" ", "-"))
def test_a_sheet_keeps_its_budgets(spec, lived_in, open_browser):
    member = getattr(lived_in, spec.who) if spec.who else None
    tab = open_browser(member, java_script_enabled=True, bypass_csp=True).new_page()
    assert not faults(tab, spec, spec.path(lived_in))


BAD_PAGE = """<!doctype html><html lang="fr"><head><title>x</title></head><body>
<main><h1>Un</h1><h1>Deux</h1><p style="color:#707070;width:500px">Trop pâle et trop large pour un téléphone.</p>
<button style="height:20px;overflow:hidden;width:30px;white-space:nowrap">Je viens à la fête</button><img src="x.png">
<script>1</script></main></body></html>"""


def test_the_measure_sees_what_is_wrong(open_browser):
    tab = open_browser(java_script_enabled=True, bypass_csp=True).new_page()
    tab.set_content(BAD_PAGE)
    spec = Spec("bad", lambda village: "/", nodes=5, main_button="button")
    frame, touch = " ".join(frame_faults(tab, spec)), " ".join(touch_faults(tab))
    assert all(word in frame for word in ("elements", "2 first-level", "description", "inline", "Parler"))
    assert all(word in touch for word in ("under 44 px", "sideways at 320", "cut by wide"))
    axe = " ".join(axe_faults(tab))
    assert all(f"{scheme} {width} px" in axe for scheme in SCHEMES for width in WIDTHS)
    assert all(rule in axe for rule in ("color-contrast-enhanced", "image-alt"))
    assert all(
        f"{scheme} {width} px: color-contrast-enhanced" in axe for scheme in SCHEMES for width in WIDTHS
    )
    tab.set_content(
        "<body style='background:#ffe'>x<div class='menu'>y</div><p style='height:900px'></p><button>z</button>"
    )
    assert len(print_faults(tab)) == 2
    assert "of 640" in fold_faults(tab, spec)[0]
