// A ring around what somebody shows, for two seconds.
import { look } from "./looking.js";
import { partOf } from "./places.js";

const SECONDS = 2;

export function ring(part) {
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
  const title = part.querySelector("h1, h2, h3, h4, a") || part; // « Atelier », and not all of its card
  return title.textContent.replace(/\s+/g, " ").trim().slice(0, 80);
}
