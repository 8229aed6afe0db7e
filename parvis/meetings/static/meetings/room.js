// « Dans la salle »: every tap is written on this telephone, then sent. Without this, forms do it on line.
import { addUp } from "./adding-up.js";
import { catchUp } from "./catching-up.js";
import { draw } from "./drawing.js";
import { askTable, LEAVES } from "./placing.js";
import { say } from "./saying.js";
import { keep } from "./tapping.js";
import { belong, holdOn, ofOthers, sendLater, startWorker } from "./telephone.js";
import { note, one, waiting, write } from "./vault.js";

const page = document.querySelector("[data-room]");
const meeting = Number(/\/rencontres\/(\d+)\//.exec(location.pathname)?.[1]);
let room, rows, worker;

/** Draw what is on this telephone; how many taps wait here, or undefined without a list. */
async function show() {
  const owner = await note("owner");
  room = await one("rooms", meeting);
  if (room?.owner !== owner) return void (room = undefined);
  const taps = await waiting(owner, meeting);
  rows = addUp(room, taps);
  page.querySelector("[data-part=title]").textContent = room.title;
  page.querySelector("[data-part=list]").hidden = false;
  draw(rows, taps.filter((tap) => tap.why));
  page.shown = { room, rows, taps, tap, show }; // for what areas above add to the page
  document.dispatchEvent(new Event("room"));
  return taps.filter((tap) => !tap.why).length;
}

async function tell(became) {
  page.dataset.became = became; // read by what areas above add
  const n = await show();
  if (n === undefined) return say("status", became === "signed-out" ? "signed-out" : "no-list", { n: 0 });
  const sent = n ? "kept" : worker ? "held" : "held-while-open";
  const name = { sent, away: n ? "away-waiting" : "away" }[became] ?? became;
  say("status", name, { n, why: await note(`refused ${meeting}`) });
}

async function tap(name, ...taps) {
  try {
    await keep(room, name, ...taps);
  } catch {
    return say("alarm", "not-kept", { name });
  }
  say("alarm");
  say("status", "kept", { n: await show() });
  sendLater(worker).then(() => meet(true));
}

const acts = {
  here: (row) => tap(row.name, { kind: "here", registration: row.registration }),
  undo: (row) => tap(row.name, ...row.taps.map((about) => ({ kind: "undo", about }))),
  same: ([a, b]) => tap(a.name, { kind: "same", about: a.taps[0], other: b.taps[0] }),
  async table(row) {
    const table = await askTable(row, rows);
    if (table === LEAVES) tap(row.name, { kind: "left", about: row.taps[0] });
    else if (table !== undefined) tap(row.name, { kind: "table", about: row.taps[0], table });
  },
  back: (row) => tap(row.name, ...row.left.map((about) => ({ kind: "undo", about }))),
  forget: (old) => write((store) => store("taps").delete(old.n)).then(show),
};

page.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (button?.row && room) acts[button.dataset.do](button.row);
});
page.addEventListener("submit", (event) => {
  const field = event.target.elements.first_name;
  if (!room || !field) return;
  event.preventDefault();
  const first_name = field.value.trim(); // what cannot be kept is told by name
  field.value = ""; // a second touch finds nothing
  if (first_name) tap(first_name, { kind: "here", first_name });
});
const meet = catchUp(meeting, tell);
try {
  await belong(page.dataset.owner || (await note("owner")));
  if (!page.dataset.owner) await show(); // opened without network: at once what is here
  const n = await ofOthers(await note("owner"));
  if (n) say("others", "others", { n });
  startWorker().then((ready) => ((worker = ready), holdOn(), meet()));
  meet();
} catch {
  say("alarm", "cannot-keep"); // forms go on working on line
}
