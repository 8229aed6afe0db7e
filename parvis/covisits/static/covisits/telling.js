// Tells the others where this page is: which one, which part of it is in view, what is shown.
import { keep } from "./memory.js";
import { placeInView } from "./places.js";

const PAUSE = 300;
const MOVED = 1200; // after the others moved this page, its scrolling is theirs: nothing to tell them

/** `here` is empty on a page nobody is told of; `movedAt()`: when the others last moved this one. */
export function tell(here, state, walk, movedAt) {
  let seen = "";
  let timer = 0;

  function lookedAround() {
    timer = 0;
    if (Date.now() - movedAt() < MOVED) return;
    const at = placeInView();
    if (at !== seen) walk({ kind: "view", path: here, at, led: true });
    seen = at;
  }

  const isLed = state.brought !== here;
  if (isLed) state.ledAt = Date.now();
  state.brought = "";
  keep(state);
  walk(here ? { kind: "page", path: here, at: "", led: isLed } : { kind: "apart" });
  if (here) addEventListener("scroll", () => (timer = timer || setTimeout(lookedAround, PAUSE)), { passive: true });
}
