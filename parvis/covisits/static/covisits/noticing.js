// What the bar says anew: who came, who went, who likes this page. Then the page of the visit itself.
import { renewPage } from "./renewing.js";

const bar = () => document.querySelector("aside.visit");

function likedBy() {
  const words = bar() && bar().querySelector(".visit-liked");
  return words ? words.textContent.trim() : "";
}

/** How high the bar under the thumb is: what is said stands above it, never behind. */
function measure() {
  if (bar()) document.documentElement.style.setProperty("--visit-bar", `${bar().offsetHeight}px`);
}

/** To be called each time the bar came again. */
export function noticing(people, mover) {
  let before = likedBy();
  measure();
  addEventListener("resize", measure);
  return (made) => {
    const news = people.renew(made);
    ["went", "away", "returned", "came"].forEach((what) => mover.hear(what, news[what]));
    if (likedBy() !== before) mover.note((before = likedBy()));
    measure();
    renewPage();
  };
}
