// Tells the others where this page is: which one, which part of it is in view, what is shown.
import { keep } from "./memory.js";
import { placeInView } from "./places.js";

const PAUSE = 300;
const MOVED = 1200; // after the others moved this page, its scrolling is theirs: nothing to tell them

/** `here` is empty on a page nobody is told of; `movedAt()`: when the others last moved this one.

waits: the page with the digits, while nobody has come yet. Who comes is told of it, and not brought to it.
A page opened behind another is told of once somebody looks at it; and again when they come back to it. */
export function tell(here, state, walk, movedAt, waits) {
  let seen = "";
  let timer = 0;
  let isTold = false;

  function lookedAround() {
    timer = 0;
    if (Date.now() - movedAt() < MOVED) return;
    const at = placeInView();
    if (at !== seen) walk({ kind: "view", path: here, at, led: !waits });
    seen = at;
  }

  function come() {
    if (document.hidden) return;
    const isLed = isTold || state.brought !== here;
    if (isLed && !isTold) state.ledAt = Date.now();
    if (!isTold) state.brought = "";
    isTold = true;
    keep(state);
    const by = isLed ? 0 : state.first;
    walk(here ? { kind: "page", path: here, at: seen, led: isLed && !waits, by } : { kind: "apart" });
  }

  come();
  document.addEventListener("visibilitychange", come);
  if (here) addEventListener("scroll", () => (timer = timer || setTimeout(lookedAround, PAUSE)), { passive: true });
}
