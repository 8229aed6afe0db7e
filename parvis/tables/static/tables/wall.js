// The wall keeps up by itself, counts the time down, and turns its pages when there are many tables.
import { setClock } from "./clock.js";
import { keepUp } from "./keeping-up.js";

const A_PAGE = 12000;
let number = 0;

function turn() {
  const pages = document.querySelectorAll("[data-page]");
  pages.forEach((page, k) => (page.hidden = k !== number % pages.length));
}

keepUp(document.querySelector("[data-keeps-up]"), () => (setClock(), turn()));
setInterval(() => (number++, turn()), A_PAGE);
