// The server says a part of the page anew: what was open stays open, and the finger stays where it was.
const WAYS = "a, button, input, select, textarea, summary";
export const all = (node, what) => Array.from(node.querySelectorAll(what));
const named = (way) => way.getAttribute("aria-label") || way.textContent;

/** The content of `fresh` takes the place of what is in `part`. */
export function exchange(part, fresh) {
  const held = all(part, WAYS).indexOf(document.activeElement);
  const name = held < 0 ? "" : named(document.activeElement);
  const opened = all(part, "details[open] > summary").map(named);
  part.innerHTML = fresh.innerHTML;
  all(part, "details > summary").forEach((one) => {
    if (opened.includes(named(one))) one.parentElement.open = true;
  });
  if (held < 0) return;
  const ways = all(part, WAYS);
  const again = ways[held] && named(ways[held]) === name ? ways[held] : ways.find((way) => named(way) === name);
  if (!again) part.tabIndex = -1; // never another button under the finger: a tap would do something else
  (again || part).focus({ preventScroll: true });
}
