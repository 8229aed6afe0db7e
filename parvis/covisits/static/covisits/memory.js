// What this tab keeps of the visit from page to page. Nothing is left when the tab is closed or the visit over.
const KEY = "visite";

/** The state of this tab: whom it follows (null: not chosen), where it was brought, where the others were heard. */
export function recall(visit) {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY));
  } catch (error) {} // no storage here, or something else was in it
  const fresh = { visit, follows: null, n: 0, brought: "", shut: "", from: "", by: 0, first: 0, ledAt: 0, at: {} };
  return kept && kept.visit === visit ? { ...fresh, ...kept } : fresh;
}

export function keep(state) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(state));
  } catch (error) {
    // a private window without storage: each page begins anew
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch (error) {
    // nothing was kept
  }
}
