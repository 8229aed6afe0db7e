// A shared tablet: a warning before it closes, one tap to go on, nothing kept by the Back button.
// Without this script the page itself goes to the warning (noscript in desk/kiosk/_frame.html).
import { goOn } from "./going-on.js";

const box = document.getElementById("rest"), form = box.querySelector("form");
const warnsIn = Number(box.dataset.warnsIn) * 1000, closesIn = Number(box.dataset.closesIn) * 1000;
const close = () => location.replace(box.dataset.end);
let since = Date.now(); // the last sign of life
let told = since; // when the server last heard of one
let before = null; // what had the focus

function tell() {
  told = since = Date.now();
  goOn(form, close);
}

function live() {
  if (!box.hidden) return; // the warning is answered by its button
  since = Date.now();
  if (since - told > warnsIn / 3) tell();
}

function look() {
  const rested = Date.now() - since; // a tablet that slept wakes up late, and closes at once
  if (rested >= closesIn) close();
  else if (rested >= warnsIn && box.hidden) {
    before = document.activeElement;
    box.hidden = false;
    form.querySelector("button").focus();
  }
}

for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) addEventListener(kind, live, { passive: true });
form.addEventListener("submit", (event) => {
  event.preventDefault();
  box.hidden = true;
  tell();
  before?.focus();
});
addEventListener("pageshow", (event) => event.persisted && location.reload());
setInterval(look, 500);
