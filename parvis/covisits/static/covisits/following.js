// Follows the others of the visit, and lets them follow: the page, the part of it in view, what is shown.
import { hear } from "./hearing.js";
import { barKeeper } from "./keeping.js";
import { forget, keep, recall } from "./memory.js";
import { Mover } from "./moving.js";
import { letPoint, show } from "./pointing.js";
import { look, partOf, placeInView } from "./places.js";
import { choosing } from "./people.js";
import { walker } from "./walking.js";

const frame = document.querySelector(".following");
const here = frame.dataset.path; // empty: a page nobody is told of
const me = Number(frame.dataset.visitor);
const state = recall(frame.dataset.visit);
const { walk, repeat } = walker(frame.dataset.steps, state);
const people = choosing(frame, me, state);
const mover = new Mover(frame, state, people);
const heard = {}; // the last number of each: what is older, or heard twice, is nothing new
let movedAt = 0; // when this page was last moved by somebody else

function step(said) {
  if (said.n <= (heard[said.who] || 0) || said.who === me) return;
  heard[said.who] = said.n;
  const name = people.name(said.who);
  if (!name) return;
  if (said.kind === "apart") mover.apart(said.who, name);
  else if (said.path !== here) mover.elsewhere(said, name, me);
  else if (said.kind === "point") shown(said, name);
  else {
    mover.together(said.who);
    if (said.kind === "view" && people.follows(said.who)) follow(said.at);
  }
}

function shown(said, name) {
  movedAt = Date.now();
  const words = show(said.at);
  if (words !== null) mover.say("shows", name, words);
}

function follow(place) {
  const part = place && partOf(place);
  if (place && !part) return; // this page has nothing like it: it stays as it is
  movedAt = Date.now();
  look(part);
}

const askBar = barKeeper(frame.dataset.bar, `"${frame.dataset.mark}-True"`, people.renew);
let seen = "";
let timer = 0;
function lookedAround() {
  timer = 0;
  if (Date.now() - movedAt < 1200) return; // they moved us: nothing to tell them
  const at = placeInView();
  if (at !== seen) walk({ kind: "view", path: here, at, led: true });
  seen = at;
}

hear(frame.dataset.stream, frame.dataset.steps, {
  step,
  ask(isNew) {
    askBar();
    if (isNew) repeat();
  },
  over() {
    forget();
    frame.hidden = true;
    askBar();
  },
});
if (here) {
  const isLed = state.brought !== here;
  if (isLed) state.ledAt = Date.now();
  walk({ kind: "page", path: here, at: "", led: isLed });
  addEventListener("scroll", () => (timer = timer || setTimeout(lookedAround, 300)), { passive: true });
  letPoint(people.pointer, mover.wait, (at) => walk({ kind: "point", path: here, at, led: true }));
} else walk({ kind: "apart" });
state.brought = "";
keep(state);
