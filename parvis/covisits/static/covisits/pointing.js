// « Montrer » : a tap on the button, then on something, and a ring stands around it on the others' screens.
import { look, partOf, placeOf } from "./places.js";

const SECONDS = 2;

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

function ring(part) {
  part.classList.add("is-shown");
  setTimeout(() => part.classList.remove("is-shown"), SECONDS * 1000);
}

/** Show here what somebody shows there; its words, or null when this page has nothing like it. */
export function show(place) {
  const part = partOf(place);
  if (!part) return null;
  const { top, bottom } = part.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) look(part);
  ring(part);
  return part.textContent.replace(/\s+/g, " ").trim().slice(0, 80);
}
