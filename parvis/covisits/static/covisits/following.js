// Follows the others of the visit, and lets them follow: the page, the part of it in view, what is shown.
import { hear } from "./hearing.js";
import { isFillingIn } from "./forms.js";
import { barKeeper } from "./keeping.js";
import { forget, keep, recall } from "./memory.js";
import { Mover } from "./moving.js";
import { letPoint } from "./pointing.js";
import { show } from "./ringing.js";
import { look } from "./looking.js";
import { noticing } from "./noticing.js";
import { partOf } from "./places.js";
import { choosing } from "./people.js";
import { tell } from "./telling.js";
import { walker } from "./walking.js";

const AGAIN = 1000;
const LATER = 1500;
const LATEST = 60000;
const frame = document.querySelector(".following");
const here = frame.dataset.path; // empty: a page nobody is told of
const me = Number(frame.dataset.visitor);
const state = recall(frame.dataset.visit);
const { walk, repeat } = walker(frame.dataset.steps, state);
const people = choosing(frame, me, state, (who) => mover.join(who, here));
const mover = new Mover(frame, state, people);
const heard = {}; // the last number of each browser: what is older, or heard twice, is nothing new
let toldAt = 0; // when the stream began to say where each of them is: that is no news
let movedAt = 0; // when this page was last moved by somebody else

function step(said) {
  const from = `${said.who} ${said.dev}`; // two browsers of one visitor have a clock each
  if (said.n <= (heard[from] || 0) || said.who === me) return;
  heard[from] = said.n;
  const name = people.name(said.who);
  if (!name) return;
  const isNews = Boolean(frame.dataset.came) || Date.now() - toldAt > AGAIN; // another tab is brought nowhere
  const hasMoved = said.who in state.at ? state.at[said.who] !== said.path : isNews;
  state.at[said.who] = said.path;
  keep(state);
  if (!hasMoved && people.isAway(said.who)) return; // where they were, before they left their screen
  if (said.kind === "apart") mover.apart(said.who, name);
  else if (said.path !== here) mover.elsewhere(said, name, me, hasMoved);
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

/** The answer to who left in another tab may still be on its way, and the pass goes with it: asked less and less. */
function askUntilGone(wait) {
  askBar();
  if (wait < LATEST && document.querySelector("aside.visit")) setTimeout(() => askUntilGone(wait * 2), wait);
}

const askBar = barKeeper(frame.dataset.bar, here, `"${frame.dataset.mark}"`, noticing(people, mover));
hear(frame.dataset.stream, frame.dataset.steps, {
  step,
  ask(isNew) {
    if (isNew) toldAt = Date.now();
    askBar();
    if (isNew) repeat();
  },
  over() {
    forget();
    askUntilGone(LATER);
    frame.querySelector(".ways").hidden = frame.hidden = true;
  },
});
if (!mover.isShut(here)) tell(here, state, walk, () => movedAt, Boolean(frame.dataset.waits));
if (here) letPoint(people.pointer, mover.wait, (at) => walk({ kind: "point", path: here, at, led: true }));
addEventListener("pageshow", (shown) => {
  if (shown.persisted && !isFillingIn()) location.reload(); // « page précédente » gave back what stood there before
});
