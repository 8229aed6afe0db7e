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
    const { came, went } = people.renew(made);
    went.forEach((name) => mover.went(name));
    came.forEach((name) => mover.came(name));
    if (likedBy() !== before) mover.note((before = likedBy()));
    measure();
    renewPage();
  };
}
