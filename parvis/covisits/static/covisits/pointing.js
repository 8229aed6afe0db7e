// « Montrer » : a tap on the button, then on something, and a ring stands around it on the others' screens.
import { partOf, placeOf } from "./places.js";
import { ring } from "./ringing.js";

/** The button of this page: `tell(place)` once something was tapped, `say(words)` while it waits. */
export function letPoint(button, say, tell) {
  function stop() {
    document.removeEventListener("click", take, true);
    document.removeEventListener("keydown", escape, true);
    button.setAttribute("aria-pressed", "false");
    say("");
  }

  function take(tap) {
    stop();
    if (button.contains(tap.target)) return tap.stopPropagation();
    const place = placeOf(tap.target);
    if (!place) return undefined; // outside of what is shared: an ordinary tap
    tap.preventDefault(); // it was shown, not opened
    tap.stopPropagation();
    ring(partOf(place));
    return tell(place);
  }

  function escape(key) {
    if (key.key === "Escape") stop();
  }

  button.addEventListener("click", () => {
    button.setAttribute("aria-pressed", "true");
    say(button.dataset.waiting);
    setTimeout(() => {
      document.addEventListener("click", take, true);
      document.addEventListener("keydown", escape, true);
    });
  });
}
